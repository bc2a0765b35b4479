"""Authority: who may write what, checked against the role that is pinned to a chain's key.

A laptop's bundle carries only its own chains; only the office relays others' changes, assigns, erases, joins,
retracts and decides forks. A change that its role may not write is kept and shown, never applied (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from store.history.change import Change
from store.history.shape import Shape

COACH = "coach"
OFFICE = "office"

NO_ENDS: Mapping[str, int] = MappingProxyType({})
"""No office identity was followed by another one."""


def may_write(shape: Shape, role: str | None) -> bool:
    """Tell whether a chain of that role may write that record type; a chain without a role may write nothing."""
    return role is not None and role in shape.written_by


def foreign_chains(changes: Iterable[Change], own: Iterable[str]) -> frozenset[str]:
    """Return the chains that a laptop's bundle may not carry; any of them refuses the bundle.

    Args:
        changes: the changes of the bundle.
        own: the chains that are bound to the key that signed it.
    """
    return frozenset(change.header.chain for change in changes) - frozenset(own)


def role_of(change: Change, roles: Mapping[str, str], ends: Mapping[str, int] = NO_ENDS) -> str | None:
    """Return the role pinned to the chain of a change, or None for a chain that nobody enrolled.

    Args:
        change: the change.
        roles: chain → role pinned to its key.
        ends: chain of an office identity that lives no more → its last seq, as the root's roster says. What stands
            beyond it was written by whoever had taken the key, and has no role.
    """
    header = change.header
    return None if header.seq > ends.get(header.chain, header.seq) else roles.get(header.chain)
