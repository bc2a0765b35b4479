"""Promise: the notebook grows by at most five times what was typed.

**The event's own text** is counted strictly: for the event and each of its parts the UTF-8 bytes of ``field = value``
as TOML writes them, for the values that the form gave, and nothing else: no salt, no reason, no headings, no header.

**Bytes per event**: two notebooks that differ only in that one holds the events. Both are vacuumed; the difference
of their files, history, rows, index and use log included, is divided by the number of events.

Beside it stand the same bytes against the bodies as they are written for the bundle (headings and empty reasons
too, but no salt), which is a milder reading of "text", and against the prose alone (notes, what was agreed, what was
learned …), a rough number for people, since ticks, days and choices are typed as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Setting
from benchmarks.notebooks import PASSPHRASE, invented_events, raw_connection, save_events, typed_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.home import Home
    from store.writing import Entry

PROMISE = "notebook bytes per event, history and index included"
AGAINST = "the event's own text"
LIMIT = 5.0
EVENTS = 5_000


def measure(setting: Setting) -> list[Finding]:
    """Measure on believable events of all kinds, held, cancelled and missed."""
    forms = invented_events(setting.choose(EVENTS, 50))
    own = sum(len(typed_text(entry).encode()) for form in forms for entry in form)
    prose = sum(len(_prose(entry).encode()) for form in forms for entry in form)
    grown, tables = _growth(setting.new_folder("size"), forms)
    beside = {
        "bytes an event": grown / len(forms),
        "own text an event": own / len(forms),
        "records an event": sum(map(len, forms)) / len(forms),
        "times the bodies as written": grown / sum(_body_bytes(entry) for form in forms for entry in form),
        "times the prose alone": grown / max(prose, 1),
        **{f"bytes of {name} an event": size / len(forms) for name, size in tables.items()},
    }
    return [Finding(PROMISE, AGAINST, grown / own, None, LIMIT, runs=len(forms), beside=beside)]


def _growth(folder: Path, forms: Sequence[Sequence[Entry]]) -> tuple[int, dict[str, int]]:
    """Return by how many bytes a notebook grows, and what the larger of its tables and indexes take of that."""
    from store.first_run import create_notebook
    from store.home import Home
    from store.notebook import Notebook

    home = Home(folder / "home")
    create_notebook(home, role="coach", name="Mittaus Valmentaja", language="fi", passphrase=PASSPHRASE).close()
    before, empty = _vacuumed(home)
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        save_events(notebook, forms)
    after, full = _vacuumed(home)
    parts = {name: size - empty.get(name, 0) for name, size in full.items()}
    return after - before, {name: size for name, size in sorted(parts.items()) if size > 0.01 * (after - before)}


def _vacuumed(home: Home) -> tuple[int, dict[str, int]]:
    """Bring a notebook into its smallest form; return its bytes, and those of each table and index."""
    from store.notebook import Notebook

    with Notebook.unlock(home, PASSPHRASE) as notebook:
        with raw_connection(notebook) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        key = notebook.raw_key()
    return home.notebook.stat().st_size, _sizes(home, key)


def _sizes(home: Home, key: bytes) -> dict[str, int]:
    """Return the bytes of each table and index, as a second reader of SQLCipher files counts them."""
    import apsw

    connection = apsw.Connection(str(home.notebook))
    try:
        connection.execute("PRAGMA cipher = 'sqlcipher'")
        connection.execute("PRAGMA legacy = 4")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    finally:
        connection.close()


def _body_bytes(entry: Entry) -> int:
    """Return the bytes of a record's body as the history writes it, without its line of salt."""
    from store.history.change import Body, write_body
    from store.records import RECORD_TYPES

    sets = RECORD_TYPES[entry.record].sets
    values = {name: value for name, value in entry.values.items() if value is not None}
    body = Body(
        salt="",
        set={name: value for name, value in values.items() if name not in sets},
        add={name: value for name, value in values.items() if name in sets and isinstance(value, tuple)},
    )
    return len(write_body(body).replace('salt = ""\n', "").encode())


def _prose(entry: Entry) -> str:
    from store.records import RECORD_TYPES

    searchable = RECORD_TYPES[entry.record].searchable
    return "".join(str(value) for name, value in entry.values.items() if name in searchable)
