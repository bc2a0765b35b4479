"""One system of a model: what it is for, what is due in it, its figures of this year, and its lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from screens.day.due import DuePage
from screens.day.due_words import by_when, what_said
from screens.list_page import ListPage
from store.due import Due
from store.models.looking import COUNTED_BY, Figures, counts_of, front_of, model_figures
from store.models.systems import Listing, systems
from store.notebook import Notebook
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.model_names import about_said, system_said
from tui.forms.model_words import figure_said, listing_said, number_said
from tui.language import _, word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped

DUE = (2, 20, 30)
"""Columns of the sign, of whom and of what is due; the rest says by when."""

FIGURE = (2, 56)
"""Columns before and of what was counted; the rest is how many."""

LIST = (2, 56)
"""Columns before and of a list; the rest is how many it holds."""

MOST_FIGURES = 12
"""So many figures stand on the page; F5 shows all."""


@dataclass(frozen=True)
class Content:
    """What the screen shows.

    Attributes:
        lists: each list with how many records it holds.
        due: what is due.
        figures: of this year.
    """

    lists: tuple[tuple[Listing, int], ...]
    due: tuple[Due, ...]
    figures: Figures


class SystemPage(ListPage[Content]):
    """The screen of one system.

    Args:
        system: its number.
    """

    NAME = "model_system"
    STAY = True
    BINDINGS = [
        key("f2", "new", "kind_list.new"),
        key("f5", "figures", "models.figures"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, system: str) -> None:
        super().__init__()
        self.system = systems()[system]

    def load(self, notebook: Notebook) -> Content:
        """Read what is due, the figures and the lists."""
        today = wall_day()
        front = front_of(notebook, (self.system.model,), today)
        due = [one.due for found in front.shown.values() for one in found if one.system == self.system]
        first, last = date(today.year, 1, 1), date(today.year, 12, 31)
        figures = model_figures(notebook, (self.system.code,), first, last, today)
        return Content(counts_of(notebook, self.system.code), due[0] if due else (), figures)

    def lines(self, found: Content, width: int) -> list[Line]:
        """Return what the system is for, what is due, its own acts, its figures and its lists."""
        code = self.system.code
        lines = [Line((system_said(code).upper(),), tone=Tone.HEADING), *wrapped(about_said(code), width, 2), Line()]
        lines += _due(found.due)
        own = OWN.get(code, ())
        lines.append(Line((_("models.lists").upper(),), tone=Tone.HEADING))
        lines += [Line(("", word(words)), (2,), target=("own", name)) for name, words in own]
        for place, (listing, count) in enumerate(found.lists):
            cells = ("", listing_said(listing), str(count) if count else "–")
            lines.append(Line(cells, LIST, target=("list", place)))
        return [*lines, Line(), *self._figures(found.figures, width)]

    def _figures(self, found: Figures, width: int) -> list[Line]:
        if self.system.code not in COUNTED_BY:
            return []
        rest = len(found.figures) - MOST_FIGURES
        end = _("models.rest", count=rest) if rest > 0 else ""
        lines = [Line((_("models.this_year", year=found.first.year).upper(),), tone=Tone.HEADING, end=end)]
        if not found.figures:
            return [*lines, *wrapped(_("models.no_figures"), width, 2)]
        return lines + [
            Line(("", figure_said(one, found.names), number_said(one)), FIGURE)
            for one in found.figures[:MOST_FIGURES]
        ]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what is due, a list, or one of the system's own acts."""
        if isinstance(event.target, Due):
            self.app.push_screen(DuePage(event.target))
        elif isinstance(event.target, tuple):
            what, name = event.target
            if what == "own":
                self.app.push_screen(PAGES[name]())
            else:
                self._open_list(self.system.lists[name])

    def _open_list(self, listing: Listing) -> None:
        from screens.models.status_list import StatusList

        if listing.listed:
            self.app.push_screen(StatusList(listing))
        else:
            self._write(listing)

    def _write(self, listing: Listing) -> None:
        from screens.models.status_list import begin_record

        begin_record(self, listing, self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()

    def action_new(self) -> None:
        """Write a new record of the first list."""
        self._write(self.system.lists[0])

    def action_figures(self) -> None:
        """Look at all figures, of another period too."""
        from screens.models.figures_page import FiguresPage

        self.app.push_screen(FiguresPage((self.system.code,)))


def _due(found: tuple[Due, ...]) -> list[Line]:
    if not found:
        return []
    today = wall_day()
    lines = [Line((_("client_records.due").upper(),), tone=Tone.HEADING)]
    for one in found:
        late = one.until < today
        person = one.whom
        who = f"{person.given_name} {person.family_name[:1]}." if person.family_name else person.given_name
        cells = ("!" if late else "", who, what_said(one), by_when(one, today))
        lines.append(Line(cells, DUE, target=one, tone=Tone.ALARM if late else Tone.PLAIN))
    return [*lines, Line()]


OWN = {
    "M0.1": (("peer_search", "models.find_peer"),),
    "M4.1": (("expert_search", "models.find_expert"),),
    "M4.3": (("expert_search", "models.find_expert"),),
}
"""System → its own acts beside the lists: the name of the page and the key of its words."""


def _peer_search() -> Page[Any]:
    from screens.models.finding_people import FindingPeople

    return FindingPeople("peer_coach")


def _expert_search() -> Page[Any]:
    from screens.models.finding_people import FindingPeople

    return FindingPeople("expert_by_experience")


PAGES: dict[str, Callable[[], Page[Any]]] = {"peer_search": _peer_search, "expert_search": _expert_search}
"""Name of a page → what makes it."""
