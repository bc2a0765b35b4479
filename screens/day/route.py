"""The day's route: where one goes today, in order; F2 writes it as a text to print. No client is on it."""

from __future__ import annotations

from datetime import date

from screens.list_page import ListPage
from store.notebook import Notebook
from store.route import Stop, day_route
from tui.forms.days import wall_day
from tui.language import _
from tui.language.dates import clock, long_day
from tui.widgets.keys import key, turning
from tui.widgets.rows import Line, Rows, Tone

STOP = (7, 30)
"""Columns of the time and the employer; the rest is the municipality."""

BELOW = (7,)
"""Column before the address and the people."""


class RoutePage(ListPage[tuple[Stop, ...]]):
    """The stops of a day; the arrows go to the day before or after."""

    NAME = "route"
    BINDINGS = [
        key("f2", "write", "route.write"),
        *turning("day", "route.earlier", "route.later"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.day = wall_day()

    def load(self, notebook: Notebook) -> tuple[Stop, ...]:
        """Read the stops of the day."""
        return day_route(notebook, self.day)

    def lines(self, found: tuple[Stop, ...], width: int) -> list[Line]:
        """Return the stops in order, each with where it is and whom one meets."""
        lines = [Line((long_day(self.day),), tone=Tone.HEADING)]
        for stop in found:
            first, below = stop_texts(stop)
            lines.append(Line(first, STOP, target=("event", stop.event)))
            lines += [Line(("", text), BELOW) for text in below]
        return lines if found else [*lines, Line((_("route.nothing"),))]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the event that the cursor is on."""
        if isinstance(event.target, tuple):
            from screens.day.event import EventForm

            self.app.push_screen(EventForm(event.target[1]))

    def action_day(self, by: int) -> None:
        """Go to the day before or after."""
        self.day = date.fromordinal(self.day.toordinal() + by)
        self.read_again()

    def action_write(self) -> None:
        """Ask where the text is to be written."""
        if self.found:
            from screens.day.write_route import WriteRoute

            self.app.push_screen(WriteRoute(self.day, route_text(self.day, self.found)))


def stop_texts(stop: Stop) -> tuple[tuple[str, str, str], list[str]]:
    """Return what is said of a stop: the cells of its line, and the texts below it."""
    start = f"{clock(stop.start):>5}" if stop.start else ""
    first = (start, stop.name or stop.place or _("reference.not_here"), stop.municipality)
    address = ", ".join(part for part in (stop.address, stop.place) if part and part != first[1])
    people = " · ".join(part for part in (", ".join(stop.people), stop.phone) if part)
    return first, [text for text in (address, people) if text]


def route_text(day: date, stops: tuple[Stop, ...]) -> str:
    """Return the route as a text of lines at most 78 columns wide, to print.

    Args:
        day: which day.
        stops: in order.
    """
    lines = [_("route.head", day=long_day(day)), ""]
    for stop in stops:
        first, below = stop_texts(stop)
        lines.append("  ".join(part for part in first if part).rstrip())
        lines += [f"       {text}" for text in below]
        lines.append("")
    return "\n".join(line[:78] for line in lines)
