"""The three states: on this laptop, handed over, at the office; in sum and for each record (USERS 7; DESIGN 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from store.bundle.outcomes import Alarm, Gap

if TYPE_CHECKING:
    from store.notebook import Notebook


class State(StrEnum):
    """Where something that was written here is."""

    ONLY_HERE = "only_here"
    """On this laptop alone."""
    HANDED_OVER = "handed_over"
    """In a bundle that was written, and no receipt covers it yet."""
    AT_OFFICE = "at_office"
    """A verified receipt of the office covers it; or it came from there."""


@dataclass(frozen=True)
class Span:
    """Entries in one state.

    Attributes:
        entries: how many.
        oldest: when the oldest of them was made; None where there is none.
    """

    entries: int
    oldest: datetime | None


@dataclass(frozen=True)
class Remark:
    """Something that the last receipt says about what we sent.

    Attributes:
        record: record type; empty where the change is not here.
        id: of the record; empty where the change is not here.
        client: whom it is about, or None.
        change: name of the change; empty for a conflict.
        code: why it is not applied, or the field or group in conflict.
    """

    record: str
    id: str
    client: str | None
    change: str
    code: str


@dataclass(frozen=True)
class Standing:
    """Where everything stands that was written here.

    Attributes:
        at_office_until: everything up to this moment is at the office, by its receipt; None: nothing is.
        everything_at_office: nothing is only here and nothing waits for a receipt.
        only_here: what no bundle carries.
        handed_over: what was written into bundles and has no receipt.
        gaps: at a laptop what the office is missing of ours, as its last receipt says; at the office what has not
            arrived from laptops.
        not_applied: changes of ours that the office keeps and does not apply.
        conflicts: open conflicts at the office in records that we wrote on.
        alarms: what nobody has settled.
        quarantine: how many files are in quarantine.
        open_conflicts: how many records of this notebook are in conflict here.
        receipted_at: when the last receipt was made; None before the first.
        permissions_known_on: when this notebook last heard from others; None: never.
    """

    at_office_until: datetime | None
    everything_at_office: bool
    only_here: Span
    handed_over: Span
    gaps: tuple[Gap, ...] = ()
    not_applied: tuple[Remark, ...] = ()
    conflicts: tuple[Remark, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    quarantine: int = 0
    open_conflicts: int = 0
    receipted_at: datetime | None = None
    permissions_known_on: datetime | None = None

    @property
    def waiting(self) -> Span:
        """Everything that the office has not signed for."""
        moments = [span.oldest for span in (self.only_here, self.handed_over) if span.oldest is not None]
        return Span(self.only_here.entries + self.handed_over.entries, min(moments, default=None))


def standing_of(notebook: Notebook) -> Standing:
    """Return where everything stands; see `store.bundle.standing`."""
    raise NotImplementedError


def states_by_record(notebook: Notebook, ids: Iterable[str]) -> Mapping[str, State]:
    """Return the state of each record; see `store.bundle.states_of`."""
    raise NotImplementedError
