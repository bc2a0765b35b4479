"""One place: what it is, who is there on the day, the weekly sheet, and a new agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from screens.list_page import ListPage
from screens.placements.agreements import agreement_line
from screens.placements.places import counted_said, free_said
from store.history.change import Value
from store.notebook import Notebook
from store.placements.places import PlaceView, place_view
from store.reading import show
from store.records import RECORD_TYPES
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import label_of, say_value
from tui.language import _
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

FIELDS = ("kind", "municipality", "street_address", "opening_hours", "supervisor", "phone", "tasks", "accessibility",
          "transport")  # fmt: skip
"""What is said of a place beside its room, in this order."""

LABELS = (20,)


@dataclass(frozen=True)
class Found:
    """What the screen shows.

    Attributes:
        view: the place on the day.
        values: of its record.
    """

    view: PlaceView
    values: Mapping[str, Value]


class PlacePage(ListPage[Found]):
    """The screen of one place.

    Args:
        place: its id.
        day: the day that is looked at.
    """

    NAME = "place"
    STAY = True
    BINDINGS = [
        key("f2", "sheet", "place.sheet"),
        key("f4", "edit", "key.edit"),
        key("f5", "agree", "place.agree"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("left", "day(-1)", "places.earlier", show=False),
        key("right", "day(1)", "places.later", show=False),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, place: str, day: date) -> None:
        super().__init__()
        self.place, self.day = place, day

    def load(self, notebook: Notebook) -> Found:
        """Read the place."""
        return Found(
            place_view(notebook, self.place, self.day), dict(show(notebook, "activity_place", self.place).values)
        )

    def lines(self, found: Found, width: int) -> list[Line]:
        """Return the place, its room on the day and who is there."""
        place = found.view.place
        lines = [Line((place.name,), tone=Tone.HEADING, end=long_day(self.day))]
        lines.append(Line((_("place.room"), free_said(place)), LABELS, end=counted_said(place)))
        for name in FIELDS:
            said = say_value("activity_place", RECORD_TYPES["activity_place"].fields[name], found.values.get(name))
            for number, line in enumerate(said.split("\n") if said else ()):
                lines.append(Line((label_of("activity_place", name) if not number else "", line), LABELS))
        here = found.view.placements
        lines += [Line(), Line((_("place.here").upper(),), tone=Tone.HEADING, end=str(len(here) or ""))]
        lines += [agreement_line(one, wall_day()) for one in here]
        return lines if here else [*lines, *wrapped(_("place.nobody"), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open an agreement."""
        from screens.placements.agreement import AgreementPage

        if isinstance(event.target, tuple):
            self.app.push_screen(AgreementPage(event.target[1]))

    def action_day(self, by: int) -> None:
        """Go to the day before or after."""
        self.day += timedelta(days=by)
        self.read_again()

    def action_sheet(self) -> None:
        """Open the weekly sheet of the day's week."""
        from screens.placements.week_sheet import WeekSheetPage

        self.app.push_screen(WeekSheetPage(self.place, self.day - timedelta(days=self.day.weekday())))

    def action_edit(self) -> None:
        """Open the form of the place."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("activity_place", self.place), self._came_back)

    def action_agree(self) -> None:
        """Write down an agreement for this place."""
        from screens.records.record_form import RecordForm

        preset: dict[str, Value] = {"activity_place": self.place, "start": self.day}
        self.app.push_screen(RecordForm("placement_agreement", preset=preset), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()
