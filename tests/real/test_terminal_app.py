"""The app in a real terminal, as a person uses it: first run, Today, shade, lock, and leaving without a trace."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.drafts import list_drafts
from store.home import Home
from store.notebook import Notebook
from store.refusal import Refusal
from store.settings import change_settings
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.real.person_at_terminal import CLEARED, TITLE, Person
from tui.forms.days import wall_day

REPPU = ("-m", "tui.cli")
PHRASE = "harmaa auto keksi kirjan 77"
NAME = "Salainen-Kukka"

CRASHING = f"""
import sys
import tui.app.application as application
from tui.app.start import start
from store.home import Home

class Crashing(application.ReppuApp):
    def action_help(self):
        held = "{NAME}"
        raise ValueError(held)

application.ReppuApp = Crashing
sys.exit(start(Home.chosen(), None))
"""


@pytest.fixture
def filled(filled_home: Home) -> Home:
    """A closed notebook with one client who has an event today."""
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        client = save(notebook, Entry("client", {"given_name": NAME, "family_name": "Keksitty"})).id
        event = save(notebook, Entry("event", {"kind": "client_meeting", "status": "planned", "day": wall_day()})).id
        save(notebook, Entry("event_client_part", {"client": client, "event": event}))
    return filled_home


def leaves_nothing(person: Person) -> None:
    """Look at the end of what was written: cleared, with its scrollback, after the program's own screen was left."""
    assert person.screen() == ""
    own_screen_left = person.written.rindex(b"\x1b[?1049l")
    assert CLEARED in person.written[own_screen_left:]
    assert all(title in (b"", b"Reppu") for title in TITLE.findall(bytes(person.written)))


def test_the_first_run_in_finnish_leads_to_today(home: Home) -> None:
    with Person(REPPU, home.folder) as person:
        person.sees("Millä kielellä?", "Enter Jatka")
        person.press("enter")
        person.sees("Kuka käyttää tätä muistikirjaa?")
        person.press("enter")
        person.sees("Nimesi?")
        person.press("Testi Valmentaja", "enter")
        person.sees("Ehdotus tunnuslauseeksi:")
        person.press(PHRASE, "enter")
        person.sees("Kirjoita tunnuslause paperilta vielä kerran")
        person.press(PHRASE, "enter")
        person.sees("Muistikirja on valmis. Miten jatketaan?")
        person.press("down", "down", "enter")
        person.sees("Esittely", "Sivu 1/5", "Ennen käyntiä")
        person.press("enter", "enter")
        person.sees("Sivu 3/5")
        person.press("escape")
        person.sees("PÄIVÄN OHJELMA", "Testi Valmentaja")
        person.press("f10")
        assert person.ends() == 0
        leaves_nothing(person)
    with Notebook.unlock(home, PHRASE) as notebook:
        assert notebook.identity.role == "coach"


@pytest.mark.parametrize(
    ("language", "unlock", "today", "shaded", "lock"),
    [
        ("sv", "Skriv din lösenfras", "DAGENS PROGRAM", "Reppu är dold.", "lås"),
        ("en", "Type your passphrase", "THE DAY'S PROGRAMME", "Reppu is hidden.", "lock"),
    ],
)
def test_unlock_today_shade_lock_and_unlock_again(
    filled: Home, language: str, unlock: str, today: str, shaded: str, lock: str
) -> None:
    change_settings(filled, language=language)
    with Person(REPPU, filled.folder) as person:
        for round_ in range(2):
            person.sees(unlock)
            person.press(PASSPHRASE, "enter")
            assert NAME in person.sees(today, NAME)
            person.press("f9")
            assert NAME not in person.sees(shaded)
            person.press("f9")
            person.sees(today, NAME)
            if round_ == 0:
                before = len(person.written)
                person.press("ctrl+p")
                person.sees("Kommandon" if language == "sv" else "Commands")
                person.press(lock)
                person.press("enter")
                person.sees(unlock)
                assert CLEARED in person.written[before:]
                assert NAME not in person.screen()
        person.press("f10")
        assert person.ends() == 0
        leaves_nothing(person)


def test_the_whole_terminal_is_used_whatever_a_shell_says_of_another(filled: Home) -> None:
    with Person(REPPU, filled.folder, size=(100, 30), more={"COLUMNS": "60", "LINES": "18"}) as person:
        person.sees("Kirjoita tunnuslauseesi")
        assert "─" * 100 in person.screen()


def test_a_crash_prints_one_sentence_and_nothing_that_was_held(filled: Home, tmp_path: Path) -> None:
    program = tmp_path / "crashing.py"
    program.write_text(CRASHING, encoding="utf-8")
    with Person((str(program),), filled.folder) as person:
        person.sees("Kirjoita tunnuslauseesi")
        person.press(PASSPHRASE, "enter")
        person.sees("PÄIVÄN OHJELMA")
        person.press("f1")
        assert person.ends() == 1
        said = person.screen()
        assert said.startswith("Reppu pysähtyi virheeseen.")
        assert "ValueError" in said
        last = person.written[person.written.rindex(b"\x1b[?1049l") :].decode()
        assert NAME not in last
        assert "Traceback" not in last
        assert last.count("\n") == 1
    Notebook.unlock(filled, PASSPHRASE).close()


@pytest.mark.parametrize("way", ["SIGTERM", "SIGHUP", "closed window"])
def test_the_end_of_the_session_keeps_what_was_being_typed(filled: Home, way: str) -> None:
    with Person(REPPU, filled.folder) as person:
        person.sees("Kirjoita tunnuslauseesi")
        person.press(PASSPHRASE, "enter")
        person.sees("PÄIVÄN OHJELMA")
        person.press("ctrl+p")
        person.sees("Mitä haluat tehdä?")
        person.press("uusi työn")
        person.press("enter")
        person.sees("Uusi työnantaja", "Nimi *")
        person.press("Puoti Kesken")
        person.sees("Puoti Kesken")
        if way == "closed window":
            person.hang_up()
        else:
            person.send_signal(getattr(signal, way))
            assert person.ends() == 128 + getattr(signal, way)
    notebook = opened_when_free(filled)
    with notebook:
        assert [draft.values["name"] for draft in list_drafts(notebook)] == ["Puoti Kesken"]
    with Person(REPPU, filled.folder) as person:
        person.sees("Kirjoita tunnuslauseesi")
        person.press(PASSPHRASE, "enter")
        person.sees("KESKEN", "luonnos")
        person.press("ctrl+p")
        person.press("uusi työn", "enter")
        person.sees("Palautetaanko se?")
        person.press("enter")
        person.sees("Puoti Kesken", "Luonnos palautettiin.")


def test_a_terminal_that_is_gone_without_a_signal_ends_the_program(filled: Home) -> None:
    """A window that is closed in the moment in which a lock replaces the process: no signal reaches the new one."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "REPPU_HOME": str(filled.folder)}
    # A session of its own and no terminal that controls it: the kernel has nobody to tell.
    with subprocess.Popen(
        [sys.executable, *REPPU], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    ) as program:
        os.close(theirs)
        seen = b""
        while b"tunnuslauseesi" not in seen:
            seen += os.read(ours, 65536)
        os.close(ours)
        assert program.wait(60) == 129


def test_the_app_does_not_begin_where_nobody_can_type(filled: Home) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "tui.app", str(filled.folder)], stdin=subprocess.DEVNULL, check=False, timeout=60
    )
    assert again.returncode == 129


def opened_when_free(home: Home) -> Notebook:
    """Open a notebook as soon as the program before has let go of it."""
    end = time.monotonic() + 60
    while True:
        try:
            return Notebook.unlock(home, PASSPHRASE)
        except Refusal:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_practice_begins_from_the_first_question_and_leaves_nothing(home: Home, tmp_path: Path) -> None:
    thrown_away = tmp_path / "throw-away"
    thrown_away.mkdir()
    with Person(REPPU, home.folder, more={"TMPDIR": str(thrown_away)}) as person:
        person.sees("Millä kielellä?")
        person.press("down", "enter")
        person.sees("Vem använder den här anteckningsboken?")
        person.press("down", "down", "enter")
        person.sees("ÖVNING", "Tryck Enter")
        person.press("enter")
        person.sees("Rundtur", "Sida 1/5", "ÖVNING")
        person.press("escape")
        person.sees("DAGENS PROGRAM", "ÖVNING")
        person.press("f10")
        assert person.ends() == 0
    assert list(thrown_away.iterdir()) == []
    assert not home.has_notebook
    shutil.rmtree(home.folder)
