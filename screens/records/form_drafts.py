"""What a form does so that nothing typed is lost: drafts while one types, and the question when one comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from textual.events import AppBlur, DescendantBlur, ScreenResume

from screens.exchange.arriving import ArrivingPage
from screens.records.draft_timer import DraftTimer
from store.drafts import Draft, discard_draft, keep_draft, list_drafts
from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Refusal
from tui.language.dates import clock, moment
from tui.widgets.ask import Ask

REASON = "reason_of_change"
"""Where a draft of a correction keeps why: no field of a record is called so."""
RECOVER, DISCARD = "form.recover", "form.discard_draft"


class DraftingPage(ArrivingPage):
    """A form that keeps drafts: a second after the last key, when a field or the window is left, and on leaving."""

    NAME: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.draft_id = new_id()
        self.touched = False
        self._timer = DraftTimer(self, self._autosave)
        self._kept: Mapping[str, Any] | None = None
        self._found: Draft | None = None
        self._warned = False

    def draft(self) -> Draft:
        """Return what stands in the form, as a draft keeps it."""
        raise NotImplementedError

    async def put_draft(self, draft: Draft) -> None:
        """Put into the form what a draft kept."""
        raise NotImplementedError

    def say(self, words: str, *, alarm: bool = False, **values: object) -> None:
        """Say something in the line below the form."""
        self._say(words, alarm=alarm, **values)
        self._warned = alarm

    # ---- keeping

    def typed(self) -> None:
        """Note that somebody typed: a draft is written when the keys rest."""
        self.touched, self._warned = True, False
        self._timer.typed()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Write the draft when a field is left."""
        if self._timer.waits:
            self._timer.stop()
            self.begin(self._autosave, group="draft")

    def on_app_blur(self, event: AppBlur) -> None:
        """Write the draft when the window is left."""
        self.on_descendant_blur(DescendantBlur(self))

    async def _autosave(self) -> None:
        try:
            kept = await self._keep()
        except Refusal as refusal:
            self.say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        # What was refused in the same second stays in sight until somebody goes on typing.
        if kept and not self._warned:
            self.say("form.draft_kept", clock=clock(datetime.now().astimezone()))

    async def _keep(self) -> bool:
        """Write the draft, unless it stands there already; tell whether it was written."""
        if not self.touched or self.shell.notebook is None:
            return False
        draft = self.draft()
        if draft.values == self._kept:
            return False
        await self.shell.write(keep_draft, self.shell.opened, draft)
        self._kept = draft.values
        return True

    async def keep(self) -> None:
        """Write the draft at once: the screen is about to go.

        Raises:
            Refusal: the disk is full …; the text still stands in the form.
        """
        self._timer.stop()
        await self._keep()

    async def let_go(self) -> None:
        """Discard the draft: the form was saved, or its text is not wanted."""
        self.touched = False
        self._timer.stop()
        await self.shell.write(discard_draft, self.shell.opened, self.draft_id)

    # ---- coming back

    async def offer_draft(self, draft: Draft | None) -> None:
        """Ask what to do with a draft that was found, as soon as this form is in front."""
        self._found = draft if draft is not None and draft.id is not None else None
        self._ask_for_draft()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Ask now what could not be asked under the shade."""
        self._ask_for_draft()

    def _ask_for_draft(self) -> None:
        if self._found is None or not self.is_active:
            return
        draft, self._found = self._found, None
        kept = moment(draft.saved_at) if draft.saved_at else ""
        self.app.push_screen(Ask("form.draft_found", (RECOVER, DISCARD), kept=kept), partial(self._answer, draft))

    def _answer(self, draft: Draft, answer: str | None) -> None:
        if answer == DISCARD:
            self.begin(partial(self._discard, draft), group="draft", keys_wait=True)
        elif answer == RECOVER:
            self.begin(partial(self._recover, draft), group="draft", keys_wait=True)

    async def _recover(self, draft: Draft) -> None:
        self.draft_id = draft.id or self.draft_id
        await self.put_draft(draft)
        self.touched = True
        self._kept = self.draft().values
        self.say("form.recovered")

    async def _discard(self, draft: Draft) -> None:
        try:
            await self.shell.write(discard_draft, self.shell.opened, draft.id)
        except Refusal as refusal:
            self.say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.say("form.draft_discarded")


def begun(
    notebook: Notebook,
    form: str,
    record: str | None,
    client: str | None,
    id: str | None,
    with_reason: bool = False,
) -> Draft | None:
    """Return the last draft that fits a form, or None.

    Args:
        notebook: the open notebook.
        form: the record type.
        record: id of the record that is edited; None for a new one.
        client: whom a new record is about; None where the form names nobody yet: then any draft fits.
        id: of the one draft that was chosen; None for the last that fits.
        with_reason: whether the form is that of a correction: its drafts are its own.
    """
    for draft in list_drafts(notebook):
        if id is not None:
            fits = draft.id == id
        else:
            fits = draft.form == form and draft.record == record and (REASON in draft.values) is with_reason
            fits = fits and (record is not None or client is None or draft.client == client)
        if fits:
            return draft
    return None
