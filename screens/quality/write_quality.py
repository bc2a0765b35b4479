"""The review pack or the counts of a period as a file: which one, and where to; it is in clear, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.notebook import Notebook
from store.quality.looking import Quality, write_pack
from store.quality.together import counts_of, write_counts
from store.refusal import Refusal
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.ticks import Choices
from tui.widgets.words import Words

WHICH = ("pack", "text", "counts")
ENDINGS = {"pack": ".pdf", "text": ".txt", "counts": ".toml"}


def write_paper(notebook: Notebook, found: Quality, which: str, place: Path, unit: str) -> Path:
    """Write the pack as PDF or as text, or the counts; return the file.

    Args:
        notebook: the open notebook.
        found: the criteria of a period.
        which: one of ``WHICH``.
        place: where the person chose: a folder, or a file that is not there yet.
        unit: what the team calls itself; the counts bear this name and no other.

    Raises:
        Refusal: FOLDER_MISSING, CLEAR_FOLDER, FILE_EXISTS, FULL_DISK …; NOT_ALLOWED for the counts of one coach.
    """
    from tui.paper.quality_pages import pack_sheet
    from tui.paper.sheet import to_pdf, to_text

    # The days alone: whose figures they are does not stand in a name.
    name = f"reppu-{which}-{found.first.isoformat()}-{found.last.isoformat()}{ENDINGS[which]}"
    path = place / name if place.is_dir() else place
    if which == "counts":
        write_counts(notebook, path, counts_of(found, unit))
        return path
    sheet = pack_sheet(found)
    make: Callable[[], bytes] = (lambda: to_pdf(sheet)) if which == "pack" else (lambda: to_text(sheet).encode())
    write_pack(notebook, path, make())
    return path


class WriteQuality(Page[None]):
    """The screen on which it is written.

    Args:
        found: the criteria of a period.
    """

    NAME = "write_quality"
    CSS_PATH = "write_quality.tcss"
    AUTO_FOCUS = "#which"
    BINDINGS = [
        key("f2", "write", "write_quality.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, found: Quality) -> None:
        super().__init__()
        self.found = found

    def compose(self) -> ComposeResult:
        """Lay out which file, its unit, and where to."""
        unit = self.found.current.unit if self.found.current is not None else None
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("write_quality.about", classes="hint")
            yield Words("write_quality.which", classes="heading hint")
            yield Choices("quality_file", WHICH, WHICH[0], id="which")
            yield Words("write_quality.unit", classes="heading hint")
            yield Input(unit or "", id="unit", select_on_focus=False)
            yield Words("write_quality.place", classes="heading hint")
            yield Input(id="place", select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Write it."""
        self.action_write()

    def action_write(self) -> None:
        """Write the file."""
        which = self.query_one("#which", Choices).code
        if not self.query_one("#place", Input).value.strip():
            self._say("write_quality.no_place")
        elif which == "counts" and not self.query_one("#unit", Input).value.strip():
            self._say("write_quality.no_unit")
        else:
            self.begin(self._write, group="write", once=True)

    async def _write(self) -> None:
        place = folder_of(self.query_one("#place", Input).value)
        unit, which = self.query_one("#unit", Input).value, self.query_one("#which", Choices).code
        try:
            path = await self.shell.write(write_paper, self.shell.opened, self.found, which, place, unit)
        except Refusal as refusal:
            self._say("said", sentence=self.shell.refused(refusal))
            return
        self.dismiss(None)
        self.app.notify(_("write_quality.done", file=path), markup=False)

    def _say(self, words: str, *, alarm: bool = True, **values: object) -> None:
        super()._say(words, alarm=alarm, **values)
