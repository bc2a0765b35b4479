"""What of a long history a period's figures can need, asked for in SQL; and several cards of one person as one.

A figure is about its period, but for three that look back: whom a coach spoke for first (criterion 13), everything
that was ever done at the employers who were met in the period (18), and the whole time of the jobs that ran in it
(23). What is older and none of these is in no figure, and is not read: after some years that is nearly everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union

from store.quality.rows import Client, Rows
from store.records import RECORD_TYPES

_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_visits = RECORD_TYPES["event_employer_part"].table
_clients = RECORD_TYPES["client"].table
_jobs = RECORD_TYPES["job"].table
_time = RECORD_TYPES["time_use"].table


def needed_since(since: date, joined: Collection[str]) -> dict[str, ColumnElement[bool]]:
    """Return by record type which rows the figures of a period can need; of all other types every row.

    Args:
        since: its first day.
        joined: cards that are one with another: whether their person is still here, one card alone does not say.
    """
    people = union(
        select(_clients.c.id).where(or_(_clients.c.closed.is_(None), _clients.c.closed >= since)),
        select(_jobs.c.client).where(
            _jobs.c.removed.is_(False), or_(_jobs.c.end.is_(None), _jobs.c.end >= since), _jobs.c.client.is_not(None)
        ),
        select(_clients.c.id).where(_clients.c.id.in_(sorted(joined))),
    )
    met = select(_events.c.employer).where(
        _events.c.removed.is_(False),
        _events.c.kind == "employer_visit",
        _events.c.day >= since,
        _events.c.employer.is_not(None),
    )
    lately = select(_events.c.id).where(_events.c.day >= since)
    of_people = _parts.c.client.in_(people)
    of_met = _visits.c.employer.in_(met)
    return {
        "event": or_(
            _events.c.day >= since,
            _events.c.id.in_(select(_parts.c.event).where(of_people)),
            _events.c.id.in_(select(_visits.c.event).where(of_met)),
        ),
        "event_client_part": or_(of_people, _parts.c.event.in_(lately)),
        "event_employer_part": or_(of_met, _visits.c.event.in_(lately)),
        "time_use": _time.c.day >= since,
    }


def as_one(found: Rows, stands: Mapping[str, str]) -> Rows:
    """Return the rows with all cards of a person as the one that stands for them.

    In the service from the first day on which any of them was, and to the last day of the last.

    Args:
        found: as they were written.
        stands: each joined card with the one that stands for it.
    """
    if not stands:
        return found
    changed: dict[str, Any] = {"client": _people(found.client, stands)}
    for field in fields(Rows):
        several: tuple[Any, ...] = getattr(found, field.name)
        if several and "client" in several[0]._fields:
            changed[field.name] = tuple(
                row._replace(client=stands[row.client]) if row.client in stands else row for row in several
            )
    return replace(found, **changed)


def _people(cards: Collection[Client], stands: Mapping[str, str]) -> tuple[Client, ...]:
    people: dict[str, Client] = {}
    # The card that stands comes first among its own: what both say otherwise is as it says.
    for card in sorted(cards, key=lambda card: stands.get(card.id, card.id) != card.id):
        id = stands.get(card.id, card.id)
        held = people.get(id)
        people[id] = card._replace(id=id) if held is None else _merged(held, card)
    return tuple(people.values())


def _merged(held: Client, card: Client) -> Client:
    entries = [day for day in (held.entry, card.entry) if day is not None]
    closed = None if held.closed is None or card.closed is None else max(held.closed, card.closed)
    first = held if card.entry is None or (held.entry is not None and held.entry <= card.entry) else card
    return held._replace(
        entry=min(entries, default=None),
        closed=closed,
        team=held.team or card.team,
        in_work_at_entry=first.in_work_at_entry,
    )
