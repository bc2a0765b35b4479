"""Lists in and out as a table: a dry run that names each bad row, then all of it or nothing; and a list as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, RadioSet

from screens.notebook.first_run import folder_of
from store.csv_in import TableRead, names_for, read_table, take_in_table
from store.csv_out import write_rows
from store.notebook import Notebook
from store.placements.hours_files import HoursRead, read_hours, take_in_hours
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.forms.table_rows import KINDS, rows_of
from tui.forms.table_words import RECORDS, hours_headings, synonyms, what_said
from tui.language import _, plural, word
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped
from tui.widgets.ticks import Choices
from tui.widgets.words import Words

HOURS = "hours"
ALL_RIGHT = "tables.outside_right"
ROW = (2, 76)
"""Columns of the sign and of what is wrong with a row."""


class TablesPage(Page[None]):
    """The screen on which a table is looked at, taken in, or written."""

    NAME = "tables"
    AUTO_FOCUS = "#kind"
    DEFAULT_CSS = """
    TablesPage > Vertical { height: auto; padding: 0 2; }
    TablesPage .label { margin-top: 1; }
    TablesPage Input, TablesPage Input:focus { height: 1; border: none; padding: 0 1; width: 1fr; }
    TablesPage Input { border-left: wide $line; border-right: wide $line; }
    TablesPage Input:focus { border-left: wide $strong; border-right: wide $strong; }
    TablesPage Rows { height: 1fr; margin-top: 1; }
    """
    BINDINGS = [
        key("f2", "take_in", "tables.take_in"),
        key("f4", "look", "tables.look"),
        key("f5", "write", "tables.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.looked: TableRead | HoursRead | None = None
        """What the dry run of the file that stands in the field has found; nothing else is taken in."""

    def compose(self) -> ComposeResult:
        """Lay out which list, the file, and what was found in it."""
        yield self.head()
        with Vertical():
            yield Words("tables.about")
            yield Choices("table_kind", KINDS, KINDS[0], id="kind")
            yield Words("tables.file", classes="label")
            yield Input(id="file", select_on_focus=False)
        yield Rows()
        yield self.foot()

    @property
    def kind(self) -> str:
        """The list that is chosen."""
        return self.query_one("#kind", Choices).code

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Forget the dry run of another list."""
        event.stop()
        self._forget()

    def on_input_changed(self) -> None:
        """Forget the dry run of another file."""
        self._forget()

    def on_input_submitted(self) -> None:
        """Look at the file that was typed."""
        self.action_look()

    def action_look(self) -> None:
        """Read the file without taking anything in."""
        path = self._path()
        if path is not None:
            self.begin(partial(self._look, path), once=True)

    def action_take_in(self) -> None:
        """Take in what was looked at; what nobody has looked at yet is looked at first."""
        looked = self.looked
        if looked is None or looked.bad:
            self.action_look()
        elif isinstance(looked, HoursRead) and looked.outside:
            asked = Ask("tables.outside_question", ("tables.not_yet", ALL_RIGHT), count=len(looked.outside))
            self.app.push_screen(asked, self._answered)
        else:
            self.begin(partial(self._take_in, looked), once=True)

    def action_write(self) -> None:
        """Write the list into a new file."""
        path = self._path()
        if path is not None:
            path = path / _("tables.name", kind=word("table_kind", self.kind).lower()) if path.is_dir() else path
            self.begin(partial(self._write, path, self.kind), once=True)

    def _answered(self, answer: str | None) -> None:
        if answer == ALL_RIGHT and self.looked is not None:
            self.begin(partial(self._take_in, self.looked), once=True)

    def _path(self) -> Path | None:
        typed = self.query_one("#file", Input).value.strip()
        if not typed:
            self._alarm(_("tables.no_file"))
        return folder_of(typed) if typed else None

    def _forget(self) -> None:
        self.looked = None
        self.query_one(Rows).show([])

    def _alarm(self, sentence: str) -> None:
        rows = self.query_one(Rows)
        rows.show(wrapped(sentence, rows.size.width, tone=Tone.ALARM))

    async def _look(self, path: Path) -> None:
        try:
            looked = await self.shell.read(look_at, self.shell.opened, self.kind, path)
        except Refusal as refusal:
            self._alarm(self.shell.refused(refusal))
            return
        self.looked = looked
        rows = self.query_one(Rows)
        rows.show(lines_of(looked, rows.size.width))

    async def _take_in(self, looked: TableRead | HoursRead) -> None:
        try:
            saved = await self.shell.write(take_in, self.shell.opened, looked)
        except Refusal as refusal:
            self._alarm(self.shell.refused(refusal))
            return
        self.looked = None
        self.query_one(Rows).show([Line((plural("import.saved", saved),))])

    async def _write(self, path: Path, kind: str) -> None:
        try:
            count = await self.shell.write(write_list, self.shell.opened, kind, path)
        except Refusal as refusal:
            self._alarm(self.shell.refused(refusal))
            return
        rows = self.query_one(Rows)
        rows.show(wrapped(plural("list.written", count, file=path), rows.size.width))


def look_at(notebook: Notebook, kind: str, path: Path) -> TableRead | HoursRead:
    """Read a table without taking anything in.

    Args:
        notebook: the open notebook.
        kind: which list.
        path: of the file.

    Raises:
        Refusal: as ``store.csv_in.read_table``.
    """
    if kind == HOURS:
        return read_hours(notebook, path, wall_day(), hours_headings())
    record = RECORDS[kind]
    return read_table(path, record, synonyms(record), names_for(notebook, record))


def take_in(notebook: Notebook, looked: TableRead | HoursRead) -> int:
    """Take in what was looked at, all or nothing; return how many rows.

    Args:
        notebook: the open notebook.
        looked: what ``look_at`` has found; rows outside an agreement are right, as a person has said.

    Raises:
        Refusal: as ``store.csv_in.take_in_table``; HOURS_NOT_RIGHT where something else has come meanwhile.
    """
    if isinstance(looked, HoursRead):
        return len(take_in_hours(notebook, looked, wall_day(), outside=bool(looked.outside)))
    return take_in_table(notebook, looked)


def write_list(notebook: Notebook, kind: str, path: Path) -> int:
    """Write a list in clear; return how many rows it has.

    Args:
        notebook: the open notebook.
        kind: which list.
        path: of a file that is not there yet.

    Raises:
        Refusal: as ``store.csv_out.write_rows``.
    """
    rows = rows_of(notebook, kind)
    write_rows(notebook, path, rows, "table")
    return len(rows) - 1


def lines_of(looked: TableRead | HoursRead, width: int) -> list[Line]:
    """Return what a dry run has found: whether all is in order, each bad row, and what was not understood.

    Args:
        looked: what was found.
        width: in columns.
    """
    hours = looked if isinstance(looked, HoursRead) else None
    good = len(hours.hours) if hours is not None else len(looked.entries) if isinstance(looked, TableRead) else 0
    wrong = sorted((*looked.bad, *(hours.outside if hours is not None else ())), key=lambda row: row.row)
    lines: list[Line] = []
    if looked.bad:
        lines += wrapped(plural("tables.bad", len({row.row for row in looked.bad})), width, tone=Tone.ALARM)
    else:
        lines += wrapped(plural("tables.good", good), width)
    if hours is not None and hours.known:
        lines += wrapped(plural("hours.known", hours.known), width)
    lines += [Line(("!", _("import.bad_row", row=row.row, what=what_said(row))), ROW) for row in wrong]
    for heading in looked.unknown:
        lines += wrapped(_("import.unknown", heading=heading), width)
    return lines
