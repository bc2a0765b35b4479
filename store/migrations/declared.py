"""What the declarations of this program say the tables are: the source of the frozen migrations.

A frozen text is a run of statements with an empty line between them. Read one after another, with what is added to a
table put into its place, the frozen texts say what is declared.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from store.records import RECORD_TYPES
from store.schema import METADATA

_DECLARING = ("store.schema", "store.records", "store.derived", "store.search_index", "store.bundle.tables")
"""Modules that add tables to the metadata, or full-text tables as ``CREATE_SEARCH``, SQL texts."""

_LOGS = ("use_line", "received_use")
"""Tables to which lines are only ever added."""

_APPEND_ONLY = """\
CREATE TRIGGER {table}_is_never_{past} BEFORE {verb} ON {table}
BEGIN
    SELECT RAISE(ABORT, 'the use log is append-only');
END"""


_BETWEEN = ";\n\n"
_ADD = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (.+)")
_MAKE = re.compile(r"CREATE TABLE (\w+) \(\n")


def text(statements: Iterable[str]) -> str:
    """Return statements as a text that can be frozen."""
    return _BETWEEN.join(statements) + ";\n"


def together(texts: Iterable[str]) -> list[str]:
    """Return the statements that make at once what frozen texts make one after another.

    Args:
        texts: of the migrations, in their order.
    """
    made: list[str] = []
    for statement in (each for frozen in texts for each in frozen.removesuffix(";\n").split(_BETWEEN)):
        added = _ADD.fullmatch(statement)
        if added is None:
            made.append(statement)
            continue
        place = next(place for place, each in enumerate(made) if _name(each) == added[1])
        made[place] = made[place].replace("\tPRIMARY KEY", f"\t{added[2]},\n\tPRIMARY KEY", 1)
    return made


def since(texts: Iterable[str], statements: Iterable[str]) -> list[str]:
    """Return the statements of the next migration: what has to be made and added beside what stands.

    Args:
        texts: of the migrations before it.
        statements: what is declared.

    Raises:
        ValueError: something is declared that adding does not lead to.
    """
    before, declared = together(texts), together([text(statements)])
    tables_before = {name: each for each in before if (name := _name(each))}
    found = []
    for statement in declared:
        held = tables_before.get(_name(statement) or "")
        if held is None:
            found += [] if statement in before else [statement]
            continue
        new = [line for line in _columns(statement) if line not in _columns(held)]
        found += [f"ALTER TABLE {_name(statement)} ADD COLUMN {line}" for line in new]
    if sorted(together([text(before), text(found)] if found else [text(before)])) != sorted(declared):
        raise ValueError("a new column stands at the end of its table, and nothing is taken away or altered")
    return found


def _name(statement: str) -> str | None:
    made = _MAKE.match(statement)
    return None if made is None else made[1]


def _columns(statement: str) -> list[str]:
    lines = statement.split("\n\tPRIMARY KEY")[0].split("\n")[1:]
    return [line.strip().removesuffix(",") for line in lines]


def every_table() -> list[Table]:
    """Return every declared table by its name, whichever modules were loaded before."""
    for name in _DECLARING:
        importlib.import_module(name)
    for record_type in RECORD_TYPES.values():
        # Made when it is first asked for.
        record_type.table  # noqa: B018
    return sorted(METADATA.tables.values(), key=lambda each: each.name)


def tables(dialect: Dialect) -> list[str]:
    """Return the statements that make every declared table and index, as a database spells them.

    Args:
        dialect: of the database.
    """
    statements = []
    for table in every_table():
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda each: str(each.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return [tidied(each) for each in statements]


def tidied(statement: str) -> str:
    """Return a statement without what SQLAlchemy leaves at the ends of its lines."""
    return re.sub(r"[ \t]+$", "", statement.strip().rstrip(";"), flags=re.MULTILINE)


def everything() -> list[str]:
    """Return the SQL that makes every declared table, index, trigger and full-text table, in a settled order."""
    statements = tables(sqlite.dialect())
    statements += [
        _APPEND_ONLY.format(table=table, past=past, verb=verb)
        for table in _LOGS
        for past, verb in (("altered", "UPDATE"), ("deleted", "DELETE"))
    ]
    for name in _DECLARING:
        statements += getattr(importlib.import_module(name), "CREATE_SEARCH", ())
    return [tidied(each) for each in statements]
