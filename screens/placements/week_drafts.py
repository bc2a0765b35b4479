"""Drafts of a weekly sheet: one for each person with something typed, so that an erasure reaches just theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from store.drafts import Draft, discard_draft, list_drafts
from store.identifiers import new_id
from store.notebook import Notebook
from store.placements.hours import WeekSheet
from tui.widgets.typed_grid import Place

FORM = "week_sheet"


@dataclass(frozen=True)
class Kept:
    """What was typed before and not saved.

    Attributes:
        ids: id of the draft of each client.
        texts: of each client, by the day.
    """

    ids: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]

    def texts_in(self, sheet: WeekSheet) -> dict[Place, str]:
        """Return what was typed, by the cells of a sheet."""
        rows = {person.client: row for row, person in enumerate(sheet.people)}
        columns = {day.isoformat(): column for column, day in enumerate(sheet.days)}
        return {
            (rows[client], columns[day]): text
            for client, texts in self.texts.items()
            for day, text in texts.items()
            if client in rows and day in columns
        }


def kept_of(notebook: Notebook, place: str, monday: date) -> Kept:
    """Return what was typed into the sheet of a place and week and not saved.

    Args:
        notebook: an open notebook.
        place: id of the place.
        monday: first day of the week.
    """
    found = _drafts(notebook, place, monday)
    return Kept(
        {str(draft.client): str(draft.id) for draft in found},
        {str(draft.client): dict(draft.values.get("texts", {})) for draft in found},
    )


def drafts_of(sheet: WeekSheet, changed: Mapping[Place, str], ids: dict[str, str]) -> tuple[Draft, ...]:
    """Return what was typed as drafts, one for each person.

    Args:
        sheet: as it was on the screen.
        changed: cells with what stands in them now.
        ids: id of each client's draft; new ones are put in.
    """
    texts: dict[str, dict[str, str]] = {client: {} for client in ids}
    for (row, column), text in changed.items():
        texts.setdefault(sheet.people[row].client, {})[sheet.days[column].isoformat()] = text
    return tuple(
        Draft(
            FORM,
            {"monday": sheet.monday.isoformat(), "texts": typed},
            id=ids.setdefault(client, new_id()),
            record=sheet.place,
            client=client,
        )
        for client, typed in texts.items()
    )


def discard_sheet(notebook: Notebook, place: str, monday: date) -> None:
    """Let go of the drafts of a sheet: it was saved, or the person chose to discard it."""
    for draft in _drafts(notebook, place, monday):
        discard_draft(notebook, str(draft.id))


def monday_of(draft: Draft) -> date | None:
    """Return the week that a draft of a sheet is of, or None where it says none."""
    try:
        return date.fromisoformat(str(draft.values.get("monday")))
    except ValueError:
        return None


def _drafts(notebook: Notebook, place: str, monday: date) -> list[Draft]:
    return [
        draft
        for draft in list_drafts(notebook)
        if draft.form == FORM and draft.record == place and monday_of(draft) == monday
    ]
