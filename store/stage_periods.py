"""Periods in the stages: whichever way a client's stage is changed, the days of entry and exit are written with it.

The page of the stages asks for the day; on the client's own form, in a command or in a file of clients nobody does,
and the day on which it was saved stands. Both go through ``entries_of``, so a period is never left open behind
another, and none is lost because of where the stage was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from store.differences import Entry
from store.history.change import Value
from store.identifiers import is_id
from store.records import RECORD_TYPES
from store.statements import Statement

CARD, PERIOD = "client", "stage_period"

_clients = RECORD_TYPES[CARD].table
_periods = RECORD_TYPES[PERIOD].table
_card = Statement(
    select(*(_clients.c[name] for name in ("stage", "entry", "closed"))).where(_clients.c.id == bindparam("client"))
)
_open = Statement(
    select(*(_periods.c[name] for name in ("id", "stage", "entered")))
    .where(
        _periods.c.client == bindparam("client"),
        _periods.c.removed.is_(False),
        _periods.c.left_on.is_(None),
        _periods.c.entered.is_not(None),
    )
    .order_by(_periods.c.entered.desc(), _periods.c.id.desc())
)


@dataclass(frozen=True)
class Standing:
    """The period in which a client is.

    Attributes:
        id: of the period.
        entered: its first day.
        knew: its heads as they were on the screen, or None where it was on none.
    """

    id: str
    entered: date | None
    knew: tuple[str, ...] | None = None


class Card(NamedTuple):
    """What a client's card says of the service."""

    stage: str | None
    entry: date | None
    closed: date | None


def entries_of(
    standing: Standing | None, client: str, stage: str | None, day: date, *, after_job_loss: bool = False
) -> list[Entry]:
    """Return what is saved when a client leaves a stage and enters another.

    Args:
        standing: the period that ends; None where none was written down.
        client: id of the client.
        stage: the stage that is entered; None: the service ends.
        day: on which.
        after_job_loss: the client comes back after a lost job (criterion 9: help with another job).
    """
    entries = []
    if standing is not None:
        entries.append(Entry(PERIOD, {"left_on": day}, id=standing.id, knew=standing.knew))
    if stage is not None:
        values: dict[str, Value | None] = {"client": client, "stage": stage, "entered": day}
        entries.append(Entry(PERIOD, values | ({"after_job_loss": True} if after_job_loss else {})))
    return entries


def cards_before(connection: Connection, entries: Sequence[Entry]) -> Mapping[int, Card | None]:
    """Return how the cards stand whose stage or end is about to be saved: place of the entry → row; None: a new one.

    Where a period of the client is saved with it, the days are on the screen already.

    Args:
        connection: the open transaction.
        entries: what is about to be saved.
    """
    said = {entry.values.get("client") for entry in entries if entry.record == PERIOD}
    found: dict[int, Card | None] = {}
    for place, entry in enumerate(entries):
        touched = entry.record == CARD and not {"stage", "closed"}.isdisjoint(entry.values)
        if touched and (entry.id is None or (is_id(entry.id) and entry.id not in said)):
            found[place] = _card_of(connection, entry.id) if entry.id else None
    return found


def periods_after(
    connection: Connection, before: Mapping[int, Card | None], clients: Sequence[str], day: date
) -> Iterable[Entry]:
    """Yield the periods that follow from cards that were saved.

    Args:
        connection: the same transaction, after the cards.
        before: of ``cards_before``.
        clients: ids of what was saved, place by place.
        day: on which it was saved.
    """
    for place, card in before.items():
        client = clients[place]
        now, standing, stage = _card_of(connection, client), *_standing(connection, client)
        if now is None:
            continue
        if now.closed is not None and (card is None or card.closed != now.closed):
            if standing is not None:
                yield from entries_of(standing, client, None, _not_before(standing, now.closed))
        elif now.stage not in (None, stage) and (card is None or card.stage != now.stage):
            # A client who is written down for the first time came on the day that the card says.
            first = now.entry if card is None and now.entry is not None and now.entry <= day else day
            yield from entries_of(standing, client, now.stage, _not_before(standing, first))


def _card_of(connection: Connection, client: str) -> Card | None:
    row = _card.first(connection, {"client": client})
    return None if row is None else Card(*row)


def _standing(connection: Connection, client: str) -> tuple[Standing | None, str | None]:
    row = _open.first(connection, {"client": client})
    return (None, None) if row is None else (Standing(row[0], row[2]), row[1])


def _not_before(standing: Standing | None, day: date) -> date:
    """Return a day on which a period may end: none ends before it began."""
    return day if standing is None or standing.entered is None else max(day, standing.entered)
