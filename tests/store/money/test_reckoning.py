"""The money engine: the published example as a table, and what holds for every month however its rows arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.money.reckoning import (
    Attendance,
    Basis,
    DayAmount,
    Decision,
    Hindrance,
    Line,
    LineKind,
    PayClass,
    Statement,
    amount,
    day_amounts,
    first_of_month,
    first_open_month,
    holding_on,
    make_statement,
    next_month,
    paid_for,
)
from store.money.yearly import Limit, holiday_money, over_limit, review_due

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))
ORDINARY = PayClass("ordinary", Basis.DAY, 500, date(2025, 1, 1))
DEMANDING = PayClass("demanding", Basis.DAY, 700, date(2025, 1, 1), highest=1200)
HOURLY = PayClass("hourly", Basis.HOUR, 333, date(2025, 1, 1))
CLASSES = {each.id: each for each in (ORDINARY, DEMANDING, HOURLY)}


def there(day: date, minutes: int = 240, **more: bool) -> Attendance:
    return Attendance(f"e{day}", day, attended=True, minutes=minutes, **more)


def away(day: date) -> Attendance:
    return Attendance(f"e{day}", day, attended=False)


def days_of(month: date, number: int) -> list[Attendance]:
    return [there(month + timedelta(days=number)) for number in range(number)]


def total(
    month: date,
    entries: Sequence[Attendance],
    decisions: Sequence[Decision],
    locked: Sequence[Line] = (),
    closed: Sequence[date] = (),
) -> Statement:
    amounts, hindered = day_amounts(entries, decisions, CLASSES)
    return make_statement(month, amounts, hindered, locked, closed)


@pytest.mark.parametrize(
    ("pay_class", "rate", "attended", "absent", "cents"),
    [
        ("ordinary", None, 12, 0, 6000),  # 5 € a day
        ("ordinary", None, 12, 8, 6000),  # paid only for attendance days
        ("ordinary", None, 0, 20, 0),
        ("demanding", None, 10, 0, 7000),  # demanding work begins at 7 €
        ("demanding", 700, 1, 0, 700),
        ("demanding", 950, 10, 3, 9500),
        ("demanding", 1200, 20, 0, 24000),  # … and ends at 12 €
    ],
)
def test_the_published_example(pay_class: str, rate: int | None, attended: int, absent: int, cents: int) -> None:
    """Helsinki 2014: two classes, 5 €/day, and 7 to 12 €/day; only days of attendance count."""
    entries = days_of(JANUARY, attended) + [away(JANUARY + timedelta(days=number)) for number in range(absent)]
    statement = total(JANUARY, entries, [Decision(pay_class, JANUARY, rate=rate)])
    assert (statement.total, statement.hindered) == (cents, ())
    assert sum(line.units for line in statement.lines) == attended


@pytest.mark.parametrize("rate", [699, 1201])
def test_a_rate_outside_its_class_keeps_the_month_open(rate: int) -> None:
    statement = total(JANUARY, days_of(JANUARY, 1), [Decision("demanding", JANUARY, rate=rate)])
    assert [each.why for each in statement.hindered] == [Hindrance.OUTSIDE_CLASS]
    assert statement.total == 0


def test_a_conflict_or_a_day_without_a_class_keeps_the_month_open() -> None:
    entries = [there(JANUARY), there(date(2026, 1, 2), unsettled=True), there(date(2026, 1, 3))]
    decisions = [Decision("ordinary", JANUARY, end=date(2026, 1, 2))]
    statement = total(JANUARY, entries, decisions)
    assert [(each.day.day, each.why) for each in statement.hindered] == [
        (2, Hindrance.UNSETTLED),
        (3, Hindrance.NO_CLASS),
    ]
    assert statement.total == 500
    ended = {"ordinary": PayClass("ordinary", Basis.DAY, 500, JANUARY, end=date(2026, 1, 1))}
    assert day_amounts(entries[2:], [Decision("ordinary", JANUARY)], ended)[1][0].why is Hindrance.NO_CLASS


def test_the_class_valid_on_the_day_counts() -> None:
    decisions = [Decision("ordinary", JANUARY), Decision("demanding", date(2026, 1, 11), rate=900)]
    statement = total(JANUARY, days_of(JANUARY, 20), decisions)
    assert [(line.pay_class, line.units, line.cents) for line in statement.lines] == [
        ("ordinary", 10, 5000),
        ("demanding", 10, 9000),
    ]
    assert holding_on(date(2025, 12, 31), decisions) is None
    within = [
        Decision("ordinary", JANUARY, end=APRIL),
        Decision("demanding", date(2026, 1, 11), end=date(2026, 1, 20)),
    ]
    assert holding_on(date(2026, 1, 15), within) is within[1]
    assert holding_on(date(2026, 1, 21), within) is within[0]


def test_a_day_counts_once_and_its_minutes_are_added() -> None:
    twice = [there(JANUARY, 100), Attendance("x", JANUARY, attended=True, minutes=80)]
    assert total(JANUARY, twice, [Decision("ordinary", JANUARY)]).total == 500
    assert total(JANUARY, twice, [Decision("hourly", JANUARY)]).total == 999


@pytest.mark.parametrize(
    ("late", "correction"),
    [
        (there(date(2026, 1, 30)), 500),  # came after the month was closed
        (None, 0),
    ],
)
def test_a_late_row_is_a_correction_in_the_first_open_month(late: Attendance | None, correction: int) -> None:
    decisions = [Decision("ordinary", JANUARY)]
    january = total(JANUARY, days_of(JANUARY, 5), decisions)
    entries = [*days_of(JANUARY, 5), *days_of(MARCH, 2), *([late] if late else [])]
    march = total(MARCH, entries, decisions, january.lines, (JANUARY, FEBRUARY))
    assert march.total == 1000 + correction
    assert [line.month for line in march.lines if line.kind is LineKind.CORRECTION] == [JANUARY] * bool(correction)
    april = total(APRIL, entries, decisions, january.lines, (JANUARY, FEBRUARY))
    assert april.total == 0, "only the first open month takes corrections"
    assert total(APRIL, entries, decisions, january.lines + march.lines, (JANUARY, FEBRUARY, MARCH)).total == 0
    with pytest.raises(ValueError, match="never rewritten"):
        total(JANUARY, entries, decisions, january.lines, (JANUARY,))


def test_a_row_taken_back_is_a_correction_below_zero() -> None:
    decisions = [Decision("ordinary", JANUARY)]
    january = total(JANUARY, days_of(JANUARY, 5), decisions)
    february = total(FEBRUARY, [*days_of(JANUARY, 3)], decisions, january.lines, (JANUARY,))
    assert february.lines == (Line(LineKind.CORRECTION, JANUARY, -1000),)


def test_what_is_not_settled_in_a_closed_month_keeps_the_open_one_from_being_locked() -> None:
    decisions = [Decision("ordinary", JANUARY)]
    statement = total(FEBRUARY, [there(date(2026, 1, 7), unsettled=True)], decisions, (), (JANUARY,))
    assert [each.why for each in statement.hindered] == [Hindrance.UNSETTLED]


def test_the_first_open_month_crosses_the_year() -> None:
    assert next_month(date(2025, 12, 1)) == JANUARY
    assert first_open_month(date(2025, 12, 1), (date(2025, 12, 1), JANUARY)) == FEBRUARY
    assert first_open_month(JANUARY, ()) == JANUARY


@pytest.mark.parametrize(
    ("monthly", "months", "cents"), [((), 1, 0), ((6000, 7000), 1, 6500), ((100, 100, 101), 1, 100), ((1, 2), 1, 2)]
)
def test_holiday_money_is_the_average_month(monthly: tuple[int, ...], months: int, cents: int) -> None:
    assert holiday_money(monthly, months) == cents
    assert paid_for([Line(LineKind.HOLIDAY, JANUARY, cents)]) == {}


def test_the_tax_free_limit_is_dated_and_without_one_nothing_is_said() -> None:
    decisions = [Decision("demanding", JANUARY, rate=1200)]
    amounts, _ = day_amounts(days_of(JANUARY, 3), decisions, CLASSES)
    assert over_limit(amounts, ()) == ()
    assert over_limit(amounts, [Limit(1200, JANUARY)]) == ()
    assert over_limit(amounts, [Limit(1199, date(2026, 1, 2)), Limit(1300, date(2026, 1, 3))]) == amounts[1:2]


@pytest.mark.parametrize(
    ("decision", "due"),
    [
        (Decision("ordinary", JANUARY), date(2027, 1, 1)),
        (Decision("ordinary", date(2024, 2, 29)), date(2025, 2, 28)),
        (Decision("ordinary", JANUARY, review_on=date(2026, 6, 1)), date(2026, 6, 1)),
    ],
)
def test_a_class_is_reviewed_once_a_year(decision: Decision, due: date) -> None:
    assert review_due(decision) == due


@given(rate=st.integers(0, 100_000), minutes=st.integers(0, 24 * 60))
def test_hours_are_exact_and_rounded_once(rate: int, minutes: int) -> None:
    exact = Decimal(rate) * minutes / 60
    assert amount(Basis.HOUR, rate, minutes) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert amount(Basis.DAY, rate, minutes) == amount(Basis.TIME, rate, minutes) == rate


ENTRIES = st.dictionaries(st.integers(0, 180), st.tuples(st.booleans(), st.integers(0, 600)), max_size=40)
"""Days since the first of January → attended, minutes."""

ONE_DECISION = st.sampled_from(["ordinary", "demanding", "hourly"])


def _entries(drawn: dict[int, tuple[bool, int]]) -> list[Attendance]:
    return [
        Attendance(f"e{after}", JANUARY + timedelta(days=after), attended, minutes)
        for after, (attended, minutes) in drawn.items()
    ]


@given(drawn=ENTRIES, pay_class=ONE_DECISION)
def test_the_days_are_the_statement_and_the_statements_the_total(
    drawn: dict[int, tuple[bool, int]], pay_class: str
) -> None:
    """Sum of days = statement = office total."""
    amounts, hindered = day_amounts(_entries(drawn), [Decision(pay_class, JANUARY)], CLASSES)
    assert hindered == ()
    months = {first_of_month(each.day) for each in amounts}
    statements = [make_statement(month, amounts, (), (), ()) for month in months]
    for statement in statements:
        assert statement.total == sum(_in(statement.month, amounts))
    assert sum(statement.total for statement in statements) == sum(each.cents for each in amounts)


def _in(month: date, amounts: Sequence[DayAmount]) -> list[int]:
    return [each.cents for each in amounts if first_of_month(each.day) == month]


@given(waves=st.lists(ENTRIES, min_size=1, max_size=6), classes=st.lists(ONE_DECISION, min_size=6, max_size=6))
def test_corrections_never_rewrite_a_locked_month_and_end_at_the_truth(
    waves: list[dict[int, tuple[bool, int]]], classes: list[str]
) -> None:
    """Rows arrive, change and go, classes change backwards, a month is closed after each: the sum comes out right."""
    locked: list[Line] = []
    closed: list[date] = []
    month = JANUARY
    for wave, pay_class in zip(waves, classes, strict=False):
        amounts, _ = day_amounts(_entries(wave), [Decision(pay_class, JANUARY)], CLASSES)
        before = list(locked)
        locked += make_statement(month, amounts, (), locked, closed).lines
        assert locked[: len(before)] == before
        closed.append(month)
        should = sum(each.cents for each in amounts if first_of_month(each.day) <= month)
        assert sum(line.cents for line in locked) == should
        assert {of: cents for of, cents in paid_for(locked).items() if cents} == {
            of: cents for of in closed if (cents := sum(_in(of, amounts)))
        }
        month = next_month(month)
