"""The pair at the table: what the two do next, what the peer may know, and the peer's own hours (USERS 14).

It is read only and made to be looked at together: a client of whom the peer may know nothing is counted, never named.
"""

from __future__ import annotations

from datetime import date

from screens.list_page import ListPage
from store.history.change import Value
from store.models.person_card import MayKnow, PairView, Together, pair_view
from store.notebook import Notebook
from store.records import RECORD_TYPES
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, label_of, say_value
from tui.language import _, plural
from tui.language.dates import clock, long_day, short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone, wrapped

AHEAD = (14, 8, 20, 24)
"""Columns of the day, the time, the kind and the place; the rest is whom it is about."""

TASK = (20, 34)
"""Columns of the day and of what was done; the rest is how long."""


class PairPage(ListPage[PairView]):
    """The screen of a pair.

    Args:
        pair: id of the pair.
    """

    NAME = "pair"
    BINDINGS = [
        key("f2", "slip", "pair.slip"),
        key("f4", "edit", "pair.edit"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, pair: str) -> None:
        super().__init__()
        self.pair = pair

    def load(self, notebook: Notebook) -> PairView:
        """Read what the two look at.

        Raises:
            Refusal: UNKNOWN_RECORD.
        """
        return pair_view(notebook, self.pair, wall_day())

    def lines(self, found: PairView, width: int) -> list[Line]:
        """Return the pair, what comes, what the peer may know, and the peer's own tasks."""
        lines = [Line((found.peer or _("reference.not_here"),), tone=Tone.HEADING)]
        for name in ("agreed_tasks", "limits_agreed", "secrecy_signed_on", "review_on"):
            lines += _said(name, found.values.get(name), width)
        if found.values.get("secrecy_signed_on") is None:
            lines += wrapped(_("pair.no_secrecy"), width, tone=Tone.ALARM)
        lines += [Line(), Line((_("pair.ahead").upper(),), tone=Tone.HEADING)]
        lines += [_ahead(one) for one in found.ahead] or [Line(("", _("pair.nothing_ahead")), (2,))]
        lines += [Line(), Line((_("pair.may_know").upper(),), tone=Tone.HEADING)]
        for one in found.may_know:
            lines += _known(one, width)
        if not found.may_know:
            lines += wrapped(_("pair.knows_nothing"), width, 2)
        return [*lines, *_tasks(found), *_tax_card(found, width)]

    def action_edit(self) -> None:
        """Open the form of the pair."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("working_pair", self.pair), self._came_back)

    def action_slip(self) -> None:
        """Write the peer's own hours as a slip to be signed."""
        from screens.write_paper import WritePaper
        from tui.paper.model_writing import SlipPaper

        if self.found is not None:
            self.app.push_screen(WritePaper(SlipPaper(self.found)))

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def _said(name: str, value: Value | None, width: int) -> list[Line]:
    if value is None:
        return []
    said = say_value("working_pair", RECORD_TYPES["working_pair"].fields[name], value)
    return [Line((label_of("working_pair", name),)), *wrapped(said, width, 2)]


def _ahead(one: Together) -> Line:
    others = plural("pair.others", one.others) if one.others else ""
    who = ", ".join((*one.clients, *((others,) if others else ())))
    start = clock(one.start) if one.start is not None else ""
    return Line((short_day(one.day), start, choice_of("kind", one.kind), one.place, who), AHEAD)


def _known(one: MayKnow, width: int) -> list[Line]:
    lines = [Line((one.given_name,))]
    for values in one.items:
        words = values.get("wording") or values.get("own_item") or choice_of("item", str(values.get("item") or ""))
        lines += wrapped(f"”{words}”", width, 2)
    return lines


def _tasks(found: PairView) -> list[Line]:
    total = sum(minutes for _day, _kind, minutes in found.tasks)
    lines = [Line(), Line((_("pair.tasks").upper(),), tone=Tone.HEADING, end=hours(total) if total else "")]
    for day, kind, minutes in found.tasks:
        lines.append(Line((long_day(day), choice_of("kind", kind), hours(minutes)), TASK))
    return lines if found.tasks else [*lines, Line(("", _("pair.no_tasks")), (2,))]


def _tax_card(found: PairView, width: int) -> list[Line]:
    lines = [Line(), Line((_("pair.tax_card").upper(),), tone=Tone.HEADING)]
    until = found.tax_card_until
    if isinstance(until, date):
        late = until < wall_day()
        said = _("pair.tax_card_over" if late else "pair.tax_card_until", day=long_day(until))
        return [*lines, *wrapped(said, width, 2, Tone.ALARM if late else Tone.PLAIN)]
    return [*lines, *wrapped(_("pair.no_tax_card" if found.at_office else "person.at_office"), width, 2)]


def hours(minutes: int) -> str:
    """Return a length as hours and minutes: "3:30".

    Args:
        minutes: the length.
    """
    return f"{minutes // 60}:{minutes % 60:02}"
