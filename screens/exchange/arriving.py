"""What a form does when something arrives about what it shows: it says so, and overwrites nothing.

What was typed stays, and so do the heads that were on the screen: saving an unequal value leaves both as a conflict
that a person decides (USERS, rule 7; DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Mapping

from screens.exchange.arrived import ArrivedPage, BothValues, fields_of
from store.arrivals import Arrival, OnScreen, arrivals
from store.history.change import Value
from store.records import RECORD_TYPES
from store.refusal import Refusal
from store.writing import Saved
from tui.forms.disputes import unit_of
from tui.language import _
from tui.widgets.page import Page
from tui.widgets.shell import ChangesArrived
from tui.widgets.words import Text


class ArrivedLine(Text):
    """The line that says what arrived; it is not there while nothing has."""

    DEFAULT_CSS = """
    ArrivedLine { padding: 0 1; height: auto; max-height: 3; display: none; color: $alarm; text-style: bold; }
    ArrivedLine.-said { display: block; }
    """

    def __init__(self) -> None:
        super().__init__("", id="arrived")

    def say_arrived(self, text: str) -> None:
        """Show the line, or nothing."""
        self.show(text)
        self.set_class(bool(text), "-said")


class ArrivingPage(Page[Saved | None]):
    """A form that says what arrives about the records that it shows.

    Attributes:
        arrived: what arrived since the form was opened.
    """

    arrived: tuple[Arrival, ...] = ()

    def on_screen(self) -> tuple[OnScreen, ...]:
        """Return the records that the form shows, with the heads that were on the screen."""
        raise NotImplementedError

    def stands(self, arrival: Arrival) -> Mapping[str, Value | None] | str | None:
        """Return what stands in the form where something arrived.

        Args:
            arrival: what arrived.

        Returns:
            The values by field; what was typed where it cannot be understood; None where the form does not show it.
        """
        raise NotImplementedError

    @property
    def disputed(self) -> tuple[Arrival, ...]:
        """What was in conflict already when the form was opened, where the form says so in this line."""
        return ()

    @property
    def discreet(self) -> bool:
        """Whether others may look at the form: what is private is not shown from it."""
        return False

    def on_changes_arrived(self, event: ChangesArrived) -> None:
        """Look whether it is about what this form shows; what the form saves itself is no news to it."""
        saving = any(one.node is self and one.group == "save" and not one.is_finished for one in self.workers)
        if self.is_attached and not saving:
            self.changes_came(event.records)

    def changes_came(self, records: frozenset[str]) -> None:
        """Hear that others, or another screen, saved something.

        Args:
            records: ids of the records.
        """
        if records & {one.id for one in self.on_screen()}:
            self.look_for_arrivals()

    def look_for_arrivals(self) -> None:
        """Ask the notebook what arrived since the form was opened, and say it."""
        self.begin(self._look, group="arrivals")

    async def _look(self) -> None:
        try:
            self.arrived = await self.shell.read(arrivals, self.shell.opened, self.on_screen())
        except Refusal:
            return  # the form stands as it was; saving says what is wrong
        self._say_arrived()

    def _say_arrived(self) -> None:
        for line in self.query(ArrivedLine):
            line.say_arrived(self._arrived_words())
        self.refresh_bindings()

    def _arrived_words(self) -> str:
        if not self.arrived:
            return _("arrived.disputed", fields=self._labels(self.disputed)) if self.disputed else ""
        fields = self._labels(self.arrived)
        if self.shell.opened.identity.role == "coach":
            return _("arrived.from_office", fields=fields)
        return _("arrived.here", fields=fields)

    def _labels(self, about: tuple[Arrival, ...]) -> str:
        said = (_("arrived.private") if self._hidden(one) else unit_of(one.record, one.conflict) for one in about)
        return ", ".join(dict.fromkeys(said))

    def _hidden(self, arrival: Arrival) -> bool:
        fields = RECORD_TYPES[arrival.record].fields
        names = fields_of(arrival.record, arrival.conflict)
        return self.discreet and any(name in fields and fields[name].private for name in names)

    def speak(self) -> None:
        """Say it in the language chosen now."""
        super().speak()
        self._say_arrived()

    def action_arrived(self) -> None:
        """Show what stands in the form and what arrived."""
        if self.arrived or self.disputed:
            values = [BothValues(one, self.stands(one), self._hidden(one)) for one in self.arrived]
            values += [BothValues(one, None, self._hidden(one), disputed=True) for one in self.disputed]
            self.app.push_screen(ArrivedPage(values))
