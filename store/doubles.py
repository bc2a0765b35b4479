"""Doubles of a client made by two coaches: offered for joining, never joined alone (DESIGN §4, ``same_as``).

A person at the office joins two cards, says that they are two people, or takes either back. All of it is one record
of the pair: it stands where they are one, it is removed where they are not, and then they are not offered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from store.bundle.laptops import require_office
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

_client = RECORD_TYPES["client"].table
_join = RECORD_TYPES["client_join"].table
_living = select(
    _client.c.id,
    _client.c.given_name,
    _client.c.family_name,
    _client.c.customer_number,
    _client.c.phone,
    _client.c.municipality,
    _client.c.entry,
    _client.c.referral_day,
).where(_client.c.removed.is_(False))

MOST_ALIKE = 50
"""So many cards of one name or number are compared; more are no doubles but a field filled with one word."""


class Likeness(StrEnum):
    """Why two cards look like one person. The words are the language's business."""

    CUSTOMER_NUMBER = "customer_number"
    NAME_AND_PHONE = "name_and_phone"
    NAME_AND_ENTRY = "name_and_entry"
    NAME_AND_MUNICIPALITY = "name_and_municipality"


class Standing(StrEnum):
    """What a person has said of a pair."""

    OPEN = "open"
    JOINED = "joined"
    DIFFERENT = "different"
    """They are two people, or a join was taken back."""


@dataclass(frozen=True)
class Double:
    """Two cards that may be, or are, of one person.

    Attributes:
        first: id of the older card.
        second: id of the newer one.
        likeness: why they look alike; empty where they do not and somebody has joined them all the same.
        standing: what a person has said of them.
    """

    first: str
    second: str
    likeness: tuple[Likeness, ...]
    standing: Standing


def doubles(notebook: Notebook) -> tuple[Double, ...]:
    """Return the pairs that look like one person, the undecided first, and all that were decided.

    Args:
        notebook: of the office.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        found = doubles_within(connection)
        for client in sorted({id for one in found for id in (one.first, one.second)}):
            write_line(connection, notebook.identity, Act.LISTED, client=client)
        write_line(connection, notebook.identity, Act.LISTED, record="client_join")
    return found


def doubles_within(connection: Connection) -> tuple[Double, ...]:
    """Return the pairs inside a transaction that does more; see `doubles`. Nothing is logged."""
    rows = {row.id: row for row in connection.execute(_living)}
    decided = _decided(connection)
    alike = _alike(list(rows.values()))
    order = list(Standing)
    one = _one_of(pair for pair, standing in decided.items() if standing is Standing.JOINED)
    found = []
    for pair in alike.keys() | decided.keys():
        standing = decided.get(pair, Standing.OPEN)
        if not rows.keys() >= set(pair):
            continue  # a card that was deleted or erased meanwhile
        if standing is Standing.OPEN and one.get(pair[0], pair[0]) == one.get(pair[1], pair[1]):
            continue  # joined already, through a third
        found.append(Double(*pair, alike.get(pair, ()), standing))
    return tuple(sorted(found, key=lambda each: (order.index(each.standing), each.first, each.second)))


def join_clients(notebook: Notebook, first: str, second: str, ground: str = "") -> Saved:
    """Say that two cards are of one person; nothing of either is lost, and it can be taken back.

    Consents narrow: what one of the two does not allow is not told.

    Args:
        notebook: of the office.
        first: id of a client.
        second: id of another.
        ground: why, in the worker's words.

    Raises:
        Refusal: OFFICE_ONLY; UNKNOWN_RECORD for a client who is not here, or twice the same.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        pair = _pair(connection, first, second)
        held = _held(connection, pair)
        writer = Writer(connection, notebook.identity)
        if held:
            if ground:
                writer.save(Entry("client_join", {"ground": ground}, id=held[0].id))
            return writer.set_removed("client_join", held[0].id, False, None, ground)
        return writer.save(Entry("client_join", {"first": pair[0], "second": pair[1], "ground": ground or None}))


def keep_apart(notebook: Notebook, first: str, second: str, ground: str = "") -> Saved:
    """Say that two cards are of two people, or take a join back; the pair is not offered again.

    Args:
        notebook: of the office.
        first: id of a client.
        second: id of another.
        ground: why, in the worker's words.

    Raises:
        Refusal: as `join_clients`.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        pair = _pair(connection, first, second)
        writer = Writer(connection, notebook.identity)
        held = [row.id for row in _held(connection, pair)]
        if not held:
            # Written and removed in one transaction: no laptop ever gets the one change without the other.
            held = [writer.save(Entry("client_join", {"first": pair[0], "second": pair[1]}, reason=ground)).id]
        removed = [writer.set_removed("client_join", id, True, None, ground) for id in held]
        return removed[0]


def joined_clients(notebook: Notebook, client: str) -> tuple[str, ...]:
    """Return the ids of the other cards of the same person, as the office has joined them.

    Args:
        notebook: the open notebook, a laptop's too.
        client: id of one of them.
    """
    with notebook.reading() as connection:
        return joined_with(connection, client)


def joined_with(connection: Connection, client: str) -> tuple[str, ...]:
    """Return the same inside a transaction."""
    standing = select(_join.c.first, _join.c.second).where(_join.c.removed.is_(False))
    one = _one_of((row.first, row.second) for row in connection.execute(standing))
    stands = one.get(client)
    return tuple(sorted(id for id, of in one.items() if stands is not None and of == stands and id != client))


def _pair(connection: Connection, first: str, second: str) -> tuple[str, str]:
    """Return the ids in the order in which the cards were made: an id begins with its time."""
    known = set(connection.scalars(_living.with_only_columns(_client.c.id).where(_client.c.id.in_((first, second)))))
    if len(known) != 2:
        raise Refusal(Reason.UNKNOWN_RECORD, record="client")
    low, high = sorted((first, second))
    return low, high


def _held(connection: Connection, pair: tuple[str, str]) -> list[Row[Any]]:
    """Return the records of a pair, a standing one first: two workers may have written one each."""
    same = _join.c.first.in_(pair) & _join.c.second.in_(pair)
    return list(connection.execute(select(_join).where(same).order_by(_join.c.removed, _join.c.id)).all())


def _decided(connection: Connection) -> dict[tuple[str, str], Standing]:
    decided: dict[tuple[str, str], Standing] = {}
    for row in connection.execute(select(_join.c.first, _join.c.second, _join.c.removed)):
        if row.first is None or row.second is None or row.first == row.second:
            continue
        pair = (min(row.first, row.second), max(row.first, row.second))
        if not row.removed or pair not in decided:
            decided[pair] = Standing.DIFFERENT if row.removed else Standing.JOINED
    return decided


def _one_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each client that is joined the smallest id of all that are one with it."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        whole = set(pair).union(*(groups.get(id, set()) for id in pair))
        groups |= dict.fromkeys(whole, whole)
    return {id: min(whole) for id, whole in groups.items()}


def _alike(held: list[Any]) -> Mapping[tuple[str, str], tuple[Likeness, ...]]:
    """Return the pairs that look alike, and why; two different customer numbers are two people."""
    found: dict[tuple[str, str], tuple[Likeness, ...]] = {}
    for one, other in _candidates(held):
        numbers = {_letters(one.customer_number), _letters(other.customer_number)}
        same_number = len(numbers) == 1 and "" not in numbers
        if not same_number and "" not in numbers:
            continue
        why = [Likeness.CUSTOMER_NUMBER] if same_number else []
        if _name(one) and _name(one) == _name(other):
            why += _beside_the_name(one, other)
        if why:
            found[(min(one.id, other.id), max(one.id, other.id))] = tuple(why)
    return found


def _candidates(rows: Iterable[Row[Any]]) -> Iterator[tuple[Row[Any], Row[Any]]]:
    """Yield pairs of one number or one name, without comparing everybody with everybody."""
    groups: dict[tuple[str, str], list[Row[Any]]] = {}
    for row in rows:
        for kind, value in (("number", _letters(row.customer_number)), ("name", _name(row))):
            if value:
                groups.setdefault((kind, value), []).append(row)
    for group in groups.values():
        yield from combinations(group[:MOST_ALIKE], 2)


def _beside_the_name(one: Row[Any], other: Row[Any]) -> Iterator[Likeness]:
    phones = {_digits(one.phone), _digits(other.phone)}
    if len(phones) == 1 and "" not in phones:
        yield Likeness.NAME_AND_PHONE
    if {one.entry, one.referral_day} & {other.entry, other.referral_day} - {None}:
        yield Likeness.NAME_AND_ENTRY
    places = {_letters(one.municipality), _letters(other.municipality)}
    if len(places) == 1 and "" not in places:
        yield Likeness.NAME_AND_MUNICIPALITY


def _name(row: Row[Any]) -> str:
    """Return both names, as they would be spelt by anybody; empty where the family name is missing."""
    given, family = _letters(row.given_name), _letters(row.family_name)
    return f"{given} {family}" if given and family else ""


def _letters(text: str | None) -> str:
    return "".join(character for character in (text or "").casefold() if character.isalnum())


def _digits(text: str | None) -> str:
    """Return the last digits of a telephone number, which are the same with and without its country."""
    return "".join(character for character in text or "" if character.isdecimal())[-7:]
