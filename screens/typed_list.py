"""A field and the list under it: what is typed goes into the field wherever the cursor is, the arrows move below"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Input

from screens.clients.client_opening import Resting
from tui.language import word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, wrapped
from tui.widgets.type_into import type_into
from tui.widgets.words import Text


def keys_of_list(action: str, words: str) -> list[BindingType]:
    """Return the keys of a list, in the order of the line at the foot.

    Args:
        action: what F2 does.
        words: key of the words that say so.
    """
    return [
        key("enter", "open", "key.open"),
        key("f2", action, words),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
        key("up", "move(-1)", "key.up", show=False),
        key("down", "move(1)", "key.down", show=False),
        key("pageup", "page(-1)", "key.page_up", show=False),
        key("pagedown", "page(1)", "key.page_down", show=False),
    ]


class TypedList(Page[None]):
    """The base of every list that gets shorter as one types.

    Enter opens what the text in the field finds, never what an older text found: every key that acts on the list
    waits for the answer (``answering``).
    """

    AUTO_FOCUS = "Input"
    DEFAULT_CSS: ClassVar[str] = """
    TypedList Input { margin: 0 1; }
    TypedList Rows { padding: 0; overflow-y: scroll; }
    TypedList #count { padding: 0 1; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._answered: str | None = None
        self._resting = Resting(self, self._client_below)

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield self.head()
        yield self.field()
        yield Rows()
        yield Text("", id="count")
        yield self.foot()

    def field(self) -> Input:
        """Return the field."""
        return Input(placeholder=self._hint())

    def _hint(self) -> str:
        return word(self.NAME, "find")

    def client_at(self, target: object) -> str | None:
        """Return the id of the client whose page a line opens, or None.

        Args:
            target: of the line.
        """
        return None

    def on_unmount(self) -> None:
        """Read nothing ahead any more."""
        self._resting.stop()

    def _client_below(self) -> str | None:
        rows = self.query(Rows)
        return self.client_at(rows.first().target) if rows else None

    def speak(self) -> None:
        """Say everything again."""
        self.query_one(Input).placeholder = self._hint()
        self._show()
        super().speak()

    def _show(self) -> None:
        """Show what was found."""
        raise NotImplementedError

    def said(self, text: str) -> list[Line]:
        """Return a sentence that stands in place of the list: all of it, however narrow the terminal is.

        Args:
            text: the sentence.
        """
        return wrapped(text, self.query_one(Rows).size.width)

    def on_key(self, event: Key) -> None:
        """Let the field have what is typed while the cursor is in the list."""
        type_into(self.query_one(Input), event)

    def action_move(self, by: int) -> None:
        """Move in the list while the cursor stays in the field."""
        self.query_one(Rows).action_move(by)
        self._resting.moved()

    def action_page(self, by: int) -> None:
        """Move by a page while the cursor stays in the field."""
        self.query_one(Rows).action_page(by)
        self._resting.moved()

    def answered(self, typed: str) -> None:
        """Say that the list is the answer to a text, or that there is none: it was refused.

        Args:
            typed: the text.
        """
        self._answered = typed

    @property
    def answering(self) -> bool:
        """Whether the list is not the answer to what stands in the field."""
        return any(field.value != self._answered for field in self.query(Input))

    def action_open(self) -> None:
        """Open what the cursor is on."""
        self.query_one(Rows).action_open()

    def on_input_submitted(self) -> None:
        """Open with Enter from the field."""
        self.action_open()
