"""The kinds of record of a client, of the worker and of the team: how many there are of each, and the newest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from store.history.shape import Kind
from store.records import RECORD_TYPES
from store.records.marks import Day
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

OF_CLIENT = (
    "stage_period",
    "service_agreement",
    "service_basis",
    "referral",
    "profile_session",
    "job_goal",
    "job_search_plan",
    "job",
    "job_terms",
    "job_review",
    "planned_support",
    "job_support_plan",
    "benefits_counselling",
    "outreach_attempt",
    "client_evaluation",
    "postponed_due",
)
"""What is written about a client beside the card, the events, the profile and what is told, as it comes about."""

OF_WORKER = ("time_use", "leave", "contact_log_review", "field_mentoring", "supervision", "working_share")
"""What is a worker's own."""

OF_TEAM = ("meeting", "unnamed_refusal", "improvement_action", "dated_rule")
"""What belongs to the team."""


@dataclass(frozen=True)
class KindCount:
    """One kind of record.

    Attributes:
        record: record type.
        count: how many there are.
        newest: the day of the newest; None where there is none, or the kind has no day.
    """

    record: str
    count: int
    newest: date | None


def count_kinds(notebook: Notebook, records: Sequence[str], client: str | None = None) -> tuple[KindCount, ...]:
    """Return how many records of some kinds there are, and the newest of each.

    Args:
        notebook: an open notebook.
        records: the record types.
        client: whom they are about; None: all that this notebook holds.
    """
    found = []
    with notebook.writing() as connection:
        for record in records:
            record_type = RECORD_TYPES[record]
            table, day = record_type.table, record_type.declared.day
            # The part of an event has its day from the event.
            dated = day if day is not None and isinstance(record_type.fields[day].mark, Day) else None
            newest = func.max(table.c[dated]) if dated is not None else func.max(None)
            query = select(func.count(), newest).select_from(table).where(table.c.removed.is_(False))
            if client is not None:
                query = query.where(table.c.client == client)
            count, last = connection.execute(query).one()
            found.append(KindCount(record, count, last))
        write_line(connection, notebook.identity, Act.LISTED, client=client, ground="kinds")
    return tuple(found)


def correctable_kinds() -> tuple[str, ...]:
    """Return the record types about a client that a form alters: the others are kept in versions, or only grow."""
    return tuple(
        name
        for name, one in RECORD_TYPES.items()
        if one.kind is Kind.EDITABLE and not one.declared.internal and "client" in one.fields
    )


def is_version(record: str) -> bool:
    """Tell whether a record type is kept in versions: what was written stays, and a new one replaces it."""
    return RECORD_TYPES[record].kind is Kind.FROZEN


def may_write(notebook: Notebook, record: str) -> bool:
    """Tell whether this notebook may write a record type; some are the office's alone.

    Args:
        notebook: an open notebook.
        record: record type.
    """
    return notebook.identity.role in RECORD_TYPES[record].declared.written_by


def versions_standing(shown: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the ids of the versions that nothing replaces.

    Args:
        shown: by id, the ids of the versions that replace it.
    """
    return tuple(id for id, by in shown.items() if not by)
