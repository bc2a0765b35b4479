"""What the declarations of this program say the tables are: the source of a frozen migration."""

from __future__ import annotations

import importlib
import re

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

_DECLARING = ("store.schema", "store.records", "store.derived", "store.search_index", "store.bundle.tables")
"""Modules that add tables to the metadata, or full-text tables as ``CREATE_SEARCH``, SQL texts."""

_LOGS = ("use_line", "received_use")
"""Tables to which lines are only ever added."""

_APPEND_ONLY = """\
CREATE TRIGGER {table}_is_never_{past} BEFORE {verb} ON {table}
BEGIN
    SELECT RAISE(ABORT, 'the use log is append-only');
END"""


def text() -> str:
    """Return the SQL that makes every declared table, index, trigger and full-text table, in a settled order."""
    return ";\n\n".join(_statements()) + ";\n"


def every_table() -> list[Table]:
    """Return every declared table by its name, whichever modules were loaded before."""
    for name in _DECLARING:
        importlib.import_module(name)
    return sorted(SQLModel.metadata.tables.values(), key=lambda each: each.name)


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


def _statements() -> list[str]:
    statements = tables(sqlite.dialect())
    statements += [
        _APPEND_ONLY.format(table=table, past=past, verb=verb)
        for table in _LOGS
        for past, verb in (("altered", "UPDATE"), ("deleted", "DELETE"))
    ]
    for name in _DECLARING:
        statements += getattr(importlib.import_module(name), "CREATE_SEARCH", ())
    return [tidied(each) for each in statements]
