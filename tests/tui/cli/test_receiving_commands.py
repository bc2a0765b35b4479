"""Bundles in, receipts out and where everything stands, through the command line, from one end to the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.home import Home
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.enrolment import enrol
from tests.tui.cli.doing import Desk, Done
from tui.cli import main
from tui.language import choose, chosen, word


class Both:
    """A coach's home and an office's, enrolled, and commands that work on either in this process."""

    def __init__(self, desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
        self.desk = desk
        self.stick = desk.folder / "stick"
        self.stick.mkdir()
        self._capfd = capfd

    def run(self, home: str, *words: str | Path) -> Done:
        """Run a command on a home."""
        known = ["--home", str(self.desk.folder / home), "--passphrase-file", str(self.desk.passphrase)]
        code = main([*map(str, words), *known])
        captured = self._capfd.readouterr()
        return Done(code, captured.out, captured.err)

    def save(self, home: str, name: str, id: str | None = None) -> str:
        """Save an employer in a notebook."""
        with Notebook.unlock(Home(self.desk.folder / home), PASSPHRASE) as notebook:
            return save(notebook, Entry("employer", {"name": name}, id=id)).id


@pytest.fixture
def both(desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Both]:
    spoken = chosen()
    monkeypatch.chdir(desk.folder)
    for name in ("REPPU_HOME", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(desk.folder))
    monkeypatch.setenv("LANG", "en_FI.UTF-8")
    office = make_notebook(desk.folder / "office", role="office", name="Testi Toimisto", language="en")
    coach = make_notebook(desk.folder / "coach", language="en")
    with office, coach:
        enrol(office, coach, desk.folder / "cards")
    yield Both(desk, capfd)
    choose(spoken)


def test_take_and_fetch_ends_with_a_true_sentence(both: Both) -> None:
    both.save("coach", "Keksitty Kahvila")
    status = both.run("coach", "status")
    assert "Only on this laptop: 3 entries, the oldest from today." in status.said
    out = both.run("coach", "swap", "stick")
    assert (out.code, out.complained) == (0, "")
    assert "Handed over, no receipt yet: 3 entries, the oldest from today." in out.said
    office = both.run("office", "swap", "stick")
    assert (office.code, office.complained) == (0, "")
    assert "taken in" in office.said
    assert office.said.endswith(f"{word('standing.office_calm')}\n"), "the words of Today and of Vie ja hae"
    back = both.run("coach", "swap", "stick")
    assert (back.code, back.complained) == (0, "")
    last = back.said.strip().splitlines()[-1]
    assert last.startswith("Everything up to ")
    assert last.endswith(" is at the office.")
    fields = both.run("coach", "status", "--json").answer
    assert fields["everything_at_office"] is True
    assert fields["only_here"] == {"entries": 0, "oldest": None}


def test_receive_looks_takes_in_and_answers(both: Both) -> None:
    both.save("coach", "Keksitty Kahvila")
    (path,) = both.run("coach", "export", "stick", "--json").answer["files"]
    look = both.run("office", "receive", path, "--dry-run")
    assert (look.code, look.complained) == (0, "")
    assert "would be taken in" in look.said
    assert "Nothing was taken in: this was only a look." in look.said
    taken = both.run("office", "receive", path, "--receipt", "stick", "--json")
    (file,) = taken.answer["files"]
    assert (file["outcome"], file["new_changes"], file["principal"]) == ("taken", 3, "coach-1")
    (receipt,) = taken.answer["receipts"]
    again = both.run("office", "receive", path)
    assert (again.code, again.complained) == (0, "")
    assert "everything was here already" in again.said
    believed = both.run("coach", "receive", receipt)
    assert (believed.code, believed.complained) == (0, "")
    assert both.run("coach", "status", "--json").answer["everything_at_office"] is True


def test_a_refused_file_is_one_sentence_and_exit_code_one(both: Both) -> None:
    (path,) = both.run("coach", "export", "stick", "--json").answer["files"]
    cut = both.stick / "cut.toml.age"
    cut.write_bytes(Path(path).read_bytes()[:-9])
    done = both.run("office", "receive", path, cut)
    assert done.code == 1
    first, second = done.complained.splitlines()
    assert first.startswith("cut.toml.age: The file is for us but was damaged on the way")
    assert second == "The file is kept in quarantine as number 1."
    assert "taken in" in done.said, "the whole one went in"
    assert "There is 1 file in quarantine." in both.run("office", "status").said


def test_a_laptop_writes_no_receipts(both: Both) -> None:
    (path,) = both.run("coach", "export", "stick", "--json").answer["files"]
    shutil.copy(path, both.stick / "copy.toml.age")
    done = both.run("coach", "receive", both.stick / "copy.toml.age", "--receipt", "stick")
    assert done.code == 1


def test_conflicts_are_listed_with_both_values(both: Both) -> None:
    assert both.run("office", "conflicts").said == "There are no open conflicts.\n"
    id = both.save("coach", "Keksitty Kahvila")
    for home in ("coach", "office", "coach"):
        both.run(home, "swap", "stick")
    both.save("office", "Toimiston nimi", id)
    both.save("coach", "Koneen nimi", id)
    both.run("coach", "swap", "stick")
    both.run("office", "swap", "stick")
    said = both.run("office", "conflicts").said
    assert "Toimiston nimi" in said
    assert "Koneen nimi" in said
    (found,) = both.run("office", "conflicts", "--json").answer
    assert (found["record"], found["id"], found["unit"]) == ("employer", id, "name")
    assert {live["value"] for live in found["values"]} == {"Toimiston nimi", "Koneen nimi"}
    both.run("coach", "swap", "stick")
    status = both.run("coach", "status").said
    assert "At the office 1 conflict is open in what you wrote." in status
