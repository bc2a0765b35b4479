"""Criteria 1, 2 and 24: clients for each full-time coach, and what working time goes into and where."""

from __future__ import annotations

from store.quality.counted import MAIN, Asked, Counted, Facts, LeftOut, Row, main_rows
from store.quality.criteria import Criterion
from store.quality.rows import Client, TimeUse, holds

OTHER_WORK = ("other_service", "other")
"""Activities that are no employment service (criterion 2)."""


def open_clients(facts: Facts) -> list[Client]:
    """Return who is in the service on the rating day; the last day of the service is still one of it."""
    last = facts.asked.last
    return [row for row in facts.rows.client if holds(row.entry, row.closed, last)]


def caseload(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 1: clients in the service on the rating day, and the coaches' working shares in percent."""
    clients = open_clients(facts)
    shares = [row for row in facts.rows.working_share if holds(row.start, row.end, facts.asked.last)]
    without = [LeftOut("client", row.id, "no_entry") for row in facts.rows.client if row.entry is None]
    without += [LeftOut("working_share", row.id, "no_percent") for row in shares if row.percent is None]
    percent = sum(row.percent or 0 for row in shares)
    rows = main_rows("client", [row.id for row in clients])
    return Counted(
        parts={MAIN: (len(clients), percent)},
        rows=(*rows, *main_rows("working_share", [row.id for row in shares if row.percent is not None])),
        hits=rows,
        left_out=tuple(sorted(without)),
    )


def employment_time(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 2: minutes of employment service of all minutes worked."""
    used, left = _time(facts.rows.time_use, facts.asked)
    ours = [row for row in used if row.activity not in OTHER_WORK]
    return Counted(
        parts={MAIN: (_minutes(ours), _minutes(used))},
        rows=main_rows("time_use", [row.id for row in used]),
        hits=main_rows("time_use", [row.id for row in ours]),
        left_out=tuple(sorted(left)),
        numbers=_numbers(used),
    )


def community(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 24: minutes in the community of all minutes worked; how travel counts, the office has set."""
    used, left = _time(facts.rows.time_use, facts.asked)
    rule = facts.asked.rules.set["travel_time"]
    counted: list[TimeUse] = []
    outside: list[Row] = []
    minutes = 0
    for row in used:
        travel = row.activity == "travel" or row.time_place == "travel"
        if row.time_place is None and not travel:
            left.append(LeftOut("time_use", row.id, "no_place"))
        elif travel and rule == "left_out":
            left.append(LeftOut("time_use", row.id, "travel"))
        else:
            counted.append(row)
            if (rule == "community") if travel else (row.time_place == "community"):
                outside.append(Row("time_use", row.id))
                minutes += row.minutes or 0
    return Counted(
        parts={MAIN: (minutes, _minutes(counted))},
        rows=main_rows("time_use", [row.id for row in counted]),
        hits=tuple(sorted(outside)),
        left_out=tuple(sorted(left)),
        numbers=_numbers(counted),
    )


def _numbers(rows: list[TimeUse]) -> dict[str, int]:
    return {row.id: row.minutes or 0 for row in rows}


def _time(rows: tuple[TimeUse, ...], asked: Asked) -> tuple[list[TimeUse], list[LeftOut]]:
    """Return the rows of the period that say how long and what for, and those that do not."""
    of_period = [row for row in rows if asked.within(row.day)]
    used = [row for row in of_period if row.minutes is not None and row.activity is not None]
    left = [LeftOut("time_use", row.id, "no_minutes") for row in of_period if row.minutes is None]
    left += [
        LeftOut("time_use", row.id, "no_activity")
        for row in of_period
        if row.minutes is not None and row.activity is None
    ]
    return used, left


def _minutes(rows: list[TimeUse]) -> int:
    return sum(row.minutes or 0 for row in rows)
