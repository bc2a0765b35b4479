"""Toimisto tänään names how many of a coach's clients lack the hours of the last full month (USERS 8)."""

from __future__ import annotations

from datetime import date

import pytest

from store.history.change import Value
from store.money.closing import close_month
from store.notebook import Notebook
from store.placements.missing import missing_hours
from store.reading import list_records
from store.writing import Entry, save
from tests.store.placements.house import TODAY, House, open_house

MARCH = date(2026, 3, 1)


@pytest.mark.both_engines
def test_clients_with_an_agreement_and_without_an_entry_in_the_last_month_are_counted_by_coach(
    office: Notebook,
) -> None:
    """Ulla coaches six, Ari one. Two of Ulla's lack March: one was never there, one only in February and April."""
    house = open_house(office)

    def coach(worker: str, client: str, **more: Value) -> None:
        save(
            office,
            Entry("assignment", {"worker": worker, "client": client, "role": "responsible", "start": MARCH, **more}),
        )

    ulla, ari = (save(office, Entry("worker", {"name": name, "roles": ("coach",)})).id for name in ("Ulla", "Ari"))
    missing, around, entered, gone, left, later = (house.client(name) for name in ("A", "B", "C", "D", "E", "F"))
    for client in (missing, around, entered, gone):
        coach(ulla, client)
    coach(ulla, left, end=date(2026, 4, 14))
    coach(ulla, later, start=date(2026, 4, 16))
    coach(ari, missing)
    for day in (date(2026, 2, 28), date(2026, 4, 1)):
        house.entry(around, day)
    house.entry(entered, date(2026, 3, 31))
    [agreement] = [one for one in agreements(house) if one[1] == gone]
    ended: dict[str, Value | None] = {"client": gone, "placement_agreement": agreement[0], "day": date(2026, 2, 28)}
    save(office, Entry("placement_ending", ended))

    def found(day: date) -> dict[str, int]:
        with office.writing() as connection:
            return dict(missing_hours(connection, day))

    assert found(TODAY) == {ulla: 2, ari: 1}
    coach(ulla, missing)
    assert found(TODAY) == {ulla: 2, ari: 1}, "a client is counted once"
    house.entry(around, MARCH)
    assert found(TODAY) == {ulla: 1, ari: 1}
    close_month(office, MARCH, TODAY)
    assert found(TODAY) == {}


def agreements(house: House) -> list[tuple[str, object]]:
    """Return id and client of every agreement."""
    found = list_records(house.notebook, "placement_agreement")
    return [(one.id, one.values["client"]) for one in found]
