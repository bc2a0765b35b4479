"""What stands in budgets, in a month of fees and in locked statements, reckoned by hand from a few rows each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from store.history.change import Value
from store.money import budgets, fees
from store.money.budgets import Spent, allowances_of, budgets_of, compare, stand
from store.money.closing import close_month, require_open
from store.money.fees import Assignment, PersonMonth, approve_fees, close_fees, fee_month, mark_paid
from store.money.reckoning import Hindered, Hindrance, Line, LineKind, Statement
from store.notebook import Notebook
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.store.placements.house import TODAY, open_house

Fields = dict[str, Value | None]

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))
TOMORROW = TODAY + timedelta(days=1)


def task(day: date, reckoned: int | None = None, *, held: bool = True, **more: object) -> Assignment:
    """Return an assignment of 90 minutes, not approved unless it is said."""
    values: dict[str, object] = {
        "id": "a", "person": "p", "day": day, "kind": "pair_work", "held": held, "minutes": 90, "pay_class": None,
        "budget": None, "reckoned": reckoned, "approved": None, "paid_on": None, "unsettled": False,
    }  # fmt: skip
    return Assignment(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "spent"),
    [
        (task(JANUARY, 1, approved=5000), Spent(paid=5000, minutes=90)),
        (task(FEBRUARY, 1, approved=4000, paid_on=TODAY), Spent(paid=4000, minutes=90)),
        (task(FEBRUARY, 1, approved=3000), Spent(committed=3000, minutes=90)),
        (task(FEBRUARY, 700), Spent(committed=700, minutes=90)),
        (task(TOMORROW, 700), Spent(committed=700, minutes=90)),
        (task(TODAY, 200, held=False), Spent(committed=200)),
        (task(JANUARY, 100, held=False, paid_on=TODAY), Spent(committed=100)),
        (task(TOMORROW, 50, held=False), Spent(planned=50)),
        (task(TOMORROW, held=False), Spent()),
        (task(FEBRUARY), Spent(minutes=90)),
    ],
)
def test_what_is_paid_committed_and_planned(one: Assignment, spent: Spent) -> None:
    """January is closed. What was held is planned no more, and what was not held is never paid."""
    assert budgets._spent([one], frozenset({JANUARY}), TODAY) == spent


def test_a_budget_before_its_year_at_its_edge_and_without_money() -> None:
    before = stand(("x",), 2026, "fee", 100, Spent(paid=100), date(2025, 12, 30))
    assert (before.burn_rate, before.forecast, before.will_not_last) == (0, 100, False)
    empty = stand(("x",), 2026, "fee", 0, Spent(), date(2025, 12, 1))
    assert (empty.burn_rate, empty.forecast, empty.percent, empty.warning) == (0, 0, 0, 0)
    assert stand(("x",), 2026, "fee", 0, Spent(planned=1), TODAY).percent == 100
    assert stand(("x",), 2026, "fee", 100, Spent(), date(2026, 1, 1)).forecast == 0
    first = stand(("x",), 2026, "fee", 100, Spent(paid=12), date(2026, 1, 1))
    assert (first.burn_rate, first.forecast) == (365, 12 * 365)
    assert compare(Spent(minutes=90), 1000, 0).employed == 1500


def test_budgets_of_a_year_are_those_of_fees_one_by_one_and_all_of_allowances_as_one_pot(office: Notebook) -> None:
    def set_aside(name: str, paid_for: str, **more: Value | None) -> str:
        values: Fields = {
            "name": name,
            "year": 2026,
            "paid_for": paid_for,
            "allocation": 10_000,
            **more,
        }
        return save(office, Entry("budget", values)).id

    person = save(office, Entry("person", {"name": "Pirkko"})).id
    of_fees = set_aside("Kunta", "fee")
    set_aside("Ministeriö", "fee", allocation=5000)
    set_aside("Kelan raha", "allowance")
    set_aside("Oma raha", "allowance", allocation=700)
    set_aside("Muu vuosi", "fee", year=2025)
    for day, amount, budget in (
        (FEBRUARY, 1000, of_fees), (MARCH, 300, None), (date(2025, 5, 5), 9999, of_fees), (TODAY, 40, "muu")
    ):  # fmt: skip
        values: Fields = {"person": person, "kind": "pair_work", "status": "held", "day": day}
        values |= {
            "minutes": 60,
            "amount": amount,
            "approved_on": TODAY,
            "budget": None if budget == "muu" else budget,
        }
        save(office, Entry("fee_assignment", values))
    save(office, Entry("dated_rule", {"rule": "fee.hourly_wage", "setting": "10", "start": JANUARY}))
    found = budgets_of(office, 2026, TODAY)
    assert [(one.names, one.paid_for, one.allocation, one.spent.used) for one in found.budgets] == [
        (("Kunta",), "fee", 10_000, 1000),
        (("Ministeriö",), "fee", 5000, 0),
        (("Kelan raha", "Oma raha"), "allowance", 10_700, 0),
    ]
    assert (found.without_budget, found.comparison.fees, found.comparison.employed) == (340, 1340, 3000)


def test_fees_to_come_that_name_no_budget_are_counted_too(office: Notebook) -> None:
    person = save(office, Entry("person", {"name": "Pirkko"})).id
    rate: Fields = {
        "name": "kerta",
        "paid_for": "fee",
        "start": JANUARY,
        "basis": "per_time",
        "rate": 500,
    }
    pay_class = save(office, Entry("pay_class", rate)).id
    for day, status in ((MARCH, "held"), (TOMORROW, "planned")):
        values: Fields = {
            "person": person,
            "kind": "pair_work",
            "status": status,
            "day": day,
            "pay_class": pay_class,
        }
        save(office, Entry("fee_assignment", values))
    found = budgets_of(office, 2026, TODAY)
    assert (found.without_budget, found.comparison.minutes) == (1000, 0)


def test_allowances_of_a_year_are_what_was_locked_what_is_open_and_what_closed_months_lack(office: Notebook) -> None:
    """5 € a day. January: two days locked, one came late. February, today and two days to come: one day each."""
    house = open_house(office)
    client = house.client("Aino")
    for day in (5, 6):
        house.entry(client, date(2026, 1, day))
    close_month(office, JANUARY, TODAY)
    for later in (date(2026, 1, 7), date(2026, 2, 2), TODAY, TOMORROW, date(2026, 5, 4)):
        house.entry(client, later)

    def spent(year: int, day: date) -> tuple[int, int]:
        with office.writing() as connection:
            found = allowances_of(connection, year, day)
        return found.paid, found.committed

    assert spent(2026, TODAY) == (1000, 500 + 500 + 500)
    assert spent(2027, TODAY) == (0, 0)
    assert spent(2026, date(2027, 1, 1)) == (1000, 500 + 500 + 500 + 500)


@dataclass(frozen=True)
class Locked:
    """A locked statement of fees."""

    month: date
    total: int
    corrections: int | None = None
    worked_minutes: int | None = None


def reckoned(assignments: Sequence[Assignment], locked: Sequence[Locked], month: date) -> Statement:
    """Return a person's statement; January and February are closed."""
    return fees._reckoned(assignments, locked, month, frozenset({JANUARY, FEBRUARY}))


def test_a_closed_month_of_fees_is_as_it_was_locked() -> None:
    locked = [Locked(JANUARY, 5000, None, 60), Locked(FEBRUARY, 900, -100, None)]
    assert reckoned([], locked, JANUARY).lines == (Line(LineKind.HOURS, JANUARY, 5000, units=60),)
    assert reckoned([], locked, FEBRUARY).lines == (
        Line(LineKind.HOURS, FEBRUARY, 1000),
        Line(LineKind.CORRECTION, FEBRUARY, -100),
    )


def test_an_open_month_of_fees_has_its_own_line_and_one_for_all_corrections() -> None:
    """March: 30 € and 20 €. January was locked at 50 € and is worth 60, February at 10 and is worth 0."""
    rows = [
        task(date(2026, 3, 3), approved=3000),
        task(date(2026, 3, 9), approved=2000, minutes=30),
        task(date(2026, 3, 9), approved=777, held=False),
        task(date(2026, 3, 10), held=False),
        task(date(2026, 1, 9), approved=6000),
        task(date(2026, 4, 1), approved=1),
    ]
    locked = [Locked(JANUARY, 5000), Locked(FEBRUARY, 1000)]
    assert reckoned(rows, locked, MARCH) == Statement(MARCH, (Line(LineKind.HOURS, MARCH, 5000, units=120),))
    assert reckoned(rows, [Locked(JANUARY, 5000)], MARCH).lines[1:] == (Line(LineKind.CORRECTION, MARCH, 1000),)
    assert reckoned(rows[4:5], [Locked(JANUARY, 5000)], MARCH).lines == (Line(LineKind.CORRECTION, MARCH, 1000),)
    assert reckoned(rows[5:], [], APRIL).lines == (Line(LineKind.HOURS, APRIL, 1, units=90),)


def test_a_fee_in_conflict_or_not_approved_keeps_its_month_open() -> None:
    rows = [task(date(2026, 3, 3), approved=1, unsettled=True), task(date(2026, 3, 4)), task(MARCH, held=False)]
    assert reckoned(rows, [], MARCH).hindered == (
        Hindered(date(2026, 3, 3), Hindrance.UNSETTLED),
        Hindered(date(2026, 3, 4), Hindrance.UNCONFIRMED),
    )


@pytest.mark.parametrize(
    ("approved", "given", "differs"), [(1, 2, True), (2, 2, False), (None, 2, False), (1, None, False)]
)
def test_a_fee_differs_where_both_are_known(approved: int | None, given: int | None, differs: bool) -> None:
    assert task(MARCH, given, approved=approved).differs is differs


def test_only_what_was_held_and_is_not_approved_waits() -> None:
    rows = (task(MARCH, id="a"), task(MARCH, id="b", approved=1), task(MARCH, id="c", held=False))
    month = PersonMonth("p", "", rows, Statement(MARCH, ()), locked=False, payroll_number="", tax_card_until=None,
                        told_of_benefits=None)  # fmt: skip
    assert (month.waiting, month.minutes) == (("a",), 180)


def test_a_month_of_fees_names_people_by_name_with_what_the_payroll_needs(office: Notebook) -> None:
    def person(name: str) -> str:
        return save(office, Entry("person", {"name": name})).id

    def work(who: str, day: date, **more: Value | None) -> str:
        values: Fields = {
            "person": who,
            "kind": "pair_work",
            "status": "held",
            "day": day,
            "amount": 100,
            "minutes": 60,
        }
        return save(office, Entry("fee_assignment", {**values, "approved_on": day, **more})).id

    last, first, other = person("Öhman"), person("aho"), person("Muu")
    details: Fields = {
        "person": first,
        "payroll_number": "77",
        "tax_card_until": TODAY,
        "benefit_note_on": MARCH,
    }
    save(office, Entry("person_details", details))
    first_of = work(first, MARCH)
    planned = work(last, MARCH, status="planned", approved_on=None, amount=None)
    work(first, MARCH, status="planned", approved_on=None, amount=None)
    save(office, Entry("person_details", {"person": last, "benefit_note_on": FEBRUARY}))
    work(other, APRIL)
    not_waiting = work(last, APRIL, approved_on=None)
    found = fee_month(office, MARCH)
    assert [one.name for one in found.people] == ["aho", "Öhman"]
    told = [(one.payroll_number, one.tax_card_until, one.told_of_benefits, one.locked) for one in found.people]
    assert told == [("77", TODAY, MARCH, False), ("", None, FEBRUARY, False)]
    [own] = found.people[1].assignments
    assert (own.approved, own.kind) == (None, "pair_work")
    assert approve_fees(office, [planned], TODAY) == ()
    closed = close_fees(office, MARCH, TODAY)
    assert (closed.statements, closed.total) == (1, 100)
    [statement] = list_records(office, "fee_statement")
    assert statement.values["covers"] == show(office, "fee_assignment", first_of).heads
    assert "corrections" not in statement.values
    with pytest.raises(Refusal) as caught:
        close_fees(office, MARCH, TODAY)
    assert caught.value.reason is Reason.MONTH_CLOSED
    shut = fee_month(office, MARCH)
    assert (shut.closed, [one.locked for one in shut.people]) == (True, [True, False])
    work(person("Myöhä"), MARCH)
    work(person("hidas"), MARCH, approved_on=None)
    april = fee_month(office, APRIL).people
    assert [(one.name, len(one.assignments), one.statement.total, len(one.statement.hindered)) for one in april] == [
        ("hidas", 0, 0, 1),
        ("Muu", 1, 100, 0),
        ("Myöhä", 0, 100, 0),
        ("Öhman", 1, 0, 1),
    ]
    assert april[3].waiting == (not_waiting,)
    assert not any(one.locked for one in april)
    assert len(mark_paid(office, MARCH, TODAY)) == 2
    assert mark_paid(office, MARCH, TODAY) == ()
    assert [one.values.get("paid_on") for one in list_records(office, "fee_assignment") if one.id == not_waiting] == [
        None
    ]


def test_allowances_are_closed_at_the_office_alone(notebook: Notebook) -> None:
    with pytest.raises(Refusal) as caught:
        close_month(notebook, JANUARY, TODAY)
    assert caught.value.reason is Reason.OFFICE_ONLY


def test_the_month_that_goes_on_may_be_closed_and_the_next_one_not(office: Notebook) -> None:
    with office.writing() as connection:
        require_open(connection, APRIL, TODAY, "fee")
        with pytest.raises(Refusal) as caught:
            require_open(connection, date(2026, 5, 1), TODAY, "fee")
    assert caught.value.reason is Reason.MONTH_AHEAD


def test_a_locked_month_of_allowances_covers_its_own_entries_and_those_that_it_corrects(office: Notebook) -> None:
    """January: one day, then a second one arrives. February: one day. A client without entries gets no statement."""
    house = open_house(office)
    client = house.client("Aino")
    house.client("Eero")
    early = house.entry(client, date(2026, 1, 5))
    assert close_month(office, JANUARY, TODAY).statements == 1
    own, late = house.entry(client, date(2026, 2, 2)), house.entry(client, date(2026, 1, 6))
    house.entry(client, date(2026, 3, 3))
    close_month(office, FEBRUARY, TODAY)
    by_month = {one.values["month"]: one for one in list_records(office, "statement")}
    heads = {id: set(show(office, "work_entry", id).heads) for id in (early, own, late)}
    assert set(by_month[JANUARY].values["covers"]) == heads[early]  # type: ignore[arg-type]
    assert set(by_month[FEBRUARY].values["covers"]) == heads[own] | heads[late]  # type: ignore[arg-type]
    assert by_month[FEBRUARY].values["total"] == 1000
    lines = sorted(
        (str(one.values["line_kind"]), one.values.get("units"), one.values["amount"])
        for one in list_records(office, "statement_line", where={"statement": by_month[FEBRUARY].id})
    )
    assert lines == [("attendance_days", 1, 500), ("correction", None, 500)]
