"""Finding as one types (USERS 12; DESIGN 8): people by any part of the name, then everything else, newest first.

It adds to the search what a person must know of a hit before opening it: whose it is, where it was, what kind of
event. Each client whose text comes on the screen stands in the use log once for each time that search is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, func, true

from store.records import RECORD_TYPES, RecordType
from store.search import Hit, each_hit
from store.search_at_hand import PEOPLE, AtHand, at_hand, ready_at_hand
from store.search_index import WORD, phone_digits
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

SHORTEST_PART = 2
"""A single letter is looked for at the beginning of words only."""

SHORTEST_NUMBER = 3
"""So many digits are looked for anywhere in a telephone number."""

LEFT_OUT = frozenset({"disclosure_item", "disclosure_plan"})
"""Search opens on every screen, also where others can see it: what must not be told is not found here (USERS 1).

What was told is found; the items themselves stand on the client's own screens."""


@dataclass(frozen=True)
class Finding:
    """One line of what was found.

    Attributes:
        record: record type.
        id: of the record.
        values: of the record, for its title.
        client: id of the client it is about, or None.
        given_name: of that client.
        family_name: of that client.
        employer: id of the employer, or None.
        employer_name: its name, or None where it is not here.
        event: id of the event that it belongs to, or None.
        kind: kind of that event, or None.
        day: when it happened; None for people, employers and phrases.
        field: the field that the snippet is from; empty where the title says it all.
        snippet: words around the find, as plain text.
        marks: positions in the snippet that were found.
        by_number: it was found by a telephone number: somebody is calling.
    """

    record: str
    id: str
    values: Mapping[str, Any]
    client: str | None = None
    given_name: str = ""
    family_name: str = ""
    employer: str | None = None
    employer_name: str | None = None
    event: str | None = None
    kind: str | None = None
    day: date | None = None
    field: str = ""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    by_number: bool = False


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes:
        findings: people first, then the newest.
        more: whether there is more than was asked for.
        clients: whose text is among it.
    """

    findings: tuple[Finding, ...] = ()
    more: bool = False
    clients: frozenset[str] = frozenset()


def find_as_typed(
    notebook: Notebook,
    asked: str,
    limit: int,
    seen: Collection[str] = (),
    wanted: Callable[[], bool] = lambda: True,
    *,
    room: int | None = None,
    wait: bool = True,
) -> Found:
    """Return what fits what was typed so far.

    Args:
        notebook: an open notebook.
        asked: what was typed.
        limit: at most so many lines.
        seen: clients that this person was shown already since search was opened; they are not logged again.
        wanted: whether anybody still waits for it; asked when its turn has come. Nothing is read for nobody.
        room: lines that are in sight, where fewer findings fill them: a person takes one, anything else two.
        wait: however long it takes.

    Raises:
        Refusal: it could not be read, or the use log could not be written.
        NotNowError: nobody waits, and it would take long (``store.showing.glance``).
    """
    if not WORD.search(asked):
        return Found()
    with notebook.writing() as connection:
        if not wanted():
            return Found()
        near = at_hand(connection) if wait else ready_at_hand(connection)
        people = _people(connection, near, asked, limit + 1)
        findings, more = people[:limit], len(people) > limit
        if not more:
            there = {finding.id for finding in findings}
            hits = each_hit(connection, asked, limit + 1 + len(there), LEFT_OUT, wait=wait)
            others = _described(connection, near, (hit for hit in hits if hit.id not in there))
            more = _filled_up(findings, others, limit, room)
        named = tuple(_named(connection, near, finding) for finding in findings)
        clients = frozenset(finding.client for finding in named if finding.client is not None)
        write_line(connection, notebook.identity, Act.SEARCHED)
        for client in sorted(clients.difference(seen)):
            write_line(connection, notebook.identity, Act.SEARCHED, client=client)
    return Found(named, more, clients)


def _filled_up(findings: list[Finding], others: Iterator[Finding], limit: int, room: int | None) -> bool:
    """Add others to the findings until the lines in sight are filled; tell whether there are more."""
    lines = len(findings)
    for finding in others:
        # One line more than is in sight, so that the list can be seen to go on.
        if len(findings) == limit or (room is not None and lines > room):
            return True
        findings.append(finding)
        lines += 1 if finding.record in PEOPLE else 2
    return False


def make_ready(notebook: Notebook) -> None:
    """Read beforehand what the next search has at hand: somebody is about to type. Nothing of it is shown."""
    with notebook.writing() as connection:
        at_hand(connection)


def contains(columns: Iterable[ColumnElement[Any]], typed: str) -> ColumnElement[bool]:
    """Return the condition that every word typed stands somewhere in some texts, in whatever case.

    Args:
        columns: of one row.
        typed: words.
    """
    text: ColumnElement[str] = func.coalesce("", "")
    for column in columns:
        text = text + " " + func.coalesce(column, "")
    folded: ColumnElement[str] = func.lower(text)
    for great, small in ("Ää", "Öö", "Åå"):
        folded = func.replace(folded, great, small)
    return and_(true(), *(folded.contains(part.lower(), autoescape=True) for part in typed.split()))


def has_digits(column: ColumnElement[Any], digits: str) -> ColumnElement[bool]:
    """Return the condition that a telephone number has these digits somewhere, as one dials it in the country."""
    number: ColumnElement[str] = func.replace(func.coalesce(column, ""), "(0)", "")
    for between in " -()./":
        number = func.replace(number, between, "")
    for country in ("+358", "00358"):
        number = func.replace(number, country, "0")
    return number.contains(digits)


def _is_number(asked: str) -> bool:
    return any(c.isdigit() for c in asked) and not any(c.isalpha() for c in asked)


def _people(connection: Connection, near: AtHand, asked: str, limit: int) -> list[Finding]:
    digits = phone_digits(asked) if _is_number(asked) else ""
    if len(digits) < SHORTEST_NUMBER if digits else max(map(len, asked.split())) < SHORTEST_PART:
        return []
    places: Iterable[int] = near.names.holding((part.lower(),) for part in asked.split())
    if digits:
        places = sorted({*places, *near.numbers.holding([(digits,)])})
    found = []
    for record, id in (near.people[place] for place in islice(places, limit)):
        found.append(_person(RECORD_TYPES[record], near.row(connection, record, id), id, digits))
    return found


def _person(record_type: RecordType, values: Mapping[str, Any], id: str, digits: str) -> Finding:
    by_number = bool(digits) and digits in phone_digits(str(values.get("phone") or ""))
    finding = Finding(record_type.name, id, values, client=record_type.client_of(id, values), by_number=by_number)
    if record_type.name == "employer":
        return replace(finding, employer=id)
    return replace(finding, employer=values.get("employer"))


def _described(connection: Connection, near: AtHand, hits: Iterable[Hit]) -> Iterator[Finding]:
    """Add to each hit its record and the event that it belongs to."""
    for hit in hits:
        values = near.row(connection, hit.record, hit.id)
        event = hit.id if hit.record == "event" else values.get("event")
        of_event = values if event in (None, hit.id) else near.row(connection, "event", str(event))
        yield Finding(
            record=hit.record,
            id=hit.id,
            values=values,
            client=hit.client,
            employer=hit.id if hit.record == "employer" else values.get("employer") or of_event.get("employer"),
            event=event,
            kind=of_event.get("kind") if event is not None else None,
            day=hit.day,
            field=hit.field,
            snippet=hit.snippet,
            marks=hit.marks,
            by_number=hit.field == "phone",
        )


def _named(connection: Connection, near: AtHand, finding: Finding) -> Finding:
    """Add the names of the client and the employer; one that is not here yet has none."""
    client = near.row(connection, "client", finding.client) if finding.client is not None else {}
    employer = near.row(connection, "employer", finding.employer) if finding.employer is not None else {}
    return replace(
        finding,
        given_name=client.get("given_name") or "",
        family_name=client.get("family_name") or "",
        employer_name=employer.get("name"),
    )
