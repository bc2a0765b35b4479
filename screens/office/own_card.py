"""One's own card: the file by which others learn this laptop or office, and the six words that are said for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from screens.office.office_form import Act, OfficeForm, label
from store.bundle.cards import own_words, write_card_into
from store.notebook import Notebook
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.words import Text, Words


class OwnCard(OfficeForm):
    """The form on which the card is written; the words stand here whenever somebody telephones and asks for them."""

    NAME = "own_card"
    BINDINGS = [
        key("f2", "do", "own_card.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def fields(self) -> Iterable[Widget]:
        """Lay out the six words, and the folder that the card goes to."""
        yield Words(f"own_card.about_{self.shell.opened.identity.role}", classes="part")
        yield Text(id="words")
        yield label("own_card.folder")
        yield Input(id="folder", select_on_focus=False)

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read the six words."""
        return (own_words(notebook),)

    def offer(self, found: Sequence[object]) -> None:
        """Show the six words."""
        self.query_one("#words", Text).show(str(found[0]))

    def on_input_submitted(self) -> None:
        """Write the card: there is one field alone."""
        self.action_do()

    def act(self) -> Act | None:
        """Write the card, if a folder was named."""
        folder = self.typed("folder")
        if not folder:
            return self.missing("own_card.no_folder", "folder")
        return lambda notebook: _("own_card.done", file=write_card_into(notebook, folder_of(folder)).path.name)

    def done(self, said: str) -> None:
        """Say so, and stay: the words are still to be said."""
        self._say("said", sentence=said)
