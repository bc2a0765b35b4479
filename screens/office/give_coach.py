"""A coach for one client who has none: whoever wrote the card stands first, and anybody at work can be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input

from screens.office.office_form import Act, OfficeForm, Picked, label, workers_of
from screens.office.office_words import client_said
from store.assigning import assign_client
from store.notebook import Notebook
from store.without_coach import WithoutCoach
from tui.forms.days import wall_day
from tui.language import _
from tui.language.dates import day as written_day
from tui.widgets.keys import key
from tui.widgets.words import Words


class GiveCoach(OfficeForm):
    """The form that gives a client a coach.

    Args:
        one: the client.
    """

    NAME = "give_coach"
    BINDINGS = [
        key("f2", "do", "assign_client.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, one: WithoutCoach) -> None:
        super().__init__()
        self.one = one
        self.names: dict[str, str] = {}

    def fields(self) -> Iterable[Widget]:
        """Lay out the coach and the first day."""
        name = client_said(self.one.given_name, self.one.family_name)
        yield Words("give_coach.about", classes="part", name=name)
        yield label("give_coach.coach")
        yield Picked(id="coach")
        yield label("assign_client.first")
        yield Input(written_day(wall_day()), id="first", select_on_focus=False)

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read who coaches, the writer of the card first."""
        return sorted(workers_of(notebook, role="coach"), key=lambda pair: pair[1] != self.one.writer)

    def offer(self, found: Sequence[object]) -> None:
        """Offer them; the writer of the card is chosen until somebody else is."""
        pairs = [one for one in found if isinstance(one, tuple)]
        self.names = {id: name for name, id in pairs}
        self.query_one(Picked).offer(pairs, self.one.writer)

    def act(self) -> Act | None:
        """Assign the client."""
        coach, first = self.picked("coach"), self.day("first")
        if coach is None:
            return self.missing("give_coach.no_coach", "coach")
        if first is None:
            return self.missing("office_form.no_day", "first")

        def assign(notebook: Notebook) -> str:
            assign_client(notebook, self.one.client, coach, "responsible", first)
            return _("assign_client.done", name=self.names.get(coach, ""))

        return assign
