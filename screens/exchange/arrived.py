"""What arrived while a form was open: what stands in the form and what others saved, each with who and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from screens.list_page import ListPage
from store.arrivals import Arrival
from store.history.change import Value
from store.history.state import Conflict, Live
from store.notebook import Notebook
from store.records import RECORD_TYPES
from tui.forms.disputes import Names, names_in, say_conflict, say_live, unit_of
from tui.language import _, word
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone, wrapped

INDENT = 4
"""Columns before a value."""


@dataclass(frozen=True)
class BothValues:
    """One field or group of which something arrived.

    Attributes:
        arrival: what arrived.
        stands: what stands in the form; as it was typed where that cannot be understood; None where the form does
            not show it.
        hidden: it is private, and others may look at this screen (USERS, rule 1).
        disputed: it did not arrive: the values were in conflict already when the form was opened.
    """

    arrival: Arrival
    stands: Mapping[str, Value | None] | str | None
    hidden: bool = False
    disputed: bool = False

    @property
    def typed(self) -> Live | None:
        """What stands in the form, as a value beside the others."""
        if self.stands is None or isinstance(self.stands, str):
            return None
        unit, first = self.arrival.conflict.unit, self.arrival.conflict.values[0]
        whole = {name: value for name, value in self.stands.items() if value is not None}
        return replace(first, value=whole if isinstance(first.value, Mapping) else whole.get(unit))


def fields_of(record: str, conflict: Conflict) -> tuple[str, ...]:
    """Return the fields that a conflict is about: one, or those of its group."""
    declared = RECORD_TYPES[record]
    return declared.groups.get(conflict.unit, (conflict.unit,))


class ArrivedPage(ListPage[Names]):
    """Both values of everything that arrived; nothing is decided here.

    Args:
        values: what arrived, and what stands in the form.
    """

    NAME = "arrived"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, values: Sequence[BothValues]) -> None:
        super().__init__()
        self.values = tuple(values)

    def load(self, notebook: Notebook) -> Names:
        """Read the names of who saved it and of what it names."""
        found: dict[tuple[str, str], str] = {}
        for one in self.values:
            if not one.hidden:
                typed = (Conflict(one.arrival.conflict.unit, (one.typed,)),) if one.typed is not None else ()
                found |= names_in(notebook, one.arrival.record, (one.arrival.conflict, *typed))
        return found

    def lines(self, found: Mapping[tuple[str, str], str], width: int) -> list[Line]:
        """Return what stands in the form and what arrived, field by field."""
        lines: list[Line] = []
        for one in self.values:
            record, conflict = one.arrival.record, one.arrival.conflict
            lines.append(Line((unit_of(record, conflict),), end=word("record", record), tone=Tone.HEADING))
            if one.hidden:
                lines += wrapped(_("arrived.hidden"), width, INDENT)
                continue
            if one.stands is not None:
                typed = one.typed
                said = str(one.stands) if typed is None else say_live(record, conflict.unit, typed, found)
                lines.append(Line(("", _("arrived.stands")), (2,)))
                lines += wrapped(said, width, INDENT)
            came = _("arrived.in_conflict") if one.disputed else _("arrived.came")
            lines.append(Line(("", came), (2,)))
            for said in say_conflict(record, conflict, found):
                lines += wrapped(said, width, INDENT)
            lines.append(Line())
        return [*lines, *wrapped(_("arrived.nothing_lost"), width)]
