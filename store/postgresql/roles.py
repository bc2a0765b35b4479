"""Roles: each worker asks the database under a role of their own, with no more rights than the work needs.

The use log may be read and added to; the name of the role that wrote a line cannot be chosen. Of a change nothing but
the body may be altered (an erasure drops it), and no change and no erased client is ever deleted.
"""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from store.postgresql import tables
from store.schema import change, erased_client


def _columns_of(table: str) -> str:
    return ", ".join(f'"{column.name}"' for column in SQLModel.metadata.tables[table].columns)


_NARROW = {
    change.name: "SELECT, INSERT, UPDATE (body)",
    erased_client.name: "SELECT, INSERT",
    tables.notebook_schema.name: "SELECT",
    **{log: f"SELECT, INSERT ({_columns_of(log)})" for log in tables.LOGS},
}
_admitted = text(
    "SELECT DISTINCT pg_get_userbyid(acl.grantee)::text FROM pg_class, aclexplode(relacl) AS acl "
    "WHERE oid = 'public.change'::regclass AND acl.privilege_type = 'INSERT' AND acl.grantee <> relowner"
)
_USUAL = "SELECT, INSERT, UPDATE, DELETE"


def admit(connection: Connection, role: str) -> None:
    """Give a worker's role its rights in this database; the role itself is made by who runs the server.

    Args:
        connection: from a writing transaction of a role that may act for the owner of the database.
        role: name of the worker's role.

    Raises:
        psycopg.Error: there is no such role, or no right to give rights.
    """
    quoted = connection.dialect.identifier_preparer.quote_identifier(role)
    names = sorted({*SQLModel.metadata.tables, tables.search_lexemes.name, tables.notebook_schema.name})
    grants = [f"GRANT {_NARROW.get(name, _USUAL)} ON {name} TO {quoted}" for name in names]
    tables.run(connection, ";\n".join((f"GRANT USAGE ON SCHEMA public TO {quoted}", *grants)))


def admit_again(connection: Connection) -> None:
    """Give every role that was admitted before its rights anew: a migration may have made tables.

    Args:
        connection: as for ``admit``.
    """
    for role in connection.scalars(_admitted).all():
        admit(connection, role)
