"""Step 6 of reading: ranges, chains and authority (BUNDLE.md, "Reading"; DESIGN §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from store.bundle.document import Document
from store.bundle.forms import Range
from store.bundle.signature import fingerprint, read_openssh_line
from store.history.change import Change
from store.refusal import Reason, Refusal

CHAIN_RECORD = "chain"
"""Record type of a chain's first change, which names the key that signs for it."""


@dataclass(frozen=True)
class Pins:
    """Which key signs for which chain, as far as we know.

    Attributes:
        keys: chain → fingerprint of the key that signs for it.
        bound: chains that the office bound to a later key: their first change names an earlier one.
        cut_off: fingerprints of keys that were cut off.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()
    cut_off: frozenset[str] = frozenset()


def check_chains(document: Document, sender: str, *, office: bool, pins: Pins) -> tuple[str, ...]:
    """Hold the changes against their ranges and chains, and the sender against what it may bring.

    A laptop brings whole ranges of its own chains; only the office relays others' changes, and then with holes.

    Args:
        document: changes whose hashes and digests were checked one by one.
        sender: fingerprint of the signer.
        office: whether the signer is an office.
        pins: which key signs for which chain.

    Returns:
        Chains of which nothing here or with us says whose they are: their first change has not arrived.

    Raises:
        Refusal: BAD_CHAIN, FOREIGN_CHAIN, PRACTICE_AND_REAL.
    """
    if document.delivery is not None and not office:
        raise Refusal(Reason.FOREIGN_CHAIN)
    if document.delivery is None:
        _check_ranges(document.ranges, document.changes)
    elif document.ranges:
        raise Refusal(Reason.BAD_FORM, field="range")
    _check_links(document.changes, holes=document.delivery is not None)
    keys = dict(pins.keys)
    for change in document.changes:
        if change.header.seq == 1:
            _check_first(change, document.head.practice, keys, bound=change.header.chain in pins.bound)
    chains = dict.fromkeys(change.header.chain for change in document.changes)
    if document.delivery is None:
        for chain in chains:
            # What a lost laptop brings of a chain that its successor goes on with is not foreign: it waits.
            if keys.get(chain, sender) != sender and not (chain in pins.bound and sender in pins.cut_off):
                raise Refusal(Reason.FOREIGN_CHAIN, chain=chain)
    return tuple(chain for chain in chains if chain not in keys)


def _check_ranges(ranges: Sequence[Range], changes: Sequence[Change]) -> None:
    """Changes stand in the order of the ranges, none missing and none beside them."""
    position = 0
    for span in ranges:
        count = span.last - span.first + 1
        part = changes[position : position + count]
        if len(part) != count:
            raise Refusal(Reason.BAD_CHAIN)
        before = span.before
        for seq, change in enumerate(part, span.first):
            header = change.header
            if (header.chain, header.seq, header.before) != (span.chain, seq, before):
                raise Refusal(Reason.BAD_CHAIN)
            before = change.hash
        position += count
    if position != len(changes):
        raise Refusal(Reason.BAD_CHAIN)


def _check_links(changes: Sequence[Change], *, holes: bool) -> None:
    """No change stands twice, and of two neighbours the later names the earlier.

    Args:
        changes: of one file.
        holes: whether the office relays them. It may bring the branches of a forked chain side by side, some of
            them in other parts: there a seq may stand twice, and a neighbour need not be the one that is named.
    """
    held: dict[tuple[str, int], Change] = {}
    seen: set[tuple[str, int, str]] = set()
    for change in changes:
        place = (change.header.chain, change.header.seq)
        if (*place, change.hash) in seen or (place in held and not holes):
            raise Refusal(Reason.BAD_CHAIN)
        if (change.header.before is None) != (change.header.seq == 1):
            raise Refusal(Reason.BAD_CHAIN)
        seen.add((*place, change.hash))
        held[place] = change
    if holes:
        return
    for (chain, seq), change in held.items():
        earlier = held.get((chain, seq - 1))
        if earlier is not None and change.header.before != earlier.hash:
            raise Refusal(Reason.BAD_CHAIN)


def _check_first(change: Change, practice: bool, keys: dict[str, str], *, bound: bool) -> None:
    """A chain begins with the change that names its key, and whether it is practice."""
    header, body = change.header, change.body
    if (header.record, header.id) != (CHAIN_RECORD, header.chain) or header.about or header.after or body is None:
        raise Refusal(Reason.BAD_CHAIN)
    if body.set.get("practice") is not practice:
        raise Refusal(Reason.PRACTICE_AND_REAL)
    try:
        key = fingerprint(read_openssh_line(str(body.set.get("key"))))
    except ValueError as error:
        raise Refusal(Reason.BAD_CHAIN) from error
    if keys.setdefault(header.chain, key) != key and not bound:
        raise Refusal(Reason.FOREIGN_CHAIN, chain=header.chain)
