"""The use log's lines for an export, as written: what `store.use_log` hashes, joined without a detour.

An export carries as many lines of the log as changes, and must not take longer than writing the same rows as csv.
So ids and times go straight from the row into the text; a test holds this against `store.use_log` line by line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import tomli_w
from sqlalchemy import BigInteger, Connection, LargeBinary, select, type_coerce

from store.bundle.forms import UseRange
from store.bundle.grammar import USE_LINE
from store.refusal import Reason, Refusal
from store.schema import id_text, use_line

_COLUMNS = (
    use_line.c.number,
    type_coerce(use_line.c.at, BigInteger),
    type_coerce(use_line.c.worker, LargeBinary),
    use_line.c.act,
    type_coerce(use_line.c.client, LargeBinary),
    use_line.c.record,
    type_coerce(use_line.c.id, LargeBinary),
    use_line.c.ground,
    type_coerce(use_line.c.head, LargeBinary),
)


@dataclass(frozen=True)
class UseText:
    """A span of the log.

    Attributes:
        span: which lines, and the hashes before the first and at the last.
        text: the lines as written.
    """

    span: UseRange
    text: str


def use_text(connection: Connection, first: int, last: int) -> UseText:
    """Return the lines of the log from number `first` through `last`.

    Raises:
        Refusal: DAMAGED_NOTEBOOK when a line is missing.
    """
    between = use_line.c.number.between(first - 1, last)
    rows = connection.execute(select(*_COLUMNS).where(between).order_by(use_line.c.number)).all()
    before = None
    if first > 1:
        if not rows or rows[0][0] != first - 1:
            raise Refusal(Reason.DAMAGED_NOTEBOOK)
        before = rows[0][-1].hex()
        rows = rows[1:]
    if len(rows) != last - first + 1:
        raise Refusal(Reason.DAMAGED_NOTEBOOK)
    texts = []
    head = before
    for number, at, worker, act, client, record, id, ground, digest in rows:
        named = "" if head is None else f'before = "{head}"\n'
        whom = "" if client is None else f'client = "{_often(client)}"\n'
        what = "" if record is None else f'record = "{record}"\n'
        which = "" if id is None else f'id = "{id_text(id)}"\n'
        why = tomli_w.dumps({"ground": ground}) if ground else 'ground = ""\n'
        texts.append(
            f'{USE_LINE}number = {number}\n{named}at = {_moment(at)}\nworker = "{_often(worker)}"\nact = "{act}"\n'
            f"{whom}{what}{which}{why}"
        )
        head = digest.hex()
    if head is None:
        raise Refusal(Reason.DAMAGED_NOTEBOOK)
    return UseText(UseRange(first, last, before, head), "".join(texts))


@lru_cache(maxsize=256)
def _often(raw: bytes) -> str:
    return id_text(raw)


@lru_cache(maxsize=256)
def _moment(seconds: int) -> str:
    return str(datetime.fromtimestamp(seconds, UTC))
