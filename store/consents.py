"""The consents of one client, read from the history: what disclosure and Today build on. Nothing is logged here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, literal_column, select

from store.held import consents_of, known, with_relatives
from store.history.consent import Permission, Verdict, may_tell, permissions
from store.history.reading import Reading, read
from store.records import RECORD_TYPES
from store.schema import setting, trusted_key
from store.taking_in import RECEIVED_AT

if TYPE_CHECKING:
    from store.notebook import Notebook

KNOWN_FOR_DAYS = "permission_days"
"""Setting: after so many days without news from the office, the client is asked before the visit (USERS 4)."""

USUAL_DAYS = 7

_setting = select(setting.c.value).where(setting.c.name == bindparam("name"))
_rows = RECORD_TYPES["office_setting"].table
_from_office = select(_rows.c.value).where(_rows.c.name == "permission_age_days", _rows.c.removed.is_(False))
_any_office = select(trusted_key.c.fingerprint).where(trusted_key.c.role != "coach").limit(literal_column("1"))


@dataclass(frozen=True)
class KnownOn:
    """How fresh the permissions are that this laptop knows.

    Attributes:
        day: what others have recorded is known up to this day; None: never heard from the office.
        old: whether that is so long ago that the client is asked before a visit (USERS, rule 4).
    """

    day: date | None = None
    old: bool = False


@dataclass(frozen=True)
class Consents:
    """What is known about a client's consents.

    Attributes:
        client: id of the client.
        reading: the state of everything that bears on them.
        permissions: what holds for each item.
    """

    client: str
    reading: Reading
    permissions: tuple[Permission, ...]


def read_consents(connection: Connection, client: str) -> Consents:
    """Read everything that bears on a client's consents, those of joined doubles with it.

    Args:
        connection: an open transaction.
        client: id of the client.
    """
    beside = known(connection)
    reading = read(with_relatives(connection, consents_of(connection, client)), beside)
    canonical = reading.joined.get(client)
    if canonical is not None:
        members = sorted({client, *(c for c, to in reading.joined.items() if to == canonical)})
        changes = [change for member in members for change in consents_of(connection, member)]
        reading = read(with_relatives(connection, changes), beside)
    return Consents(client, reading, permissions(reading, client))


def permitted(
    consents: Consents, employer: str, day: date, known_on: date | None, days: int
) -> tuple[Permission, ...]:
    """Return what holds for one employer on a day: items to be told, and those to be asked about first.

    Args:
        consents: of the client.
        employer: id of the employer.
        day: the day of the visit.
        known_on: day up to which the laptop knows what the office knows; None: it has never heard from it.
        days: after so many days the client is asked first.
    """
    found = []
    for permission in consents.permissions:
        if permission.verdict is Verdict.ASK_FIRST:
            found.append(permission)
        elif may_tell(permission, employer):
            why = _why_ask(consents.reading, permission, day, known_on, days)
            if why is None:
                found.append(permission)
            else:
                found.append(replace(permission, verdict=Verdict.ASK_FIRST, values={}, why=why))
    return tuple(found)


def _why_ask(reading: Reading, permission: Permission, day: date, known_on: date | None, days: int) -> str | None:
    """Return why the client is asked again although they agreed, or None."""
    if known_on is None or day - known_on > timedelta(days=days):
        return "not_heard_lately"
    agreement = reading.records.get(permission.agreement or "")
    review = agreement.values.get("review_on") if agreement else None
    if isinstance(review, date) and review < day:
        return "review_passed"
    agreed = agreement.values.get("agreed_on") if agreement else None
    if isinstance(agreed, date) and agreed > day:
        return "not_yet_agreed"
    return None


def known_on(connection: Connection, today: date) -> date | None:
    """Return the day up to which this notebook knows what others have recorded.

    A notebook that belongs to no office has nobody to hear from: it knows everything.
    """
    if connection.scalar(_any_office) is None:
        return today
    at = connection.scalar(_setting, {"name": RECEIVED_AT})
    return datetime.fromisoformat(at).date() if at else None


def days_of_trust(connection: Connection) -> int:
    """Return after how many days without news the client is asked first: the office's number, or the usual one.

    Of several numbers the lowest counts: where it is in doubt, the client is asked sooner.
    """
    said = [value for value in connection.scalars(_from_office) if value is not None]
    said += [] if said else [connection.scalar(_setting, {"name": KNOWN_FOR_DAYS}) or ""]
    days = [int(value) for value in said if value.isdecimal()]
    return min(days, default=USUAL_DAYS)


def known_today(notebook: Notebook, day: date) -> KnownOn:
    """Return how fresh the permissions are that this laptop knows; nothing of any client is looked at.

    Args:
        notebook: the open notebook.
        day: the day on the wall.
    """
    with notebook.reading() as connection:
        heard, trusted = known_on(connection, day), days_of_trust(connection)
    return KnownOn(heard, heard is None or (day - heard).days > trusted)
