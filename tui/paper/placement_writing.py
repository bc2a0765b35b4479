"""Writing the papers of placements into a folder that a person chose: warned, logged, and listed until deleted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from store.clear_files import require_clear_folder, write_clear
from store.refusal import Reason, Refusal
from store.use_log import Act
from tui.language import speaking
from tui.paper.grid import grid_to_pdf
from tui.paper.placement_pages import agreement_sheet, progress_sheet, statement_sheet, week_grid
from tui.paper.sheet import to_pdf

if TYPE_CHECKING:
    from store.notebook import Notebook


class Paper(Protocol):
    """A paper that can be written."""

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; return the file.

        Args:
            notebook: an open notebook.
            folder: where a person chose; the name of the file says nothing of whom it is about.
            language: "fi", "sv" or "en".
            day: of which day the paper is.

        Raises:
            Refusal: FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK …; UNKNOWN_RECORD.
        """


@dataclass(frozen=True)
class AgreementPaper:
    """A fixed-term agreement.

    Attributes:
        agreement: its id.
    """

    agreement: str

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; see ``Paper``."""
        from store.reading import show
        from tui.forms.offers import names_of

        require_clear_folder(notebook, folder)
        shown = show(notebook, "placement_agreement", self.agreement)
        card = show(notebook, "client", str(shown.values["client"]))
        with speaking(language):
            names = names_of(notebook, "placement_agreement", [shown.values])
            name = f"{card.values.get('given_name') or ''} {card.values.get('family_name') or ''}".strip()
            content = to_pdf(agreement_sheet(shown.values, names, name, day))
        return _written(notebook, folder, content, "placement_agreement", shown.client)


@dataclass(frozen=True)
class StatementPaper:
    """A client's month.

    Attributes:
        client: id of the client.
        month: its first day.
    """

    client: str
    month: date

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; see ``Paper``."""
        from store.money.months import client_month

        require_clear_folder(notebook, folder)
        found = client_month(notebook, self.client, self.month, day, Act.PRINTED)
        if not found.clients:
            raise Refusal(Reason.UNKNOWN_RECORD, record="statement")
        with speaking(language):
            content = to_pdf(statement_sheet(found.clients[0], self.month, found.class_names, day))
        return _written(notebook, folder, content, "allowance_statement", self.client)


@dataclass(frozen=True)
class ProgressPaper:
    """A client's skills before and after.

    Attributes:
        client: id of the client.
    """

    client: str

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; see ``Paper``."""
        from store.placements.results import progress
        from store.reading import show

        require_clear_folder(notebook, folder)
        skills = progress(notebook, self.client, Act.PRINTED)
        card = show(notebook, "client", self.client)
        name = f"{card.values.get('given_name') or ''} {card.values.get('family_name') or ''}".strip()
        with speaking(language):
            content = to_pdf(progress_sheet(skills, name, day))
        return _written(notebook, folder, content, "progress", self.client)


@dataclass(frozen=True)
class WeekPaper:
    """The weekly sheet of a place, with initials only.

    Attributes:
        place: id of the place.
        monday: first day of the week.
    """

    place: str
    monday: date

    def write(self, notebook: Notebook, folder: Path, language: str, day: date) -> Path:
        """Write it; see ``Paper``."""
        from store.placements.hours import week_sheet

        require_clear_folder(notebook, folder)
        sheet = week_sheet(notebook, self.place, self.monday, Act.PRINTED)
        with speaking(language):
            content = grid_to_pdf(week_grid(sheet))
        return _written(notebook, folder, content, "week_sheet", None)


def _written(notebook: Notebook, folder: Path, content: bytes, what: str, client: str | None) -> Path:
    path = folder / f"page-{secrets.token_hex(4)}.pdf"
    write_clear(notebook, path, content, what, client=client, act=Act.PRINTED)
    return path
