"""A list of records that gets shorter as one types: the base of Clients and of Employers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from store.reading import Shown, list_records
from store.refusal import Refusal
from store.writing import Saved
from tui.language import word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows
from tui.widgets.words import Text


def keys_of_list(new: str) -> list[BindingType]:
    """Return the keys of a list, in the order of the line at the foot.

    Args:
        new: key of the words for a new record.
    """
    return [
        key("enter", "open", "key.open"),
        key("f2", "new", new),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
        key("up", "move(-1)", "key.up", show=False),
        key("down", "move(1)", "key.down", show=False),
        key("pageup", "page(-1)", "key.page_up", show=False),
        key("pagedown", "page(1)", "key.page_down", show=False),
    ]


class Picking(Page[None]):
    """A field and a list of one record type.

    Attributes:
        RECORD: the record type.
        MOST: so many are read; the others are found by searching.
    """

    RECORD: ClassVar[str] = ""
    MOST: ClassVar[int] = 200
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Picking Input { margin: 0 1; }
    Picking Rows { padding: 0; }
    Picking #count { padding: 0 1; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.records: list[Shown] | None = None

    def fits(self, shown: Shown, typed: str) -> bool:
        """Tell whether a record fits what was typed."""
        raise NotImplementedError

    def line(self, shown: Shown) -> Line:
        """Return the line of a record; its target is the record's id."""
        raise NotImplementedError

    def nothing(self) -> str:
        """Say that there is none, or that none fits."""
        raise NotImplementedError

    def counted(self, count: int) -> str:
        """Say how many there are."""
        raise NotImplementedError

    def pick(self, id: str) -> None:
        """Open what was chosen."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield self.head()
        yield Input(placeholder=self._hint())
        yield Rows()
        yield Text("", id="count")
        yield self.foot()

    def _hint(self) -> str:
        return word(self.NAME, "find")

    def on_mount(self) -> None:
        """Read the list once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Read it again when somebody comes back from another screen."""
        if self.records is not None:
            self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.records = await self.shell.read(list_records, self.shell.opened, self.RECORD, limit=self.MOST)
        except Refusal as refusal:
            self.query_one("#count", Text).show(self.shell.refused(refusal))
            return
        self._show()

    def speak(self) -> None:
        """Say everything again."""
        self.query_one(Input).placeholder = self._hint()
        self._show()
        super().speak()

    @on(Input.Changed)
    def _show(self) -> None:
        if self.records is None:
            return
        typed = self.query_one(Input).value
        found = [shown for shown in self.records if self.fits(shown, typed)]
        self.query_one(Rows).show([self.line(shown) for shown in found] or [Line((self.nothing(),))])
        self.query_one("#count", Text).show(self.counted(len(found)))

    def action_move(self, by: int) -> None:
        """Move in the list while the cursor stays in the field."""
        self.query_one(Rows).action_move(by)

    def action_page(self, by: int) -> None:
        """Move by a page while the cursor stays in the field."""
        self.query_one(Rows).action_page(by)

    def action_open(self) -> None:
        """Open what the cursor is on."""
        self.query_one(Rows).action_open()

    def on_input_submitted(self) -> None:
        """Open with Enter from the field."""
        self.action_open()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a line that was chosen."""
        self.pick(str(event.target))

    def action_new(self) -> None:
        """Open an empty form."""
        from screens.record_form import RecordForm

        self.app.push_screen(RecordForm(self.RECORD), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.begin(self._read)
