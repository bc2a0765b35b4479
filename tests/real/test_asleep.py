"""The lid is closed in the middle of a word, and opened later: it is locked then, and the word is a draft."""

from __future__ import annotations

import signal
from pathlib import Path

from store.drafts import list_drafts
from store.home import Home
from tests.real.a_day import preloaded
from tests.real.killing import at_form, make_template
from tests.real.test_terminal_app import opened_when_free


def test_after_a_sleep_it_is_locked_and_nothing_is_lost(tmp_path: Path) -> None:
    """Every clock moves, as in a sleep: by two minutes, far less than the idle time."""
    home = Home(make_template(tmp_path / "home"))
    clock = tmp_path / "clock"
    clock.write_text("@2026-11-24 09:00:00\n", encoding="ascii")
    more = {"LD_PRELOAD": preloaded(), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    with at_form(home, "record:employer", more=more) as person:
        person.press("Puoti kesken")
        person.sees("Puoti kesken")
        person.send_signal(signal.SIGSTOP)
        clock.write_text("@2026-11-24 09:02:00\n", encoding="ascii")
        person.send_signal(signal.SIGCONT)
        shown = person.sees("Kirjoita tunnuslauseesi")
        assert "Puoti" not in shown
        person.press("f10")
        assert person.ends() == 0
    with opened_when_free(home) as notebook:
        assert [draft.values["name"] for draft in list_drafts(notebook)] == ["Puoti kesken"]
