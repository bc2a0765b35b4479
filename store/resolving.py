"""Resolving a conflict: what each side wrote and built on, and the decision of a person as one change of them all.

A decision is a save whose parents are all heads that were on the screen; what arrives meanwhile is a conflict again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.held import changes_of, known, seen_by, with_relatives
from store.history.change import Value
from store.history.reading import read
from store.history.shape import REMOVED, Consent
from store.history.state import GroupValue, Live, RecordState
from store.reading import Shown, shown_record
from store.records import RecordType, record_type_of
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

TELL, DECISION, ASKED_ON = "tell", "decision", "asked_on"
"""A consent's value towards telling, its field, and the day on which the client was asked."""


@dataclass(frozen=True)
class Side:
    """One of the values that disagree.

    Attributes:
        live: the value, with who and when.
        reason: why it was saved, in the person's words.
        built_on: what stood on the screen of who saved it; None where nothing did.
    """

    live: Live
    reason: str
    built_on: Value | GroupValue | None


@dataclass(frozen=True)
class Dispute:
    """One conflict as a person sees it who decides.

    Attributes:
        shown: the record, with the heads that the decision knows.
        unit: field or group, or "removed".
        fields: the fields of the unit; none for "removed".
        sides: the values that disagree.
        consent: whether it is a client's consent: it closes towards telling only after the client was asked.
    """

    shown: Shown
    unit: str
    fields: tuple[str, ...]
    sides: tuple[Side, ...]
    consent: bool


def dispute(notebook: Notebook, record: str, id: str, unit: str) -> Dispute | None:
    """Return a conflict with what each side built on; None where nobody disagrees any more.

    Args:
        notebook: an open notebook.
        record: record type.
        id: of the record.
        unit: field or group, or "removed".

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE.
    """
    record_type = record_type_of(record)
    with notebook.writing() as connection:
        shown = shown_record(connection, record_type, id)
        conflict = next((one for one in shown.conflicts if one.unit == unit), None) if shown is not None else None
        if shown is None or conflict is None:
            return None
        write_line(connection, notebook.identity, Act.SHOWN, client=shown.client, record=record, id=id)
        held = with_relatives(connection, changes_of(connection, [id]))
        beside = known(connection)
    by_name = {change.name: change for change in held}
    sides = []
    for live in conflict.values:
        change = by_name[live.change]
        before = read(seen_by(held, id, change.header.after), beside).records.get(id)
        reason = change.body.reason if change.body is not None else ""
        sides.append(Side(live, reason, _value(record_type, unit, before)))
    fields = () if unit == REMOVED else record_type.groups.get(unit, (unit,))
    return Dispute(shown, unit, fields, tuple(sides), record_type.consent is Consent.ITEM and unit != REMOVED)


def resolve(
    notebook: Notebook,
    dispute: Dispute,
    values: Mapping[str, Value | None],
    *,
    reason: str = "",
    today: date,
) -> Saved:
    """Decide a conflict; every value stays in the history.

    Args:
        notebook: an open notebook.
        dispute: what was on the screen.
        values: the fields of the unit as they shall stand; of "removed" True, or None where the record stays.
        reason: why.
        today: the day on the wall.

    Raises:
        Refusal: BAD_VALUES: the values break a rule, or a consent is to be told and no day is named on which the
            client was asked (USERS, rule 4); as ``store.writing.save_all``. Nothing was saved.
    """
    record = dispute.shown.record
    if dispute.consent and values.get(DECISION) == TELL:
        asked = values.get(ASKED_ON)
        if not isinstance(asked, date) or asked > today:
            raise Refusal(Reason.BAD_VALUES, record=record, fields=ASKED_ON)
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity)
        if dispute.unit == REMOVED:
            removed = values.get(REMOVED) is True
            return writer.set_removed(record, dispute.shown.id, removed, dispute.shown.heads, reason)
        return writer.save(Entry(record, values, id=dispute.shown.id, knew=dispute.shown.heads, reason=reason))


def _value(record_type: RecordType, unit: str, state: RecordState | None) -> Value | GroupValue | None:
    if state is None:
        return None
    if unit == REMOVED:
        return state.removed
    if unit in record_type.groups:
        return {name: state.values[name] for name in record_type.groups[unit] if name in state.values} or None
    return state.values.get(unit)
