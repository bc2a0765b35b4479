"""Gathering the rows of the criteria: each record type is read in one look, and a coach's own can be taken out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from store.quality import rows
from store.records import RECORD_TYPES

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

_OF_WORKER = ("time_use", "leave", "working_share", "contact_log_review", "field_mentoring")


def read_rows(connection: Connection) -> rows.Rows:
    """Read everything that the criteria are counted from; what was deleted is in no figure.

    Args:
        connection: an open transaction.
    """
    return rows.Rows(**{record: _read(connection, record, kind) for record, kind in _KINDS.items()})


def _read(connection: Connection, record: str, kind: Any) -> tuple[Any, ...]:
    table = RECORD_TYPES[record].table
    # Whether something was written is enough: a text that a client said is not fetched to be counted.
    columns = [
        table.c[name[4:]].is_not(None).label(name) if name.startswith("has_") else table.c[name]
        for name in kind._fields
    ]
    make: Callable[[Any], Any] = kind._make
    return tuple(map(make, connection.execute(select(*columns).where(table.c.removed.is_(False)))))


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
