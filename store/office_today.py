"""*Toimisto tänään*: how it stands with each coach, what waits, and who must be called now (USERS 8, 4)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from store.bundle.alarming import alarms_of
from store.bundle.kinds import SOFTWARE
from store.bundle.laptops import LaptopShown, list_laptops, require_office
from store.bundle.outcomes import Alarm, Gap
from store.bundle.reaching import gaps_of
from store.bundle.trusted import as_fingerprint
from store.conflicts import disputes_within
from store.derived import kept_change
from store.doubles import Standing, doubles_within
from store.history.reading import Why
from store.laptop_names import Named, names_within
from store.placements.missing import missing_hours
from store.records import RECORD_TYPES
from store.schema import change, known_chain, refused_file
from store.unheard_withdrawals import Unheard, unheard_by
from store.use_log import Act, write_line
from store.without_coach import without_coach_within

if TYPE_CHECKING:
    from store.notebook import Notebook

SILENT_DAYS = 7
"""Who hands over on Fridays (USERS 7) is heard at least so often; longer silence is worth a call."""

_worker = RECORD_TYPES["worker"].table
_assignment = RECORD_TYPES["assignment"].table
_not_told = (Why.ERASED.value, Why.PUT_AWAY.value)


@dataclass(frozen=True)
class CoachToday:
    """How it stands with one laptop and the coach who works on it.

    Attributes:
        laptop: the laptop, with when it was last heard and what wrote that bundle.
        name: of the worker; empty where the office has not said whose it is and nothing has come.
        phone: of the worker; empty where it is not known.
        silent_days: days since its last bundle was taken in; None where nothing has come.
        conflicts: in how many records something that this worker wrote is in an open conflict.
        gaps: what has not arrived of its chains while later changes have.
        not_applied: how many of its changes are held and not applied.
        quarantine: how many files that it signed are in quarantine.
        other_software: whether its last bundle was written by another version than the one here.
        unheard: withdrawals that it does not know: the coach must be called now.
        alarms: what nobody has settled about it.
        missing_hours: of how many of its coach's clients no hours of the last full month have come.
    """

    laptop: LaptopShown
    name: str
    phone: str
    silent_days: int | None
    conflicts: int = 0
    gaps: tuple[Gap, ...] = ()
    not_applied: int = 0
    quarantine: int = 0
    other_software: bool = False
    unheard: tuple[Unheard, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    missing_hours: int = 0

    @property
    def silent(self) -> bool:
        """Whether nothing has come for too long."""
        return self.silent_days is None or self.silent_days >= SILENT_DAYS

    @property
    def waits(self) -> int:
        """How many things of this coach wait for a person."""
        return len(self.gaps) + self.conflicts + self.not_applied + self.quarantine

    @property
    def urgency(self) -> tuple[int, ...]:
        """What comes first: calls, alarms, what waits, silence."""
        days = 10_000 if self.silent_days is None else self.silent_days
        return (-len(self.unheard), -len(self.alarms), -self.waits, -days)


@dataclass(frozen=True)
class OfficeToday:
    """What the office's first page shows.

    Attributes:
        day: the day it is.
        worker: name of who works here now.
        coaches: one for each laptop that was not cut off, the most urgent first.
        without_laptop: names of those who coach clients today and have no laptop that the office knows.
        alarms: those that are of no laptop above.
        conflicts: how many records are in conflict.
        not_applied: how many changes are held and not applied.
        quarantine: how many files are in quarantine, whoever signed them.
        doubles: how many pairs of cards look like one person, and nobody has said whether they are.
        without_coach: how many clients nobody coaches.
    """

    day: date
    worker: str
    coaches: tuple[CoachToday, ...]
    without_laptop: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    conflicts: int
    not_applied: int
    quarantine: int
    doubles: int = 0
    without_coach: int = 0


def office_today(notebook: Notebook, day: date) -> OfficeToday:
    """Return the office's day.

    Args:
        notebook: of the office.
        day: the day it is.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    laptops = [one for one in list_laptops(notebook) if one.cut_off is None]
    with notebook.writing() as connection:
        coaches, alarms, conflicts = _coaches(connection, laptops, day)
        named = {one.worker for one in laptops} | {one.claimed for one in laptops}
        found = OfficeToday(
            day=day,
            worker=_names_of_workers(connection).get(notebook.identity.worker, ("", ""))[0],
            coaches=tuple(sorted(coaches, key=lambda one: (one.urgency, one.name))),
            without_laptop=_without_laptop(connection, day, named),
            alarms=alarms,
            conflicts=conflicts,
            not_applied=sum(_not_applied(connection).values()),
            quarantine=connection.scalar(select(func.count()).select_from(refused_file)) or 0,
            doubles=sum(one.standing is Standing.OPEN for one in doubles_within(connection)),
            without_coach=len(without_coach_within(connection, day)),
        )
        for client in sorted({one.client for coach in coaches for one in coach.unheard}):
            write_line(connection, notebook.identity, Act.LISTED, client=client)
        write_line(connection, notebook.identity, Act.LISTED, record="laptop")
    return found


def _coaches(
    connection: Connection, laptops: list[LaptopShown], day: date
) -> tuple[list[CoachToday], tuple[Alarm, ...], int]:
    """Return the coaches, the alarms that are of none of them, and how many records are in conflict."""
    names, workers = names_within(connection), _names_of_workers(connection)
    unheard = unheard_by(connection, laptops, day)
    authors, disputed = _authors_in_conflict(connection)
    not_applied = _not_applied(connection)
    refused = Counter(connection.scalars(select(refused_file.c.sender)))
    chains: dict[str, list[tuple[int, str]]] = {}
    for row in connection.execute(select(known_chain).where(known_chain.c.key.is_not(None))):
        chains.setdefault(as_fingerprint(row.key), []).append((row.number, row.id))
    left, missing = list(alarms_of(connection)), missing_hours(connection, day)
    coaches = []
    for laptop in laptops:
        own = chains.get(laptop.fingerprint, [])
        subjects = {laptop.fingerprint, *(id for _, id in own)}
        alarms = tuple(alarm for alarm in left if alarm.subject.split("/")[0] in subjects)
        left = [alarm for alarm in left if alarm not in alarms]
        name, phone = _who(names.get(laptop.fingerprint), workers.get(laptop.claimed or ""))
        writers = {laptop.worker, laptop.claimed} - {None}
        coaches.append(
            CoachToday(
                laptop=laptop,
                name=name,
                phone=phone,
                silent_days=_days_since(laptop.heard, day),
                conflicts=len({id for writer in writers for id in authors.get(writer or "", ())}),
                gaps=tuple(gap for number, id in own for gap in gaps_of(connection, number, id)),
                not_applied=sum(not_applied[number] for number, _ in own),
                quarantine=refused[laptop.fingerprint],
                other_software=bool(laptop.software) and laptop.software != SOFTWARE,
                unheard=unheard.get(laptop.fingerprint, ()),
                alarms=alarms,
                missing_hours=missing[laptop.worker or laptop.claimed or ""],
            )
        )
    return coaches, tuple(left), disputed


def _who(bound: Named | None, claimed: tuple[str, str] | None) -> tuple[str, str]:
    """Return name and telephone: as the office has said, or else as the laptop says itself."""
    if bound is not None and bound.worker is not None:
        return bound.name, bound.phone
    return claimed or ("", "")


def _names_of_workers(connection: Connection) -> dict[str, tuple[str, str]]:
    rows = connection.execute(select(_worker.c.id, _worker.c.name, _worker.c.phone))
    return {row.id: (row.name or "", row.phone or "") for row in rows}


def _authors_in_conflict(connection: Connection) -> tuple[dict[str, set[str]], int]:
    """Return who wrote a value in conflict, with the records, and how many records are in conflict."""
    found: dict[str, set[str]] = {}
    disputes = disputes_within(connection)
    for one in disputes:
        for live in one.values:
            found.setdefault(live.author, set()).add(one.id)
    return found, len({one.id for one in disputes})


def _not_applied(connection: Connection) -> Counter[int]:
    """Return how many changes of each chain are held and not applied; what was erased on purpose is none."""
    query = (
        select(change.c.chain, func.count().label("count"))
        .join(kept_change, kept_change.c.number == change.c.number)
        .where(kept_change.c.why.not_in(_not_told))
        .group_by(change.c.chain)
    )
    return Counter({row.chain: int(row._mapping["count"]) for row in connection.execute(query)})


def _days_since(heard: datetime | None, day: date) -> int | None:
    return None if heard is None else max((day - heard.astimezone().date()).days, 0)


def _without_laptop(connection: Connection, day: date, with_one: set[str | None]) -> tuple[str, ...]:
    """Return the names of those who coach a client today and have no laptop here."""
    rows = connection.execute(
        select(_worker.c.id, _worker.c.name)
        .join(_assignment, _assignment.c.worker == _worker.c.id)
        .where(
            _assignment.c.removed.is_(False),
            _assignment.c.start <= day,
            _assignment.c.end.is_(None) | (_assignment.c.end >= day),
        )
        .distinct()
        .order_by(_worker.c.name)
    )
    return tuple(row.name or "" for row in rows if row.id not in with_one)
