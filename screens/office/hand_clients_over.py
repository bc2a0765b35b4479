"""A leaving coach's clients go to another, in the same part, from one day on (USERS 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input

from screens.office.office_form import Act, OfficeForm, Picked, label, workers_of
from store.assigning import hand_clients_over
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.language import plural
from tui.language.dates import day as written_day
from tui.widgets.keys import key
from tui.widgets.words import Words


class HandClientsOver(OfficeForm):
    """The form on which all clients of a coach go to another.

    Args:
        leaving: id of who leaves.
        name: of who leaves.
    """

    NAME = "hand_clients_over"
    BINDINGS = [
        key("f2", "do", "hand_clients_over.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, leaving: str, name: str) -> None:
        super().__init__()
        self.leaving, self.worker_name = leaving, name

    def fields(self) -> Iterable[Widget]:
        """Lay out to whom, and from which day on."""
        yield Words("hand_clients_over.about", classes="part", name=self.worker_name)
        yield label("hand_clients_over.to")
        yield Picked(id="to")
        yield label("hand_clients_over.first")
        yield Input(written_day(wall_day()), id="first", select_on_focus=False)

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read who can take them."""
        return tuple(one for one in workers_of(notebook, role="coach") if one[1] != self.leaving)

    def offer(self, found: Sequence[object]) -> None:
        """Offer them."""
        self.query_one(Picked).offer(one for one in found if isinstance(one, tuple))
        if not found:
            self._say("substitution.nobody_else")

    def act(self) -> Act | None:
        """Hand them over."""
        to, first = self.picked("to"), self.day("first")
        if to is None:
            return self.missing("hand_clients_over.nobody", "to")
        if first is None:
            return self.missing("office_form.no_day", "first")

        def hand_over(notebook: Notebook) -> str:
            return plural("hand_clients_over.done", len(hand_clients_over(notebook, self.leaving, to, first)))

        return hand_over
