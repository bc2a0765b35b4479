"""The state of a record that one change has just begun, without reading the history: it is what the change says.

Nearly every save begins a record that nobody has spoken of, on a chain that has one meaning, in a notebook to which
no order of the office applies. What ``store.history.reading.read`` gives then, is known beforehand; a test holds
both together over all record types.
"""

from __future__ import annotations

from sqlalchemy import Connection

from store.held import is_usual
from store.history.change import Body, Change, Value
from store.history.office import SPECIAL
from store.history.shape import About
from store.history.state import RecordState
from store.records import RecordType


def state_of_first(connection: Connection, record_type: RecordType, change: Change, body: Body) -> RecordState | None:
    """Return the state of a record whose only change this is, or None where the history has to be read.

    Args:
        connection: the transaction in which the change was appended to the own chain.
        record_type: its declaration; the values were validated and the role may write it.
        change: the only change of the record.
        body: of the change.
    """
    header = change.header
    if header.after or record_type.name in SPECIAL or not is_usual(connection):
        return None
    if len(header.about) != (record_type.about is not About.NOBODY):
        return None
    values: dict[str, Value] = dict(body.set)
    for name, elements in body.add.items():
        if elements:
            values[name] = tuple(sorted(set(elements), key=str))
    return RecordState(
        record=record_type.name,
        id=header.id,
        client=header.about[0] if header.about else None,
        values=values,
        heads=(change.name,),
        removed=False,
        sources=dict.fromkeys(body.set, change.name),
    )
