"""The bundles that were taken in, the newest first; a whole one can be undone (DESIGN §4)."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.exchange.inbox_lines import made_said, sent_by
from screens.list_page import ListPage
from screens.office.office_words import SIGN
from store.bundle import received_bundles, retract_bundle
from store.bundle.outcomes import ReceivedBundle
from store.laptop_names import Named, names_of_laptops
from store.notebook import Notebook
from store.refusal import Refusal
from tui.language import _, plural
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, wrapped
from tui.widgets.words import Text, Words

BUNDLE = (SIGN, 20, 17, 6)
"""Columns of the sign, the sender, when it was taken in and the part; the rest is what came by it."""


@dataclass(frozen=True)
class Taken:
    """What the list shows.

    Attributes:
        bundles: the newest first.
        names: who is behind each key.
    """

    bundles: tuple[ReceivedBundle, ...]
    names: dict[str, Named]


class ReceivedBundles(ListPage[Taken]):
    """The list of what was taken in."""

    NAME = "received"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Taken:
        """Read what was taken in."""
        return Taken(received_bundles(notebook), names_of_laptops(notebook))

    def lines(self, found: Taken, width: int) -> list[Line]:
        """Return a line for each bundle; those by which nothing new came say so and open nothing."""
        if not found.bundles:
            return wrapped(_("received.empty"), width)
        return [_line(one, found.names) for one in found.bundles]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Ask whether the bundle is to be undone."""
        if isinstance(event.target, ReceivedBundle) and self.found is not None:
            self.app.push_screen(UndoBundle(event.target, sent_by(event.target.sender, self.found.names)))


def _line(one: ReceivedBundle, names: dict[str, Named]) -> Line:
    said = plural("received.changes", one.changes) if one.changes else _("received.nothing_new")
    part = f"{one.part}/{one.parts}" if one.parts > 1 else ""
    cells = (
        "–" if one.retracted else "",
        sent_by(one.sender, names),
        made_said(one.at),
        part,
        _("received.undone") if one.retracted else said,
    )
    return Line(cells, BUNDLE, target=one if one.changes and not one.retracted else None)


class UndoBundle(Page[None]):
    """What undoing a whole bundle means, with the reason for it.

    Args:
        bundle: the bundle.
        sender: whose it is, in words.
    """

    NAME = "undo_bundle"
    CSS_PATH = "received_bundles.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS = [
        key("f2", "undo_bundle", "undo_bundle.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, bundle: ReceivedBundle, sender: str) -> None:
        super().__init__()
        self.bundle, self.sender = bundle, sender

    def compose(self) -> ComposeResult:
        """Lay out what it means and the field for the reason."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words(
                "undo_bundle.about",
                classes="part",
                sender=self.sender,
                made=made_said(self.bundle.at),
                count=self.bundle.changes,
            )
            yield Words("undo_bundle.means", classes="part")
            yield Words("undo_bundle.reason", classes="label")
            yield Input(id="reason", max_length=300, select_on_focus=False)
            yield Text("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Go on to the key that undoes: Enter alone undoes nothing."""
        self.query_one("#said", Text).show(_("undo_bundle.press"))

    def action_undo_bundle(self) -> None:
        """Undo it, once the reason is written."""
        if not self.query_one("#reason", Input).value.strip():
            self.query_one("#said", Text).show(_("undo_bundle.reason_missing"))
            self.query_one("#reason", Input).focus()
            return
        self.begin(self._undo, once=True)

    async def _undo(self) -> None:
        reason = self.query_one("#reason", Input).value.strip()
        try:
            await self.shell.write(retract_bundle, self.shell.opened, self.bundle.number, reason=reason)
        except Refusal as refusal:
            self.query_one("#said", Text).show(self.shell.refused(refusal))
            return
        self.notify(_("undo_bundle.done"), markup=False)
        self.dismiss(None)
