"""Kinds of events that a run over files may meet; a long run that hardly ever meets one proves nothing about it."""

from __future__ import annotations

from collections.abc import Mapping

EVENTS = frozenset(
    {
        "value typed",
        "edited",
        "form saved later",
        "deleted",
        "brought back",
        "withdrawn",
        "agreed",
        "frozen version",
        "exported",
        "part written",
        "parts out of order",
        "part lost",
        "short parts",
        "changes taken",
        "changes known",
        "changes lost",
        "changes waiting: key_cut_off",
        "receipt written",
        "receipt taken",
        "receipt lost",
        "receipt older",
        "receipt held against the office",
        "delivery written",
        "delivery taken",
        "delivery known",
        "delivery lost",
        "roster taken",
        "vie ja hae",
        "the same file at once",
        "two files at once",
        "out of order",
        "repeated at once",
        "stick stays and comes again",
        "old stick again",
        "file cut",
        "file flipped",
        "dry run",
        "assigned",
        "assignment ended",
        "substitute or successor",
        "put away",
        "fetched back",
        "erased",
        "value erased",
        "bundle undone",
        "undoing taken back",
        "office backed up",
        "office put back",
        "office put back behind its roster",
        "office card refused: roster_twice",
        "office renewed",
        "office renewed after a restore",
        "new key",
        "cut off",
        "enrolled",
        "cloned",
        "copies told apart",
        "alarm: fork",
        "alarm: cloned_notebook",
        "alarm: office_went_back",
        "place with two meanings",
        "killed while saving",
        "killed while exporting",
        "killed while delivering",
        "killed while taking in",
        "killed at every write while saving",
        "killed at every write while exporting",
        "killed at every write while delivering",
        "killed at every write while taking in",
        "killed before a transaction",
        "killed before a row",
        "killed before a commit",
        "killed before a file",
        "killed before a name",
        "value in quarantine",
        "same changes on two machines",
        "state at_office",
        "state handed_over",
        "state only_here",
        "permission told",
        "permission ask_first",
    }
)
"""Every kind of event that a long run must meet again and again."""

_LONG = 500


def too_seldom(counts: Mapping[str, int], runs: int) -> list[str]:
    """Return the events that a long run met too seldom: once in a hundred runs is the least.

    Args:
        counts: kind of event → how often.
        runs: how many runs; a short one is not judged.
    """
    if runs < _LONG:
        return []
    return sorted(event for event in EVENTS if counts.get(event, 0) * 100 < runs)
