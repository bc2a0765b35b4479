"""A page that client and coach read together, in the client's own language: what a sheet of paper would say."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from screens.disclosure.together import Together
from store.notebook import Notebook
from store.reading import Shown, show
from store.refusal import Refusal
from tui.language import speaking
from tui.paper.sheet import Part, Sheet
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WIDTHS = (2, 24)
"""Columns before and of what is named; the rest is its value."""

SPOKEN = ("fi", "sv", "en")


class ClientSheet(Together[None]):
    """One of the client's pages; leaving it lands on the shade.

    Args:
        client: id of the client.
    """

    AUTO_FOCUS: ClassVar[str] = "Rows"
    BINDINGS: ClassVar = [
        key("escape", "leave", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self.sheet: Sheet | None = None

    def sheet_of(self, notebook: Notebook, name: str) -> object:
        """Read what the page says; runs in a thread of its own.

        Args:
            notebook: the open notebook.
            name: of the client.

        Raises:
            Refusal: shown in place of the page.
        """
        raise NotImplementedError

    def lay_out(self, found: object, name: str) -> Sheet:
        """Return the page in words, in whatever language is spoken now."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out one list."""
        yield self.head()
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read once the screen is painted."""
        super().on_mount()
        self.begin(self._read)

    async def _read(self) -> None:
        try:
            card: Shown = await self.shell.read(show, self.shell.opened, "client", self.client)
            names = (card.values.get("given_name"), card.values.get("family_name"))
            name = " ".join(str(one) for one in names if one)
            found = await self.shell.read(self.sheet_of, self.shell.opened, name)
        except Refusal as refusal:
            self.query_one(Rows).show([Line((self.shell.refused(refusal),), tone=Tone.ALARM)])
            return
        self.name_client(card)
        language = str(card.values.get("service_language") or "")
        # Laid out in one go: nothing else is said in the client's language.
        with speaking(language if language in SPOKEN else SPOKEN[0]):
            self.sheet = self.lay_out(found, name)
        self._show()

    def on_resize(self) -> None:
        """Lay the lines out for another width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self.sheet is not None:
            rows = self.query_one(Rows)
            rows.show(sheet_lines(self.sheet, rows.size.width))

    def action_leave(self) -> None:
        """Leave to the shade."""
        self.leave_together()


def sheet_lines(sheet: Sheet, width: int) -> list[Line]:
    """Return a sheet as lines of a list.

    Args:
        sheet: the sheet.
        width: of the list, in columns.
    """
    lines = [Line((sheet.title,), tone=Tone.HEADING), *wrapped(sheet.about, width), Line()]
    for part in sheet.parts:
        lines += _part_lines(part, width)
    return lines


def _part_lines(part: Part, width: int) -> list[Line]:
    heading = part.heading.upper() if part.level == 2 else part.heading
    lines = [Line((heading,), tone=Tone.HEADING)]
    for sentence in part.intro:
        lines += wrapped(sentence, width)
    room = width - sum(WIDTHS)
    for what, value in part.rows:
        said = wrapped(value, room) or [Line()]
        for number, line in enumerate(said):
            lines.append(Line(("", what if number == 0 else "", line.cells[-1]), WIDTHS))
    return [*lines, Line()]
