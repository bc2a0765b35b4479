"""What is due, and why: rules as data with their source, numbers that the office can change (USERS 13; issue 6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from store.due.in_service import in_service
from store.due.of_models import of_models
from store.due.putting_off import postponement, read_postponed
from store.due.rhythm import rhythm
from store.due.rules import Rule, read_rules
from store.due.shown import Due, Person
from store.due.work import around_work
from store.one_person import stands_within

if TYPE_CHECKING:
    from store.notebook import Identity

__all__ = ["Due", "Person", "Rule", "dues", "postponement"]


def dues(connection: Connection, identity: Identity, day: date) -> tuple[Due, ...]:
    """Return everything that is due soon, in the order in which it matters, without a line in the log.

    First what a person's job hangs on, then what the service has promised, then the reviews and what the models in
    use ask for; within each, by the day.

    Args:
        connection: an open transaction.
        identity: who is at work.
        day: the day on the wall.
    """
    rules = read_rules(connection, day)
    stands = stands_within(connection)
    postponed = read_postponed(connection, rules["put_off"].within, stands)
    found = [
        *in_service(connection, rules, postponed, day, stands),
        *around_work(connection, rules, postponed, day, stands),
        *rhythm(connection, identity, rules, day),
        *of_models(connection, identity, rules, day),
    ]
    shown = [
        due
        for due in found
        if due.until <= day + timedelta(days=rules[due.code].ahead) and not postponed.hides(due, day)
    ]
    return tuple(sorted(shown, key=lambda due: (due.weight, due.until, due.code, due.whom.id, due.subject or "")))
