"""The weekly sheet of a place: who was there on which day, as the workshop's supervisor wrote it down (M3.5).

The supervisor has no laptop. What somebody types from the sheet says whose entry it is; whoever confirms it had it
before them; and what is altered afterwards has to be confirmed anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, or_, select

from store.held import in_parts
from store.history.change import Value
from store.money.reading import closed_months, heads_in, stale_confirmations
from store.money.reckoning import first_of_month
from store.one_person import names_within, stands_within
from store.placements.agreements import Placement, read_placements
from store.placements.checks import ASKED, Beside, Fault, Hours, faults_of
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

DAYS = 7
TAIL = 3
"""Characters of an id that tell apart two people with the same initials on a sheet."""

_entry = RECORD_TYPES["work_entry"].table
_place = RECORD_TYPES["activity_place"].table


@dataclass(frozen=True)
class Cell:
    """What is written of one person on one day.

    Attributes:
        entry: id of the entry.
        day: the day.
        presence: code.
        came: when they came, or None.
        went: when they went, or None.
        minutes: as written, or None.
        task: what was done.
        recorded_by: whose entry it is; empty where it is the worker's own.
        confirmed: somebody has confirmed it as it stands.
        unsettled: it is in conflict.
        knew: heads that are on the screen.
    """

    entry: str
    day: date
    presence: str
    came: time | None
    went: time | None
    minutes: int | None
    task: str
    recorded_by: str
    confirmed: bool
    unsettled: bool
    knew: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A row of the sheet.

    Attributes:
        client: id.
        given_name: of the client.
        family_name: of the client.
        mark: what stands on the paper: initials, with the end of the id where two people share them.
        agreement: id of the agreement in force in the week, or None.
        cells: what is written, by the day; of a day at different hours several.
    """

    client: str
    given_name: str
    family_name: str
    mark: str
    agreement: str | None
    cells: tuple[Cell, ...]

    def on(self, day: date) -> tuple[Cell, ...]:
        """Return what is written of a day."""
        return tuple(cell for cell in self.cells if cell.day == day)


@dataclass(frozen=True)
class WeekSheet:
    """The sheet of a place and a week.

    Attributes:
        place: id of the place.
        name: of the place.
        supervisor: who supervises there, or empty.
        monday: first day.
        people: the rows, by their marks.
        closed: first days of closed months in the week: what is typed there becomes a correction.
    """

    place: str
    name: str
    supervisor: str
    monday: date
    people: tuple[Person, ...]
    closed: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The seven days."""
        return tuple(self.monday + timedelta(days=number) for number in range(DAYS))


def week_sheet(notebook: Notebook, place: str, monday: date, act: Act = Act.SHOWN) -> WeekSheet:
    """Return the sheet of a place and a week: who has an agreement there, and who was written down.

    Args:
        notebook: an open notebook.
        place: id of the place.
        monday: first day of the week.
        act: shown, or printed.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        found = _sheet(connection, place, monday)
        for one in found.people:
            write_line(connection, notebook.identity, act, client=one.client, record="work_entry")
        write_line(connection, notebook.identity, act, record="activity_place", id=place)
    return found


def save_hours(
    notebook: Notebook,
    hours: Sequence[Hours],
    today: date,
    *,
    recorded_by: str = "",
    taken_from: str = "own_entry",
    cleared: Sequence[tuple[str, tuple[str, ...]]] = (),
    outside: bool = False,
) -> tuple[Saved, ...]:
    """Save hours, all or none; what is altered has to be confirmed anew.

    Args:
        notebook: an open notebook.
        hours: what was typed or read.
        today: the day on the wall.
        recorded_by: who wrote it down, where that is not who types it.
        taken_from: own_entry, paper_sheet, csv_file or toml_file.
        cleared: entries that are taken away, with what was on the screen of each.
        outside: a person has said that days outside an agreement are right.

    Raises:
        Refusal: HOURS_NOT_RIGHT, naming the first fault, its row and how many there are; what ``save_all`` raises.
    """
    with notebook.writing() as connection:
        gone = {id for id, _knew in cleared}
        faults = _faults_within(connection, hours, today, gone)
        wrong = [(one, fault) for one, fault in faults if not (outside and fault in ASKED)]
        if wrong:
            first, fault = wrong[0]
            raise Refusal(Reason.HOURS_NOT_RIGHT, rule=fault.value, row=first.row, count=len(wrong))
        placements = read_placements(connection)
        writer = Writer(connection, notebook.identity)
        saved = [writer.set_removed("work_entry", id, True, knew, "") for id, knew in cleared]
        for one in hours:
            by = one.recorded_by or recorded_by
            saved.append(writer.save(_entry_of(one, placements, by, taken_from)))
    return tuple(saved)


def faults_within(
    notebook: Notebook, hours: Sequence[Hours], today: date, cleared: Iterable[str] = ()
) -> tuple[tuple[Hours, Fault], ...]:
    """Return what cannot be right with hours, held against agreements and entries that are there; saves nothing.

    Args:
        notebook: an open notebook.
        hours: what was typed or read.
        today: the day on the wall.
        cleared: ids of entries that are about to be taken away.
    """
    with notebook.writing() as connection:
        found = _faults_within(connection, hours, today, cleared)
        for client in sorted({one.client for one in hours}):
            write_line(connection, notebook.identity, Act.LISTED, client=client, record="work_entry")
        write_line(connection, notebook.identity, Act.LISTED, record="work_entry")
    return found


def confirm_hours(notebook: Notebook, seen: Sequence[tuple[str, tuple[str, ...]]], today: date) -> tuple[Saved, ...]:
    """Confirm entries as they were on the screen.

    Args:
        notebook: an open notebook.
        seen: ids of the entries, with the heads that were on the screen: what came later is not confirmed by it.
        today: the day on the wall.
    """
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity)
        values: dict[str, Value | None] = {"confirmed_by": notebook.identity.worker, "confirmed_on": today}
        confirmed = [
            id
            for part in in_parts([id for id, _knew in seen])
            for id in connection.scalars(
                select(_entry.c.id).where(_entry.c.id.in_(part), _entry.c.confirmed_on.is_not(None))
            )
        ]
        stale = stale_confirmations(connection, confirmed)
        saved = []
        for id, knew in seen:
            if id in stale:
                # Cleared first: the same worker on the same day would give what stands there, which is no change.
                cleared = Entry("work_entry", {"confirmed_by": None, "confirmed_on": None}, id=id, knew=knew)
                knew = (*knew, writer.save(cleared).change)
            saved.append(writer.save(Entry("work_entry", values, id=id, knew=knew)))
    return tuple(saved)


def confirm_month(notebook: Notebook, month: date, today: date, clients: Iterable[str] | None = None) -> int:
    """Confirm the entries of a month that nobody has confirmed, as they stand now; return how many.

    Args:
        notebook: an open notebook.
        month: its first day.
        today: the day on the wall.
        clients: of whom, or None for everybody.
    """
    chosen = None if clients is None else set(clients)
    with notebook.writing() as connection:
        rows = connection.execute(
            select(_entry).where(_entry.c.removed.is_(False), _entry.c.unsettled.is_(False), _entry.c.day >= month)
        )
        one = stands_within(connection)
        of_month = [
            row
            for row in rows
            if first_of_month(row.day) == month and (chosen is None or one.get(row.client, row.client) in chosen)
        ]
        stale = stale_confirmations(connection, [row.id for row in of_month if row.confirmed_on is not None])
        waiting = [row.id for row in of_month if row.confirmed_on is None or row.id in stale]
        heads = heads_in(connection, waiting)
        write_line(connection, notebook.identity, Act.LISTED, record="work_entry", ground="month")
    return len(confirm_hours(notebook, [(id, heads[id]) for id in waiting], today))


def _faults_within(
    connection: Connection, hours: Sequence[Hours], today: date, cleared: Iterable[str]
) -> tuple[tuple[Hours, Fault], ...]:
    gone = set(cleared)
    one = stands_within(connection)
    clients = {each.client for each in hours}
    cards = sorted(clients | {card for card, stands in one.items() if stands in clients})
    query = select(_entry).where(_entry.c.removed.is_(False), _entry.c.client.in_(cards))
    held = [_held(row, one) for row in connection.execute(query) if row.day is not None and row.id not in gone]
    return faults_of(hours, Beside(today, read_placements(connection), held))


def _held(row: Any, one: Mapping[str, str]) -> Hours:
    return Hours(
        client=one.get(row.client, row.client),
        day=row.day,
        presence=row.work_presence or "",
        came=row.came,
        went=row.went,
        minutes=row.minutes,
        activity_place=row.activity_place,
        entry=row.id,
    )


def _entry_of(one: Hours, placements: Sequence[Placement], recorded_by: str, taken_from: str) -> Entry:
    agreement = next(
        (each.id for each in placements if each.client == one.client and each.in_force(one.day)
         and one.activity_place in (None, each.place)),
        None,
    )  # fmt: skip
    values: dict[str, Value | None] = {
        "day": one.day,
        "work_presence": one.presence,
        "came": one.came,
        "went": one.went,
        "minutes": one.minutes,
        "activity_place": one.activity_place,
        "placement_agreement": agreement,
        "recorded_by": recorded_by or None,
        "taken_from": taken_from,
    }
    if one.task is not None:
        values["task_done"] = one.task or None
    if one.entry is None:
        values["client"] = one.client
    else:
        values |= {"confirmed_by": None, "confirmed_on": None}
    return Entry("work_entry", values, id=one.entry, knew=one.knew or None if one.entry is not None else None)


def _sheet(connection: Connection, place: str, monday: date) -> WeekSheet:
    row = connection.execute(select(_place).where(_place.c.id == place)).first()
    if row is None:
        raise Refusal(Reason.UNKNOWN_RECORD, record="activity_place")
    sunday = monday + timedelta(days=DAYS - 1)
    one = stands_within(connection)
    agreements = {
        each.client: each.id
        for each in read_placements(connection)
        if each.place == place and each.within(monday, sunday)
    }
    cells = _cells(connection, place, monday, sunday, one)
    clients = sorted({*agreements, *cells})
    names = names_within(connection, clients)
    marks = _marks({client: names.get(client, ("", "")) for client in clients})
    people = [
        Person(
            client=client,
            given_name=names.get(client, ("", ""))[0],
            family_name=names.get(client, ("", ""))[1],
            mark=marks[client],
            agreement=agreements.get(client),
            cells=tuple(cells.get(client, ())),
        )
        for client in clients
    ]
    people.sort(key=lambda each: (each.mark.casefold(), each.client))
    months = {first_of_month(monday), first_of_month(sunday)}
    closed = tuple(sorted(months & closed_months(connection, "allowance")))
    return WeekSheet(place, row.name or "", row.supervisor or "", monday, tuple(people), closed)


def _cells(
    connection: Connection, place: str, monday: date, sunday: date, one: Mapping[str, str]
) -> dict[str, list[Cell]]:
    rows = connection.execute(
        select(_entry)
        .where(
            or_(_entry.c.removed.is_(False), _entry.c.unsettled.is_(True)),
            _entry.c.activity_place == place,
            _entry.c.day >= monday,
            _entry.c.day <= sunday,
        )
        .order_by(_entry.c.day, _entry.c.id)
    ).all()
    heads = heads_in(connection, [row.id for row in rows])
    stale = stale_confirmations(connection, [row.id for row in rows if row.confirmed_on is not None])
    cells: dict[str, list[Cell]] = {}
    for row in rows:
        cell = Cell(
            entry=row.id,
            day=row.day,
            presence=row.work_presence or "",
            came=row.came,
            went=row.went,
            minutes=row.minutes,
            task=row.task_done or "",
            recorded_by=row.recorded_by or "",
            confirmed=row.confirmed_on is not None and row.id not in stale,
            unsettled=row.unsettled,
            knew=heads.get(row.id, ()),
        )
        cells.setdefault(one.get(row.client, row.client), []).append(cell)
    return cells


def _marks(names: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the initials of each client; who shares them has the end of their id beside, whoever else comes or goes.

    The end of the id stands there whenever anybody shares the initials: a sheet that was printed before somebody
    came may lack it, and then its rows are found by the name that whoever types knows.
    """
    initials = {client: "".join(f"{part[:1]}." for part in pair if part) or "?" for client, pair in names.items()}
    shared = list(initials.values())
    return {
        client: f"{mark} {client.replace('-', '')[-TAIL:]}" if shared.count(mark) > 1 else mark
        for client, mark in initials.items()
    }
