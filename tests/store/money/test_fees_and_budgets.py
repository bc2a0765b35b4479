"""Fees by the same engine, and budgets: approval, locked months, burn rate, forecast, warnings, hourly employment."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.history.change import Value
from store.money.budgets import Spent, budgets_of, compare, stand
from store.money.fees import approve_fees, close_fees, fee_month, mark_paid
from store.money.reckoning import Hindrance
from store.money.settings import NAMES, cents_of
from store.notebook import Notebook
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, save

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
TODAY = date(2026, 4, 10)


class Peers:
    """An office with peers who are paid fees.

    Args:
        notebook: of the office.
    """

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        of_class: dict[str, Value | None] = {"paid_for": "fee", "start": JANUARY}
        self.time = self._save("pay_class", name="kerta", basis="per_time", rate=5000, **of_class)
        self.hour = self._save("pay_class", name="tunti", basis="per_hour", rate=1250, **of_class)
        self.person = self._save("person", name="Pirkko Vertainen")

    def _save(self, record: str, **values: Value | None) -> str:
        return save(self.notebook, Entry(record, values)).id

    def budget(self, allocation: int, name: str = "Kunnan raha", paid_for: str = "fee") -> str:
        """Set money aside."""
        return self._save("budget", name=name, year=2026, paid_for=paid_for, allocation=allocation)

    def work(self, day: date, minutes: int = 90, status: str = "held", **more: Value | None) -> str:
        """Write one assignment, paid by the time."""
        values: dict[str, Value | None] = {"person": self.person, "day": day, "minutes": minutes, "status": status}
        return self._save("fee_assignment", **{**values, "kind": "pair_work", "pay_class": self.time, **more})


@pytest.fixture
def peers(office: Notebook) -> Peers:
    """The office."""
    return Peers(office)


@pytest.mark.both_engines
def test_fees_are_approved_locked_corrected_and_paid(office: Notebook) -> None:
    peers = Peers(office)
    first = peers.work(date(2026, 1, 8))
    peers.work(date(2026, 1, 9), minutes=100, pay_class=peers.hour)
    peers.work(date(2026, 1, 20), status="planned")
    peers.work(date(2026, 1, 21), status="cancelled")
    [one] = fee_month(office, JANUARY).people
    assert (one.name, len(one.assignments), one.minutes, len(one.waiting)) == ("Pirkko Vertainen", 3, 190, 2)
    assert one.told_of_benefits is None
    assert [each.why for each in one.statement.hindered] == [Hindrance.UNCONFIRMED] * 2
    with pytest.raises(Refusal) as caught:
        close_fees(office, JANUARY, TODAY)
    assert caught.value.reason is Reason.MONTH_NOT_READY
    assert len(approve_fees(office, one.waiting, TODAY)) == 2
    assert approve_fees(office, [first], TODAY) == (), "what is approved stays as it is"
    assert fee_month(office, JANUARY).total == 5000 + 2083
    closed = close_fees(office, JANUARY, TODAY)
    assert (closed.statements, closed.total) == (1, 7083)
    [statement] = list_records(office, "fee_statement")
    assert statement.values["total"] == fee_month(office, JANUARY).total == 7083
    assert set(show(office, "fee_assignment", first).heads) <= set(statement.values["covers"])  # type: ignore[arg-type]
    late = peers.work(date(2026, 1, 30))
    approve_fees(office, [late], TODAY)
    peers.work(date(2026, 2, 3), amount=4000, approved_on=TODAY)
    assert fee_month(office, FEBRUARY).total == 4000 + 5000
    assert fee_month(office, JANUARY).total == 7083
    close_fees(office, FEBRUARY, TODAY)
    second = list_records(office, "fee_statement", where={"month": FEBRUARY})[0]
    assert (second.values["total"], second.values["corrections"]) == (9000, 5000)
    assert fee_month(office, MARCH).total == 0
    assert len(mark_paid(office, JANUARY, TODAY)) == 3
    with pytest.raises(Refusal) as caught:
        mark_paid(office, MARCH, TODAY)
    assert caught.value.reason is Reason.MONTH_OPEN


def test_what_was_approved_is_shown_beside_what_the_class_gives(peers: Peers) -> None:
    office = peers.notebook
    id = peers.work(JANUARY, pay_class=peers.hour, minutes=60)
    approve_fees(office, [id], TODAY)
    assert not fee_month(office, JANUARY).people[0].assignments[0].differs
    save(office, Entry("fee_assignment", {"minutes": 120}, id=id))
    [one] = fee_month(office, JANUARY).people[0].assignments
    assert (one.approved, one.reckoned, one.differs) == (1250, 2500, True)


def test_a_fee_without_a_class_on_its_day_is_not_approved(peers: Peers) -> None:
    before = peers.work(date(2025, 12, 31))
    with pytest.raises(Refusal) as caught:
        approve_fees(peers.notebook, [before], TODAY)
    assert caught.value.values["fields"] == "pay_class"


def test_fees_are_the_offices(notebook: Notebook) -> None:
    for call in (
        lambda: fee_month(notebook, JANUARY),
        lambda: approve_fees(notebook, (), TODAY),
        lambda: close_fees(notebook, JANUARY, TODAY),
        lambda: mark_paid(notebook, JANUARY, TODAY),
        lambda: budgets_of(notebook, 2026, TODAY),
    ):
        with pytest.raises(Refusal) as caught:
            call()
        assert caught.value.reason is Reason.OFFICE_ONLY


def test_a_budget_follows_what_is_committed_and_paid(peers: Peers) -> None:
    office = peers.notebook
    budget = peers.budget(30_000)
    for day in (date(2026, 1, 8), date(2026, 2, 9)):
        approve_fees(office, [peers.work(day, budget=budget)], TODAY)
    peers.work(date(2026, 6, 1), status="planned")
    close_fees(office, JANUARY, TODAY)
    found = budgets_of(office, 2026, TODAY)
    [one] = found.budgets
    assert (one.spent.paid, one.spent.committed, one.spent.planned, one.left) == (5000, 5000, 5000, 15_000)
    assert (one.percent, one.warning) == (50, 0)
    assert one.forecast == 36_500, "10 000 in 100 of 365 days"
    assert one.burn_rate == 3042
    assert one.will_not_last
    assert found.comparison.employed is None
    for rule, setting in (("fee.hourly_wage", "14,20"), ("fee.side_costs", "25")):
        save(office, Entry("dated_rule", {"rule": rule, "setting": setting, "start": JANUARY}))
    comparison = budgets_of(office, 2026, TODAY).comparison
    assert (comparison.fees, comparison.minutes, comparison.employed) == (10_000, 180, 5325)


@pytest.mark.parametrize(
    ("allocation", "percent", "warning"), [(12_501, 79, 0), (12_500, 80, 80), (10_000, 100, 100)]
)
def test_one_is_warned_at_80_and_100_percent(peers: Peers, allocation: int, percent: int, warning: int) -> None:
    peers.budget(allocation)
    for day in (JANUARY, FEBRUARY):
        peers.work(day)
    [one] = budgets_of(peers.notebook, 2026, TODAY).budgets
    assert (one.percent, one.warning) == (percent, warning)


def test_fees_that_name_no_budget_are_shown_where_there_are_several(peers: Peers) -> None:
    peers.work(JANUARY)
    assert budgets_of(peers.notebook, 2026, TODAY).without_budget == 5000
    first = peers.budget(10_000)
    assert budgets_of(peers.notebook, 2026, TODAY).without_budget == 0
    peers.budget(10_000, "Ministeriön raha")
    assert budgets_of(peers.notebook, 2026, TODAY).without_budget == 5000
    peers.work(FEBRUARY, budget=first)
    found = budgets_of(peers.notebook, 2026, TODAY)
    assert {one.names[0]: one.spent.used for one in found.budgets} == {"Kunnan raha": 5000, "Ministeriön raha": 0}


AMOUNT = st.integers(0, 10**8)


@given(
    paid=AMOUNT, committed=AMOUNT, planned=AMOUNT, allocation=AMOUNT, day=st.dates(date(2025, 6, 1), date(2027, 6, 1))
)
def test_a_budget_adds_up_on_every_day(paid: int, committed: int, planned: int, allocation: int, day: date) -> None:
    one = stand(("x",), 2026, "fee", allocation, Spent(paid, committed, planned), day)
    assert one.left + paid + committed + planned == allocation
    assert one.forecast >= paid + committed + planned
    assert one.warning in (0, 80, 100)
    assert (one.warning == 100) == (paid + committed + planned >= allocation and paid + committed + planned > 0)
    if day >= date(2026, 12, 31):
        assert one.forecast == paid + committed + planned


@given(minutes=st.integers(0, 10**6), wage=st.integers(0, 10_000), side=st.integers(0, 100))
def test_hourly_employment_is_exact_to_the_cent(minutes: int, wage: int, side: int) -> None:
    employed = compare(Spent(minutes=minutes), wage, side).employed
    assert employed is not None
    assert abs(employed * 6000 - wage * minutes * (100 + side)) <= 3000


@pytest.mark.parametrize(
    ("text", "cents"),
    [("12", 1200), ("12,50", 1250), (" 12.5 € ", 1250), ("", None), ("-1", None), ("x", None), ("nan", None)],
)
def test_amounts_are_read_as_people_write_them(text: str, cents: int | None) -> None:
    assert cents_of(text) == cents


def test_the_page_names_the_offices_dated_numbers() -> None:
    page = (Path(__file__).parents[3] / "docs" / "models.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+\.\w+)` \|", page, re.MULTILINE)) == set(NAMES)
