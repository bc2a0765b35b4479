"""``reppu check``: says what is wrong in plain sentences, changes nothing, and says yes only of a whole notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.bundle.reading import Reader
from store.bundle.recovery import read_recovery
from store.bundle.trusting import found_office
from store.engine import PAGE
from store.home import Home
from store.keys import slots
from store.keys.root import Root
from store.notebook import Notebook
from store.self_check import Finding
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.enrolment import new_root
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence
from tui.cli.commands.keeping import FINDINGS
from tui.language import LANGUAGES, choose, has


def spoil(coach: Desk, *statements: str) -> None:
    """Change a notebook behind the program's back."""
    with Notebook.unlock(Home(coach.folder / "home"), PASSPHRASE) as notebook, notebook.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_whole_notebook_is_said_to_be_whole(coach: Desk, here: Here) -> None:
    done = here("check")
    assert (done.code, done.complained) == (0, "")
    assert done.said.count("\n") == 1
    assert here("check", "--json").answer["findings"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence(language: str) -> None:
    choose(language)
    assert set(FINDINGS) == {finding.value for finding in Finding}
    assert all(has(key) for key in FINDINGS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_altered_history_is_said_in_each_language(coach: Desk, language: str) -> None:
    spoil(coach, "UPDATE change SET body = replace(body, 'Testi', 'Muutettu') WHERE record = 'worker'")
    (coach.folder / "home" / "settings.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
    done = coach.open("home", "check")
    assert done.code == 1
    assert is_one_sentence(done.complained)
    found, whole, way_out = done.said.splitlines()
    assert all(said.endswith(".") for said in (found, whole))
    assert "reppu rescue" in way_out
    assert "finding." not in done.said
    assert "Muutettu" not in done.said + done.complained


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET body = replace(body, 'Testi', 'Muutettu') WHERE record = 'worker'",
        "UPDATE change SET header = CAST(replace(header, 'worker', 'client') AS BLOB) WHERE record = 'worker'",
        "UPDATE change SET hash = zeroblob(32) WHERE record = 'worker'",
        "UPDATE change SET header = 'x' WHERE record = 'worker'",
        "UPDATE change SET seq = 1 WHERE record = 'worker'",
    ],
)
def test_a_change_that_is_not_as_written_is_found(coach: Desk, here: Here, statement: str) -> None:
    spoil(coach, statement)
    done = here("check", "--json")
    assert done.code == 1
    assert done.answer["findings"] == ["altered_history"]


def test_an_altered_use_log_is_found(coach: Desk, here: Here) -> None:
    spoil(coach, "DROP TRIGGER use_line_is_never_altered", "UPDATE use_line SET act = 'listed' WHERE number = 1")
    assert here("check", "--json").answer["findings"] == ["altered_use_log"]


def test_damaged_pages_are_found_and_nothing_is_changed(coach: Desk, here: Here) -> None:
    """A page in the middle that opening does not read."""
    path = coach.folder / "home" / "notebook.db"
    whole, mark = path.read_bytes(), path.with_suffix(".mark").read_bytes()
    found = set()
    for page in range(len(whole) // PAGE - 1, 5, -7):
        flipped = bytes([whole[page * PAGE + 1000] ^ 1])
        path.write_bytes(whole[: page * PAGE + 1000] + flipped + whole[page * PAGE + 1001 :])
        # Of the state that is put back, and not of the looks since: those would be saves that were lost.
        path.with_suffix(".mark").write_bytes(mark)
        done = here("check", "--json")
        assert done.code == 1
        assert is_one_sentence(done.complained)
        found |= set(done.answer["findings"]) if done.said else {"met"}
    assert "damaged_pages" in found
    assert found <= {"damaged_pages", "damaged_structure", "met"}


def founded(desk: Desk) -> tuple[Home, Root]:
    """Make an office whose root stands on no stick: making those files is slow by design."""
    root = new_root()
    with make_notebook(desk.folder / "office", role="office") as office:
        found_office(office, root)
    return Home(desk.folder / "office"), root


def test_a_recovery_slot_is_there_whole_once_an_office_is_trusted(desk: Desk) -> None:
    """Before enrolment none is missed; after it, a missing or damaged one is found."""
    home, _ = founded(desk)
    assert desk.ask("office", "check")["findings"] == []
    content = home.keys.read_bytes()
    start = content.index(b"[recovery]")
    home.keys.write_bytes(content[:start])
    assert desk.open("office", "check", "--json").answer["findings"] == ["missing_recovery_slot"]
    home.keys.write_bytes(content[:start] + content[start:].replace(b"AGE", b"EGA", 1))
    assert desk.open("office", "check", "--json").answer["findings"] == ["damaged_recovery_slot"]


def test_a_suspected_key_leaves_the_office_able_to_recover(desk: Desk) -> None:
    """The recovery slot is sealed again, to the new key: without it a forgotten passphrase would be the end."""
    home, root = founded(desk)
    old = slots.open_slot(home, PASSPHRASE).key
    new = desk.write("new", "uusi kettu hyppää vanhan aidan yli\n")
    done = desk.open("office", "passphrase", "suspect", "--new-passphrase-file", new)
    assert (done.code, done.complained) == (0, "")
    key = slots.open_slot(home, "uusi kettu hyppää vanhan aidan yli").key
    assert key != old
    slot = slots.recovery_slot(home)
    assert slot is not None
    assert read_recovery(root.open_recovery(slot), Reader()).database_key == key


def test_no_file_of_the_home_is_touched_by_a_check_that_finds_something(coach: Desk, here: Here) -> None:
    spoil(coach, "UPDATE change SET header = 'x' WHERE record = 'worker'")
    before = files_of(coach.folder / "home")
    here("check")
    after = files_of(coach.folder / "home")
    assert beside_notebook(after) == beside_notebook(before)


def beside_notebook(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out the notebook, which logs that it was looked at, and the mark of how far it has come."""
    return {name: content for name, content in files.items() if not Path(name).name.startswith("notebook.")}


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its content."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_home_in_a_synchronised_folder_is_warned_of(desk: Desk) -> None:
    """At the first run and at every check, by the name of the service."""
    words = ("init", "--role", "coach", "--name", "Testi", "--language", "en")
    done = desk.open("OneDrive - Toimisto/reppu", *words)
    assert done.code == 0
    assert "OneDrive" in done.said.replace("OneDrive - Toimisto", "")
    assert "OneDrive" in desk.open("OneDrive - Toimisto/reppu", "check").said
    assert desk.ask("OneDrive - Toimisto/reppu", "check")["cloud_service"] == "OneDrive"
    assert desk.ask("Dropbox/reppu", *words)["cloud_service"] == "Dropbox"
    assert desk.ask("plain", *words)["cloud_service"] is None
