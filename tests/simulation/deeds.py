"""What people do with records on one machine: they open forms, and save them at once or much later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from store.history.change import Value
from store.history.state import RecordState
from tests.simulation.device import Device, Form, Screen, Typed
from tests.simulation.shapes import EMPLOYER, EVENT, NEWEST, NOTE, PERSON, PROFILE, REQUEST
from tests.simulation.world import World

Deed = Callable[[World, Device, Screen], None]

LATE = 0.3
"""How often a form stays open while other things happen."""


def finish(world: World, device: Device, form: Form, typed: Typed, event: str) -> None:
    """Save a form now, or leave it open on the screen to be saved later."""
    world.counts[event] += 1
    if world.chance(LATE):
        device.open.append((form, typed))
    else:
        world.save(device, form, typed)


def save_open_forms(world: World, device: Device) -> None:
    """Save forms that were opened earlier: their parents are those of then."""
    waiting, device.open = device.open, []
    for form, typed in waiting:
        if world.chance(0.6):
            if world.save(device, form, typed) is not None:
                world.counts["saved later than opened"] += 1
        else:
            device.open.append((form, typed))


def choose(
    world: World, screen: Screen, record: str, *, removed: bool = False
) -> tuple[RecordState, str | None] | None:
    """Choose a record of a type that is on the screen and not open in this look."""
    found = [
        state
        for id, state in screen.reading.records.items()
        if state.record == record and state.removed == removed and id not in screen.touched
    ]
    if not found:
        return None
    state = world.random.choice(sorted(found, key=lambda one: one.id))
    screen.touched.add(state.id)
    return state, state.client


def start_client(world: World, device: Device) -> str | None:
    """Write down a new client and a first note."""
    form = world.new_form(device, PERSON, None)
    values: dict[str, Value] = {
        "name": world.token(),
        "street": world.token(),
        "postcode": world.token(),
        "town": world.token(),
        "starts_on": date(2026, 3, 10),
        "ends_on": date(2026, 3, 20),
    }
    if world.save(device, form, Typed(set=values)) is None:
        return None
    world.clients.append(form.id)
    if device is not world.office:
        world.assigned[device.name].add(form.id)
    note = world.new_form(device, NOTE, form.id)
    world.save(device, note, Typed(set={"client": form.id, "text": world.token()}))
    world.counts["new client"] += 1
    return form.id


def start_employer(world: World, device: Device) -> None:
    """Write down a new employer, known to everybody."""
    form = world.new_form(device, EMPLOYER, None)
    world.save(device, form, Typed(set={"name": world.token()}, add={"tags": (world.token(),)}))
    world.employers.append(form.id)


def edit_field(world: World, device: Device, screen: Screen) -> None:
    """Edit a single field of a person, a note or an employer; sometimes as a correction with a reason."""
    record = world.random.choice((PERSON, PERSON, NOTE, EMPLOYER))
    chosen = choose(world, screen, record)
    if chosen is None:
        return
    state, client = chosen
    called = "called" if device.schema == NEWEST else "nickname"
    name = world.random.choice(
        {PERSON: ("name", "phone", called), NOTE: ("text", "next_step")}.get(record, ("name",))
    )
    if name in state.values and world.chance(0.2):
        typed, event = Typed(unset=(name,)), "cleared field"
    elif name in state.values and world.chance(0.3):
        typed, event = Typed(set={name: world.token()}, reason=world.token()), "correction with a reason"
    else:
        typed, event = Typed(set={name: world.token()}), "edited field"
    finish(world, device, world.form(device, screen, record, state.id, client), typed, event)


def edit_group(world: World, device: Device, screen: Screen) -> None:
    """Edit an address: whatever is changed of it, the whole group is saved."""
    chosen = choose(world, screen, PERSON)
    if chosen is None:
        return
    state, client = chosen
    address = {name: state.values.get(name, "") for name in ("street", "postcode", "town")}
    address[world.random.choice(sorted(address))] = world.token()
    finish(world, device, world.form(device, screen, PERSON, state.id, client), Typed(set=address), "edited group")


def edit_set(world: World, device: Device, screen: Screen) -> None:
    """Add an element to a set, or drop those that are shown."""
    chosen = choose(world, screen, world.random.choice((PERSON, EMPLOYER)))
    if chosen is None:
        return
    state, client = chosen
    form = world.form(device, screen, state.record, state.id, client)
    shown = state.values.get("tags", ())
    if isinstance(shown, tuple) and shown and world.chance(0.5):
        gone = world.random.choice(shown)
        finish(world, device, form, Typed(drop={"tags": (gone,)}), "dropped from a set")
    else:
        again = shown and isinstance(shown, tuple) and world.chance(0.3)
        element = world.random.choice(shown) if again and isinstance(shown, tuple) else world.token()
        finish(world, device, form, Typed(add={"tags": (element,)}), "added to a set")


def edit_dates(world: World, device: Device, screen: Screen) -> None:
    """Move the start or the end; the form sees to it that the start is not after the end as shown."""
    chosen = choose(world, screen, PERSON)
    if chosen is None:
        return
    state, client = chosen
    start, end = state.values.get("starts_on"), state.values.get("ends_on")
    if not isinstance(start, date) or not isinstance(end, date):
        return
    if world.chance(0.5):
        values = {"starts_on": date(2026, 3, world.random.randint(1, end.day))}
    else:
        values = {"ends_on": date(2026, 3, world.random.randint(start.day, 28))}
    finish(world, device, world.form(device, screen, PERSON, state.id, client), Typed(set=values), "moved a date")


def delete(world: World, device: Device, screen: Screen) -> None:
    """Delete a note, an event or an employer."""
    chosen = choose(world, screen, world.random.choice((NOTE, NOTE, EVENT, EMPLOYER)))
    if chosen is None:
        return
    state, client = chosen
    typed = Typed(set={"removed": True}, reason=world.token())
    finish(world, device, world.form(device, screen, state.record, state.id, client), typed, "deleted")


def undelete(world: World, device: Device, screen: Screen) -> None:
    """Undo a deletion: a change like any other."""
    for record in (NOTE, EVENT, EMPLOYER):
        chosen = choose(world, screen, record, removed=True)
        if chosen is not None:
            state, client = chosen
            form = world.form(device, screen, record, state.id, client)
            finish(world, device, form, Typed(unset=("removed",)), "undeleted")
            return


def new_record(world: World, device: Device, screen: Screen) -> None:
    """Write a new note or event about a client."""
    chosen = choose(world, screen, PERSON)
    if chosen is None:
        return
    record = world.random.choice((NOTE, EVENT))
    client = chosen[0].id
    typed = Typed(set={"client": client, "text": world.token()})
    finish(world, device, world.new_form(device, record, client), typed, f"new {record}")


def new_version(world: World, device: Device, screen: Screen) -> None:
    """Write a new version of a vocational profile, which names all current ones as replaced."""
    chosen = choose(world, screen, PERSON)
    if chosen is None:
        return
    client = chosen[0].id
    current = [id for id in screen.of_client(client, PROFILE) if not screen.reading.records[id].replaced_by]
    values = {"client": client, "text": world.token()}
    typed = Typed(set=values | ({"replaces": tuple(sorted(current))} if current else {}))
    event = "frozen version that replaces" if current else "first frozen version"
    finish(world, device, world.new_form(device, PROFILE, client), typed, event)


def touch_frozen(world: World, device: Device, screen: Screen) -> None:
    """Alter a frozen record all the same, as a faulty or foreign program would."""
    chosen = choose(world, screen, PROFILE)
    if chosen is not None:
        state, client = chosen
        form = world.form(device, screen, PROFILE, state.id, client)
        finish(world, device, form, Typed(set={"text": world.token()}), "frozen record touched")


def ask_for_erasure(world: World, device: Device, screen: Screen) -> None:
    """Ask the office to erase a client."""
    chosen = choose(world, screen, PERSON)
    if chosen is not None and device is not world.office:
        typed = Typed(set={"client": chosen[0].id, "ground": "asked for"})
        finish(world, device, world.new_form(device, REQUEST, None), typed, "erasure asked for")


DEEDS: tuple[tuple[Deed, int], ...] = (
    (edit_field, 8),
    (edit_group, 4),
    (edit_set, 5),
    (edit_dates, 4),
    (delete, 3),
    (undelete, 3),
    (new_record, 3),
    (new_version, 4),
    (touch_frozen, 1),
    (ask_for_erasure, 1),
)
"""What people do with records, and how often beside each other."""
