"""The use log: who used what about whom, when and on what ground.

Every function of the store that reads or writes what a coach wrote down adds a line, in the same transaction as what
it did. Each line names the hash of the one before, so that a line that was altered, left out or slipped in is seen
by anybody who holds a later head; triggers forbid altering it in the first place. A client may ask who looked at
their data (law.md; USERS rule 10), and the lines travel to the office with the bundle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli_w
from sqlalchemy import Connection, bindparam, func, select

from store.refusal import Reason, Refusal
from store.schema import use_line
from store.statements import Statement

if TYPE_CHECKING:
    from store.notebook import Identity

LINE = "[[use_line]]\n"


class Act(StrEnum):
    """What was done. The words for people are the language's business."""

    OPENED = "opened"
    """The notebook was unlocked."""
    SHOWN = "shown"
    LISTED = "listed"
    SEARCHED = "searched"
    HISTORY_SHOWN = "history_shown"
    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"
    """A deletion was undone."""
    COPIED = "copied"
    """A text was put on the clipboard, or everything about a client was written out."""
    PRINTED = "printed"
    EXPORTED = "exported"
    """Written to a file in clear."""
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    TRUSTED = "trusted"
    ERASED = "erased"
    PUT_AWAY = "put_away"
    LOG_SHOWN = "log_shown"
    SHARED = "shared"
    """The records moved into the office's database."""
    ADMITTED = "admitted"
    """One more worker of the office got a file of their own and rights in the database."""
    BACKED_UP = "backed_up"
    KEY_CHANGED = "key_changed"
    CUT_OFF = "cut_off"
    """Nothing that a lost or replaced key signs is taken in any more."""
    RECOVERED = "recovered"
    """The office's root opened the recovery slot of a laptop; a line for each of the two persons."""
    CAME_BACK = "came_back"
    """The notebook was made from a backup: what the log said after that backup is not here any more."""
    RESCUED = "rescued"
    """The notebook was made from what could still be read of a damaged one."""


DELIVERY, SUCCESSION = "delivery", "succession"
"""What a notebook that was made from a backup waits for before anything in it is shown or written: a laptop for the
office's next delivery, an office for its root, which names its new keys."""

_REASONS = {DELIVERY: Reason.AWAITS_DELIVERY, SUCCESSION: Reason.AWAITS_SUCCESSION}
_EXCHANGING = frozenset(
    {
        Act.OPENED,
        Act.HANDED_OVER,
        Act.RECEIVED,
        Act.TRUSTED,
        Act.ERASED,
        Act.PUT_AWAY,
        Act.BACKED_UP,
        Act.KEY_CHANGED,
        Act.CAME_BACK,
        Act.RESCUED,
    }
)
"""What it may do meanwhile: everything that brings it nearer to what it waits for, and shows nothing of a client."""


def _while_waiting(act: Act, client: str | None, record: str | None) -> bool:
    return act in _EXCHANGING or (client is None and record == "worker" and act in (Act.SHOWN, Act.LISTED))


@dataclass(frozen=True)
class UseLine:
    """One line of the log.

    Attributes:
        number: its place, from 1, without holes.
        at: when, in UTC, whole seconds.
        worker: id of who did it.
        act: what was done.
        client: the client whom it was about, or None.
        record: record type, or None.
        id: id of the record, or None.
        ground: why, where a ground was given.
        before: hash of the line before; None in the first.
        head: hash of this line.
    """

    number: int
    at: datetime
    worker: str
    act: str
    client: str | None
    record: str | None
    id: str | None
    ground: str
    before: str | None
    head: str

    @property
    def text(self) -> str:
        """The line as it is hashed and travels: TOML, as BUNDLE.md has it for ``[[use_line]]``."""
        return _text_of(self.__dict__)


class Waiting(NamedTuple):
    """A line that is not written yet; its attributes are those of ``UseLine``."""

    act: Act
    client: str | None
    record: str | None
    id: str | None
    ground: str


LAST_LINE = "last_use_line"
"""Where a connection has the number of the line that it wrote last, for the mark (``store.mark``)."""

_WAITING = "waiting_use_lines"
"""Where a connection has the lines that are kept back."""

_last = Statement(select(use_line.c.number, use_line.c.head).order_by(use_line.c.number.desc()))
_insert = Statement(use_line.insert())
_all = select(use_line).order_by(use_line.c.number)
_about = _all.where(use_line.c.client == bindparam("client"))
_from = _all.where(use_line.c.number >= bindparam("first"))
_before = select(use_line.c.head).where(use_line.c.number == bindparam("number"))


def write_line(
    connection: Connection,
    identity: Identity,
    act: Act,
    *,
    client: str | None = None,
    record: str | None = None,
    id: str | None = None,
    ground: str = "",
    at: datetime | None = None,
) -> None:
    """Add a line to the log, inside the transaction of what it tells of.

    Args:
        connection: from ``Notebook.writing()``.
        identity: who is at work.
        act: what is done.
        client: id of the client whom it is about.
        record: record type.
        id: id of the record.
        ground: why, in the person's words or as a code; never a client's name.
        at: now, unless a practice notebook tells its own past.

    Raises:
        Refusal: AWAITS_DELIVERY, AWAITS_SUCCESSION: the notebook was made from a backup. Every look and every save
            comes by here in its own transaction: nothing is shown and nothing kept.
    """
    if identity.waits_for and not _while_waiting(act, client, record):
        raise Refusal(_REASONS[identity.waits_for])
    waiting = connection.info.get(_WAITING)
    if waiting is not None:
        waiting.append(Waiting(act, client, record, id, ground))
        return
    _add(connection, identity, head(connection), Waiting(act, client, record, id, ground), at or datetime.now(UTC))


@contextmanager
def waiting_lines(connection: Connection) -> Iterator[list[Waiting]]:
    """Keep back the lines that are asked for in the block; who keeps them back must write them (``store.showing``).

    Args:
        connection: on which they are asked for.
    """
    lines: list[Waiting] = []
    connection.info[_WAITING] = lines
    try:
        yield lines
    finally:
        del connection.info[_WAITING]


def write_waiting(connection: Connection, identity: Identity, waiting: Iterable[Waiting]) -> None:
    """Write lines that were kept back, in the transaction in which what they tell of is given away.

    Args:
        connection: from ``Notebook.writing()``.
        identity: who is at work.
        waiting: the lines.
    """
    last, at = head(connection), datetime.now(UTC)
    for one in waiting:
        last = _add(connection, identity, last, one, at)


def _add(
    connection: Connection, identity: Identity, last: tuple[int, str | None], line: Waiting, at: datetime
) -> tuple[int, str | None]:
    """Add a line behind the last one; return its number and hash, behind which the next one comes."""
    number, before = last
    values: dict[str, Any] = {
        "number": number + 1,
        "at": at.astimezone(UTC).replace(microsecond=0),
        "worker": identity.worker,
        **line._asdict(),
        "act": line.act.value,
        "before": before,
    }
    values["head"] = hashlib.sha256(_text_of(values).encode()).hexdigest()
    _insert.write(connection, values)
    connection.info[LAST_LINE] = number + 1
    return number + 1, values["head"]


def lines(connection: Connection, *, client: str | None = None) -> list[UseLine]:
    """Return the lines in their order: all, or those about one client."""
    if client is None:
        return list(lines_from(connection, 1))
    rows = connection.execute(_about, {"client": client}).all()
    return [_line(row, connection.scalar(_before, {"number": row.number - 1})) for row in rows]


def lines_from(connection: Connection, first: int) -> Iterator[UseLine]:
    """Yield the lines from a number on: what the office has not seen yet."""
    before = connection.scalar(_before, {"number": first - 1})
    for row in connection.execute(_from, {"first": first}):
        yield _line(row, before)
        before = row.head


def head(connection: Connection) -> tuple[int, str | None]:
    """Return how many lines there are, and the hash of the last; None in an empty log."""
    row = _last.first(connection)
    return (0, None) if row is None else (row[0], row[1])


def verify(connection: Connection, *, last: int | None = None) -> int | None:
    """Return the number of the first line that is not as it was written, or None where all are.

    A line that is missing shows itself at the next one.

    Args:
        connection: an open transaction.
        last: only so many lines at the end; None: all.
    """
    expected = 1 if last is None else max(1, head(connection)[0] - last + 1)
    for line in lines_from(connection, expected):
        if line.number != expected or hashlib.sha256(line.text.encode()).hexdigest() != line.head:
            return expected
        expected += 1
    if last is not None:
        return None
    count = connection.scalar(select(func.count()).select_from(use_line)) or 0
    return None if count == expected - 1 else expected


def _line(row: Any, before: str | None) -> UseLine:
    return UseLine(**row._mapping, before=before)


def _text_of(values: dict[str, Any]) -> str:
    """Write a line out. By hand where no text of a person can stand: a log line must cost next to nothing."""
    parts = [LINE, f"number = {values['number']}\n"]
    if values["before"] is not None:
        parts.append(f'before = "{values["before"]}"\n')
    parts.append(f'at = {values["at"]}\nworker = "{values["worker"]}"\nact = "{values["act"]}"\n')
    for name in ("client", "record", "id"):
        if values[name] is not None:
            parts.append(f'{name} = "{values[name]}"\n')
    parts.append(tomli_w.dumps({"ground": values["ground"]}) if values["ground"] else 'ground = ""\n')
    return "".join(parts)
