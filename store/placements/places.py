"""Places for activity: how many are free on a day, what was needed, and which place fits a need (M3.1, M3.2).

A laptop knows the agreements of its own clients only. The office counts and says when, and the number travels.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office
from store.one_person import names_within, stands_within
from store.placements.agreements import Placement, in_force, read_placements
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.search import stems_of
from store.search_index import words_of
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

OFFICE = "office"

MATCHED_BY = ("needs", "wish", "skills", "missing_skills")
"""Fields of a need whose words are held against the tasks of a place. There is no diagnosis among them, by design."""

_SHORTEST = 4
"""Letters of a word that says something about tasks; shorter ones are particles."""

_DOUBLED = re.compile(r"(.)\1")
_place = RECORD_TYPES["activity_place"].table
_referral = RECORD_TYPES["needs_referral"].table


@dataclass(frozen=True)
class PlaceOnDay:
    """A place on a day.

    Attributes:
        id: of its record.
        name: of the place.
        municipality: where it is, or empty.
        tasks: what one does there, or empty.
        transport: how one gets there, or empty.
        supervisor: who supervises, or empty.
        capacity: how many can be there, or None.
        taken: how many agreements that this notebook knows are in force.
        free: how many places are free, or None where nobody has said how many there are.
        counted_on: on which day the office counted, where the number is its own; None: counted here and now.
    """

    id: str
    name: str
    municipality: str
    tasks: str
    transport: str
    supervisor: str
    capacity: int | None
    taken: int
    free: int | None
    counted_on: date | None


@dataclass(frozen=True)
class PlaceView:
    """A place on a day, with who is there.

    Attributes:
        place: the place.
        placements: agreements in force on the day, by name.
    """

    place: PlaceOnDay
    placements: tuple[Placement, ...]


@dataclass(frozen=True)
class Need:
    """One need for a place.

    Attributes:
        id: of its record.
        client: whom it is about.
        given_name: of the client.
        family_name: of the client.
        day: when it was written.
        status: open, placed, refused or called_off.
        place: id of the place that was suggested or found, or None.
        place_name: its name, or empty.
        reasons: why it was refused.
        refused_by: by whom.
        decided_on: when it was answered, or None.
    """

    id: str
    client: str
    given_name: str
    family_name: str
    day: date
    status: str
    place: str | None
    place_name: str
    reasons: str
    refused_by: str
    decided_on: date | None


@dataclass(frozen=True)
class Match:
    """How a place fits a need.

    Attributes:
        place: the place on that day.
        words: words of the need that its tasks answer.
    """

    place: PlaceOnDay
    words: tuple[str, ...]


def places_on(notebook: Notebook, day: date) -> tuple[PlaceOnDay, ...]:
    """Return the places that are open on a day, by name, with what is free.

    Args:
        notebook: an open notebook.
        day: the day.
    """
    with notebook.writing() as connection:
        found = _places(connection, day, notebook.identity.role)
        write_line(connection, notebook.identity, Act.LISTED, record="activity_place")
    return found


def place_view(notebook: Notebook, place: str, day: date) -> PlaceView:
    """Return one place on a day, with the agreements in force.

    Args:
        notebook: an open notebook.
        place: its id.
        day: the day.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        found = [one for one in _places(connection, day, notebook.identity.role, closed=True) if one.id == place]
        if not found:
            raise Refusal(Reason.UNKNOWN_RECORD, record="activity_place")
        here = in_force(read_placements(connection), day).get(place, ())
        for one in here:
            write_line(
                connection, notebook.identity, Act.LISTED, client=one.client, record="placement_agreement", id=one.id
            )
        write_line(connection, notebook.identity, Act.SHOWN, record="activity_place", id=place)
    return PlaceView(found[0], tuple(sorted(here, key=lambda one: (one.given_name, one.family_name, one.id))))


def count_free(notebook: Notebook, day: date) -> tuple[Saved, ...]:
    """Count the free places of a day and write them down with the day, so that the laptops have them too.

    Args:
        notebook: of the office.
        day: the day.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity)
        return tuple(
            writer.save(Entry("activity_place", {"free_places": max(one.free, 0), "counted_on": day}, id=one.id))
            for one in _places(connection, day, OFFICE)
            if one.free is not None
        )


def needs(notebook: Notebook) -> tuple[Need, ...]:
    """Return the needs for a place, open ones first, the oldest of them first; then the answered, newest first.

    Args:
        notebook: an open notebook.
    """
    with notebook.writing() as connection:
        found = _needs(connection)
        write_line(connection, notebook.identity, Act.LISTED, record="needs_referral")
    waiting = sorted((one for one in found if one.status == "open"), key=lambda one: (one.day, one.id))
    answered = sorted((one for one in found if one.status != "open"), key=lambda one: (one.day, one.id), reverse=True)
    return (*waiting, *answered)


def refusals(found: tuple[Need, ...]) -> tuple[tuple[str, int], ...]:
    """Return the reasons for which needs were refused and how often each, the most frequent first.

    Args:
        found: all needs.
    """
    counted = Counter(one.reasons.strip() for one in found if one.status == "refused")
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def matches(notebook: Notebook, need: str, day: date) -> tuple[Match, ...]:
    """Return the places with room on a day for a need, those first whose tasks answer most of it.

    Word forms count as one (*keittiö*, *keittiötöitä*). Where nobody said how many places there are, a place is
    offered last: it may have room.

    Args:
        notebook: an open notebook.
        need: id of the need.
        day: the day.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        row = connection.execute(select(_referral).where(_referral.c.id == need)).first()
        if row is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record="needs_referral")
        asked = " ".join(str(getattr(row, name) or "") for name in MATCHED_BY)
        places = [one for one in _places(connection, day, notebook.identity.role) if one.free is None or one.free > 0]
        write_line(connection, notebook.identity, Act.SHOWN, client=row.client, record="needs_referral", id=need)
    found = [Match(one, _shared(asked, one.tasks)) for one in places]
    found.sort(key=lambda one: (one.place.free is None, -len(one.words), one.place.name.casefold(), one.place.id))
    return tuple(found)


def answer_need(
    notebook: Notebook, need: str, day: date, *, place: str | None = None, reasons: str = "", refused_by: str = ""
) -> Saved:
    """Answer a need: with a place, or with the reason for which there is none.

    Args:
        notebook: an open notebook.
        need: its id.
        day: of the answer.
        place: id of the place that was found; None: it is refused, and then the reason is required.
        reasons: why it is refused.
        refused_by: who said so.

    Raises:
        Refusal: UNKNOWN_RECORD; BAD_VALUES where it is refused without a reason.
    """
    if place is None and not reasons.strip():
        raise Refusal(Reason.BAD_VALUES, record="needs_referral", fields="reasons")
    with notebook.writing() as connection:
        if connection.execute(select(_referral.c.id).where(_referral.c.id == need)).first() is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record="needs_referral")
        status = "refused" if place is None else "placed"
        values: dict[str, Any] = {"status": status, "decided_on": day}
        values |= {"activity_place": place} if place else {"reasons": reasons, "refused_by": refused_by or None}
        return Writer(connection, notebook.identity).save(Entry("needs_referral", values, id=need))


def _places(connection: Connection, day: date, role: str, *, closed: bool = False) -> tuple[PlaceOnDay, ...]:
    taken = in_force(read_placements(connection), day)
    rows = connection.execute(select(_place).where(_place.c.removed.is_(False)).order_by(_place.c.name, _place.c.id))
    found = []
    for row in rows:
        if row.ended_on is not None and row.ended_on < day and not closed:
            continue
        here = len(taken.get(row.id, ()))
        counted_on = row.counted_on if role != OFFICE and row.free_places is not None else None
        free = row.capacity - here if row.capacity is not None else None
        found.append(
            PlaceOnDay(
                id=row.id,
                name=row.name or "",
                municipality=row.municipality or "",
                tasks=row.tasks or "",
                transport=row.transport or "",
                supervisor=row.supervisor or "",
                capacity=row.capacity,
                taken=here,
                free=free if counted_on is None else row.free_places,
                counted_on=counted_on,
            )
        )
    return tuple(found)


def _needs(connection: Connection) -> list[Need]:
    rows = connection.execute(select(_referral).where(_referral.c.removed.is_(False))).all()
    one = stands_within(connection)
    names = names_within(connection, {one.get(row.client, row.client) for row in rows})
    places = {row.id: row.name or "" for row in connection.execute(select(_place.c.id, _place.c.name))}
    found = []
    for row in rows:
        who = one.get(row.client, row.client)
        given, family = names.get(who, ("", ""))
        found.append(
            Need(
                id=row.id,
                client=who,
                given_name=given,
                family_name=family,
                day=row.day,
                status=row.status or "open",
                place=row.activity_place,
                place_name=places.get(row.activity_place, ""),
                reasons=row.reasons or "",
                refused_by=row.refused_by or "",
                decided_on=row.decided_on,
            )
        )
    return found


def _shared(asked: str, tasks: str) -> tuple[str, ...]:
    """Return the words of a need that share a stem, or the beginning of a compound, with the tasks of a place."""
    offered = [_singled(word) for word in words_of(tasks) if len(word) >= _SHORTEST]
    found = []
    for word in words_of(asked):
        if len(word) < _SHORTEST:
            continue
        if any(_begins(_singled(word), of) for of in offered):
            found.append(word)
    return tuple(found)


def _singled(word: str) -> frozenset[str]:
    """Return the stems of a word with doubled letters once: a stemmer makes *keitiö* of *keittiössä*."""
    return frozenset(_DOUBLED.sub(r"\1", stem) for stem in stems_of(word))


def _begins(stems: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether one stem is the beginning of the other: *keittiö* and *keittiötyö*."""
    return any(
        len(short) >= _SHORTEST and long.startswith(short)
        for one in stems
        for other in others
        for short, long in ((one, other), (other, one))
    )
