"""What is told at work: the client decides, one thing a screen; the coach writes (criterion 13; USERS, rule 5)."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.widgets import TextArea

from screens.disclosure.together import Lines, Sheet, Together
from screens.disclosure.told_drafts import FORM, Said, Spoken, begin, draft_of, rebased, recovered
from screens.disclosure.told_item import ItemPart
from screens.disclosure.told_talk import TalkPart
from screens.records.draft_timer import DraftTimer
from screens.records.form_drafts import begun
from store.drafts import discard_draft, keep_draft
from store.identifiers import new_id
from store.refusal import Refusal
from store.telling import Sheet as HeldSheet
from store.telling import keep_talk, open_sheet
from tui.forms.days import wall_day
from tui.language.dates import clock
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.picks import Picks
from tui.widgets.words import Words


class AskTogether(Ask):
    """A question that the client sees too."""

    CLOSED = True
    TOGETHER = True


class WhatIsTold(Together[None]):
    """The talk about telling with one client.

    Args:
        client: id of the client.
    """

    NAME = "what_is_told"
    CSS_PATH = "what_is_told.tcss"
    BINDINGS = [
        key("pagedown", "turn(1)", "told.next"),
        key("f4", "examples", "told.examples"),
        key("f2", "summary", "told.summary"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("pageup", "turn(-1)", "told.previous"),
        key("f5", "add", "told.add", show=False),
        key("escape", "leave", "told.leave", show=False),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self.sheet: HeldSheet | None = None
        self.said: Said | None = None
        self.draft_id: str | None = None
        self._timer = DraftTimer(self, self._autosave)

    def compose(self) -> ComposeResult:
        """Lay out the freedom to decide, and below it one thing at a time."""
        yield self.head()
        yield Words("told.freedom", id="freedom")
        with Sheet(id="sheet"):
            yield TalkPart()
            yield ItemPart()
        yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the client's things once the screen is painted."""
        super().on_mount()
        self.query_one(TalkPart).display = self.query_one(ItemPart).display = False
        self.begin(self._open, group="open", keys_wait=True)

    async def _open(self) -> None:
        notebook = self.shell.opened
        try:
            self.sheet = await self.shell.read(open_sheet, notebook, self.client)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        draft = await self.shell.read(begun, notebook, FORM, self.client, None, None)
        self.draft_id = draft.id if draft else new_id()
        self.name_client(self.sheet.client)
        if draft is not None:
            self.said = recovered(draft, self.sheet, wall_day())
            self._say("told.goes_on")
        else:
            self.said = begin(self.sheet, wall_day())
        self._show()

    # ---- one thing at a time

    def _show(self) -> None:
        """Show the beginning or an item, and put the cursor where it is needed first."""
        if self.said is None or self.sheet is None:
            return
        talk, item = self.query_one(TalkPart), self.query_one(ItemPart)
        talk.display, item.display = self.said.at < 0, self.said.at >= 0
        if self.said.at < 0:
            talk.put(self.said.talk)
            talk.query_one("#covered", Picks).focus()
        else:
            one = self.said.items[self.said.at]
            item.put(one, self.said.at + 1, len(self.said.items), self.sheet.employers)
            item.query_one("#decision", Picks).focus()
        self.query_one("#sheet", Sheet).scroll_home(animate=False)
        self.refresh_bindings()

    @property
    def current(self) -> Spoken | None:
        """The item on the screen; None at the beginning."""
        return self.said.items[self.said.at] if self.said is not None and self.said.at >= 0 else None

    def action_turn(self, by: int) -> None:
        """Go to the next or the previous thing; after the last one comes the summary."""
        if self.said is None:
            return
        self._say("")
        if self.said.at + by >= len(self.said.items):
            self.action_summary()
            return
        self.said.at = max(-1, self.said.at + by)
        self._show()

    def on_picks_changed(self, event: Picks.Changed) -> None:
        """Take what was chosen."""
        self._typed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Take what was typed."""
        self._typed()

    def _typed(self) -> None:
        if self.said is None:
            return
        one = self.current
        if one is None:
            self.said.talk = self.query_one(TalkPart).taken()
        else:
            taken = self.query_one(ItemPart).taken()
            if taken == one.texts:
                return
            one.texts, one.touched = taken, True
            self.query_one(ItemPart).fit()
        self._timer.typed()

    async def _autosave(self) -> None:
        if self.said is None or not self.said.touched:
            return
        try:
            await self.shell.write(keep_draft, self.shell.opened, draft_of(self.said, self.client, self.draft_id))
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        from datetime import datetime

        self._say("told.kept", clock=clock(datetime.now().astimezone()))

    async def keep(self) -> None:
        """Write a draft at once: the screen is about to go.

        Raises:
            Refusal: the disk is full …; what was said still stands on the screen.
        """
        self._timer.stop()
        if self.said is not None and self.said.touched and self.shell.notebook is not None:
            await self.shell.write(keep_draft, self.shell.opened, draft_of(self.said, self.client, self.draft_id))

    # ---- keys

    def action_examples(self) -> None:
        """Show examples of words for this item, in the client's language."""
        from screens.disclosure.told_examples import ToldExamples

        one = self.current
        if one is None or self.sheet is None:
            self._say("told.examples_on_an_item")
            return
        language = str(self.sheet.client.values.get("service_language") or "fi")
        page = ToldExamples(one.item, one.name, language)
        page.with_whom = self.with_whom
        self.app.push_screen(page, self._take_example)

    def _take_example(self, words: str | None) -> None:
        one = self.current
        if words is None or one is None:
            return
        if one.decision != "tell":
            self.query_one(ItemPart).decide("tell")
        area = self.query_one("#wording", Lines)
        area.replace(words, (0, 0), area.document.end)
        area.focus()
        self._typed()

    def action_add(self) -> None:
        """Add something to talk about: a typical thing or the client's own."""
        from screens.disclosure.told_more import ToldMore

        if self.said is None:
            return
        page = ToldMore(tuple(one.item for one in self.said.items))
        page.with_whom = self.with_whom
        self.app.push_screen(page, self._added)

    def _added(self, added: tuple[str, str] | None) -> None:
        if added is None or self.said is None or self.sheet is None:
            return
        item, own = added
        self.said.items.append(Spoken(new_id(), item, own, self.sheet.last_place, new=True))
        self.said.at = len(self.said.items) - 1
        self._show()

    def action_summary(self) -> None:
        """Show everything that was decided, for the client to agree to."""
        from screens.disclosure.told_summary import ToldSummary

        if self.said is None or self.sheet is None:
            return
        self.begin(self._autosave, group="draft")
        page = ToldSummary(self.sheet, self.said)
        page.with_whom = self.with_whom
        self.app.push_screen(page, self._summed_up)

    def _summed_up(self, result: str | None) -> None:
        """Go on after the summary: at an item that it named, with what has arrived, or not at all."""
        if self.said is None or result is None:
            return
        if result == "agreed":
            self.begin(self._end, group="end", once=True)
        elif result == "arrived":
            self.begin(self._look_again, group="open", keys_wait=True)
        else:
            self.said.at = next((n for n, one in enumerate(self.said.items) if one.id == result), self.said.at)
            self._show()

    async def _look_again(self) -> None:
        """Read what has arrived: what was altered elsewhere is decided anew, with the client."""
        if self.said is None:
            return
        self.sheet = await self.shell.read(open_sheet, self.shell.opened, self.client)
        self.said = rebased(self.said, self.sheet, wall_day())
        self.said.at = next((n for n, one in enumerate(self.said.items) if one.arrived), self.said.at)
        self._say("told.arrived", alarm=True)
        self._show()

    def action_leave(self) -> None:
        """Leave for the shade; ask first where something was said that is not agreed to yet."""
        if self.said is None or not self.said.touched:
            self.leave_together()
            return
        answers = ("told.go_on", "told.pause", "told.forget")
        self.app.push_screen(AskTogether("told.leave_question", answers), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "told.pause":
            self.begin(self._pause, group="end", once=True)
        elif answer == "told.forget":
            self.begin(self._end, group="end", once=True)

    async def _pause(self) -> None:
        """Keep the talk as one that was had, and what was said in it for another day (criterion 13 d)."""
        if self.said is None:
            return
        notebook = self.shell.opened
        try:
            await self.shell.write(keep_draft, notebook, draft_of(self.said, self.client, self.draft_id))
            await self.shell.write(keep_talk, notebook, self.client, wall_day(), self.said.record_of_talk())
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self._forget_timer()
        self.leave_together()

    async def _end(self) -> None:
        self._forget_timer()
        await self.shell.write(discard_draft, self.shell.opened, self.draft_id)
        self.leave_together()

    def _forget_timer(self) -> None:
        self._timer.stop()
        if self.said is not None:
            self.said.items = [replace(one, touched=False) for one in self.said.items]
            self.said.talk = {}

    def speak(self) -> None:
        """Say everything again; what was said stays."""
        super().speak()
        self._show()
