"""Vie ja hae: one act that takes in what is for us on a stick or in a folder and writes what is due (USERS, rule 7).

It ends with one true sentence: what is at the office, or what is on this laptop alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.timer import Timer
from textual.widgets import Input

from screens.exchange.swap_report import office_sentence, report_lines
from screens.notebook.first_run import folder_of
from screens.office.office_standing import where_it_stands
from store.refusal import Reason, Refusal
from tui.forms.closing import CONFLICTS, closing_sentence
from tui.forms.days import wall_day
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, wrapped
from tui.widgets.type_into import type_into
from tui.widgets.words import Text, Words

if TYPE_CHECKING:
    from store.bundle.states import Standing
    from store.bundle.swapping import Swapped
    from store.notebook import Notebook

BAR = 20
"""Columns of the bar that shows how far it is."""

MOST_PLACES = 5
"""So many sticks and folders are in sight at once."""

PAINTED_SECONDS = 0.2
"""How often the progress is painted again."""


class StoppedError(Exception):
    """A person stopped it between two files: what is done is done, and the rest is as it was."""


def bar_of(done: int, count: int) -> str:
    """Return a bar that is filled as far as the work is done."""
    full = BAR * done // max(count, 1)
    return "■" * full + "·" * (BAR - full)


@dataclass(frozen=True)
class Place:
    """A stick or folder that is offered.

    Attributes:
        folder: where.
        last: whether it was used the last time.
    """

    folder: Path
    last: bool = False


def places(notebook: Notebook) -> tuple[Place, ...]:
    """Return the stick or folder of the last time, if it is there now, and then the sticks in this machine.

    Args:
        notebook: the open notebook.
    """
    from store.sticks import sticks, swap_folder

    last = swap_folder(notebook)
    found = [Place(last, last=True)] if last is not None and last.is_dir() else []
    return (*found, *(Place(stick) for stick in sticks() if stick != last))


def lacks_office(notebook: Notebook) -> bool:
    """Tell whether this is a laptop that does not know its office yet; a practice notebook needs none.

    Args:
        notebook: the open notebook.
    """
    from store.bundle.trusting import knows_office

    return notebook.identity.role != "office" and not notebook.identity.practice and not knows_office(notebook)


def swap_and_remember(notebook: Notebook, folder: Path, progress: Callable[[int, int], None]) -> Swapped:
    """Take and fetch, and remember the folder for the next time.

    Args:
        notebook: the open notebook.
        folder: a stick or folder.
        progress: called after each file; may raise to stop there.

    Raises:
        Refusal: no office is trusted yet, the stick is full, was pulled out or cannot be written …
    """
    from store.bundle import swap
    from store.refusal import Reason, Refusal
    from store.sticks import remember_swap_folder

    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    remember_swap_folder(notebook, folder)
    return swap(notebook, folder, progress=progress)


class TakeAndFetch(Page[None]):
    """The screen on which one takes to the office and fetches from it."""

    NAME = "take_and_fetch"
    CSS_PATH = "take_and_fetch.tcss"
    BINDINGS = [
        key("f6", "swap", "take_and_fetch.do"),
        key("f4", "card", "take_and_fetch.card"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.offered: tuple[Place, ...] = ()
        self.swapped: Swapped | None = None
        self.standing: Standing | None = None
        self.done: tuple[int, int] | None = None
        self.stopping = self.working = self.without_office = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the places, the line of what goes on, the closing sentence and the report."""
        yield self.head()
        with Vertical(id="choosing"):
            yield Words("take_and_fetch.where", classes="heading")
            yield Rows(id="places")
            with Horizontal(classes="field"):
                yield Words("take_and_fetch.folder", classes="label")
                yield Input(id="folder", select_on_focus=False)
        yield Text("", id="closing")
        yield Words("", id="said")
        yield Rows(id="report")
        yield self.foot()

    def on_mount(self) -> None:
        """Look for sticks once the screen is painted."""
        self.begin(self._look, keys_wait=True)

    def on_key(self, event: Key) -> None:
        """Whoever types while the cursor is on a stick means a folder of their own: the letters go into the field."""
        type_into(self.query_one("#folder", Input), event)

    def on_unmount(self) -> None:
        """Whoever leaves does not wait for the rest of the files."""
        self.stopping = True

    async def _look(self) -> None:
        self.offered = await self.shell.read(places, self.shell.opened)
        self._show_places()
        if await self.shell.read(lacks_office, self.shell.opened):
            # Nothing can be taken before that: the card first, and the stick afterwards.
            self.without_office = True
            self._say("take_and_fetch.no_office", alarm=True)
            self.refresh_bindings()
            self.action_card()
        self.query_one("#places" if self.offered else "#folder").focus()

    def _show_places(self) -> None:
        rows = self.query_one("#places", Rows)
        lines = [
            Line((one.folder.name or str(one.folder), str(one.folder)), (24,), target=one.folder, end=_last(one))
            for one in self.offered
        ] or wrapped(_("take_and_fetch.no_stick"), self.size.width - 4)
        rows.styles.height = min(len(lines), MOST_PLACES)
        rows.call_after_refresh(rows.show, lines)

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self._show_places()
        self._show_outcome()

    def on_resize(self) -> None:
        """Lay the report out for another width."""
        self.call_after_refresh(self._show_outcome)

    # ---- the act

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the card only where no office is trusted yet."""
        return self.without_office if action == "card" else True

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Take the stick or folder that was chosen; open the conflicts from the report."""
        if event.rows.id == "places":
            self._act(Path(str(event.target)))
        elif event.target == CONFLICTS:
            self.action_conflicts()

    def action_conflicts(self) -> None:
        """Show what has to be decided."""
        from screens.exchange.conflicts import Conflicts

        self.app.push_screen(Conflicts())

    def on_input_submitted(self) -> None:
        """Take the folder that was typed."""
        self.action_swap()

    def action_swap(self) -> None:
        """Do it: with the folder that was typed, or with what the cursor is on."""
        typed = self.query_one("#folder", Input).value.strip()
        chosen = self.query_one("#places", Rows).target
        if typed:
            self._act(folder_of(typed))
        elif chosen is not None:
            self._act(Path(str(chosen)))
        else:
            self._say("take_and_fetch.choose", alarm=True)

    def _act(self, folder: Path) -> None:
        if not self.working:
            self.folder = folder
            self.begin(self._swap, group="swap", once=True, keys_wait=False)

    async def _swap(self) -> None:
        self.working, self.stopping, self.done, self.swapped, self.standing = True, False, None, None, None
        self._show_outcome()
        self._timer = self.set_interval(PAINTED_SECONDS, self._paint_progress)
        self._paint_progress()
        try:
            self.swapped = await self.shell.write(swap_and_remember, self.shell.opened, self.folder, self._count)
        except StoppedError:
            self._say("take_and_fetch.stopped")
        except Refusal as refusal:
            self.without_office = refusal.reason is Reason.NOTHING_TRUSTED
            key_of = "take_and_fetch.no_office" if self.without_office else "said"
            self._say(key_of, alarm=True, sentence=self.shell.refused(refusal))
        else:
            await self._back_up_beside()
            # Last of all: until here the progress is painted again and again.
            self._say("")
        finally:
            self.working = False
            self._timer.stop()
        self.refresh_bindings()
        await self._read_standing()
        self._show_outcome()
        if self.swapped is not None:
            self.query_one("#report").focus()

    async def _back_up_beside(self) -> None:
        """Put a backup on the stick too, where the user wishes it; the swap is done, whatever becomes of that."""
        from store.keeping_backups import back_up_beside

        try:
            written = await self.shell.write(back_up_beside, self.shell.opened, self.folder)
        except Refusal as refusal:
            said = _("backups.stick_refused", sentence=self.shell.refused(refusal))
            self.app.notify(said, severity="error", markup=False)
            return
        if written:
            self.app.notify(_("backups.stick_written"), markup=False)

    def _count(self, done: int, count: int) -> None:
        """Note how far it is; runs in the thread that works, and stops it between two files."""
        self.done = (done, count)
        if self.stopping:
            raise StoppedError

    async def _read_standing(self) -> None:
        if self.swapped is not None:
            self.standing = self.swapped.standing
            return
        try:
            self.standing = await self.shell.read(where_it_stands, self.shell.opened)
        except Refusal:
            self.standing = None  # what went wrong is said already

    def _paint_progress(self) -> None:
        if not self.working:
            return
        if self.stopping:
            self._say("take_and_fetch.stopping")
        elif self.done is None:
            self._say("take_and_fetch.working")
        else:
            done, count = self.done
            self._say("take_and_fetch.progress", bar=bar_of(done, count), done=done, count=count)

    # ---- what became of it

    def _show_outcome(self) -> None:
        """Say how it stands and what was done; what is invented waits for nobody and is never loud."""
        closing, report = self.query_one("#closing", Text), self.query_one("#report")
        standing, practice = self.standing, self.shell.practice
        closing.display = standing is not None
        if standing is not None:
            said = office_sentence(self.swapped) if self._at_office else closing_sentence(standing, wall_day())
            loud = said.loud and not practice
            mark = f"{_('practice.mark')}: " if practice else ""
            closing.show(("! " if loud else "") + mark + said.words)
            closing.set_class(loud, "alarm")
        report.display = self.swapped is not None
        self.call_after_refresh(self._show_report)

    def _show_report(self) -> None:
        """Lay out what was done for the width that the list has once it is there."""
        report = self.query_one("#report", Rows)
        if self.swapped is not None and report.display:
            office, practice = self._at_office, self.shell.practice
            # Before the first layout the list has no width yet: the screen has.
            width = report.size.width or self.size.width - 4
            report.show(report_lines(self.swapped, wall_day(), width, office=office, practice=practice))

    @property
    def _at_office(self) -> bool:
        return self.shell.opened.identity.role == "office"

    # ---- other keys

    def action_card(self) -> None:
        """Accept the office's card; then this can be done."""
        from screens.office.office_card import OfficeCard

        self.app.push_screen(OfficeCard(), self._came_back)

    def _came_back(self, accepted: bool | None) -> None:
        if accepted:
            self.without_office = False
            self._say("")
            self.refresh_bindings()

    def action_leave(self) -> None:
        """Leave; while it works, stop it first: nothing is lost by that."""
        if self.working:
            self.stopping = True
            self._paint_progress()
        else:
            self.dismiss(None)


def _last(place: Place) -> str:
    return _("take_and_fetch.last") if place.last else ""
