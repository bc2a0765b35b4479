"""What happens to machines: a laptop is cloned, breaks and is restored from an older backup."""

from __future__ import annotations

from tests.simulation.device import Device
from tests.simulation.shapes import ERASURE, HOLD
from tests.simulation.world import World


def clone(world: World, laptop: Device) -> None:
    """Copy a machine with its disk: both go on writing the same chain."""
    name = f"{laptop.name} copied at {world.minute}"
    twin = world.machine_like(laptop, name)
    twin.clock = laptop.clock
    twin.chains = list(laptop.chains)
    twin.ledger.own.update(laptop.chains)
    twin.ledger.take(laptop.ledger.changes())
    twin.tip = laptop.tip
    twin.receipts, twin.backed_up = set(laptop.receipts), set(laptop.backed_up)
    twin.delivery = laptop.delivery
    twin.open = list(laptop.open)
    twin.archives = dict(laptop.archives)
    world.assigned[name] = set(world.assigned[laptop.name])
    for (to, number), names in list(world.deliveries.items()):
        if to == laptop.name:
            world.deliveries[name, number] = names
    world.laptops.append(twin)
    world.counts["cloned"] += 1


def restore(world: World, laptop: Device) -> None:
    """Replace a broken machine: erasure list, then the backup, then a new chain.

    What was typed since the backup and had not left the machine is gone with it; the oracle is told, and holds
    everything else against the office.
    """
    if not laptop.backups:
        return
    backup = world.random.choice(laptop.backups)
    world.oracle.broken(laptop, {change.name for change in backup.changes if change.body_text is not None})
    fresh = world.machine_like(laptop, laptop.name)
    fresh.chains = list(backup.chains)
    fresh.ledger.own.update(backup.chains)
    fresh.receipts = set(backup.receipts)
    fresh.backups = list(laptop.backups)
    if world.doors.erasures_before_restoring:
        orders = (*world.orders_held(laptop, ERASURE), *world.orders_held(laptop, HOLD))
        fresh.ledger.take(orders)
    fresh.ledger.take(backup.changes)
    world.oracle.check_restored(laptop, fresh)
    world.laptops[world.laptops.index(laptop)] = fresh
    world.start_chain(fresh)
    world.counts["restored"] += 1
