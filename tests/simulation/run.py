"""One run from one seed, and many runs after each other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.simulation import exchange, mishaps, office, scenes
from tests.simulation.checks import (
    check_device,
    check_laptops_agree,
    check_office_holds_all,
    check_same_everywhere,
)
from tests.simulation.consents import CONSENT_DEEDS
from tests.simulation.deeds import DEEDS, save_open_forms, start_client, start_employer
from tests.simulation.device import Device
from tests.simulation.doors import Doors
from tests.simulation.oracle import Seen
from tests.simulation.world import World

CHANGES = 62
"""How many changes a run has at least."""
_STEPS = 400
_Happening = Callable[[World, Device], object]
_HAPPENINGS: tuple[tuple[_Happening, int], ...] = (
    (lambda world, laptop: office.erase(world), 2),
    (lambda world, laptop: office.hold(world), 4),
    (lambda world, laptop: office.join(world), 4),
    (lambda world, laptop: office.retract(world), 4),
    (lambda world, laptop: office.decide_forks(world), 2),
    (lambda world, laptop: office.upgrade(world, world.random.choice(world.devices)), 2),
    (office.order_without_authority, 2),
    (scenes.agree_and_withdraw, 4),
    (start_client, 1),
    (exchange.put_away, 4),
    (exchange.fetch_back, 2),
    (exchange.back_up, 4),
    (mishaps.restore, 2),
    (mishaps.clone, 4),
)
_RARE = [happening for happening, _ in _HAPPENINGS]
_RARITY = [weight for _, weight in _HAPPENINGS]
_DEEDS = [deed for deed, _ in (*DEEDS, *CONSENT_DEEDS)]
_WEIGHTS = [weight for _, weight in (*DEEDS, *CONSENT_DEEDS)]


@dataclass(frozen=True)
class Outcome:
    """What came of one run.

    Attributes:
        seed: its seed.
        counts: kind of event → how often.
        digest: SHA-256 over all that all devices held and showed at the end.
        story: how a promise was broken; None when all held.
    """

    seed: int
    counts: Counter[str]
    digest: str
    story: str | None


def run(seed: int, doors: Doors | None = None) -> Outcome:
    """Run the world of one seed to its end and check it.

    Args:
        seed: decides everything.
        doors: the history's public functions, or a planted fault.
    """
    world = World(seed, doors or Doors())
    story = None
    try:
        _live(world)
        _come_together(world)
        _haunt(world)
    except Seen as seen:
        story = str(seen)
    return Outcome(seed, world.counts, _digest(world), story)


def _live(world: World) -> None:
    """Days on the road: people write, sticks travel, machines break."""
    for _ in range(2):
        start_employer(world, world.office)
    for device in (*world.laptops[:2], world.random.choice(world.devices)):
        start_client(world, device)
    for laptop in world.laptops:
        exchange.hand_over(world, laptop)
    for stick in list(world.sticks):
        if stick.kind == "changes":
            world.sticks.remove(stick)
            exchange.take_in(world, stick, stick.parts)
    for laptop in world.laptops:
        world.assigned[laptop.name] |= {c for c in world.clients if world.chance(0.8)}
        stick = exchange.deliver(world, laptop)
        world.sticks.remove(stick)
        exchange.take_in(world, stick, stick.parts)
    middle = world.random.randint(30, CHANGES)
    checked = False
    for _ in range(_STEPS):
        if world.counts["change"] >= CHANGES:
            break
        if not checked and world.counts["change"] >= middle:
            checked = True
            check_device(world, world.random.choice(world.devices))
        _step(world)


def _step(world: World) -> None:
    """Let one thing happen."""
    laptop = world.random.choice(world.laptops)
    drawn = world.random.random()
    if drawn < 0.40:
        _sit_down(world, world.office if world.chance(0.2) else laptop)
    elif drawn < 0.52:
        exchange.hand_over(world, laptop)
    elif drawn < 0.62:
        exchange.deliver(world, laptop)
    elif drawn < 0.88:
        if world.sticks:
            exchange.arrive(world, world.random.choice(world.sticks))
    else:
        _rare(world, laptop)


def _sit_down(world: World, device: Device) -> None:
    """One person works for a while: looks once, opens several forms, saves them now or later."""
    save_open_forms(world, device)
    screen = device.look()
    for deed in world.random.choices(_DEEDS, _WEIGHTS, k=world.random.randint(2, 5)):
        deed(world, device, screen)


def _rare(world: World, laptop: Device) -> None:
    """Something that happens once in a while."""
    kind = world.random.choices(_RARE, _RARITY)[0]
    if kind is mishaps.clone and len(world.laptops) >= 5:
        return
    kind(world, laptop)


def _come_together(world: World) -> None:
    """The end: everything that still exists reaches the office, forks are decided, all get what is theirs."""
    for stick in world.sticks:
        exchange.take_in(world, stick, stick.parts)
    world.sticks.clear()
    for device in world.devices:
        world.counts["open form erased"] += device.forms_erased
        office.upgrade(world, device)
        for form, typed in device.open:
            world.save(device, form, typed)
            world.counts["saved later than opened"] += 1
        device.open.clear()
    for laptop in list(world.laptops):
        exchange.fetch_back(world, laptop)
        stick = exchange.hand_over(world, laptop)
        exchange.take_in(world, stick, stick.parts)
    if world.chance(0.5):
        office.decide_forks(world, everything=True)
    check_office_holds_all(world)
    check_device(world, world.office)
    check_same_everywhere(world)
    for laptop in world.laptops:
        stick = exchange.deliver(world, laptop)
        exchange.take_in(world, stick, stick.parts)
        check_device(world, laptop)
    world.sticks.clear()
    check_laptops_agree(world)
    _go_on(world)


def _go_on(world: World) -> None:
    """The next morning everybody writes something: a cloned laptop has noticed, and begins a new chain."""
    for laptop in list(world.laptops):
        if laptop.cloned():
            start_employer(world, laptop)
            stick = exchange.hand_over(world, laptop)
            exchange.take_in(world, stick, stick.parts)
            check_office_holds_all(world)


def _haunt(world: World) -> None:
    """Old sticks turn up again, and an old backup is restored: nothing that was settled changes."""
    before = world.office.look().reading
    held = {change.name for change in world.office.ledger.changes()}
    for stick in world.old_sticks[: -len(world.laptops)]:
        if stick.kind == "changes" and stick.recipient == "office":
            for part in stick.parts:
                world.office.take(part)
    world.counts["old sticks again"] += 1
    check_device(world, world.office)
    found = {change.name for change in world.office.ledger.changes()} - held
    if found - world.oracle.mourned:
        raise Seen("an old stick brought what everybody should have held already")
    # What a broken machine had taken with it and an old stick gives back is new to the office, and may show.
    world.counts["found again on an old stick"] += len(found)
    if not found and world.office.look().reading != before:
        raise Seen("old sticks, taken in again, changed the state at the office")
    laptop = next((one for one in world.laptops if one.backups), None)
    if laptop is not None:
        mishaps.restore(world, laptop)
        fresh = next(one for one in world.laptops if one.name == laptop.name)
        check_device(world, fresh)


def _digest(world: World) -> str:
    """Return one number for all that all devices hold and show."""
    digest = hashlib.sha256()
    for device in world.devices:
        for change in device.ledger.changes():
            digest.update(change.text.encode())
        reading = device.look().reading
        digest.update(repr(sorted((id, repr(s.values), s.heads) for id, s in reading.records.items())).encode())
        digest.update(repr(sorted(reading.kept.items())).encode())
    return digest.hexdigest()
