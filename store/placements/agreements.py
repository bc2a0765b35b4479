"""Fixed-term agreements: which are in force, which are about to end, and how one is renewed (M3.3).

None is ever altered: a renewal is a new version that names what it replaces, an early end a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.history.change import Value
from store.one_person import names_within, stands_within
from store.records import RECORD_TYPES
from store.records.mechanisms import EXPIRY
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

ANEW = ("signed_by", "signed_on", "copy_given", "end")
"""Fields that a renewal does not take over: it is agreed and signed anew."""

_agreement = RECORD_TYPES["placement_agreement"].table
_ending = RECORD_TYPES["placement_ending"].table
_place = RECORD_TYPES["activity_place"].table


@dataclass(frozen=True)
class Placement:
    """One agreement as it stands.

    Attributes:
        id: of its record.
        client: whom it is about; of joined doubles the card that stands.
        given_name: of the client.
        family_name: of the client.
        place: id of the place.
        place_name: its name, or empty where it is not here yet.
        start: first day.
        end: last day that was agreed.
        ended_on: last day where it ended before its time, or None.
        replaced_from: first day of the version that replaces it, or None.
        renewed_by: id of that version, or None.
        beside: another version replaces the same one: none is current until a person decides.
    """

    id: str
    client: str
    given_name: str
    family_name: str
    place: str
    place_name: str
    start: date
    end: date
    ended_on: date | None
    replaced_from: date | None
    renewed_by: str | None
    beside: bool

    @property
    def last(self) -> date:
        """The last day on which it is in force."""
        ends = [self.end]
        if self.ended_on is not None:
            ends.append(self.ended_on)
        if self.replaced_from is not None:
            ends.append(self.replaced_from - timedelta(days=1))
        return min(ends)

    def in_force(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.start <= day <= self.last

    def within(self, first: date, last: date) -> bool:
        """Tell whether it is in force on any day of a period."""
        return self.start <= last and self.last >= first and self.start <= self.last

    def warning(self, today: date) -> int | None:
        """Return which warning is reached: 30 or 14 days before its end; None before, after, or once renewed."""
        left = (self.last - today).days
        if self.renewed_by is not None or self.ended_on is not None or left < 0 or self.start > today:
            return None
        return min((days for days in EXPIRY if left <= days), default=None)


def placements(notebook: Notebook, client: str | None = None) -> tuple[Placement, ...]:
    """Return the agreements that this notebook holds, those first that end first.

    Args:
        notebook: an open notebook.
        client: of whom, or None for everybody.
    """
    with notebook.writing() as connection:
        found = read_placements(connection)
        if client is not None:
            stands = stands_within(connection).get(client, client)
            found = tuple(one for one in found if one.client == stands)
        write_line(connection, notebook.identity, Act.LISTED, client=client, record="placement_agreement")
    return tuple(sorted(found, key=lambda one: (one.last, one.id)))


def log_copied(notebook: Notebook, one: Placement) -> None:
    """Write in the use log that the text of an agreement was put on the clipboard.

    Args:
        notebook: an open notebook.
        one: the agreement.
    """
    with notebook.writing() as connection:
        write_line(
            connection, notebook.identity, Act.COPIED, client=one.client, record="placement_agreement", id=one.id
        )


def read_placements(connection: Connection) -> tuple[Placement, ...]:
    """Return all agreements without a line in the log: the caller writes it.

    Args:
        connection: an open transaction.
    """
    rows = connection.execute(
        select(_agreement).where(_agreement.c.removed.is_(False)).order_by(_agreement.c.start, _agreement.c.id)
    ).all()
    replacing: dict[str, list[tuple[date, str]]] = {}
    for row in rows:
        for id in row.replaces or ():
            replacing.setdefault(id, []).append((row.start, row.id))
    ended: dict[str, date] = {}
    for row in connection.execute(select(_ending).where(_ending.c.removed.is_(False))):
        if row.day is not None:
            ended[row.placement_agreement] = min(row.day, ended.get(row.placement_agreement, row.day))
    one = stands_within(connection)
    names = names_within(connection, {one.get(row.client, row.client) for row in rows})
    places = {row.id: row.name or "" for row in connection.execute(select(_place.c.id, _place.c.name))}
    found = []
    for row in rows:
        if row.start is None or row.end is None or row.activity_place is None:
            continue
        who = one.get(row.client, row.client)
        by = min(replacing.get(row.id, ()), default=None)
        found.append(
            Placement(
                id=row.id,
                client=who,
                given_name=names.get(who, ("", ""))[0],
                family_name=names.get(who, ("", ""))[1],
                place=row.activity_place,
                place_name=places.get(row.activity_place, ""),
                start=row.start,
                end=row.end,
                ended_on=ended.get(row.id),
                replaced_from=by[0] if by else None,
                renewed_by=by[1] if by else None,
                beside=any(len(replacing[id]) > 1 for id in row.replaces or ()),
            )
        )
    return tuple(found)


def in_force(found: Iterable[Placement], day: date) -> dict[str, tuple[Placement, ...]]:
    """Return for each place the agreements in force on a day, one for each client.

    Args:
        found: all agreements.
        day: the day.
    """
    by_place: dict[str, dict[str, Placement]] = {}
    for one in found:
        if one.in_force(day):
            by_place.setdefault(one.place, {}).setdefault(one.client, one)
    return {place: tuple(of.values()) for place, of in by_place.items()}


def renewal_of(id: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a renewal begins with: all that stands, from the day after the end, to be signed anew.

    Args:
        id: of the agreement that it replaces.
        values: of that agreement.
    """
    renewed = {name: value for name, value in values.items() if name not in ANEW}
    end = values.get("end")
    if isinstance(end, date):
        renewed["start"] = end + timedelta(days=1)
    return {**renewed, "replaces": (id,)}
