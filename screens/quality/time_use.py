"""The week's time: what was written down, what visits give, and what is missing; F2 takes it from the visits."""

from __future__ import annotations

from datetime import date, timedelta

from screens.list_page import ListPage
from store.history.change import Value
from store.notebook import Notebook
from store.refusal import Refusal
from store.time_use import Piece, TimeOfDay, days_of_work, take_from_events
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import long_day, short_day
from tui.widgets.keys import key, turning
from tui.widgets.rows import Line, Rows, Tone

PIECE = (4, 10, 22, 16)
"""Columns before, of the length, of what it went into and of where; the rest says where it comes from."""


class TimeUsePage(ListPage[tuple[TimeOfDay, ...]]):
    """One week of one's own time."""

    NAME = "time_use"
    STAY = True
    BINDINGS = [
        key("f2", "take", "time_use.take"),
        key("f4", "new", "key.new_entry"),
        *turning("week", "time_use.earlier", "time_use.later"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        today = wall_day()
        self.monday = today - timedelta(days=today.weekday())

    @property
    def last(self) -> date:
        """The last day that is shown: Sunday, or today."""
        return min(self.monday + timedelta(days=6), wall_day())

    def load(self, notebook: Notebook) -> tuple[TimeOfDay, ...]:
        """Read the days of the week."""
        return days_of_work(notebook, self.monday, self.last)

    def lines(self, found: tuple[TimeOfDay, ...], width: int) -> list[Line]:
        """Return the days with their pieces and gaps."""
        total = sum(day.minutes for day in found)
        span = f"{short_day(self.monday)} – {short_day(self.last)}"
        lines = [Line((_("time_use.week", span=span),), tone=Tone.HEADING, end=_hours(total))]
        for day in found:
            if day.day.weekday() >= 5 and not (day.pieces or day.unmeasured):
                continue
            lines += _day(day)
        if not any(day.expected is not None for day in found):
            lines += [Line(), Line((_("time_use.no_share"),))]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the record of time, or the event that it comes from."""
        if isinstance(event.target, tuple):
            from screens.day.event import EventForm
            from screens.records.record_form import RecordForm

            what, id = event.target
            self.app.push_screen(EventForm(id) if what == "event" else RecordForm(what, id), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()

    def action_week(self, by: int) -> None:
        """Go to the week before or after; not beyond this one."""
        monday = self.monday + timedelta(days=7 * by)
        if monday <= wall_day():
            self.monday = monday
            self.read_again()

    def action_new(self) -> None:
        """Write down a piece of time that no visit says."""
        from screens.records.record_form import RecordForm

        preset: dict[str, Value] = {"worker": self.shell.opened.identity.worker, "day": self.last}
        self.app.push_screen(RecordForm("time_use", preset=preset), self._came_back)

    def action_take(self) -> None:
        """Write down what the visits of the week say."""
        self.begin(self._take_over, group="save", once=True)

    async def _take_over(self) -> None:
        try:
            saved = await self.shell.write(take_from_events, self.shell.opened, self.monday, self.last)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(plural("time_use.taken", len(saved)), markup=False)
        self.read_again()


def _day(day: TimeOfDay) -> list[Line]:
    end = _("time_use.leave") if day.leave else _hours(day.minutes)
    lines = [Line((long_day(day.day),), tone=Tone.HEADING, end=end)]
    lines += [_piece(piece) for piece in day.pieces]
    for event in day.unmeasured:
        lines.append(Line(("  !", "", _("time_use.no_minutes")), PIECE[:2], target=("event", event)))
    if day.gap:
        lines.append(Line(("  …", _hours(day.gap), _("time_use.gap")), PIECE[:2]))
    return lines


def _piece(piece: Piece) -> Line:
    where = choice_of("time_place", piece.place) if piece.place is not None else "–"
    came = _("time_use.from_event") if piece.row is None else ""
    target = ("time_use", piece.row) if piece.row is not None else ("event", piece.event)
    return Line(("", _hours(piece.minutes), choice_of("activity", piece.activity), where, came), PIECE, target=target)


def _hours(minutes: int) -> str:
    return _("time_use.hours", hours=minutes // 60, minutes=f"{minutes % 60:02}")
