"""The form of any record type, made from its declaration: F2 saves, Esc asks, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.timer import Timer

from screens.form_rows import ChoiceRow, FieldRow, SeveralReferencesRow, changes_of, row_for
from store.drafts import Draft, discard_draft, keep_draft, list_drafts
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import Shown, show
from store.records import RECORD_TYPES, FieldType
from store.records.marks import PlaceKey, Reference
from store.refusal import Reason, Refusal
from store.writing import Entry, Saved, save_all
from tui.forms.days import wall_day
from tui.forms.offers import offers_for
from tui.forms.reading import Unclear
from tui.forms.saying import label_of
from tui.language import _, has, word
from tui.language.dates import clock
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words

if TYPE_CHECKING:
    from tui.forms.offers import Offers

DRAFT_SECONDS = 1.0
"""A draft is written so long after the last key."""

_LEFT_OUT = frozenset({"paused_at", "reviewed_by", "reviewed_on", "replaces", "items", "to_be_completed"})
"""Fields that other acts of the program fill in."""


def form_fields(record: str) -> dict[str, FieldType]:
    """Return the fields of a record type's form, in its order."""
    fields = RECORD_TYPES[record].fields
    return {n: field for n, field in fields.items() if n not in _LEFT_OUT and not isinstance(field.mark, PlaceKey)}


class RecordForm(Page[Saved | None]):
    """A form for one record.

    Args:
        record: the record type.
        id: the record that is edited; None for a new one.
        preset: values that a new record begins with.
        client: whom a new event is about: it gets a private part for this client.
    """

    NAME = "form"
    CSS_PATH = "record_form.tcss"
    BINDINGS: ClassVar = [
        key("f2", "save", "key.save"),
        key("escape", "leave_form", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("f5", "history", "key.history", show=False),
    ]

    def __init__(
        self,
        record: str,
        id: str | None = None,
        preset: Mapping[str, Value] | None = None,
        client: str | None = None,
    ) -> None:
        super().__init__()
        self.client = client
        self.record, self.record_id = record, id
        self.preset = dict(preset or {})
        self.held: dict[str, Value] = {}
        self.knew: tuple[str, ...] | None = None
        self.rows: dict[str, FieldRow] = {}
        self.draft_id = new_id()
        self.touched = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out a row for each field, under the headings of the declaration."""
        yield self.head()
        yield Words(*self._what(), id="what")
        with VerticalScroll(can_focus=False):
            section = ""
            for name, field in form_fields(self.record).items():
                if field.section != section:
                    section = field.section
                    yield Words(f"section.{section}", classes="heading section")
                self.rows[name] = row_for(self.record, field)
                yield self.rows[name]
        yield Words("", id="said")
        yield self.foot()

    def _what(self) -> tuple[str]:
        return (f"form.{'edit' if self.record_id else 'new'}.{self.record}",) if self._named else ("form.record",)

    @property
    def _named(self) -> bool:
        return has(f"form.new.{self.record}")

    def on_mount(self) -> None:
        """Fill the form once it is painted."""
        self.begin(self._fill, group="fill")

    # ---- what stands in the form

    async def _fill(self) -> None:
        notebook = self.shell.opened
        if self.record_id is not None:
            try:
                shown: Shown = await self.shell.read(show, notebook, self.record, self.record_id)
            except Refusal as refusal:
                self._say("said", alarm=True, sentence=self.shell.refused(refusal))
                return
            self.held, self.knew = dict(shown.values), shown.heads
        references = {row.mark.record for row in self.rows.values() if isinstance(row.mark, Reference)}
        offers: Offers = await self.shell.read(offers_for, notebook, references)
        for row in self.rows.values():
            if isinstance(row.mark, Reference):
                if isinstance(row, ChoiceRow):
                    row.offer(offers.of(row.mark.record))
                elif isinstance(row, SeveralReferencesRow):
                    await row.offer(offers.of(row.mark.record))
        begin = self.held or self.preset
        for name, row in self.rows.items():
            row.put(row.typed_for(begin.get(name)))
        await self._recover()
        first = next((row for name, row in self.rows.items() if name not in self.preset), None)
        if first is not None and self.focused is None:
            first.query("Input, TextArea, Select, Checkbox").first().focus()

    async def _recover(self) -> None:
        draft = await self.shell.read(begun, self.shell.opened, self.record, self.record_id)
        if draft is None or draft.id is None:
            return
        self.draft_id = draft.id
        for name, typed in draft.values.items():
            if name in self.rows:
                self.rows[name].put(typed)
        self.knew = draft.knew or self.knew
        self.touched = True
        self._say("form.recovered")

    @property
    def changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return self.touched

    def draft(self) -> Draft:
        """Return what stands in the form, as a draft keeps it."""
        values = {name: row.typed() for name, row in self.rows.items()}
        client = self.record_id if self.record == "client" else str(values.get("client") or "") or None
        return Draft(
            form=self.record,
            values=values,
            id=self.draft_id,
            record=self.record_id,
            client=client,
            knew=self.knew or (),
        )

    # ---- drafts

    def on_field_row_typed(self, event: FieldRow.Typed) -> None:
        """Write a draft one second after the last key."""
        self.touched = True
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DRAFT_SECONDS, self._autosave)

    async def _autosave(self) -> None:
        if not self.touched:
            return
        try:
            await self.shell.write(keep_draft, self.shell.opened, self.draft())
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        from datetime import datetime

        self._say("form.draft_kept", clock=clock(datetime.now().astimezone()))

    def keep(self) -> None:
        """Write a draft at once: the screen is about to go."""
        if self.touched and self.shell.notebook is not None:
            self.shell.write_later(keep_draft, self.shell.opened, self.draft())

    # ---- keys

    def action_save(self) -> None:
        """Save what was changed."""
        self.begin(self._save, group="save")

    async def _save(self) -> None:
        try:
            changes = changes_of(self.rows, self.held)
        except Unclear:
            self._say("form.unclear", alarm=True)
            return
        if not changes and self.record_id is not None:
            await self._close(None)
            return
        try:
            saved = (await self.shell.write(save_all, self.shell.opened, self._entries(changes)))[0]
        except Refusal as refusal:
            self._refused(refusal)
            return
        await self._close(saved)
        self.app.notify(_("form.saved"), markup=False)

    def _entries(self, changes: Mapping[str, Value | None]) -> tuple[Entry, ...]:
        """Return what one save writes: the record, and the client's private part of a new event (USERS, rule 2)."""
        if self.record_id is not None or self.client is None:
            return (Entry(self.record, changes, id=self.record_id, knew=self.knew),)
        event = new_id()
        part = Entry("event_client_part", {"client": self.client, "event": event})
        return (Entry(self.record, changes, id=event), part)

    async def _close(self, saved: Saved | None) -> None:
        self.touched = False
        if self._timer is not None:
            self._timer.stop()
        await self.shell.write(discard_draft, self.shell.opened, self.draft_id)
        self.dismiss(saved)

    def _refused(self, refusal: Refusal) -> None:
        """Say why it was not saved; where fields are to blame, beside each of them too."""
        if refusal.reason is not Reason.BAD_VALUES:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        blamed = [name.strip() for name in str(refusal.values.get("fields", "")).split(",")]
        for name in blamed:
            if name in self.rows:
                row = self.rows[name]
                row.remark(_("form.missing") if row.value() is None else _("form.not_allowed"), alarm=True)
        rules = [word("rule", name) for name in blamed if has(f"rule.{name}")]
        named = [label_of(self.record, name) for name in blamed if name in self.rows]
        if rules:
            self._say("said", alarm=True, sentence=" ".join(rules))
        elif named:
            self._say("form.check_fields", alarm=True, fields=", ".join(named))
            self.rows[next(name for name in blamed if name in self.rows)].query(
                "Input, TextArea, Select, Checkbox"
            ).first().focus()
        else:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))

    def action_history(self) -> None:
        """Show who altered this record, when and why; what is being typed stays."""
        from screens.history import HistoryPage

        if self.record_id is not None:
            self.app.push_screen(HistoryPage(self.record, self.record_id))

    def action_leave_form(self) -> None:
        """Leave; ask first where something was typed."""
        if not self.changed:
            self.dismiss(None)
            return
        answers = ("form.go_on", "form.save", "form.discard")
        self.app.push_screen(Ask("form.leave_question", answers), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "form.save":
            self.action_save()
        elif answer == "form.discard":
            self.begin(partial(self._close, None), group="save")

    def _say(self, words: str, *, alarm: bool = False, **values: object) -> None:
        said = self.query_one("#said", Words)
        said.say(words, **values)
        said.set_class(alarm, "alarm")


def begun(notebook: Notebook, form: str, record: str | None) -> Draft | None:
    """Return the last draft of this form for this record, or None.

    Args:
        notebook: the open notebook.
        form: the record type.
        record: id of the record that is edited; None for a new one.
    """
    drafts = list_drafts(notebook)
    return next((draft for draft in drafts if draft.form == form and draft.record == record), None)


def new_event(notebook: Notebook, client: str | None = None) -> RecordForm:
    """Return the form of a new event, with everything known already filled in.

    Args:
        notebook: the open notebook.
        client: whom it is about, or None.
    """
    preset: dict[str, Value] = {"status": "planned", "day": wall_day(), "worker": notebook.identity.worker}
    return RecordForm("event", preset=preset, client=client)
