"""Employers: a list that gets shorter as one types, read a page at a time."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from screens.opening import page_of
from store.employers import EmployerLine, employer_lines
from store.reading import PAGE
from store.refusal import Refusal
from store.writing import Saved
from tui.language import _, plural, word
from tui.language.dates import short_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows
from tui.widgets.words import Text

WIDTHS = (32, 16, 14)
"""Columns of name, municipality and line of work; the rest is the last visit."""


class Employers(Page[None]):
    """The employers of this notebook."""

    NAME = "employers"
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Employers Input { margin: 0 1; }
    Employers #count { padding: 0 1; height: 1; }
    """
    BINDINGS = [
        key("enter", "open", "key.open"),
        key("f2", "new", "key.new_employer"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
        key("up", "move(-1)", "key.up", show=False),
        key("down", "move(1)", "key.down", show=False),
        key("pageup", "page(-1)", "key.page_up", show=False),
        key("pagedown", "page(1)", "key.page_down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.employers: tuple[EmployerLine, ...] | None = None
        self._limit = PAGE
        self.early = ""

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield self.head()
        yield Input(placeholder=word("employers.find"))
        yield Rows()
        yield Text("", id="count")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the employers once the screen is painted."""
        self.query_one(Input).insert_text_at_cursor(self.early)
        self.begin(self._read, group="list")

    def on_screen_resume(self) -> None:
        """Read them again when somebody comes back."""
        if self.employers is not None:
            self.begin(self._read, group="list")

    @on(Input.Changed)
    def _typed(self) -> None:
        self._limit = PAGE
        self.begin(self._read, group="list")

    @on(Rows.Ended)
    def _further(self) -> None:
        if self.employers is not None and len(self.employers) == self._limit:
            self._limit += PAGE
            self.begin(self._read, group="list")

    async def _read(self) -> None:
        typed = self.query_one(Input).value
        try:
            self.employers = await self.shell.read(employer_lines, self.shell.opened, typed, self._limit)
        except Refusal as refusal:
            self.query_one("#count", Text).show(self.shell.refused(refusal))
            return
        self._show()

    def speak(self) -> None:
        """Say everything again."""
        self.query_one(Input).placeholder = word("employers.find")
        self._show()
        super().speak()

    def _show(self) -> None:
        if self.employers is None:
            return
        lines = [_line(employer) for employer in self.employers]
        if not lines:
            nothing = _("employers.none_found") if self.query_one(Input).value else _("employers.empty")
            lines = [Line((nothing,))]
        self.query_one(Rows).show(lines)
        number = len(self.employers)
        more = number == self._limit
        self.query_one("#count", Text).show(
            _("employers.more", count=number) if more else plural("employers.count", number)
        )

    def on_key(self, event: Key) -> None:
        """Let the field have what is typed while it is not there yet, or while the cursor is in the list."""
        field = self.query(Input).first() if self.query(Input) else None
        if event.is_printable and event.character and (field is None or not field.has_focus):
            event.stop()
            if field is None:
                self.early += event.character
                return
            field.focus()
            field.insert_text_at_cursor(event.character)

    def action_move(self, by: int) -> None:
        """Move in the list while the cursor stays in the field."""
        self.query_one(Rows).action_move(by)

    def action_page(self, by: int) -> None:
        """Move by a page while the cursor stays in the field."""
        self.query_one(Rows).action_page(by)

    def action_open(self) -> None:
        """Open the employer that the cursor is on."""
        self.query_one(Rows).action_open()

    def on_input_submitted(self) -> None:
        """Open with Enter from the field."""
        self.action_open()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open an employer."""
        self.app.push_screen(page_of("employer", str(event.target)))

    def action_new(self) -> None:
        """Open an empty form for an employer; what was typed is its name already."""
        from screens.record_form import RecordForm

        typed = self.query_one(Input).value.strip()
        self.app.push_screen(RecordForm("employer", preset={"name": typed} if typed else None), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        if saved is not None:
            self.app.push_screen(page_of("employer", saved.id))


def _line(employer: EmployerLine) -> Line:
    mark = "! " if employer.unsettled else ""
    visited = _("employers.visited", day=short_day(employer.last_visit)) if employer.last_visit else ""
    return Line((mark + employer.name, employer.municipality, employer.sector, visited), WIDTHS, target=employer.id)
