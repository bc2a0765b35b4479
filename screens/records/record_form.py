"""The form of any record type, made from its declaration: F2 saves, Esc asks, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import ScreenResume
from textual.widget import Widget

from screens.exchange.arrived import fields_of
from screens.exchange.arriving import ArrivedLine
from screens.records.deleting import DELETE, KEEP, may_delete
from screens.records.form_changes import changes_of
from screens.records.form_drafts import DraftingPage, begun
from screens.records.form_offers import offer_records
from screens.records.form_rows import FieldRow, Kept, row_for
from store.arrivals import Arrival, OnScreen
from store.drafts import Draft
from store.history.change import Value
from store.history.state import Conflict
from store.reading import Shown, show
from store.records import RECORD_TYPES, FieldType
from store.records.marks import PlaceKey
from store.refusal import Reason, Refusal
from store.writing import Entry, Saved, save_all
from tui.forms.disputes import names_in, say_conflict
from tui.forms.reading import Unclear
from tui.forms.refusing import blamed_in, named_in
from tui.forms.saying import title_of
from tui.language import _, has, word
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.words import Words

if TYPE_CHECKING:
    pass

_FOCUSABLE = "Input, TextArea, Select, Checkbox"

_LEFT_OUT = frozenset({"paused_at", "reviewed_by", "reviewed_on", "replaces", "items", "to_be_completed"})
"""Fields that other acts of the program fill in."""


def form_fields(record: str) -> dict[str, FieldType]:
    """Return the fields of a record type's form, in its order."""
    fields = RECORD_TYPES[record].fields
    return {n: field for n, field in fields.items() if n not in _LEFT_OUT and not isinstance(field.mark, PlaceKey)}


class RecordForm(DraftingPage):
    """A form for one record.

    Args:
        record: the record type.
        id: the record that is edited; None for a new one.
        preset: values that a new record begins with; those without a row of the form are saved as they are.
        draft: id of the draft that was chosen; None where any that fits is offered.
    """

    NAME = "form"
    CSS_PATH = "record_form.tcss"
    WITH_REASON: ClassVar[bool] = False
    """Whether the form asks why, and its drafts keep it."""
    BINDINGS: ClassVar = [
        key("f2", "save", "key.save"),
        key("f4", "arrived", "key.arrived"),
        key("f4", "employer", "key.employer"),
        key("escape", "leave_form", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("f7", "history", "key.history", show=False),
        key("f12", "delete", "key.delete", show=False),
    ]

    def __init__(
        self,
        record: str,
        id: str | None = None,
        preset: Mapping[str, Value] | None = None,
        draft: str | None = None,
    ) -> None:
        super().__init__()
        self.chosen_draft = draft
        self.record, self.record_id = record, id
        self.preset = dict(preset or {})
        self.held: dict[str, Value] = {}
        self.knew: tuple[str, ...] | None = None
        self.of_draft = False
        self.conflicts: tuple[Conflict, ...] = ()
        self.decided: set[str] = set()
        self.rows: dict[str, FieldRow] = {}
        self.begun_with: dict[str, Kept] = {}
        self.finished: tuple[Saved | None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out a row for each field, under the headings of the declaration."""
        yield self.head()
        yield Words(*self._what(), id="what")
        with VerticalScroll(can_focus=False):
            yield from self.above()
            section = ""
            for name, field in form_fields(self.record).items():
                if field.section != section:
                    section = field.section
                    yield Words(f"section.{section}", classes="heading section")
                self.rows[name] = row_for(self.record, field)
                yield self.rows[name]
        yield ArrivedLine()
        yield Words("", id="said")
        yield self.foot()

    def above(self) -> ComposeResult:
        """Lay out what stands above the fields; nothing in most forms."""
        yield from ()

    def _what(self) -> tuple[str]:
        if not self._named:
            return (f"record.{self.record}",)
        return (f"form.{'edit' if self.record_id else 'new'}.{self.record}",)

    @property
    def _named(self) -> bool:
        return has(f"form.new.{self.record}")

    def on_mount(self) -> None:
        """Fill the form of a record that is there; of a new one the cursor is seen at once."""
        if self.record_id is None:
            for name in self.preset.keys() & self.rows.keys():
                self.rows[name].put(self.rows[name].typed_for(self.preset[name]))
            self._give_cursor()
        self.begin(self._fill, group="fill", keys_wait=True)

    def _give_cursor(self) -> None:
        """Put the cursor into the first field that is not filled in already, unless it stands somewhere."""
        first = next((row for name, row in self.rows.items() if name not in self.preset), None)
        if self.is_attached and first is not None and self.focused is None:
            self.set_focus(first.query(_FOCUSABLE).first(Widget))

    # ---- what stands in the form

    async def _fill(self) -> None:
        notebook = self.shell.opened
        if self.record_id is not None:
            try:
                shown: Shown = await self.shell.read(show, notebook, self.record, self.record_id)
            except Refusal as refusal:
                self.say("said", alarm=True, sentence=self.shell.refused(refusal))
                return
            self.held, self.knew, self.conflicts = dict(shown.values), shown.heads, shown.conflicts
        await offer_records(self, self.rows.values())
        if self.record_id is not None:
            for name, row in self.rows.items():
                row.put(row.typed_for(self.held.get(name)))
                self.begun_with[name] = row.typed()
        await self._show_conflicts()
        about = None if self.record_id is not None else str(self.preset.get("client") or "") or None
        await self.offer_draft(
            await self.shell.read(
                begun, notebook, self.record, self.record_id, about, self.chosen_draft, self.WITH_REASON
            )
        )
        self._give_cursor()

    async def _show_conflicts(self) -> None:
        """Say below each field that is in conflict what was written, by whom and when."""
        if self.conflicts:
            names = await self.shell.read(names_in, self.shell.opened, self.record, self.conflicts)
            for conflict in self.conflicts:
                row = next((row for row in self.rows.values() if conflict.unit in row.units), None)
                if row is not None:
                    said = [_("form.conflict"), *say_conflict(self.record, conflict, names)]
                    row.remark("\n".join(said), alarm=True)

    async def put_draft(self, draft: Draft) -> None:
        """Put into the form what a draft kept; what it did not touch stays as it stands now."""
        for name, typed in draft.values.items():
            if name in self.rows:
                self.rows[name].put(typed)
            elif self.record_id is None:
                self.preset[name] = tuple(typed) if isinstance(typed, list) else typed
        self.of_draft = draft.knew != self.knew
        self.knew = draft.knew or self.knew
        self.look_for_arrivals()

    def draft(self) -> Draft:
        """Return what stands in the form, as a draft keeps it: of a record that is edited, what was changed."""
        values = {name: row.typed() for name, row in self.rows.items()}
        if self.record_id is not None:
            values = {name: typed for name, typed in values.items() if typed != self.begun_with.get(name)}
        else:
            values |= {name: _as_kept(value) for name, value in self._without_row().items()}
        about = self.rows["client"].typed() if "client" in self.rows else ""
        client = self.record_id if self.record == "client" else str(about) or None
        return Draft(
            form=self.record,
            values=values,
            id=self.draft_id,
            record=self.record_id,
            client=client,
            knew=self.knew or (),
        )

    def on_screen(self) -> tuple[OnScreen, ...]:
        """Return the record with the heads that were on the screen; none for a new one, or once it is saved."""
        if self.record_id is None or self.knew is None or self.finished is not None:
            return ()
        return (OnScreen(self.record, self.record_id, self.knew, None if self.of_draft else self.held),)

    def stands(self, arrival: Arrival) -> Mapping[str, Value | None] | str | None:
        """Return what stands in the rows where something arrived."""
        rows = [self.rows[name] for name in fields_of(self.record, arrival.conflict) if name in self.rows]
        try:
            return {row.field.name: row.value() for row in rows} if rows else None
        except Unclear:
            return ", ".join(str(row.typed()) for row in rows)

    def on_field_row_typed(self, event: FieldRow.Typed) -> None:
        """Keep a draft, and note which conflict somebody decides."""
        self.decided |= event.row.units & {conflict.unit for conflict in self.conflicts}
        self.typed()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Close now what was saved under the shade."""
        if self.finished is not None:
            self.call_later(self._close_behind)

    def _close_behind(self) -> None:
        if self.finished is not None and self.is_active:
            self.dismiss(self.finished[0])

    # ---- keys

    def action_save(self) -> None:
        """Save what was changed; once, however often the key is pressed."""
        if self.finished is None:
            self.begin(self._save, group="save", once=True)

    async def _save(self) -> None:
        try:
            changes = changes_of(self.rows, self.held, self.decided)
        except Unclear:
            self.say("form.unclear", alarm=True)
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
        """Return what one save writes."""
        whole = changes if self.record_id is not None else {**self._without_row(), **changes}
        return (Entry(self.record, whole, id=self.record_id, knew=self.knew),)

    def _without_row(self) -> dict[str, Value]:
        """Return the values of a new record for which the form has no row."""
        return {name: value for name, value in self.preset.items() if name not in self.rows}

    async def _close(self, saved: Saved | None) -> None:
        await self.let_go()
        self.finished = (saved,)
        if self.is_active:
            self.dismiss(saved)

    def _refused(self, refusal: Refusal) -> None:
        """Say why it was not saved; where fields are to blame, beside each of them too."""
        if refusal.reason is not Reason.BAD_VALUES:
            self.say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        blamed = [self.rows[name] for name in blamed_in(refusal) if name in self.rows]
        for row in blamed:
            row.remark(_("form.missing") if row.value() is None else _("form.not_allowed"), alarm=True)
        named, rules = named_in(refusal)
        if rules and not named:
            self.say("said", alarm=True, sentence=" ".join(rules))
        else:
            self.say("form.check_fields", alarm=True, fields=", ".join(named))
        if blamed:
            blamed[0].query(_FOCUSABLE).first().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what arrived only where something did, the employer's form only where there is an employer."""
        if action == "arrived":
            return bool(self.arrived)
        if action == "delete":
            return self.record_id is not None and may_delete(self.shell.opened, self.record)
        return action != "employer" or "employer" in self.rows

    def action_employer(self) -> None:
        """Open the form of the employer that is chosen; an empty one where none is."""
        chosen = str(self.rows["employer"].typed())
        self.app.push_screen(RecordForm("employer", chosen or None), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        if saved is not None:
            self.begin(partial(self._choose_employer, saved.id), group="fill", keys_wait=True)

    async def _choose_employer(self, id: str) -> None:
        await offer_records(self, self.rows.values())
        row = self.rows["employer"]
        if row.typed() != id:
            row.put(id)
            self.typed()

    def action_history(self) -> None:
        """Show who altered this record, when and why; what is being typed stays."""
        from screens.records.history import HistoryPage

        if self.record_id is not None:
            self.app.push_screen(HistoryPage(self.record, self.record_id))

    def action_delete(self) -> None:
        """Delete this record: asked once, and undone with one key."""
        what = title_of(self.record, self.held)
        question = Ask("delete.question", (KEEP, DELETE), record=word("record", self.record).lower(), what=what)
        self.app.push_screen(question, self._answered_delete)

    def _answered_delete(self, answer: str | None) -> None:
        if answer == DELETE:
            self.begin(self._delete, group="save", once=True)

    async def _delete(self) -> None:
        try:
            await self.shell.delete(self.record, str(self.record_id), self.knew)
        except Refusal as refusal:
            self._refused(refusal)
            return
        await self._close(None)

    def action_leave_form(self) -> None:
        """Leave; ask first where something was typed."""
        if not self.touched:
            self.dismiss(None)
            return
        answers = ("form.go_on", "form.save", "form.discard")
        self.app.push_screen(Ask("form.leave_question", answers), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "form.save":
            self.action_save()
        elif answer == "form.discard":
            self.begin(self._discard_all, group="save", keys_wait=True)

    async def _discard_all(self) -> None:
        await self._close(None)


def _as_kept(value: Value) -> Kept:
    return [str(part) for part in value] if isinstance(value, tuple) else str(value)
