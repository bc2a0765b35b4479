"""A paper as a file: in which language, and into which folder; it is in clear, and that is said (DESIGN 5)."""

from __future__ import annotations

from pathlib import Path

from screens.paper_page import PaperPage
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.language import LANGUAGES, chosen
from tui.paper.placement_writing import Paper
from tui.widgets.ticks import Choices


class WritePaper(PaperPage):
    """The screen on which a paper is written.

    Args:
        paper: which paper.
    """

    NAME = "write_paper"
    CSS_PATH = "small_form.tcss"
    CHOICE = "write_paper.language"

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper

    def choices(self) -> Choices:
        """Return the languages."""
        return Choices("language", LANGUAGES, chosen(), id="choice")

    def write(self, notebook: Notebook, folder: Path, code: str) -> Path:
        """Write the paper in a language."""
        return self.paper.write(notebook, folder, code, wall_day())
