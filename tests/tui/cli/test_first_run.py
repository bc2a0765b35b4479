"""``reppu init``: what it makes, and what it leaves when it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.home import Home
from store.keys.root import IDENTITY_FILE, KEY_FILE
from store.notebook import Notebook
from store.reading import list_records
from tests.notebooks import PASSPHRASE
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence

COACH = ("init", "--role", "coach", "--name", "Testi Valmentaja", "--language", "sv")
OFFICE = ("init", "--role", "office", "--name", "Testi Toimisto", "--language", "fi")


def sticks(desk: Desk, *names: str) -> list[str]:
    """Make folders as sticks and return the options for them."""
    for name in names:
        (desk.folder / name).mkdir()
    return [word for name in names for word in ("--root-folder", name)]


def test_a_coach_has_a_notebook(desk: Desk, here: Here) -> None:
    """With its worker, in the language that was asked for; it opens with the passphrase."""
    done = here(*COACH, "--json")
    assert (done.code, done.complained) == (0, "")
    assert done.answer["role"] == "coach"
    with Notebook.unlock(Home(desk.folder / "home"), PASSPHRASE) as notebook:
        (worker,) = list_records(notebook, "worker")
        assert worker.values["name"] == "Testi Valmentaja"
        assert notebook.identity.notebook == done.answer["notebook"]
        assert not notebook.identity.practice
    assert 'language = "sv"' in (desk.folder / "home" / "settings.toml").read_text(encoding="utf-8")


def test_an_office_has_a_root_on_each_stick_and_not_in_its_notebook(desk: Desk, here: Here) -> None:
    """Two sticks, two safes; its card can be written at once."""
    done = here(*OFFICE, *sticks(desk, "one", "two"), "--root-passphrase-file", desk.passphrase)
    assert (done.code, done.complained) == (0, "")
    for name in ("one", "two"):
        assert {file.name for file in (desk.folder / name).iterdir()} == {KEY_FILE, IDENTITY_FILE}
    assert not list((desk.folder / "home").rglob(f"{KEY_FILE}*"))
    assert here("card", "card.toml", "--json").answer["words"]


def test_a_second_first_run_is_refused(coach: Desk, here: Here) -> None:
    """The notebook that stands there is untouched, and nobody is asked for a passphrase first."""
    before = (coach.folder / "home" / "notebook.db").read_bytes()
    done = here(*COACH, "--home", "home", opens=False)
    assert done.code == 1
    assert is_one_sentence(done.complained)
    assert (coach.folder / "home" / "notebook.db").read_bytes() == before


def test_a_guessable_passphrase_makes_nothing(desk: Desk, here: Here) -> None:
    """Neither the notebook's nor the root's."""
    desk.passphrase.write_text("salasana\n", encoding="utf-8")
    assert here(*COACH).code == 1
    assert here(*OFFICE, *sticks(desk, "one", "two"), "--root-passphrase-file", desk.passphrase).code == 1
    assert not (desk.folder / "home").exists()
    assert not any((desk.folder / "one").iterdir())


@pytest.mark.parametrize("content", ["root", "folder-missing", "one", "same"])
def test_an_office_without_two_good_sticks_makes_no_notebook(desk: Desk, here: Here, content: str) -> None:
    """A stick that holds a root, one that is not there, only one, and one named twice."""
    options = sticks(desk, "one", "two")
    expected = 1
    if content == "root":
        (desk.folder / "two" / KEY_FILE).write_text("root", encoding="utf-8")
    elif content == "folder-missing":
        (desk.folder / "two").rmdir()
    else:
        options, expected = options[:2] if content == "one" else [*options[:2], *options[:2]], 2
    done = here(*OFFICE, *options, "--root-passphrase-file", desk.passphrase)
    assert done.code == expected
    assert is_one_sentence(done.complained)
    assert not (desk.folder / "home" / "notebook.db").exists()


def test_a_coach_has_no_root(desk: Desk, here: Here) -> None:
    """Sticks are an office's."""
    assert here(*COACH, *sticks(desk, "one", "two")).code == 2
    assert not Path(desk.folder / "home").exists()
