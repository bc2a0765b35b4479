"""Muistilista: what is not said at this employer, for ten seconds, and nowhere counted (USERS, rule 1)."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from store.disclosure import not_to_be_told
from store.notebook import Notebook
from store.refusal import Refusal
from tui.forms.saying import choice_of
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text, Words

SHOWN_SECONDS = 10.0
"""So long the list is shown; then it clears itself."""


class Reminders(Page[None]):
    """The list for the clients of one event.

    Args:
        clients: id and short name of each.
        employer: id of the employer; empty where there is none.
        day: of the event.
    """

    NAME = "reminders"
    CSS_PATH = "reminders.tcss"
    BINDINGS = [
        key("f7", "leave", "reminders.close"),
        key("escape", "leave", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, clients: tuple[tuple[str, str], ...], employer: str, day: date) -> None:
        super().__init__()
        self.clients, self.employer, self.day = clients, employer, day
        self.over = False

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.head()
        with VerticalScroll():
            yield Text("", id="list")
        yield Words("reminders.clears")
        yield self.foot()

    def on_mount(self) -> None:
        """Read it; from the moment it is shown, it stays for ten seconds."""
        self.query_one(VerticalScroll).focus()
        self.begin(self._read)

    async def _read(self) -> None:
        lines: list[str] = []
        for client, name in self.clients:
            try:
                found = await self.shell.read(reminders, self.shell.opened, client, self.employer, self.day)
            except Refusal as refusal:
                found = [self.shell.refused(refusal)]
            lines += [name or _("reference.not_here"), *(found or [_("reminders.nothing")]), ""]
        if self.over:
            return
        self.query_one("#list", Text).show("\n".join(lines) if lines else _("reminders.nobody"))
        self.set_timer(SHOWN_SECONDS, self.clear)

    def clear(self) -> None:
        """Take the list off the screen, and leave when nothing stands over it."""
        self.over = True
        self.query_one("#list", Text).show("")
        if self.is_current:
            self.dismiss()

    def on_screen_suspend(self) -> None:
        """Clear it at once when another screen comes over it: it does not come back from under the shade."""
        self.over = True
        self.query_one("#list", Text).show("")

    def on_screen_resume(self) -> None:
        """Leave when the list was cleared meanwhile."""
        if self.over:
            self.dismiss()

    def action_leave(self) -> None:
        """Go back at once."""
        self.dismiss()


def reminders(notebook: Notebook, client: str, employer: str, day: date) -> list[str]:
    """Return the lines for one client.

    Args:
        notebook: the open notebook.
        client: whom they are about.
        employer: id of the employer; empty where there is none.
        day: of the event.
    """
    lines = []
    for one in not_to_be_told(notebook, client, employer, day):
        own, item = one.values.get("own_item"), one.values.get("item")
        lines.append(f"· {own or (choice_of('item', str(item)) if item else '')}")
        if wording := one.values.get("wording"):
            lines.append("    " + " ".join(str(wording).split()))
        if left_out := one.values.get("not_to_say"):
            words = " ".join(str(left_out).split())
            but = _("reminders.told_but_not", words=words) if one.told else _("reminders.not_to_say", words=words)
            lines.append("    " + but)
    return lines
