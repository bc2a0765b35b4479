"""The board of the five stages: who is in which, for how many days, and what is due next (model M1.1)."""

from __future__ import annotations

from screens.clients.client_opening import open_client
from screens.day.due_words import by_when, what_said
from screens.list_page import ListPage
from store.notebook import Notebook
from store.stages import Board, OnBoard, stage_board
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone

BOARD = (2, 15, 8, 28)
"""Columns of the sign, the client, the days in the stage and what is due next; the rest says by when."""


class StagesPage(ListPage[Board]):
    """The board; Enter opens a client."""

    NAME = "stages"
    STAY = True
    BINDINGS = [
        key("f2", "change", "stages.change"),
        key("f5", "follow_up", "stages.pictures"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Board:
        """Read the board as it is today."""
        return stage_board(notebook, wall_day())

    def lines(self, found: Board, width: int) -> list[Line]:
        """Return each stage with its clients."""
        lines: list[Line] = []
        for stage, clients in found.stages.items():
            lines.append(Line((choice_of("stage", stage).upper(),), tone=Tone.HEADING, end=_counted(clients)))
            lines += [_client(one, found) for one in clients]
            lines.append(Line())
        if found.without:
            lines.append(Line((_("stages.without").upper(),), tone=Tone.HEADING, end=_counted(found.without)))
            lines += [_client(one, found) for one in found.without]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the client that the cursor is on."""
        if isinstance(event.target, tuple):
            open_client(self, event.target[1])

    def action_change(self) -> None:
        """Let the client that the cursor is on enter another stage."""
        target = self.query_one(Rows).target
        if isinstance(target, tuple):
            from screens.clients.stage_change import StageChange

            self.app.push_screen(StageChange(target[1]))

    def action_follow_up(self) -> None:
        """Look at the same as pictures."""
        from screens.quality.follow_up import FollowUpPage

        self.app.push_screen(FollowUpPage())


def _counted(clients: tuple[OnBoard, ...]) -> str:
    return plural("stages.clients", len(clients))


def _client(one: OnBoard, board: Board) -> Line:
    name = f"{one.given_name} {one.family_name[:1]}." if one.family_name else one.given_name
    days = plural("stages.days", one.days) if one.days is not None else _("stages.days_unknown")
    due = what_said(one.next) if one.next else ""
    when = by_when(one.next, board.day) if one.next else ""
    late = one.next is not None and one.next.until < board.day
    sign = "!" if late else "↺" if one.again else ""
    return Line((sign, name, days, due, when), BOARD, target=("client", one.client))
