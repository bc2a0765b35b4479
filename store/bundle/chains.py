"""Step 6 of reading: ranges, chains and authority (BUNDLE.md, "Reading"; DESIGN §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.bundle.document import Document
from store.bundle.forms import Range
from store.bundle.signature import fingerprint, read_openssh_line
from store.history.change import Change
from store.refusal import Reason, Refusal

CHAIN_RECORD = "chain"
"""Record type of a chain's first change, which names the key that signs for it."""


def check_chains(document: Document, sender: str, *, office: bool, pinned: Mapping[str, str]) -> tuple[str, ...]:
    """Hold the changes against their ranges and chains, and the sender against what it may bring.

    A laptop brings whole ranges of its own chains; only the office relays others' changes, and then with holes.

    Args:
        document: changes whose hashes and digests were checked one by one.
        sender: fingerprint of the signer.
        office: whether the signer is an office.
        pinned: chain → fingerprint of the key that signs for it, as far as we know.

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
    _check_links(document.changes)
    keys = dict(pinned)
    for change in document.changes:
        if change.header.seq == 1:
            _check_first(change, document.head.practice, keys)
    chains = dict.fromkeys(change.header.chain for change in document.changes)
    if document.delivery is None:
        for chain in chains:
            if keys.get(chain, sender) != sender:
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


def _check_links(changes: Sequence[Change]) -> None:
    """No seq of a chain stands twice, and of two neighbours the later names the earlier."""
    held: dict[tuple[str, int], Change] = {}
    for change in changes:
        place = (change.header.chain, change.header.seq)
        if place in held:
            raise Refusal(Reason.BAD_CHAIN)
        held[place] = change
    for (chain, seq), change in held.items():
        earlier = held.get((chain, seq - 1))
        if (change.header.before is None) != (seq == 1):
            raise Refusal(Reason.BAD_CHAIN)
        if earlier is not None and change.header.before != earlier.hash:
            raise Refusal(Reason.BAD_CHAIN)


def _check_first(change: Change, practice: bool, keys: dict[str, str]) -> None:
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
    if keys.setdefault(header.chain, key) != key:
        raise Refusal(Reason.FOREIGN_CHAIN, chain=header.chain)
