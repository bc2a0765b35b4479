"""Due in the operating models in use: the days that record types declare, and the rhythms and gaps of the models.

What a record type declares as due (``Declaration.due``) has a rule here named by type and field. Nothing is asked for
by a model that whoever is at work does not use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    Connection,
    Date,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from store.due.rules import Rule
from store.due.shown import Due, Person, due_of, person_of
from store.history.shape import About, Kind
from store.models.systems import systems
from store.models.use import OFFICE, in_use
from store.one_person import stands_within
from store.records import RECORD_TYPES
from store.records.paths import CHECK_MONTHS, month_after
from store.schema import Identifier
from store.statements import Statement

if TYPE_CHECKING:
    from store.notebook import Identity

_ENDED_BY = {"placement_agreement": ("placement_ending", "placement_agreement")}
"""Record type → the type and field by which one of its records ends before its time."""

_NAMED_BY = {
    "agreement": "text_reference",
    "gathering": "subject",
    "idea": "own_words",
    "person_details": "person",
    "working_pair": "person",
}
"""Record type about nobody → the field by which Today names it; one that refers to a person gives their name."""

_clients = RECORD_TYPES["client"].table
_persons = RECORD_TYPES["person"].table
_outcomes = RECORD_TYPES["path_outcome"].table
_checks = RECORD_TYPES["outcome_check"].table
_meetings = RECORD_TYPES["meeting"].table
_series = RECORD_TYPES["series"].table
_gatherings = RECORD_TYPES["gathering"].table
_pairs = RECORD_TYPES["working_pair"].table
_workers = RECORD_TYPES["worker"].table

# Today asks at every look: these are compiled once (store.statements), so nothing in them may expand.
_ended_paths = Statement(
    select(_outcomes.c.id, _outcomes.c.client, _outcomes.c.day).where(
        _outcomes.c.removed.is_(False), _outcomes.c.day >= bindparam("first", type_=Date)
    )
)
_looked_at = Statement(select(_checks.c.path_outcome, _checks.c.months_after).where(_checks.c.removed.is_(False)))
_last_team_meeting = Statement(
    select(_meetings.c.day)
    .where(
        _meetings.c.removed.is_(False),
        _meetings.c.meeting_kind == literal_column("'team'"),
        _meetings.c.day <= bindparam("day", type_=Date),
    )
    .order_by(_meetings.c.day.desc())
)
_last_gatherings = Statement(
    select(_series.c.id, _series.c.name, _series.c.rhythm_days, _series.c.end, func.max(_gatherings.c.day))
    .join(_gatherings, _gatherings.c.series == _series.c.id)
    .where(
        _series.c.removed.is_(False),
        _series.c.rhythm_days.is_not(None),
        _gatherings.c.removed.is_(False),
        _gatherings.c.status != literal_column("'cancelled'"),
    )
    .group_by(_series.c.id, _series.c.name, _series.c.rhythm_days, _series.c.end)
    .order_by(_series.c.id)
)
_all_pairs = Statement(select(_pairs.c.worker, _pairs.c.start, _pairs.c.end).where(_pairs.c.removed.is_(False)))
_all_workers = Statement(
    select(_workers.c.id, _workers.c.name, _workers.c.roles, _workers.c.active)
    .where(_workers.c.removed.is_(False))
    .order_by(_workers.c.id)
)


class _Found(NamedTuple):
    """A day that a record declares: what ``_query`` selects."""

    code: str
    id: str
    client: str | None
    person: str | None
    name: str | None
    until: date


@dataclass(frozen=True)
class Declared:
    """A day that a record type declares.

    Attributes:
        code: the rule.
        record: record type.
        field: the day.
        unless: a field that settles it, or None.
    """

    code: str
    record: str
    field: str
    unless: str | None


@lru_cache(maxsize=1)
def declared_dues() -> tuple[Declared, ...]:
    """Return what all record types declare as due, each with its rule."""
    return tuple(
        Declared(f"{name}_{due.field}", name, due.field, due.unless)
        for name, of in RECORD_TYPES.items()
        for due in of.declared.due
    )


def of_models(connection: Connection, identity: Identity, rules: Mapping[str, Rule], day: date) -> Iterator[Due]:
    """Yield what is due in the models that are in use.

    Args:
        connection: an open transaction.
        identity: who is at work.
        rules: as they are on that day.
        day: the day on the wall.
    """
    used = in_use(connection, identity, day).models
    codes = {code for system in systems().values() if system.model in used for code in system.due}
    if not codes:
        return
    yield from _declared(connection, rules, codes, day)
    if "outcome_check" in codes:
        yield from _outcome_checks(connection, rules["outcome_check"], day)
    if "team_meeting" in codes:
        yield from _team_meeting(connection, rules["team_meeting"], day)
    if "series_rhythm" in codes:
        yield from _rhythms(connection, rules["series_rhythm"], day)
    if "pair_gap" in codes:
        yield from _pair_gaps(connection, identity, rules["pair_gap"], day)


# ---- days that record types declare


@lru_cache(maxsize=1)
def _all_declared() -> Statement:
    return Statement(union_all(*(_query(one) for one in declared_dues())))


def _query(one: Declared) -> Select[Any]:
    table, about = RECORD_TYPES[one.record].table, RECORD_TYPES[one.record].about is About.FIELD
    name = _NAMED_BY.get(one.record, "")
    nobody = cast(null(), Identifier)
    query = select(
        literal_column(f"'{one.code}'", String).label("code"),
        table.c.id.label("id"),
        (table.c.client if about else nobody).label("client"),
        (table.c.person if name == "person" else nobody).label("person"),
        (table.c[name] if name and name != "person" else cast(null(), String)).label("name"),
        table.c[one.field].label("until"),
    ).where(
        table.c.removed.is_(False),
        table.c[one.field] <= bindparam("last", type_=Date),
        table.c[one.field] >= bindparam("first", type_=Date),
    )
    return query if one.unless is None else query.where(table.c[one.unless].is_(None))


def _declared(connection: Connection, rules: Mapping[str, Rule], codes: set[str], day: date) -> Iterator[Due]:
    wanted = {one.code: one for one in declared_dues() if one.code in codes}
    ahead = max((rules[code].ahead for code in wanted), default=0)
    lasts = max((rules[code].lasts for code in wanted), default=0)
    span = {"last": day + timedelta(days=ahead), "first": day - timedelta(days=lasts)}
    rows = [row for row in map(_Found._make, _all_declared().rows(connection, span)) if row.code in wanted]
    rows = [row for row in rows if row.until >= day - timedelta(days=rules[row.code].lasts)]
    over = _over(connection, {wanted[row.code].record for row in rows})
    clients = _open_clients(connection, {row.client for row in rows if row.client is not None})
    persons = _person_names(connection, {row.person for row in rows if row.person is not None})
    for row in sorted(rows, key=lambda row: (row.until, row.id)):
        one, rule = wanted[row.code], rules[row.code]
        if row.id in over:
            continue
        if row.client is not None:
            if row.client in clients:
                yield due_of(rule, clients[row.client], row.until, row.until, subject=row.id, of=one.record)
            continue
        name = (row.name or persons.get(row.person or "") or "").split("\n", 1)[0]
        whom = Person(row.id, name, "")
        yield due_of(rule, whom, row.until, row.until, subject=row.id, record=one.record, of=one.record)


def _over(connection: Connection, records: set[str]) -> set[str]:
    """Return the ids of records of some types that a newer version replaces, or that ended before their time."""
    over: set[str] = set()
    for record in sorted(records):
        of = RECORD_TYPES[record]
        if of.kind is Kind.FROZEN and "replaces" in of.fields:
            replaces = select(of.table.c.replaces).where(of.table.c.removed.is_(False))
            over.update(id for named in connection.scalars(replaces) for id in named or ())
        if record in _ENDED_BY:
            ending, field = _ENDED_BY[record]
            table = RECORD_TYPES[ending].table
            over.update(connection.scalars(select(table.c[field]).where(table.c.removed.is_(False))))
    return over


def _open_clients(connection: Connection, ids: set[str]) -> dict[str, Person]:
    """Return the clients in the service behind some ids, joined cards as the one that stands for them."""
    if not ids:
        return {}
    stands = stands_within(connection)
    wanted = sorted({stands.get(id, id) for id in ids})
    query = select(_clients.c.id, _clients.c.given_name, _clients.c.family_name).where(
        _clients.c.id.in_(wanted), _clients.c.removed.is_(False), _clients.c.closed.is_(None)
    )
    found = {row["id"]: person_of(row) for row in connection.execute(query).mappings()}
    return {id: found[stands.get(id, id)] for id in ids if stands.get(id, id) in found}


def _person_names(connection: Connection, ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    query = select(_persons.c.id, _persons.c.name).where(_persons.c.id.in_(sorted(ids)))
    return {row.id: row.name or "" for row in connection.execute(query)}


# ---- rhythms and gaps


def _outcome_checks(connection: Connection, rule: Rule, day: date) -> Iterator[Due]:
    """Yield the looks at where a path led, so many months after it, that nobody has written down (M2.13)."""
    first = day - timedelta(days=366 + rule.lasts)
    outcomes = _ended_paths.rows(connection, {"first": first})
    if not outcomes:
        return
    looked = set(_looked_at.rows(connection))
    clients = _open_clients(connection, {client for _id, client, _day in outcomes})
    for id, client, ended in outcomes:
        for months in CHECK_MONTHS:
            until = month_after(ended, months)
            asked = (id, months) not in looked and until >= day - timedelta(days=rule.lasts)
            if asked and client in clients:
                yield due_of(rule, clients[client], ended, until, subject=id, of="path_outcome")


def _team_meeting(connection: Connection, rule: Rule, day: date) -> Iterator[Due]:
    """Yield the team's next meeting: at most a week lies between two, once there was one (M0.6)."""
    last = _last_team_meeting.first(connection, {"day": day})
    if last is not None and last[0] >= day - timedelta(days=rule.lasts):
        yield due_of(rule, Person("", "", ""), last[0], record="meeting")


def _rhythms(connection: Connection, rule: Rule, day: date) -> Iterator[Due]:
    """Yield groups whose rhythm asks for a gathering and for which none is planned."""
    for id, name, rhythm, end, last in _last_gatherings.rows(connection):
        until = last + timedelta(days=rhythm)
        goes_on = end is None or end >= day
        if goes_on and last <= day and until >= day - timedelta(days=rule.lasts):
            yield due_of(rule, Person(id, name or "", ""), last, until, subject=id, record="series", of="series")


def _pair_gaps(connection: Connection, identity: Identity, rule: Rule, day: date) -> Iterator[Due]:
    """Yield the coaches who have no named peer coach now: at the office all, on a laptop oneself (M0.2)."""
    held: dict[str, date] = {}
    paired = set()
    for worker, start, end in _all_pairs.rows(connection):
        if start <= day and (end is None or end >= day):
            paired.add(worker)
        elif end is not None and end < day:
            held[worker] = max(end, held.get(worker, end))
    for id, name, roles, active in _all_workers.rows(connection):
        own = identity.role == OFFICE or id == identity.worker
        if own and active is not False and "coach" in (roles or ()) and id not in paired:
            since = held.get(id, day)
            yield due_of(rule, Person(id, name or "", ""), since, record="worker", of="worker")


__all__ = ["Declared", "declared_dues", "of_models"]
