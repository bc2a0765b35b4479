"""Mitä minusta on kerrottu: when, to whom, in which words, by whom, on which permission (USERS 10)."""

from __future__ import annotations

from typing import cast

from screens.clients.client_sheet import ClientSheet
from store.notebook import Notebook
from store.rights import ToldLine, told_about
from tui.forms.days import wall_day
from tui.paper.client_pages import told_sheet
from tui.paper.sheet import Sheet


class ClientTold(ClientSheet):
    """The page, read together with the client."""

    NAME = "client_told"

    def sheet_of(self, notebook: Notebook, name: str) -> tuple[ToldLine, ...]:
        """Read its lines."""
        return told_about(notebook, self.client)

    def lay_out(self, found: object, name: str) -> Sheet:
        """Return the page in words."""
        return told_sheet(cast("tuple[ToldLine, ...]", found), name, wall_day())
