"""Somebody new at the office: a name and a slot of their own, opened by words that are shown once (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from screens.notebook.first_run import generated
from screens.office.office_form import Act, OfficeForm, label
from store.notebook import Notebook
from store.office_staff import add_worker
from tui.language import _, chosen
from tui.widgets.keys import key
from tui.widgets.words import Text, Words


class NewWorker(OfficeForm):
    """The form of a new worker at the office; the passphrase stands on it until it is left."""

    NAME = "new_worker"
    BINDINGS = [
        key("f2", "do", "new_worker.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.passphrase = ""

    def fields(self) -> Iterable[Widget]:
        """Lay out the name, and room for the passphrase."""
        yield Words("new_worker.about", classes="part")
        yield label("new_worker.name")
        yield Input(id="name", max_length=120, select_on_focus=False)
        yield Words("", id="remember", classes="part")
        yield Text("", id="passphrase", classes="heading")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to add nobody twice."""
        return action != "do" or not self.passphrase

    def on_input_submitted(self) -> None:
        """Enter adds the worker: it is the only field."""
        self.action_do()

    def act(self) -> Act | None:
        """Add the worker with words that are made now."""
        name = self.typed("name")
        if self.passphrase:
            return None
        if not name:
            return self.missing("new_worker.no_name", "name")

        def add(notebook: Notebook) -> str:
            made = generated(chosen())
            add_worker(notebook, name, made)
            self.passphrase = made
            return _("new_worker.done", name=name)

        return add

    def done(self, said: str) -> None:
        """Show the words that open the notebook, once: nobody can read them again."""
        self.notify(said, markup=False)
        self.query_one("#remember", Words).say("new_worker.remember")
        self.query_one("#passphrase", Text).show(self.passphrase)
        self._say("")
        self.query_one("#name", Input).disabled = True
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Go back; the words are gone."""
        added, self.passphrase = bool(self.passphrase), ""
        self.dismiss(added)
