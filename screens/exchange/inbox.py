"""The inbox: the bundles of a stick or shared folder, who sent each and when, and taking them in (USERS 8).

The list stands at once; what each file says is read behind the paint, what is in sight first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input

from screens.exchange.inbox_lines import count_said, file_lines, taken_said
from screens.exchange.take_and_fetch import PAINTED_SECONDS, bar_of
from screens.notebook.first_run import folder_of
from store.inbox import FileHead, TakenIn, inbox_folder, open_folder, read_heads, take_in_files
from store.laptop_names import Named, names_of_laptops
from store.refusal import Refusal
from store.sticks import swap_folder
from tui.language import _
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Rows
from tui.widgets.words import Text, Words

if TYPE_CHECKING:
    from store.bundle.outcomes import Received
    from store.notebook import Notebook

AT_ONCE = 8
"""So many files are read before what they say is painted."""


@dataclass(frozen=True)
class Folder:
    """A folder as it was listed.

    Attributes:
        folder: where.
        paths: its files that may be bundles, by name.
        names: who is behind each key.
    """

    folder: Path
    paths: tuple[Path, ...]
    names: dict[str, Named]


def last_folder(notebook: Notebook) -> Path | None:
    """Return the folder of the last time, or else that of *Vie ja hae*."""
    return inbox_folder(notebook) or swap_folder(notebook)


def list_folder(notebook: Notebook, folder: Path) -> Folder:
    """List a folder and remember it.

    Raises:
        Refusal: it is not there, or cannot be read.
    """
    paths = open_folder(notebook, folder)
    return Folder(folder, paths, names_of_laptops(notebook))


class Inbox(Page[None]):
    """The list of what has come."""

    NAME = "inbox"
    CSS_PATH = "inbox.tcss"
    BINDINGS = [
        key("f2", "take_all", "inbox.take_all"),
        key("f4", "received", "inbox.received"),
        key("f5", "again", "inbox.again", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.listed: Folder | None = None
        self.heads: dict[Path, FileHead] = {}
        self.results: dict[Path, Received] = {}
        self.taken: TakenIn | None = None
        self.refusal: Refusal | None = None
        self.done: tuple[int, int] | None = None
        self.working = self.stopping = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the folder, the line of what goes on, and the list."""
        yield self.head()
        with Horizontal(classes="field"):
            yield Words("inbox.folder", classes="label")
            yield Input(id="folder", select_on_focus=False)
        yield Text("", id="said")
        yield Rows(id="files")
        yield self.foot()

    def on_mount(self) -> None:
        """List the folder of the last time once the screen is painted."""
        self.begin(self._begin, group="list", keys_wait=True)

    def on_unmount(self) -> None:
        """Whoever leaves does not wait for the rest of the files."""
        self.stopping = True

    async def _begin(self) -> None:
        folder = await self.shell.read(last_folder, self.shell.opened)
        field = self.query_one("#folder", Input)
        if folder is None or field.value:
            field.focus()
            self._show()
            return
        field.value = str(folder)
        self.query_one("#files").focus()
        await self._list(folder)

    async def _list(self, folder: Path) -> None:
        """List a folder; what its files say is read behind that."""
        self.heads, self.taken, self.refusal = {}, None, None
        try:
            self.listed = await self.shell.read(list_folder, self.shell.opened, folder)
        except Refusal as refusal:
            self.listed, self.refusal = None, refusal
            self._show()
            return
        self._show()
        self.begin(self._read_heads, group="heads")

    async def _read_heads(self) -> None:
        """Read what the files say, a few at a time, those in sight first."""
        while not self.working and (paths := self._unread()):
            try:
                heads = await self.shell.read(read_heads, self.shell.opened, paths)
            except Refusal as refusal:
                self.refusal = refusal
                self._show()
                return
            self.heads.update((head.path, head) for head in heads)
            self._show()

    def _unread(self) -> list[Path]:
        """Return the next files to read."""
        if self.listed is None:
            return []
        rows = self.query_one("#files", Rows)
        top = rows.scroll_offset.y
        sight = [line.target for line in rows.lines[top : top + rows.size.height]]
        seen = [path for path in sight if isinstance(path, Path) and path not in self.heads]
        return (seen or [path for path in self.listed.paths if path not in self.heads])[:AT_ONCE]

    # ---- what stands here

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self._show()

    def on_resize(self) -> None:
        """Lay the lines out for another width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        rows = self.query("#files").first(Rows) if self.query("#files") else None
        if rows is None:
            return
        paths = self.listed.paths if self.listed is not None else ()
        names = self.listed.names if self.listed is not None else {}
        at_top = rows.cursor <= 0
        rows.show(file_lines(paths, self.heads, self.results, names, rows.size.width), stay=True)
        if at_top:
            # Nobody has moved yet: they look at what is first, not at the file that was first by name.
            rows.action_edge(0)
        if self.taken is not None:
            self._tell(taken_said(self.taken), alarm=any(one.reason is not None for one in self.taken.received))
        elif self.refusal is not None:
            self._tell(self.shell.refused(self.refusal), alarm=True)
        elif not self.working:
            self._tell(count_said(paths, self.heads))

    def _tell(self, words: str, *, alarm: bool = False) -> None:
        said = self.query_one("#said", Text)
        said.show(words)
        said.set_class(alarm, "alarm")

    # ---- keys

    def on_input_submitted(self) -> None:
        """List the folder that was typed."""
        self.action_again()

    def action_again(self) -> None:
        """List the folder again: a stick was put in, something has come."""
        typed = self.query_one("#folder", Input).value.strip()
        if typed and not self.working:
            self.results = {}
            self.query_one("#files").focus()
            self.begin(partial(self._list, folder_of(typed)), group="list")

    def action_received(self) -> None:
        """Show what has been taken in so far."""
        from screens.exchange.received_bundles import ReceivedBundles

        if not self.working:
            self.app.push_screen(ReceivedBundles())

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show what a file would do."""
        from screens.exchange.inbox_file import InboxFile

        if isinstance(event.target, Path) and not self.working:
            self.app.push_screen(InboxFile(event.target, partial(self._take_one, event.target)))

    def action_take_all(self) -> None:
        """Take in everything that the folder has."""
        if self.listed is not None and self.listed.paths:
            self._take(self.listed.paths, even_flood=False)

    def action_leave(self) -> None:
        """Leave; while it works, stop it first: what is in is in and answered, and the rest is as it was."""
        if self.working:
            self.stopping = True
            self._paint_progress()
        else:
            self.dismiss(None)

    # ---- taking in

    def _take_one(self, path: Path, even_flood: bool) -> None:
        self._take((path,), even_flood=even_flood)

    def _take(self, paths: tuple[Path, ...], *, even_flood: bool) -> None:
        if not self.working and self.listed is not None:
            work = partial(self._taking, paths, self.listed.folder, even_flood)
            self.begin(work, group="take", once=True, keys_wait=False)

    async def _taking(self, paths: tuple[Path, ...], folder: Path, even_flood: bool) -> None:
        self.working, self.stopping, self.done = True, False, (0, len(paths))
        self._timer = self.set_interval(PAINTED_SECONDS, self._paint_progress)
        self.taken = self.refusal = None
        self._paint_progress()
        try:
            self.taken = await self.shell.write(
                take_in_files,
                self.shell.opened,
                paths,
                folder,
                even_flood=even_flood,
                stopped=lambda: self.stopping,
                progress=self._count,
            )
        except Refusal as refusal:
            self.refusal = refusal
        finally:
            self.working = False
            self._timer.stop()
        if self.taken is not None:
            self._took(self.taken)
        self._show()
        self.begin(self._read_heads, group="heads")

    def _count(self, done: int, count: int) -> None:
        """Note how far it is; runs in the thread that works."""
        self.done = (done, count)

    def _paint_progress(self) -> None:
        if not self.working or self.done is None:
            return
        done, count = self.done
        if self.stopping:
            self._tell(_("take_and_fetch.stopping"))
        else:
            self._tell(_("take_and_fetch.progress", bar=bar_of(done, count), done=done, count=count))

    def _took(self, taken: TakenIn) -> None:
        """Note what was done; ask where something waits because it would drown people."""
        self.results |= {one.path: one for one in taken.received if one.path is not None}
        for path in self.results:
            self.heads.pop(path, None)
        floods = tuple(one.path for one in taken.received if one.is_flood and one.path is not None)
        if floods:
            self._ask_flood(floods)

    def _ask_flood(self, paths: tuple[Path, ...]) -> None:
        def answered(answer: str | None) -> None:
            if answer == "inbox.take_flood":
                self._take(paths, even_flood=True)

        question = Ask("inbox.flood_question", ("inbox.leave_flood", "inbox.take_flood"), count=len(paths))
        self.app.push_screen(question, answered)
