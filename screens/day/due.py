"""One thing that is due: why it is asked for, and putting it off with a reason (USERS 13)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from screens.day.due_words import by_when, what_said, why_said
from screens.list_page import ListPage
from store.due import Due, Rule, postponement
from store.due.rules import due_rules
from store.notebook import Notebook
from store.records import RECORD_TYPES
from store.refusal import Refusal
from store.writing import save
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped

REASONS = RECORD_TYPES["postponed_due"].fields["postponed_why"].choices
"""Why something can be put off."""

LATER = "agreed_later"
"""The reason that needs a day."""


NOT_OPENED = ("worker", "quality_review", "meeting")
"""What is due for these is done elsewhere: there is no record to open."""


class DuePage(ListPage[tuple[Rule, int]]):
    """The screen of one thing that is due.

    Args:
        due: what is due.
    """

    NAME = "due"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, due: Due) -> None:
        super().__init__()
        self.due = due

    def load(self, notebook: Notebook) -> tuple[Rule, int]:
        """Read the rule as it is today, and for how many days something is put off."""
        rules = due_rules(notebook, wall_day())
        return rules[self.due.code], rules["put_off"].within

    def lines(self, found: tuple[Rule, int], width: int) -> list[Line]:
        """Return whom it is about, why it is due, and the reasons for putting it off."""
        rule, days = found
        due = self.due
        name = " ".join(part for part in (due.whom.given_name, due.whom.family_name) if part)
        lines = [Line((name or what_said(due),), tone=Tone.HEADING, target=_opens(due.record, due.whom.id))]
        lines.append(Line((what_said(due),), end=by_when(due, wall_day())))
        lines += wrapped(why_said(due), width)
        if rule.by_office:
            lines += wrapped(_("due.by_office"), width)
        if due.record == "client" and due.subject is not None and due.of:
            lines.append(Line((_("due.open_record", what=word("record", due.of)),), target=(due.of, due.subject)))
        lines.append(Line())
        if due.record != "client":
            return lines
        lines.append(Line((_("due.put_off").upper(),), tone=Tone.HEADING))
        lines += [Line((choice_of("postponed_why", why),), target=("why", why)) for why in REASONS]
        return [*lines, Line(), *wrapped(_("due.put_off_about", days=days), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the client, or put it off for the reason that was chosen."""
        if not isinstance(event.target, tuple):
            return
        what, id = event.target
        if what == "client":
            from screens.clients.client_opening import open_client

            open_client(self, id)
        elif what == "why" and id == LATER:
            from screens.day.due_until import DueUntil

            self.app.push_screen(DueUntil(self.due), self._came_back)
        elif what == "why":
            self.begin(partial(self._put_off, id), group="save", once=True)
        else:
            self.app.push_screen(_page_of(what, id))

    async def _put_off(self, why: str, until: date | None = None) -> None:
        try:
            await self.shell.write(save, self.shell.opened, postponement(self.due, why, wall_day(), until))
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.app.notify(_("due.is_put_off"), markup=False)
        if self.is_active:
            self.dismiss(None)

    def _came_back(self, until: date | None) -> None:
        if until is not None:
            self.begin(partial(self._put_off, LATER, until), group="save", once=True)


def _opens(record: str, id: str) -> tuple[str, str] | None:
    return None if record in NOT_OPENED else (record, id)


def _page_of(record: str, id: str) -> Page[Any]:
    """Return the screen on which something that a model asks for is done."""
    if record == "gathering":
        from screens.models.attendance import AttendancePage

        return AttendancePage(record, id)
    if RECORD_TYPES[record].kind.value != "editable":
        from screens.records.record_version import RecordVersion

        return RecordVersion(record, id)
    from screens.records.record_form import RecordForm

    return RecordForm(record, id)
