"""What a practice notebook is invented with: one seed, one day, and a list of everything that was ever saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import TypeVar

from store.history.change import Value
from store.identifiers import new_id
from store.practice.tables import Tables, read_tables

T = TypeVar("T")

RANDOM_BITS = 74
"""What a UUIDv7 has room for beside its time."""


class Hand(StrEnum):
    """On which laptop something was saved."""

    OWN = "own"
    COLLEAGUE = "colleague"
    """A second practice laptop: a colleague whose edits met ours."""
    OFFICE = "office"
    """The practice office, which alone may assign."""


@dataclass(frozen=True, eq=False)
class Step:
    """One thing that one person saved.

    Attributes:
        hand: whose laptop.
        at: when, in UTC.
        record: record type.
        id: id of the record.
        client: the client that it is about.
        values: what was typed; None clears a field.
        knew: the steps whose values were on the screen; None: all of this record so far.
        agrees: the steps on disclosure items that an agreement covers.
        reason: why an earlier value was corrected.
    """

    hand: Hand
    at: datetime
    record: str
    id: str
    client: str | None
    values: Mapping[str, Value | None]
    knew: tuple[Step, ...] | None = None
    agrees: tuple[Step, ...] = ()
    reason: str = ""


@dataclass
class Invention:
    """One run of the invention: everything random comes from the seed, every day is counted from ``today``.

    Attributes:
        seed: the same seed and the same day give the same notebook.
        today: the day that the notebook opens on.
        months: how far back it reaches.
        workers: ids of the workers by whose laptop they work at.
    """

    seed: int
    today: date
    months: int
    workers: Mapping[Hand, str]
    steps: list[Step] = field(default_factory=list)
    tables: Tables = field(default_factory=read_tables)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - invented data; keys and salts come from the system
        self.first_day = self.today - timedelta(days=self.months * 365 // 12)

    def turn_page(self, chapter: str) -> None:
        """Draw anew, from the seed and a chapter's name: what is added there moves nothing that was drawn before.

        Args:
            chapter: its name.
        """
        self.random = Random(f"{self.seed} {chapter}")  # noqa: S311 - as above

    def day(self, ago: int) -> date:
        """Return the day so many days before today, never before the first."""
        return max(self.today - timedelta(days=ago), self.first_day)

    def moment(self, day: date, hour: int = 12, minute: int = 0) -> datetime:
        """Return a moment of a day, in UTC."""
        return datetime.combine(day, time(hour, minute), UTC)

    def id(self, at: datetime) -> str:
        """Return an id made at a moment, drawn from the seed."""
        return new_id(int(at.timestamp() * 1000) + self.random.randrange(1000), self.random.getrandbits(RANDOM_BITS))

    def one(self, things: Sequence[T]) -> T:
        """Return one of several."""
        return things[self.random.randrange(len(things))]

    def some(self, things: Sequence[T], number: int) -> list[T]:
        """Return so many different ones of several, in the order drawn."""
        return self.random.sample(list(things), min(number, len(things)))

    def happens(self, percent: int) -> bool:
        """Return true as often as asked."""
        return self.random.randrange(100) < percent

    def phone(self) -> str:
        """Return a telephone number that no network in Finland gives out."""
        return f"000 {self.random.randrange(100, 1000)} {self.random.randrange(100, 1000)}"

    def write(
        self,
        record: str,
        values: Mapping[str, Value | None],
        at: datetime,
        *,
        id: str | None = None,
        client: str | None = None,
        hand: Hand = Hand.OWN,
        knew: Iterable[Step] | None = None,
        agrees: Iterable[Step] = (),
        reason: str = "",
    ) -> Step:
        """Add a step and return it; without an id it makes a new record."""
        step = Step(
            hand=hand,
            at=at,
            record=record,
            id=id or self.id(at),
            client=client,
            values=values,
            knew=None if knew is None else tuple(knew),
            agrees=tuple(agrees),
            reason=reason,
        )
        self.steps.append(step)
        return step

    def amend(
        self,
        step: Step,
        values: Mapping[str, Value | None],
        at: datetime,
        *,
        hand: Hand = Hand.OWN,
        knew: Iterable[Step] | None = None,
        reason: str = "",
    ) -> Step:
        """Add a step on the record of an earlier one."""
        return self.write(
            step.record, values, at, id=step.id, client=step.client, hand=hand, knew=knew, reason=reason
        )
