"""A client is given to a coach, from when until when: the records go to that laptop with the next delivery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input

from screens.office.office_form import Act, OfficeForm, Picked, clients_of_office, label
from store.assigning import assign_client
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.language import _
from tui.language.dates import day as written_day
from tui.widgets.keys import key
from tui.widgets.ticks import Choices
from tui.widgets.words import Words

PARTS = ("responsible", "second", "substitute")


class AssignClient(OfficeForm):
    """The form that gives a client to a coach.

    Args:
        worker: id of the coach.
        name: of the coach.
    """

    NAME = "assign_client"
    BINDINGS = [
        key("f2", "do", "assign_client.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, worker: str, name: str) -> None:
        super().__init__()
        self.worker, self.worker_name = worker, name

    def fields(self) -> Iterable[Widget]:
        """Lay out client, part and days."""
        yield Words("assign_client.about", classes="part", name=self.worker_name)
        yield label("assign_client.client")
        yield Picked(id="client")
        yield label("assign_client.part")
        yield Choices("choice.role", PARTS, PARTS[0], id="part")
        yield label("assign_client.first")
        yield Input(written_day(wall_day()), id="first", select_on_focus=False)
        yield label("assign_client.last")
        yield Input(id="last", select_on_focus=False)

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read the clients."""
        return clients_of_office(notebook)

    def offer(self, found: Sequence[object]) -> None:
        """Offer them."""
        self.query_one(Picked).offer(one for one in found if isinstance(one, tuple))

    def act(self) -> Act | None:
        """Assign the client."""
        client, first, last = self.picked("client"), self.day("first"), self.day("last")
        part = self.query_one("#part", Choices).code
        if client is None:
            return self.missing("assign_client.no_client", "client")
        if first is None:
            return self.missing("office_form.no_day", "first")
        if last is None and self.typed("last"):
            return self.missing("office_form.no_day", "last")

        def assign(notebook: Notebook) -> str:
            assign_client(notebook, client, self.worker, part, first, last)
            return _("assign_client.done", name=self.worker_name)

        return assign
