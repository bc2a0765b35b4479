"""``reppu statistics``: a period in words, as JSON and as a file."""

from __future__ import annotations

from datetime import date

from store.home import Home
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk

OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")


def plant(desk: Desk) -> None:
    """Save six clients of one municipality and one of another."""
    with Notebook.unlock(Home(desk.folder / "home"), PASSPHRASE) as office:
        for name in ("Lahti",) * 6 + ("Salo",):
            values = {"given_name": "Keksitty", "municipality": name}
            save(office, Entry("client", {**values, "entry": date(2026, 10, 5)}))


def test_a_period_is_said_and_small_groups_are_not(at_office: Desk, here: Here) -> None:
    plant(at_office)
    done = here("statistics", *OCTOBER)
    assert done.code == 0, done.complained
    [line] = [line for line in done.said.splitlines() if line.startswith("asiakkaita palvelussa")]
    assert line.split()[-1] == "7"
    assert "Salo" not in done.said
    fields = here("statistics", *OCTOBER, "--json").answer
    assert (fields["total"]["in_service"], [name for name, _ in fields["groups"]]) == (7, [None])


def test_a_file_is_written_where_it_was_asked_for(at_office: Desk, here: Here) -> None:
    plant(at_office)
    done = here("statistics", *OCTOBER, "--csv", "out.csv")
    assert done.code == 0, done.complained
    written = (at_office.folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[0].startswith("Kunta;Alkaen;Päättyen;")
    assert written[-1].startswith("Kaikki;2026-10-01;2026-10-31;7;7;0;0;")
    assert here("statistics", *OCTOBER, "--csv", "out.csv").code == 1


def test_what_is_no_day_is_wrong_usage_and_a_laptop_has_none(coach: Desk, here: Here) -> None:
    wrong = here("statistics", "--from", "lokakuu", "--to", "2026-10-31")
    assert (wrong.code, "lokakuu ei ole päivä" in wrong.complained) == (2, True)
    assert here("statistics", *OCTOBER).code == 1
