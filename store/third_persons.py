"""Third persons in a text that goes into one client's case record: named, so that a person decides about them.

Other clients above all: being a client is confidential (domain: law). Then contact persons, and kin who are named
only as such (äiti, mor, mother). It would rather say one too many than one too few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import tomli
from sqlalchemy import Connection, select

from store.records import RECORD_TYPES
from store.search import stems_of
from store.search_index import WORD

SHORTEST = 3
"""A shorter name is compared whole: as a beginning it would be everywhere."""

LONGEST_ENDING = 5
"""So many letters may follow a name: Mikalle, Mikaltakin."""

_clients = RECORD_TYPES["client"].table
_contacts = RECORD_TYPES["contact_person"].table
_client_names = select(_clients.c.id, _clients.c.given_name, _clients.c.family_name, _clients.c.nickname)
_contact_names = select(_contacts.c.name).where(_contacts.c.removed.is_(False))


class Who(StrEnum):
    """Who a third person is."""

    CLIENT = "client"
    CONTACT = "contact"
    KIN = "kin"


@dataclass(frozen=True)
class ThirdPerson:
    """Somebody else than the client whom a text names.

    Attributes:
        word: as it stands in the text.
        who: another client, somebody at an employer, or kin.
    """

    word: str
    who: Who


def third_persons(connection: Connection, text: str, client: str) -> tuple[ThirdPerson, ...]:
    """Return the third persons that a text names, in the order of the text, each word once.

    Args:
        connection: from a transaction that writes a line in the use log.
        text: what is to be taken to the case record.
        client: whose record it is.
    """
    own: set[str] = set()
    others: set[str] = set()
    for row in connection.execute(_client_names):
        names = {name.lower() for text_ in row[1:] if text_ for name in WORD.findall(text_)}
        if row.id == client:
            own |= names
        else:
            others |= names
    at_work = {word.lower() for name in connection.scalars(_contact_names) if name for word in WORD.findall(name)}
    found: dict[str, ThirdPerson] = {}
    for word in WORD.findall(text):
        if word in found:
            continue
        who = _who(word, own, others, at_work)
        if who is not None:
            found[word] = ThirdPerson(word, who)
    return tuple(found.values())


def _who(word: str, own: set[str], others: set[str], at_work: set[str]) -> Who | None:
    if word[0].isupper() and not _is_form(word, own):
        if _is_form(word, others):
            return Who.CLIENT
        if _is_form(word, at_work):
            return Who.CONTACT
    return None if stems_of(word.lower()).isdisjoint(_kin()) else Who.KIN


def _is_form(word: str, names: Iterable[str]) -> bool:
    lower = word.lower()
    stems = stems_of(lower)
    for name in names:
        if lower == name or not stems.isdisjoint(stems_of(name)):
            return True
        if len(name) >= SHORTEST and lower.startswith(name) and len(lower) - len(name) <= LONGEST_ENDING:
            return True
    return False


@cache
def _kin() -> frozenset[str]:
    table = tomli.loads(Path(__file__).with_name("kin.toml").read_text(encoding="utf-8"))
    return frozenset(stem for words in table.values() for word in words for stem in stems_of(word))
