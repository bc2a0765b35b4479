"""A page for the client as a file: which one, and into which folder; it is in clear, and that is said (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from screens.paper_page import PaperPage
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.widgets.ticks import Choices

WHICH = ("told", "looked", "everything")


def write_paper(notebook: Notebook, client: str, which: str, folder: Path, day: date) -> Path:
    """Write one of the client's pages; return the file, or the first of several.

    Args:
        notebook: the open notebook.
        client: id of the client.
        which: one of ``WHICH``.
        folder: where the person chose.
        day: of which day the page is.

    Raises:
        Refusal: FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK ….
    """
    from tui.paper.writing import write_copy, write_log, write_told

    if which == "everything":
        return write_copy(notebook, client, folder, day)[0]
    one: Callable[[Notebook, str, Path, date], Path] = write_told if which == "told" else write_log
    return one(notebook, client, folder, day)


class ClientPapers(PaperPage):
    """The screen on which a page is written.

    Args:
        client: id of the client.
    """

    NAME = "client_papers"
    CSS_PATH = "../small_form.tcss"
    CHOICE = "client_papers.which"

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def choices(self) -> Choices:
        """Return the pages."""
        return Choices("paper", WHICH, WHICH[0], id="choice")

    def write(self, notebook: Notebook, folder: Path, code: str) -> Path:
        """Write one of the client's pages."""
        return write_paper(notebook, self.client, code, folder, wall_day())
