"""Places: what is free on a day; the arrows turn the day, Enter opens a place."""

from __future__ import annotations

from datetime import timedelta

from screens.list_page import ListPage
from store.notebook import Notebook
from store.placements.places import PlaceOnDay, count_free, places_on
from store.refusal import Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.language import _, plural
from tui.language.dates import long_day, short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

PLACE = (30, 18, 14)
"""Columns of the name, the municipality and what is free; the rest says who counted when."""


class PlacesPage(ListPage[tuple[PlaceOnDay, ...]]):
    """The places on a day."""

    NAME = "places"
    STAY = True
    BINDINGS = [
        key("f2", "new", "places.new"),
        key("f4", "needs", "places.needs"),
        key("f5", "count", "places.count"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("left", "day(-1)", "places.earlier", show=False),
        key("right", "day(1)", "places.later", show=False),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.day = wall_day()

    def load(self, notebook: Notebook) -> tuple[PlaceOnDay, ...]:
        """Read the places."""
        return places_on(notebook, self.day)

    def lines(self, found: tuple[PlaceOnDay, ...], width: int) -> list[Line]:
        """Return the day and a line for each place."""
        free = sum(max(one.free, 0) for one in found if one.free is not None)
        lines = [Line((long_day(self.day),), tone=Tone.HEADING, end=plural("places.free", free))]
        lines += [
            Line(
                (one.name, one.municipality, free_said(one), counted_said(one)),
                PLACE,
                target=("place", one.id),
            )
            for one in found
        ]
        return lines if found else [*lines, *wrapped(_("places.nothing"), width)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to count only at the office, which has every agreement."""
        return action != "count" or self.shell.opened.identity.role == "office"

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a place."""
        from screens.placements.place import PlacePage

        if isinstance(event.target, tuple):
            self.app.push_screen(PlacePage(event.target[1], self.day))

    def action_day(self, by: int) -> None:
        """Go to the day before or after."""
        self.day += timedelta(days=by)
        self.read_again()

    def action_new(self) -> None:
        """Write down a place."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("activity_place"), self._came_back)

    def action_needs(self) -> None:
        """Show who needs a place."""
        from screens.placements.needs import NeedsPage

        self.app.push_screen(NeedsPage())

    def action_count(self) -> None:
        """Count the free places of today, so that the laptops have them too."""
        self.begin(self._count, group="save", once=True)

    async def _count(self) -> None:
        try:
            saved = await self.shell.write(count_free, self.shell.opened, wall_day())
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(plural("places.counted", len(saved)), markup=False)
        self.read_again()

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def free_said(place: PlaceOnDay) -> str:
    """Return how many places are free of how many, or that nobody has said."""
    if place.free is None:
        return _("places.unknown")
    return _("places.free_of", free=place.free, capacity=place.capacity if place.capacity is not None else "?")


def counted_said(place: PlaceOnDay) -> str:
    """Return when the office counted, where the number is its own."""
    return "" if place.counted_on is None else _("places.counted_on", day=short_day(place.counted_on))
