"""What a visit was for one client's job: which wish of work it served, which support was given, and by whom.

Each line is shown only where it matters: a wish at an employer who is asked for work, support at a support visit.
While an employer may look at the screen none is shown: they stand with the own notes, for the evening (USERS 1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text as PlainText
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from screens.day.event_fields import CodeTick, FieldLabel, Ticks, WordTick
from store.history.change import Value
from store.records.events import SUPPORT_BY, SUPPORT_TYPES
from tui.language import word
from tui.widgets.choosing import OneOfFew

FOR_WISHES = ("employer_visit", "call")
"""Kinds at which an employer is asked for a kind of work that a client wants (criterion 16)."""

FOR_SUPPORT = ("support_visit", "client_meeting", "call")
"""Kinds at which support in a job is given; at the last two only where the client has a job (criterion 22)."""

CHOICES = ("job_goal", "job")
SETS = ("support_types", "support_by")
FLAGS = ("employer_support_requested", "client_declined")

Named = tuple[tuple[str, str], ...]
"""Ids with what they are called."""


class OneOf(OneOfFew):
    """One of a client's own records: a wish of work, or a job.

    Args:
        field: the field.
        named: the records that can be chosen.
    """

    def __init__(self, field: str, named: Named) -> None:
        pairs = [(PlainText(name), id) for id, name in named]
        super().__init__(pairs, prompt=word("event.none"), name=field, compact=True)

    def speak(self) -> None:
        """Say that none is chosen, in the language chosen now."""
        self.prompt = word("event.none")


class Support(Vertical):
    """The lines about a client's job.

    Args:
        goals: the client's wishes of work.
        jobs: the client's jobs.
        held: values of the part that stands: what it names can be chosen, also where it is not here (yet).
    """

    DEFAULT_CSS = "Support { height: auto; }"

    def __init__(self, goals: Named, jobs: Named, held: Mapping[str, Value]) -> None:
        super().__init__()
        self.goals, self.jobs = (
            _with_held(named, held.get(field)) for field, named in zip(CHOICES, (goals, jobs), strict=True)
        )

    def compose(self) -> ComposeResult:
        """Lay out a line for the wish, one for the job, and those of the support."""
        with Horizontal(classes="line wish"):
            yield FieldLabel("event_client_part", "job_goal")
            yield OneOf("job_goal", self.goals)
        with Horizontal(classes="line of-job"):
            yield FieldLabel("event_client_part", "job")
            yield OneOf("job", self.jobs)
        with Horizontal(classes="line tall ticked support"):
            yield FieldLabel("event_client_part", "support_types")
            with Ticks():
                for code in SUPPORT_TYPES:
                    yield CodeTick("support_types", code)
        with Horizontal(classes="line tall ticked support"):
            yield FieldLabel("event_client_part", "support_by")
            with Ticks():
                for code in SUPPORT_BY:
                    yield CodeTick("support_by", code)
        with Horizontal(classes="line tall ticked support"), Ticks():
            yield WordTick("field.employer_support_requested", "employer_support_requested")
            yield WordTick("field.client_declined", "client_declined")

    def on_mount(self) -> None:
        """Show nothing until it is known of which kind the event is."""
        self.show_kind("")

    def show_kind(self, kind: str) -> None:
        """Show what matters at an event of a kind.

        Args:
            kind: of the event.
        """
        support = kind == "support_visit" or (kind in FOR_SUPPORT and bool(self.jobs))
        for line in self.query(".wish"):
            line.display = kind in FOR_WISHES and bool(self.goals)
        for line in self.query(".of-job"):
            line.display = support and len(self.jobs) > 1
        for line in self.query(".support"):
            line.display = support
        self.display = any(line.display for line in self.children)


def support_typed(values: Mapping[str, Value]) -> dict[str, Any]:
    """Return what stands in these lines when the form opens.

    Args:
        values: of the client's part that stands; empty for a new one.
    """
    typed: dict[str, Any] = {name: str(values.get(name) or "") for name in CHOICES}
    typed |= {name: [str(one) for one in _several(values.get(name))] for name in SETS}
    typed |= {name: values.get(name) is True for name in FLAGS}
    return typed


def support_values(table: Mapping[str, Any]) -> dict[str, Value | None]:
    """Return the values of these lines; what a draft of an earlier form does not name stays as it stands.

    Args:
        table: what stands in a client's part.
    """
    values: dict[str, Value | None] = {}
    for name in CHOICES:
        if name in table:
            values[name] = str(table[name]) or None
    for name in SETS:
        if name in table:
            values[name] = tuple(str(one) for one in table[name]) or None
    for name in FLAGS:
        if name in table:
            values[name] = True if table[name] else None
    return values


def _with_held(named: Named, held: object) -> Named:
    """Return what can be chosen, with what was chosen before it left this laptop."""
    here = held is None or any(id == held for id, _name in named)
    return named if here else (*named, (str(held), word("reference.not_here")))


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple) else ()
