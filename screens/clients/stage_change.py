"""A client enters another stage: on which day, which one, and whether it is after a lost job (model M1.1)."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from screens.day.event_fields import DayField, put_in
from store.due.in_service import IN_WORK
from store.records.people import STAGES
from store.refusal import Refusal
from store.stages import Way, client_way, enter_stage
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, title_of
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone
from tui.widgets.words import Text, Words

BACK_TO = "job_search"
"""The stage in which one looks for another job after one was lost."""


class StageChange(Page[None]):
    """The stages, of which one is chosen.

    Args:
        client: id of the client.
    """

    NAME = "stage_change"
    CSS_PATH = "stage_change.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self.way: Way | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line for the day and the stages."""
        yield self.head()
        with Horizontal(id="on"):
            yield Words("stage_change.day", classes="label")
            yield DayField("day")
        yield Text("", id="said")
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read where the client is once the screen is painted."""
        put_in(self, {"day": _("stage_change.today")})
        self.begin(self._read)

    def speak(self) -> None:
        """Say everything in the language chosen now."""
        super().speak()
        self._show()

    async def _read(self) -> None:
        try:
            self.way = await self.shell.read(client_way, self.shell.opened, self.client, wall_day())
        except Refusal as refusal:
            self.query_one("#said", Text).show(self.shell.refused(refusal))
            return
        self._show()

    def _show(self) -> None:
        if self.way is None:
            return
        stands = str(self.way.card.values.get("stage") or "")
        lines = [Line((title_of("client", self.way.card.values),), tone=Tone.HEADING)]
        for stage in STAGES:
            now = _("stage_change.now") if stage == stands else ""
            lines.append(Line((choice_of("stage", stage),), target=(stage, False), end=now))
        if stands in IN_WORK:
            lines += [Line(), Line((_("stage_change.job_lost"),), target=(BACK_TO, True))]
        self.query_one(Rows).show(lines)

    def on_input_submitted(self) -> None:
        """Go on from the day to the stages."""
        self.query_one(Rows).focus()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Enter the stage that was chosen."""
        if isinstance(event.target, tuple):
            stage, after_loss = event.target
            self.begin(partial(self._enter, stage, after_loss=after_loss), group="save", once=True)

    async def _enter(self, stage: str, *, after_loss: bool) -> None:
        day = self.query_one(DayField).day
        if day is None or self.way is None:
            self.query_one("#said", Text).show(_("stage_change.no_day"))
            self.query_one(Input).focus()
            return
        try:
            await self.shell.write(enter_stage, self.shell.opened, self.way, stage, day, after_job_loss=after_loss)
        except Refusal as refusal:
            self.query_one("#said", Text).show(self.shell.refused(refusal))
            return
        self.app.notify(_("form.saved"), markup=False)
        if self.is_active:
            self.dismiss(None)
