"""Several teams or offices together: in which folder their counts lie, and the sums of what lies there."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.quality.looking import Quality
from store.quality.together import Together, add_up, read_folder
from store.refusal import Refusal
from tui.forms.quality_review import sum_said, unread_said
from tui.forms.quality_table import name_of, period_said, set_said
from tui.language import _, plural
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped
from tui.widgets.words import Words

COLUMNS = (4, 36, 3, 6)
"""Columns of number, name, score and bar; the rest is the counts."""


def read_together(found: Quality, folder: Path) -> Together:
    """Return the counts of a folder, added up.

    Args:
        found: the criteria of a period, with which the others are compared.
        folder: where the counts lie, this notebook's own among them.

    Raises:
        Refusal: FOLDER_MISSING; what the disk said.
    """
    several, unread = read_folder(folder)
    added = add_up(found, several)
    return Together(added.units, added.sums, (*added.unread, *unread))


class QualityFolder(Page[None]):
    """A field for the folder, and the sums below it.

    Args:
        found: the criteria of a period, as this notebook has them.
    """

    NAME = "quality_folder"
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    QualityFolder Words { padding: 0 2; height: auto; }
    QualityFolder Input { margin: 0 2; }
    QualityFolder Rows { padding: 0 1; }
    """
    BINDINGS = [
        key("f2", "add", "quality_together.add"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, found: Quality) -> None:
        super().__init__()
        self.found = found
        self.together: Together | None = None

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield self.head()
        yield Words("quality_together.folder")
        yield Input(id="folder", select_on_focus=False)
        yield Words("", id="said")
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Say what the files are and where they come from."""
        self._show()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._show()

    def speak(self) -> None:
        """Say everything in the language chosen now."""
        super().speak()
        self._show()

    def on_input_submitted(self) -> None:
        """Add up."""
        self.action_add()

    def action_add(self) -> None:
        """Read the folder and add up what lies there."""
        if self.query_one("#folder", Input).value.strip():
            self.begin(self._add, group="add", once=True)
        else:
            self.query_one("#said", Words).say("quality_together.no_folder")

    async def _add(self) -> None:
        said, folder = self.query_one("#said", Words), folder_of(self.query_one("#folder", Input).value)
        try:
            self.together = await self.shell.read(read_together, self.found, folder)
        except Refusal as refusal:
            self.together = None
            said.say("said", sentence=self.shell.refused(refusal))
        else:
            said.say("")
        self._show()
        if self.together is not None:
            self.query_one(Rows).focus()

    def _show(self) -> None:
        rows = self.query_one(Rows)
        width = max(rows.size.width - 2, 40)
        if self.together is None:
            rows.show([line for text in (_("quality_together.about"),) for line in wrapped(text, width)])
            return
        rows.show(together_lines(self.found, self.together, width))


def together_lines(found: Quality, together: Together, width: int) -> list[Line]:
    """Return the units, the sums, and what is in none.

    Args:
        found: the criteria of this notebook.
        together: the sums.
        width: columns.
    """
    heading = plural("quality_together.heading", len(together.units))
    lines = [Line((heading,), tone=Tone.HEADING), *wrapped(period_said(found), width)]
    lines += [Line((f"  {one.unit}",)) for one in together.units]
    lines.append(Line())
    for one in together.sums:
        criterion = found.criteria.criterion(one.criterion)
        lines.append(Line((str(criterion.id), name_of(criterion), *sum_said(criterion, one)), COLUMNS))
    if together.unread:
        lines += [Line(), Line((_("quality_together.left_out"),), tone=Tone.HEADING)]
        lines += [line for name, why in together.unread for line in wrapped(unread_said(name, why), width, 2)]
    return [*lines, Line(), *wrapped(_("quality_together.why"), width), *wrapped(set_said(found), width)]
