"""Whose time of keeping is over, and whose erasure is asked for: nothing is erased by itself (law.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screens.list_page import ListPage
from store.keeping_times import Kept, due_for_erasure
from store.notebook import Notebook
from store.reading_several import read_several
from tui.forms.days import wall_day
from tui.forms.saying import title_of
from tui.language import _
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WIDTHS = (2, 30, 18)
"""Columns of the sign, the client and the day; the rest says what there is to know."""


@dataclass(frozen=True)
class DueClients:
    """What the screen shows.

    Attributes:
        due: the clients.
        names: by id.
    """

    due: tuple[Kept, ...]
    names: Mapping[str, str]


class DueForErasure(ListPage[DueClients]):
    """The list of what is due."""

    NAME = "due_for_erasure"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> DueClients:
        """Read whose time is over."""
        due = due_for_erasure(notebook, wall_day())
        found = read_several(notebook, "client", {one.client for one in due})
        return DueClients(due, {id: title_of("client", shown.values) for id, shown in found.items()})

    def lines(self, found: DueClients, width: int) -> list[Line]:
        """Return the clients, those whose erasure is asked for in front."""
        if not found.due:
            return wrapped(_("due_for_erasure.empty"), width)
        return [*wrapped(_("due_for_erasure.intro"), width), Line(), *(_line(one, found.names) for one in found.due)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the rights of a client: there it can be erased."""
        from screens.clients.client_rights import ClientRights

        if isinstance(event.target, str):
            self.app.push_screen(ClientRights(event.target))


def _line(one: Kept, names: Mapping[str, str]) -> Line:
    day = "" if one.service_until is None else long_day(one.service_until)
    remark = _("due_for_erasure.held") if one.held else _("due_for_erasure.asked") if one.asked else ""
    cells = ("!" if remark else "", names.get(one.client, ""), day, remark)
    return Line(cells, WIDTHS, target=one.client, tone=Tone.ALARM if remark else Tone.PLAIN)
