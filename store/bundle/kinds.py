"""The kinds of bundle, their namespaces, and how large a bundle may be (BUNDLE.md, "The file")."""

from __future__ import annotations

from enum import StrEnum

FORMAT = "reppu"
VERSION = 1
"""Of the format: 0 was what was made before the first release, and nothing of it is read."""
SOFTWARE = "reppu 0.1.0"

MAX_CHANGES = 5_000
"""Changes in one part."""
MAX_USE_LINES = 20_000
"""Lines of the use log in one part."""
MAX_FILE = 8 * 1024 * 1024
"""Bytes of one signed file before it is sealed."""
MAX_FIELD = 64 * 1024
"""Bytes of one text, as UTF-8."""
MAX_SEAL = 16 * (MAX_FILE // (64 * 1024) + 2) + 16 * 1024
"""Bytes that age adds: a tag for each 64 KiB and a header of at most 16 KiB."""

NAMESPACE_PREFIX = "reppu-"
PRACTICE_PREFIX = "practice-"


class Kind(StrEnum):
    """What a bundle is. Each kind signs in a namespace of its own and can never pass for another."""

    CHANGES = "changes"
    RECEIPT = "receipt"
    CARD = "card"
    ROSTER = "roster"
    ERASURES = "erasures"
    """Who was erased, ids only: it lies in the home folder, beside each backup and beside each delivery."""
    RECOVERY = "recovery"
    """Never a file of its own: the signed text inside a recovery slot."""


def written_kind(kind: Kind, practice: bool) -> str:
    """Return the kind as the payload names it: ``changes``, or ``practice-changes`` from a practice notebook."""
    return (PRACTICE_PREFIX if practice else "") + kind.value


def namespace_of(kind: Kind, practice: bool) -> str:
    """Return the SSHSIG namespace of a kind, for example ``reppu-practice-changes``."""
    return NAMESPACE_PREFIX + written_kind(kind, practice)


def kind_of_namespace(namespace: str) -> tuple[Kind, bool]:
    """Return the kind, and whether it is practice, that a namespace stands for.

    Raises:
        ValueError: it is not one of ours.
    """
    for kind in Kind:
        for practice in (False, True):
            if namespace == namespace_of(kind, practice):
                return kind, practice
    raise ValueError("not a namespace of ours")
