"""Kaikki tietoni: every record about the client with its versions, in words (USERS 10; GDPR 15)."""

from __future__ import annotations

from typing import cast

from screens.clients.client_sheet import ClientSheet
from store.notebook import Notebook
from store.rights import Everything, everything_about
from tui.forms.days import wall_day
from tui.paper.client_pages import everything_sheet
from tui.paper.sheet import Sheet


class ClientEverything(ClientSheet):
    """The page, read together with the client."""

    NAME = "client_everything"

    def sheet_of(self, notebook: Notebook, name: str) -> Everything:
        """Read everything."""
        return everything_about(notebook, self.client)

    def lay_out(self, found: object, name: str) -> Sheet:
        """Return the page in words."""
        return everything_sheet(cast(Everything, found), wall_day())
