"""F4: examples of words for one thing, in the client's language; Enter takes one, and it can be altered (13 c)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from screens.disclosure.together import Together
from store.telling import examples
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows
from tui.widgets.words import Text, Words


class Examples(Rows):
    """The examples: Enter takes one."""

    BINDINGS = [Binding("enter", "open", "told.take", key_display="Enter")]


class ToldExamples(Together[str | None]):
    """Examples for one typical item.

    Args:
        item: code of the typical item.
        name: what it is called on the screen.
        language: of the client.
    """

    NAME = "told_examples"
    AUTO_FOCUS = "Examples"
    BINDINGS = [
        Binding("escape", "dismiss(None)", "key.back", key_display="Esc"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
    ]
    DEFAULT_CSS = """
    ToldExamples #which, ToldExamples #how { padding: 0 1; }
    ToldExamples #how { margin-bottom: 1; }
    """

    def __init__(self, item: str, name: str, language: str) -> None:
        super().__init__()
        self.item, self.item_name, self.language = item, name, language
        self.found: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list and how to use it."""
        yield self.head()
        yield Text(self.item_name, id="which", classes="heading")
        yield Words("told.take_example", id="how")
        yield Examples()
        yield self.foot()

    def on_mount(self) -> None:
        """Read the examples once the screen is painted."""
        super().on_mount()
        self.begin(self._read)

    async def _read(self) -> None:
        self.found = await self.shell.read(examples, self.shell.opened, self.item, self.language)
        self._show()

    def _show(self) -> None:
        width = max(self.size.width - 6, 20)
        lines = [line for words in self.found for line in _folded(words, width)]
        self.query_one(Examples).show(lines or [Line((_("told.no_examples"),))])

    def on_resize(self) -> None:
        """Fold the examples for another width."""
        if self.found:
            self._show()

    def speak(self) -> None:
        """Say everything again; the examples stay in the client's language."""
        super().speak()
        if self.is_mounted:
            self._show()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Give the chosen words back."""
        self.dismiss(str(event.target))


def _folded(words: str, width: int) -> list[Line]:
    """Return an example on as many lines as it needs; the first of them can be chosen."""
    lines: list[str] = [""]
    for part in words.split():
        if lines[-1] and len(lines[-1]) + len(part) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {part}".strip()
    first = Line((lines[0],), target=words)
    return [first, *(Line((f"  {line}",)) for line in lines[1:]), Line()]
