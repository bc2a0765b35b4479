"""A screen that is one list, read from the notebook behind the first paint and again when somebody comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult

from screens.at_once import read_at_once
from store.notebook import Notebook
from store.refusal import Refusal
from store.showing import Ahead
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped

Read = TypeVar("Read")


class ListPage(Page[None], Generic[Read]):
    """What every screen of one list does alike; a screen says what it reads and how the lines look.

    What was read is let go of when a later reading is refused: nothing out of date stays to be shown again.
    """

    AUTO_FOCUS = "Rows"
    STAY: ClassVar[bool] = False
    """Whether the cursor stays where it is when the list is filled again."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Read | None = None

    def load(self, notebook: Notebook) -> Read:
        """Read what the screen shows; runs in a thread of its own.

        Raises:
            Refusal: shown in place of the list.
        """
        raise NotImplementedError

    def ahead(self) -> Ahead[Read] | None:
        """Return what ``load`` would read, where it was read ahead."""
        return None

    def lines(self, found: Read, width: int) -> Sequence[Line]:
        """Return the lines of what was read.

        Args:
            found: what ``load`` returned.
            width: of the list, in columns.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out one list."""
        yield self.head()
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read once the screen is painted."""
        self.read_again()

    def on_screen_resume(self) -> None:
        """Read again when somebody comes back: a permission may have been taken back meanwhile."""
        if self.found is not None:
            self.read_again()

    def read_again(self) -> None:
        """Read, and show what was read."""
        self.begin(self._read)

    def speak(self) -> None:
        """Say everything again."""
        self._show()
        super().speak()

    def on_resize(self) -> None:
        """Lay the lines out for another width."""
        self.call_after_refresh(self._show)

    async def _read(self) -> None:
        try:
            await read_at_once(self, self.load, self._take, ahead=self.ahead())
        except Refusal as refusal:
            self.found = None
            for rows in self.query(Rows):
                rows.show(wrapped(self.shell.refused(refusal), rows.size.width, tone=Tone.ALARM))

    def _take(self, found: Read) -> None:
        self.found = found
        self._show()

    def _show(self) -> None:
        # None where somebody left the screen while it was being read.
        rows = self.query(Rows).first() if self.query(Rows) else None
        if self.found is not None and rows is not None:
            rows.show(list(self.lines(self.found, rows.size.width)), stay=self.STAY)
