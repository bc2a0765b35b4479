"""The kinds of events that the simulation must meet, so that a quiet world proves nothing by accident."""

from __future__ import annotations

from collections.abc import Mapping

EVENTS = frozenset(
    {
        "new client",
        "edited field",
        "cleared field",
        "edited group",
        "added to a set",
        "dropped from a set",
        "moved a date",
        "correction with a reason",
        "deleted",
        "undeleted",
        "saved later than opened",
        "first frozen version",
        "frozen version that replaces",
        "frozen record touched",
        "new item",
        "item changed",
        "item deleted",
        "item undeleted",
        "first agreement",
        "agreement that replaces",
        "agreement deleted",
        "withdrawal: all",
        "withdrawal: item",
        "withdrawal: employer",
        "told",
        "withdrawal in an undone bundle",
        "asked anew",
        "not told or ask first",
        "open conflict",
        "erasure asked for",
        "erasure ordered",
        "open form erased",
        "erased value searched for",
        "legal hold",
        "legal hold ended",
        "clients joined",
        "join undone",
        "bundle undone",
        "undoing taken back",
        "order without authority",
        "put away",
        "putting away refused",
        "fetched back from the archive",
        "bundle written",
        "bundle taken in",
        "delivery taken in",
        "receipt taken in",
        "receipt lost",
        "stick lost",
        "repeated",
        "out of order",
        "cut bundle refused",
        "part of a bundle lost",
        "cloned",
        "new chain after a clone",
        "fork alarm",
        "fork decided",
        "backup",
        "restored",
        "old sticks again",
        "clock wrong by years",
        "upgraded",
        "same changes on two devices",
        "kept: waiting",
        "kept: newer_schema",
        "kept: authority",
        "kept: fork",
        "kept: values_fail",
        "kept: frozen",
        "kept: legal_hold",
        "kept: erased",
        "kept: put_away",
    }
)
"""Every kind of event that the simulation must meet again and again."""

_LONG = 2_000


def too_seldom(counts: Mapping[str, int], runs: int) -> list[str]:
    """Return the events that a long run met too seldom: a thousand times in 20 000 runs is the least.

    Args:
        counts: kind of event → how often.
        runs: how many runs; a short one is not judged.
    """
    if runs < _LONG:
        return []
    return sorted(event for event in EVENTS if counts.get(event, 0) * 20 < runs)
