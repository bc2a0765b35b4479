"""Who was there: the seats of a gathering or a team meeting, each ticked with one key, each tick kept at once.

A seat is a person of the register, a worker, somebody from outside, or a client. Of a client it becomes a record
about that client alone; nobody reads from a gathering who is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from store.history.change import Value
from store.models.people import PRESENT
from store.models.rows import Row, one_row, rows_where, standing_on
from store.one_person import stands_within
from store.records import RECORD_TYPES
from store.records.gatherings import PRESENCES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

ROLE_OF = {"training_day": "trainee", "steering_meeting": "expert", "talk": "expert"}
"""Kind of gathering → the role of a person of the register whose role nobody has said."""

MEETING = "meeting"


@dataclass(frozen=True)
class Seat:
    """Somebody who could be there.

    Attributes:
        kind: "person", "worker", "client", or "name" for somebody from outside.
        who: the id, or the name of who is from outside.
        name: as the screen says it.
        takes_part_as: the role.
        presence: present, remote, absent, excused; None: nobody has said.
        minutes: how long; None: as long as it lasted.
        record: id of the record of the attendance, or None.
    """

    kind: str
    who: str
    name: str
    takes_part_as: str
    presence: str | None = None
    minutes: int | None = None
    record: str | None = None

    @property
    def there(self) -> bool:
        """Whether they were there, on the spot or from afar."""
        return self.presence in PRESENT


@dataclass(frozen=True)
class AttendanceSheet:
    """The sheet of a gathering or a meeting.

    Attributes:
        record: "gathering" or "meeting".
        id: of it.
        values: of it.
        seats: who could be there: by role, then by name.
        place: name of the place for activity, where one is named.
        not_in_hours: ids of clients who were there and whose hours are not on the list of hours (M2.2).
    """

    record: str
    id: str
    values: Mapping[str, Any]
    seats: tuple[Seat, ...]
    place: str
    not_in_hours: tuple[str, ...]


def attendance_sheet(notebook: Notebook, record: str, id: str) -> AttendanceSheet:
    """Return who could be at a gathering or a team meeting, and who was.

    Args:
        notebook: an open notebook.
        record: "gathering" or "meeting".
        id: of it.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        sheet = _sheet(connection, record, id)
        write_line(connection, notebook.identity, Act.SHOWN, record=record, id=id)
        for seat in sheet.seats:
            if seat.kind == "client":
                write_line(
                    connection, notebook.identity, Act.LISTED, client=seat.who, record="client_attendance", id=id
                )
    return sheet


def mark(notebook: Notebook, record: str, id: str, seat: Seat, presence: str) -> Saved:
    """Write down whether somebody was there; what was said before is corrected.

    Args:
        notebook: an open notebook.
        record: "gathering" or "meeting".
        id: of it.
        seat: who.
        presence: present, remote, absent or excused.

    Raises:
        Refusal: as ``store.writing.save_all``.
    """
    if presence not in PRESENCES:
        raise Refusal(Reason.BAD_VALUES, record="attendance", fields="presence")
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity)
        if record == MEETING and seat.kind == "worker":
            return writer.save(_of_worker(id, seat, presence))
        return writer.save(_entry(record, id, seat, presence))


def _of_worker(id: str, seat: Seat, presence: str) -> Entry:
    """Return what is saved of a meeting when a worker is ticked: the meeting itself names its workers."""
    there, away = ("attended", "absent") if presence in PRESENT else ("absent", "attended")
    return Entry(MEETING, {}, id=id, add={there: (seat.who,)}, drop={away: (seat.who,)})


def _entry(record: str, id: str, seat: Seat, presence: str) -> Entry:
    if seat.record is not None:
        return Entry(
            "client_attendance" if seat.kind == "client" else "attendance", {"presence": presence}, id=seat.record
        )
    values: dict[str, Value | None] = {
        record: id,
        seat.kind: seat.who,
        "takes_part_as": seat.takes_part_as,
        "presence": presence,
    }
    return Entry("client_attendance" if seat.kind == "client" else "attendance", values)


def to_hours(notebook: Notebook, id: str) -> tuple[Saved, ...]:
    """Bring the clients of a day of mobile work onto the list of hours: who was there and is not on it yet (M2.2).

    Whoever says no other length was there as long as the day lasted.

    Args:
        notebook: an open notebook.
        id: of the gathering.

    Raises:
        Refusal: UNKNOWN_RECORD; as ``store.writing.save_all``.
    """
    with notebook.writing() as connection:
        sheet = _sheet(connection, "gathering", id)
        seats = {seat.who: seat for seat in sheet.seats if seat.kind == "client"}
        writer = Writer(connection, notebook.identity)
        return tuple(writer.save(_hours(sheet, seats[client])) for client in sheet.not_in_hours)


def _hours(sheet: AttendanceSheet, seat: Seat) -> Entry:
    minutes = seat.minutes if seat.minutes is not None else sheet.values.get("minutes")
    values: dict[str, Value | None] = {
        "client": seat.who,
        "day": sheet.values["day"],
        "work_presence": "attended",
        "minutes": minutes,
        "activity_place": sheet.values.get("activity_place"),
        "gathering": sheet.id,
        "task_done": sheet.values.get("job_at_site"),
        "taken_from": "own_entry",
    }
    return Entry("work_entry", {name: value for name, value in values.items() if value is not None})


def _sheet(connection: Connection, record: str, id: str) -> AttendanceSheet:
    row = one_row(connection, record, id)
    if row is None:
        raise Refusal(Reason.UNKNOWN_RECORD, record=record)
    seats = list(_meeting_seats(connection, row) if record == MEETING else _seats(connection, row))
    noted = {(seat.kind, seat.who): seat for seat in _noted(connection, record, id)}
    seats = [noted.pop((seat.kind, seat.who), seat) for seat in seats]
    named = _named(connection, [*seats, *noted.values()])
    place = one_row(connection, "activity_place", row.get("activity_place"))
    written = _in_hours(connection, id)
    return AttendanceSheet(
        record,
        id,
        row,
        tuple(sorted(named, key=lambda seat: (seat.takes_part_as, seat.name.casefold(), seat.who))),
        str(place["name"]) if place is not None else "",
        tuple(seat.who for seat in named if seat.kind == "client" and seat.there and seat.who not in written),
    )


def _in_hours(connection: Connection, gathering: str) -> set[str]:
    """Return the clients whose hours of a day are on the list of hours."""
    stands = stands_within(connection)
    rows = rows_where(connection, "work_entry", gathering=gathering)
    return {str(stands.get(row["client"], row["client"])) for row in rows}


def _seats(connection: Connection, gathering: Row) -> Iterator[Seat]:
    """Yield who belongs to the group of a gathering on its day."""
    series = gathering["series"]
    if series is None:
        return
    usual = ROLE_OF.get(gathering["kind"], "peer_coach")
    for row in rows_where(connection, "series_member", series=series):
        if standing_on(row, gathering["day"]):
            yield _seat(row, usual)
    for row in rows_where(connection, "client_member", series=series):
        if standing_on(row, gathering["day"]):
            yield Seat("client", row["client"], "", row["takes_part_as"] or "client")


def _meeting_seats(connection: Connection, meeting: Row) -> Iterator[Seat]:
    """Yield the workers of the team and the peer coaches at work on the day of a meeting (M0.6)."""
    for row in rows_where(connection, "worker"):
        roles = row["roles"] or ()
        said = [name for name in ("attended", "absent") if row["id"] in (meeting[name] or ())]
        if said or (row["active"] is not False and {"coach", "supervisor"} & set(roles)):
            role = "supervisor" if "supervisor" in roles and "coach" not in roles else "coach"
            presence = {"attended": "present", "absent": "absent"}[said[0]] if said else None
            yield Seat("worker", row["id"], "", role, presence)
    for row in rows_where(connection, "person_role", part_played="peer_coach"):
        if row["status"] == "active" and standing_on(row, meeting["day"]):
            yield Seat("person", row["person"], "", "peer_coach")


def _noted(connection: Connection, record: str, id: str) -> Iterator[Seat]:
    """Yield whoever is written down already."""
    for row in rows_where(connection, "attendance", **{record: id}):
        seat = _seat(row, "other")
        yield replace(seat, presence=row["presence"], minutes=row["minutes"], record=row["id"])
    if record == MEETING:
        return
    stands = stands_within(connection)
    for row in rows_where(connection, "client_attendance", gathering=id):
        client = str(stands.get(row["client"], row["client"]))
        yield Seat("client", client, "", row["takes_part_as"] or "client", row["presence"], row["minutes"], row["id"])


def _seat(row: Row, usual: str) -> Seat:
    kind = next(name for name in ("person", "worker", "name") if row[name])
    return Seat(kind, row[kind], row[kind] if kind == "name" else "", row["takes_part_as"] or usual)


def _named(connection: Connection, seats: Iterable[Seat]) -> list[Seat]:
    """Return the seats with the names of who sits there; who is not here (yet) has none."""
    held = list(dict.fromkeys(seats))
    names: dict[tuple[str, str], str] = {}
    for kind, fields in (("person", ("name",)), ("worker", ("name",)), ("client", ("given_name", "family_name"))):
        table = RECORD_TYPES[kind].table
        ids = sorted({seat.who for seat in held if seat.kind == kind})
        query = select(table.c.id, *(table.c[name] for name in fields)).where(table.c.id.in_(ids))
        for row in connection.execute(query).mappings() if ids else ():
            names[kind, row["id"]] = " ".join(row[name] for name in fields if row[name])
    return [replace(seat, name=names.get((seat.kind, seat.who), seat.name)) for seat in held]
