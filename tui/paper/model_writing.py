"""Writing the papers of the models where a person chose: each is listed as a file in clear, and logged."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from store.clear_files import require_clear_folder, write_clear
from store.reading import find, show
from store.use_log import Act
from tui.forms.saying import title_of
from tui.language import speaking
from tui.paper.model_pages import certificate_sheet, period_sheet, slip_sheet
from tui.paper.sheet import Sheet, to_pdf

if TYPE_CHECKING:
    from store.models.person_card import PairView
    from store.notebook import Notebook


def write_slip(notebook: Notebook, found: PairView, folder: Path, day: date) -> Path:
    """Write the peer's hours as PDF; return the file, whose name says nothing of whom it is about.

    Args:
        notebook: an open notebook.
        found: what the pair looks at.
        folder: where a person chose.
        day: of which day the paper is.

    Raises:
        Refusal: FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK ….
    """
    return _write(notebook, slip_sheet(found, day), folder, "hours_slip", None)


def write_record_paper(notebook: Notebook, record: str, id: str, folder: Path, day: date) -> Path:
    """Write the paper of a record as PDF: a certificate of training, or a period in easy words for the client.

    Args:
        notebook: an open notebook.
        record: ``series_member`` or ``activity_period``.
        id: of the record.
        folder: where a person chose.
        day: of which day the paper is.

    Raises:
        Refusal: UNKNOWN_RECORD; FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK ….
    """
    shown = show(notebook, record, id)
    if record == "series_member":
        course = find(notebook, "series", str(shown.values.get("series")))
        person = find(notebook, "person", str(shown.values.get("person")))
        name = title_of("person", person.values) if person is not None else str(shown.values.get("name") or "")
        sheet = certificate_sheet(name, course.values if course is not None else {}, shown.values, day)
        return _write(notebook, sheet, folder, "certificate", None)
    client = show(notebook, "client", str(shown.client))
    place = find(notebook, "activity_place", str(shown.values.get("activity_place")))
    with speaking(str(client.values.get("service_language") or "fi")):
        where = title_of("activity_place", place.values) if place is not None else ""
        sheet = period_sheet(title_of("client", client.values), where, shown.values, day)
    return _write(notebook, sheet, folder, "activity_period", shown.client)


def _write(notebook: Notebook, sheet: Sheet, folder: Path, what: str, client: str | None) -> Path:
    require_clear_folder(notebook, folder)
    path = folder / f"page-{secrets.token_hex(4)}.pdf"
    write_clear(notebook, path, to_pdf(sheet), what, client=client, act=Act.PRINTED)
    return path
