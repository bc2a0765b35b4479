"""The laptops that the office has enrolled: whose each is, when it was heard, and which are cut off (DESIGN §5)."""

from __future__ import annotations

from screens.list_page import ListPage
from screens.office.office_words import SIGN, here
from store.bundle.laptops import LaptopShown, list_laptops
from store.notebook import Notebook
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

LAPTOP = (SIGN, 12, 24, 14)
"""Columns before and of the laptop's name, of its worker and of the day it was heard; the rest is its state."""


class Laptops(ListPage[tuple[LaptopShown, ...]]):
    """The list of laptops."""

    NAME = "laptops"
    STAY = True
    BINDINGS = [
        key("f2", "accept", "laptops.accept"),
        key("f4", "own_card", "laptops.own_card"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> tuple[LaptopShown, ...]:
        """Read the laptops."""
        return list_laptops(notebook)

    def lines(self, found: tuple[LaptopShown, ...], width: int) -> list[Line]:
        """Return the living laptops, then those that were cut off."""
        if not found:
            return wrapped(_("laptops.none"), width)
        heads = (_("laptops.head_laptop"), _("laptops.head_worker"), _("laptops.head_heard"))
        lines = [Line(("", *heads), LAPTOP, tone=Tone.HEADING)]
        lines += [_line(one) for one in found if one.cut_off is None]
        gone = [one for one in found if one.cut_off is not None]
        if gone:
            lines += [Line(), Line((_("laptops.gone").upper(),), tone=Tone.HEADING)]
        return [*lines, *(_line(one) for one in gone)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show one laptop."""
        from screens.office.office_coach import OfficeCoach

        if isinstance(event.target, str):
            self.app.push_screen(OfficeCoach(event.target))

    def action_accept(self) -> None:
        """Accept a laptop's card, then say whose it is."""
        from screens.office.laptop_card import LaptopCard

        self.app.push_screen(LaptopCard())

    def action_own_card(self) -> None:
        """Write the office's own card, and show the words that are said for it."""
        from screens.office.own_card import OwnCard

        self.app.push_screen(OwnCard())


def _line(one: LaptopShown) -> Line:
    heard = here(one.heard) if one.heard is not None else "–"
    nobody = one.worker is None and one.cut_off is None
    state = _("laptops.unowned") if nobody else ""
    target = one.principal if one.cut_off is None else None
    return Line(("!" if nobody else "", one.principal, one.name or "–", heard, state), LAPTOP, target=target)
