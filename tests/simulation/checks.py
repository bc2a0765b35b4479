"""What must hold after every run: same state everywhere, nothing lost, nothing erased left, chains whole."""

from __future__ import annotations

from collections.abc import Iterable

from store.history.chain import verify_chain
from store.history.change import Change, read_change
from store.history.reading import Reading
from tests.simulation.device import Device
from tests.simulation.oracle import TOKEN, Seen
from tests.simulation.promises import check_promises
from tests.simulation.values import check_values
from tests.simulation.world import World


def check_device(world: World, device: Device) -> None:
    """Check one device as it stands, with whatever has reached it.

    Raises:
        Seen: a promise is broken there.
    """
    reading = device.look().reading
    check_values(world.oracle, device, reading)
    check_promises(world.oracle, device, reading, world.counts)
    _check_erased(world, device, reading)
    own = device.ledger.chain(device.chain)
    if not device.cloned():
        try:
            verify_chain(own)
        except ValueError as error:
            raise Seen(f"the chain of {device.name} does not verify: {error}") from error
    for why in reading.kept.values():
        world.counts[f"kept: {why.value}"] += 1
    world.counts["open conflict"] += sum(len(state.conflicts) for state in reading.records.values())


def check_office_holds_all(world: World) -> None:
    """Check, after everything that still exists has reached the office, that every saved value is there.

    Raises:
        Seen: something that was saved is at the office neither as text nor as an erasure.
    """
    held = {change.name: change for change in world.office.ledger.changes()}
    erased = world.oracle.erased(held)
    for said in world.oracle.log:
        change = held.get(said.name)
        if change is None:
            if said.name not in world.oracle.mourned:
                raise Seen(f"lost: {said.story()}")
            world.counts["lost with a broken machine"] += 1
            continue
        if change.body_text is None and not {said.client, said.id} & erased and said.name not in world.oracle.mourned:
            raise Seen(f"its text is lost: {said.story()}")
    for chain in sorted({said.chain for said in world.oracle.log}):
        on_chain = world.office.ledger.chain(chain)
        if len(on_chain) == sum(said.chain == chain for said in world.oracle.log):
            try:
                verify_chain(on_chain)
            except ValueError as error:
                raise Seen(f"a chain at the office does not verify: {error}") from error


def check_same_everywhere(world: World) -> Reading:
    """Read the office's changes in other orders, groups and repetitions, and from their text.

    Raises:
        Seen: the same changes show another state.
    """
    office = world.office
    changes = list(office.ledger.changes())
    expected = office.look().reading
    world.random.shuffle(changes)
    if world.doors.read([*changes, *changes[:5]], office.known) != expected:
        raise Seen("another order of the same changes shows another state")
    other = world.doors.ledger(office.known)
    while changes:
        size = world.random.randint(1, 30)
        other.take(changes[:size])
        del changes[:size]
    other.take(office.ledger.changes()[:10])
    from_text = [read_change(change.header_text, change.body_text) for change in other.changes()]
    if world.doors.read(from_text, office.known) != expected:
        raise Seen("a rebuild from the text of the same changes, taken in by parts, shows another state")
    return expected


def check_laptops_agree(world: World) -> None:
    """Compare records between devices of one schema that hold the same changes about a client and the same orders.

    Raises:
        Seen: two devices show the same changes differently.
    """
    seen: dict[tuple[int, frozenset[tuple[str, bool]], str, frozenset[tuple[str, bool]]], tuple[object, str]] = {}
    for device in world.devices:
        screen = device.look()
        nobody = frozenset(_holds(c for c in device.ledger.changes() if not c.header.about))
        about: dict[str, list[Change]] = {}
        for change in device.ledger.changes():
            for client in change.header.about:
                about.setdefault(client, []).append(change)
        for client, changes in about.items():
            key = (device.schema, nobody, client, frozenset(_holds(changes)))
            ids = sorted({change.header.id for change in changes})
            chains = {change.header.chain for change in changes}
            if any(fork.chain in chains for fork in screen.reading.forks):
                continue
            state = [screen.reading.records.get(id) for id in ids]
            shown = (state, list(world.doors.permissions(screen.reading, client)))
            earlier = seen.setdefault(key, (shown, device.name))
            if earlier[1] != device.name:
                world.counts["same changes on two devices"] += 1
            if earlier[0] != shown and client not in screen.reading.joined:
                raise Seen(f"{device.name} and {earlier[1]} hold the same about a client and show it differently")


def _holds(changes: Iterable[Change]) -> list[tuple[str, bool]]:
    return [(change.name, change.body_text is not None) for change in changes]


def _check_erased(world: World, device: Device, reading: Reading) -> None:
    """Search everything that a device holds for planted texts of erased clients."""
    held = {change.name: change for change in device.ledger.changes()}
    erased = world.oracle.erased(held)
    if not erased:
        return
    texts = [change.text for change in held.values()]
    texts += [change.text for archive in device.archives.values() for change in archive]
    texts += [f"{form.id} {typed}" for form, typed in device.open]
    texts.append(repr([(state.values, state.conflicts) for state in reading.records.values()]))
    found = set(TOKEN.findall("\n".join(texts)))
    for said in world.oracle.log:
        if {said.client, said.id} & erased and said.tokens & found:
            raise Seen(f"{device.name} still holds an erased value: {said.story()}")
        if {said.client, said.id} & erased:
            world.counts["erased value searched for"] += 1
