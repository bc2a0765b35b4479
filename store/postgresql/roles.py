"""Roles: each worker asks the database under a role of their own, with no more rights than the work needs.

The use log may be read and added to; the name of the role that wrote a line cannot be chosen. Of a change nothing but
the body may be altered (an erasure drops it), and no change and no erased client is ever deleted.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table, text

from store.migrations import declared
from store.postgresql import tables
from store.schema import change, erased_client

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
    rights = {table.name: _USUAL for table in (*declared.every_table(), tables.search_lexemes)} | _narrow()
    grants = [f"GRANT {right} ON {name} TO {quoted}" for name, right in sorted(rights.items())]
    tables.run(connection, ";\n".join((f"GRANT USAGE ON SCHEMA public TO {quoted}", *grants)))


def _narrow() -> dict[str, str]:
    """Return the rights on tables of which not everything may be done."""
    logs = [table for table in declared.every_table() if table.name in tables.LOGS]
    return {
        change.name: "SELECT, INSERT, UPDATE (body)",
        erased_client.name: "SELECT, INSERT",
        tables.notebook_schema.name: "SELECT",
        **{log.name: f"SELECT, INSERT ({', '.join(_quoted(log))})" for log in logs},
    }


def _quoted(table: Table) -> list[str]:
    return [f'"{column.name}"' for column in table.columns]


def admit_again(connection: Connection) -> None:
    """Give every role that was admitted before its rights anew: a migration may have made tables.

    Args:
        connection: as for ``admit``.
    """
    for role in connection.scalars(_admitted).all():
        admit(connection, role)
