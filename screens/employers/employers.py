"""Employers: a list that gets shorter as one types, read a page at a time."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from screens.opening import page_of
from screens.typed_list import TypedList, keys_of_list
from store.employers import EmployerLine, employer_lines
from store.reading import PAGE
from store.refusal import Refusal
from store.writing import Saved
from tui.language import _, plural
from tui.language.dates import short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows
from tui.widgets.words import Text

WIDTHS = (32, 16, 14)
"""Columns of name, municipality and line of work; the rest is the last visit."""


class Employers(TypedList):
    """The employers of this notebook."""

    NAME = "employers"
    BINDINGS = [*keys_of_list("new", "key.new_employer"), key("f7", "diversity", "diversity.short", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.employers: tuple[EmployerLine, ...] | None = None
        self._limit = PAGE

    def on_mount(self) -> None:
        """Read the employers once the screen is painted."""
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
            self.answered(typed)
            return
        self._show()
        self.answered(typed)

    def _show(self) -> None:
        if self.employers is None:
            return
        lines = [_line(employer) for employer in self.employers]
        if not lines:
            lines = self.said(_("employers.none_found") if self.query_one(Input).value else _("employers.empty"))
        self.query_one(Rows).show(lines)
        number = len(self.employers)
        more = number == self._limit
        self.query_one("#count", Text).show(
            _("employers.more", count=number) if more else plural("employers.count", number)
        )

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open an employer."""
        self.app.push_screen(page_of("employer", str(event.target)))

    def action_new(self) -> None:
        """Open an empty form for an employer; what was typed is its name already."""
        from screens.records.record_form import RecordForm

        typed = self.query_one(Input).value.strip()
        self.app.push_screen(RecordForm("employer", preset={"name": typed} if typed else None), self._came_back)

    def action_diversity(self) -> None:
        """Show how varied the work with employers is."""
        from screens.employers.diversity import DiversityPage

        self.app.push_screen(DiversityPage())

    def _came_back(self, saved: Saved | None) -> None:
        if saved is not None:
            self.app.push_screen(page_of("employer", saved.id))


def _line(employer: EmployerLine) -> Line:
    mark = "! " if employer.unsettled else ""
    visited = _("employers.visited", day=short_day(employer.last_visit)) if employer.last_visit else ""
    return Line((mark + employer.name, employer.municipality, employer.sector, visited), WIDTHS, target=employer.id)
