"""The oracle: a log of what people typed and of what they had on the screen when they did.

It shares no code with the merge: it never looks at parents, heads or hashes to decide what supersedes what, but
only at what a screen had shown to whoever saved. Knowledge is kept as the bits of one number for each save.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from store.history.change import Change, Scalar, Value
from tests.simulation.device import Device, Form, Typed
from tests.simulation.shapes import ERASURE, HOLD, RETRACTION, unit_of

TOKEN = re.compile(r"tk\d{4}[aäöå]")
Plain = Value | tuple[tuple[str, Value], ...] | None
"""A value of a field, of a group (sorted pairs), or None where it was cleared."""


class Seen(AssertionError):  # noqa: N818 - what the oracle saw, not an error of its own
    """A promise was broken; the text is a short story of how."""


@dataclass
class Said:
    """One save: what was typed, and what the person knew.

    Attributes:
        index: its bit.
        name: name of the change that came out of it.
        hash: hash of that change.
        before: hash of the change before it on its chain.
        chain: its chain.
        seq: its place.
        record: record type.
        id: id of the record.
        client: the client it is about.
        device: name of the machine.
        role: role of the machine.
        schema: schema that the form was made with.
        after: names of the parents, to know what may be waited for; never used for what supersedes what.
        knew: bits of all saves whose outcome the person had seen, directly or through others.
        units: field or group → what was typed.
        add: set → elements added.
        drop: set → elements dropped.
        typed: the form's content as it was.
        tokens: planted texts.
    """

    index: int
    name: str
    hash: str
    before: str | None
    chain: str
    seq: int
    record: str
    id: str
    client: str | None
    device: str
    role: str
    schema: int
    after: tuple[str, ...]
    knew: int
    units: dict[str, Plain]
    add: Mapping[str, tuple[Scalar, ...]]
    drop: Mapping[str, tuple[Scalar, ...]]
    typed: Typed
    tokens: frozenset[str]

    @property
    def bit(self) -> int:
        """Its bit."""
        return 1 << self.index

    def story(self) -> str:
        """Return who saved what, for the story of a failure."""
        content = dict(self.units) or dict(self.add) or dict(self.drop)
        return f"{self.device} saved {self.record} {self.id[-4:]} {content} as {self.name[-24:]}"


@dataclass
class Oracle:
    """Everything that was typed in one run."""

    log: list[Said] = field(default_factory=list)
    by_name: dict[str, Said] = field(default_factory=dict)
    by_hash: dict[str, Said] = field(default_factory=dict)
    by_record: dict[str, list[Said]] = field(default_factory=dict)
    erasures: dict[str, str] = field(default_factory=dict)
    """Name of an erasure that must take effect → its client."""
    idle_erasures: set[str] = field(default_factory=set)
    """Names of erasures ordered while a hold stood."""
    undone: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Hash of a retraction → chain, first place, hash of the last change."""
    mourned: set[str] = field(default_factory=set)
    """Names of what was held on a machine that broke, and in no backup of it."""
    _holds: dict[str, str] = field(default_factory=dict)

    def saved(self, change: Change, form: Form, typed: Typed, device: Device) -> None:
        """Note a save."""
        header = change.header
        knew = 0
        for name in form.shown:
            said = self.by_name[name]
            knew |= said.knew | said.bit
        said = Said(
            index=len(self.log),
            name=change.name,
            hash=change.hash,
            before=header.before,
            chain=header.chain,
            seq=header.seq,
            record=form.record,
            id=form.id,
            client=form.about[0] if form.about else None,
            device=device.name,
            role=device.role,
            schema=form.schema,
            after=header.after,
            knew=knew,
            units=_units(form.record, typed),
            add=dict(typed.add),
            drop=dict(typed.drop),
            typed=typed,
            tokens=frozenset(TOKEN.findall(f"{typed.set} {typed.add} {typed.drop} {typed.reason}")),
        )
        if said.role == "office":
            self._order(said)
        self.log.append(said)
        self.by_name[said.name] = said
        self.by_hash[said.hash] = said
        self.by_record.setdefault(said.id, []).append(said)

    def retracted_by(self, order: str, chain: str, first: int, last: str) -> None:
        """Note which stretch of a chain an order of the office takes back.

        Args:
            order: hash of the order.
            chain: the chain.
            first: its first place that is undone.
            last: hash of the last change that is undone.
        """
        self.undone[order] = (chain, first, last)

    def broken(self, device: Device, kept: set[str]) -> None:
        """Note that a machine broke; what was on it and not in its backup may be gone with it."""
        self.mourned |= {c.name for c in device.ledger.changes()} - kept

    def check_restored(self, broken: Device, fresh: Device) -> None:
        """See to it that nothing comes back with a backup that the broken machine had erased.

        Raises:
            Seen: an erased text is readable again.
        """
        erased = self.erased({change.name: change for change in broken.ledger.changes()})
        for change in fresh.ledger.changes():
            said = self.by_name[change.name]
            if erased & {said.client, said.id} and change.body_text is not None:
                raise Seen(f"{fresh.name} brought an erased value back from its backup: {said.story()}")

    def retracted(self, held: Iterable[str], *, ever: bool = False) -> frozenset[str]:
        """Return the names of what the retractions among some held changes undo, each on its own branch.

        Args:
            held: names of changes.
            ever: also what a retraction undid that was taken back since: for consents the doubt stays.
        """
        gone = set()
        here = [self.by_name[name] for name in held if self.by_name[name].record == RETRACTION]
        taken_back = {said.id for said in here if said.role == "office" and said.typed.set.get("removed") is True}
        hashes = {said.hash for said in here if ever or said.id not in taken_back}
        for order, (_, first, last) in self.undone.items():
            at: Said | None = self.by_hash[last] if order in hashes else None
            while at is not None and at.seq >= first:
                gone.add(at.name)
                at = self.by_hash.get(at.before or "")
        return frozenset(gone)

    def erased(self, held: Mapping[str, Change]) -> frozenset[str]:
        """Return the clients whose erasure must be in force where these changes are held."""
        return frozenset(
            client
            for name, client in self.erasures.items()
            if name in held and not self.waits_for(self.by_name[name], held)
        )

    def waits_for(self, said: Said, held: Mapping[str, Change]) -> list[str]:
        """Return names of what a change builds on, directly or through others, and that is not held."""
        missing, todo, done = [], list(said.after), set()
        while todo:
            name = todo.pop()
            if name in done:
                continue
            done.add(name)
            if name not in held:
                missing.append(name)
            elif name in self.by_name:
                todo += self.by_name[name].after
        return missing

    def check_receipt(self, held: Iterable[Change], covered: Mapping[str, tuple[int, str]]) -> None:
        """Hold a receipt against what is really held.

        Raises:
            Seen: the receipt claims a change that is not there.
        """
        names = {change.name for change in held}
        for chain, (seq, digest) in covered.items():
            at = self.by_hash.get(digest)
            if at is None or (at.chain, at.seq) != (chain, seq):
                raise Seen(f"a receipt names place {seq} with a hash that nobody wrote there")
            while at is not None:
                if at.name not in names:
                    raise Seen(f"a receipt up to place {seq} claims what is not held: {at.story()}")
                at = self.by_hash.get(at.before or "")

    def _order(self, said: Said) -> None:
        values = said.typed.set
        if said.record == HOLD:
            if values.get("removed") is True:
                self._holds.pop(said.id, None)
            else:
                self._holds[said.id] = str(values["client"])
        elif said.record == ERASURE:
            client = str(values["client"])
            if client in self._holds.values():
                self.idle_erasures.add(said.name)
            else:
                self.erasures[said.name] = client


def plain(value: Value | Mapping[str, Value] | None) -> Plain:
    """Return a value in the one form in which the oracle compares."""
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value


def _units(record: str, typed: Typed) -> dict[str, Plain]:
    units: dict[str, Plain] = {}
    groups: dict[str, dict[str, Value]] = {}
    for name, value in typed.set.items():
        unit = unit_of(record, name)
        if unit not in (name, "called"):
            groups.setdefault(unit, {})[name] = value
        else:
            units[unit] = value
    units.update({unit: plain(values) for unit, values in groups.items()})
    units.update({unit_of(record, name): None for name in typed.unset})
    return units
