"""One thing that is due, as the store gives it to a screen: for whom, which rule, counted from when, until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from store.due.rules import Rule
from store.one_person import names_within


@dataclass(frozen=True)
class Person:
    """A client, or a worker whose own work a rule is about, as Today names them."""

    id: str
    given_name: str
    family_name: str


@dataclass(frozen=True)
class Due:
    """Something that is due.

    Attributes:
        whom: whom it is about.
        code: the rule.
        since: the day that it is counted from.
        until: the day by which it should be done.
        weight: how much it matters; a smaller number matters more.
        days: the number of days that the rule gave, the office's own where it has set one.
        subject: id of the job, plan or change that it is about, or None.
        record: record type of whom it is about: ``client``, ``worker``, ``quality_review`` for the whole office, or
            what a model asks for (a group, an agreement, an idea).
        of: record type of the subject, where a model asks for it; empty elsewhere.
    """

    whom: Person
    code: str
    since: date
    until: date
    weight: int = 2
    days: int = 0
    subject: str | None = None
    record: str = "client"
    of: str = ""

    @property
    def client(self) -> Person:
        """Whom it is about, where that is a client."""
        return self.whom


def due_of(
    rule: Rule,
    whom: Person,
    since: date,
    until: date | None = None,
    *,
    subject: str | None = None,
    record: str = "client",
    of: str = "",
) -> Due:
    """Return something due by a rule.

    Args:
        rule: the rule.
        whom: whom it is about.
        since: the day that it is counted from.
        until: the day by which it should be done; as the rule says when None.
        subject: id of what it is about, or None.
        record: record type of whom it is about.
        of: record type of the subject.
    """
    last = until if until is not None else since + timedelta(days=rule.within)
    return Due(whom, rule.code, since, last, rule.weight, rule.within, subject, record, of)


def standing_people(connection: Connection, ids: Iterable[str]) -> dict[str, Person]:
    """Return the clients of some cards that stand for several, by id.

    Args:
        connection: an open transaction, in which the caller logs the look.
        ids: of the cards.
    """
    return {id: Person(id, *names) for id, names in names_within(connection, ids).items()}


def person_of(row: Mapping[Any, Any]) -> Person:
    """Return the client of a row."""
    return Person(row["id"], row["given_name"] or "", row["family_name"] or "")
