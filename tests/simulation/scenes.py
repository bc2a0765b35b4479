"""Short scenes in which several things follow on each other, which chance alone would seldom bring together."""

from __future__ import annotations

from store.history.change import Change, Value
from store.history.consent import TELL
from tests.simulation import exchange, office
from tests.simulation.deeds import start_client
from tests.simulation.device import Device, Typed
from tests.simulation.shapes import AGREEMENT, ITEM, WITHDRAWAL
from tests.simulation.world import World


def agree_and_withdraw(world: World, laptop: Device) -> None:
    """A client agrees to an item; it may be withdrawn, that bundle undone, and the client asked anew."""
    client = start_client(world, laptop)
    if client is None:
        return
    item = _write_item(world, laptop, client)
    _agree(world, laptop, client, item)
    _bring(world, laptop)
    if world.chance(0.3):
        return
    writer = laptop if world.chance(0.6) else world.office
    form = world.plan_form(writer, writer.look(), WITHDRAWAL, world.id(), client)
    withdrawal = world.save(writer, form, Typed(set={"client": client, "scope": "all"}))
    world.counts["withdrawal: all"] += 1
    if withdrawal is None:
        return
    if writer is laptop:
        _bring(world, laptop)
        if world.chance(0.6):
            office.undo(world, withdrawal.header.chain, withdrawal.header.seq, withdrawal.hash)
            world.counts["withdrawal in an undone bundle"] += 1
    if world.chance(0.4):
        stick = exchange.deliver(world, laptop)
        world.sticks.remove(stick)
        exchange.take_in(world, stick, stick.parts)
        # The client says yes again, to somebody who knows of the withdrawal: item and agreement anew.
        _agree(world, laptop, client, _write_item(world, laptop, client, item))
        _bring(world, laptop)
        world.counts["asked anew"] += 1


def _write_item(world: World, laptop: Device, client: str, earlier: Change | None = None) -> Change | None:
    id = earlier.header.id if earlier else world.id()
    form = world.plan_form(laptop, laptop.look(), ITEM, id, client)
    values: dict[str, Value] = {"decision": TELL, "wording": world.token()}
    values["employers"] = tuple(sorted(world.random.sample(world.employers, 1)))
    if earlier is None:
        values["client"] = client
    return world.save(laptop, form, Typed(set=values))


def _agree(world: World, laptop: Device, client: str, item: Change | None) -> None:
    screen = laptop.look()
    current = [id for id in screen.of_client(client, AGREEMENT) if not screen.reading.records[id].replaced_by]
    if item is not None:
        form = world.plan_form(laptop, screen, AGREEMENT, world.id(), client)
        values: dict[str, Value] = {"client": client, "items": (item.name,)}
        if current:
            values["replaces"] = tuple(sorted(current))
        world.save(laptop, form, Typed(set=values))
        world.counts["agreement that replaces" if current else "first agreement"] += 1


def _bring(world: World, laptop: Device) -> None:
    stick = exchange.hand_over(world, laptop)
    world.sticks.remove(stick)
    exchange.take_in(world, stick, stick.parts)
