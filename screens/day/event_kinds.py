"""A new event: of which kind? One digit, and the form is open."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from store.records.events import EVENT_KINDS
from store.writing import Saved
from tui.forms.saying import choice_of
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows

WIDTHS = (4,)
"""Column of the digit."""


class EventKinds(Page[Saved | None]):
    """The kinds of event, each with its digit.

    Args:
        client: whom the event is about, or None.
        employer: at which employer it is, or None.
    """

    NAME = "event_kinds"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        *(Binding(str(place), f"take({place})", "key.open", show=False) for place in range(1, len(EVENT_KINDS) + 1)),
        key("escape", "leave", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
    ]

    def __init__(self, client: str | None = None, employer: str | None = None) -> None:
        super().__init__()
        self.client, self.employer = client, employer

    def compose(self) -> ComposeResult:
        """Lay out the kinds."""
        yield self.head()
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Show the kinds."""
        self._show()

    def speak(self) -> None:
        """Say them in the language chosen now."""
        self._show()
        super().speak()

    def _show(self) -> None:
        lines = [
            Line((str(place), choice_of("kind", kind)), WIDTHS, target=place)
            for place, kind in enumerate(EVENT_KINDS, 1)
        ]
        self.query_one(Rows).show(lines)

    def action_take(self, place: int) -> None:
        """Open the form of a kind.

        Args:
            place: its digit.
        """
        from screens.day.event import EventForm

        form = EventForm(kind=EVENT_KINDS[place - 1], client=self.client, employer=self.employer)
        self.app.push_screen(form, self.dismiss)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the form of the kind that was chosen."""
        if isinstance(event.target, int):
            self.action_take(event.target)
