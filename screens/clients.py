"""Clients: a list that gets shorter as one types."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from store.reading import Shown, list_records
from store.refusal import Refusal
from store.writing import Saved
from tui.forms.saying import choice_of
from tui.language import _, plural, word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows
from tui.widgets.words import Text

WIDTHS = (28, 18, 16)
"""Columns of name, stage and municipality; the rest is the way to make contact."""

MOST = 200
"""Lists are paged: more rows than this would keep the screen waiting (FINDINGS)."""


def fits(shown: Shown, typed: str) -> bool:
    """Tell whether a client fits what was typed: parts of names or the customer number, or digits of the phone.

    Args:
        shown: the client.
        typed: words; each must fit.
    """
    values = shown.values
    text = " ".join(
        str(values.get(name) or "") for name in ("given_name", "family_name", "nickname", "customer_number")
    ).casefold()
    digits = "".join(c for c in str(values.get("phone") or "") if c.isdecimal())
    parts = typed.casefold().split()
    asked = "".join(parts)
    return all(part in text for part in parts) or (len(asked) > 2 and asked.isdecimal() and asked in digits)


class Clients(Page[None]):
    """The clients of this notebook."""

    NAME = "clients"
    AUTO_FOCUS = "Input"
    CSS_PATH = "clients.tcss"
    BINDINGS = [
        key("enter", "open", "key.open"),
        key("f2", "new", "key.new_client"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
        key("up", "move(-1)", "key.up", show=False),
        key("down", "move(1)", "key.down", show=False),
        key("pageup", "page(-1)", "key.page_up", show=False),
        key("pagedown", "page(1)", "key.page_down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.clients: list[Shown] = []

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield self.head()
        yield Input(placeholder=word("clients.find"))
        yield Rows()
        yield Text("", id="count")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the clients once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Read them again when somebody comes back from a form."""
        if self.clients:
            self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.clients = await self.shell.read(list_records, self.shell.opened, "client", limit=MOST)
        except Refusal as refusal:
            self.query_one("#count", Text).show(self.shell.refused(refusal))
            return
        self._show()

    def speak(self) -> None:
        """Say everything again."""
        self.query_one(Input).placeholder = word("clients.find")
        self._show()
        super().speak()

    @on(Input.Changed)
    def _show(self) -> None:
        typed = self.query_one(Input).value
        found = [shown for shown in self.clients if fits(shown, typed)]
        lines = [_line(shown) for shown in found]
        if not lines:
            lines = [Line((_("clients.none_found") if self.clients else _("clients.empty"),))]
        self.query_one(Rows).show(lines)
        self.query_one("#count", Text).show(plural("clients.count", len(found)))

    def action_move(self, by: int) -> None:
        """Move in the list while the cursor stays in the field."""
        self.query_one(Rows).action_move(by)

    def action_page(self, by: int) -> None:
        """Move by a page while the cursor stays in the field."""
        self.query_one(Rows).action_page(by)

    def action_open(self) -> None:
        """Open the client that the cursor is on."""
        self.query_one(Rows).action_open()

    def on_input_submitted(self) -> None:
        """Open with Enter from the field."""
        self.action_open()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a client."""
        from screens.client import ClientPage

        self.app.push_screen(ClientPage(str(event.target)))

    def action_new(self) -> None:
        """Open an empty form for a client."""
        from screens.record_form import RecordForm

        self.app.push_screen(RecordForm("client"), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.begin(self._read)


def _line(shown: Shown) -> Line:
    values = shown.values
    name = ", ".join(str(values[part]) for part in ("family_name", "given_name") if values.get(part))
    stage, undecided = values.get("stage"), bool(shown.conflicts or shown.kept)
    return Line(
        (
            ("! " if undecided else "") + name,
            choice_of("stage", str(stage)) if stage else "",
            str(values.get("municipality") or ""),
            _("clients.undecided") if undecided else str(values.get("safe_contact") or values.get("phone") or ""),
        ),
        WIDTHS,
        target=shown.id,
    )
