"""Finding as one types (USERS 12; DESIGN 8): people by any part of the name, then everything else, newest first.

It adds to the search what a person must know of a hit before opening it: whose it is, where it was, what kind of
event. Each client whose text comes on the screen stands in the use log once for each time that search is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true

from store.records import RECORD_TYPES, RecordType
from store.rows import fetch_rows, values_of
from store.search import Hit, hits_of
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

PEOPLE = {
    "client": ("given_name", "family_name", "nickname", "customer_number"),
    "contact_person": ("name",),
    "employer": ("name",),
    "worker": ("name",),
}
"""Those who are found by any part of a name, in this order, and the fields that are looked into."""


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
) -> Found:
    """Return what fits what was typed so far.

    Args:
        notebook: an open notebook.
        asked: what was typed.
        limit: at most so many lines.
        seen: clients that this person was shown already since search was opened; they are not logged again.
        wanted: whether anybody still waits for it; asked when its turn has come. Nothing is read for nobody.
    """
    if not WORD.search(asked):
        return Found()
    with notebook.writing() as connection:
        if not wanted():
            return Found()
        people = _people(connection, asked, limit + 1)
        there = {finding.id for finding in people}
        hits = [hit for hit in hits_of(connection, asked, limit + 1 + len(there), LEFT_OUT) if hit.id not in there]
        findings = [*people, *_described(connection, hits[: limit + 1 - len(people)])]
        shown = _with_names(connection, findings[:limit])
        clients = frozenset(finding.client for finding in shown if finding.client is not None)
        write_line(connection, notebook.identity, Act.SEARCHED)
        for client in sorted(clients.difference(seen)):
            write_line(connection, notebook.identity, Act.SEARCHED, client=client)
    return Found(tuple(shown), len(findings) > limit, clients)


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


def _people(connection: Connection, asked: str, limit: int) -> list[Finding]:
    digits = phone_digits(asked) if _is_number(asked) else ""
    if len(digits) < SHORTEST_NUMBER if digits else max(map(len, asked.split())) < SHORTEST_PART:
        return []
    found: list[Finding] = []
    for record, names in PEOPLE.items():
        record_type = RECORD_TYPES[record]
        columns = record_type.table.c
        fits = [contains([columns[name] for name in names], asked)]
        if digits and "phone" in columns:
            fits.append(has_digits(columns["phone"], digits))
        query = select(record_type.table).where(columns["removed"].is_(False), or_(*fits))
        order = [columns[name.removeprefix("-")] for name in record_type.declared.order]
        for row in connection.execute(query.order_by(*order).limit(limit - len(found))).mappings():
            found.append(_person(record_type, values_of(record_type, row), row["id"], digits))
        if len(found) >= limit:
            break
    return found


def _person(record_type: RecordType, values: Mapping[str, Any], id: str, digits: str) -> Finding:
    by_number = bool(digits) and digits in phone_digits(str(values.get("phone") or ""))
    finding = Finding(record_type.name, id, values, client=record_type.client_of(id, values), by_number=by_number)
    if record_type.name == "employer":
        return replace(finding, employer=id)
    return replace(finding, employer=values.get("employer"))


def _described(connection: Connection, hits: Sequence[Hit]) -> list[Finding]:
    """Add to each hit its record and the event that it belongs to."""
    rows = _rows(connection, ((hit.record, hit.id) for hit in hits))
    events = _rows(
        connection,
        (("event", str(values["event"])) for values in rows.values() if values.get("event") is not None),
    )
    found = []
    for hit in hits:
        values = rows.get(hit.id, {})
        event = hit.id if hit.record == "event" else values.get("event")
        of_event = values if hit.record == "event" else events.get(str(event), {})
        found.append(
            Finding(
                record=hit.record,
                id=hit.id,
                values=values,
                client=hit.client,
                employer=hit.id if hit.record == "employer" else values.get("employer") or of_event.get("employer"),
                event=event,
                kind=of_event.get("kind"),
                day=hit.day,
                field=hit.field,
                snippet=hit.snippet,
                marks=hit.marks,
                by_number=hit.field == "phone",
            )
        )
    return found


def _with_names(connection: Connection, findings: Sequence[Finding]) -> list[Finding]:
    """Add the names of clients and employers; one that is not here yet has none."""
    clients = _rows(connection, (("client", f.client) for f in findings if f.client is not None))
    employers = _rows(connection, (("employer", f.employer) for f in findings if f.employer is not None))
    named = []
    for finding in findings:
        client = clients.get(finding.client or "", {})
        named.append(
            replace(
                finding,
                given_name=client.get("given_name") or "",
                family_name=client.get("family_name") or "",
                employer_name=employers.get(finding.employer or "", {}).get("name"),
            )
        )
    return named


def _rows(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[str, Mapping[str, Any]]:
    by_type: dict[str, set[str]] = {}
    for record, id in wanted:
        by_type.setdefault(record, set()).add(id)
    rows: dict[str, Mapping[str, Any]] = {}
    for record, ids in by_type.items():
        record_type = RECORD_TYPES[record]
        fetched = fetch_rows(connection, record_type, sorted(ids))
        rows |= {id: values_of(record_type, row) for id, row in fetched.items()}
    return rows
