"""Sijaisuus: a coach stands in for another, from one day to another; it ends by itself (USERS 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input

from screens.office.office_form import Act, OfficeForm, Picked, label, workers_of
from store.assigning import substitute
from store.notebook import Notebook
from tui.language import plural
from tui.widgets.keys import key
from tui.widgets.words import Words


class Substitution(OfficeForm):
    """The form of a substitution.

    Args:
        absent: id of who is away.
        name: of who is away.
    """

    NAME = "substitution"
    BINDINGS = [
        key("f2", "do", "substitution.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, absent: str, name: str) -> None:
        super().__init__()
        self.absent, self.worker_name = absent, name

    def fields(self) -> Iterable[Widget]:
        """Lay out who stands in, and the days."""
        yield Words("substitution.about", classes="part", name=self.worker_name)
        yield label("substitution.by")
        yield Picked(id="by")
        yield label("substitution.first")
        yield Input(id="first", select_on_focus=False)
        yield label("substitution.last")
        yield Input(id="last", select_on_focus=False)

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read who can stand in."""
        return tuple(one for one in workers_of(notebook, role="coach") if one[1] != self.absent)

    def offer(self, found: Sequence[object]) -> None:
        """Offer them."""
        self.query_one(Picked).offer(one for one in found if isinstance(one, tuple))
        if not found:
            self._say("substitution.nobody_else")

    def act(self) -> Act | None:
        """Let the chosen coach stand in."""
        by, first, last = self.picked("by"), self.day("first"), self.day("last")
        if by is None:
            return self.missing("substitution.nobody", "by")
        if first is None:
            return self.missing("office_form.no_day", "first")
        if last is None:
            return self.missing("office_form.no_day", "last")
        if last < first:
            return self.missing("office_form.last_before_first", "last")

        def stand_in(notebook: Notebook) -> str:
            saved = substitute(notebook, self.absent, by, first, last)
            return plural("substitution.done", len(saved))

        return stand_in
