"""The simulated world: machines, sticks, what was typed, and everything drawn from one seed."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from tests.simulation.files.machine import Machine
from tests.simulation.files.shared import Records, begin_second, is_shared
from tests.simulation.files.templates import SPARE, new_folder, template
from tests.simulation.files.typed import Log, Typed

_Item = TypeVar("_Item")


@dataclass
class Stick:
    """Files on their way to one machine.

    Attributes:
        files: as they were written, in their order.
        to: name of the machine.
        sender: name of the machine that wrote them.
        kind: changes, delivery or receipt.
    """

    files: list[Path]
    to: str
    sender: str
    kind: str


@dataclass
class Card:
    """A record that somebody began.

    Attributes:
        record: record type.
        id: of the record.
        client: whom it is about.
    """

    record: str
    id: str
    client: str | None


@dataclass
class Form:
    """A form that is open: what was on the screen when it was opened.

    Attributes:
        machine: name.
        card: the record.
        knew: the heads on the screen.
    """

    machine: str
    card: Card
    knew: tuple[str, ...]


@dataclass
class World:
    """Everything of one run.

    Args:
        seed: decides every deed, and where the office's records are. Keys, ids, salts, hashes and file names are new
            each time, as in the field; so is, of two who do something at the same moment, who comes first.
    """

    seed: int
    folder: Path = field(default_factory=new_folder)
    counts: Counter[str] = field(default_factory=Counter)
    deeds: list[str] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    machines: list[Machine] = field(default_factory=list)
    sticks: list[Stick] = field(default_factory=list)
    old_sticks: list[Stick] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    deleted: list[Card] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    assignments: list[tuple[str, str]] = field(default_factory=list)
    spares: list[str] = field(default_factory=list)
    ever_at_office: set[str] = field(default_factory=set)
    by_bundle: dict[int, frozenset[str]] = field(default_factory=dict)
    old_card: tuple[Path, str] | None = None
    office_backup: Path | None = None
    parts_of: int = 5000
    went_back: bool = False
    step: int = 0
    records: Records | None = None
    second: Machine | None = None

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        made = template()
        self.root = made.root
        self.spares = [f"spare-{number}" for number in range(1, SPARE + 1)]
        self.template = made.folder
        if is_shared(self.seed):
            made.share()
            self.records = Records()
            self.machines = [self.begin("office", "shared office", self.records)]
            self.second = self.begin("office's second", "second")
        else:
            self.machines = [self.begin("office")]
        for number, principal in enumerate(made.principals, 1):
            laptop = self.begin(f"laptop-{number}")
            laptop.principal = principal
            self.machines.append(laptop)
        self.today = datetime.now().astimezone().date()
        self.parts_of = self.random.choice((2, 3, 6, 5000, 5000))

    def next_step(self) -> None:
        """Begin the next step: it draws from a generator of its own, so that one that differs leaves others alone."""
        self.step += 1
        self.random = random.Random(f"{self.seed}/{self.step}")

    def begin(self, name: str, template: str = "", records: Records | None = None) -> Machine:
        """Open a copy of a home that was made for all runs."""
        shutil.copytree(self.template / (template or name), self.folder / name)
        return Machine.start(name, self.folder / name, records)

    def close(self) -> None:
        """Close every notebook and leave nothing."""
        for machine in self.machines:
            machine.notebook.close()
        if self.second is not None:
            self.second.notebook.close()
        if self.records is not None:
            self.records.drop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def office(self) -> Machine:
        """The office."""
        return self.machines[0]

    @property
    def laptops(self) -> list[Machine]:
        """All laptops, cut-off ones and copies too."""
        return self.machines[1:]

    @property
    def living(self) -> list[Machine]:
        """The laptops that the office believes."""
        return [laptop for laptop in self.laptops if not laptop.cut_off]

    def named(self, name: str) -> Machine:
        """Return the machine of a name."""
        known = [*self.machines, *([self.second] if self.second else [])]
        return next(machine for machine in known if machine.name == name)

    def admit_second(self) -> None:
        """Give the second worker of a shared office a new file, where there is one."""
        if self.second is not None:
            self.second.notebook.close()
            self.second = begin_second(self.office, self.second.home)

    def chance(self, probability: float) -> bool:
        """Draw whether something happens."""
        return self.random.random() < probability

    def draw(self, items: Sequence[_Item]) -> _Item:
        """Draw one of several."""
        return items[self.random.randrange(len(items))]

    def did(self, what: str, *on: str) -> None:
        """Note a deed: it is counted, and the same seed gives the same ones."""
        self.counts[what] += 1
        self.deeds.append(" ".join((what, *on)))

    def new_folder(self, name: str) -> Path:
        """Make a new folder of this run."""
        folder = self.folder / f"{name}-{len(list(self.folder.iterdir()))}-{self.random.getrandbits(32):08x}"
        folder.mkdir()
        return folder

    def word(self) -> str:
        """Return a word that occurs nowhere else: no id, hash or date has these letters."""
        return f"tk{len(self.log.typed):04d}{self.draw('äöåx')}"

    def noted(self, machine: Machine, card: Card, field: str, word: str, change: str) -> None:
        """Note what was typed."""
        self.log.typed.append(Typed(word, machine.name, card.record, card.id, card.client, field, change, self.step))
        self.counts["value typed"] += 1

    def of_client(self, record: str) -> list[Card]:
        """Return the records of a type that were begun, whoever has them."""
        return [card for card in self.cards if card.record == record]
