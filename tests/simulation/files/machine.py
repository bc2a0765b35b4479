"""A laptop or the office: a real notebook in a temporary home, opened, copied, killed and put back."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar, cast

from sqlalchemy import Connection, Dialect, LargeBinary, select, type_coerce

from store.bundle.trusted import own_keys
from store.home import Home
from store.notebook import Notebook
from store.packed_header import unpack
from store.schema import change as change_table
from store.schema import known_chain
from tests.notebooks import PASSPHRASE
from tests.simulation.files.killing import Killed, killed_before

_Read = TypeVar("_Read")

Held = frozenset[tuple[str, bool]]
"""Names of changes, each with whether its body is there."""


_INDEX_HEAD = 48
"""Bytes: counter, checksums and salts of the last commit."""

_HELD = select(
    known_chain.c.id,
    change_table.c.seq,
    change_table.c.hash,
    change_table.c.body.is_not(None),
    change_table.c.client,
).join(known_chain, known_chain.c.number == change_table.c.chain)
_HEADERS = select(
    known_chain.c.id, change_table.c.seq, change_table.c.hash, type_coerce(change_table.c.header, LargeBinary)
).join(known_chain, known_chain.c.number == change_table.c.chain)
_BEFORE = re.compile(r'^before = "([0-9a-f]{64})"$', re.MULTILINE)


class Elsewhere(Protocol):
    """A database beside the home."""

    def keep(self, beside: Path) -> None:
        """Copy it as it is now, under the name of a folder."""

    def put_back(self, beside: Path) -> None:
        """Bring it to what a copy says."""


@dataclass
class Machine:
    """One machine with one notebook.

    Attributes:
        name: what a story calls it.
        home: folder of its home.
        notebook: open.
        principal: its name at the office; empty for the office and for who is not enrolled.
        fingerprints: of every key that it ever signed with.
        cut_off: whether the office cut its key off: it goes on, and nothing of it is believed.
        twin: name of the machine of which it is a copy, or that was copied; empty for none.
        chains: chains that it ever wrote.
        was_copied: whether a copy of it went on, or it is one itself.
        records: the database of an office whose records are not in its home.
        given_to: worker to whom the office gave it; empty where that is who made the notebook.
    """

    name: str
    home: Path
    notebook: Notebook
    principal: str = ""
    fingerprints: list[str] = field(default_factory=list)
    cut_off: bool = False
    twin: str = ""
    chains: list[str] = field(default_factory=list)
    given_to: str = ""
    was_copied: bool = False
    records: Elsewhere | None = None
    _read_at: bytes | None = None
    _read: dict[str, object] = field(default_factory=dict)

    @classmethod
    def start(cls, name: str, home: Path, records: Elsewhere | None = None) -> Machine:
        """Open the notebook of a home."""
        machine = cls(name, home, _open(home), records=records)
        machine.note_keys()
        return machine

    @property
    def is_office(self) -> bool:
        """Whether it is an office's."""
        return self.notebook.identity.role == "office"

    @property
    def worker(self) -> str:
        """Whose it is."""
        return self.given_to or self.notebook.identity.worker

    def note_keys(self) -> None:
        """Note the key and the chain that it writes with now."""
        self.fingerprints.append(own_keys(self.notebook).fingerprint)
        if self.notebook.identity.chain not in self.chains:
            self.chains.append(self.notebook.identity.chain)

    def once(self, what: str, read: Callable[[Connection], _Read]) -> _Read:
        """Read something, once for as long as nothing is committed here.

        Args:
            what: a name of what is read.
            read: reads it, and nothing else decides what it gives.
        """
        version = self._version()
        if version is None or version != self._read_at:
            self._read_at = version
            self._read.clear()
        if what not in self._read:
            with self.notebook.reading() as connection:
                self._read[what] = read(connection)
        return cast(_Read, self._read[what])

    def held(self) -> Held:
        """Return the names of all changes that are held, and whether with their body."""
        return self.once("held", lambda connection: frozenset(_all_of(connection)))

    def about(self) -> dict[str, str]:
        """Return change name → client of every change that is held; empty text for nobody."""
        return self.once("about", _clients_of)

    def names(self) -> frozenset[str]:
        """Return the names of all changes that are held."""
        return self.once("names", lambda connection: frozenset(name for name, _ in _all_of(connection)))

    def on_forked_chains(self) -> frozenset[str]:
        """Return the names of all changes that are held of chains of which two meanings of a place are known here.

        A place is known by the change that stands there or by the one after it, which names it.
        """
        return self.once("on forked chains", _on_forked_chains)

    def _version(self) -> bytes | None:
        """Return what is another after every commit: the head of the write-ahead log's index (SQLite, WAL format).

        None where it cannot be told: then everything is read anew.
        """
        if self.notebook.is_shared:
            return None
        try:
            with open(f"{Home(self.home).notebook}-shm", "rb") as file:
                return file.read(_INDEX_HEAD)
        except FileNotFoundError:
            return None

    def snapshot(self, target: Path) -> None:
        """Copy the notebook as it stands on the disk now."""
        self._copy_home(target)
        if self.records is not None:
            self.records.keep(target)

    def put_back(self, source: Path) -> None:
        """Let the notebook be what a copy says, and open it again."""
        self.notebook.close()
        if self.records is not None:
            self.records.put_back(source)
        self._open_home_of(source)

    def _copy_home(self, target: Path) -> None:
        shutil.copytree(self.home, target, ignore=shutil.ignore_patterns("*.lock"))

    def _open_home_of(self, source: Path) -> None:
        self.notebook.close()
        shutil.rmtree(self.home)
        shutil.copytree(source, self.home)
        self.notebook = _open(self.home)
        self._read_at = None

    def killed_in(self, act: Callable[[], object], before: int, folder: Path) -> str:
        """Do something and be killed right before one of its writes; return before what, or nothing where it was not.

        The home is copied at that moment with its write-ahead log, and the copy takes its place once the program is
        unwound: so the disk has what it would have after SIGKILL, and no process is needed.

        Args:
            act: what it does.
            before: before which of its writes, from 0; it is not killed where there are fewer.
            folder: where the copy may stand.
        """
        taken = folder / "killed"
        shutil.rmtree(taken, ignore_errors=True)
        about_to = []

        def die(what: str) -> None:
            about_to.append(what)
            self._copy_home(taken)

        with suppress(Killed), killed_before(before, die):
            act()
        if not about_to:
            return ""
        # What the server had not been told to keep, it has forgotten.
        self._open_home_of(taken)
        return about_to[0]


def _all_of(connection: Connection) -> list[tuple[str, bool]]:
    return [(f"{row[0]}/{row[1]}/{row[2][:16]}", bool(row[3])) for row in connection.execute(_HELD)]


def _clients_of(connection: Connection) -> dict[str, str]:
    return {f"{row[0]}/{row[1]}/{row[2][:16]}": row[4] or "" for row in connection.execute(_HELD)}


def _on_forked_chains(connection: Connection) -> frozenset[str]:
    names: dict[str, set[str]] = defaultdict(set)
    meanings: dict[tuple[str, int], set[str]] = defaultdict(set)
    for chain, seq, digest, header in connection.execute(_HEADERS):
        names[chain].add(f"{chain}/{seq}/{digest[:16]}")
        meanings[chain, seq].add(digest)
        meanings[chain, seq - 1].update(_BEFORE.findall(unpack(header)))
    forked = {chain for (chain, _), digests in meanings.items() if len(digests) > 1}
    return frozenset(name for chain in forked for name in names[chain])


def _open(home: Path) -> Notebook:
    """Open a notebook; all of a process share what SQLAlchemy has compiled, which is a third of a run otherwise."""
    notebook = Notebook.unlock(Home(home), PASSPHRASE)
    with notebook.reading() as connection:
        engine = connection.engine
    for each in {engine, notebook.own_engine}:
        each.dialect = _dialects.setdefault(each.dialect.name, each.dialect)
        each.update_execution_options(compiled_cache=_compiled)
    return notebook


_dialects: dict[str, Dialect] = {}
_compiled: dict[object, object] = {}
