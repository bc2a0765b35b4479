"""Gathering the rows of the criteria: each record type is read in one look, and a coach's own can be taken out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, select, type_coerce

from store.one_person import stands_within
from store.quality import rows
from store.quality.narrowing import as_one, needed_since
from store.records import RECORD_TYPES
from store.schema import Identifier, id_text

_KINDS: dict[str, Any] = {
    "client": rows.Client,
    "assignment": rows.Assignment,
    "event": rows.Event,
    "event_client_part": rows.Part,
    "event_employer_part": rows.Visit,
    "job_search_plan": rows.Plan,
    "job": rows.Job,
    "job_terms": rows.Terms,
    "job_review": rows.JobReview,
    "vocational_profile": rows.Profile,
    "profile_session": rows.Session,
    "service_agreement": rows.Agreement,
    "benefits_counselling": rows.Counselling,
    "postponed_due": rows.PutOff,
    "disclosure_discussion": rows.Talk,
    "disclosure_item": rows.Item,
    "told": rows.Told,
    "time_use": rows.TimeUse,
    "leave": rows.Leave,
    "working_share": rows.Share,
    "contact_log_review": rows.LogReview,
    "meeting": rows.Meeting,
    "supervision": rows.Supervision,
    "field_mentoring": rows.Mentoring,
    "outreach_attempt": rows.Outreach,
    "referral": rows.Referral,
    "unnamed_refusal": rows.Refused,
}

_HAS = "has_"
"""Of a column named so only whether something stands in it is read."""

_OF_WORKER = ("time_use", "leave", "working_share", "contact_log_review", "field_mentoring")


def read_rows(connection: Connection, since: date | None = None) -> rows.Rows:
    """Read everything that the criteria are counted from; what was deleted is in no figure, and a person is one.

    Args:
        connection: an open transaction.
        since: first day of the period that is counted; what can be in no figure of it is not read. None: everything.
    """
    stands = stands_within(connection)
    ids, wanted = _Ids(), {} if since is None else needed_since(since, stands)
    found = {record: _read(connection, record, kind, ids, wanted.get(record)) for record, kind in _KINDS.items()}
    return as_one(rows.Rows(**found), stands)


def counted_from() -> dict[str, tuple[str, ...]]:
    """Return which columns of each record type are looked at to count the criteria."""
    return {record: tuple(name.removeprefix(_HAS) for name in kind._fields) for record, kind in _KINDS.items()}


class _Ids(dict[bytes | None, str | None]):
    """The ids that were read, each spelled once: one event stands in its own row and in those of its parts."""

    def __missing__(self, raw: bytes | None) -> str | None:
        spelled = self[raw] = None if raw is None else id_text(raw)
        return spelled


def _read(
    connection: Connection, record: str, kind: Any, ids: _Ids, wanted: ColumnElement[bool] | None
) -> tuple[Any, ...]:
    table = RECORD_TYPES[record].table
    columns, spelled = [], []
    for place, name in enumerate(kind._fields):
        # Whether something was written is enough: a text that a client said is not fetched to be counted.
        column = table.c[name[len(_HAS) :]].is_not(None).label(name) if name.startswith(_HAS) else table.c[name]
        if isinstance(column.type, Identifier):
            spelled.append(place)
            column = type_coerce(column, LargeBinary(16))
        columns.append(column)
    query = select(*columns).where(table.c.removed.is_(False))
    every = connection.execute(query if wanted is None else query.where(wanted)).all()
    found: list[Any] = list(zip(*every, strict=True))
    for place in spelled if found else ():
        found[place] = map(ids.__getitem__, found[place])
    # Column by column and without a call of Python's own for each row: an office has a hundred thousand of them.
    return tuple(map(partial(tuple.__new__, kind), zip(*found, strict=True)))


def of_worker(of_all: rows.Rows, worker: str, day: date) -> rows.Rows:
    """Return what is one coach's: own clients on a day with all that is about them, and the own working time.

    Events stay whole: somebody else's visit to the same client counts for the client. Which contacts with employers
    are the coach's own is asked of each event.

    Args:
        of_all: of the notebook.
        worker: the coach.
        day: the rating day.
    """
    own = {
        row.client
        for row in of_all.assignment
        if row.worker == worker and row.role == "responsible" and rows.holds(row.start, row.end, day)
    }
    kept: dict[str, Any] = {}
    for field in fields(rows.Rows):
        several: Collection[Any] = getattr(of_all, field.name)
        if field.name == "client":
            kept[field.name] = tuple(row for row in several if row.id in own)
        elif field.name in _OF_WORKER:
            kept[field.name] = tuple(row for row in several if row.worker == worker)
        elif field.name != "assignment" and "client" in _KINDS[field.name]._fields:
            # A contact on behalf of another coach's client stays a contact of whoever made it.
            kept[field.name] = tuple(row for row in several if row.client in own or field.name == "event_client_part")
    return replace(of_all, **kept)


def coaches_on(of_all: rows.Rows, day: date) -> tuple[str, ...]:
    """Return who works as a coach on a day: whoever has a share of working time, or clients of their own.

    Args:
        of_all: of the notebook.
        day: the rating day.
    """
    sharing = {row.worker for row in of_all.working_share if rows.holds(row.start, row.end, day)}
    responsible = {
        row.worker for row in of_all.assignment if row.role == "responsible" and rows.holds(row.start, row.end, day)
    }
    return tuple(sorted(sharing | responsible))
