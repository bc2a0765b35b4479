"""One person of a register: every part that they play, the pairs, and what only the office knows (M0.1, M4.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from screens.list_page import ListPage
from store.models.person_card import PersonCard, person_card
from store.notebook import Notebook
from store.records import RECORD_TYPES
from store.writing import Saved
from tui.forms.saying import choice_of, label_of, say_value
from tui.language import _
from tui.language.dates import day as day_said
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped

ROW = (30,)
"""Column of what is said; the rest is what is written down."""

OF_OFFICE = (
    *("payroll_number", "tax_card_until", "benefit_note_on"),
    *("most_assignments", "waiting_reasons", "waiting_note"),
)
"""What only the office knows of a person."""


class PersonPage(ListPage[PersonCard]):
    """The screen of one person.

    Args:
        person: id of the person.
        part: the part in which they are looked at; it stands in the use log.
        role: id of their record in the register.
    """

    NAME = "person"
    STAY = True
    BINDINGS = [
        key("f2", "edit", "person.edit"),
        key("f4", "role", "person.role"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, person: str, part: str, role: str) -> None:
        super().__init__()
        self.person, self.part, self.role = person, part, role

    def load(self, notebook: Notebook) -> PersonCard:
        """Read the person in this part.

        Raises:
            Refusal: UNKNOWN_RECORD.
        """
        return person_card(notebook, self.person, self.part)

    def lines(self, found: PersonCard, width: int) -> list[Line]:
        """Return the person, the parts, the pairs, and what the office knows."""
        lines = [Line((str(found.values["name"]),), tone=Tone.HEADING, end=choice_of("part_played", self.part))]
        for name in ("phone", "email", "language", "may_be_named"):
            value = found.values.get(name)
            if value is not None:
                lines.append(_row("person", name, value))
        lines += [Line(), Line((_("person.parts").upper(),), tone=Tone.HEADING)]
        for id, row in found.roles:
            said = choice_of("part_played", row["part_played"]), choice_of("status", row["status"])
            lines.append(Line(said, ROW, target=("person_role", id), end=row["themes"] or ""))
        if found.worker is not None:
            lines.append(Line((_("person.also_worker"), found.worker), ROW))
        for id, name in found.clients:
            lines.append(Line((_("person.also_client"), name), ROW, target=("client", id)))
        if len(found.roles) + bool(found.worker) + bool(found.clients) > 1:
            lines += wrapped(_("person.apart"), width, 2)
        lines += self._pairs(found)
        return [*lines, *self._details(found, width)]

    def _pairs(self, found: PersonCard) -> list[Line]:
        if not found.pairs:
            return []
        lines = [Line(), Line((_("person.pairs").upper(),), tone=Tone.HEADING)]
        for id, row in found.pairs:
            last = day_said(row["end"]) if isinstance(row["end"], date) else _("stage_change.now")
            span = f"{day_said(row['start'])}–{last}"
            name = found.coaches.get(row["worker"], _("reference.not_here"))
            lines.append(Line((name, span), ROW, target=("working_pair", id)))
        return lines

    def _details(self, found: PersonCard, width: int) -> list[Line]:
        lines = [Line(), Line((_("person.office").upper(),), tone=Tone.HEADING)]
        if self.shell.opened.identity.role != "office":
            return [*lines, *wrapped(_("person.at_office"), width, 2)]
        held = {name: found.details.get(name) for name in OF_OFFICE}
        rows = [_row("person_details", name, value) for name, value in held.items() if value is not None]
        return [*lines, *rows] if rows else [*lines, *wrapped(_("person.no_details"), width, 2)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a part, a pair, or the client's page."""
        if not isinstance(event.target, tuple):
            return
        record, id = event.target
        self.app.push_screen(_page_of(record, id), self._came_back)

    def action_edit(self) -> None:
        """Open the form of the person."""
        self.app.push_screen(_page_of("person", self.person), self._came_back)

    def action_role(self) -> None:
        """Open the form of the part in which they are looked at: its status, themes and days."""
        self.app.push_screen(_page_of("person_role", self.role), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def _page_of(record: str, id: str) -> Page[Any]:
    if record == "working_pair":
        from screens.models.pair_page import PairPage

        return PairPage(id)
    from screens.opening import page_of

    return page_of(record, id)


def _row(record: str, name: str, value: Any) -> Line:
    return Line((label_of(record, name), say_value(record, RECORD_TYPES[record].fields[name], value)), ROW)
