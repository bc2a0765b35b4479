"""Open conflicts: where people wrote different things without knowing of each other, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.history.state import Live

if TYPE_CHECKING:
    from store.notebook import Notebook


@dataclass(frozen=True)
class OpenConflict:
    """One field or group in which values disagree.

    Attributes:
        record: record type.
        id: of the record.
        client: the client it is about, or None.
        unit: field or group, or "removed".
        values: the values that stand side by side, with who and when.
    """

    record: str
    id: str
    client: str | None
    unit: str
    values: tuple[Live, ...]


def open_conflicts(notebook: Notebook) -> tuple[OpenConflict, ...]:
    """Return all open conflicts of this notebook, by client, record type and id.

    Args:
        notebook: an open notebook.
    """
    raise NotImplementedError
