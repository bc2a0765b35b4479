"""Cards that look like one person: pairs that a person joins or keeps apart (DESIGN §4)."""

from __future__ import annotations

from dataclasses import dataclass

from screens.list_page import ListPage
from screens.office.office_words import SIGN, client_said
from store.doubles import Double, Standing, doubles
from store.notebook import Notebook
from store.reading_several import read_several
from tui.language import _, plural, word
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

PAIR = (SIGN, 34)
"""Columns before and of the two names; the rest says why they look alike."""

WHY = {
    "customer_number": "doubles.customer_number",
    "name_and_phone": "doubles.name_and_phone",
    "name_and_entry": "doubles.name_and_entry",
    "name_and_municipality": "doubles.name_and_municipality",
}
"""Likeness → key of its words."""

HEADS = {
    Standing.OPEN: "doubles.open",
    Standing.JOINED: "doubles.joined",
    Standing.DIFFERENT: "doubles.different",
}
"""What was said of a pair → key of its heading."""


@dataclass(frozen=True)
class Pairs:
    """What the list shows.

    Attributes:
        doubles: the undecided first.
        names: short names of the clients by id.
    """

    doubles: tuple[Double, ...]
    names: dict[str, str]


def why_said(one: Double) -> str:
    """Return why two cards look alike, in words."""
    return ", ".join(word(WHY[each.value]) for each in one.likeness) or _("doubles.by_hand")


class Doubles(ListPage[Pairs]):
    """The list of pairs."""

    NAME = "doubles"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Pairs:
        """Read the pairs, with the names of the clients."""
        found = doubles(notebook)
        ids = {id for one in found for id in (one.first, one.second)}
        names = {
            id: client_said(str(shown.values.get("given_name") or ""), str(shown.values.get("family_name") or ""))
            for id, shown in read_several(notebook, "client", ids, heads=False).items()
        }
        return Pairs(found, names)

    def lines(self, found: Pairs, width: int) -> list[Line]:
        """Return what nobody has decided on, then what was joined, then what is kept apart."""
        opened = sum(one.standing is Standing.OPEN for one in found.doubles)
        lines = [Line((plural("doubles.count", opened),), tone=Tone.HEADING)]
        if not opened:
            lines = wrapped(_("doubles.answered") if found.doubles else _("doubles.none"), width)
        before = Standing.OPEN
        for one in found.doubles:
            if one.standing is not before:
                before = one.standing
                lines += [Line(), Line((word(HEADS[before]).upper(),), tone=Tone.HEADING)]
            both = " · ".join(found.names.get(id) or _("reference.not_here") for id in (one.first, one.second))
            sign = "!" if one.standing is Standing.OPEN else ""
            lines.append(Line((sign, both, why_said(one)), PAIR, target=one))
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show the two cards beside each other."""
        from screens.clients.double import DoublePage

        if isinstance(event.target, Double):
            self.app.push_screen(DoublePage(event.target))
