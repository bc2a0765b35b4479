"""What a person changed in a form: only that is saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from screens.records.form_rows import FieldRow
from store.history.change import Value
from tui.forms.reading import Unclear
from tui.language import word


def same(first: Value | None, second: Value | None) -> bool:
    """Tell whether two values of a field are the same; the order of a set says nothing."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return set(first) == set(second)
    return first == second


def changes_of(
    rows: Mapping[str, FieldRow], held: Mapping[str, Value], decided: Collection[str] = ()
) -> dict[str, Value | None]:
    """Return only what the person changed, and of a group always the whole group.

    Args:
        rows: the rows of the form by field.
        held: the values that the form began with.
        decided: fields or groups in conflict on which the person typed: what stands there now is the decision,
            even where it is the value that stood in meanwhile.

    Raises:
        Unclear: a field cannot be understood; the row says so.
    """
    values = {}
    for name, row in rows.items():
        try:
            values[name] = row.value()
        except Unclear as unclear:
            row.remark(word(unclear.key), alarm=True)
            raise
    altered = {
        name
        for name, value in values.items()
        if not same(value, held.get(name)) or not rows[name].units.isdisjoint(decided)
    }
    groups = {rows[name].field.group for name in altered} - {None}
    return {name: value for name, value in values.items() if name in altered or rows[name].field.group in groups}
