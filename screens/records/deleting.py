"""Deleting from a form: what is asked once, with the harmless answer first, and what may be deleted at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from screens.day.event_known import KnownEvent
from screens.day.event_parts import ClientPart
from store.history.shape import Consent, Kind
from store.notebook import Notebook
from store.records import RECORD_TYPES
from tui.forms.saying import choice_of
from tui.language.dates import long_day
from tui.widgets.page import Page

KEEP, DELETE, DELETE_PART = "delete.keep", "delete.do", "delete.part"
"""Answers: nothing is deleted, everything that was asked about is, or only the part of one client."""


def may_delete(notebook: Notebook, record: str) -> bool:
    """Tell whether a form may delete a record of this type: a consent is withdrawn, and what is frozen stays.

    Args:
        notebook: the open notebook.
        record: record type.
    """
    declared = RECORD_TYPES[record]
    ours = notebook.identity.role in declared.written_by
    return ours and declared.consent is Consent.NONE and declared.kind is not Kind.FROZEN


def part_with_focus(form: Page[Any]) -> ClientPart | None:
    """Return the saved part of a client where the cursor is, or None.

    Args:
        form: the form of an event.
    """
    above = form.focused.ancestors_with_self if form.focused is not None else ()
    part = next((one for one in above if isinstance(one, ClientPart)), None)
    return part if part is not None and part.known.part is not None else None


def said_of_event(known: KnownEvent, employer: str, clients: str) -> str:
    """Say which event it is: its kind, day, place and clients.

    Args:
        known: the event as it stands.
        employer: name of the employer, or nothing.
        clients: their short names, or nothing.
    """
    kind, day = known.event.values.get("kind"), known.event.values.get("day")
    parts = (choice_of("kind", str(kind)) if kind else "", long_day(day) if isinstance(day, date) else "")
    return " · ".join(part for part in (*parts, employer, clients) if part)
