"""The last day on which a coach has a client: after it the laptop offers to put the records away (USERS 9)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from screens.office.office_form import Act, OfficeForm, label
from store.assigning import end_assignment
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.language import _
from tui.language.dates import day as written_day
from tui.widgets.keys import key
from tui.widgets.words import Words


class EndAssignment(OfficeForm):
    """The form that ends an assignment.

    Args:
        assignment: id.
        client: short name of the client.
        name: of the worker.
    """

    NAME = "end_assignment"
    BINDINGS = [
        key("f2", "do", "end_assignment.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, assignment: str, client: str, name: str) -> None:
        super().__init__()
        self.assignment, self.client, self.worker_name = assignment, client, name

    def fields(self) -> Iterable[Widget]:
        """Lay out the last day."""
        yield Words("end_assignment.about", classes="part", client=self.client, name=self.worker_name)
        yield label("end_assignment.last")
        yield Input(written_day(wall_day()), id="last", select_on_focus=False)

    def act(self) -> Act | None:
        """End it on that day."""
        last = self.day("last")
        if last is None:
            return self.missing("office_form.no_day", "last")

        def end(notebook: Notebook) -> str:
            end_assignment(notebook, self.assignment, last)
            return _("end_assignment.done", client=self.client)

        return end
