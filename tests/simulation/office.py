"""What only the office does: erase, hold, join, undo a bundle, decide a fork; and what a laptop must not."""

from __future__ import annotations

from tests.simulation.device import Device, Typed
from tests.simulation.shapes import (
    CHAIN,
    ERASURE,
    FORK_DECISION,
    HOLD,
    JOIN,
    OFFICE_ORDERS,
    REQUEST,
    RETRACTION,
    WITHDRAWAL,
)
from tests.simulation.world import World


def erase(world: World) -> None:
    """Confirm a request, or erase on another ground; a hold that stands makes the order do nothing."""
    office = world.office
    gone = office.look().reading.erased
    asked = [change for change in office.ledger.changes() if change.header.record == REQUEST and change.body]
    candidates = [str(c.body.set["client"]) for c in asked if c.body is not None] or world.clients
    left = sorted(set(candidates) - gone) or sorted(set(world.clients) - gone)
    if len(left) < 1 or len(world.clients) - len(gone) < 2:
        return
    client = world.random.choice(left)
    orders = world.orders_held(office, HOLD)
    about = {c.header.id for c in orders if c.body and c.body.set.get("client") == client}
    holds = [c.name for c in orders if c.header.id in about]
    world.order(ERASURE, Typed(set={"client": client, "ground": "asked for"}), after=sorted(holds))
    world.counts["erasure ordered"] += 1
    office.look()


def hold(world: World) -> None:
    """Put a client's records under a legal hold, or end one; often the erasure is tried meanwhile."""
    office = world.office
    holds = world.orders_held(office, HOLD)
    ended = {c.header.id for c in holds if c.body and c.body.set.get("removed")}
    standing = [c for c in holds if c.header.id not in ended]
    if standing and world.chance(0.8):
        first = world.random.choice(standing)
        world.order(HOLD, Typed(set={"removed": True}), id=first.header.id, after=[first.name])
        world.counts["legal hold ended"] += 1
        return
    left = sorted(set(world.clients) - office.look().reading.erased)
    if left:
        world.order(HOLD, Typed(set={"client": world.random.choice(left), "ground": "court"}))
        world.counts["legal hold"] += 1


def join(world: World) -> None:
    """Join two ids of one client, or undo that."""
    joins = world.orders_held(world.office, JOIN)
    undone = {c.header.id for c in joins if c.body and c.body.set.get("removed")}
    standing = [c for c in joins if c.header.id not in undone]
    if standing and world.chance(0.8):
        first = world.random.choice(standing)
        world.order(JOIN, Typed(set={"removed": True}), id=first.header.id, after=[first.name])
        world.counts["join undone"] += 1
        return
    left = sorted(set(world.clients) - world.office.look().reading.erased)
    if len(left) >= 2:
        one, two = world.random.sample(left, 2)
        world.order(JOIN, Typed(set={"first": one, "second": two}))
        world.counts["clients joined"] += 1


def retract(world: World) -> None:
    """Undo part of what a laptop sent, rather often where it holds a withdrawal."""
    office = world.office
    earlier = world.orders_held(office, RETRACTION)
    if earlier and world.chance(0.2):
        first_order = world.random.choice(earlier)
        world.order(RETRACTION, Typed(set={"removed": True}), id=first_order.header.id, after=[first_order.name])
        world.counts["undoing taken back"] += 1
        return
    sent = [c for c in office.ledger.changes() if c.header.chain != office.chain and c.header.seq > 1]
    sent = [c for c in sent if world.roles[c.header.chain] == "coach" and c.header.record != CHAIN]
    withdrawals = [c for c in sent if c.header.record == WITHDRAWAL]
    if not sent:
        return
    last = world.random.choice(withdrawals if withdrawals and world.chance(0.6) else sent).header
    digest = next(c.hash for c in sent if c.header == last)
    first = max(2, last.seq - world.random.randint(0, 2))
    undo(world, last.chain, last.seq, digest, first=first)


def undo(world: World, chain: str, last: int, digest: str, *, first: int | None = None) -> None:
    """Take back the changes of a chain from one place to another.

    Args:
        world: the world.
        chain: the chain.
        last: last place that is undone.
        digest: hash of the change at that place.
        first: first place; the last one when None.
    """
    first = last if first is None else first
    if world.order(RETRACTION, Typed(add={"ranges": (f"{chain}/{first}/{last}/{digest[:16]}",)})) is not None:
        world.oracle.retracted_by(world.office.tip, chain, first, digest)
        world.counts["bundle undone"] += 1


def decide_forks(world: World, *, everything: bool = False) -> None:
    """Let a person at the office say which branches of a fork count: one of them, or all."""
    decided = {
        (c.body.set["chain"], c.body.set["seq"]) for c in world.orders_held(world.office, FORK_DECISION) if c.body
    }
    for fork in world.office.look().reading.forks:
        world.counts["fork alarm"] += 1
        if (fork.chain, fork.seq) in decided or not (everything or world.chance(0.5)):
            continue
        keep = fork.hashes if world.chance(0.3) else (world.random.choice(fork.hashes),)
        typed = Typed(set={"chain": fork.chain, "seq": fork.seq}, add={"keep": keep})
        world.order(FORK_DECISION, typed)
        world.counts["fork decided"] += 1


def order_without_authority(world: World, laptop: Device) -> None:
    """Write an order of the office on a laptop's chain, as a foreign program would."""
    if not world.clients:
        return
    client = world.random.choice(world.clients)
    record = world.random.choice(sorted(OFFICE_ORDERS - {FORK_DECISION}))
    typed = Typed(set={"client": client, "ground": "none"})
    if record == JOIN:
        typed = Typed(set={"first": client, "second": world.random.choice(world.clients)})
    elif record == RETRACTION:
        typed = Typed(add={"ranges": (f"{laptop.chain}/2/3/{laptop.tip[:16]}",)})
    elif record == HOLD:
        typed = Typed(set={"client": client, "ground": "none"})
    world.save(laptop, world.new_form(laptop, record, None), typed)
    world.counts["order without authority"] += 1


def upgrade(world: World, device: Device) -> None:
    """Install the newest program on a machine."""
    newest = max(world.known)
    if device.schema < newest:
        device.schema = newest
        device.known = world.known[newest]
        device.ledger.known = device.known
        device.altered()
        world.counts["upgraded"] += 1
