"""Pidäkkeet: what must not be erased of a client, on which ground, since when; the office decides (law.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from screens.list_page import ListPage
from store.kinds import may_write
from store.legal_holds import Hold, end_hold, holds_on_client
from store.notebook import Notebook
from store.refusal import Refusal
from tui.language import _
from tui.language.dates import moment
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WIDTHS = (24, 24)
"""Columns of the day and of who placed it; the ground stands below, whole."""

PLACE = "place"
"""What the last line opens."""


@dataclass(frozen=True)
class Holds:
    """What the screen shows.

    Attributes:
        standing: the holds, the oldest first.
        may_decide: whether they are placed and ended here: at the office alone.
    """

    standing: tuple[Hold, ...]
    may_decide: bool


class LegalHolds(ListPage[Holds]):
    """The legal holds of one client.

    Args:
        client: id of the client.
    """

    NAME = "legal_holds"
    STAY = True
    BINDINGS = [
        key("f2", "place", "legal_holds.place"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def load(self, notebook: Notebook) -> Holds:
        """Read the holds that stand."""
        return Holds(holds_on_client(notebook, self.client), may_write(notebook, "legal_hold"))

    def lines(self, found: Holds, width: int) -> list[Line]:
        """Return what a hold does, and those that stand."""
        self.call_after_refresh(self.refresh_bindings)
        lines = [*wrapped(_("legal_holds.intro"), width), Line()]
        for one in found.standing:
            cells = (moment(one.at), one.worker or _("client.unknown_author"))
            lines.append(Line(cells, WIDTHS, target=one, tone=Tone.ALARM))
            lines += wrapped(one.ground, width, 2)
        if not found.standing:
            lines += wrapped(_("legal_holds.none"), width)
        lines.append(Line())
        if found.may_decide:
            return [*lines, Line((_("legal_holds.place_one"),), target=PLACE)]
        return [*lines, *wrapped(_("legal_holds.office_only"), width)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a new hold at the office alone."""
        return self.found is not None and self.found.may_decide if action == "place" else True

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Place a hold, or ask whether one is to be ended."""
        one = event.target
        if one == PLACE:
            self.action_place()
        elif isinstance(one, Hold) and self.found is not None and self.found.may_decide:

            def answered(answer: str | None) -> None:
                if answer == "legal_holds.end":
                    self.begin(partial(self._end, one), group="end", once=True)

            self.app.push_screen(Ask("legal_holds.question", ("legal_holds.keep", "legal_holds.end")), answered)

    def action_place(self) -> None:
        """Place a hold, on a stated ground."""
        from screens.clients.place_hold import PlaceHold

        self.app.push_screen(PlaceHold(self.client))

    async def _end(self, one: Hold) -> None:
        try:
            await self.shell.write(end_hold, self.shell.opened, self.client, one.id)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
        else:
            self.app.notify(_("client_hold.ended"), markup=False)
        self.read_again()
