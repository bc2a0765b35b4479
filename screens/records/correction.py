"""Correcting a record because the client asks or an error was found: its form, and why (GDPR 16; law.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from screens.records.form_changes import changes_of
from screens.records.form_drafts import REASON
from screens.records.record_form import RecordForm
from store.drafts import Draft
from store.history.change import Value
from store.writing import Entry
from tui.forms.reading import Unclear
from tui.widgets.words import Words

LONGEST = 300
"""Letters of a reason: it says what was wrong and who asked, and the record says the rest."""


class CorrectionForm(RecordForm):
    """The form of a record that is there, with the reason, which the history keeps beside the old value.

    Args:
        record: the record type.
        id: the record.
        draft: id of the draft that was chosen; None where any correction that was begun is offered.
    """

    NAME = "correction"
    WITH_REASON: ClassVar[bool] = True

    def __init__(self, record: str, id: str | None, draft: str | None = None) -> None:
        super().__init__(record, id, draft=draft)

    def above(self) -> ComposeResult:
        """Lay out the reason above the fields."""
        yield Words("correction.reason", classes="reason")
        yield Input(id="reason", max_length=LONGEST, select_on_focus=False)

    @property
    def reason(self) -> str:
        """What was typed as the reason."""
        return self.query_one("#reason", Input).value.strip()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep a draft of the reason too."""
        if event.input.id == "reason":
            self.typed()

    def draft(self) -> Draft:
        """Return what stands in the form, with the reason."""
        held = super().draft()
        return replace(held, values={**held.values, REASON: self.query_one("#reason", Input).value})

    async def put_draft(self, draft: Draft) -> None:
        """Put the reason back too."""
        values = dict(draft.values)
        self.query_one("#reason", Input).value = str(values.pop(REASON, ""))
        await super().put_draft(replace(draft, values=values))

    async def _save(self) -> None:
        if not self.reason:
            self.say("correction.no_reason", alarm=True)
            self.query_one("#reason", Input).focus()
        elif self._alters_nothing():
            self.say("correction.nothing", alarm=True)
        else:
            await super()._save()

    def _alters_nothing(self) -> bool:
        try:
            return not changes_of(self.rows, self.held, self.decided)
        except Unclear:
            return False

    def _entries(self, changes: Mapping[str, Value | None]) -> tuple[Entry, ...]:
        return tuple(replace(one, reason=self.reason) for one in super()._entries(changes))
