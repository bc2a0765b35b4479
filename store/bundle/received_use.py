"""The laptops' use logs at the office: kept as they came, and held against what came before (BUNDLE.md, `[use]`)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import tomli
from sqlalchemy import Connection, func, select

from store.bundle.alarming import raise_alarm
from store.bundle.document import Document
from store.bundle.grammar import USE_FORM
from store.bundle.outcomes import Alarm, Warned
from store.bundle.tables import received_log, received_use
from store.refusal import Reason, Refusal
from store.statements import Statement
from store.use_log import Act

_RETURNS = frozenset({Act.CAME_BACK.value, Act.RESCUED.value})
"""With these the log goes on of a notebook that was made from a backup, or from what was left of a damaged one."""

_insert = Statement(received_use.insert())


def keep_use_lines(
    connection: Connection, key: str, document: Document, *, grew: bool
) -> tuple[int, tuple[Alarm, ...]]:
    """Keep the lines of the use log that a bundle brings, and raise an alarm where the log was tampered with.

    Args:
        connection: from a writing transaction.
        key: fingerprint of the laptop's key.
        document: of the bundle; its lines were held against each other before.
        grew: the bundle carries changes that are later than all that came before it.

    Returns:
        How many lines are new, and the alarms.

    Raises:
        Refusal: BAD_FORM: a line that no log has.
    """
    span = document.use
    if span is None:
        return 0, ()
    log = _log_of(connection, key)
    ours = received_use.c.log == log
    most = connection.scalar(select(func.max(received_use.c.number)).where(ours)) or 0
    lines = {line["number"]: line for line in map(_read, document.use_lines)}
    about = received_use.c.number.between(span.first - 1, span.last + 1)
    held: dict[int, dict[str, str | None]] = {}
    rows = connection.execute(
        select(received_use.c.number, received_use.c.head, received_use.c.before, received_use.c.act).where(
            ours, about
        )
    ).all()
    for row in rows:
        held.setdefault(row.number, {})[row.head] = row.before
    returns = {row.number for row in rows if row.act in _RETURNS}
    new = [line for number, line in lines.items() if line["head"] not in held.get(number, {})]
    if new:
        _insert.write_all(connection, [{"log": log, **line} for line in new])
    rewritten = any(line["number"] in held for line in new)
    rewritten = rewritten or (span.first - 1 in held and span.before not in held[span.first - 1])
    rewritten = rewritten or span.head not in held.get(span.last + 1, {"": span.head}).values()
    alarms: tuple[Alarm, ...] = ()
    if _came_back(lines, held, returns):
        # Both logs are kept. That it came from a backup is what the laptop says: a person must have heard of it.
        return len(new), raise_alarm(connection, Warned.LAPTOP_CAME_BACK, key)
    if rewritten:
        alarms += raise_alarm(connection, Warned.USE_LOG_REWRITTEN, key)
    # In one part stands everything since the last receipt: a log that grew with its chain cannot end earlier.
    if grew and document.head.parts == 1 and span.last < most:
        alarms += raise_alarm(connection, Warned.USE_LOG_SHORTENED, key)
    return len(new), alarms


def _came_back(
    lines: Mapping[int, dict[str, Any]], held: Mapping[int, Mapping[str, str | None]], returns: Collection[int]
) -> bool:
    """Tell whether the two logs part where a notebook was made from a backup, whichever of them came first."""
    other = [number for number, line in lines.items() if number in held and line["head"] not in held[number]]
    first = min(other, default=None)
    if first is None:
        return False
    before = lines[first]["before"]
    follows = first - 1 not in held or before in held[first - 1]
    return follows and (first in returns or lines[first]["act"] in _RETURNS)


def _log_of(connection: Connection, key: str) -> int:
    number = connection.scalar(select(received_log.c.number).where(received_log.c.key == key))
    if number is not None:
        return int(number)
    result = connection.execute(received_log.insert(), {"key": key})
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has it


def _read(text: str) -> dict[str, Any]:
    """Return the fields of a line; what stands in the file must be what the fields are written as.

    A bundle may carry as many lines as changes: they are taken apart by their one form, and parsed only where
    somebody gave a ground.
    """
    match = USE_FORM.fullmatch(text)
    if match is None:
        raise Refusal(Reason.BAD_FORM, field="use_line")
    line: dict[str, Any] = match.groupdict()
    try:
        line["number"] = int(line["number"])
        line["at"] = datetime.fromisoformat(line["at"])
        line["ground"] = tomli.loads(f"ground = {line['ground']}")["ground"] if line["ground"] != '""' else ""
    except ValueError as error:
        raise Refusal(Reason.BAD_FORM, field="use_line") from error
    line["head"] = hashlib.sha256(text.encode()).hexdigest()
    return line
