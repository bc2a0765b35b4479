"""Bundles between laptops and the office: lost, repeated, swapped, cut, and taken in part by part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from store.history.authority import foreign_chains
from store.history.change import Change
from store.history.ledger import NotCovered
from tests.simulation.device import Backup, Device
from tests.simulation.sticks import Stick
from tests.simulation.world import World


def hand_over(world: World, laptop: Device) -> Stick:
    """Write a bundle of all own changes that no receipt covers (laptop → office)."""
    stick = Stick("changes", laptop.name, "office", _number(world), delivery=laptop.delivery)
    stick.parts = _parts(world, laptop.own())
    stick.chains = tuple(laptop.chains)
    world.sticks.append(stick)
    world.counts["bundle written"] += 1
    return stick


def deliver(world: World, laptop: Device) -> Stick:
    """Write a delivery: of every record that the laptop should have and that has news, all changes."""
    office = world.office
    screen = office.look()
    wanted = {c for client in world.assigned[laptop.name] for c in screen.together(client)}
    acknowledged = world.acknowledged.get(laptop.name, frozenset())
    number = _number(world)
    parts: list[Change] = []
    wanted_changes: list[Change] = []
    names: set[str] = set()
    for changes in screen.by_record.values():
        about = wanted.intersection(changes[0].header.about)
        if not about and not world.for_everybody(changes[0]):
            continue
        marks = {_mark(change) for change in changes}
        names |= marks
        wanted_changes += changes
        if not marks <= acknowledged:
            parts += changes
    # Of all that the laptop should have and not of the news alone: a parent may have reached the office after the
    # change that names it had been delivered.
    beside = _headers_beside(office, wanted_changes)
    headers = tuple(header for header in beside if _mark(header) not in acknowledged)
    names |= {_mark(header) for header in beside}
    stick = Stick("delivery", "office", laptop.name, number, delivery=number)
    stick.parts = [*_parts(world, parts), *([headers] if headers else [])]
    world.deliveries[laptop.name, number] = frozenset(names)
    world.sticks.append(stick)
    world.counts["delivery written"] += 1
    return stick


def arrive(world: World, stick: Stick) -> None:
    """Let a stick arrive, or let something happen to it on the way."""
    earlier = [s for s in world.sticks if s.recipient == stick.recipient and s.number < stick.number]
    if any(s.sender == stick.sender for s in earlier):
        world.counts["out of order"] += 1
    drawn = world.random.random()
    if drawn < 0.1:
        world.sticks.remove(stick)
        world.counts["receipt lost" if stick.kind == "receipt" else "stick lost"] += 1
        return
    if drawn < 0.16:
        # A bundle cut at any byte is refused whole: its signature does not verify.
        world.counts["cut bundle refused"] += 1
        return
    if drawn < 0.3:
        world.counts["repeated"] += 1
    else:
        world.sticks.remove(stick)
    parts = list(stick.parts)
    if len(parts) > 1 and world.chance(0.25):
        parts.remove(world.random.choice(parts))
        world.counts["part of a bundle lost"] += 1
    if len(parts) > 1:
        world.random.shuffle(parts)
    take_in(world, stick, parts)


def take_in(world: World, stick: Stick, parts: Sequence[tuple[Change, ...]]) -> None:
    """Take in the parts of a bundle that arrived, each alone."""
    world.old_sticks.append(stick)
    if stick.recipient == "office":
        _office_takes(world, stick, parts)
        return
    for laptop in world.laptops:
        if stick.kind == "receipt":
            # A copied machine has the same key: it opens what was meant for the other as well.
            if laptop.name == stick.recipient or (stick.covered.keys() & set(laptop.chains) and world.chance(0.5)):
                _take_receipt(world, laptop, stick)
        elif laptop.name == stick.recipient:
            _laptop_takes(world, laptop, stick, parts)


def put_away(world: World, laptop: Device) -> None:
    """Remove a client from a laptop, as far as a receipt says that the office has a backup."""
    if not world.assigned[laptop.name]:
        return
    client = world.random.choice(sorted(world.assigned[laptop.name]))
    try:
        dropped = laptop.ledger.put_away(client, laptop.covered())
    except NotCovered:
        world.counts["putting away refused"] += 1
        return
    laptop.altered()
    if not dropped:
        return
    laptop.archives[client] = dropped
    laptop.delivery = 0
    world.assigned[laptop.name].discard(client)
    world.counts["put away"] += 1


def fetch_back(world: World, laptop: Device) -> None:
    """Bring a client back from the archive within its 14 days."""
    if laptop.archives:
        client = sorted(laptop.archives)[0]
        laptop.take(laptop.archives.pop(client))
        world.assigned[laptop.name].add(client)
        world.counts["fetched back from the archive"] += 1


def back_up(world: World, device: Device) -> None:
    """Keep an encrypted copy of a notebook."""
    device.backups.append(Backup(device.ledger.changes(), tuple(device.chains), frozenset(device.receipts)))
    world.counts["backup"] += 1


def _office_takes(world: World, stick: Stick, parts: Sequence[tuple[Change, ...]]) -> None:
    office = world.office
    for part in parts:
        assert not foreign_chains(part, stick.chains), "a laptop offered a chain that is not its own"
        office.take(part)
    if stick.number > world.heard.get(stick.sender, 0):
        world.heard[stick.sender] = stick.number
        world.acknowledged[stick.sender] = world.deliveries.get((stick.sender, stick.delivery), frozenset())
    covered = {chain: reached for chain in stick.chains if (reached := office.ledger.contiguous(chain))}
    world.oracle.check_receipt(office.ledger.changes(), covered)
    receipt = Stick("receipt", "office", stick.sender, _number(world), covered=covered)
    receipt.backed_up = world.chance(0.7)
    world.sticks.append(receipt)
    world.counts["bundle taken in"] += 1


def _laptop_takes(world: World, laptop: Device, stick: Stick, parts: Sequence[tuple[Change, ...]]) -> None:
    laptop.take([change for part in parts for change in part])
    if len(parts) == len(stick.parts) and stick.number > laptop.delivery:
        laptop.delivery = stick.number
    world.counts["delivery taken in"] += 1


def _take_receipt(world: World, laptop: Device, stick: Stick) -> None:
    """Believe a receipt for exactly those of its own changes that it names by hash."""
    for chain, (_, digest) in stick.covered.items():
        covered = laptop.branch(chain, digest)
        laptop.receipts |= covered
        if stick.backed_up:
            laptop.backed_up |= covered
    world.counts["receipt taken in"] += 1


def _headers_beside(office: Device, sent: Sequence[Change]) -> tuple[Change, ...]:
    """Return headers without which a laptop could not judge what it is sent.

    They are the branches of a fork from where they part, and the ancestors of what is sent that belong to other
    records: the withdrawals of a double, for instance, that has been un-joined since.
    """
    held = {change.name: change for change in office.ledger.changes()}
    names = {change.name for change in sent}
    beside: dict[str, Change] = {}
    todo = [parent for change in sent for parent in change.header.after]
    while todo:
        change = held.get(todo.pop())
        if change is not None and change.name not in names and change.name not in beside:
            beside[change.name] = change.without_body()
            todo += change.header.after
    for fork in office.look().reading.forks:
        for change in office.ledger.chain(fork.chain):
            if change.header.seq >= fork.seq and change.name not in names:
                beside[change.name] = change.without_body()
    return tuple(beside[name] for name in sorted(beside))


def _mark(change: Change) -> str:
    """Return what an acknowledgement says of a change: that it came, and whether with its body."""
    return change.name if change.body_text is not None else f"{change.name} erased"


def _number(world: World) -> int:
    world.last_stick += 1
    return world.last_stick


def _parts(world: World, changes: Sequence[Change]) -> list[tuple[Change, ...]]:
    """Cut a long bundle into parts at random places."""
    if len(changes) < 4 or world.chance(0.5):
        return [tuple(changes)]
    cuts = sorted(world.random.sample(range(1, len(changes)), world.random.randint(1, 2)))
    edges = [0, *cuts, len(changes)]
    return [tuple(changes[a:b]) for a, b in pairwise(edges)]
