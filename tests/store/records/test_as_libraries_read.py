"""Declarations are read here as SQLModel and pydantic read them: the same columns, the same values refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NotRequired, get_origin

import pytest
from pydantic import AfterValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from sqlalchemy.dialects import sqlite
from sqlmodel import Field
from sqlmodel.main import get_column_from_field
from typing_extensions import TypedDict

from store.identifiers import new_id
from store.records import RECORD_TYPES, RecordType
from store.records.columns import KEY, Kept, declared_fields, typed

EVERY_TYPE = pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=RECORD_TYPES.keys())


class Code(StrEnum):
    """A text that is more than a text."""

    COACH = "coach"


ODD: tuple[Any, ...] = (
    None,
    "",
    "coach",
    Code.COACH,
    "Testi Testinen",
    "a\nb",
    "040 123 4567",
    new_id(),
    b"coach",
    0,
    1,
    -1,
    45,
    10**12,
    True,
    False,
    45.0,
    date(2026, 11, 24),
    date(1890, 1, 1),
    datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    datetime(2026, 11, 24),  # noqa: DTZ001
    time(9, 30),
    time(9, 30, 1),
    time(9, 30, tzinfo=UTC),
    (),
    ("coach",),
    ("coach", "coach"),
    ("coach", 1),
    (new_id(), new_id()),
    (1,),
    (date(2026, 11, 24),),
    (date(2026, 11, 24), datetime(2026, 11, 24, tzinfo=UTC)),
    ["coach"],
    {"coach"},
    {},
    object(),
)


@cache
def as_pydantic_reads(record_type: RecordType) -> TypeAdapter[Any]:
    """A form of the declared types in strict mode, each value looked at by its mark once its type is right."""

    def allowed(name: str) -> Any:
        def check(value: Any) -> Any:
            if value is not None and record_type.fields[name].mark.fails(value):
                raise ValueError(name)
            return value

        return AfterValidator(check)

    types = {
        name: NotRequired[Annotated[annotation.__origin__, allowed(name)]]
        for name, annotation in declared_fields(record_type.model)
        if name in record_type.fields
    }
    form: Any = TypedDict(record_type.name, types)  # type: ignore[misc]  # its fields are known only while running
    config = ConfigDict(extra="forbid", strict=True)
    setattr(form, "__pydantic_config__", config)  # noqa: B010 - pydantic reads it there from a TypedDict
    return TypeAdapter(form)


def refused_by_pydantic(record_type: RecordType, values: dict[str, Any]) -> tuple[str, ...]:
    try:
        as_pydantic_reads(record_type).validate_python(values)
    except ValidationError as error:
        return tuple(dict.fromkeys(str(found["loc"][0]) for found in error.errors()))
    return ()


@EVERY_TYPE
def test_odd_values_are_refused_as_pydantic_refuses_them(record_type: RecordType) -> None:
    seen = set()
    for odd in ODD:
        values = {"unheard_of": odd, **dict.fromkeys(reversed(list(record_type.fields)), odd)}
        refused = record_type.check(values)
        assert refused == refused_by_pydantic(record_type, values), odd
        seen.add(len(refused))
    assert len(seen) > 1


@EVERY_TYPE
def test_columns_are_those_that_sqlmodel_makes(record_type: RecordType) -> None:
    dialect = sqlite.dialect()
    for name, annotation in declared_fields(record_type.model):
        marks: tuple[Any, ...] = annotation.__metadata__ if get_origin(annotation) is Annotated else ()
        kept = [mark.sql_type for mark in marks if isinstance(mark, Kept)]
        said: dict[str, Any] = {"sa_type": kept[0]} if kept else {}
        plain = annotation.__origin__ if marks else annotation
        wanted = get_column_from_field(
            FieldInfo.from_annotation(Annotated[plain, Field(primary_key=name == KEY, **said)])  # type: ignore[arg-type]
        )
        made = record_type.table.c[name]
        assert made.type.compile(dialect) == wanted.type.compile(dialect), name
        assert (made.nullable, made.primary_key) == (wanted.nullable, wanted.primary_key), name


def test_a_field_has_one_type() -> None:
    with pytest.raises(TypeError):
        typed(str | int)
