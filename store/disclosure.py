"""Disclosure: what may be told to this employer today, who agreed, who knows already, what was withdrawn.

The plan is the guard (USERS 4, 5; criterion 13): what is not agreed is not told, and what is in doubt is asked first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from store.consents import Consents, days_of_trust, known_on, permitted, read_consents
from store.history.change import Value
from store.history.consent import Permission, Verdict
from store.history.state import RecordState
from store.in_view import said_beside, to_be_known
from store.one_person import cards_within
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

ITEM = RECORD_TYPES["disclosure_item"]
AGREEMENT = "disclosure_agreement"
TWO_MONTHS = timedelta(days=60)
"""After so long in service without a job, one talk is not enough (criterion 13 d)."""

_told = RECORD_TYPES["told"].table
_discussions = RECORD_TYPES["disclosure_discussion"].table
_clients = RECORD_TYPES["client"].table
_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table


@dataclass(frozen=True)
class MayBeTold:
    """What may be told to one employer on one day.

    Attributes:
        items: agreed, and to be told in the agreed words.
        ask_first: agreed once, but the client is asked before the visit; the words are not shown.
        known_on: day up to which this notebook knows what others have recorded; None: it has never heard.
    """

    items: tuple[Permission, ...]
    ask_first: tuple[Permission, ...]
    known_on: date | None


@dataclass(frozen=True)
class NotToBeTold:
    """What must not be said about one item at one employer.

    Attributes:
        values: the item, and what is not said of it.
        told: the item itself may be told there; only its ``not_to_say`` may not.
    """

    values: Mapping[str, Value]
    told: bool


@dataclass(frozen=True)
class Knower:
    """Somebody who was told something.

    Attributes:
        id: of the record of the telling.
        day: when.
        employer: id of the employer, or None.
        item: id of the item, or None.
        words: what was said.
        to_whom: codes of those who heard it.
    """

    id: str
    day: date
    employer: str | None
    item: str | None
    words: str | None
    to_whom: tuple[str, ...]


@dataclass(frozen=True)
class Withdrawn:
    """A withdrawal that was recorded, and who knows already: what was told cannot be taken back."""

    saved: Saved
    knowers: tuple[Knower, ...]


@dataclass(frozen=True)
class Seen:
    """What was on the screen when the talk about telling began: what the client says is said in view of it.

    Attributes:
        known: names of the withdrawals, and of what is kept about the client's consents.
        agreements: ids of the agreements that stood.
        items: id of each item → its heads.
        beside: names of what was last said under the other cards of that person.
    """

    known: tuple[str, ...]
    agreements: tuple[str, ...]
    items: Mapping[str, tuple[str, ...]]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """One of the four conditions of criterion 13, for one client.

    Attributes:
        letter: a to d.
        met: whether it is met; None where it does not apply yet.
        rows: ids of the records that show it.
    """

    letter: str
    met: bool | None
    rows: tuple[str, ...]


def may_be_told(notebook: Notebook, client: str, employer: str, day: date) -> MayBeTold:
    """Return what may be told about a client to an employer on a day."""
    with notebook.writing() as connection:
        consents = read_consents(connection, client)
        heard = known_on(connection, day)
        found = permitted(consents, employer, day, heard, days_of_trust(connection))
        write_line(connection, notebook.identity, Act.SHOWN, client=client, record=ITEM.name)
    return MayBeTold(
        items=tuple(p for p in found if p.verdict is Verdict.TOLD),
        ask_first=tuple(p for p in found if p.verdict is Verdict.ASK_FIRST),
        known_on=heard,
    )


def told_somewhere(notebook: Notebook, client: str, day: date) -> tuple[Permission, ...]:
    """Return what may be told about a client to any employer on a day, and what is asked first, item by item."""
    with notebook.writing() as connection:
        consents = read_consents(connection, client)
        heard, days = known_on(connection, day), days_of_trust(connection)
        write_line(connection, notebook.identity, Act.SHOWN, client=client, record=ITEM.name)
    named = (one.values.get("employers") for one in consents.permissions)
    employers = {"", *(str(id) for ids in named if isinstance(ids, tuple) for id in ids)}
    found: dict[str, Permission] = {}
    for employer in sorted(employers):
        for permission in permitted(consents, employer, day, heard, days):
            found.setdefault(permission.item, permission)
    return tuple(found.values())


def not_to_be_told(notebook: Notebook, client: str, employer: str, day: date) -> tuple[NotToBeTold, ...]:
    """Return what must not be said at an employer: for the reminder list, which is never on a field screen (USERS 1).

    It holds the consent group of every item that is not told there, and what is not to be said beside a told one.
    """
    with notebook.writing() as connection:
        consents = read_consents(connection, client)
        heard = known_on(connection, day)
        told = {
            p.item
            for p in permitted(consents, employer, day, heard, days_of_trust(connection))
            if p.verdict is Verdict.TOLD
        }
        write_line(connection, notebook.identity, Act.SHOWN, client=client, record=ITEM.name)
    found: list[NotToBeTold] = []
    for permission in consents.permissions:
        values, is_told = consents.reading.records[permission.item].values, permission.item in told
        names = ("item", "own_item", "not_to_say") if is_told else ("item", "own_item", "wording", "not_to_say")
        if not is_told or "not_to_say" in values:
            found.append(NotToBeTold({name: values[name] for name in names if name in values}, is_told))
    return tuple(found)


def who_knows(
    notebook: Notebook, client: str, *, item: str | None = None, employer: str | None = None
) -> tuple[Knower, ...]:
    """Return who was told what about a client, under any card of that person, the latest first."""
    with notebook.writing() as connection:
        return _knowers(connection, _shown_cards(connection, notebook, client, "told"), item, employer)


def withdraw(
    notebook: Notebook,
    client: str,
    *,
    item: str | None = None,
    employer: str | None = None,
    day: date | None = None,
) -> Withdrawn:
    """Take a permission back, at once: for one item, for one employer, or for everything (USERS 4).

    Args:
        notebook: an open notebook.
        client: id of the client.
        item: id of the item; None for no single item.
        employer: id of the employer; None for no single employer. Item and employer exclude each other.
        day: when the client said so.

    Raises:
        Refusal: BAD_VALUES where both are given; ERASED_CLIENT ….
    """
    if item is not None and employer is not None:
        raise Refusal(Reason.BAD_VALUES, record="withdrawal", fields="item, employer")
    scope = "item" if item else "employer" if employer else "all"
    values = {"client": client, "scope": scope, "item": item, "employer": employer, "day": day}
    with notebook.writing() as connection:
        saved = Writer(connection, notebook.identity).save(Entry("withdrawal", values))
        cards = _shown_cards(connection, notebook, client, "told")
        return Withdrawn(saved, _knowers(connection, cards, item, employer))


def agree(
    notebook: Notebook,
    client: str,
    items: Sequence[str],
    *,
    agreed_on: date,
    review_on: date | None = None,
    how: str | None = None,
    copy_given: bool | None = None,
    plan: str | None = None,
    entries: Sequence[Entry] = (),
    seen: Seen | None = None,
) -> Saved:
    """Record that the client agrees to these items as they stand now; it replaces what was agreed before.

    An item that was said before a withdrawal is said anew with it: otherwise the withdrawal would go on standing.

    Args:
        notebook: an open notebook.
        client: id of the client.
        items: ids of the items that are agreed to.
        agreed_on: the day of the agreement.
        review_on: when it is looked at again.
        how: "signed" or "spoken".
        copy_given: whether the client has a copy.
        plan: id of the plan.
        entries: what is saved first, with the agreement or not at all: the items as the client said them, the talk.
        seen: what was on the screen; None: what is here now, as a script would see it.

    Raises:
        Refusal: UNKNOWN_RECORD for an item that is not here or not this client's; BAD_VALUES for one in conflict;
            CHANGED_MEANWHILE where something arrived that was not on the screen: nobody asked the client about it.
    """
    with notebook.writing() as connection:
        if seen is not None and seen != seen_now(connection, client):
            raise Refusal(Reason.CHANGED_MEANWHILE)
        writer = Writer(connection, notebook.identity)
        said = {writer.save(entry).id for entry in entries}
        for id in items:
            if id not in said:
                writer.save(Entry(ITEM.name, _said(read_consents(connection, client), id), id=id))
        states = read_consents(connection, client).reading.records
        current, beside = _current_agreements(states, client), said_beside(connection, client)
        knew = tuple(sorted({*to_be_known(connection, client), *beside})) if beside else None
        names = tuple(sorted(_item_of(states, client, id).sources["decision"] for id in items))
        values: dict[str, Value | None] = {
            "client": client,
            "plan": plan,
            "items": names,
            "replaces": current,
            "agreed_on": agreed_on,
            "review_on": review_on,
            "how": how,
            "copy_given": copy_given,
        }
        return writer.save(Entry(AGREEMENT, values, knew=knew))


def seen_now(connection: Connection, client: str) -> Seen:
    """Return what a talk about telling that begins now has on the screen.

    Args:
        connection: an open transaction.
        client: id of the client.
    """
    states = read_consents(connection, client).reading.records
    known = to_be_known(connection, client)
    items = {
        state.id: tuple(sorted({*state.heads, *known}))
        for state in states.values()
        if state.record == ITEM.name and state.client == client and not state.removed
    }
    return Seen(
        known, _current_agreements(states, client), dict(sorted(items.items())), said_beside(connection, client)
    )


def conditions(notebook: Notebook, client: str, day: date) -> tuple[Condition, ...]:
    """Return how the four conditions of criterion 13 stand for a client, with the rows that show it.

    What was talked about under any card of that person was talked about.
    """
    with notebook.writing() as connection:
        return _conditions(connection, _shown_cards(connection, notebook, client, "disclosure_discussion"), day)


def _shown_cards(connection: Connection, notebook: Notebook, client: str, record: str) -> tuple[str, ...]:
    """Return all cards of a person, each with its line in the log: what is about any of them is shown."""
    cards = cards_within(connection, client)
    for card in cards:
        write_line(connection, notebook.identity, Act.SHOWN, client=card, record=record)
    return cards


def _current_agreements(states: Mapping[str, RecordState], client: str) -> tuple[str, ...]:
    """Return the agreements under one card that no other of it replaces: a joined double keeps its own."""
    own = {state.id: state for state in states.values() if state.record == AGREEMENT and state.client == client}
    return tuple(sorted(id for id, state in own.items() if not own.keys() & set(state.replaced_by)))


def _item_of(states: Mapping[str, RecordState], client: str, id: str) -> RecordState:
    state = states.get(id)
    if state is None or state.record != ITEM.name or state.removed or state.client != client:
        raise Refusal(Reason.UNKNOWN_RECORD, record=ITEM.name)
    if state.conflicts:
        raise Refusal(Reason.BAD_VALUES, record=ITEM.name, fields="consent")
    return state


def _said(consents: Consents, id: str) -> dict[str, Value | None]:
    values = _item_of(consents.reading.records, consents.client, id).values
    return {name: values[name] for name in ITEM.groups["consent"] if name in values}


def _knowers(
    connection: Connection, cards: Sequence[str], item: str | None, employer: str | None
) -> tuple[Knower, ...]:
    query = select(_told).where(_told.c.client.in_(cards), _told.c.removed.is_(False))
    if item is not None:
        query = query.where(_told.c.item == item)
    if employer is not None:
        query = query.where(_told.c.employer == employer)
    rows = connection.execute(query.order_by(_told.c.day.desc(), _told.c.id.desc())).mappings()
    return tuple(
        Knower(row["id"], row["day"], row["employer"], row["item"], row["words"], row["to_whom"] or ())
        for row in rows
    )


def _conditions(connection: Connection, cards: Sequence[str], day: date) -> tuple[Condition, ...]:
    talks = _standing(connection, _discussions, cards, day)
    items = _standing(connection, ITEM.table, cards, None)
    first = _first_contact(connection, cards, day)
    free = tuple(talk["id"] for talk in talks if talk["freedom_explained"])
    covering = tuple(
        talk["id"]
        for talk in talks
        if talk["pros_and_cons"] and talk["accommodation_linked"] and talk["role_explained"]
        if first is None or talk["day"] <= first
    )
    worded = tuple(item["id"] for item in items if item["decision"] and item["wording"])
    days = {talk["day"] for talk in talks}
    entry = connection.scalar(select(func.min(_clients.c.entry)).where(_clients.c.id.in_(cards)))
    trouble = any(talk["occasion"] == "trouble_at_work" for talk in talks)
    needed = trouble or (entry is not None and day - entry > TWO_MONTHS)
    return (
        Condition("a", bool(free) or None, free),
        Condition("b", bool(covering) or (None if first is None else False), covering),
        Condition("c", bool(worded), worded),
        Condition("d", len(days) > 1 or (False if needed else None), tuple(talk["id"] for talk in talks)),
    )


def _standing(connection: Connection, table: Any, cards: Sequence[str], day: date | None) -> list[Mapping[str, Any]]:
    query = select(table).where(table.c.client.in_(cards), table.c.removed.is_(False))
    if day is not None:
        query = query.where(table.c.day <= day).order_by(table.c.day, table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _first_contact(connection: Connection, cards: Sequence[str], day: date) -> date | None:
    """Return the first day on which an employer was contacted for this client, or was told something about them."""
    told = connection.scalar(
        select(_told.c.day)
        .where(_told.c.client.in_(cards), _told.c.removed.is_(False), _told.c.day <= day)
        .order_by(_told.c.day)
    )
    contact = connection.scalar(
        select(_events.c.day)
        .join(_parts, _parts.c.event == _events.c.id)
        .where(
            _parts.c.client.in_(cards),
            _parts.c.removed.is_(False),
            _events.c.removed.is_(False),
            _events.c.employer.is_not(None),
            _events.c.status == "held",
            _events.c.day <= day,
        )
        .order_by(_events.c.day)
    )
    return min((found for found in (told, contact) if found is not None), default=None)
