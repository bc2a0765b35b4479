"""A place for a need: those with room, the best fitting first; Enter takes one, F4 says why there is none."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Input

from screens.placements.places import counted_said, free_said
from store.drafts import Draft, keep_draft
from store.history.change import Value
from store.identifiers import new_id
from store.placements.places import Match, Need, answer_need, matches
from store.refusal import Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped
from tui.widgets.words import Words

PLACE = (28, 12, 14)
"""Columns of the name, what is free and who counted; the rest are the words that fit."""


class NeedAnswer(Page[Saved | None]):
    """The answer to one need.

    Args:
        need: the need.
    """

    NAME = "need_answer"
    AUTO_FOCUS = "Rows"
    DEFAULT_CSS = """
    NeedAnswer #reason { margin: 0 1; }
    NeedAnswer .label { padding: 0 1; height: auto; }
    NeedAnswer #said { padding: 0 1; height: auto; }
    """
    BINDINGS = [
        key("f2", "refuse", "need_answer.refuse"),
        key("f4", "edit", "need_answer.need"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, need: Need) -> None:
        super().__init__()
        self.need = need
        self.draft_id = new_id()
        self.found: tuple[Match, ...] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the places, and the line for the reason."""
        yield self.head()
        yield Rows()
        yield Words("need_answer.reason", classes="label")
        yield Input(id="reason", select_on_focus=False)
        yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Look for places once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Look again when somebody comes back from the form."""
        if self.found is not None:
            self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.found = await self.shell.read(matches, self.shell.opened, self.need.id, wall_day())
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.speak()

    def speak(self) -> None:
        """Say everything again."""
        rows = self.query_one(Rows)
        name = f"{self.need.given_name} {self.need.family_name}".strip()
        lines = [Line((name,), tone=Tone.HEADING, end=_("need_answer.fit"))]
        for one in self.found or ():
            fits = ", ".join(one.words)
            cells = (one.place.name, free_said(one.place), counted_said(one.place), fits)
            lines.append(Line(cells, PLACE, target=one.place))
        if self.found == ():
            lines += wrapped(_("need_answer.no_place"), rows.size.width)
        rows.show(lines, stay=True)
        super().speak()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Take a place: the need is answered, and the agreement can be written."""
        self.begin(partial(self._place, getattr(event.target, "id", "")), group="save", once=True)

    async def _place(self, place: str) -> None:
        from screens.records.record_form import RecordForm

        try:
            saved = await self.shell.write(answer_need, self.shell.opened, self.need.id, wall_day(), place=place)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.need = replace(self.need, status="placed", place=place)
        preset: dict[str, Value] = {"client": self.need.client, "activity_place": place, "start": wall_day()}
        self.app.notify(_("need_answer.placed"), markup=False)
        self.app.push_screen(RecordForm("placement_agreement", preset=preset), partial(self._agreed, saved))

    def _agreed(self, saved: Saved, agreement: Saved | None) -> None:
        self.dismiss(saved)

    def action_refuse(self) -> None:
        """Say that there is no place, with the reason that was typed."""
        self.begin(self._refuse, group="save", once=True)

    def on_input_submitted(self) -> None:
        """Say it with Enter from the line."""
        self.action_refuse()

    async def _refuse(self) -> None:
        reason = self.query_one("#reason", Input).value.strip()
        if not reason:
            self._say("need_answer.give_reason", alarm=True)
            self.query_one("#reason", Input).focus()
            return
        try:
            saved = await self.shell.write(
                answer_need, self.shell.opened, self.need.id, wall_day(), reasons=reason, refused_by=""
            )
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.app.notify(_("need_answer.refused"), markup=False)
        self.dismiss(saved)

    async def keep(self) -> None:
        """Keep the reason that was typed, as a draft of the need's form."""
        reason = self.query_one("#reason", Input).value.strip() if self.query("#reason") else ""
        if reason:
            values = {"status": "refused", "reasons": reason}
            kept = Draft("needs_referral", values, id=self.draft_id, record=self.need.id, client=self.need.client)
            await self.shell.write(keep_draft, self.shell.opened, kept)

    def action_edit(self) -> None:
        """Open the form of the need."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("needs_referral", self.need.id))
