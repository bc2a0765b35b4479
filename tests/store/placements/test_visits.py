"""Support visits of a placement: planned and held, and due only where the office has said how often."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.notebook import Notebook
from store.placements.visits import Visit, Visits, due_on, support_visits
from store.writing import Entry, save
from tests.store.placements.house import END, START, TODAY, open_house


def visit(day: date, status: str) -> Visit:
    return Visit("e", day, status, None, "", "", "")


@pytest.mark.parametrize(
    ("visits", "within", "due"),
    [
        ((), None, None),
        ((), 30, START + timedelta(days=30)),
        ((visit(TODAY, "held"), visit(START, "held")), 30, TODAY + timedelta(days=30)),
        ((visit(TODAY, "planned"), visit(START, "held")), 30, None),
        ((visit(TODAY, "cancelled"),), 30, START + timedelta(days=30)),
        ((visit(END, "held"),), 30, None),
    ],
)
def test_a_visit_is_due_after_the_last_one(visits: tuple[Visit, ...], within: int | None, due: date | None) -> None:
    assert due_on(Visits(visits, None), START, END, within) == due


def test_visits_are_those_of_the_client_within_the_placement(office: Notebook) -> None:
    house = open_house(office)
    client = house.client("Aino")
    for day, kind in ((START, "support_visit"), (START - timedelta(days=1), "support_visit"), (START, "internal")):
        event = save(office, Entry("event", {"kind": kind, "status": "held", "day": day, "minutes": 45})).id
        save(office, Entry("event_client_part", {"event": event, "client": client, "client_view": "viihdyn"}))
    found = support_visits(office, client, START, END, TODAY)
    assert [(one.day, one.minutes, one.client_view) for one in found.visits] == [(START, 45, "viihdyn")]
    assert (found.last, found.planned, found.due_on) == (START, None, None)
    house.number("placement.visit_days", "30")
    assert support_visits(office, client, START, END, TODAY).due_on == START + timedelta(days=30)
