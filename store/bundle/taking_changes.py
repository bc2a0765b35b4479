"""Taking changes in: a laptop's at the office, a delivery on a laptop; each file in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, exists, func, select, tuple_

from store.bundle.acknowledging import KNOWN_DELIVERY
from store.bundle.alarming import raise_alarm
from store.bundle.forms import Delivery
from store.bundle.intake import DELIVERY, Opened, Wanted
from store.bundle.laptops import worker_of
from store.bundle.outcomes import Alarm, Outcome, Received, Warned
from store.bundle.reaching import changes_on, forked_chains, gaps_of, note_forks
from store.bundle.received_use import keep_use_lines
from store.bundle.tables import received_bundle, received_range
from store.bundle.trusted import OFFICE, as_fingerprint, give_role, held_roster, pin_relayed
from store.bundle.weighing import before_taking, require_no_flood, weigh
from store.coming_back import heard_of_us
from store.held import in_parts
from store.history.branches import Branches
from store.history.change import Change
from store.notebook import put_setting
from store.refusal import Reason, Refusal
from store.schema import change as change_table
from store.schema import correspondent, known_chain, setting
from store.taking_in import RECEIVED_AT, take_in
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

KNOWN_SETTINGS = "known_settings"
"""Setting of a laptop: the version of the settings in the last delivery that came whole."""


def take_changes(connection: Connection, notebook: Notebook, opened: Opened, *, wanted: Wanted) -> Received:
    """Take in the changes of a file that was verified.

    Args:
        connection: from a writing transaction; whoever rolls it back has looked only.
        notebook: the open notebook.
        opened: changes from a laptop, or a delivery from the office.
        wanted: what a person wants in spite of a doubt.

    Raises:
        Refusal: KEY_CUT_OFF, FLOOD, FOREIGN_CHAIN, LOWER_SETTINGS, LOWER_ROSTER, BAD_FORM: nothing may be kept.
    """
    identity, document, changes = notebook.identity, opened.verified.document, opened.changes
    if opened.cut_off and not wanted.cut_off:
        return _from_cut_off(connection, opened)
    delivery = document.delivery
    if (identity.role == OFFICE) is (delivery is not None):
        # An office is brought whole ranges, a laptop is brought deliveries, and neither anything else.
        raise Refusal(Reason.FOREIGN_CHAIN)
    heard_at = connection.scalar(select(setting.c.value).where(setting.c.name == RECEIVED_AT))
    strange = _not_ours(connection, identity, changes) if delivery is not None else ()
    changes = tuple(change for change in changes if change not in strange)
    before = before_taking(connection, changes)
    highest = _highest(connection, changes)
    if delivery is None:
        _pin(connection, changes, opened.verified.fingerprint, opened.role)
    else:
        _require_not_lower(connection, identity, delivery)
        pin_relayed(connection, {change.header.chain for change in changes}, practice=identity.practice)
    forked = forked_chains(connection)
    note_forks(connection, changes)
    new = take_in(connection, identity, changes, before.present)
    counts = weigh(connection, changes, new, before)
    if not wanted.flood:
        require_no_flood(counts, new)
    number = note_bundle(connection, opened, new, whole=not strange)
    alarms = _forks(connection, forked)
    for change in strange[:1]:
        alarms += raise_alarm(connection, Warned.CLONED_NOTEBOOK, f"{identity.chain}/{change.header.seq}")
    new_lines = 0
    if delivery is None:
        grew = any(change.header.seq > highest.get(change.header.chain, 0) for change in new)
        _hear(connection, opened, new=bool(new))
        alarms += _held_against_us(connection, identity, opened)
        new_lines, tampered = keep_use_lines(connection, document.head.sender, document, grew=grew)
        alarms += tampered
    else:
        _note_delivery(connection, opened, delivery, heard_at)
        heard_of_us(connection, identity, delivery.number, changes)
    write_line(connection, identity, Act.RECEIVED, id=document.head.id)
    older = delivery is not None and delivery.number < _number(connection, KNOWN_DELIVERY)
    outcome = Outcome.TAKEN if new or new_lines else Outcome.OLDER if older else Outcome.KNOWN
    return replace(
        opened.outcome(outcome),
        number=number,
        clients=counts,
        new_changes=len(new),
        gaps=_gaps(connection, changes) if delivery is None else (),
        alarms=alarms,
    )


def note_bundle(connection: Connection, opened: Opened, new: Sequence[Change] = (), *, whole: bool = True) -> int:
    """Note that a file was taken in, and which changes came by it; return its number in this notebook.

    Args:
        connection: from a writing transaction, after the changes were taken in.
        opened: the file.
        new: changes that were not here before.
        whole: whether all of it was taken in; a delivery that was not is never acknowledged.
    """
    head, document = opened.verified.document.head, opened.verified.document
    same = (received_bundle.c.bundle == head.id) & (received_bundle.c.digest == opened.digest)
    number = connection.scalar(select(received_bundle.c.number).where(same))
    if number is None:
        row = {
            "bundle": head.id,
            "digest": opened.digest,
            "kind": opened.kind,
            "sender": head.sender,
            "part": head.part,
            "parts": head.parts,
            "at": datetime.now(UTC),
            "made_at": head.made_at,
            "changes": len(opened.changes),
            "new_changes": len(new),
        }
        result = connection.execute(received_bundle.insert(), row)
        number = int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has it
    if document.delivery is not None:
        counted = {"delivery": document.delivery.number if whole else None}
        connection.execute(received_bundle.update().where(received_bundle.c.number == number), counted)
        return int(number)
    numbers = _numbers(connection, {change.header.chain for change in new})
    spans = select(received_range.c.chain, received_range.c.first).where(received_range.c.bundle == number)
    held = {(row.chain, row.first) for row in connection.execute(spans)}
    rows = [
        {"bundle": number, "chain": numbers[chain], "first": first, "last": last, "hash": digest}
        for chain, first, last, digest in _stretches(new)
        if (numbers[chain], first) not in held
    ]
    if rows:
        connection.execute(received_range.insert(), rows)
    return int(number)


def _from_cut_off(connection: Connection, opened: Opened) -> Received:
    """Let a file of a key that was cut off pass where everything in it is held; what goes beyond waits.

    Raises:
        Refusal: KEY_CUT_OFF.
    """
    if opened.kind == DELIVERY or not opened.changes or _missing(connection, opened.changes):
        raise Refusal(Reason.KEY_CUT_OFF, fingerprint=opened.verified.fingerprint)
    return opened.outcome(Outcome.KNOWN)


def _missing(connection: Connection, changes: Iterable[Change]) -> frozenset[str]:
    """Return the hashes of those changes that are not held."""
    held: set[str] = set()
    wanted = {change.hash: (change.header.chain, change.header.seq) for change in changes}
    joined = select(change_table.c.hash).join(known_chain, known_chain.c.number == change_table.c.chain)
    at_place = tuple_(known_chain.c.id, change_table.c.seq)
    for part in in_parts(sorted(set(wanted.values()))):
        held |= set(connection.scalars(joined.where(at_place.in_(part))))
    return frozenset(wanted.keys() - held)


def _pin(connection: Connection, changes: Iterable[Change], key: str, role: str) -> None:
    """Pin a laptop's new chains to the key that signed the bundle, with the role of its enrolment.

    Raises:
        Refusal: FOREIGN_CHAIN: the chain is pinned to another key.
    """
    for chain in dict.fromkeys(change.header.chain for change in changes):
        row = connection.execute(select(known_chain).where(known_chain.c.id == chain)).first()
        if row is None or row.key is None or as_fingerprint(row.key) == key:
            give_role(connection, chain, role, key=key)
            continue
        # A person has looked at what a lost laptop brings: the chain stays that of its worker's present laptop.
        worker = worker_of(connection, key) if row.bound else None
        if worker is None or worker != worker_of(connection, as_fingerprint(row.key)):
            raise Refusal(Reason.FOREIGN_CHAIN, chain=chain)


def _not_ours(connection: Connection, identity: Identity, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return what a delivery says of our own chain and we never wrote: this notebook is a copy, or was put back.

    Were it taken in, the next save would go on from somebody else's change. It stays at the office and comes again
    until this notebook has a chain of its own.
    """
    own = tuple(change for change in changes if change.header.chain == identity.chain)
    missing = _missing(connection, own)
    return tuple(change for change in own if change.hash in missing)


def _require_not_lower(connection: Connection, identity: Identity, delivery: Delivery) -> None:
    """A later delivery never brings earlier settings or an earlier roster: they never go lower.

    Raises:
        Refusal: LOWER_SETTINGS.
    """
    if delivery.number <= _number(connection, KNOWN_DELIVERY):
        return
    known = _number(connection, KNOWN_SETTINGS)
    roster = held_roster(connection, practice=identity.practice)
    listed = 0 if roster is None else roster.roster.number
    if delivery.settings < known:
        raise Refusal(Reason.LOWER_SETTINGS, held=known, offered=delivery.settings)
    if delivery.roster < listed:
        raise Refusal(Reason.LOWER_ROSTER, held=listed, offered=delivery.roster)


def _note_delivery(connection: Connection, opened: Opened, delivery: Delivery, heard_at: str | None) -> None:
    """Note a delivery once all its parts came; what was known of others is then as old as the delivery.

    Args:
        connection: from a writing transaction, after the part was noted.
        opened: the part.
        delivery: its number and versions.
        heard_at: what was known of when something was last heard, before this part was taken in.
    """
    if heard_at is None:
        connection.execute(setting.delete().where(setting.c.name == RECEIVED_AT))
    else:
        put_setting(connection, RECEIVED_AT, heard_at)
    head = opened.verified.document.head
    of_delivery = (
        (received_bundle.c.kind == DELIVERY)
        & (received_bundle.c.delivery == delivery.number)
        & (received_bundle.c.parts == head.parts)
        & (received_bundle.c.sender == head.sender)
    )
    came = connection.scalar(select(func.count(func.distinct(received_bundle.c.part))).where(of_delivery))
    known = _number(connection, KNOWN_DELIVERY)
    if came != head.parts or delivery.number <= known or delivery.since > known:
        return
    put_setting(connection, KNOWN_DELIVERY, str(delivery.number))
    put_setting(connection, KNOWN_SETTINGS, str(delivery.settings))
    put_setting(connection, RECEIVED_AT, min(head.made_at, datetime.now(UTC)).isoformat())


def _hear(connection: Connection, opened: Opened, *, new: bool) -> None:
    """Note what the laptop knows, unless a later bundle has said it: deliveries build on that."""
    head, known = opened.verified.document.head, opened.verified.document.known
    row = connection.execute(select(correspondent).where(correspondent.c.key == head.sender)).first()
    values: dict[str, Any] = {"heard_at": datetime.now(UTC)}
    if row is None or new or row.made_at is None or head.made_at >= row.made_at:
        values |= {"software": head.software, "schema": head.schema, "made_at": head.made_at}
        if known is not None:
            values |= vars(known)
    if row is None:
        connection.execute(correspondent.insert(), {"key": head.sender, **values})
    else:
        connection.execute(correspondent.update().where(correspondent.c.number == row.number), values)


def _held_against_us(connection: Connection, identity: Identity, opened: Opened) -> tuple[Alarm, ...]:
    """Raise the alarm where the laptop knows an office that we are no longer: we have gone back in time.

    The laptop says a place and a hash, and not of which chain. So the alarm names the place on the chain that is
    written now and on each earlier one of ours. One that has something else there was written on after it had gone
    back, and the place has two meanings. One that ended before it may have been written on from an earlier place,
    and then a place below, which nobody names, has two.
    """
    known = opened.verified.document.known
    if known is None or known.office_hash is None or _is_ours(connection, known.office_hash):
        return ()
    written = exists().where(change_table.c.chain == known_chain.c.number)
    ours = select(known_chain.c.id).where(known_chain.c.role == OFFICE, written).order_by(known_chain.c.number)
    alarms: tuple[Alarm, ...] = ()
    for chain in dict.fromkeys((identity.chain, *connection.scalars(ours))):
        subject = f"{chain}/{known.office_seq}/{known.office_hash[:16]}"
        alarms += raise_alarm(connection, Warned.OFFICE_WENT_BACK, subject, even_settled=False)
    return alarms


def _is_ours(connection: Connection, digest: str) -> bool:
    """Tell whether a change of that hash stands on a chain of the office."""
    chains = select(known_chain.c.number).where(known_chain.c.role == OFFICE)
    held = select(change_table.c.number).where(change_table.c.hash == digest, change_table.c.chain.in_(chains))
    return connection.execute(held.limit(1)).first() is not None


def _forks(connection: Connection, before: frozenset[int]) -> tuple[Alarm, ...]:
    """Raise the alarm for every chain that has two meanings now and had one before."""
    alarms: tuple[Alarm, ...] = ()
    for chain in sorted(forked_chains(connection) - before):
        changes = [change for _, change in changes_on(connection, chain)]
        id = changes[0].header.chain
        seq = next((fork.seq for fork in Branches(changes).forks), changes[0].header.seq)
        alarms += raise_alarm(connection, Warned.FORK, f"{id}/{seq}")
    return alarms


def _gaps(connection: Connection, changes: Iterable[Change]) -> tuple[Any, ...]:
    numbers = _numbers(connection, {change.header.chain for change in changes})
    return tuple(gap for id, chain in sorted(numbers.items()) for gap in gaps_of(connection, chain, id))


def _highest(connection: Connection, changes: Iterable[Change]) -> dict[str, int]:
    """Return the highest seq that is held of each chain of a file."""
    numbers = _numbers(connection, {change.header.chain for change in changes})
    highest = select(func.max(change_table.c.seq))
    return {id: connection.scalar(highest.where(change_table.c.chain == chain)) or 0 for id, chain in numbers.items()}


def _numbers(connection: Connection, chains: Iterable[str]) -> dict[str, int]:
    rows = connection.execute(
        select(known_chain.c.id, known_chain.c.number).where(known_chain.c.id.in_(sorted(set(chains))))
    )
    return {row.id: row.number for row in rows}


def _stretches(changes: Iterable[Change]) -> list[tuple[str, int, int, str]]:
    """Return chain, first, last and the last one's hash of each run of changes that follow on each other."""
    runs: list[tuple[str, int, int, str]] = []
    for change in sorted(changes, key=lambda one: (one.header.chain, one.header.seq)):
        header = change.header
        if runs and runs[-1][0] == header.chain and runs[-1][2] == header.seq - 1 and runs[-1][3] == header.before:
            runs[-1] = (header.chain, runs[-1][1], header.seq, change.hash)
        else:
            runs.append((header.chain, header.seq, header.seq, change.hash))
    return runs


def _number(connection: Connection, name: str) -> int:
    return int(connection.scalar(select(setting.c.value).where(setting.c.name == name)) or 0)
