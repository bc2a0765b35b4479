"""The event form: one for the whole day. One save writes the event, the employer's part and a part a client.

Nothing on it is forbidden to be seen by the employer whom it is about (USERS, rules 1 to 3).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial

from textual.binding import Binding
from textual.widgets import Checkbox, Input, Select

from screens.day.event_content import EventContent
from screens.day.event_drafts import discard_drafts, drafts_of
from screens.day.event_fields import put_in, typed_in
from screens.day.event_known import KnownEvent, known_event
from screens.day.event_moving import go_line, go_part
from screens.day.event_parts import ClientPart, EmployerPart, Head, TimeAndPlace
from screens.day.event_saving import (
    Around,
    ReadForm,
    Typed,
    entries,
    missing,
    odd_days,
    outside_audience,
    read_form,
    undated,
    untold,
)
from screens.records.deleting import DELETE, DELETE_PART, KEEP, part_with_focus, said_of_event
from screens.records.draft_timer import DraftTimer
from store.drafts import keep_drafts
from store.reading import Shown
from store.refusal import Reason, Refusal
from store.writing import Saved, save_all
from tui.forms.days import read_day, wall_day
from tui.forms.saying import label_of
from tui.language import _, has, word
from tui.language.dates import clock, long_day
from tui.widgets.ask import Ask
from tui.widgets.finder import NEW, Finder
from tui.widgets.keys import key

_OF_A_FILLED_FORM = ("save", "save_for_later", "reminders", "own_notes", "delete")


class EventForm(EventContent):
    """The form of one event, with its keys."""

    NAME = "event"
    CSS_PATH = "event.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-wide")]
    BINDINGS = [
        key("f2", "save", "key.save"),
        key("f8", "save_for_later", "event.later"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f7", "reminders", "event.reminders"),
        key("escape", "leave_form", "key.back"),
        key("f1", "app.help", "key.help", show=False),
        key("f4", "arrived", "key.arrived", show=False),
        key("f5", "for_employer", "event.for_employer", show=False),
        key("f6", "own_notes", "event.show_notes", show=False),
        Binding("pagedown", "part(1)", "event.next_part", show=False, key_display="PgDn"),
        Binding("pageup", "part(-1)", "event.previous_part", show=False, key_display="PgUp"),
        Binding("down", "line(1)", "key.down", show=False),
        Binding("up", "line(-1)", "key.up", show=False),
        key("f4", "employer", "key.employer", show=False),
        key("f12", "delete", "key.delete", show=False),
        Binding("ctrl+down", "history", "key.history", show=False, key_display="Ctrl+↓"),
    ]
    finished: tuple[Saved | None] | None = None

    @cached_property
    def _timer(self) -> DraftTimer:
        return DraftTimer(self, self._autosave)

    # ---- what was changed

    @property
    def changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return self.ready and self.typed() != self.begun_with

    def _touched(self) -> None:
        # Whether anything differs is looked at when the keys rest: to read the whole form costs more than a key.
        if not self.ready:
            return
        self.asked = self.warned = False
        self._timer.typed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Write a draft one second after the last key; another day may have other permissions."""
        self._touched()
        if event.input.name == "day" and self.ready:
            day = read_day(event.value, wall_day())
            if day is not None:
                self._plan_or_hold(day)
                if self.told_about != (self.typed()["employer"], day.isoformat()):
                    self.begin(self._show_telling, group="telling")

    def _plan_or_hold(self, day: date) -> None:
        """An event of a day to come is planned, one that was is held, unless somebody says otherwise."""
        status = typed_in(self.query_one(Head))["status"]
        if status in ("held", "planned"):
            put_in(self.query_one(Head), {"status": "planned" if day > wall_day() else "held"})

    def on_text_area_changed(self) -> None:
        """Write a draft one second after the last key."""
        self._touched()

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Write a draft one second after the last key; warn where somebody hears what is not for them."""
        self._touched()
        typed, roles = self.typed(), self._around().roles
        met = {roles.get(id, "") for id in typed["part"].get("met", ())}
        for one in self.parts:
            one.warn_of(outside_audience(one.typed(), met, one.telling))

    def on_select_changed(self, event: Select.Changed) -> None:
        """Show what this kind of event has."""
        self._touched()
        if event.select.name == "kind" and self.ready:
            self._show_parts()
            self.begin(self._show_telling, group="telling")

    # ---- drafts

    async def _autosave(self) -> None:
        if not self.changed:
            return
        try:
            await self.shell.write(
                keep_drafts, self.shell.opened, drafts_of(self.typed(), self.event, self.known_now())
            )
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        # What was refused in the same second stays in sight until somebody goes on typing.
        if not self.warned:
            self._say("form.draft_kept", clock=clock(datetime.now().astimezone()))

    async def keep(self) -> None:
        """Write the drafts at once: the screen is about to go.

        Raises:
            Refusal: the disk is full …; the text still stands in the form.
        """
        self._timer.stop()
        if self.changed and self.shell.notebook is not None:
            drafts = drafts_of(self.typed(), self.event, self.known_now())
            await self.shell.write(keep_drafts, self.shell.opened, drafts)

    def known_now(self) -> KnownEvent | None:
        """Return what stood when the form was opened, with the clients as they are now."""
        return replace(self.known, clients=tuple(one.known for one in self.parts)) if self.known else None

    def on_descendant_blur(self) -> None:
        """Write the draft when the cursor goes elsewhere: the second need not pass."""
        if self._timer.waits:
            self._timer.stop()
            self.begin(self._autosave, group="draft")

    def on_app_blur(self) -> None:
        """Write the draft when the window is left."""
        self.on_descendant_blur()

    # ---- saving

    def action_save(self) -> None:
        """Save everything in one go."""
        self.begin(partial(self._save, later=False), group="save", once=True)

    def action_save_for_later(self) -> None:
        """Save what there is; the event is listed as unfinished until F2 saves it."""
        self.begin(partial(self._save, later=True), group="save", once=True)

    async def _save(self, *, later: bool, sure: bool = False) -> None:
        typed = self.typed()
        read = read_form(typed, wall_day())
        if not self._complete(typed, read, later=later):
            return
        days = odd_days(read, wall_day())
        if days and not sure:
            answered = partial(self._answered_days, later=later)
            question = Ask("event.odd_question", ("event.correct", "form.save"), days=", ".join(map(long_day, days)))
            self.app.push_screen(question, answered)
            return
        around = self._around()
        unsaid = untold(typed, read, around)
        written = entries(typed, read, around, to_be_completed=later or unsaid)
        try:
            saved = await self.shell.write(save_all, self.shell.opened, written) if written else ()
        except Refusal as refusal:
            self._refused(refusal)
            return
        waiting = typed if undated(typed, read) else None
        await self._close(next((one for one in saved if one.id == self.event), None), waiting)
        self.app.notify(_("event.saved_later") if later or unsaid else _("form.saved"), markup=False)

    def _around(self) -> Around:
        contacts = self.query_one(EmployerPart).known.contacts
        return Around(
            self.event,
            self.shell.opened.identity.worker,
            self.known_now(),
            {one.known.id: one.known for one in self.parts},
            {one.known.id: one.telling for one in self.parts if one.telling is not None},
            {one.id: one.role for one in contacts},
        )

    def _complete(self, typed: Typed, read: ReadForm, *, later: bool) -> bool:
        """Tell whether this can be saved; if not, say what is missing and put the cursor there."""
        if read.unclear:
            name = next(iter(read.unclear)).rpartition(".")[2]
            self._say(read.unclear[next(iter(read.unclear))], alarm=True)
            self._focus_field(name)
            return False
        if lacking := missing(typed, read):
            self._say("form.check_fields", alarm=True, fields=", ".join(label_of("event", one) for one in lacking))
            self._focus_field(lacking[0])
            return False
        if undated(typed, read) and not later:
            self._say("event.undated", alarm=True)
            self._focus_field("other_day")
            return False
        return True

    def _focus_field(self, name: str) -> None:
        for widget in self.query("Input, Select, TextArea"):
            inside = widget.parent.id if widget.parent is not None else None
            if name in (widget.name, inside) and widget.display:
                widget.focus()
                return

    def _answered_days(self, answer: str | None, *, later: bool) -> None:
        if answer == "form.save":
            self.begin(partial(self._save, later=later, sure=True), group="save", once=True)

    async def _keep_undated(self, typed: Typed) -> None:
        """Keep what was told beside the plan as a draft: it is saved once the client has heard of it."""
        known: KnownEvent = await self.shell.read(known_event, self.shell.opened, self.event)
        part = {**typed["part"], "new_contact": ""}
        typed = {**typed, "employer": known.event.values.get("employer") or "", "new_employer": "", "part": part}
        await self.shell.write(keep_drafts, self.shell.opened, drafts_of(typed, self.event, known))

    async def _close(self, saved: Saved | None, waiting: Typed | None = None) -> None:
        self._timer.stop()
        self.ready = False
        await self.shell.write(discard_drafts, self.shell.opened, self.event)
        if waiting is not None:
            await self._keep_undated(waiting)
        self.finished = (saved,)
        self._close_behind()

    def on_screen_resume(self) -> None:
        """Close now what was saved under the shade."""
        self.call_later(self._close_behind)

    def _close_behind(self) -> None:
        if self.finished is not None and self.is_active:
            self.dismiss(self.finished[0])

    def _refused(self, refusal: Refusal) -> None:
        blamed = [name.strip() for name in str(refusal.values.get("fields", "")).split(",")]
        record = str(refusal.values.get("record", "event"))
        named = [word("rule", one) if has(f"rule.{one}") else label_of(record, one) for one in blamed if one]
        if refusal.reason is Reason.BAD_VALUES and named:
            self._say("form.check_fields", alarm=True, fields=", ".join(named))
        else:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))

    # ---- deleting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to delete, and the history, only of what is saved; what arrived only where something did.

        While the form fills itself nothing is read from it: what stands already would be saved as empty.
        """
        if action in _OF_A_FILLED_FORM and not self.filled:
            return None
        if action == "arrived":
            return bool(self.arrived or self.disputed)
        if action == "employer":
            return self.ready and self.query_one("#employer", Finder).chosen not in ("", NEW)
        return action not in ("delete", "history") or self.record_id is not None

    def action_delete(self) -> None:
        """Delete the event with its parts, or only the part of the client where the cursor is: asked once."""
        if self.known is None:
            return
        part = None if self.changed else part_with_focus(self)
        names = ", ".join(client.name for client in self.known.clients)
        what = said_of_event(self.known, self.query_one("#employer", Finder).title, names)
        answers = (KEEP, DELETE) if part is None else (KEEP, DELETE_PART, DELETE)
        question = "delete.event_question" if part is None else "delete.part_question"
        client = part.known.name if part is not None else ""
        self.app.push_screen(Ask(question, answers, what=what, client=client), partial(self._answered_delete, part))

    def _answered_delete(self, part: ClientPart | None, answer: str | None) -> None:
        held = part.known.part if part is not None else None
        if answer == DELETE_PART and held is not None:
            self.begin(partial(self._delete, held), group="save", once=True)
        elif answer == DELETE and self.known is not None:
            self.begin(partial(self._delete, self.known.event), group="save", once=True)

    async def _delete(self, shown: Shown) -> None:
        try:
            await self.shell.delete(shown.record, shown.id, shown.heads)
        except Refusal as refusal:
            self._refused(refusal)
            return
        await self._close(None)

    # ---- other keys

    def action_leave_form(self) -> None:
        """Leave; ask first where something was typed."""
        if not self.changed:
            self.dismiss(None)
            return
        self.app.push_screen(Ask("form.leave_question", ("form.go_on", "form.save", "form.discard")), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "form.save":
            self.action_save()
        elif answer == "form.discard":
            self.begin(partial(self._close, None), group="save", keys_wait=True)

    def action_employer(self) -> None:
        """Open the employer's page; what is being typed stays."""
        from screens.employers.employer import EmployerPage

        self.app.push_screen(EmployerPage(self.query_one("#employer", Finder).chosen))

    def action_history(self) -> None:
        """Show who altered this event, when and why; what is being typed stays."""
        from screens.records.history import HistoryPage

        self.app.push_screen(HistoryPage("event", self.event))

    def action_part(self, by: int) -> None:
        """Go to the next or the previous part.

        Args:
            by: 1 for the next, -1 for the previous.
        """
        parts = [self.query_one(Head), self.query_one(EmployerPart), *self.parts, self.query_one(TimeAndPlace)]
        go_part(self, parts, by)

    def action_line(self, by: int) -> None:
        """Go to the next or the previous line of fields.

        Args:
            by: 1 for down, -1 for up.
        """
        go_line(self, by)

    def action_reminders(self) -> None:
        """Show for ten seconds what is not said here."""
        from screens.day.reminders import Reminders

        typed = self.typed()
        day = read_day(typed["day"], wall_day()) or wall_day()
        clients = tuple((one.known.id, one.known.name) for one in self.parts)
        self.app.push_screen(Reminders(clients, typed["employer"], day))

    def action_for_employer(self) -> None:
        """Show the page that is made to be turned round."""
        from screens.day.for_employer import ForEmployer

        self.app.push_screen(ForEmployer())

    def action_own_notes(self) -> None:
        """Show the own notes of each client, or hide them again: they are for the evening."""
        self.open_notes = not self.open_notes
        self._show_parts()
        if self.open_notes and self.parts:
            self.parts[0].query_one("TextArea").focus()

    def on_screen_suspend(self) -> None:
        """Hide the own notes again when another screen comes over this one."""
        if self.open_notes:
            self.open_notes = False
            self._show_parts()
