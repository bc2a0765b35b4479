"""Open conflicts in words: what was written, by whom and when, so that a person can decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store.history.change import Value
from store.history.shape import REMOVED
from store.history.state import Conflict, Live
from store.notebook import Notebook
from store.reading_several import read_several
from store.records import RECORD_TYPES
from store.records.marks import Reference
from tui.forms.saying import label_of, say_value, title_of
from tui.language import _
from tui.language.dates import moment

Names = Mapping[tuple[str, str], str]
"""(Record type, id) → what the record is called."""


def names_in(notebook: Notebook, record: str, conflicts: Iterable[Conflict], client: str | None = None) -> Names:
    """Return the names of the workers who disagree and of the records that they named: one look a record type.

    Args:
        notebook: the open notebook.
        record: the record type in which the conflicts are.
        conflicts: the conflicts.
        client: whose page it is, for the use log.
    """
    wanted: dict[str, set[str]] = {}
    for conflict in conflicts:
        for live in conflict.values:
            wanted.setdefault("worker", set()).add(live.author)
            for name, value in _fields(conflict.unit, live).items():
                field = RECORD_TYPES[record].fields.get(name)
                mark = getattr(getattr(field, "mark", None), "element", getattr(field, "mark", None))
                if isinstance(mark, Reference):
                    elements = value if isinstance(value, tuple) else (value,)
                    wanted.setdefault(mark.record, set()).update(str(element) for element in elements)
    return {
        (kind, id): title_of(kind, shown.values)
        for kind, ids in wanted.items()
        for id, shown in read_several(notebook, kind, ids, client=client).items()
    }


def unit_of(record: str, conflict: Conflict) -> str:
    """Return what a conflict is about: the labels of the field or of the fields that mean something together."""
    if conflict.unit == REMOVED:
        return _("conflict.deletion")
    names = dict.fromkeys(name for live in conflict.values for name in _fields(conflict.unit, live))
    return ", ".join(label_of(record, name) for name in names or (conflict.unit,))


def say_conflict(record: str, conflict: Conflict, names: Names) -> list[str]:
    """Return one line for each value that nobody has decided on: the value, who saved it, and when.

    Args:
        record: the record type.
        conflict: what is open.
        names: of workers and of records that are named.
    """
    return [
        _(
            "conflict.value",
            value=say_live(record, conflict.unit, live, names),
            author=names.get(("worker", live.author)) or _("client.unknown_author"),
            moment=moment(live.at),
        )
        for live in conflict.values
    ]


def say_live(record: str, unit: str, live: Live, names: Names) -> str:
    """Return one live value in words, on one line.

    Args:
        record: the record type.
        unit: the field or group.
        live: the value.
        names: of records that it names.
    """
    if unit == REMOVED:
        return _("conflict.deleted") if live.value else _("conflict.stays")
    values = _fields(unit, live)
    parts = []
    for name, value in values.items():
        field = RECORD_TYPES[record].fields[name]
        said = say_value(record, field, value, lambda kind, id: names.get((kind, id))).replace("\n", " ")
        parts.append(said if len(values) == 1 else f"{label_of(record, name)}: {said}")
    return "; ".join(part for part in parts if part) or _("conflict.empty")


def _fields(unit: str, live: Live) -> dict[str, Value]:
    """Return the fields of a live value: one, or those of a group; none where it was cleared."""
    if isinstance(live.value, Mapping):
        return dict(live.value)
    return {} if live.value is None or unit == REMOVED else {unit: live.value}
