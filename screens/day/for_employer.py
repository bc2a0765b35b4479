"""Näytä työnantajalle: the only page made to be turned round. It reads nothing about any client (USERS, rule 1)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from store.notebook import Notebook
from store.reading import find
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text, Words


def read_coach(notebook: Notebook) -> tuple[str, str]:
    """Return the name and the phone number of who works here."""
    worker = find(notebook, "worker", notebook.identity.worker)
    values = worker.values if worker else {}
    return str(values.get("name") or ""), str(values.get("phone") or "")


class ForEmployer(Page[None]):
    """The service, wage subsidy in general, and how to reach the coach."""

    NAME = "for_employer"
    CSS_PATH = "for_employer.tcss"
    BINDINGS = [
        key("escape", "leave", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield self.head()
        with VerticalScroll():
            yield Words("for_employer.service_title", classes="heading")
            yield Words("for_employer.service")
            yield Words("for_employer.subsidy_title", classes="heading")
            yield Words("for_employer.subsidy")
            yield Words("for_employer.contact_title", classes="heading")
            yield Text("", id="coach")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the coach's own number."""
        self.query_one(VerticalScroll).focus()
        self.begin(self._read)

    async def _read(self) -> None:
        name, phone = await self.shell.read(read_coach, self.shell.opened)
        said = _("for_employer.coach", name=name, phone=phone) if phone else name
        self.query_one("#coach", Text).show(said)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
