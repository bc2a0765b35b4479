"""Korjaa tietoja: every kind of record of a client, to choose what is to be corrected with a reason (GDPR 16)."""

from __future__ import annotations

from typing import Any

from screens.clients.client_records import kind_lines
from screens.list_page import ListPage
from screens.records.correction import CorrectionForm
from screens.records.kind_list import KindList
from screens.records.record_version import RecordVersion
from store.kinds import KindCount, correctable_kinds, count_kinds, may_write
from store.notebook import Notebook
from tui.language import _, word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, wrapped

CARD = "card"
"""What the first line opens."""


class CorrectClient(ListPage[tuple[KindCount, ...]]):
    """The page on which one chooses what is corrected.

    Args:
        client: id of the client.
    """

    NAME = "correct_client"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def load(self, notebook: Notebook) -> tuple[KindCount, ...]:
        """Read how many records there are of each kind that can be corrected."""
        return tuple(one for one in count_kinds(notebook, correctable_kinds(), self.client) if one.count)

    def lines(self, found: tuple[KindCount, ...], width: int) -> list[Line]:
        """Return the card, and the kinds of which there is something."""
        card = Line((word("record", "client"),), target=CARD)
        return [*wrapped(_("correct_client.intro"), width), Line(), card, Line(), *kind_lines(found)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the card, or the records of a kind."""
        if event.target == CARD:
            self.app.push_screen(CorrectionForm("client", self.client))
        elif isinstance(event.target, tuple):
            self.app.push_screen(CorrectionList(event.target[1], self.client))


class CorrectionList(KindList):
    """The records of one kind, each opened to be corrected."""

    def _page(self, id: str) -> Page[Any]:
        if not may_write(self.shell.opened, self.record):
            return RecordVersion(self.record, id)
        return CorrectionForm(self.record, id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no new record: one came here to correct."""
        return action != "new"
