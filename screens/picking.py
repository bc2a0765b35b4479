"""A list of records that gets shorter as one types: the base of Clients."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.widgets import Input

from screens.typed_list import TypedList
from store.notebook import Notebook
from store.reading import Shown, list_records
from store.refusal import Refusal
from store.writing import Saved
from tui.widgets.rows import Line, Rows
from tui.widgets.words import Text


class Picking(TypedList):
    """A field and a list of one record type.

    Attributes:
        RECORD: the record type.
        MOST: so many are read; the others are found by searching.
    """

    RECORD: ClassVar[str] = ""
    MOST: ClassVar[int] = 200

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

    def load(self, notebook: Notebook) -> list[Shown]:
        """Read the list, in a thread of its own.

        Raises:
            Refusal: shown in place of the count.
        """
        return list_records(notebook, self.RECORD, limit=self.MOST)

    def on_mount(self) -> None:
        """Read the list once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Read it again when somebody comes back from another screen."""
        if self.records is not None:
            self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.records = await self.shell.read(self.load, self.shell.opened)
        except Refusal as refusal:
            self.query_one("#count", Text).show(self.shell.refused(refusal))
            self.answered(self.query_one(Input).value)
            return
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        if self.records is None:
            return
        typed = self.query_one(Input).value
        found = [shown for shown in self.records if self.fits(shown, typed)]
        self.query_one(Rows).show([self.line(shown) for shown in found] or self.said(self.nothing()))
        self.query_one("#count", Text).show(self.counted(len(found)))
        self._resting.moved()
        self.answered(typed)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a line that was chosen."""
        self.pick(str(event.target))

    def action_new(self) -> None:
        """Open an empty form."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm(self.RECORD), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.begin(self._read)
