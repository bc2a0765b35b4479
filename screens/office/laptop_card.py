"""A laptop's card: the office learns a laptop once, by six words typed from hearing (DESIGN §5, BUNDLE.md "Card")."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from screens.office.office_form import Act, OfficeForm, label
from store.bundle import trust
from store.notebook import Notebook
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.words import Words


class LaptopCard(OfficeForm):
    """The form on which a laptop's card is accepted; the six words are never shown beside the field.

    Args:
        worker: id of whose it will be; None where nobody has said.
    """

    NAME = "laptop_card"
    BINDINGS = [
        key("f2", "do", "laptop_card.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, worker: str | None = None) -> None:
        super().__init__()
        self.worker = worker
        self.principal = ""

    def fields(self) -> Iterable[Widget]:
        """Lay out the file and the six words."""
        yield Words("laptop_card.about", classes="part")
        yield label("laptop_card.file")
        yield Input(id="file", select_on_focus=False)
        yield label("laptop_card.words")
        yield Input(id="words", select_on_focus=False)

    def act(self) -> Act | None:
        """Accept the card, if the words are its own."""
        file, words = self.typed("file"), self.typed("words")
        if not file:
            return self.missing("laptop_card.no_file", "file")
        if not words:
            return self.missing("laptop_card.no_words", "words")

        def accept(notebook: Notebook) -> str:
            self.principal = trust(notebook, folder_of(file), words).principal
            return _("laptop_card.done", laptop=self.principal)

        return accept

    def done(self, said: str) -> None:
        """Go on to whose laptop it is."""
        from screens.office.laptop_owner import LaptopOwner

        self.notify(said, markup=False)
        self.dismiss(True)
        self.app.push_screen(LaptopOwner(self.principal, self.worker))
