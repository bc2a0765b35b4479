"""A laptop or the office: a ledger, a chain, a clock that may be wrong, and what is open on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from store.history.change import Change, Scalar, Value
from store.history.ledger import Ledger
from store.history.reading import Known, Reading
from tests.simulation.doors import Doors
from tests.simulation.shapes import CONSENTS, WITHDRAWAL


@dataclass(frozen=True)
class Typed:
    """What a person put into a form."""

    set: Mapping[str, Value] = field(default_factory=dict)
    unset: tuple[str, ...] = ()
    add: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    drop: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Form:
    """An open form: what was on the screen when it was opened.

    Attributes:
        record: record type.
        id: id of the record.
        about: the client, or nobody.
        after: the parents: heads of what is shown.
        shown: names of all changes that the screen showed the outcome of.
        schema: schema of the program that opened it; a draft is saved with the schema that made it.
        plan: the client whose whole disclosure plan is on the screen, or None.
    """

    record: str
    id: str
    about: tuple[str, ...]
    after: tuple[str, ...]
    shown: frozenset[str]
    schema: int
    plan: str | None = None


@dataclass(frozen=True)
class Backup:
    """An encrypted copy of a notebook: its changes and what it had receipts for."""

    changes: tuple[Change, ...]
    chains: tuple[str, ...]
    receipts: frozenset[str]


@dataclass
class Screen:
    """One look at everything: the state and the changes behind it, until the device looks again."""

    reading: Reading
    by_record: Mapping[str, list[Change]]
    touched: set[str] = field(default_factory=set)

    def shown(self, id: str) -> frozenset[str]:
        """Return the names of the changes of a record whose outcome the screen shows: those not kept aside."""
        kept = self.reading.kept
        return frozenset(c.name for c in self.by_record.get(id, ()) if c.name not in kept)

    def heads(self, id: str) -> tuple[str, ...]:
        """Return the heads of a record as the public reading gives them."""
        state = self.reading.records.get(id)
        return state.heads if state else ()

    def of_client(self, client: str, record: str) -> list[str]:
        """Return ids of the readable records of one type about one client that are not removed."""
        return [
            id
            for id, state in self.reading.records.items()
            if state.record == record and state.client == client and not state.removed
        ]

    def together(self, client: str) -> frozenset[str]:
        """Return the ids that are read as one client."""
        joined = self.reading.joined
        root = joined.get(client, client)
        return frozenset({client} | {other for other, to in joined.items() if to == root})

    def plan(self, client: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """Return the parents and the shown changes of a form on a client's disclosure plan.

        The parents are the heads of all consent records on the screen and every withdrawal that is held,
        readable or not (DESIGN §4).
        """
        clients = self.together(client)
        parents: dict[str, None] = {}
        shown: set[str] = set()
        for id, changes in self.by_record.items():
            header = changes[0].header
            if header.record not in CONSENTS or not clients & set(header.about):
                continue
            parents |= dict.fromkeys(self.heads(id))
            shown |= self.shown(id)
            if header.record == WITHDRAWAL:
                parents |= dict.fromkeys(change.name for change in changes)
                shown |= {change.name for change in changes}
        return tuple(sorted(parents)), frozenset(shown)


@dataclass
class Device:
    """One machine with one notebook.

    Attributes:
        name: what a story calls it.
        role: "coach" or "office".
        worker: id of the worker.
        doors: the history's public functions.
        known: what its program knows (shapes of its schema, roles of chains).
        ledger: the changes.
        chains: the chains that it may offer; the last is the one it writes.
        tip: hash of the last change that it wrote itself.
        clock: how wrong its clock is.
        receipts: names of the own changes that the office's receipts cover.
        backed_up: the same, as far as the office had a backup.
        delivery: number of the last delivery taken in whole.
        open: forms that were opened and not yet saved, with what is typed.
        archives: client → changes put away, kept for a while.
        backups: copies made so far.
        forms_erased: how many open forms went with an erased client.
    """

    name: str
    role: str
    worker: str
    doors: Doors
    known: Known
    schema: int
    ledger: Ledger
    chains: list[str]
    tip: str = ""
    clock: timedelta = timedelta()
    receipts: set[str] = field(default_factory=set)
    backed_up: set[str] = field(default_factory=set)
    delivery: int = 0
    open: list[tuple[Form, Typed]] = field(default_factory=list)
    archives: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    backups: list[Backup] = field(default_factory=list)
    forms_erased: int = 0
    _screen: Screen | None = None

    @property
    def chain(self) -> str:
        """The chain that it writes."""
        return self.chains[-1]

    def altered(self) -> None:
        """Note that the ledger or the program changed: the next look reads again."""
        self._screen = None

    def look(self) -> Screen:
        """Return what the screens show now."""
        if self._screen is None:
            changes = self.ledger.changes()
            by_record: dict[str, list[Change]] = {}
            for change in changes:
                by_record.setdefault(change.header.id, []).append(change)
            self._screen = Screen(self.doors.read(changes, self.known), by_record)
        return self._screen

    def take(self, changes: Iterable[Change]) -> None:
        """Take changes in; what an erasure among them forbids leaves the whole machine."""
        self.ledger.take(changes)
        self.altered()
        self.forget_erased()

    def forget_erased(self) -> None:
        """Let an erasure reach the archives and the open forms too, also where it was written."""
        if self.archives or self.open:
            erased = self.look().reading.erased
            self.archives = {c: kept for c, kept in self.archives.items() if c not in erased}
            before = len(self.open)
            self.open = [(form, typed) for form, typed in self.open if not erased & set(form.about)]
            self.forms_erased += before - len(self.open)

    def erased(self, clients: Iterable[str]) -> bool:
        """Tell whether any of the clients is erased here: nothing more is saved about them."""
        return bool(self.look().reading.erased.intersection(clients))

    def own(self) -> list[Change]:
        """Return its own changes that no receipt covers, chain by chain in order."""
        return [
            change for chain in self.chains for change in self.ledger.chain(chain) if change.name not in self.receipts
        ]

    def branch(self, chain: str, digest: str) -> set[str]:
        """Return the names of the changes that a receipt with that hash covers: those that lead up to it.

        The place alone would not do: a clone's change of the same place may be the one that has arrived.
        """
        on_chain = {change.hash: change for change in self.ledger.chain(chain)}
        if not self.doors.receipts_by_hash and digest in on_chain:
            reached = on_chain[digest].header.seq
            return {change.name for change in on_chain.values() if change.header.seq <= reached}
        covered = set()
        at = on_chain.get(digest)
        while at is not None:
            covered.add(at.name)
            at = on_chain.get(at.header.before or "")
        return covered

    def covered(self) -> dict[str, int]:
        """Return for each own chain up to which place everything that is held is in the office's backup."""
        reached: dict[str, int] = {}
        for chain in self.chains:
            for change in self.ledger.chain(chain):
                if change.name not in self.backed_up:
                    reached[chain] = change.header.seq - 1
                    break
                reached[chain] = change.header.seq
        return reached

    def cloned(self) -> bool:
        """Tell whether its own chain has changes that it did not write: somebody else goes on writing it."""
        on_chain = self.ledger.chain(self.chain)
        places = [change.header.seq for change in on_chain]
        return len(places) != len(set(places)) or (bool(on_chain) and on_chain[-1].hash != self.tip)
