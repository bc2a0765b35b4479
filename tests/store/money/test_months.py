"""Months through the store's doors: the published example, the lock, what it names, corrections, and what hinders."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.money.closing import close_month
from store.money.months import Standing, client_month, office_month
from store.money.reckoning import Hindrance, LineKind, first_of_month, next_month
from store.notebook import Notebook
from store.placements.hours import confirm_month
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, delete, save
from tests.notebooks import make_notebook
from tests.store.exchange import changes_in, send
from tests.store.placements.house import TODAY, House, open_house

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.fixture
def house(office: Notebook) -> House:
    """A workshop at the office."""
    return open_house(office)


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("pay_class", "rate", "attended", "absent", "cents"),
    [
        ("ordinary", None, 12, 8, 6000),  # 5 €/day, attendance days only
        ("ordinary", None, 0, 20, 0),
        ("demanding", 700, 10, 2, 7000),  # demanding work from 7 €/day …
        ("demanding", 1200, 20, 0, 24000),  # … to 12 €/day
        ("hourly", None, 3, 0, 3996),
    ],
)
def test_the_published_example_through_the_store(
    office: Notebook, pay_class: str, rate: int | None, attended: int, absent: int, cents: int
) -> None:
    """Helsinki 2014, from entries to the locked statement, its lines and the office's total."""
    house = open_house(office)
    client = house.client("Aino", pay_class=None)
    house.decide(client, pay_class, rate=rate)
    for number in range(attended + absent):
        presence = "attended" if number < attended else "agreed_absence"
        house.entry(client, JANUARY + timedelta(days=number), work_presence=presence)
    closed = close_month(office, JANUARY, TODAY)
    assert (closed.statements, closed.total) == (1, cents)
    [statement] = list_records(office, "statement")
    lines = list_records(office, "statement_line", where={"statement": statement.id})
    assert statement.values["total"] == sum(int(str(line.values["amount"])) for line in lines) == cents
    assert statement.values.get("days", 0) == attended
    assert statement.values["payer"] == "Mallilan vammaispalvelut"
    assert office_month(office, JANUARY, TODAY).total == cents


def test_a_month_goes_from_missing_to_locked(house: House) -> None:
    office, client = house.notebook, house.client("Aino")

    def standing() -> Standing:
        [one] = office_month(office, MARCH, TODAY).clients
        return one.standing

    assert standing() is Standing.MISSING
    house.entry(client, date(2026, 3, 2), confirmed=False)
    assert standing() is Standing.IN
    [one] = office_month(office, MARCH, TODAY).clients
    assert [each.why for each in one.statement.hindered] == [Hindrance.UNCONFIRMED]
    with pytest.raises(Refusal) as caught:
        close_month(office, MARCH, TODAY)
    assert (caught.value.reason, caught.value.values) == (Reason.MONTH_NOT_READY, {"count": 1})
    assert confirm_month(office, MARCH, TODAY) == 1
    assert standing() is Standing.CONFIRMED
    close_month(office, MARCH, TODAY)
    assert standing() is Standing.LOCKED
    for reason, month in ((Reason.MONTH_CLOSED, MARCH), (Reason.MONTH_AHEAD, date(2026, 5, 1))):
        with pytest.raises(Refusal) as caught:
            close_month(office, month, TODAY)
        assert caught.value.reason is reason


def test_a_locked_statement_names_what_it_counted_and_later_rows_are_corrections(house: House) -> None:
    office, client = house.notebook, house.client("Aino")
    entry = house.entry(client, date(2026, 1, 7))
    close_month(office, JANUARY, TODAY)
    [statement] = list_records(office, "statement")
    assert statement.values["covers"] == show(office, "work_entry", entry).heads
    classes = statement.values["classes"]
    assert isinstance(classes, tuple)
    assert set(show(office, "pay_class", house.classes["ordinary"]).heads) <= set(classes)
    late = house.entry(client, date(2026, 1, 8))
    delete(office, "work_entry", entry)
    late_too = house.entry(client, date(2026, 1, 9))
    february = office_month(office, FEBRUARY, TODAY)
    assert [(line.kind, line.month, line.cents) for line in february.clients[0].statement.lines] == [
        (LineKind.CORRECTION, JANUARY, 500)
    ]
    assert office_month(office, JANUARY, TODAY).total == 500, "the locked month stays as it was"
    assert office_month(office, MARCH, TODAY).total == 0, "only the first open month takes corrections"
    close_month(office, FEBRUARY, TODAY)
    second = list_records(office, "statement", where={"month": FEBRUARY})[0]
    covers = second.values["covers"]
    assert isinstance(covers, tuple)
    assert set(covers) == {*show(office, "work_entry", late).heads, *show(office, "work_entry", late_too).heads}
    with pytest.raises(Refusal) as caught:
        save(office, Entry("statement", {"total": 1}, id=statement.id))
    assert caught.value.reason is Reason.FROZEN_RECORD


def test_a_row_in_conflict_keeps_the_month_open(house: House, tmp_path: Path) -> None:
    office, client = house.notebook, house.client("Aino")
    entry = house.entry(client, date(2026, 1, 7))
    knew = show(office, "work_entry", entry).heads
    with make_notebook(tmp_path / "laptop") as laptop:
        send(office, laptop)
        save(laptop, Entry("work_entry", {"minutes": 60}, id=entry, knew=knew))
        send(laptop, office)
    save(office, Entry("work_entry", {"minutes": 120}, id=entry, knew=knew))
    [one] = office_month(office, JANUARY, TODAY).clients
    assert [each.why for each in one.statement.hindered] == [Hindrance.UNSETTLED]
    with pytest.raises(Refusal) as caught:
        close_month(office, JANUARY, TODAY)
    assert caught.value.reason is Reason.MONTH_NOT_READY


def test_hours_that_a_confirmation_did_not_know_are_not_confirmed(house: House, tmp_path: Path) -> None:
    """One laptop alters the hours while the office confirms them as they were: both values merge, nobody agreed."""
    office, client = house.notebook, house.client("Aino")
    entry = house.entry(client, date(2026, 1, 7), confirmed=False)
    knew = show(office, "work_entry", entry).heads
    with make_notebook(tmp_path / "laptop") as laptop:
        send(office, laptop)
        save(laptop, Entry("work_entry", {"minutes": 60}, id=entry, knew=knew))
        confirmed: dict[str, date | str | None] = {"confirmed_on": TODAY, "confirmed_by": office.identity.worker}
        save(office, Entry("work_entry", dict(confirmed), id=entry, knew=knew))
        assert not office_month(office, JANUARY, TODAY).hindered
        send(laptop, office)
    [one] = office_month(office, JANUARY, TODAY).clients
    assert [each.why for each in one.statement.hindered] == [Hindrance.UNCONFIRMED]
    assert confirm_month(office, JANUARY, TODAY) == 1
    assert not office_month(office, JANUARY, TODAY).hindered


def test_what_two_people_altered_side_by_side_is_confirmed_as_it_stands(house: House, tmp_path: Path) -> None:
    office, client = house.notebook, house.client("Aino")
    entry = house.entry(client, date(2026, 1, 7))
    knew = show(office, "work_entry", entry).heads
    with make_notebook(tmp_path / "laptop") as laptop:
        send(office, laptop)
        save(laptop, Entry("work_entry", {"task_done": "purku"}, id=entry, knew=knew))
        save(office, Entry("work_entry", {"minutes": 60}, id=entry, knew=knew))
        send(laptop, office)
    assert len(show(office, "work_entry", entry).heads) == 2
    assert office_month(office, JANUARY, TODAY).hindered == 1
    assert confirm_month(office, JANUARY, TODAY) == 1
    assert office_month(office, JANUARY, TODAY).hindered == 0
    assert len(show(office, "work_entry", entry).heads) == 1


def test_two_entries_of_the_same_hours_matter_where_hours_are_paid(house: House) -> None:
    office = house.notebook
    daily, hourly = house.client("Aino"), house.client("Eero", pay_class="hourly")
    for client in (daily, hourly):
        house.entry(client, date(2026, 1, 7))
        house.entry(client, date(2026, 1, 7))
    of = {one.client: one for one in office_month(office, JANUARY, TODAY).clients}
    assert (of[daily].statement.total, of[daily].statement.hindered) == (500, ())
    assert [each.why for each in of[hourly].statement.hindered] == [Hindrance.TWICE]


def test_the_limit_the_review_and_holiday_money_follow_the_offices_dates(house: House) -> None:
    office, client = house.notebook, house.client("Aino", pay_class="demanding", rate=1200)
    for month, days in ((JANUARY, 4), (FEBRUARY, 2)):
        for number in range(days):
            house.entry(client, month + timedelta(days=number))
        close_month(office, month, TODAY)
    house.entry(client, MARCH)
    [march] = office_month(office, MARCH, TODAY).clients
    assert (march.over_limit, march.review_on) == ((), None), "nothing has a value before the office gives one"
    house.number("allowance.tax_free_limit", "11,99")
    house.number("allowance.holiday_month", "3")
    house.number("allowance.holiday_month", "not a month")
    [march] = office_month(office, MARCH, TODAY).clients
    assert march.over_limit == (MARCH,)
    average = (4 * 1200 + 2 * 1200) // 2
    assert [line.cents for line in march.statement.lines if line.kind is LineKind.HOLIDAY] == [average]
    close_month(office, MARCH, TODAY)
    assert office_month(office, MARCH, TODAY).total == 1200 + average
    assert office_month(office, APRIL, TODAY).total == 0, "holiday money is not corrected away"
    [january] = office_month(office, JANUARY, date(2026, 12, 20)).clients
    assert january.review_on == date(2027, 1, 1)


def test_doubles_that_were_joined_are_one_person(house: House) -> None:
    office = house.notebook
    one, other = house.client("Aino"), house.client("Aino", "Malli")
    for client in (one, other):
        house.entry(client, date(2026, 1, 7))
    assert office_month(office, JANUARY, TODAY).total == 1000
    save(office, Entry("client_join", {"first": one, "second": other}))
    found = office_month(office, JANUARY, TODAY)
    assert (len(found.clients), found.total) == (1, 500)


def test_a_client_asks_for_one_month_on_a_laptop(notebook: Notebook, office: Notebook) -> None:
    house = open_house(office)
    client = house.client("Aino")
    house.entry(client, date(2026, 1, 7))
    close_month(office, JANUARY, TODAY)
    send(office, notebook)
    [mine] = client_month(notebook, client, JANUARY, TODAY).clients
    assert (mine.standing, mine.statement.total, mine.attended) == (Standing.LOCKED, 500, 1)
    with pytest.raises(Refusal) as caught:
        office_month(notebook, JANUARY, TODAY)
    assert caught.value.reason is Reason.OFFICE_ONLY
    with pytest.raises(Refusal):
        close_month(notebook, FEBRUARY, TODAY)


WAVES = st.lists(
    st.lists(st.tuples(st.integers(0, 110), st.sampled_from(("attend", "absent", "delete"))), max_size=8),
    min_size=1,
    max_size=3,
)
"""Before each closing: day of the year and what happens to its entry."""


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waves=WAVES, pay_class=st.sampled_from(("ordinary", "demanding", "hourly")))
def test_days_statements_and_total_agree_and_a_locked_month_never_changes(
    house: House, waves: list[list[tuple[int, str]]], pay_class: str
) -> None:
    """Sum of days = statement = office total; corrections never rewrite a locked month, and end at the truth."""
    office, client = house.notebook, house.client("Aino", pay_class=pay_class)
    before = {row.id: dict(row.values) for row in list_records(office, "statement", limit=10_000)}
    closed = [date.fromisoformat(str(row.values["month"])) for row in list_records(office, "month_close")]
    month = next_month(max(closed)) if closed else JANUARY
    first = month
    entries: dict[date, str] = {}
    locked = dict(before)
    for wave in waves:
        for after, what in wave:
            day = first + timedelta(days=after)
            if day in entries:
                delete(office, "work_entry", entries.pop(day))
            if what != "delete":
                presence = "attended" if what == "attend" else "ill"
                entries[day] = house.entry(client, day, work_presence=presence)
        today = month + timedelta(days=40)
        open_one = {one.client: one for one in office_month(office, month, today).clients}.get(client)
        if open_one is not None:
            own = sum(line.cents for line in open_one.statement.lines if line.kind in (LineKind.DAYS, LineKind.HOURS))
            assert own == sum(each.cents for each in open_one.days)
        total = office_month(office, month, today).total
        assert close_month(office, month, today).total == total == office_month(office, month, today).total
        now = {row.id: dict(row.values) for row in list_records(office, "statement", limit=10_000)}
        assert {id: now[id] for id in locked} == locked
        paid = sum(
            int(str(row.values["total"]))
            for row in list_records(office, "statement", where={"client": client}, limit=10_000)
        )
        rate = {"ordinary": 500, "demanding": 700, "hourly": 1332}[pay_class]
        attended = [
            day
            for day, id in entries.items()
            if first_of_month(day) <= month and show(office, "work_entry", id).values["work_presence"] == "attended"
        ]
        assert paid == rate * len(attended)
        locked = now
        month = next_month(month)


def test_nothing_of_a_locked_month_is_in_a_laptops_hands(notebook: Notebook, office: Notebook) -> None:
    """A laptop's change of a locked statement is kept and not applied: only the office's chain may write it."""
    house = open_house(office)
    client = house.client("Aino")
    house.entry(client, date(2026, 1, 7))
    close_month(office, JANUARY, TODAY)
    send(office, notebook)
    with pytest.raises(Refusal) as caught:
        save(notebook, Entry("statement", {"client": client, "month": FEBRUARY, "total": 1, "locked_on": TODAY}))
    assert caught.value.reason is Reason.NOT_ALLOWED
    assert changes_in(notebook)
