"""Writing: what a form or a command saves becomes one change of the history, checked, and then a row.

Every way of writing a record goes through here, so every one of them is validated, keeps to who may write what,
stands in the use log, and is on the disk when the call returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select

from store.appending import Pen, append_change
from store.differences import Entry, broken_rules, checked, difference, elements_of, tidy_reason
from store.first_change import state_of_first
from store.held import (
    changes_named,
    changes_of,
    holds_of,
    known,
    read_held,
    seen_by,
    with_relatives,
)
from store.history.change import Body, Change, Scalar, Value, new_salt
from store.history.office import ERASURE, SPECIAL
from store.history.reading import Reading, Why, read
from store.history.shape import REMOVED, Consent, Kind
from store.history.state import RecordState
from store.identifiers import is_id, new_id
from store.in_view import to_be_known, withdrawals_in_view
from store.records import RecordType, record_type_of
from store.refusal import Reason, Refusal
from store.rows import write_new_row, write_rows
from store.schema import erased_client
from store.stage_periods import cards_before, periods_after
from store.statements import Statement
from store.taking_in import carry_out, rebuild, take_in
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

_erased = Statement(select(erased_client.c.client).where(erased_client.c.client == bindparam("client")))


@dataclass(frozen=True)
class Saved:
    """What was saved.

    Attributes:
        record: record type.
        id: of the record.
        change: name of the change; the record's head where nothing differed and nothing was written.
    """

    record: str
    id: str
    change: str


def save(notebook: Notebook, entry: Entry, *, at: datetime | None = None) -> Saved:
    """Save one record; see ``save_all``."""
    return save_all(notebook, (entry,), at=at)[0]


def save_all(notebook: Notebook, entries: Iterable[Entry], *, at: datetime | None = None) -> tuple[Saved, ...]:
    """Save several records in one transaction: one form may write more than one (USERS 2).

    Args:
        notebook: an open notebook.
        entries: what is saved, in order.
        at: when; now when None (a practice notebook tells its own past).

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE, UNKNOWN_FIELD, BAD_VALUES (naming fields or rules), NOT_ALLOWED,
            FROZEN_RECORD, ERASED_CLIENT, UNKNOWN_HEADS; or what ``Notebook.writing`` raises. Nothing was saved.
    """
    with notebook.writing() as connection:
        several = tuple(entries)
        writer = Writer(connection, notebook.identity, at)
        cards = cards_before(connection, several)
        saved = tuple([writer.save(entry) for entry in several])
        if cards:
            day = (at or datetime.now(UTC)).astimezone().date()
            for entry in tuple(periods_after(connection, cards, [one.id for one in saved], day)):
                writer.save(entry)
        return saved


def delete(
    notebook: Notebook, record: str, id: str, *, knew: tuple[str, ...] | None = None, reason: str = ""
) -> Saved:
    """Delete a record: it is no longer shown, and can be brought back.

    Raises:
        Refusal: as ``save_all``; UNKNOWN_RECORD; FROZEN_RECORD for a withdrawal, which stays.
    """
    with notebook.writing() as connection:
        return Writer(connection, notebook.identity).set_removed(record, id, True, knew, reason)


def undelete(notebook: Notebook, record: str, id: str, *, reason: str = "") -> Saved:
    """Bring a deleted record back. A consent does not come back by this: the client gives it anew.

    Raises:
        Refusal: as ``delete``.
    """
    with notebook.writing() as connection:
        return Writer(connection, notebook.identity).set_removed(record, id, False, None, reason)


class Writer:
    """Writes records inside one transaction.

    Args:
        connection: from ``Notebook.writing()``.
        identity: who writes.
        at: when; now when None.
    """

    def __init__(self, connection: Connection, identity: Identity, at: datetime | None = None) -> None:
        self._connection = connection
        self._identity = identity
        self._at = at
        self._pen: Pen | None = None

    def save(self, entry: Entry) -> Saved:
        """Save one record; see ``save_all``."""
        record_type = record_type_of(entry.record)
        self._require_role(record_type)
        if entry.id is not None and not is_id(entry.id):
            raise Refusal(Reason.UNKNOWN_RECORD, record=entry.record)
        id = entry.id or new_id()
        changes = changes_of(self._connection, [id]) if entry.id else []
        values, add, drop = checked(record_type, entry)
        if not changes:
            return self._save_new(record_type, id, values, add, entry)
        if record_type.kind is not Kind.EDITABLE:
            raise Refusal(Reason.FROZEN_RECORD, record=entry.record)
        reading, screen = self._on_screen(record_type, id, changes, entry.knew)
        state = _state(reading, record_type, id)
        anew = self._to_give_anew(record_type, reading, state)
        body, whole = difference(record_type, screen or state, values, add, drop, entry.reason, anew)
        if not (body.set or body.unset or body.add or body.drop):
            return Saved(entry.record, id, state.heads[0])
        if failing := record_type.validate(whole):
            raise Refusal(Reason.BAD_VALUES, record=entry.record, fields=", ".join(failing))
        self._require_client(record_type.client_of(id, whole))
        after = self._parents(record_type, state, entry.knew)
        return self._append(record_type, id, state.client, after, body, changes, Act.CHANGED)

    def set_removed(self, record: str, id: str, removed: bool, knew: tuple[str, ...] | None, reason: str) -> Saved:
        """Delete a record or bring it back; see ``delete``."""
        record_type = record_type_of(record)
        self._require_role(record_type)
        changes = changes_of(self._connection, [id]) if is_id(id) else []
        if not changes:
            raise Refusal(Reason.UNKNOWN_RECORD, record=record)
        if record_type.consent is Consent.WITHDRAWAL or record_type.name in ("erasure", "chain"):
            raise Refusal(Reason.FROZEN_RECORD, record=record)
        reading, _ = self._on_screen(record_type, id, changes, knew)
        state = _state(reading, record_type, id)
        in_conflict = any(conflict.unit == REMOVED for conflict in state.conflicts)
        if state.removed == removed and not in_conflict:
            return Saved(record, id, state.heads[0])
        self._require_client(state.client)
        body = Body(
            salt=new_salt(),
            reason=tidy_reason(reason),
            set={REMOVED: True} if removed else {},
            unset=() if removed else (REMOVED,),
        )
        after = self._parents(record_type, state, knew)
        act = Act.DELETED if removed else Act.RESTORED
        return self._append(record_type, id, state.client, after, body, changes, act)

    def _save_new(
        self,
        record_type: RecordType,
        id: str,
        values: Mapping[str, Value | None],
        add: Mapping[str, tuple[Scalar, ...]],
        entry: Entry,
    ) -> Saved:
        whole = {name: value for name, value in values.items() if value is not None}
        for name, elements in add.items():
            whole[name] = tuple(sorted({*elements_of(whole.get(name)), *elements}, key=str))
        failing = record_type.missing(whole) or (
            record_type.validate(whole) if add else broken_rules(record_type, whole)
        )
        if failing:
            raise Refusal(Reason.BAD_VALUES, record=entry.record, fields=", ".join(failing))
        client = record_type.client_of(id, whole)
        self._require_client(client)
        body = Body(
            salt=new_salt(),
            reason=tidy_reason(entry.reason),
            set={name: value for name, value in whole.items() if name not in record_type.sets},
            add={name: elements_of(whole[name]) for name in record_type.sets if name in whole},
        )
        after = entry.knew or ()
        if entry.knew:
            self._require_held(entry.knew)
        elif entry.knew is None and record_type.consent is not Consent.NONE and client is not None:
            after = to_be_known(self._connection, client)
        elif record_type.name == ERASURE:
            after = holds_of(self._connection, str(whole["client"]))
        return self._append(record_type, id, client, after, body, [], Act.ADDED, named=entry.id is not None)

    def _append(
        self,
        record_type: RecordType,
        id: str,
        client: str | None,
        after: Sequence[str],
        body: Body,
        earlier: Sequence[Change],
        act: Act,
        *,
        named: bool = True,
    ) -> Saved:
        """Write the change, then the row as the whole history of the record has it now, then the use log."""
        if self._pen is None:
            self._pen = Pen(self._connection, self._identity)
        about = () if client is None else (client,)
        change, number = self._pen.write(
            record=record_type.name, id=id, about=about, after=after, body=body, at=self._at
        )
        state = None if earlier else state_of_first(self._connection, record_type, change, body)
        if state is not None:
            write_new_row(self._connection, state, number, named=named)
        else:
            changes = [*earlier, change]
            reading = read_held(self._connection, (), new=changes, identity=self._identity)
            if reading.kept.get(change.name) is Why.FROZEN:
                raise Refusal(Reason.FROZEN_RECORD, record=record_type.name)
            write_rows(self._connection, reading, changes, [id])
        if record_type.name in SPECIAL:
            carry_out(self._connection, [change])
        write_line(
            self._connection,
            self._identity,
            act,
            client=client,
            record=record_type.name,
            id=id,
            # Never the reason: it is a person's own words, and the log outlives an erasure.
            ground=str(body.set.get("ground", "")) if record_type.name in SPECIAL else "",
            at=self._at,
        )
        return Saved(record_type.name, id, change.name)

    def _on_screen(
        self, record_type: RecordType, id: str, changes: Sequence[Change], knew: tuple[str, ...] | None
    ) -> tuple[Reading, RecordState | None]:
        """Read the record as it is, and as it was on the screen when the form was opened."""
        held = with_relatives(self._connection, changes)
        own = self._identity if all(c.header.chain == self._identity.chain for c in held) else None
        beside = known(self._connection, own)
        reading = read(held, beside)
        state = reading.records.get(id)
        if knew is None or state is None or set(knew) >= set(state.heads):
            if knew:
                self._require_held(knew, held)
            return reading, state
        self._require_held(knew, held)
        return reading, read(seen_by(held, id, knew), beside).records.get(id)

    def _to_give_anew(self, record_type: RecordType, reading: Reading, state: RecordState) -> frozenset[str]:
        """Return the groups of a consent that were said before the client withdrew something: saying it is news."""
        if record_type.consent is not Consent.ITEM or state.client is None:
            return frozenset()
        withdrawals = withdrawals_in_view(self._connection, state.client)
        graph = reading.facts.graph
        said = set(state.sources.values())
        if all(any(graph.knew(source, name) for source in said) for name in withdrawals):
            return frozenset()
        return frozenset(record_type.groups)

    def _parents(self, record_type: RecordType, state: RecordState, knew: tuple[str, ...] | None) -> tuple[str, ...]:
        """Return the parents: what was on the screen; of a consent also what the client is asked in view of."""
        if knew is not None:
            return tuple(sorted(set(knew)))
        heads = set(state.heads)
        if record_type.consent is not Consent.NONE and state.client is not None:
            heads.update(to_be_known(self._connection, state.client))
        return tuple(sorted(heads))

    def _require_held(self, names: Sequence[str], held: Iterable[Change] = ()) -> None:
        missing = set(names) - {change.name for change in held}
        if missing - {change.name for change in changes_named(self._connection, missing)}:
            raise Refusal(Reason.UNKNOWN_HEADS)

    def _require_role(self, record_type: RecordType) -> None:
        if self._identity.role not in record_type.written_by:
            raise Refusal(Reason.NOT_ALLOWED, record=record_type.name)

    def _require_client(self, client: str | None) -> None:
        if client is not None and _erased.first(self._connection, {"client": client}) is not None:
            raise Refusal(Reason.ERASED_CLIENT)


def _state(reading: Reading, record_type: RecordType, id: str) -> RecordState:
    state = reading.records.get(id)
    if state is None or state.record != record_type.name:
        raise Refusal(Reason.UNKNOWN_RECORD, record=record_type.name)
    return state


__all__ = [
    "Entry",
    "Saved",
    "Writer",
    "append_change",
    "delete",
    "rebuild",
    "save",
    "save_all",
    "take_in",
    "undelete",
]
