"""Notebooks to measure on: invented, and made by the program's own doors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.home import Home
from store.writing import Entry, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

PASSPHRASE = "talvi ruuvi kanto peili viisto"
CLIENTS = 20
"""What the promises name; they have 2 000 events in 18 months."""

EVENT_RECORDS = ("event", "event_employer_part", "event_client_part")
"""What the form of one event writes: the event, what it gave about the employer, what it was for each client."""

_SAVED_AT_ONCE = 500


def make_practice_home(folder: Path, *, clients: int = CLIENTS) -> Home:
    """Make a practice notebook whose slot costs what slots usually cost, and close it.

    Args:
        folder: its home; nothing may be there.
        clients: how many; each has about 100 events.
    """
    from screens.notebook.tour import keep_seen
    from store.practice import create_practice_notebook

    made = create_practice_notebook(Home(folder), clients=clients, passphrase=PASSPHRASE)
    # A day like any other: the tour is shown on the first one only.
    keep_seen(made.notebook)
    made.notebook.close()
    return Home(folder)


def make_coach_home(folder: Path) -> Home:
    """Make a coach's notebook that trusts an office, so that what it exports is sealed, and close it.

    Args:
        folder: two homes are made inside it, the coach's and the office's.
    """
    from store.bundle import trust, write_card
    from store.bundle.seal import new_identity
    from store.bundle.trusting import found_office
    from store.first_run import create_notebook
    from store.keys.root import Root

    card = folder / "card.toml"
    with create_notebook(
        Home(folder / "office"), role="office", name="Mittaus Toimisto", language="fi", passphrase=PASSPHRASE
    ) as office:
        found_office(office, Root(os.urandom(32), new_identity()))
        words = write_card(office, card).words
    home = Home(folder / "coach")
    with create_notebook(
        home, role="coach", name="Mittaus Valmentaja", language="fi", passphrase=PASSPHRASE
    ) as coach:
        trust(coach, card, words)
    return home


def invented_events(number: int, seed: int = 7) -> list[tuple[Entry, ...]]:
    """Return what was typed at so many events, as the practice notebook invents them: one form each, in order.

    Held, cancelled and missed ones, with and without an employer; every record has its own id, and none is amended:
    what was planned first is written here as it ended.

    Args:
        number: of events.
        seed: the same seed gives the same events.
    """
    from store.practice.notebook import invent

    clients = max(1, -(-number // 95))
    invention = invent(seed, clients, 18, date(2026, 11, 20))
    values: dict[str, dict[str, Any]] = {}
    records: dict[str, str] = {}
    for step in sorted(invention.steps, key=lambda one: one.at):
        if step.record in EVENT_RECORDS:
            values.setdefault(step.id, {}).update(step.values)
            records[step.id] = step.record
    forms: dict[str, list[Entry]] = {id: [] for id, record in records.items() if record == "event"}
    for id, record in records.items():
        event = id if record == "event" else str(values[id]["event"])
        typed = {name: value for name, value in values[id].items() if value is not None}
        forms[event].append(Entry(record, typed, id=id))
    whole = [tuple(entries) for entries in forms.values()]
    if len(whole) < number:
        raise ValueError(f"only {len(whole)} events were invented")
    return whole[:number]


def typed_text(entry: Entry) -> str:
    """Return what was typed of one record: ``field = value`` as TOML writes it, and nothing else."""
    import tomli_w

    return tomli_w.dumps(
        {name: list(value) if isinstance(value, tuple) else value for name, value in entry.values.items()}
    )


def save_events(notebook: Notebook, forms: Sequence[Sequence[Entry]]) -> int:
    """Save many forms as the app saves each, but hundreds in a transaction; return how many changes that were."""
    written = 0
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    for first in range(0, len(forms), _SAVED_AT_ONCE):
        with notebook.writing() as connection:
            writer = Writer(connection, notebook.identity, at)
            for form in forms[first : first + _SAVED_AT_ONCE]:
                written += len([writer.save(entry) for entry in form])
    return written


def fill_history(notebook: Notebook, number: int) -> None:
    """Append changes of invented events to the history and the use log, without rows: to be exported only.

    Args:
        notebook: a coach's.
        number: of changes that its chain holds afterwards; the same forms are typed again under new ids until there
            are enough.
    """
    from sqlalchemy import func, select

    from store.appending import Pen
    from store.history.change import Body, new_salt
    from store.identifiers import new_id
    from store.records import RECORD_TYPES
    from store.schema import change, known_chain
    from store.use_log import Act, write_line

    typed = [entry for form in invented_events(min(2000, number)) for entry in form]
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with notebook.writing() as connection:
        own = select(func.count()).join_from(change, known_chain, known_chain.c.number == change.c.chain)
        held = connection.scalar(own.where(known_chain.c.id == notebook.identity.chain)) or 0
        pen = Pen(connection, notebook.identity)
        for place in range(number - held):
            entry = typed[place % len(typed)]
            sets = RECORD_TYPES[entry.record].sets
            client = entry.values.get("client")
            id = new_id()
            body = Body(
                salt=new_salt(),
                set={name: value for name, value in entry.values.items() if name not in sets and value is not None},
                add={
                    name: value for name, value in entry.values.items() if name in sets and isinstance(value, tuple)
                },
            )
            about = (str(client),) if client else ()
            pen.write(record=entry.record, id=id, about=about, after=(), body=body, at=at)
            write_line(
                connection,
                notebook.identity,
                Act.ADDED,
                client=str(client) if client else None,
                record=entry.record,
                id=id,
                at=at,
            )


@contextmanager
def raw_connection(notebook: Notebook) -> Iterator[Any]:
    """Give a connection of the driver to the same SQLCipher file, with the same pragmas and nothing above it."""
    from store.engine import connect

    connection = connect(notebook.home.notebook, notebook.raw_key())
    try:
        yield connection
    finally:
        connection.close()


def writing_connection(notebook: Notebook) -> Any:
    """Return the driver's connection with which the notebook itself writes, to be used between its transactions.

    In the program one connection writes. A second one that did would make the first forget, after each of its writes,
    every page that it has decrypted: a cost that no coach ever meets.
    """
    with notebook.writing() as connection:
        return connection.connection.driver_connection


def new_names(stem: str, ending: str) -> Iterator[str]:
    """Yield file names, each once."""
    return (f"{stem}-{number}{ending}" for number in count(1))
