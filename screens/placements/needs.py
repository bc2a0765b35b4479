"""Who needs a place: open needs first, then the answered with their reasons; Enter looks for a place."""

from __future__ import annotations

from screens.list_page import ListPage
from store.history.change import Value
from store.notebook import Notebook
from store.placements.places import Need, needs, refusals
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

NEED = (16, 24, 16)
"""Columns of the day, the client and the status; the rest is the place or the reason."""


class NeedsPage(ListPage[tuple[Need, ...]]):
    """The needs for a place."""

    NAME = "needs"
    STAY = True
    BINDINGS = [
        key("f2", "new", "needs.new"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> tuple[Need, ...]:
        """Read the needs."""
        return needs(notebook)

    def lines(self, found: tuple[Need, ...], width: int) -> list[Line]:
        """Return the needs, and for which reasons they were refused."""
        waiting = sum(one.status == "open" for one in found)
        lines = [Line((_("needs.heading").upper(),), tone=Tone.HEADING, end=str(waiting or ""))]
        lines += [_line(one) for one in found]
        if not found:
            lines += wrapped(_("needs.nothing"), width)
        counted = refusals(found)
        if counted:
            lines += [Line(), Line((_("needs.refusals").upper(),), tone=Tone.HEADING)]
            for reason, number in counted:
                lines += [Line((reason or _("needs.no_reason"),), end=plural("needs.times", number))]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Look for a place for an open need; open the form of an answered one."""
        from screens.placements.need_answer import NeedAnswer
        from screens.records.record_form import RecordForm

        if isinstance(event.target, Need):
            if event.target.status == "open":
                self.app.push_screen(NeedAnswer(event.target), self._came_back)
            else:
                self.app.push_screen(RecordForm("needs_referral", event.target.id), self._came_back)

    def action_new(self) -> None:
        """Write down a need."""
        from screens.records.record_form import RecordForm

        preset: dict[str, Value] = {"day": wall_day(), "status": "open"}
        self.app.push_screen(RecordForm("needs_referral", preset=preset), self._came_back)

    def _came_back(self, saved: Saved | None = None) -> None:
        self.read_again()


def _line(one: Need) -> Line:
    name = f"{one.given_name} {one.family_name}".strip() or _("reference.not_here")
    answer = one.reasons.replace("\n", " ") if one.status == "refused" else one.place_name
    return Line((long_day(one.day), name, choice_of("status", one.status), answer), NEED, target=one)
