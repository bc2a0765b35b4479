"""A client's way and papers: the stages with their days, what is due, and every kind of record with its count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from screens.day.due import DuePage
from screens.day.due_words import by_when, what_said
from screens.list_page import ListPage
from store.due import Due
from store.kinds import OF_CLIENT, KindCount, count_kinds
from store.models.use import kinds_of_models, models_in_use
from store.notebook import Notebook
from store.stages import Way, client_way
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, title_of
from tui.language import _, plural, word
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone

KINDS = (34, 8)
"""Columns of the kind and how many there are; the rest is the day of the newest."""

STAGES = (20, 16, 16)
"""Columns of the stage, its first and its last day; the rest says how long."""

DUE = (2, 30)
"""Columns of the sign and of what is due; the rest says by when."""


@dataclass(frozen=True)
class Papers:
    """What the screen shows.

    Attributes:
        way: the client's way through the stages, with what is due.
        kinds: how many records of each kind there are.
    """

    way: Way
    kinds: tuple[KindCount, ...]


class ClientRecords(ListPage[Papers]):
    """The screen of a client's way and papers.

    Args:
        client: id of the client.
    """

    NAME = "client_records"
    STAY = True
    BINDINGS = [
        key("f2", "change", "stages.change"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def load(self, notebook: Notebook) -> Papers:
        """Read the stages, what is due and the kinds, those of the models in use among them."""
        way = client_way(notebook, self.client, wall_day())
        kinds = (*OF_CLIENT, *kinds_of_models(models_in_use(notebook, wall_day()).models))
        return Papers(way, count_kinds(notebook, kinds, self.client))

    def lines(self, found: Papers, width: int) -> list[Line]:
        """Return the stages, what is due, and the kinds."""
        lines = [Line((title_of("client", found.way.card.values),), tone=Tone.HEADING)]
        return [*lines, *_stages(found.way), *_due(found.way.due), *kind_lines(found.kinds)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what is due, or the records of a kind."""
        if isinstance(event.target, Due):
            self.app.push_screen(DuePage(event.target))
        elif isinstance(event.target, tuple):
            from screens.records.kind_list import KindList

            self.app.push_screen(KindList(event.target[1], self.client))

    def action_change(self) -> None:
        """Let the client enter another stage."""
        from screens.clients.stage_change import StageChange

        self.app.push_screen(StageChange(self.client))


def kind_lines(kinds: tuple[KindCount, ...]) -> list[Line]:
    """Return a line for each kind: what it is called, how many there are, and when the newest was."""
    lines = [Line((_("client_records.kinds").upper(),), tone=Tone.HEADING)]
    for one in kinds:
        newest = long_day(one.newest) if one.newest is not None else ""
        count = str(one.count) if one.count else "–"
        lines.append(Line((word("record", one.record), count, newest), KINDS, target=("kind", one.record)))
    return lines


def _stages(way: Way) -> list[Line]:
    lines = [Line((_("client_records.stages").upper(),), tone=Tone.HEADING)]
    today = wall_day()
    for one in way.periods:
        entered, left = one.values.get("entered"), one.values.get("left_on")
        stage = choice_of("stage", str(one.values.get("stage") or ""))
        again = f"↺ {stage}" if one.values.get("after_job_loss") else stage
        if not isinstance(entered, date):
            continue
        until = left if isinstance(left, date) else None
        days = plural("stages.days", ((until or today) - entered).days)
        last = long_day(until) if until is not None else _("stage_change.now")
        lines.append(Line((again, long_day(entered), last, days), STAGES, target=("kind", "stage_period")))
    if not way.periods:
        lines.append(Line((_("client_records.no_stages"),)))
    return [*lines, Line()]


def _due(due: tuple[Due, ...]) -> list[Line]:
    if not due:
        return []
    today = wall_day()
    lines = [Line((_("client_records.due").upper(),), tone=Tone.HEADING)]
    for one in due:
        late = one.until < today
        cells = ("!" if late else "", what_said(one), by_when(one, today))
        lines.append(Line(cells, DUE, target=one, tone=Tone.ALARM if late else Tone.PLAIN))
    return [*lines, Line()]
