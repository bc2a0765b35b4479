"""What people do with disclosure: items, agreements that name item changes, and withdrawals."""

from __future__ import annotations

from store.history.change import Value
from store.history.consent import TELL
from tests.simulation.deeds import Deed, choose, finish
from tests.simulation.device import Device, Screen, Typed
from tests.simulation.shapes import AGREEMENT, ITEM, PERSON, WITHDRAWAL
from tests.simulation.world import World


def _employers(world: World) -> tuple[str, ...]:
    count = min(len(world.employers), world.random.randint(1, 2))
    return tuple(sorted(world.random.sample(world.employers, count)))


def new_item(world: World, device: Device, screen: Screen) -> None:
    """Write a new disclosure item for a client."""
    chosen = choose(world, screen, PERSON)
    if chosen is None:
        return
    client = chosen[0].id
    decision = TELL if world.chance(0.85) else "not_tell"
    values: dict[str, Value] = {"client": client, "decision": decision, "wording": world.token()}
    values["employers"] = _employers(world)
    form = world.plan_form(device, screen, ITEM, world.id(), client)
    finish(world, device, form, Typed(set=values), "new item")


def change_item(world: World, device: Device, screen: Screen) -> None:
    """Change who may hear an item, its wording, or whether it is told; the whole group is saved."""
    chosen = choose(world, screen, ITEM)
    if chosen is None:
        return
    state, client = chosen
    if client is None:
        return
    values: dict[str, Value] = {
        "decision": TELL if world.chance(0.7) else "not_tell",
        "employers": state.values.get("employers", ()),
        "wording": state.values.get("wording", ""),
    }
    if world.chance(0.5) or not values["wording"]:
        values["wording"] = world.token()
    if world.chance(0.5) or not values["employers"]:
        values["employers"] = _employers(world)
    form = world.plan_form(device, screen, ITEM, state.id, client)
    finish(world, device, form, Typed(set=values), "item changed")


def remove_item(world: World, device: Device, screen: Screen) -> None:
    """Delete an item, or undo that."""
    removed = world.chance(0.7)
    chosen = choose(world, screen, ITEM, removed=removed)
    if chosen is None and world.chance(0.4):
        removed = not removed
        chosen = choose(world, screen, ITEM, removed=removed)
    if chosen is None or chosen[1] is None:
        return
    form = world.plan_form(device, screen, ITEM, chosen[0].id, chosen[1])
    if removed:
        finish(world, device, form, Typed(unset=("removed",)), "item undeleted")
    else:
        finish(world, device, form, Typed(set={"removed": True}), "item deleted")


def agree(world: World, device: Device, screen: Screen) -> None:
    """Agree on the plan as it is on the screen: most of the items that stand, replacing all current agreements."""
    chosen = choose(world, screen, PERSON)
    if chosen is None:
        return
    client = chosen[0].id
    named = []
    for item in screen.of_client(client, ITEM):
        state = screen.reading.records[item]
        source = state.sources.get("decision")
        if not state.conflicts and source and state.values.get("decision") == TELL and world.chance(0.9):
            named.append(source)
    if not named:
        return
    current = [id for id in screen.of_client(client, AGREEMENT) if not screen.reading.records[id].replaced_by]
    values: dict[str, Value] = {"client": client, "items": tuple(sorted(named))}
    typed = Typed(set=values | ({"replaces": tuple(sorted(current))} if current else {}))
    event = "agreement that replaces" if current else "first agreement"
    finish(world, device, world.plan_form(device, screen, AGREEMENT, world.id(), client), typed, event)


def withdraw(world: World, device: Device, screen: Screen) -> None:
    """Take a permission back: for everything, an item or an employer."""
    chosen = choose(world, screen, PERSON)
    if chosen is None:
        return
    client = chosen[0].id
    items = screen.of_client(client, ITEM)
    if not items:
        return
    scope = world.random.choice(("all", "item", "employer"))
    values: dict[str, Value] = {"client": client, "scope": scope}
    if scope == "item":
        values["item"] = world.random.choice(sorted(items))
    elif scope == "employer":
        values["employer"] = world.random.choice(world.employers)
    form = world.plan_form(device, screen, WITHDRAWAL, world.id(), client)
    finish(world, device, form, Typed(set=values), f"withdrawal: {scope}")


def take_agreement_away(world: World, device: Device, screen: Screen) -> None:
    """Delete an agreement, or try to undo that: what it had replaced must not come back, nor it itself."""
    removed = world.chance(0.5)
    chosen = choose(world, screen, AGREEMENT, removed=removed)
    if chosen is None or chosen[1] is None:
        return
    form = world.plan_form(device, screen, AGREEMENT, chosen[0].id, chosen[1])
    if removed:
        finish(world, device, form, Typed(unset=("removed",)), "agreement undeleted")
    else:
        finish(world, device, form, Typed(set={"removed": True}), "agreement deleted")


CONSENT_DEEDS: tuple[tuple[Deed, int], ...] = (
    (new_item, 6),
    (change_item, 5),
    (remove_item, 3),
    (agree, 12),
    (withdraw, 5),
    (take_agreement_away, 1),
)
"""What people do with the plan, and how often beside each other."""
