"""Declarations read as they stand: their fields, what type each has, and the table made of them.

A class that SQLAlchemy maps costs milliseconds to make and a hundred kibibytes to keep, and there are a hundred. No
row is ever an object of one: so a class only declares, and its table is made when it is first asked for. What would
read such classes for us (SQLModel, pydantic, the mapper of SQLAlchemy) takes a seventh of the app's memory.
"""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from threading import Lock
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Time
from sqlalchemy.types import TypeEngine

from store.schema import METADATA

KEY = "id"
"""The field that every table of records has as its key."""

_SQL_TYPES: dict[type, type[TypeEngine[Any]]] = {
    str: String,
    bool: Boolean,
    int: Integer,
    date: Date,
    time: Time,
}
_NOT: dict[type, type] = {int: bool, date: datetime}
"""A type whose values are no values of the other, although Python counts them among these."""

_making = Lock()


@dataclass(frozen=True)
class Kept:
    """How the values of a field are kept in their column, where its type alone does not say it.

    Attributes:
        sql_type: type of the column.
    """

    sql_type: type[TypeEngine[Any]]


@dataclass(frozen=True)
class Typed:
    """The type of a field, as its declaration says it.

    Attributes:
        kind: of a whole value.
        element: of each element, where ``kind`` is a tuple.
        optional: it may be absent.
    """

    kind: type
    element: type | None
    optional: bool

    def allows(self, value: Any) -> bool:
        """Tell whether a value has exactly this type: a truth is no number, and a moment is no day."""
        if value is None:
            return self.optional
        if not _is_of(self.kind, value):
            return False
        return self.element is None or all(_is_of(self.element, each) for each in value)


def _is_of(kind: type, value: Any) -> bool:
    return isinstance(value, kind) and not (kind in _NOT and isinstance(value, _NOT[kind]))


def declared_fields(declaring: type) -> Iterator[tuple[str, Any]]:
    """Yield the name and the annotation of every field, those of the last base first."""
    for base in reversed(declaring.__mro__):
        for name, annotation in inspect.get_annotations(base, eval_str=True).items():
            form: Any = get_origin(annotation)
            if form is not ClassVar:
                yield name, annotation


def typed(annotation: Any) -> Typed:
    """Return the type that an annotation says, whatever marks stand beside it.

    Raises:
        TypeError: it says another than one type, which may be absent.
    """
    plain = annotation.__origin__ if get_origin(annotation) is Annotated else annotation
    forms = get_args(plain) if get_origin(plain) in (Union, UnionType) else (plain,)
    kinds = [form for form in forms if form is not NoneType]
    if len(kinds) != 1:
        raise TypeError(f"not one type: {annotation}")
    if get_origin(kinds[0]) is tuple:
        return Typed(tuple, get_args(kinds[0])[0], NoneType in forms)
    return Typed(kinds[0], None, NoneType in forms)


def table_of(declaring: type, name: str, indexed: Iterable[str]) -> Table:
    """Return the table of a declaration, made when it is first asked for.

    Args:
        declaring: the class.
        name: of the table.
        indexed: fields that it is looked up by.
    """
    # Several threads may ask for the first time at once, and a name stands for one table only.
    with _making:
        made = METADATA.tables.get(name)
        if made is not None:
            return made
        columns = {field: _column(declaring, field, annotation) for field, annotation in declared_fields(declaring)}
        return Table(
            name,
            METADATA,
            *columns.values(),
            *(Index(f"{name}_{each}", columns[each], sqlite_where=columns[each].is_not(None)) for each in indexed),
            # One tree instead of a table and the index of its key: a page less to encrypt at every save.
            sqlite_with_rowid=False,
        )


def _column(declaring: type, name: str, annotation: Any) -> Column[Any]:
    of_field = typed(annotation)
    kept = next((mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Kept)), None)
    sql_type = _SQL_TYPES[of_field.kind] if kept is None else kept.sql_type
    return Column(
        name, sql_type, primary_key=name == KEY, nullable=of_field.optional, default=getattr(declaring, name, None)
    )
