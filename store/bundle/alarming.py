"""Alarms: what no program can put right, until a person has looked into it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.outcomes import Alarm, Warned
from store.bundle.tables import alarm
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook


def list_alarms(notebook: Notebook) -> tuple[Alarm, ...]:
    """See `store.bundle.alarms`."""
    with notebook.reading() as connection:
        return alarms_of(connection)


def alarms_of(connection: Connection) -> tuple[Alarm, ...]:
    """Return the alarms that nobody has settled, the newest first."""
    rows = connection.execute(select(alarm).where(alarm.c.settled_at.is_(None)).order_by(alarm.c.number.desc()))
    return tuple(Alarm(row.number, Warned(row.warned), row.subject, row.at) for row in rows)


def raise_alarm(
    connection: Connection, warned: Warned, subject: str, *, even_settled: bool = True
) -> tuple[Alarm, ...]:
    """Raise an alarm, unless it rings already; return it.

    Args:
        connection: from a writing transaction.
        warned: what it is about.
        subject: an id, place or fingerprint; never a person's name.
        even_settled: whether it rings anew after somebody has settled the same.
    """
    same = select(alarm).where(alarm.c.warned == warned.value, alarm.c.subject == subject)
    rows = connection.execute(same).all()
    open_ones = [row for row in rows if row.settled_at is None]
    if open_ones:
        return (Alarm(open_ones[0].number, warned, subject, open_ones[0].at),)
    if rows and not even_settled:
        return ()
    at = datetime.now(UTC).replace(microsecond=0)
    result = connection.execute(alarm.insert(), {"warned": warned.value, "subject": subject, "at": at})
    number = int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has it
    return (Alarm(number, warned, subject, at),)


def settle(notebook: Notebook, number: int) -> None:
    """See `store.bundle.settle_alarm`."""
    open_one = (alarm.c.number == number) & alarm.c.settled_at.is_(None)
    with notebook.writing() as connection:
        settled = connection.execute(alarm.update().where(open_one), {"settled_at": datetime.now(UTC)})
        if settled.rowcount == 0:
            raise Refusal(Reason.UNKNOWN_BUNDLE, number=number)
        write_line(connection, notebook.identity, Act.CHANGED, ground=f"alarm-{number}")
