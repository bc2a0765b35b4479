"""What is a worker's own and the team's: time, leave, supervision, meetings, the office's dated rules."""

from __future__ import annotations

from screens.clients.client_records import kind_lines
from screens.list_page import ListPage
from store.kinds import OF_TEAM, OF_WORKER, KindCount, count_kinds
from store.notebook import Notebook
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows


class OwnRecords(ListPage[tuple[KindCount, ...]]):
    """The kinds of record that are about no client."""

    NAME = "own_records"
    STAY = True
    BINDINGS = [
        key("f5", "time_use", "time_use.short"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> tuple[KindCount, ...]:
        """Count the kinds."""
        return count_kinds(notebook, (*OF_WORKER, *OF_TEAM))

    def lines(self, found: tuple[KindCount, ...], width: int) -> list[Line]:
        """Return the kinds, and where working time is looked at."""
        return [Line((_("own_records.time"),), target=("time_use", "")), Line(), *kind_lines(found)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the records of a kind, or the week's time."""
        if not isinstance(event.target, tuple):
            return
        what, record = event.target
        if what == "time_use":
            self.action_time_use()
            return
        from screens.records.kind_list import KindList

        self.app.push_screen(KindList(record))

    def action_time_use(self) -> None:
        """Look at the week's time."""
        from screens.quality.time_use import TimeUsePage

        self.app.push_screen(TimeUsePage())
