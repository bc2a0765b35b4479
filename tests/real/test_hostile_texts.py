"""Names and notes that would act on a terminal: on every screen and in every answer they are seen, and do nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.home import Home
from store.notebook import Notebook
from store.records import RECORD_TYPES
from store.settings import change_settings
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.real.person_at_terminal import Person
from tests.tui.cli.doing import Desk
from tui.forms.days import wall_day

ACTS = "\x1b]52;c;aGVp\x07\x1b]0;MURTO\x07\x1b[8m\x9b31m\x1bPq\x1b\\"
TURNS = "\u202e\u2066\u200f\U000e0041\u2028\x7f\x00"
MARKUP = "[bold]lihava[/bold][@click=app.leave]x[/]"
HOSTILE = f"Kukka{ACTS}{TURNS}{MARKUP}"

OWN = (
    b"\x1b]0;MURTO",
    b"\x1b]52;",
    b"\x1bPq",
    b"\x1b[8m",
    b"\xc2\x9b",
    *(letter.encode() for letter in "\u202e\u2066\u200f\U000e0041\u2028"),
)
"""What must not be among the bytes that reach the terminal; the program itself writes none of them."""


@pytest.fixture
def hostile(filled_home: Home) -> Home:
    """A notebook in which such texts stand: put into the rows themselves, past every check of what is typed."""
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        client = save(notebook, Entry("client", {"given_name": "Kukka", "family_name": "Keksitty", "goals": "x"})).id
        employer = save(notebook, Entry("employer", {"name": "Puoti"})).id
        event = save(notebook, Entry("event", {"kind": "client_meeting", "status": "planned", "day": wall_day()})).id
        part = save(notebook, Entry("event_client_part", {"client": client, "event": event, "notes": "x"})).id
        for record, id, values in (
            ("client", client, {"given_name": HOSTILE, "goals": HOSTILE, "phone": HOSTILE}),
            ("employer", employer, {"name": HOSTILE}),
            ("event_client_part", part, {"notes": HOSTILE}),
        ):
            table = RECORD_TYPES[record].table
            with notebook.writing() as connection:
                connection.execute(table.update().where(table.c.id == id).values(values))
        from screens.notebook.tour import keep_seen

        keep_seen(notebook)
    change_settings(filled_home, language="fi")
    return filled_home


def raw(written: bytes) -> list[bytes]:
    """Return what acted on the terminal; its title may be nothing but our name."""
    return [text for text in OWN if text in written]


def test_no_screen_lets_a_text_act(hostile: Home) -> None:
    with Person(("-m", "tui.cli"), hostile.folder, size=(120, 40)) as person:
        person.sees("Kirjoita tunnuslauseesi")
        person.press(PASSPHRASE, "enter")
        person.sees("PÄIVÄN OHJELMA", "Kukka")
        person.press("ctrl+p")
        person.sees("Mitä haluat tehdä?")
        person.press("asiakkaat", "enter")
        person.sees("Asiakkaat", "Kukka")
        person.press("enter")
        person.sees("MUUTOSHISTORIA", "Kukka")
        person.press("f3")
        person.sees("Etsi")
        person.press("kuk")
        person.sees("Kukka")
        person.press("escape", "ctrl+home")
        person.sees("PÄIVÄN OHJELMA")
        person.press("ctrl+p")
        person.press("työnantajat", "enter")
        person.sees("Kukka")
        person.press("enter")
        person.sees("Kukka")
        assert b"MURTO" in person.written, "a screen that shows nothing of it proves nothing"
        assert raw(bytes(person.written)) == []


def test_no_answer_of_a_command_lets_a_text_act(hostile: Home, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    desk = Desk(tmp_path / "desk")
    for words in (
        ("record", "list", "client"),
        ("record", "list", "client", "--json"),
        ("record", "list", "employer"),
    ):
        done = desk.open(hostile.folder, *words)
        assert done.code == 0, done
        assert "Kukka" in done.said
        assert raw((done.said + done.complained).encode()) == []
        assert all(letter.isprintable() or letter == "\n" for letter in done.said)
