"""Every door of placements and of money writes a line in the use log, about each client where it names them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from store.history.change import Value
from store.money import budgets, closing, fees, months
from store.notebook import Notebook
from store.placements import agreements, costs, hours, hours_files, places, results, visits
from store.placements.checks import Hours
from store.use_log import head, lines
from store.writing import Entry, save
from tests.store.placements.house import START, TODAY, House, open_house

MARCH = date(2026, 3, 1)


class Scene:
    """A workshop with a client, an entry, a need and a fee.

    Args:
        house: the workshop.
        folder: to read from.
    """

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.notebook = house, house.notebook
        self.client = house.client("Aino")
        self.entry = house.entry(self.client, MARCH)
        need: dict[str, Value | None] = {"client": self.client, "day": START, "status": "open", "needs": "keittiö"}
        self.need = save(self.notebook, Entry("needs_referral", need)).id
        self.file = folder / "tunnit.csv"
        self.file.write_text("person,day\nA-Aino,2026-03-04\n")
        person = save(self.notebook, Entry("person", {"name": "Pirkko"})).id
        fee: dict[str, Value | None] = {
            "person": person,
            "kind": "talk_work",
            "status": "held",
            "day": MARCH,
            "amount": 1,
            "approved_on": MARCH,
        }
        self.fee = save(self.notebook, Entry("fee_assignment", fee)).id

    def typed(self) -> Hours:
        """Return hours that can be saved."""
        return Hours(self.client, date(2026, 3, 3), "attended", minutes=60, activity_place=self.house.place)

    def paid(self) -> object:
        """Close a month of fees, and say that they were paid."""
        fees.close_fees(self.notebook, MARCH, TODAY)
        return fees.mark_paid(self.notebook, MARCH, TODAY)


CALLS: dict[str, Callable[[Scene], object]] = {
    "store.money.budgets.budgets_of": lambda on: budgets.budgets_of(on.notebook, 2026, TODAY),
    "store.money.closing.close_month": lambda on: closing.close_month(on.notebook, MARCH, TODAY),
    "store.money.fees.approve_fees": lambda on: fees.approve_fees(on.notebook, [on.fee], TODAY),
    "store.money.fees.close_fees": lambda on: fees.close_fees(on.notebook, MARCH, TODAY),
    "store.money.fees.fee_month": lambda on: fees.fee_month(on.notebook, MARCH),
    "store.money.fees.mark_paid": lambda on: on.paid(),
    "store.money.months.client_month": lambda on: months.client_month(on.notebook, on.client, MARCH, TODAY),
    "store.money.months.office_month": lambda on: months.office_month(on.notebook, MARCH, TODAY),
    "store.placements.agreements.log_copied": lambda on: agreements.log_copied(
        on.notebook, agreements.placements(on.notebook)[0]
    ),
    "store.placements.agreements.placements": lambda on: agreements.placements(on.notebook),
    "store.placements.costs.cost_of": lambda on: costs.cost_of(on.notebook, 2026, TODAY),
    "store.placements.costs.tickets": lambda on: costs.tickets(on.notebook, 2026),
    "store.placements.hours.confirm_hours": lambda on: hours.confirm_hours(on.notebook, [(on.entry, ())], TODAY),
    "store.placements.hours.confirm_month": lambda on: hours.confirm_month(on.notebook, MARCH, TODAY),
    "store.placements.hours.faults_within": lambda on: hours.faults_within(on.notebook, [on.typed()], TODAY),
    "store.placements.hours.save_hours": lambda on: hours.save_hours(on.notebook, [on.typed()], TODAY),
    "store.placements.hours.week_sheet": lambda on: hours.week_sheet(on.notebook, on.house.place, date(2026, 3, 2)),
    "store.placements.hours_files.read_hours": lambda on: hours_files.read_hours(on.notebook, on.file, TODAY),
    "store.placements.hours_files.take_in_hours": lambda on: hours_files.take_in_hours(
        on.notebook, hours_files.read_hours(on.notebook, on.file, TODAY), TODAY
    ),
    "store.placements.places.answer_need": lambda on: places.answer_need(
        on.notebook, on.need, TODAY, place=on.house.place
    ),
    "store.placements.places.count_free": lambda on: places.count_free(on.notebook, TODAY),
    "store.placements.places.matches": lambda on: places.matches(on.notebook, on.need, TODAY),
    "store.placements.places.needs": lambda on: places.needs(on.notebook),
    "store.placements.places.place_view": lambda on: places.place_view(on.notebook, on.house.place, TODAY),
    "store.placements.places.places_on": lambda on: places.places_on(on.notebook, TODAY),
    "store.placements.results.cooperation": lambda on: results.cooperation(on.notebook),
    "store.placements.results.progress": lambda on: results.progress(on.notebook, on.client),
    "store.placements.visits.support_visits": lambda on: visits.support_visits(
        on.notebook, on.client, START, TODAY, TODAY
    ),
    "store.placements.results.results_by_house": lambda on: results.results_by_house(on.notebook, 2026),
}
"""Every door of the two rooms, and one call of it (``tests/store/test_every_door_is_logged.py`` finds new ones)."""

OF_THE_CLIENT = {
    "store.money.months.client_month",
    "store.placements.agreements.log_copied",
    "store.placements.hours.week_sheet",
    "store.placements.hours.save_hours",
    "store.placements.hours.faults_within",
    "store.placements.places.matches",
    "store.placements.places.place_view",
    "store.placements.results.progress",
    "store.placements.visits.support_visits",
}
"""Doors that show one client or a few: each of them is named in the log."""


@pytest.fixture
def scene(office: Notebook, tmp_path: Path) -> Scene:
    """The scene."""
    return Scene(open_house(office), tmp_path)


@pytest.mark.parametrize("door", sorted(CALLS))
def test_a_door_writes_a_line(scene: Scene, door: str) -> None:
    with scene.notebook.reading() as connection:
        before, _ = head(connection)
    CALLS[door](scene)
    with scene.notebook.reading() as connection:
        after, _ = head(connection)
        written = [line for line in lines(connection) if line.number > before]
    assert after > before
    if door in OF_THE_CLIENT:
        assert scene.client in {line.client for line in written}
