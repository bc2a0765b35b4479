"""The client's rights: what was asked and when it was answered, and from when the times of keeping run (law.md)."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About
from store.records.base import Declaration, Fields, Record, not_before
from store.records.marks import Choice, Day, Id, Line, Reference, Required, Section

REQUESTS = ("told", "looked", "everything", "correction", "erasure", "other")
"""What a client may ask: what was told of them, who looked, everything, a correction, erasure (GDPR 12, 15–17)."""

BEGINNINGS = ("matter_closed", "need_ended", "died")
"""From when a time of keeping runs (703/2023, annex): a matter closed, the need ended, death."""


class DataRequestFields(Fields):
    """A client asked something about their own data: an answer is due within a month (GDPR 12(3))."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("asked_on", "answered_on"),),
        title=("asked", "asked_on"),
        order=("-asked_on", "-id"),
        day="asked_on",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required(), Section("request")] = None
    asked: Annotated[str | None, Choice(*REQUESTS), Required()] = None
    asked_on: Annotated[date | None, Day(), Required()] = None
    answered_on: Annotated[date | None, Day()] = None
    answer: Annotated[str | None, Line(300)] = None


class DataRequest(DataRequestFields, Record, table=True):
    """The rows of ``data_request``."""


class KeepingStartFields(Fields):
    """From when a time of keeping runs: one record for each matter that was closed, and one for death."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("beginning", "day"),
        order=("-day", "-id"),
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required(), Section("keeping")] = None
    beginning: Annotated[str | None, Choice(*BEGINNINGS), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    service: Annotated[str | None, Line(120)] = None


class KeepingStart(KeepingStartFields, Record, table=True):
    """The rows of ``keeping_start``."""
