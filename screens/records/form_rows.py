"""The rows of a form: a label, a field for what the record type declares, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text as PlainText
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Checkbox, Input, Select, TextArea

from store.history.change import Value
from store.records import FieldType
from store.records.marks import Day, Flag, Mark, Prose, Reference, Several
from tui.forms.days import wall_day
from tui.forms.reading import Unclear, read_typed, typed_of
from tui.forms.saying import choice_of, label_of
from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.choosing import ChoiceList
from tui.widgets.ticks import Tick
from tui.widgets.visible import visible
from tui.widgets.words import Text, plain

Kept = str | list[str]
"""What stands in a field, as a draft keeps it."""


class FieldRow(Vertical):
    """One field of a form.

    Args:
        record: the record type.
        field: the field.
    """

    DEFAULT_CSS = """
    FieldRow { height: auto; }
    FieldRow > Horizontal { height: auto; }
    FieldRow .label { width: 22; padding: 0 1 0 0; }
    FieldRow .remark { padding: 0 0 0 22; height: auto; display: none; }
    FieldRow .remark.-said { display: block; }
    """

    class Typed(Message):
        """Somebody changed the field.

        Args:
            row: the row of the field.
        """

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, record: str, field: FieldType) -> None:
        super().__init__(id=f"field-{field.name}")
        self.record, self.field = record, field
        self.alarm = ""

    @property
    def mark(self) -> Mark:
        """What the field, or each of its elements, may hold."""
        mark: Mark = getattr(self.field.mark, "element", self.field.mark)
        return mark

    @property
    def units(self) -> set[str]:
        """What a conflict over this field may be called: the field, or its group."""
        return {self.field.name, self.field.group or self.field.name}

    def compose(self) -> ComposeResult:
        """Lay out label, field and remark."""
        with Horizontal():
            yield Text(self._label(), classes="label")
            yield from self.compose_field()
        yield Text("", classes="remark")

    def _label(self) -> str:
        return label_of(self.record, self.field.name) + (" *" if self.field.required else "")

    def compose_field(self) -> ComposeResult:
        """Lay out what is typed into."""
        raise NotImplementedError

    def typed(self) -> Kept:
        """Return what stands in the field."""
        raise NotImplementedError

    def put(self, typed: Kept) -> None:
        """Put into the field what a draft kept."""
        raise NotImplementedError

    def value(self) -> Value | None:
        """Return the value of what stands in the field.

        Raises:
            Unclear: it cannot be understood.
        """
        raise NotImplementedError

    def typed_for(self, value: Value | None) -> Kept:
        """Return what would stand in the field for a value."""
        raise NotImplementedError

    def remark(self, text: str, *, alarm: bool = False) -> None:
        """Say something about the field below it; an empty text takes it away."""
        line = self.query_one(".remark", Text)
        line.show(("! " if alarm and text else "") + text)
        line.set_class(bool(text), "-said")
        line.set_class(alarm, "alarm")

    def speak(self) -> None:
        """Say the label in the language chosen now."""
        self.query_one(".label", Text).show(self._label())

    def changed(self) -> None:
        """Tell the form that somebody changed the field."""
        self.remark("")
        self.post_message(self.Typed(self))


class LineRow(FieldRow):
    """A field of one line: a text, a day, a time or a number."""

    def compose_field(self) -> ComposeResult:
        """Lay out the line."""
        yield Input(select_on_focus=False)

    def typed(self) -> Kept:
        """Return the line."""
        return self.query_one(Input).value

    def put(self, typed: Kept) -> None:
        """Put a line in."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = str(typed)

    def value(self) -> Value | None:
        """Return the value of the line."""
        return read_typed(self.mark, str(self.typed()), wall_day())

    def typed_for(self, value: Value | None) -> Kept:
        """Return the value as one would type it."""
        return typed_of(self.mark, value if not isinstance(value, tuple) else None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Echo a day with its weekday, so that a slip is seen at once."""
        event.stop()
        self.changed()
        if isinstance(self.mark, Day):
            try:
                value = self.value()
            except Unclear:
                return
            if isinstance(value, date):
                self.remark(long_day(value))


class ProseRow(FieldRow):
    """A field of several lines; also of several short texts or days, one on each line."""

    def compose_field(self) -> ComposeResult:
        """Lay out the lines."""
        yield TextArea(tab_behavior="focus", theme="css", highlight_cursor_line=False)

    def typed(self) -> Kept:
        """Return the text."""
        return self.query_one(TextArea).text

    def put(self, typed: Kept) -> None:
        """Put a text in."""
        with self.prevent(TextArea.Changed):
            self.query_one(TextArea).text = str(typed)

    def value(self) -> Value | None:
        """Return the text, or the elements that stand on its lines."""
        text = str(self.typed())
        if not isinstance(self.field.mark, Several):
            return text.strip() or None
        elements = [read_typed(self.mark, line, wall_day()) for line in text.split("\n")]
        return tuple(dict.fromkeys(element for element in elements if element is not None)) or None

    def typed_for(self, value: Value | None) -> Kept:
        """Return the text for a value."""
        if isinstance(value, tuple):
            return "\n".join(typed_of(self.mark, element) for element in value)
        return str(value or "")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass it on."""
        event.stop()
        self.changed()


class ChoiceRow(FieldRow):
    """A field with one of a few values, yes or no, or another record."""

    def __init__(self, record: str, field: FieldType) -> None:
        super().__init__(record, field)
        self.records: tuple[tuple[str, str], ...] = ()
        self.held = ""

    def compose_field(self) -> ComposeResult:
        """Lay out the list."""
        yield ChoiceList(self._options(), prompt=word("textual", "select"), compact=True)

    def _options(self) -> list[tuple[PlainText, str]]:
        if isinstance(self.mark, Reference):
            pairs = list(self.records)
            if self.held and self.held not in {id: title for title, id in pairs}:
                pairs.append((_("reference.not_here"), self.held))
        elif isinstance(self.mark, Flag):
            pairs = [(_("value.yes"), "yes"), (_("value.no"), "no")]
        else:
            pairs = [(choice_of(self.field.name, code), code) for code in self.field.choices]
        return [(PlainText(visible(title)), code) for title, code in pairs]

    def offer(self, records: Sequence[tuple[str, str]]) -> None:
        """Offer these records, as pairs of title and id."""
        self.records = tuple(records)
        self._refill()

    def _refill(self) -> None:
        choice: Select[str] = self.query_one(Select)
        held = self.typed() or self.held
        with self.prevent(Select.Changed):
            choice.prompt = word("textual", "select")
            choice.set_options(self._options())
            choice.value = str(held) if held else Select.NULL

    def typed(self) -> Kept:
        """Return the code or id that is chosen."""
        value = self.query_one(Select).value
        return "" if value is Select.NULL else str(value)

    def put(self, typed: Kept) -> None:
        """Choose a code or id."""
        self.held = str(typed)
        choice: Select[str] = self.query_one(Select)
        with self.prevent(Select.Changed):
            choice.set_options(self._options())
            choice.value = self.held or Select.NULL

    def value(self) -> Value | None:
        """Return what is chosen."""
        code = str(self.typed())
        if isinstance(self.mark, Flag):
            return code == "yes" if code else None
        return code or None

    def typed_for(self, value: Value | None) -> Kept:
        """Return the code for a value."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(value or "")

    def speak(self) -> None:
        """Say the label and the choices in the language chosen now."""
        super().speak()
        self._refill()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Pass it on."""
        event.stop()
        self.held = ""
        self.changed()


class ChoicesRow(FieldRow):
    """A field with several of a few values: each can be ticked."""

    DEFAULT_CSS = """
    ChoicesRow .choices { width: 1fr; height: auto; }
    """

    def compose_field(self) -> ComposeResult:
        """Lay out a box for each choice."""
        with Vertical(classes="choices"):
            for code in self.field.choices:
                yield Tick(plain(choice_of(self.field.name, code)), id=f"choice-{code}", compact=True)

    def typed(self) -> Kept:
        """Return the codes that are ticked."""
        return [code for code in self.field.choices if self.query_one(f"#choice-{code}", Checkbox).value]

    def put(self, typed: Kept) -> None:
        """Tick these codes."""
        with self.prevent(Checkbox.Changed):
            for code in self.field.choices:
                self.query_one(f"#choice-{code}", Checkbox).value = code in typed

    def value(self) -> Value | None:
        """Return the codes that are ticked."""
        return tuple(self.typed()) or None

    def typed_for(self, value: Value | None) -> Kept:
        """Return the codes of a value."""
        return [str(code) for code in value] if isinstance(value, tuple) else []

    def speak(self) -> None:
        """Say the label and the choices in the language chosen now."""
        super().speak()
        for code in self.field.choices:
            self.query_one(f"#choice-{code}", Checkbox).label = plain(choice_of(self.field.name, code))

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Pass it on."""
        event.stop()
        self.changed()


class SeveralReferencesRow(ProseRow):
    """A field with several other records, each ticked; what is not offered here is kept as it is."""

    def __init__(self, record: str, field: FieldType) -> None:
        super().__init__(record, field)
        self.records: tuple[tuple[str, str], ...] = ()
        self.kept: tuple[str, ...] = ()

    def compose_field(self) -> ComposeResult:
        """Lay out a place for the boxes, which come when the records are known."""
        yield Vertical(classes="choices")

    async def offer(self, records: Sequence[tuple[str, str]]) -> None:
        """Offer these records, as pairs of title and id."""
        self.records = tuple(records)
        place = self.query_one(".choices", Vertical)
        await place.remove_children()
        await place.mount_all(
            Tick(plain(title), id in self.kept, id=f"choice-{id}", compact=True) for title, id in self.records
        )

    def typed(self) -> Kept:
        """Return the ids that are ticked, and those that could not be offered."""
        offered = {
            id: box.value for _title, id in self.records for box in self.query(f"#choice-{id}").results(Checkbox)
        }
        return [id for id in self.kept if id not in offered] + [id for id, ticked in offered.items() if ticked]

    def put(self, typed: Kept) -> None:
        """Tick these ids."""
        self.kept = tuple(typed)
        with self.prevent(Checkbox.Changed):
            for box in self.query(Checkbox):
                box.value = str(box.id).removeprefix("choice-") in self.kept

    def value(self) -> Value | None:
        """Return the ids."""
        return tuple(self.typed()) or None

    def typed_for(self, value: Value | None) -> Kept:
        """Return the ids of a value."""
        return [str(id) for id in value] if isinstance(value, tuple) else []

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Pass it on."""
        event.stop()
        self.changed()


def row_for(record: str, field: FieldType) -> FieldRow:
    """Return the row that fits what a field may hold."""
    element: Mark = getattr(field.mark, "element", field.mark)
    several = isinstance(field.mark, Several)
    if isinstance(element, Reference):
        return SeveralReferencesRow(record, field) if several else ChoiceRow(record, field)
    if field.choices:
        return ChoicesRow(record, field) if several else ChoiceRow(record, field)
    if isinstance(element, Flag):
        return ChoiceRow(record, field)
    return ProseRow(record, field) if several or isinstance(element, Prose) else LineRow(record, field)
