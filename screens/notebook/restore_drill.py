"""Palautusharjoitus: the newest backup is restored into a folder that is thrown away, opened and counted (law.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.refusal import Refusal
from tui.forms.held_backup import said_of
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text, Words

if TYPE_CHECKING:
    from store.home import Home
    from store.restoring import Restored


def practise_restoring(home: Home, place: str, passphrase: str) -> Restored:
    """Restore a backup for practice; see ``store.restoring.practise``.

    Args:
        home: of the notebook, which stays as it is.
        place: what was typed; empty: the newest backup of the home folder.
        passphrase: that opens it.

    Raises:
        Refusal: it could not be restored.
    """
    from store.restoring import practise

    return practise(home, folder_of(place) if place.strip() else home.folder, passphrase)


class RestoreDrill(Page[None]):
    """The drill in three steps: which backup, the passphrase, what it held."""

    NAME = "restore_drill"
    CSS_PATH = "../small_form.tcss"
    AUTO_FOCUS = "#place"
    BINDINGS = [
        key("f2", "practise", "restore_drill.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the two fields and what came of it."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("restore_drill.what", classes="hint")
            yield Words("restore_drill.place", classes="heading hint")
            yield Input(id="place", select_on_focus=False)
            yield Words("restore_drill.passphrase", classes="heading hint")
            yield Input(id="passphrase", password=True)
            yield Words("", id="said")
            yield Text("", id="held")
        yield self.foot()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the passphrase; with it the drill begins."""
        if event.input.id == "place":
            self.query_one("#passphrase").focus()
        else:
            self.action_practise()

    def action_practise(self) -> None:
        """Begin the drill."""
        self.begin(self._practise, group="drill", once=True, keys_wait=False)

    async def _practise(self) -> None:
        place, passphrase = (self.query_one(f"#{id}", Input).value for id in ("place", "passphrase"))
        self._say("restore_drill.working")
        self.query_one("#held", Text).show("")
        try:
            held = await self.shell.read(practise_restoring, self.shell.home, place, passphrase)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        finally:
            self.query_one("#passphrase", Input).value = ""
        first, *rest = said_of(held, drill=True)
        self._say("said", sentence=first)
        self.query_one("#held", Text).show("\n".join(rest))
