"""What was counted for a criterion: the numbers, the rows that they are, and the rows left out, with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from store.quality.rows import Event, Part, Rows
from store.quality.rules import Rules

MAIN = "main"
"""The numerator and denominator that stand on the line of a criterion."""


@dataclass(frozen=True)
class Asked:
    """For what is counted.

    Attributes:
        first: first day of the period.
        last: its last day: the rating day.
        rules: the office's rules of that day.
        worker: the coach, or None for the team.
    """

    first: date
    last: date
    rules: Rules
    worker: str | None = None

    def within(self, day: date | None) -> bool:
        """Tell whether a day is in the period."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, order=True)
class Row:
    """A row by its type and id."""

    record: str
    id: str


@dataclass(frozen=True, order=True)
class LeftOut:
    """A row that is in no number, and why: a code with words of its own."""

    record: str
    id: str
    why: str


@dataclass(frozen=True)
class Counted:
    """What was counted.

    Attributes:
        parts: name → numerator and denominator; they can be added over coaches, scores cannot.
        rows: those in the main denominator (or, where it is a number of coaches or weeks, in the numerator).
        hits: those of them that are in the numerator.
        left_out: those that belong to the question and could not be counted.
        beside: further numbers worth showing: a median, who still waits.
        numbers: id of a row → its own number, where sums are made of them: days, minutes.
    """

    parts: Mapping[str, tuple[int, int]]
    rows: tuple[Row, ...] = ()
    hits: tuple[Row, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    beside: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Contact:
    """One event with one of its clients."""

    day: date
    event: Event
    part: Part


class Facts:
    """The rows, put together once for all formulas.

    Args:
        rows: of the team or of one coach.
        asked: for what is counted.
    """

    def __init__(self, rows: Rows, asked: Asked) -> None:
        self.rows, self.asked = rows, asked

    @cached_property
    def held(self) -> dict[str, Event]:
        """Events that were held until the rating day, by id."""
        return {
            row.id: row
            for row in self.rows.event
            if row.status == "held" and row.day is not None and row.day <= self.asked.last
        }

    @cached_property
    def parts(self) -> dict[str, list[Part]]:
        """Client parts of held events, by event."""
        found: dict[str, list[Part]] = defaultdict(list)
        for part in self.rows.event_client_part:
            if part.event in self.held:
                found[part.event].append(part)
        return found

    @cached_property
    def contacts(self) -> dict[str, list[Contact]]:
        """Held events of each client, the earliest first."""
        found: dict[str, list[Contact]] = defaultdict(list)
        for id, parts in self.parts.items():
            event = self.held[id]
            for part in parts:
                if event.day is not None:
                    found[part.client].append(Contact(event.day, event, part))
        for several in found.values():
            several.sort(key=lambda one: (one.day, one.event.id))
        return found

    @cached_property
    def employer_contacts(self) -> tuple[Event, ...]:
        """Contacts with employers held in the period, by whom the figure is about."""
        return tuple(
            event
            for event in self.held.values()
            if event.kind == "employer_visit"
            and self.asked.within(event.day)
            and self.asked.worker in (None, event.worker)
        )

    @cached_property
    def _of_clients(self) -> dict[str, dict[str, list[Any]]]:
        return {}

    def of_client(self, record: str, client: str) -> list[Any]:
        """Return the rows of a type that are about a client.

        Args:
            record: record type.
            client: id of the client.
        """
        if record not in self._of_clients:
            found: dict[str, list[Any]] = defaultdict(list)
            for row in getattr(self.rows, record):
                found[row.client].append(row)
            self._of_clients[record] = found
        return self._of_clients[record].get(client, [])

    @cached_property
    def log_reviews(self) -> dict[str, list[tuple[date, date, date]]]:
        """First and last day, and day of the review, of each look through a worker's contacts."""
        found: dict[str, list[tuple[date, date, date]]] = defaultdict(list)
        for row in self.rows.contact_log_review:
            if row.first_day is not None and row.last_day is not None and row.day is not None:
                found[row.worker].append((row.first_day, row.last_day, row.day))
        return found

    @cached_property
    def terms(self) -> dict[str, list[date]]:
        """From which days on each job had other hours or pay, by job."""
        found: dict[str, list[date]] = defaultdict(list)
        for row in self.rows.job_terms:
            if row.from_day is not None:
                found[row.job].append(row.from_day)
        return found

    @cached_property
    def reviewed_on(self) -> dict[str, date]:
        """On which day each contact was first looked at by itself, by event."""
        found: dict[str, date] = {}
        for row in self.rows.event_employer_part:
            if row.reviewed_on is not None:
                found[row.event] = min(row.reviewed_on, found.get(row.event, row.reviewed_on))
        return found

    def weeks(self) -> Iterator[date]:
        """Return the Mondays of the weeks that lie wholly in the period."""
        monday = self.asked.first + timedelta(days=-self.asked.first.weekday() % 7)
        while monday + timedelta(days=6) <= self.asked.last:
            yield monday
            monday += timedelta(days=7)


Parts = Mapping[str, tuple[int, int]]


def share_holds(part: tuple[int, int], percent: int) -> bool:
    """Tell whether so many percent are met; of nothing, nothing is met."""
    return part[1] > 0 and part[0] * 100 >= percent * part[1]


def main_rows(record: str, ids: list[str]) -> tuple[Row, ...]:
    """Return rows of one type in the order of their ids."""
    return tuple(Row(record, id) for id in sorted(ids))
