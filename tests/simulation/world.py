"""The simulated world: its devices, its random generator, and the one way in which anything is saved."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from store.history.change import Body, Change
from store.history.reading import Known
from store.identifiers import new_id
from tests.simulation.device import Device, Form, Screen, Typed
from tests.simulation.doors import Doors
from tests.simulation.oracle import Oracle
from tests.simulation.shapes import CHAIN, ERASURE, NEWEST, OFFICE_ORDERS, OLDEST, PERSON, shapes
from tests.simulation.sticks import Stick

_START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_SHAPES = {schema: shapes(schema) for schema in (OLDEST, NEWEST)}


class World:
    """Laptops, an office, the sticks between them, and everything drawn from one seed.

    Args:
        seed: the same seed gives the same run.
        doors: the public functions of the history, or a planted fault in one of them.
    """

    def __init__(self, seed: int, doors: Doors) -> None:
        self.random = random.Random(seed)
        self.doors = doors
        self.counts: Counter[str] = Counter()
        self.oracle = Oracle()
        self.roles: dict[str, str] = {}
        self.known = {schema: Known(_SHAPES[schema], self.roles) for schema in _SHAPES}
        self.sticks: list[Stick] = []
        self.old_sticks: list[Stick] = []
        self.clients: list[str] = []
        self.employers: list[str] = []
        self.minute = 0
        self._tokens = 0
        self.office = self._machine("office", "office", self._any_schema())
        self.laptops = [
            self._machine(f"laptop {n}", "coach", self._any_schema()) for n in range(1, self.random.randint(4, 5))
        ]
        self.acknowledged: dict[str, frozenset[str]] = {}
        self.heard: dict[str, int] = {}
        self.last_stick = 0
        self.deliveries: dict[tuple[str, int], frozenset[str]] = {}
        self.assigned: dict[str, set[str]] = {laptop.name: set() for laptop in self.laptops}
        for device in self.devices:
            self.start_chain(device)

    @property
    def devices(self) -> list[Device]:
        """The office and all laptops that still work."""
        return [self.office, *self.laptops]

    def id(self) -> str:
        """Return a new id from the run's own random generator."""
        return new_id(self.minute, self.random.getrandbits(74))

    def token(self) -> str:
        """Return a text that occurs nowhere else: no id, hash or date holds the letters t and k."""
        self._tokens += 1
        return f"tk{self._tokens:04d}{self.random.choice('aäöå')}"

    def chance(self, probability: float) -> bool:
        """Draw whether something happens."""
        return self.random.random() < probability

    def machine_like(self, device: Device, name: str) -> Device:
        """Return a new machine for the same worker with an empty notebook."""
        fresh = self._machine(name, device.role, device.schema)
        fresh.worker = device.worker
        return fresh

    def start_chain(self, device: Device) -> None:
        """Begin a new chain: at the first run, after a restore, and when a clone was noticed."""
        earlier = device.chains[-1] if device.chains else None
        chain = self.id()
        device.chains.append(chain)
        device.ledger.own.add(chain)
        self.roles[chain] = device.role
        values = {"notebook": device.name} | ({"earlier": earlier} if earlier else {})
        form = Form(CHAIN, chain, (), (), frozenset(), device.schema)
        self.save(device, form, Typed(set=values))

    def form(self, device: Device, screen: Screen, record: str, id: str, client: str | None) -> Form:
        """Open a form on a record that is on the screen (or a new one)."""
        about = (client,) if client else ()
        return Form(record, id, about, screen.heads(id), screen.shown(id), device.schema)

    def new_form(self, device: Device, record: str, client: str | None) -> Form:
        """Open an empty form; a person is a client, so that record is about itself."""
        id = self.id()
        about = (id,) if record == PERSON else (client,) if client else ()
        return Form(record, id, about, (), frozenset(), device.schema)

    def plan_form(self, device: Device, screen: Screen, record: str, id: str, client: str) -> Form:
        """Open a form on a client's disclosure plan, with the whole plan on the screen."""
        after, shown = screen.plan(client)
        parents = tuple(sorted({*after, *screen.heads(id)}))
        return Form(record, id, (client,), parents, shown, device.schema, plan=client)

    def save(self, device: Device, form: Form, typed: Typed) -> Change | None:
        """Save a form now; None where the client was erased meanwhile and the program refuses."""
        if form.about and self.orders_held(device, ERASURE) and device.erased(form.about):
            self.counts["save refused: erased"] += 1
            return None
        if form.record != CHAIN and device.cloned():
            self.counts["new chain after a clone"] += 1
            self.start_chain(device)
        after = form.after
        if not self.doors.parents_when_opened:
            after = self._parents_now(device, form)
        self.minute += self.random.randint(1, 300)
        salt = f"{self.random.getrandbits(128):032x}"
        change = device.ledger.append(
            device.chain,
            record=form.record,
            id=form.id,
            about=form.about,
            after=after,
            at=_START + timedelta(minutes=self.minute) + device.clock,
            author=device.worker,
            schema=form.schema,
            body=Body(salt, typed.reason, typed.set, typed.unset, typed.add, typed.drop),
        )
        device.tip = change.hash
        device.altered()
        self.oracle.saved(change, form, typed, device)
        if form.record == ERASURE:
            device.forget_erased()
        self.counts["change"] += 1
        return change

    def order(self, record: str, typed: Typed, *, id: str | None = None, after: Sequence[str] = ()) -> Change | None:
        """Save an order of the office."""
        form = Form(record, id or self.id(), (), tuple(after), frozenset(after), self.office.schema)
        return self.save(self.office, form, typed)

    def orders_held(self, device: Device, record: str) -> list[Change]:
        """Return the changes of one kind of order that a device holds."""
        return [change for change in device.ledger.changes() if change.header.record == record]

    def for_everybody(self, change: Change) -> bool:
        """Tell whether a change goes to every laptop: it is about no client."""
        return not change.header.about or change.header.record in OFFICE_ORDERS

    def _parents_now(self, device: Device, form: Form) -> tuple[str, ...]:
        screen = device.look()
        if form.plan:
            return screen.plan(form.plan)[0]
        return form.after if form.record in OFFICE_ORDERS else screen.heads(form.id)

    def _any_schema(self) -> int:
        return self.random.choice((OLDEST, NEWEST, NEWEST))

    def _machine(self, name: str, role: str, schema: int) -> Device:
        known = self.known[schema]
        years = self.random.choice((0, 0, self.random.uniform(-10, 10)))
        if years:
            self.counts["clock wrong by years"] += 1
        return Device(
            name=name,
            role=role,
            worker=self.id(),
            doors=self.doors,
            known=known,
            schema=schema,
            ledger=self.doors.ledger(known),
            chains=[],
            clock=timedelta(days=365 * years),
        )
