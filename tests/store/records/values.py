"""Invented values for every record type, made from its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from hypothesis import strategies as st

from store.history.change import Value
from store.identifiers import new_id
from store.records import RecordType
from store.records import marks as m
from store.records.marks import tidy

_LETTERS = st.characters(codec="utf-8")


def value_of(mark: m.Mark) -> st.SearchStrategy[Value]:
    """Return good values of a mark, in their one spelling."""
    if isinstance(mark, m.Several):
        return st.lists(value_of(mark.element), min_size=1, max_size=4).map(tidy).filter(lambda v: v is not None)
    if isinstance(mark, m.Choice):
        return st.sampled_from(mark.values)
    if isinstance(mark, m.Reference):
        return st.integers(0, 2**74 - 1).map(lambda bits: new_id(1_700_000_000_000, bits))
    if isinstance(mark, m.Whole):
        return st.integers(mark.low, mark.high)
    if isinstance(mark, m.Flag):
        return st.booleans()
    if isinstance(mark, m.Day):
        return st.dates(date(1900, 1, 1), date(2199, 12, 31))
    if isinstance(mark, m.Clock):
        return st.times().map(lambda clock: time(clock.hour, clock.minute))
    if isinstance(mark, m.Phone):
        return st.from_regex(r"\+?[0-9]{3,6}( [0-9]{2,4}){0,2}", fullmatch=True)
    if isinstance(mark, m.PlaceKey):
        return st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)
    return st.text(_LETTERS, max_size=40).map(tidy).filter(lambda text: text is not None and not mark.fails(text))


@st.composite
def record_values(draw: st.DrawFn, record_type: RecordType) -> Mapping[str, Value]:
    """Return values that make a good record: the required ones and some others."""
    values: dict[str, Value] = {}
    for name, field in record_type.fields.items():
        if field.required or draw(st.booleans()):
            values[name] = draw(value_of(field.mark))
    for rule in record_type.declared.rules:
        if rule.fails(values):
            for name in rule.fields:
                if not record_type.fields[name].required:
                    values.pop(name, None)
        if rule.fails(values):
            for name in rule.fields:
                values.setdefault(name, draw(value_of(record_type.fields[name].mark)))
        if rule.fails(values) and all(record_type.fields[name].required for name in rule.fields):
            # Two days that must both be there, in the wrong order.
            values |= dict(zip(rule.fields, sorted(values[name] for name in rule.fields), strict=True))
    return values
