"""The tables in PostgreSQL: those of every notebook, and what the office's database guards beside them.

Whoever owns the database owns the tables; a worker's role never does (``store.postgresql.roles``). The use log takes
lines in and lets none be altered, and each line says which role wrote it. A draft is seen by its own worker alone.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Engine, MetaData, Table, func, select
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.schema import CreateTable

from store.migrations import declared
from store.postgresql.dialect import NAME, dialect_alone

_metadata = MetaData()

notebook_schema = Table("notebook_schema", _metadata, Column("number", BigInteger, nullable=False))
"""One row: the number of the last migration that this database has seen."""

search_lexemes = Table(
    "search_lexemes",
    _metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="of search_entry"),
    Column("lexemes", TSVECTOR, nullable=False),
)
"""The words of an entry as they were typed, and their Finnish, Swedish and English stems."""

LOGS = ("use_line", "received_use")
"""Tables to which lines are only ever added; each line says which role added it."""

LANGUAGES = ("finnish", "swedish", "english")

LONGEST_WORD = 200
"""Characters of a word that are looked at; a lexeme may have 2 046 bytes."""

_STEMS = "".join(f"\n            || ts_lexize('public.office_{language}', word)" for language in LANGUAGES)

_BESIDE = (
    # Those of PostgreSQL's own configurations leave out words that a coach does ask for.
    *(
        f"CREATE TEXT SEARCH DICTIONARY public.office_{language} (TEMPLATE = pg_catalog.snowball, "
        f"LANGUAGE = {language})"
        for language in LANGUAGES
    ),
    "CREATE INDEX search_lexemes_words ON search_lexemes USING gin (lexemes)",
    f"""\
CREATE FUNCTION public.lexemes_of(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    word text;
    found text[] := '{{}}';
BEGIN
    FOREACH word IN ARRAY string_to_array(words, ' ') LOOP
        word := left(word, {LONGEST_WORD});
        found := found || word{_STEMS};
    END LOOP;
    RETURN array_to_tsvector(array_remove(found, ''));
END
$$""",
    """\
CREATE FUNCTION public.use_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the use log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$""",
    *(
        statement
        for log in LOGS
        for statement in (
            f"CREATE TRIGGER {log}_is_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON {log} "
            "FOR EACH STATEMENT EXECUTE FUNCTION public.use_line_stays()",
            f"ALTER TABLE {log} ADD COLUMN role name NOT NULL DEFAULT session_user",
        )
    ),
    "ALTER TABLE draft ADD COLUMN role name NOT NULL DEFAULT session_user",
    "ALTER TABLE draft ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY drafts_of_oneself ON draft USING (role = session_user) WITH CHECK (role = session_user)",
    """\
CREATE FUNCTION public.drop_drafts_of_erased() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM draft WHERE client = NEW.client OR record IN (SELECT id FROM change WHERE client = NEW.client);
    RETURN NULL;
END
$$""",
    # Whoever erases does not see the drafts of others; the erasure reaches them all the same.
    "CREATE TRIGGER drafts_of_erased AFTER INSERT ON erased_client "
    "FOR EACH ROW EXECUTE FUNCTION public.drop_drafts_of_erased()",
    "REVOKE ALL ON FUNCTION public.drop_drafts_of_erased() FROM PUBLIC",
    "ALTER TABLE secret ADD CONSTRAINT keys_are_never_here CHECK (false)",
    "INSERT INTO notebook_schema (number) VALUES (0)",
)


def everything() -> list[str]:
    """Return the SQL that makes the office's database, in a settled order."""
    dialect = dialect_alone()
    own = [str(CreateTable(table).compile(dialect=dialect)) for table in _metadata.sorted_tables]
    return [*declared.tables(dialect), *map(declared.tidied, own), *_BESIDE]


def run(connection: Connection, script: str) -> None:
    """Run a text of several statements, as the role that owns the database where this one may be that role.

    Args:
        connection: from a writing transaction.
        script: SQL without parameters.
    """
    raw = connection.connection.driver_connection
    if raw is None:
        raise RuntimeError("no connection")
    raw.execute(_AS_OWNER)
    raw.execute(script)
    raw.execute("RESET ROLE")


def schema_of(engine: Engine) -> int:
    """Return the number of the last migration that a database has seen; 0 where it holds no notebook."""
    with engine.connect() as connection:
        if connection.scalar(select(func.to_regclass("public.notebook_schema"))) is None:
            return 0
        return int(connection.scalar(select(notebook_schema.c.number)) or 0)


def note_schema(connection: Connection, number: int) -> None:
    """Keep the number of a migration, inside its transaction."""
    run(connection, f"UPDATE notebook_schema SET number = {int(number)}")  # noqa: S608 - a number


_AS_OWNER = """\
DO $$
DECLARE
    owner name := (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database());
BEGIN
    IF pg_has_role(session_user, owner, 'MEMBER') THEN
        EXECUTE format('SET LOCAL ROLE %I', owner);
    END IF;
END
$$"""

__all__ = ["NAME", "everything", "note_schema", "run", "schema_of", "search_lexemes"]
