"""Every act that writes, on a disk that fails at its first write, its second, and so on; run by ``failing.py``.

The disk is the system's own, with a layer of C before it (``failing_disk.c``): what fails is a system call, with a
real error code. Everything that one act needs is loaded before; each try runs in a fork of its own.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select

from store import bundle, engine, migrations
from store.backup import backups_of
from store.drafts import Draft, keep_draft, list_drafts
from store.engine import make_engine
from store.home import Home
from store.keys import renewal, slots
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.schema import change, draft
from store.self_check import check
from store.settings import change_settings, read_settings
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook
from tests.real.disk_layer import Disk
from tests.store.bundle.making import add_changes
from tests.store.bundle.swapping import Office

NEW_PASSPHRASE = "kuusi pilvi harava lumme tikku"

FAILURES = {
    "full": (errno.ENOSPC, True, True),
    "read_only": (errno.EROFS, True, False),
    "broken_once": (errno.EIO, False, False),
    "broken": (errno.EIO, True, False),
}
"""Error code, whether every later write fails too, whether the write before is cut in half."""

EXPECTED = frozenset({Reason.FULL_DISK, Reason.READ_ONLY_FOLDER, Reason.INPUT_OUTPUT_ERROR})


@dataclass(frozen=True)
class Act:
    """Something that writes.

    Attributes:
        name: of it.
        do: does it in a folder; it opens what it needs.
        look: what stands in a folder afterwards, in counts.
        opened: whether the notebook is opened before the disk begins to fail.
    """

    name: str
    do: Callable[[Path, Notebook | None], object]
    look: Callable[[Path], object]
    opened: str = "laptop"


def _state(home: Home, passphrase: str = PASSPHRASE) -> tuple[object, ...]:
    """Return what a notebook holds, in counts; it must be whole."""
    with Notebook.unlock(home, passphrase) as notebook:
        assert check(notebook) == (), "damaged"
        with notebook.reading() as connection:
            counts = tuple(connection.scalar(select(func.count()).select_from(t)) for t in (change, draft))
        texts = tuple(str(one.values) for one in list_drafts(notebook))
        return (*counts, texts)


def _opens(home: Home) -> tuple[object, ...]:
    found = []
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        try:
            found.append((passphrase == PASSPHRASE, *_state(home, passphrase)))
        except Refusal as refusal:
            if refusal.reason is not Reason.WRONG_PASSPHRASE:
                raise
    return tuple(found)


def _bundles(folder: Path) -> tuple[object, ...]:
    """Return what stands on the stick, each of it whole. A bundle may be there twice: it is taken in once."""
    stick = folder / "stick"
    with Notebook.unlock(Home(folder / "office"), PASSPHRASE) as office:
        whole = {bundle.inspect(path, notebook=office).changes for path in stick.glob("*.age")}
    _laptop(folder)
    return tuple(sorted(whole))


def _received(folder: Path) -> tuple[object, ...]:
    with Notebook.unlock(Home(folder / "office"), PASSPHRASE) as office:
        return (len(bundle.received_bundles(office)), len(bundle.refused_files(office)), _count(office))


def _count(notebook: Notebook) -> int:
    assert check(notebook) == (), "damaged"
    with notebook.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(change)) or 0)


def _backups(folder: Path) -> tuple[object, ...]:
    home = Home(folder / "laptop")
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        key = notebook.raw_key()
    found = set()
    for path in backups_of(home):
        copy = make_engine(path, key)
        with copy.connect() as connection:
            found.add(connection.exec_driver_sql("PRAGMA integrity_check").scalar_one())
        copy.dispose()
    return (*sorted(found), _state(home))


def _schema(folder: Path) -> tuple[object, ...]:
    home = Home(folder / "laptop")
    opened = slots.open_slot(home, PASSPHRASE)
    own = make_engine(home.notebook, opened.key)
    try:
        with own.connect() as connection:
            tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'invented'").scalar()
        return (migrations.schema_of(own), tables)
    finally:
        own.dispose()


def _new(folder: Path) -> tuple[object, ...]:
    home = Home(folder / "new")
    return _state(home) if home.has_notebook else ()


def _migrate(folder: Path, _: Notebook | None) -> None:
    def second(connection: Any) -> None:
        connection.exec_driver_sql("CREATE TABLE invented (x TEXT)")
        for number in range(40):
            connection.exec_driver_sql("INSERT INTO invented VALUES (?)", (f"{number}" * 200,))

    migrations.MIGRATIONS = MappingProxyType({**migrations.MIGRATIONS, migrations.latest() + 1: second})
    Notebook.unlock(Home(folder / "laptop"), PASSPHRASE).close()


def _needed(notebook: Notebook | None) -> Notebook:
    assert notebook is not None
    return notebook


def _laptop(folder: Path) -> tuple[object, ...]:
    return _state(Home(folder / "laptop"))


ACTS = (
    Act("save", lambda f, n: save(_needed(n), Entry("client", {"given_name": "Kukka", "goals": "x" * 900})), _laptop),
    Act(
        "draft", lambda f, n: keep_draft(_needed(n), Draft("client", {"goals": "kesken " * 900}, id=_DRAFT)), _laptop
    ),
    Act("export", lambda f, n: bundle.export(_needed(n), f / "stick"), _bundles),
    Act("receive", lambda f, n: bundle.receive(_needed(n), sorted((f / "ready").glob("*.age"))), _received, "office"),
    Act("backup", lambda f, n: _needed(n).back_up(), _backups),
    Act("migration", _migrate, _schema, ""),
    Act(
        "passphrase",
        lambda f, n: slots.change_passphrase(Home(f / "laptop"), PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP),
        lambda f: _opens(Home(f / "laptop")),
        "",
    ),
    Act("renewal", lambda f, n: renewal.new_raw_key(Home(f / "laptop"), PASSPHRASE, cost=CHEAP), _laptop, ""),
    Act("first run", lambda f, n: make_notebook(f / "new").close(), _new, ""),
    Act(
        "settings",
        lambda f, n: change_settings(Home(f / "laptop"), language="sv"),
        lambda f: (read_settings(Home(f / "laptop")).language,),
        "",
    ),
)

_DRAFT = "01986b1e-7c3a-7000-8000-000000000001"


def make_scene(folder: Path) -> None:
    """Make an office and a laptop that know each other, a bundle that waits, and a draft that was begun."""
    scene = Office.make(folder)
    add_changes(scene.laptop, 12)
    (folder / "ready").mkdir()
    bundle.export(scene.laptop, folder / "ready")
    keep_draft(scene.laptop, Draft("client", {"goals": "alku"}, id=_DRAFT))
    add_changes(scene.laptop, 3)
    change_settings(Home(folder / "laptop"), language="fi")
    scene.close()


def attempt(act: Act, template: Path, folder: Path, disk: Disk, failure: str, at: int) -> dict[str, Any]:
    """Do an act on a fresh copy while one write fails; return what came of it. Runs in a fork."""
    shutil.copytree(template, folder)
    opened = Notebook.unlock(Home(folder / act.opened), PASSPHRASE) if act.opened else None
    said, trace = "done", ""
    usual = migrations.MIGRATIONS
    disk.fail(folder, at, *(FAILURES[failure] if at else (0, False, False)))
    try:
        act.do(folder, opened)
    except Refusal as refusal:
        said = refusal.reason.value
    except BaseException:
        said, trace = "crash", traceback.format_exc(limit=-6)
    seen = disk.mend()
    migrations.MIGRATIONS = usual
    again = "not tried"
    if said != "done" and opened is not None:
        # The disk works again, and the person tries again: in the same program, with what still stands in the form.
        try:
            act.do(folder, opened)
            again = "done"
        except Refusal as refusal:
            again = refusal.reason.value
    if opened is not None:
        opened.close()
    left = [str(path.relative_to(folder)) for path in folder.rglob("*.part")]
    return {"said": said, "trace": trace, "seen": seen, "again": again, "left": left}


def forked(work: Callable[[], Any]) -> Any:
    """Run something in a fork of this process and return what it returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = json.dumps(work(), default=str)
        except BaseException:
            answer = json.dumps({"failed": traceback.format_exc(limit=-8)})
        with os.fdopen(writing, "w") as file:
            file.write(answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        answer = file.read()
    os.waitpid(child, 0)
    return json.loads(answer)


def tried(act: Act, template: Path, folder: Path, disk: Disk, failure: str, at: int) -> dict[str, Any]:
    """Make one attempt in a fork, and look at the folder in another one."""
    try:
        found: dict[str, Any] = forked(lambda: attempt(act, template, folder, disk, failure, at))
        found["state"] = forked(lambda: act.look(folder))
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def faults_of(found: dict[str, Any], before: Any, after: Any) -> list[str]:
    """Return what must not be: a crash, an unknown refusal, something between before and after."""
    faults = []
    if found.get("failed") or found["said"] == "crash":
        faults.append(found.get("failed") or found["trace"])
        return faults
    if found["said"] not in {"done", *(reason.value for reason in EXPECTED)}:
        faults.append(f"said {found['said']}")
    whole = after if found["said"] == "done" or found["again"] == "done" else None
    if found["state"] not in ([before, after] if whole is None else [after]):
        faults.append(f"between: {found['state']}; said {found['said']}, then {found['again']}")
    if found["again"] not in ("done", "not tried"):
        faults.append(f"and on a whole disk: {found['again']}")
    return faults


def main(library: str, folder: Path, most: int, names: list[str]) -> None:
    """Try every act; print what was wrong as JSON, with how many tries there were.

    Args:
        library: the layer of C, built.
        folder: an empty one.
        most: so many failures of each act; 0: every write in every way.
        names: which acts; none: all.
    """
    # Memory is not wiped here: it alters nothing in any file, and takes most of the time of so many openings.
    engine.BEFORE_KEY = engine.BEFORE_KEY[:1]  # type: ignore[assignment]
    disk = Disk(library)
    template = folder / "template"
    template.mkdir()
    forked(lambda: make_scene(template))
    answer: dict[str, Any] = {}
    for act in ACTS:
        if names and act.name not in names:
            continue
        before = forked(lambda act=act: _looked(act, template, folder / "before"))  # type: ignore[misc]
        clean = tried(act, template, folder / "clean", disk, "full", 0)
        wrong: list[str] = []
        tries = [(failure, at) for failure in FAILURES for at in range(1, clean["seen"] + 1)]
        if most and len(tries) > most:
            tries = [("full", 1), *random.Random(act.name).sample(tries, most - 1)]
        for failure, at in tries:
            found = tried(act, template, folder / "try", disk, failure, at)
            faults = faults_of(found, before, clean["state"])
            wrong += [f"{failure} at {at} of {clean['seen']}: {fault}" for fault in faults]
        answer[act.name] = {
            "writes": clean["seen"],
            "tries": len(tries),
            "wrong": wrong,
            "clean": clean,
            "before": before,
        }
    sys.stdout.write(json.dumps(answer, default=str))


def _looked(act: Act, template: Path, folder: Path) -> Any:
    shutil.copytree(template, folder)
    try:
        return act.look(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
