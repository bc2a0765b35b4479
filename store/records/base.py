"""What every record type has in common, and what a declaration says beside its fields."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from store.history.shape import About, Consent, Kind
from store.records.columns import Kept
from store.records.mechanisms import Due, Mechanism
from store.schema import Identifier

SCHEMA = 4
"""Version of all declarations together; a change says which one it was written with."""

BOTH_ROLES = frozenset({"coach", "office"})
OFFICE_ONLY = frozenset({"office"})


class Retention(StrEnum):
    """How long a record is kept. The numbers are the office's data; the classes are the law's (domain/law.md)."""

    SERVICE = "service"
    """Ten years from the closing of the client's matter."""
    BASIC_DATA = "basic_data"
    """Basic data and the document of the client relation: two years after death."""
    VOUCHER = "voucher"
    """What money was paid on: three years (domain/law.md)."""
    EMPLOYER = "employer"
    """Nobody's client data: as long as the service needs it."""
    STAFF = "staff"
    """People who work in the service."""
    ACTIVITY = "activity"
    """What the service did and with what means, with no client in it: as long as its reports need it."""
    LASTING = "lasting"
    """What keeps the history true (chains, erasures, holds); holds no value that a person told us."""


@dataclass(frozen=True)
class Rule:
    """A rule between fields.

    Attributes:
        name: code of the rule (``rule.<name>``), said to the person when it fails.
        fields: the fields that it looks at; it is asked only when all of ``fields`` matter to it.
        fails: a pure function of the whole values.
    """

    name: str
    fields: tuple[str, ...]
    fails: Callable[[Mapping[str, Any]], bool]


def not_before(earlier: str, later: str) -> Rule:
    """Return the rule that one day does not lie before another; either may be missing."""

    def fails(values: Mapping[str, Any]) -> bool:
        first, last = values.get(earlier), values.get(later)
        return first is not None and last is not None and last < first

    return Rule(f"{later}_before_{earlier}", (earlier, later), fails)


def needs(name: str, field: str, value: str, needed: str) -> Rule:
    """Return the rule that where ``field`` is ``value``, ``needed`` must be there."""

    def fails(values: Mapping[str, Any]) -> bool:
        return values.get(field) == value and values.get(needed) is None

    return Rule(name, (field, needed), fails)


def any_of(name: str, *fields: str) -> Rule:
    """Return the rule that at least one of some fields must be there."""

    def fails(values: Mapping[str, Any]) -> bool:
        return all(values.get(field) is None for field in fields)

    return Rule(name, fields, fails)


@dataclass(frozen=True)
class Declaration:
    """What a record type says of itself beside its fields.

    Attributes:
        kind: how it lives on after it was written.
        consent: its part in what may be told.
        about: how its client is found.
        written_by: roles of a chain that may write it (DESIGN 4, authority).
        retention: how long it is kept.
        employer_side: it holds facts of an employer, is seen by the whole team, and has no client in it.
        of_workers: fields that name workers. Where it says any, the record is these workers' own (USERS 13): the
            office delivers it to their laptops alone.
        internal: made by the program's own acts; no form writes it.
        rules: rules between its fields.
        title: the fields that name one record in a list.
        order: the fields that a list is ordered by; a leading ``-`` means downwards.
        day: the field that says on which day it happened; search shows the newest first.
        indexed: fields that other records or screens look it up by.
        stays_at_office: no laptop gets it. Where neither this nor ``of_workers`` is said, a record about nobody goes
            to every laptop, and one about a client to those of the client's coaches: what the office gives to all
            (settings, criteria, allowance classes, materials, phrases) needs no more than its class.
        mechanism: the engine of the operating models that it belongs to.
        systems: the systems of the operating models that it serves (M0.1 to M4.8).
        due: its days on which somebody must do something.
    """

    kind: Kind = Kind.EDITABLE
    consent: Consent = Consent.NONE
    about: About = About.NOBODY
    written_by: frozenset[str] = BOTH_ROLES
    retention: Retention = Retention.SERVICE
    employer_side: bool = False
    of_workers: tuple[str, ...] = ()
    stays_at_office: bool = False
    internal: bool = False
    rules: tuple[Rule, ...] = ()
    title: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    day: str | None = None
    indexed: tuple[str, ...] = ()
    mechanism: Mechanism | None = None
    systems: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()


class Fields:
    """Base of the field classes: the declaration itself. Nothing is an object of it (``store.records.columns``)."""

    declared: ClassVar[Declaration]


class Record:
    """What every table of records has beside its fields.

    Attributes:
        id: UUIDv7.
        removed: it was deleted (undoing brings it back).
        unsettled: its history must be read before it is shown: a conflict is open, or a change is kept aside.
        search_key: its place in the search index; the day it happened comes first.
    """

    declared: ClassVar[Declaration]

    id: Annotated[str, Kept(Identifier)]
    removed: bool = False
    unsettled: bool = False
    search_key: int | None = None

    def __init_subclass__(cls, *, table: bool) -> None:
        """Take ``table=True``, which says in the declaration itself that its rows are kept."""
        super().__init_subclass__()


def name_of(class_name: str) -> str:
    """Return the name of a record type from its class: ``ContactPerson`` is ``contact_person``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", class_name).lower()
