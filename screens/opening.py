"""Which screen opens a record, wherever it was found; and the people and places behind ids, in words."""

from __future__ import annotations

from datetime import time
from typing import Any

from store.finding import Finding
from store.records import RECORD_TYPES
from store.writing import Saved
from tui.forms.offers import names_of as names_of
from tui.widgets.page import Page


def page_of(record: str, id: str, client: str | None = None) -> Page[Any]:
    """Return the screen of a record.

    Args:
        record: its type.
        id: its id.
        client: the client that it is about, or None.
    """
    from screens.clients.client import ClientPage
    from screens.day.call import CallPage
    from screens.day.event import EventForm
    from screens.employers.employer import EmployerPage
    from screens.records.record_form import RecordForm
    from screens.records.record_version import RecordVersion

    if record == "employer":
        return EmployerPage(id)
    if record == "call":
        return CallPage(id)
    if record == "event":
        return EventForm(id)
    if record == "client" or client is not None:
        return ClientPage(client or id)
    if RECORD_TYPES[record].kind.value != "editable":
        return RecordVersion(record, id)
    return RecordForm(record, id)


def page_of_finding(finding: Finding) -> Page[Any]:
    """Return the screen of what was found; whose number was typed is calling (USERS 12).

    Args:
        finding: a line of the search.
    """
    from screens.day.call import CallPage

    if finding.employer is not None and finding.record in ("employer", "contact_person"):
        if finding.by_number:
            return CallPage(finding.employer, finding.id if finding.record == "contact_person" else None)
        return page_of("employer", finding.employer)
    if finding.event is not None:
        return page_of("event", finding.event)
    return page_of(finding.record, finding.id, finding.client)


def new_event_page(
    kind: str, *, client: str | None = None, employer: str | None = None, start: time | None = None
) -> Page[Saved | None]:
    """Return the form of a new event with everything known already filled in.

    Args:
        kind: of the event.
        client: whom it is about, or None.
        employer: at which employer it is, or None.
        start: when it began, where that is known.
    """
    from screens.day.event import EventForm

    return EventForm(kind=kind, client=client, employer=employer, start=start)
