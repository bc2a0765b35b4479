"""Files in clear: what was written where a person chose, listed until it is deleted; Enter deletes one (DESIGN 5)."""

from __future__ import annotations

from functools import partial

from screens.list_page import ListPage
from store.clear_files import ClearFile, clear_files, delete_clear
from store.notebook import Notebook
from store.refusal import Refusal
from tui.language import _, word
from tui.language.dates import moment
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WIDTHS = (26, 24)
"""Columns of what it is and when it was written; the rest is its file."""

WHAT = {
    "allowance_statement": "paper.statement",
    "client_copy": "clear_files.client_copy",
    "client_log": "clear_files.client_log",
    "client_told": "clear_files.client_told",
    "payroll": "clear_files.payroll",
    "placement_agreement": "paper.agreement",
    "progress": "paper.progress",
    "quality": "clear_files.quality",
    "quality_counts": "clear_files.quality_counts",
    "route": "route.title",
    "statistics": "clear_files.statistics",
    "table": "clear_files.table",
    "week_sheet": "paper.week",
    "hours_slip": "clear_files.hours_slip",
    "certificate": "clear_files.certificate",
    "activity_period": "clear_files.activity_period",
}
"""What a file is → key of its words."""


class ClearFiles(ListPage[tuple[ClearFile, ...]]):
    """The list of files in clear."""

    NAME = "clear_files"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> tuple[ClearFile, ...]:
        """Read which are still there."""
        return clear_files(notebook)

    def lines(self, found: tuple[ClearFile, ...], width: int) -> list[Line]:
        """Return the files, the newest first."""
        if not found:
            return wrapped(_("clear_files.empty"), width)
        lines = [*wrapped(_("clear_files.intro"), width), Line()]
        for one in found:
            what = word(WHAT[one.what]) if one.what in WHAT else one.what
            lines.append(Line((what, moment(one.at), one.path.name), WIDTHS, target=one, tone=Tone.ALARM))
            lines += wrapped(str(one.path.parent), width, 2)
            if not one.in_reach:
                lines += wrapped(_("clear_files.out_of_reach"), width, 2)
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Ask whether the file is to be deleted."""
        one = event.target
        if not isinstance(one, ClearFile):
            return

        def answered(answer: str | None) -> None:
            if answer == "clear_files.delete":
                self.begin(partial(self._delete, one.number), group="delete", once=True)

        question = Ask("clear_files.question", ("clear_files.leave", "clear_files.delete"), file=one.path.name)
        self.app.push_screen(question, answered)

    async def _delete(self, number: int) -> None:
        try:
            await self.shell.write(delete_clear, self.shell.opened, number)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
        self.read_again()
