"""The record types of the simulated world, in two schemas, so that old and new programs meet.

They are invented for the simulation and small on purpose: every way in which a record can live on (editable,
append-only, frozen, consent, order of the office) is there once, with a plain field, a group, a set and a rule
that two valid edits can break together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from store.history.change import Body, Value
from store.history.shape import About, Consent, Kind, Shape

OLDEST, NEWEST = 1, 2

PERSON = "person"
NOTE = "note"
EVENT = "event"
EMPLOYER = "employer"
PROFILE = "profile_version"
ITEM = "disclosure_item"
AGREEMENT = "disclosure_agreement"
WITHDRAWAL = "withdrawal"
REQUEST = "erasure_request"
CHAIN = "chain"
ERASURE = "erasure"
HOLD = "legal_hold"
JOIN = "client_join"
RETRACTION = "retraction"
FORK_DECISION = "fork_decision"

OFFICE_ORDERS = frozenset({ERASURE, HOLD, JOIN, RETRACTION, FORK_DECISION})
CONSENTS = frozenset({ITEM, AGREEMENT, WITHDRAWAL})
GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    PERSON: {"address": ("street", "postcode", "town")},
    ITEM: {"consent": ("decision", "employers", "wording")},
}

_OFFICE_ONLY = frozenset({"office"})


def _starts_before_it_ends(values: Mapping[str, Value]) -> tuple[str, ...]:
    start, end = values.get("starts_on"), values.get("ends_on")
    return ("ends_on",) if isinstance(start, date) and isinstance(end, date) and start > end else ()


def _called_was_nickname(body: Body) -> Body:
    """Schema 2 names the field ``called`` that schema 1 named ``nickname``."""
    values = {("called" if name == "nickname" else name): value for name, value in body.set.items()}
    cleared = tuple("called" if name == "nickname" else name for name in body.unset)
    return replace(body, set=values, unset=cleared)


def _as_it_was(body: Body) -> Body:
    return body


def shapes(schema: int) -> dict[str, Shape]:
    """Return the shapes that a program of that schema knows.

    Args:
        schema: 1 or 2.
    """
    called = "called" if schema >= NEWEST else "nickname"
    person = Shape(
        PERSON,
        fields=frozenset({"name", called, "phone", "starts_on", "ends_on"}),
        groups=GROUPS[PERSON],
        sets=frozenset({"tags"}),
        about=About.SELF,
        validate=_starts_before_it_ends,
        upcasts={OLDEST: _called_was_nickname},
    )
    field_about = About.FIELD
    listed = [
        person,
        Shape(NOTE, fields=frozenset({"client", "text", "next_step"}), about=field_about),
        Shape(EVENT, fields=frozenset({"client", "text"}), kind=Kind.APPEND_ONLY, about=field_about),
        Shape(EMPLOYER, fields=frozenset({"name", "phone"}), sets=frozenset({"tags"})),
        Shape(PROFILE, fields=frozenset({"client", "text", "replaces"}), kind=Kind.FROZEN, about=field_about),
        Shape(
            ITEM,
            fields=frozenset({"client"}),
            groups=GROUPS[ITEM],
            consent=Consent.ITEM,
            about=field_about,
        ),
        Shape(
            AGREEMENT,
            fields=frozenset({"client", "items", "replaces", "agreed_on", "review_on"}),
            kind=Kind.FROZEN,
            consent=Consent.AGREEMENT,
            about=field_about,
        ),
        Shape(
            WITHDRAWAL,
            fields=frozenset({"client", "scope", "item", "employer"}),
            kind=Kind.APPEND_ONLY,
            consent=Consent.WITHDRAWAL,
            about=field_about,
        ),
        Shape(REQUEST, fields=frozenset({"client", "ground"})),
        Shape(CHAIN, fields=frozenset({"key", "notebook", "practice", "earlier"}), kind=Kind.APPEND_ONLY),
        Shape(ERASURE, fields=frozenset({"client", "ground"}), written_by=_OFFICE_ONLY),
        Shape(HOLD, fields=frozenset({"client", "ground"}), written_by=_OFFICE_ONLY),
        Shape(JOIN, fields=frozenset({"first", "second"}), written_by=_OFFICE_ONLY),
        Shape(RETRACTION, sets=frozenset({"ranges"}), written_by=_OFFICE_ONLY),
        Shape(FORK_DECISION, fields=frozenset({"chain", "seq"}), sets=frozenset({"keep"}), written_by=_OFFICE_ONLY),
    ]
    upcasts = {OLDEST: _as_it_was}
    return {shape.record: replace(shape, schema=schema, upcasts=shape.upcasts or upcasts) for shape in listed}


def unit_of(record: str, name: str) -> str:
    """Return the name of the group that a field belongs to, or the field itself, in the newest schema."""
    for group, members in GROUPS.get(record, {}).items():
        if name in members:
            return group
    return "called" if name == "nickname" else name
