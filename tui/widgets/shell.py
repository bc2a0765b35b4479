"""What every screen may ask of the program around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from store.deleting import Deleted
    from store.home import Home
    from store.notebook import Notebook
    from tui.widgets.clipboard import Clipboard

T = TypeVar("T")


class ChangesArrived(Message, bubble=False):
    """The notebook has taken in or saved changes; every screen that is open hears of it.

    Args:
        records: ids of the records that they are of.
    """

    def __init__(self, records: frozenset[str]) -> None:
        super().__init__()
        self.records = records


class Shell(App[str]):
    """The program as its screens know it; ``tui.app`` makes it real.

    Attributes:
        home: where the notebook stands.
        notebook: the open notebook; None before the passphrase.
        worker_name: who works here, for the title of every screen.
        idle_minutes: minutes without a key until the notebook locks itself.
        clock: tells the seconds that have gone by, those in which the machine slept too.
        practice_passphrase: the passphrase of an invented notebook, offered on the first screen.
        practice: whether every screen must say that this is practice.
        clip: the clipboard for what must not stay on it.
        deleted: what was deleted last in this session and not brought back; None where there is nothing to undo.
    """

    home: Home
    notebook: Notebook | None = None
    worker_name: str = ""
    practice: bool = False
    clip: Clipboard
    deleted: Deleted | None = None
    practice_passphrase: str | None = None
    idle_minutes: int = 10
    clock: Callable[[], float]

    @property
    def opened(self) -> Notebook:
        """The open notebook; only screens behind the passphrase ask for it."""
        if self.notebook is None:
            raise LookupError("no notebook is open")
        return self.notebook

    async def read(self, function: Callable[..., T], *values: Any, **named: Any) -> T:
        """Run a reading function of the store beside the screen, so that no key has to wait for it."""
        raise NotImplementedError

    async def write(self, function: Callable[..., T], *values: Any, **named: Any) -> T:
        """Run a writing function of the store: one after the other, and all of them before the program ends."""
        raise NotImplementedError

    def write_later(self, function: Callable[..., object], *values: Any, **named: Any) -> None:
        """Queue a write for those who cannot wait: it is done before the program ends, and a refusal is told."""
        raise NotImplementedError

    def after_frame(self, function: Callable[[], None], refused: Callable[[Exception], None]) -> None:
        """Do something beside the screen as soon as this frame is painted, at the end of the program at the latest.

        Args:
            function: what is done, in a thread.
            refused: is told what it raised.
        """
        raise NotImplementedError

    async def delete(self, record: str, id: str, knew: tuple[str, ...] | None) -> None:
        """Delete a record with what belongs to it, and say with which key it comes back.

        Args:
            record: record type.
            id: of the record.
            knew: what the screen had known of it.
        """
        raise NotImplementedError

    def action_shade(self) -> None:
        """Hide everything at once."""
        raise NotImplementedError

    def entered(self, notebook: Notebook) -> None:
        """Take an opened notebook and show Today."""
        raise NotImplementedError

    def choose_language(self, language: str) -> None:
        """Speak another language from now on, on every screen, and remember it."""
        raise NotImplementedError

    def choose_theme(self, theme: str) -> None:
        """Show another theme from now on and remember it."""
        raise NotImplementedError

    def practise(self) -> None:
        """Leave this notebook and begin again on an invented one that is thrown away afterwards."""
        raise NotImplementedError

    def refused(self, error: Exception) -> str:
        """Return the one plain sentence for a refusal of the store."""
        raise NotImplementedError
