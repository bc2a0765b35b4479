"""Declarations read without building a class of pydantic or SQLAlchemy: their fields, and the table made of them.

A class that SQLAlchemy maps costs milliseconds to make and a hundred kibibytes to keep, and there are a hundred. No
row is ever an object of one: so a class only declares, and its table is made when it is first asked for.
"""

import inspect
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any, ClassVar, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from sqlalchemy import Column, Index, Table
from sqlmodel import SQLModel
from sqlmodel.main import get_column_from_field

_making = Lock()


def declared_fields(declaring: type) -> Iterator[tuple[str, Any]]:
    """Yield the name and the annotation of every field, those of the last base first."""
    for base in reversed(declaring.__mro__):
        for name, annotation in inspect.get_annotations(base, eval_str=True).items():
            form: Any = get_origin(annotation)
            if form is not ClassVar:
                yield name, annotation


def table_of(declaring: type, name: str, indexed: Iterable[str]) -> Table:
    """Return the table of a declaration, made when it is first asked for; SQLModel says what each column is.

    Args:
        declaring: the class.
        name: of the table.
        indexed: fields that it is looked up by.
    """
    # Several threads may ask for the first time at once, and a name stands for one table only.
    with _making:
        made = SQLModel.metadata.tables.get(name)
        if made is not None:
            return made
        columns = {field: _column(declaring, field, annotation) for field, annotation in declared_fields(declaring)}
        return Table(
            name,
            SQLModel.metadata,
            *columns.values(),
            *(Index(f"{name}_{each}", columns[each], sqlite_where=columns[each].is_not(None)) for each in indexed),
            # One tree instead of a table and the index of its key: a page less to encrypt at every save.
            sqlite_with_rowid=False,
        )


def _column(declaring: type, name: str, annotation: Any) -> Column[Any]:
    default = getattr(declaring, name, PydanticUndefined)
    column = get_column_from_field(FieldInfo.from_annotated_attribute(annotation, default))
    column.name = column.key = name
    return column
