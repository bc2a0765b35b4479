"""What a reference can be chosen from: records of a type with their titles; and the names behind ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from store.notebook import Notebook
from store.reading import find, list_records
from store.records import RECORD_TYPES
from store.records.marks import Reference
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


def names_of(notebook: Notebook, record: str, lines: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Return the names of the records that some values name, by type and id; what is not here has none.

    Args:
        notebook: an open notebook.
        record: record type of the values.
        lines: values by field.
    """
    wanted: set[tuple[str, str]] = set()
    fields = RECORD_TYPES[record].fields if record in RECORD_TYPES else {}
    for values in lines:
        for name, value in values.items():
            mark = fields[name].mark if name in fields else None
            mark = getattr(mark, "element", mark)
            if isinstance(mark, Reference) and value is not None:
                wanted |= {(mark.record, str(id)) for id in (value if isinstance(value, tuple) else (value,))}
    found = {}
    for of, id in sorted(wanted):
        shown = find(notebook, of, id) if of in RECORD_TYPES else None
        if shown is not None:
            found[of, id] = title_of(of, shown.values)
    return found
