"""Writing the papers of the models where a person chose: each is listed as a file in clear, and logged."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
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


@dataclass(frozen=True)
class SlipPaper:
    """The hours of a peer, to be signed.

    Attributes:
        pair: what the pair looks at.
    """

    pair: PairView

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; see ``Paper``."""
        with speaking(language):
            sheet = slip_sheet(self.pair, day)
        return _write(notebook, sheet, folder, "hours_slip", None)


@dataclass(frozen=True)
class CertificatePaper:
    """A certificate of training.

    Attributes:
        member: id of the ``series_member``.
    """

    member: str

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; see ``Paper``."""
        shown = show(notebook, "series_member", self.member)
        course = find(notebook, "series", str(shown.values.get("series")))
        person = find(notebook, "person", str(shown.values.get("person")))
        with speaking(language):
            name = title_of("person", person.values) if person is not None else str(shown.values.get("name") or "")
            sheet = certificate_sheet(name, course.values if course is not None else {}, shown.values, day)
        return _write(notebook, sheet, folder, "certificate", None)


@dataclass(frozen=True)
class PeriodPaper:
    """A period in easy words, for the client.

    Attributes:
        period: id of the ``activity_period``.
    """

    period: str

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; see ``Paper``."""
        shown = show(notebook, "activity_period", self.period)
        client = show(notebook, "client", str(shown.client))
        place = find(notebook, "activity_place", str(shown.values.get("activity_place")))
        with speaking(language):
            where = title_of("activity_place", place.values) if place is not None else ""
            sheet = period_sheet(title_of("client", client.values), where, shown.values, day)
        return _write(notebook, sheet, folder, "activity_period", shown.client)


def _write(notebook: Notebook, sheet: Sheet, folder: Path, what: str, client: str | None) -> Path:
    require_clear_folder(notebook, folder)
    path = folder / f"page-{secrets.token_hex(4)}.pdf"
    write_clear(notebook, path, to_pdf(sheet), what, client=client, act=Act.PRINTED)
    return path
