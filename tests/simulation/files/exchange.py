"""What travels: files are written, lost, repeated, come in another order, cut or bit-flipped, and taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from store import bundle
from store.bundle.delivering import deliver
from store.bundle.outcomes import Outcome, Received
from store.bundle.trusted import held_roster
from store.refusal import Reason, Refusal
from tests.simulation.files.killing import Killed
from tests.simulation.files.machine import Machine
from tests.simulation.files.promises import check_receipt
from tests.simulation.files.typed import Seen
from tests.simulation.files.world import Stick, World

_HARMED = 0.12
_NOTHING_OF_IT = frozenset({Outcome.REFUSED, Outcome.WAITING, Outcome.NOT_FOR_US, Outcome.OWN})
_DELIVERY_WAITS = frozenset({Reason.LAPTOP_NOT_HEARD, Reason.UNKNOWN_LAPTOP})


def hand_over(world: World, laptop: Machine, *, everything: bool = False) -> Stick | None:
    """Export what has no receipt onto a stick."""
    folder = world.new_folder("stick")
    try:
        written = bundle.export(laptop.notebook, folder, everything=everything)
    except Killed:
        # What stood whole on the stick stays there, whether it was noted at the laptop or not.
        _put(world, sorted(folder.glob("*.age")), world.office, laptop, "changes")
        raise
    world.did("exported", laptop.name)
    world.counts["part written"] += len(written.files) if len(written.files) > 1 else 0
    return _put(world, written.files, world.office, laptop, "changes")


def arrive(world: World, stick: Stick, *, safely: bool = False) -> tuple[Received, ...]:
    """Let a stick reach the machine it is for; on the way it may suffer."""
    machine = world.named(stick.to)
    files = list(stick.files)
    if not safely:
        files = _suffer(world, files)
    received: list[Received] = []
    for path in files:
        received += take_in(world, machine, path)
    if machine.is_office:
        world.ever_at_office |= machine.names()
    return tuple(received)


def take_in(world: World, machine: Machine, path: Path) -> tuple[Received, ...]:
    """Take one file in, look at it before now and then, and see that what is refused leaves nothing."""
    before = machine.held()
    roster = roster_number(machine)
    look = bundle.look_at(machine.notebook, [path])[0] if world.chance(0.06) else None
    if look is not None:
        world.counts["dry run"] += 1
        if machine.held() != before:
            raise Seen(f"a look at a file changed {machine.name}")
    received = bundle.receive(machine.notebook, [path])
    if (
        look is not None
        and len(received) == 1
        and (look.outcome, look.reason)
        != (
            received[0].outcome,
            received[0].reason,
        )
    ):
        raise Seen(f"{machine.name} was told {look.outcome} and then did {received[0].outcome}")
    if all(one.outcome in _NOTHING_OF_IT for one in received) and machine.held() != before:
        raise Seen(f"{machine.name} refused a file ({received[0].reason}) and took some of it")
    held = machine.held()
    again = bundle.receive(machine.notebook, [path]) if world.chance(0.06) else ()
    if again:
        world.counts["repeated at once"] += 1
        if machine.held() != held or any(one.new_changes for one in again if received[0].outcome is Outcome.TAKEN):
            raise Seen(f"{machine.name} took the same file in twice")
    for one in received:
        if machine.is_office and one.number is not None and one.outcome is Outcome.TAKEN and len(received) == 1:
            world.by_bundle[one.number] = frozenset(name for name, _ in machine.held() - before)
        why = f": {one.reason.value}" if one.reason is not None else ""
        world.did(f"{one.kind or 'file'} {one.outcome.value}{why}", machine.name)
        for alarm in one.alarms:
            world.counts[f"alarm: {alarm.warned.value}"] += 1
    _check_cut_off(world, machine, received)
    _check_roster(machine, roster)
    return received


def answer(world: World, received: Sequence[Received]) -> None:
    """Write the receipts that a taking in deserves; each goes on a stick of its own."""
    for path in bundle.answer(world.office.notebook, received, world.new_folder("receipts")):
        senders = [laptop for laptop in world.laptops if _opens(laptop, path)]
        world.did("receipt written")
        for laptop in senders:
            check_receipt(world, laptop, path)
            _put(world, [path], laptop, world.office, "receipt")


def send_delivery(world: World, laptop: Machine) -> Stick | None:
    """Write the next delivery for a laptop."""
    try:
        written = deliver(world.office.notebook, laptop.principal, world.new_folder("delivery"))
    except Refusal as refusal:
        if refusal.reason not in _DELIVERY_WAITS:
            raise
        world.counts[f"no delivery: {refusal.reason.value}"] += 1
        return None
    if written.number is None:
        world.counts["nothing to deliver"] += 1
        return None
    world.did("delivery written", laptop.name)
    files = [*([written.roster] if written.roster else []), *written.files]
    stick = _put(world, files, laptop, world.office, "delivery")
    for twin in world.laptops:
        if twin.twin == laptop.name and twin.principal == laptop.principal:
            _put(world, files, twin, world.office, "delivery")
    return stick


def swap(world: World, laptop: Machine) -> None:
    """*Vie ja hae* three times over one folder: at the laptop, at the office, at the laptop."""
    folder = world.new_folder("swap")
    bundle.swap(laptop.notebook, folder)
    before = world.office.held()
    swapped = bundle.swap(world.office.notebook, folder)
    world.ever_at_office |= world.office.names()
    if swapped.refused and len(swapped.refused) == len(swapped.received) and world.office.held() != before:
        raise Seen("Vie ja hae refused everything and took something")
    for path in swapped.receipts:
        check_receipt(world, laptop, path)
    _check_cut_off(world, world.office, swapped.received)
    if world.chance(0.7):
        bundle.swap(laptop.notebook, folder)
    world.did("vie ja hae", laptop.name)


def send_roster(world: World, laptop: Machine) -> bool:
    """Bring the office's new card to a laptop; its six words are those of the root, which is trusted already.

    Returns:
        Whether it was accepted; an office that was put back behind its own roster shows itself by this.
    """
    card = bundle.write_card(world.office.notebook, world.new_folder("card") / "office.toml")
    try:
        bundle.trust(laptop.notebook, card.path, card.words)
    except Refusal as refusal:
        if refusal.reason not in (Reason.LOWER_ROSTER, Reason.ROSTER_TWICE) or not world.went_back:
            raise
        world.did(f"office card refused: {refusal.reason.value}", laptop.name)
        return False
    world.did("new office card", laptop.name)
    return True


def offer_old_card(world: World, laptop: Machine) -> None:
    """Somebody offers the office's card of earlier days; its words are right."""
    if world.old_card is None:
        return
    path, words = world.old_card
    roster = roster_number(laptop)
    try:
        bundle.trust(laptop.notebook, path, words)
    except Refusal as refusal:
        if refusal.reason is not Reason.LOWER_ROSTER:
            raise
        world.did("old card refused", laptop.name)
    _check_roster(laptop, roster)


def roster_number(machine: Machine) -> int:
    """Return the number of the roster that a machine believes."""
    return machine.once("roster", _number_of_roster)


def _number_of_roster(connection: Connection) -> int:
    held = held_roster(connection, practice=False)
    return 0 if held is None else held.roster.number


def _check_roster(machine: Machine, before: int) -> None:
    if (now := roster_number(machine)) < before:
        raise Seen(f"{machine.name} believed roster {before} and now believes {now}")


def _suffer(world: World, files: list[Path]) -> list[Path]:
    """Return what is left of a stick on the way: cut, turned, partly lost, in another order."""
    if len(files) > 1 and world.chance(0.3):
        world.random.shuffle(files)
        world.counts["parts out of order"] += 1
    if len(files) > 1 and world.chance(0.35):
        del files[world.random.randrange(len(files))]
        world.counts["part lost"] += 1
    return [_harmed(world, path) if world.chance(_HARMED) else path for path in files]


def _harmed(world: World, path: Path) -> Path:
    data = path.read_bytes()
    # A place as a share of the length: a sealed file is never twice the same.
    at = min(int(world.random.random() * len(data)), len(data) - 1)
    kind = world.draw(("cut", "flipped"))
    harmed = (
        data[:at] if kind == "cut" else data[:at] + bytes([data[at] ^ (1 << world.draw(range(8)))]) + data[at + 1 :]
    )
    world.counts[f"file {kind}"] += 1
    target = world.new_folder("harmed") / path.name
    target.write_bytes(harmed)
    return target


def _opens(laptop: Machine, path: Path) -> bool:
    """Tell whether a file is sealed to a laptop: its copies and it have one key."""
    from store.bundle.seal import open_seal
    from store.bundle.trusted import own_keys

    try:
        open_seal(path.read_bytes(), own_keys(laptop.notebook).identity)
    except Refusal:
        return False
    return True


def _check_cut_off(world: World, machine: Machine, received: Sequence[Received]) -> None:
    """See that nothing new came by a key that was cut off."""
    gone = {laptop.fingerprints[-1] for laptop in world.laptops if laptop.cut_off}
    if not machine.is_office:
        return
    for one in received:
        if one.sender in gone and one.new_changes:
            raise Seen(f"the office took {one.new_changes} changes of a key that was cut off")


def _put(world: World, files: Sequence[Path], to: Machine, sender: Machine, kind: str) -> Stick | None:
    if not files:
        return None
    stick = Stick(list(files), to.name, sender.name, kind)
    world.sticks.append(stick)
    return stick
