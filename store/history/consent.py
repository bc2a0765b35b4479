"""What may be told: consents close whenever there is doubt (criterion 13; Act 703/2023; DESIGN §4).

An item may be told when the client's current agreement covers exactly the change that stands, nobody disagrees
about it, and no withdrawal exists that its writers did not know. Whatever is missing, newer than this program,
kept or in conflict makes the plan "ask first".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from store.history.change import Change, Value
from store.history.reading import Reading, body_up_to_date
from store.history.shape import Consent
from store.history.state import RecordState

TELL = "tell"


class Verdict(StrEnum):
    """What holds for one disclosure item today."""

    TOLD = "told"
    """It may be told, in the agreed words, to those whom it names."""
    ASK_FIRST = "ask_first"
    """It was agreed, but something about the plan is not known here: ask the client before the visit."""
    NOT_TOLD = "not_told"
    """It is not told."""


@dataclass(frozen=True)
class Permission:
    """What holds for one disclosure item.

    Attributes:
        item: id of the item.
        verdict: whether it may be told.
        values: its values; empty unless it may be told, so that no screen can show what must not be said.
        change: name of the item change that the agreement covers.
        agreement: id of the agreement.
        withdrawn_employers: employers for which the client has taken the permission back.
        why: a code for the reason, for the screen's words.
    """

    item: str
    verdict: Verdict
    values: Mapping[str, Value]
    change: str | None
    agreement: str | None
    withdrawn_employers: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class _Withdrawal:
    name: str
    scope: str
    item: str | None
    employer: str | None


def permissions(reading: Reading, client: str) -> tuple[Permission, ...]:
    """Return what may be told about a client, item by item, sorted by id.

    Of joined doubles the narrower holds: withdrawals of either count for both, and an item is told only where
    every one of them that has said anything agrees to the same. That ends where the client was asked anew with all
    of it on the screen: see `speaking_beside`.

    Args:
        reading: the state; it holds all consents of the client and of joined doubles.
        client: id of the client; any of the joined ids.
    """
    canonical = reading.joined.get(client, client)
    members = sorted({canonical, client, *(c for c, to in reading.joined.items() if to == canonical)})
    if reading.erased.intersection(members):
        return ()
    withdrawals = [w for member in members for w in _withdrawals(reading, member)]
    asking = any(_in_doubt(reading, member) for member in members)
    judged = {member: _judge(reading, member, withdrawals) for member in members}
    if len(members) > 1:
        judged = _narrow(reading, judged)
    found = [p for of_member in judged.values() for p in of_member]
    if asking:
        found = [
            replace(p, verdict=Verdict.ASK_FIRST, values={}, why="in_doubt") if p.verdict is Verdict.TOLD else p
            for p in found
        ]
    return tuple(sorted(found, key=lambda permission: permission.item))


def _withdrawals(reading: Reading, client: str) -> list[_Withdrawal]:
    """Return every withdrawal held, applied or not: one that cannot be read counts for everything."""
    found = []
    for change in reading.facts.changes.get(client, ()):
        shape = reading.facts.shapes.get(change.header.record)
        if shape is None or shape.consent is not Consent.WITHDRAWAL:
            continue
        scope, item, employer = "all", None, None
        if change.header.schema <= shape.schema:
            try:
                body = body_up_to_date(change, shape)
            except (ValueError, RecursionError):
                body = None
            values = body.set if body else {}
            item, employer = values.get("item"), values.get("employer")
            if (values.get("scope") == "item" and isinstance(item, str)) or (
                values.get("scope") == "employer" and isinstance(employer, str)
            ):
                scope = str(values["scope"])
        found.append(
            _Withdrawal(
                change.name,
                scope,
                item if isinstance(item, str) else None,
                employer if isinstance(employer, str) else None,
            )
        )
    return found


def _in_doubt(reading: Reading, client: str) -> bool:
    """Tell whether any of the client's consents is in conflict, or kept without their having been asked since.

    A kept change (of a branch that was put aside, say) is no doubt any more once every current agreement was made
    by somebody who had it on the screen: then the client was asked with it in mind.
    """
    agreements = [set(state.sources.values()) for state in _current_agreements(reading, client)]
    for change in reading.facts.changes.get(client, ()):
        if change.name in reading.kept:
            asked_since = agreements and all(
                any(reading.facts.graph.knew(source, change.name) for source in sources) for sources in agreements
            )
            if not asked_since:
                return True
        state = reading.records.get(change.header.id)
        if state is not None and state.conflicts:
            return True
    return False


def _states(reading: Reading, client: str, consent: Consent) -> list[RecordState]:
    ids = {change.header.id for change in reading.facts.changes.get(client, ())}
    states = [reading.records[record_id] for record_id in sorted(ids) if record_id in reading.records]
    return [state for state in states if reading.facts.shapes[state.record].consent is consent]


def _judge(reading: Reading, client: str, withdrawals: Sequence[_Withdrawal]) -> list[Permission]:
    agreements = _current_agreements(reading, client)
    return [_judge_item(reading, item, agreements, withdrawals) for item in _states(reading, client, Consent.ITEM)]


def _current_agreements(reading: Reading, client: str) -> list[RecordState]:
    """Return the agreements that no other replaces; a removed or retracted one still replaces, and covers nothing."""
    return [state for state in _states(reading, client, Consent.AGREEMENT) if not state.replaced_by]


def _covered(reading: Reading, agreement: RecordState) -> frozenset[str]:
    if agreement.removed or agreement.conflicts:
        return frozenset()
    if any(source in reading.facts.retracted for source in agreement.sources.values()):
        return frozenset()
    named = agreement.values.get("items", ())
    return frozenset(str(name) for name in named) if isinstance(named, tuple) else frozenset()


def _judge_item(
    reading: Reading,
    item: RecordState,
    agreements: Sequence[RecordState],
    withdrawals: Iterable[_Withdrawal],
) -> Permission:
    def no(why: str, change: str | None = None) -> Permission:
        return Permission(item.id, Verdict.NOT_TOLD, {}, change, None, why=why)

    if item.removed:
        return no("removed")
    if item.conflicts:
        return no("conflict")
    change = item.sources.get("decision")
    if change is None or item.values.get("decision") != TELL:
        return no("decided_not")
    if change in reading.facts.retracted:
        return no("retracted", change)
    if not agreements:
        return no("no_agreement", change)
    if any(change not in _covered(reading, agreement) for agreement in agreements):
        return no("not_covered", change)
    knew_all = [change, *(name for a in agreements for name in a.sources.values())]
    unknown = [w for w in withdrawals if not all(reading.facts.graph.knew(k, w.name) for k in knew_all)]
    if any(w.scope == "all" or (w.scope == "item" and w.item == item.id) for w in unknown):
        return no("withdrawn", change)
    employers = item.values.get("employers", ())
    withdrawn = sorted({str(w.employer) for w in unknown if w.scope == "employer"})
    if withdrawn and isinstance(employers, tuple) and employers and set(map(str, employers)) <= set(withdrawn):
        return no("withdrawn", change)
    return Permission(
        item.id, Verdict.TOLD, dict(item.values), change, agreements[0].id, tuple(withdrawn), why="agreed"
    )


def speaking_beside(reading: Reading, client: str) -> tuple[str, ...]:
    """Return the joined doubles of a client that narrow what is told under its own card.

    Those are all that have any consent record, until every current agreement of the client was made by somebody who
    had all of theirs on the screen: then the person was asked with it in mind (DESIGN 4: the more private value holds
    until a person has asked the client). Whatever is said under such a card afterwards narrows again.

    Args:
        reading: the state; it holds all consents of the client and of joined doubles.
        client: id of the card under which the client is asked.
    """
    canonical = reading.joined.get(client, client)
    others = sorted({canonical, *(c for c, to in reading.joined.items() if to == canonical)} - {client})
    agreements = [set(state.sources.values()) for state in _current_agreements(reading, client)]
    knew = reading.facts.graph.knew

    def asked_since(other: str) -> bool:
        return bool(agreements) and all(
            any(knew(source, change.name) for source in sources)
            for change in reading.facts.changes.get(other, ())
            for sources in agreements
        )

    return tuple(other for other in others if reading.facts.changes.get(other) and not asked_since(other))


def _narrow(reading: Reading, judged: Mapping[str, list[Permission]]) -> dict[str, list[Permission]]:
    """Of joined doubles, keep told only what each of them that speaks beside tells in the same way."""
    narrowed = {}
    for member, of_member in judged.items():
        others = [judged[other] for other in speaking_beside(reading, member)]
        narrowed[member] = [
            p if p.verdict is not Verdict.TOLD or all(_also_told(reading, p, o) for o in others) else _joined_no(p)
            for p in of_member
        ]
    return narrowed


def _also_told(reading: Reading, permission: Permission, others: Iterable[Permission]) -> bool:
    mine = _agreed(reading, permission)
    return any(o.verdict is Verdict.TOLD and _agreed(reading, o) == mine for o in others)


def _agreed(reading: Reading, permission: Permission) -> dict[str, Value]:
    """Return the values of an item's consent group: what was agreed, without notes beside it."""
    shape = reading.facts.shapes[reading.records[permission.item].record]
    members = {name for group in shape.groups.values() for name in group}
    return {name: value for name, value in permission.values.items() if name in members}


def _joined_no(permission: Permission) -> Permission:
    return Permission(permission.item, Verdict.NOT_TOLD, {}, permission.change, None, why="joined_clients_differ")


def may_tell(permission: Permission, employer: str) -> bool:
    """Tell whether an item may be told to one employer.

    Args:
        permission: what holds for the item.
        employer: id of the employer.
    """
    if permission.verdict is not Verdict.TOLD or employer in permission.withdrawn_employers:
        return False
    employers = permission.values.get("employers", ())
    everywhere = permission.values.get("all_agreed_employers") is True
    return everywhere or (isinstance(employers, tuple) and employer in employers)


def consent_parents(changes: Iterable[Change], withdrawal_records: Iterable[str]) -> tuple[str, ...]:
    """Return the names of all withdrawals among changes: what a change on a consent must also name.

    Args:
        changes: the client's changes that were held when the form was opened.
        withdrawal_records: names of the record types that are withdrawals.
    """
    types = frozenset(withdrawal_records)
    return tuple(sorted(change.name for change in changes if change.header.record in types))
