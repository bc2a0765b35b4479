"""What the declarations of this program say the tables are: the source of a frozen migration."""

from __future__ import annotations

import importlib
import re

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


def _statements() -> list[str]:
    search: tuple[str, ...] = ()
    for name in _DECLARING:
        search += tuple(getattr(importlib.import_module(name), "CREATE_SEARCH", ()))
    dialect = sqlite.dialect()
    statements = []
    for table in sorted(SQLModel.metadata.tables.values(), key=lambda each: each.name):
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda each: str(each.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    statements += [
        _APPEND_ONLY.format(table=table, past=past, verb=verb)
        for table in _LOGS
        for past, verb in (("altered", "UPDATE"), ("deleted", "DELETE"))
    ]
    return [re.sub(r"[ \t]+$", "", each.strip().rstrip(";"), flags=re.MULTILINE) for each in (*statements, *search)]
