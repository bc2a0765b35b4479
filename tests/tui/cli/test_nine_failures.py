"""Nine ways in which a notebook does not open: each its own plain sentence in three languages, through the command.

Exit 1, one sentence, no traceback; every file is as it was, and none in clear. Full and read-only disks are real ones
and stand in ``tests/real/test_disk_commands.py``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from store import migrations
from store.engine import PAGE, make_engine, transaction
from store.file_lock import FileLock
from store.home import Home
from store.keys import slots
from tests.notebooks import PASSPHRASE
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence
from tui.language import LANGUAGES, choose, sentence

OTHER_WORDS = "ihan muu lause kuin se"


def wrong_passphrase(desk: Desk) -> None:
    desk.passphrase.write_text(f"{OTHER_WORDS}\n", encoding="utf-8")


def damaged_slot(desk: Desk) -> None:
    keys = desk.folder / "home" / "keys.toml"
    keys.write_bytes(keys.read_bytes().replace(b"sealed", b"sealeb", 1))


def missing_slot(desk: Desk) -> None:
    (desk.folder / "home" / "keys.toml").unlink()


def damaged_notebook(desk: Desk) -> None:
    path = desk.folder / "home" / "notebook.db"
    content = bytearray(path.read_bytes())
    content[PAGE // 2] ^= 1
    path.write_bytes(content)


def cut_notebook(desk: Desk) -> None:
    path = desk.folder / "home" / "notebook.db"
    path.write_bytes(path.read_bytes()[: 5 * PAGE + 100])


def empty_notebook(desk: Desk) -> None:
    (desk.folder / "home" / "notebook.db").write_bytes(b"")


def foreign_file(desk: Desk) -> None:
    (desk.folder / "home" / "notebook.db").write_bytes(b"SQLite format 3\x00" + bytes(PAGE - 16))


def newer_schema(desk: Desk) -> None:
    home = Home(desk.folder / "home")
    engine = make_engine(home.notebook, slots.open_slot(home, PASSPHRASE).key)
    with transaction(engine) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {migrations.latest() + 1}")
    engine.dispose()


def no_notebook(desk: Desk) -> None:
    shutil.rmtree(desk.folder / "home")


FAILURES: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "wrong passphrase": ("wrong_passphrase", wrong_passphrase),
    "damaged slot": ("damaged_slot", damaged_slot),
    "missing slot": ("missing_slot", missing_slot),
    "damaged notebook": ("damaged_notebook", damaged_notebook),
    "cut notebook": ("damaged_notebook", cut_notebook),
    "empty file": ("empty_notebook", empty_notebook),
    "foreign file": ("foreign_file", foreign_file),
    "newer schema": ("newer_schema", newer_schema),
    "no notebook": ("no_notebook", no_notebook),
}


def speak(desk: Desk, language: str) -> None:
    """Let the home, where there is one, and the system speak a language."""
    if (desk.folder / "home").is_dir():
        (desk.folder / "home" / "settings.toml").write_text(f'language = "{language}"\n', encoding="utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a home but the one whose lock alone means something."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "notebook.lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("failure", FAILURES)
def test_each_failure_is_its_own_sentence_and_changes_nothing(coach: Desk, failure: str) -> None:
    reason, spoil = FAILURES[failure]
    spoil(coach)
    for language in LANGUAGES:
        speak(coach, language)
        before = files_of(coach.folder)
        done = coach.open("home", "record", "list", "client", language=language)
        assert (done.code, done.said) == (1, ""), done
        assert is_one_sentence(done.complained), done
        choose(language)
        assert done.complained == f"{sentence(reason, schema=migrations.latest() + 1, known=migrations.latest())}\n"
        assert files_of(coach.folder) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_failures_share_a_sentence(language: str) -> None:
    choose(language)
    reasons = sorted(
        {reason for reason, _ in FAILURES.values()} | {"open_elsewhere", "read_only_folder", "full_disk"}
    )
    said = {reason: sentence(reason, schema=2, known=1) for reason in reasons}
    assert len(set(said.values())) == len(reasons)
    assert not any("refusal." in text for text in said.values())


def test_a_notebook_that_another_program_holds(coach: Desk) -> None:
    lock = FileLock(Home(coach.folder / "home").lock)
    try:
        for language in LANGUAGES:
            speak(coach, language)
            before = files_of(coach.folder)
            done = coach.open("home", "record", "list", "client", language=language)
            choose(language)
            assert (done.code, done.said, done.complained) == (1, "", f"{sentence('open_elsewhere')}\n")
            assert files_of(coach.folder) == before
    finally:
        lock.release()


@pytest.mark.parametrize("failure", ["wrong passphrase", "damaged slot", "empty file", "foreign file"])
@pytest.mark.parametrize(
    "words",
    [
        ("passphrase", "suspect", "--new-passphrase-file", "new"),
        ("passphrase", "change", "--new-passphrase-file", "new"),
        ("backup", "."),
        ("check",),
    ],
    ids=lambda words: words[1] if words[0] == "passphrase" else words[0],
)
def test_every_act_on_such_a_notebook_is_refused_alike(
    coach: Desk, here: Here, failure: str, words: tuple[str, ...]
) -> None:
    """A change of passphrase needs the keys alone: on a notebook that cannot be opened it may be done."""
    _, spoil = FAILURES[failure]
    coach.write("new", "uusi kettu hyppää vanhan aidan yli\n")
    spoil(coach)
    before = files_of(coach.folder)
    if words[1:2] == ("change",) and failure in ("empty file", "foreign file"):
        return
    done = here(*words)
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)
    assert files_of(coach.folder) == before


def test_the_passphrase_stays_where_the_new_key_cannot_be_made(coach: Desk, here: Here) -> None:
    """Suspicion changes both or neither: a damaged notebook cannot be written anew, and the old words still open."""
    path = coach.folder / "home" / "notebook.db"
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // PAGE):
        content[page * PAGE + 1000] ^= 1
    path.write_bytes(content)
    keys = (coach.folder / "home" / "keys.toml").read_bytes()
    done = here(
        "passphrase", "suspect", "--new-passphrase-file", coach.write("new", "uusi kettu hyppää vanhan aidan yli\n")
    )
    assert done.code == 1
    assert is_one_sentence(done.complained)
    assert (coach.folder / "home" / "keys.toml").read_bytes() == keys
