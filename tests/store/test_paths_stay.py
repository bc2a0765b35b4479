"""No path leaves its folder: no name of a file comes from what a file says, and folders from outside lead nowhere."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from store.backup import backups_of
from store.bundle import export, split, swap, unseal
from store.client_copy import as_toml
from store.erasing_clients import erase_client
from store.home import Home
from store.keeping_backups import back_up_beside, wish_stick, write_backup, write_to_stick
from store.notebook import Notebook
from store.reading import list_records
from store.refusal import Reason, Refusal
from store.restoring import find_backup, practise, restore
from store.rights import everything_about
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.store.bundle.delivered import found, join
from tui.paper.writing import write_copy, write_log, write_told

DAY = date(2026, 11, 24)
HOSTILE = (
    "../../ulos",
    "..\\..\\ulos",
    "/tmp/ulos",  # noqa: S108  # a text that must lead nowhere
    "C:\\Windows\\ulos",
    "\\\\palvelin\\jako\\ulos",
    "NUL",
    "con.toml",
    "AUX:",
    "~/ulos",
    "$HOME/ulos",
    "ulos\x00.toml.age",
    "ulos\n../ulos",
    "%2e%2e%2fulos",
    ".",
    "..",
)
"""What somebody may call themselves who wants a file to be written elsewhere."""
NAMES = re.compile(
    r"nippu-[a-z0-9]+\.toml(\.age)?"
    r"|(copy|page)-[0-9a-f]{8}\.(pdf|toml)(\.sig)?"
    r"|reppu-[0-9a-f]{12}"
    r"|notebook(-[0-9]{6})?\.(db|db-wal|db-shm|mark|lock)"
    r"|(keys|erasures|settings)\.toml"
    r"|payload(\.sig)?"
    r"|backups|plain\.toml"
)
"""Every name that this program gives to a file or folder. None of it was typed, or came with a file."""


def everything_below(folder: Path) -> dict[str, str]:
    """Return each path below a folder, with what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
        if not path.is_fifo()
    }


def new_below(folder: Path, act: Callable[[], object]) -> list[str]:
    """Do something, and return the paths that are new below a folder or hold something else."""
    before = everything_below(folder)
    act()
    return sorted(path for path, held in everything_below(folder).items() if before.get(path) != held)


def hostile_texts(notebook: Notebook) -> str:
    """Write every hostile name into each text that a file could be called after; return a client."""
    for name in HOSTILE:
        clean = name.replace("\x00", "").replace("\n", " ")
        client = save(
            notebook,
            Entry("client", {"given_name": clean, "family_name": clean, "customer_number": clean, "goals": name[:9]}),
        ).id
        save(notebook, Entry("employer", {"name": clean, "municipality": clean}))
    return client


@pytest.fixture
def scene(tmp_path: Path, notebook: Notebook, office: Notebook) -> tuple[Notebook, Notebook, str]:
    """A laptop whose worker gave hostile names, the office that took its bundle, and a client of that name."""
    (tmp_path / "cards").mkdir()
    found(office)
    client = hostile_texts(notebook)
    join(office, notebook, tmp_path / "cards")
    return notebook, office, client


def test_whatever_people_are_called_files_have_our_names_and_stand_where_they_were_wished(
    tmp_path: Path, scene: tuple[Notebook, Notebook, str]
) -> None:
    laptop, office, client = scene
    place = {name: tmp_path / "wished" / name for name in ("out", "stick", "paper", "backup", "split")}
    for folder in place.values():
        folder.mkdir(parents=True)

    def papers() -> None:
        write_copy(laptop, client, place["paper"], DAY)
        write_log(laptop, client, place["paper"], DAY)
        write_told(laptop, client, place["paper"], DAY)

    def opened() -> None:
        (path, *_) = export(laptop, place["split"], everything=True).files
        unseal(path, place["split"] / "plain.toml", notebook=office)
        split(place["split"] / "plain.toml", place["split"])

    acts: dict[str, tuple[Callable[[], object], set[str]]] = {
        "a laptop writes": (lambda: swap(laptop, place["out"]), {"wished/out", "home"}),
        "the office answers": (lambda: swap(office, place["out"]), {"wished/out", "office"}),
        "the laptop takes it": (lambda: swap(laptop, place["out"]), {"wished/out", "home"}),
        "papers": (papers, {"wished/paper", "home"}),
        "backup": (lambda: write_backup(laptop, place["backup"]), {"wished/backup", "home"}),
        "on a stick": (lambda: write_to_stick(laptop, place["stick"]), {"wished/stick", "home"}),
        "again": (lambda: write_to_stick(laptop, place["stick"]), {"wished/stick", "home"}),
        "opened": (opened, {"wished/split", "home", "office"}),
        "drill": (lambda: practise(laptop.home, place["stick"], PASSPHRASE), {"home"}),
        "erased": (lambda: erase_client(office, client, "../../ulos"), {"office"}),
    }
    for name, (act, wished) in acts.items():
        made = new_below(tmp_path, act)
        assert made or name == "drill", name
        elsewhere = [path for path in made if not any(path == one or path.startswith(f"{one}/") for one in wished)]
        assert elsewhere == [], name
        strange = [path for path in made if path not in wished and not NAMES.fullmatch(Path(path).name)]
        assert strange == [], name
    texts = as_toml(everything_about(laptop, client)).decode()
    assert ".." in texts, "the name is what was written, as a text"


def test_a_folder_from_outside_leads_nowhere(tmp_path: Path, scene: tuple[Notebook, Notebook, str]) -> None:
    """Links out of the folder, a pipe, folders and devices that are called like bundles, and names that are paths."""
    laptop, office, _ = scene
    stick, outside = tmp_path / "stick", tmp_path / "outside"
    stick.mkdir()
    outside.mkdir()
    (outside / "letter.txt").write_text("ei nippu", encoding="utf-8")
    export(laptop, stick)
    (stick / "link.toml.age").symlink_to(outside / "letter.txt")
    (stick / "home.toml").symlink_to(laptop.home.notebook)
    (stick / "nowhere.toml.age").symlink_to(tmp_path / "not-there")
    (stick / "loop.toml").symlink_to(stick / "loop.toml")
    (stick / "null.toml.age").symlink_to("/dev/null")
    (stick / "zero.toml").symlink_to("/dev/zero")
    (stick / "folder.toml.age").mkdir()
    (stick / "up.toml.age").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(stick / "pipe.toml.age")
    for name in ("..\\..\\ulos.toml.age", "C:ulos.toml", "NUL.toml.age", "a\n..\nb.toml", "\udcff.toml.age"):
        (stick / name).write_bytes(b"age-encryption.org/v1\n")
    before = {path.name for path in stick.iterdir()}
    kept = everything_below(outside)
    swapped = swap(office, stick)
    assert [one.outcome.value for one in swapped.received if one.kind == "changes"] == ["taken"]
    assert everything_below(outside) == kept
    assert [
        name for name in sorted({path.name for path in stick.iterdir()} - before) if not NAMES.fullmatch(name)
    ] == []
    assert before <= {path.name for path in stick.iterdir()}, "nothing of what lay there is gone"
    assert not any((tmp_path / name).exists() for name in ("ulos.toml.age", "ulos.toml", "not-there"))
    assert len(swap(laptop, stick).refused) == len(swapped.refused)


def test_what_stands_where_a_file_is_to_be_is_not_written_through(
    tmp_path: Path, scene: tuple[Notebook, Notebook, str]
) -> None:
    laptop, office, _ = scene
    folder, outside = tmp_path / "split", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (path, *_) = export(laptop, folder, everything=True).files
    for name in ("plain.toml", "plain.toml.part", "payload", "payload.part"):
        (folder / name).symlink_to(outside / name)
    unseal(path, folder / "plain.toml", notebook=office)
    split(folder / "plain.toml", folder)
    assert list(outside.iterdir()) == []
    assert not any((folder / name).is_symlink() for name in ("plain.toml", "payload"))


def test_a_backup_on_a_stick_lets_go_of_its_own_files_and_of_nothing_else(tmp_path: Path, notebook: Notebook) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first = write_to_stick(notebook, stick)
    (first / "letter.txt").write_text("jonkun muun", encoding="utf-8")
    named = stick / "reppu-varmuus"
    named.mkdir()
    write_backup(notebook, named)
    twin = stick / "reppu-00000000000a"
    twin.symlink_to(notebook.home.folder, target_is_directory=True)
    second = write_to_stick(notebook, stick)
    third = write_to_stick(notebook, stick)
    assert not second.exists(), "its own one of before went"
    assert [path.name for path in first.iterdir()] == ["letter.txt"]
    assert (named / "notebook.db").is_file(), "somebody made it by hand"
    assert notebook.home.notebook.is_file()
    assert notebook.home.keys.is_file()
    assert find_backup(third).keys == third / "keys.toml"


def test_a_backup_is_only_read_wherever_its_files_lead(tmp_path: Path, notebook: Notebook) -> None:
    stick, real = tmp_path / "stick", tmp_path / "real"
    for folder in (stick, real):
        folder.mkdir()
    write_backup(notebook, real)
    for path in real.iterdir():
        (stick / path.name).symlink_to(path)
    (stick / "reppu-nowhere").symlink_to(tmp_path / "not-there")
    kept = everything_below(real)
    new = Home(tmp_path / "new")
    restore(new, stick, PASSPHRASE)
    assert everything_below(real) == kept
    assert not any(path.is_symlink() for path in new.folder.rglob("*"))
    with Notebook.unlock(new, PASSPHRASE) as opened:
        assert list_records(opened, "client") == list_records(notebook, "client")


def test_a_keys_file_without_an_end_is_refused_and_not_copied(tmp_path: Path, notebook: Notebook) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    write_backup(notebook, stick)
    with (stick / "keys.toml").open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(Refusal) as refused:
        restore(Home(tmp_path / "new"), stick, PASSPHRASE)
    assert refused.value.reason is Reason.DAMAGED_SLOT


def test_without_a_stick_in_the_machine_a_folder_gets_no_backup(tmp_path: Path, notebook: Notebook) -> None:
    wish_stick(notebook, True)
    shared = tmp_path / "shared"
    shared.mkdir()
    assert not back_up_beside(notebook, shared / ".." / "shared")
    assert list(shared.iterdir()) == []
    assert backups_of(notebook.home) == []
