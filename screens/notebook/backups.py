"""Varmuuskopiot: the last three, a new one at once, one on the stick where the user wishes, and the restore drill."""

from __future__ import annotations

from dataclasses import dataclass

from screens.list_page import ListPage
from store.keeping_backups import HeldBackup, before_erasure, forget_sticks, held_backups, wants_stick, wish_stick
from store.notebook import Notebook
from store.refusal import Refusal
from tui.language import _, plural
from tui.language.dates import moment
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

DRILL, STICK, ELSEWHERE = "drill", "stick", "elsewhere"
"""What the lines open."""

WIDTHS = (28,)
"""Columns of when it was made; the rest is its size."""


@dataclass(frozen=True)
class Backups:
    """What the screen shows.

    Attributes:
        held: the backups in the home folder, the newest first.
        stick: whether one is put on the stick too.
        shared: the records are in the office's database, which is backed up elsewhere.
        before_erasure: how many on sticks that are elsewhere still hold somebody who was erased since.
    """

    held: tuple[HeldBackup, ...]
    stick: bool
    shared: bool
    before_erasure: int = 0


def read_backups(notebook: Notebook) -> Backups:
    """Read what the screen shows.

    Args:
        notebook: the open notebook.

    Raises:
        Refusal: what the disk said.
    """
    return Backups(held_backups(notebook.home), wants_stick(notebook), notebook.is_shared, before_erasure(notebook))


class BackupsPage(ListPage[Backups]):
    """The list of backups."""

    NAME = "backups"
    STAY = True
    BINDINGS = [
        key("f2", "back_up", "backups.now"),
        key("f5", "drill", "backups.drill_key"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Backups:
        """Read which there are."""
        return read_backups(notebook)

    def lines(self, found: Backups, width: int) -> list[Line]:
        """Return the backups, and what can be done."""
        lines = wrapped(_("backups.shared") if found.shared else _("backups.intro"), width)
        lines.append(Line())
        lines += [Line((moment(one.at), _size(one.size)), WIDTHS) for one in found.held]
        if not found.held:
            lines += wrapped(_("backups.none"), width)
        if found.before_erasure:
            said = plural("backups.before_erasure", found.before_erasure)
            lines += [Line(), *wrapped(said, width, tone=Tone.ALARM)]
            lines.append(Line((_("backups.stick_is_no_more"),), target=ELSEWHERE))
        chosen = _("value.yes") if found.stick else _("value.no")
        return [
            *lines,
            Line(),
            Line((_("backups.on_stick"),), target=STICK, end=chosen),
            *wrapped(_("backups.stick_hint"), width, 2),
            Line((_("backups.drill"),), target=DRILL),
            *wrapped(_("backups.drill_hint"), width, 2),
        ]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Change the wish, or begin the drill."""
        if event.target == STICK:
            self.begin(self._wish, group="act", once=True)
        elif event.target == DRILL:
            self.action_drill()
        elif event.target == ELSEWHERE:

            def answered(answer: str | None) -> None:
                if answer == "backups.forget":
                    self.begin(self._forget, group="act", once=True)

            self.app.push_screen(
                Ask("backups.forget_question", ("backups.go_on_waiting", "backups.forget")), answered
            )

    def action_drill(self) -> None:
        """Try whether the newest backup could be restored."""
        from screens.notebook.restore_drill import RestoreDrill

        self.app.push_screen(RestoreDrill())

    def action_back_up(self) -> None:
        """Make a backup now."""
        self.begin(self._back_up, group="act", once=True, keys_wait=False)

    async def _back_up(self) -> None:
        try:
            await self.shell.write(self.shell.opened.back_up)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
        else:
            self.notify(_("backups.made"), markup=False)
        self.read_again()

    async def _forget(self) -> None:
        await self.shell.write(forget_sticks, self.shell.opened)
        self.read_again()

    async def _wish(self) -> None:
        if self.found is not None:
            await self.shell.write(wish_stick, self.shell.opened, not self.found.stick)
        self.read_again()


def _size(size: int) -> str:
    return _("backups.size", amount=f"{size / 1_000_000:.1f}".replace(".", ","))
