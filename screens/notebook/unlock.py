"""The passphrase: the first screen, painted before the store is loaded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words

if TYPE_CHECKING:
    from store.home import Home
    from store.notebook import Notebook


class Unlock(Page[None]):
    """Asks for the passphrase and opens the notebook."""

    NAME = "unlock"
    OPEN_ALWAYS = True
    AUTO_FOCUS = "Input"
    CSS_PATH = "unlock.tcss"
    BINDINGS = [
        key("enter", "unlock", "unlock.open"),
        key("f4", "forgotten", "forgotten.key"),
        key("f1", "app.help", "key.help"),
        key("f10", "app.leave", "key.leave"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out one field and little else: this is the first frame."""
        yield self.head()
        with Vertical():
            yield Words("unlock.passphrase")
            yield Input(password=True, value=self.shell.practice_passphrase or "", select_on_focus=False)
            yield Words("unlock.practice" if self.shell.practice else "", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Open the notebook when Enter is pressed in the field."""
        self.action_unlock()

    def action_unlock(self) -> None:
        """Open the notebook with what was typed."""
        self.query_one("#said", Words).say("unlock.opening")
        self.begin(partial(self._unlock, self.query_one(Input).value), once=True)

    def action_forgotten(self) -> None:
        """Show what is done about a forgotten passphrase; nobody has to do it to open a practice notebook."""
        from screens.notebook.forgotten import Forgotten

        self.app.push_screen(Forgotten(), self._came_back)

    def _came_back(self, renewed: bool | None) -> None:
        if renewed:
            self.query_one("#said", Words).say("forgotten.done")
            self.query_one("#said").remove_class("alarm")

    async def _unlock(self, passphrase: str) -> None:
        try:
            notebook = await self.shell.read(open_notebook, self.shell.home, passphrase)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            said = self.shell.refused(error)
            self.query_one("#said", Words).say("said", sentence=said)
            self.query_one("#said").add_class("alarm")
            return
        self.query_one(Input).value = ""
        self.query_one("#said", Words).say("")
        self.shell.entered(notebook)


def open_notebook(home: Home, passphrase: str) -> Notebook:
    """Open the notebook; the store is imported here, in the thread that waits for it.

    Args:
        home: where it stands.
        passphrase: what was typed.

    Raises:
        Refusal: wrong passphrase, damage, open elsewhere…
    """
    from store.notebook import Notebook

    return Notebook.unlock(home, passphrase)
