"""Agreements: those first that end first, with the warnings at 30 and 14 days; Enter opens one."""

from __future__ import annotations

from datetime import date

from screens.list_page import ListPage
from store.notebook import Notebook
from store.placements.agreements import Placement, placements
from store.writing import Saved
from tui.forms.days import wall_day
from tui.language import _, plural
from tui.language.dates import day as day_said
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

AGREEMENT = (2, 24, 22, 12)
"""Columns of the sign, the client, the place and the last day; the rest says how it stands."""


class AgreementsPage(ListPage[tuple[Placement, ...]]):
    """The agreements of this notebook."""

    NAME = "agreements"
    STAY = True
    BINDINGS = [
        key("f2", "new", "agreements.new"),
        key("f4", "over", "agreements.over"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.over = False

    def load(self, notebook: Notebook) -> tuple[Placement, ...]:
        """Read the agreements."""
        return placements(notebook)

    def lines(self, found: tuple[Placement, ...], width: int) -> list[Line]:
        """Return those that are in force or to come; with F4 those that are over."""
        today = wall_day()
        chosen = [one for one in found if (one.last < today) == self.over]
        if self.over:
            chosen.reverse()
        heading = _("agreements.are_over") if self.over else _("agreements.in_force")
        lines = [Line((heading.upper(),), tone=Tone.HEADING, end=str(len(chosen) or ""))]
        lines += [agreement_line(one, today) for one in chosen]
        return lines if chosen else [*lines, *wrapped(_("agreements.nothing"), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open an agreement."""
        from screens.placements.agreement import AgreementPage

        if isinstance(event.target, tuple):
            self.app.push_screen(AgreementPage(event.target[1]))

    def action_over(self) -> None:
        """Show the agreements that are over, or those in force again."""
        self.over = not self.over
        self.read_again()

    def action_new(self) -> None:
        """Write down an agreement."""
        from screens.records.record_form import RecordForm

        preset: dict[str, str | date] = {"start": wall_day()}
        self.app.push_screen(RecordForm("placement_agreement", preset=dict(preset)), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def agreement_line(one: Placement, today: date) -> Line:
    """Return the line of an agreement: who, where, until when, and what to do about it.

    Args:
        one: the agreement.
        today: the day on the wall.
    """
    warning = one.warning(today)
    name = f"{one.given_name} {one.family_name}".strip() or _("reference.not_here")
    place = one.place_name or _("reference.not_here")
    return Line(
        ("!" if warning or one.beside else "", name, place, day_said(one.last), standing_said(one, today)),
        AGREEMENT,
        target=("placement_agreement", one.id),
        tone=Tone.ALARM if one.beside else Tone.PLAIN,
    )


def standing_said(one: Placement, today: date) -> str:
    """Return how an agreement stands on a day."""
    if one.beside:
        return _("agreements.beside")
    if one.ended_on is not None:
        return _("agreements.ended")
    if one.renewed_by is not None:
        return _("agreements.renewed")
    if one.last < today:
        return _("agreements.is_over")
    if one.start > today:
        return _("agreements.to_come")
    left = (one.last - today).days
    return plural("agreements.days_left", left) if one.warning(today) else ""
