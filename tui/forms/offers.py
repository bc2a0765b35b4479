"""What a reference can be chosen from: records of a type with their titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from store.notebook import Notebook
from store.reading import list_records
from store.records import RECORD_TYPES
from tui.forms.saying import title_of

MOST_OFFERED = 200
"""A list to choose from is never longer than this; search finds the others."""


@dataclass(frozen=True)
class Offers:
    """Records to choose from.

    Attributes:
        pairs: title and id of each record, by record type.
    """

    pairs: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def of(self, record: str) -> tuple[tuple[str, str], ...]:
        """Return the records of one type, as pairs of title and id."""
        return self.pairs.get(record, ())


def offers_for(notebook: Notebook, records: Iterable[str]) -> Offers:
    """Return what forms may offer.

    Args:
        notebook: the open notebook.
        records: record types.
    """
    return Offers(
        {
            record: tuple(
                (title_of(record, shown.values), shown.id)
                for shown in list_records(notebook, record, limit=MOST_OFFERED)
            )
            for record in records
            if record in RECORD_TYPES
        }
    )
