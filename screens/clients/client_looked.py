"""Kuka on katsonut tietojani: who used the client's data, when and why (USERS 10; 703/2023 § 11)."""

from __future__ import annotations

from typing import cast

from screens.clients.client_sheet import ClientSheet
from store.notebook import Notebook
from store.rights import LookedLine, who_looked
from tui.forms.days import wall_day
from tui.paper.client_pages import looked_sheet
from tui.paper.sheet import Sheet


class ClientLooked(ClientSheet):
    """The page, read together with the client."""

    NAME = "client_looked"

    def sheet_of(self, notebook: Notebook, name: str) -> tuple[LookedLine, ...]:
        """Read its lines."""
        return who_looked(notebook, self.client)

    def lay_out(self, found: object, name: str) -> Sheet:
        """Return the page in words."""
        return looked_sheet(cast("tuple[LookedLine, ...]", found), name, wall_day())
