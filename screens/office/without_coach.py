"""Clients whom nobody coaches: one key gives each to the coach who wrote the card; the office decides (USERS 9)."""

from __future__ import annotations

from functools import partial

from screens.list_page import ListPage
from screens.office.office_words import SIGN, client_said
from store.assigning import assign_client
from store.notebook import Notebook
from store.refusal import Refusal
from store.without_coach import WithoutCoach, without_coach
from tui.forms.days import wall_day
from tui.language import _, plural
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

NAME = (SIGN, 30)
"""Columns before and of the client's name; the rest says who wrote the card."""


class WithoutCoachPage(ListPage[tuple[WithoutCoach, ...]]):
    """The list of clients without a coach. Nothing is assigned before a key is pressed on a client."""

    NAME = "without_coach"
    STAY = True
    BINDINGS = [
        key("f2", "give", "without_coach.give"),
        key("f4", "choose", "without_coach.choose"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> tuple[WithoutCoach, ...]:
        """Read who has no coach today."""
        return without_coach(notebook, wall_day())

    def lines(self, found: tuple[WithoutCoach, ...], width: int) -> list[Line]:
        """Return what it means, then a line a client with who wrote the card."""
        if not found:
            return wrapped(_("without_coach.none"), width)
        lines = [Line((plural("without_coach.count", len(found)),), tone=Tone.HEADING)]
        lines += [*wrapped(_("without_coach.about"), width), Line()]
        for one in found:
            name = client_said(one.given_name, one.family_name)
            said = _("without_coach.written_by", name=one.writer_name) if one.writer else _("without_coach.by_nobody")
            lines.append(Line(("!", name, said), NAME, target=one))
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show the coaches to choose from: Enter alone gives nobody to anybody."""
        self.action_choose()

    def action_give(self) -> None:
        """Give the client that the cursor is on to the coach who wrote the card."""
        one = self.query_one(Rows).target
        if isinstance(one, WithoutCoach) and one.writer is not None:
            self.begin(partial(self._give, one, one.writer), group="give", once=True)
        elif isinstance(one, WithoutCoach):
            self.action_choose()

    def action_choose(self) -> None:
        """Choose who coaches the client that the cursor is on."""
        from screens.office.give_coach import GiveCoach

        one = self.query_one(Rows).target
        if isinstance(one, WithoutCoach):
            self.app.push_screen(GiveCoach(one))

    async def _give(self, one: WithoutCoach, worker: str) -> None:
        try:
            await self.shell.write(assign_client, self.shell.opened, one.client, worker, "responsible", wall_day())
        except Refusal as refusal:
            self.app.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.app.notify(_("assign_client.done", name=one.writer_name), markup=False)
        self.read_again()
