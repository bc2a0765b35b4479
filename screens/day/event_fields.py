"""The small fields of the event form: several on a line, each named, so that a draft can keep what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.text import Text as PlainText
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, TextArea

from tui.forms.days import read_day, wall_day
from tui.forms.saying import choice_of, label_of
from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.choosing import OneOfFew
from tui.widgets.ticks import Tick
from tui.widgets.words import Text, plain


class FieldLabel(Text):
    """What a field is called.

    Args:
        record: the record type.
        field: the field.
        beside: whether another field stands before it on the line.
    """

    def __init__(self, record: str, field: str, *, beside: bool = False) -> None:
        self.record, self.field = record, field
        super().__init__(label_of(record, field), classes="label beside" if beside else "label")

    def speak(self) -> None:
        """Say it in the language chosen now."""
        self.show(label_of(self.record, self.field))


AROUND_LABEL = 6
"""Columns of a box beside its words: the sign and what keeps it apart."""


class Ticks(Grid):
    """Boxes to tick, beside each other; the arrows go from one to the next, Space ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "app.focus_next", "key.next", show=False),
        Binding("left", "app.focus_previous", "key.previous", show=False),
    ]

    def on_resize(self) -> None:
        """Lay the boxes out anew for another width."""
        self.fit()

    def speak(self) -> None:
        """Lay the boxes out anew for other words."""
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Stand in as many columns as the words leave room for, at most three."""
        widths = [cell_len(box.label.plain) + AROUND_LABEL for box in self.query(Checkbox)]
        for columns in (3, 2, 1):
            needed = sum(max(widths[place::columns], default=0) for place in range(columns))
            if needed <= self.size.width or columns == 1:
                self.styles.grid_size_columns = columns
                return


class CodeTick(Tick):
    """A box for one choice of a field.

    Args:
        field: the field.
        code: the choice.
    """

    def __init__(self, field: str, code: str) -> None:
        self.field, self.code = field, code
        super().__init__(plain(choice_of(field, code)), name=f"{field}.{code}", compact=True)

    def speak(self) -> None:
        """Say it in the language chosen now."""
        self.label = plain(choice_of(self.field, self.code))


class WordTick(Tick):
    """A box with words of the catalogue.

    Args:
        key: key of the words.
        name: name of the field.
    """

    def __init__(self, key: str, name: str) -> None:
        self.key = key
        super().__init__(plain(word(key)), name=name, compact=True)

    def speak(self) -> None:
        """Say it in the language chosen now."""
        self.label = plain(word(self.key))


class SentenceTick(Tick):
    """A box for a sentence that is read word by word: it takes as many lines as it needs.

    Args:
        text: the sentence.
        ticked: whether it is ticked at first.
        name: name of the field.
        disabled: whether it stands already and cannot be taken back.
    """

    def __init__(self, text: str, *, ticked: bool, name: str, disabled: bool) -> None:
        super().__init__(plain(text), ticked, name=name, disabled=disabled, compact=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that the sentence takes."""
        return self.render().get_height({}, width)


class CodeSelect(OneOfFew):
    """One of a few choices of a field.

    Args:
        field: the field.
        codes: its choices.
    """

    def __init__(self, field: str, codes: tuple[str, ...]) -> None:
        self.field, self.codes = field, codes
        super().__init__(self._pairs(), prompt=word("event.none"), name=field, compact=True)

    def _pairs(self) -> list[tuple[PlainText, str]]:
        return [(PlainText(choice_of(self.field, code)), code) for code in self.codes]

    def speak(self) -> None:
        """Say the choices in the language chosen now."""
        held = self.value
        with self.prevent(Select.Changed):
            self.prompt = word("event.none")
            self.set_options(self._pairs())
            self.value = held


class DayField(Horizontal):
    """A day as people type it, with its weekday beside it, and a question where it is odd.

    Args:
        name: name of the field.
    """

    def __init__(self, name: str) -> None:
        super().__init__(classes="dayfield")
        self.field = name

    def compose(self) -> ComposeResult:
        """Lay out the line and its echo."""
        yield Input(name=self.field, select_on_focus=False, classes="day")
        yield Text("", classes="echo")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Echo the day."""
        self.echo()

    def on_mount(self) -> None:
        """Echo the day that stands there at first, unless somebody has left while the form was being laid out."""
        if self.query(Input):
            self.echo()

    def speak(self) -> None:
        """Echo it in the language chosen now."""
        self.echo()

    @property
    def day(self) -> date | None:
        """The day that stands there, if it is one."""
        return read_day(self.query_one(Input).value, wall_day())

    def echo(self) -> None:
        """Say which day is meant, and by how many days it is away where that is many."""
        typed, line = self.query_one(Input).value.strip(), self.query_one(".echo", Text)
        day, today = self.day, wall_day()
        odd = day is not None and not -31 <= (day - today).days <= 370
        if not typed:
            line.show("")
        elif day is None:
            line.show(_("event.no_day"))
        else:
            line.show("→ " + (_("event.odd_day", day=long_day(day)) if odd else long_day(day)))
        line.set_class(bool(typed) and (day is None or odd), "alarm")


def line(name: str, classes: str = "") -> Input:
    """Return a field of one line."""
    return Input(name=name, select_on_focus=False, classes=classes)


def typed_in(part: Widget) -> dict[str, Any]:
    """Return what stands in the named fields of a part of the form; ticks of one field as a list of codes."""
    found: dict[str, Any] = {}
    for widget in part.query("Input, TextArea, Select, Checkbox"):
        name = widget.name
        if not name:
            continue
        if isinstance(widget, Checkbox) and "." in name:
            field, code = name.split(".", 1)
            found.setdefault(field, [])
            found[field] += [code] if widget.value and not widget.disabled else []
        elif isinstance(widget, Input | Checkbox):
            found[name] = widget.value
        elif isinstance(widget, TextArea):
            found[name] = widget.text
        elif isinstance(widget, Select):
            found[name] = "" if widget.value is Select.NULL else str(widget.value)
    return found


def put_in(part: Widget, typed: Mapping[str, Any]) -> None:
    """Put into the named fields of a part of the form what was typed; fields that it does not name stay."""
    for widget in part.query("Input, TextArea, Select, Checkbox"):
        name = widget.name or ""
        field, _dot, code = name.partition(".")
        if field not in typed or widget.disabled:
            continue
        value = typed[field]
        with widget.prevent(Input.Changed, TextArea.Changed, Select.Changed, Checkbox.Changed):
            if isinstance(widget, Checkbox):
                widget.value = code in value if code else bool(value)
            elif isinstance(widget, Input):
                widget.value = str(value)
            elif isinstance(widget, TextArea):
                widget.text = str(value)
            elif isinstance(widget, Select):
                widget.value = str(value) if value else Select.NULL
    for field_of_day in part.query(DayField):
        field_of_day.echo()
