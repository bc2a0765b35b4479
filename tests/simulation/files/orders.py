"""What the office does: assigning, substitutes, putting away, erasing, undoing bundles, cutting off, new keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from store import bundle
from store.assigning import assign_client, end_assignment, hand_clients_over, substitute
from store.bundle.laptops import bind_laptop, cut_off, list_laptops
from store.history.change import Value
from store.outside_backup import held_now, note_outside_backup
from store.putting_away import ended_clients, fetch_back, put_away
from store.reading import find, list_records
from store.refusal import Reason, Refusal
from store.rekeying import new_signing_key, succeed_office
from store.writing import Entry, save
from tests.simulation.files import deeds, exchange
from tests.simulation.files.machine import Machine
from tests.simulation.files.promises import check_consents
from tests.simulation.files.typed import Seen
from tests.simulation.files.world import World


def assign(world: World) -> None:
    """Assign a client who is at the office to somebody."""
    clients = [one for one in world.of_client("client") if find(world.office.notebook, "client", one.id) is not None]
    if clients:
        client, laptop = world.draw(clients), world.draw(world.living)
        saved = _tried(
            world,
            lambda: (
                assign_client(
                    world.office.notebook, client.id, laptop.worker, "responsible", world.today - timedelta(days=9)
                ).id
            ),
        )
        if saved is not None:
            world.assignments.append((saved, client.id))
            world.did("assigned", laptop.name)


def end(world: World) -> None:
    """End an assignment yesterday."""
    if world.assignments:
        assignment, _ = world.draw(world.assignments)
        yesterday = world.today - timedelta(days=1)
        if _tried(world, lambda: end_assignment(world.office.notebook, assignment, yesterday).id):
            world.did("assignment ended")


def stand_in(world: World) -> None:
    """Let one coach stand in for another, or take all clients over."""
    absent, by = world.draw(world.living), world.draw(world.living)
    if absent.worker == by.worker:
        return
    first = world.today - timedelta(days=1)
    if world.chance(0.5):
        saved = _tried(
            world,
            lambda: substitute(
                world.office.notebook, absent.worker, by.worker, first, world.today + timedelta(days=5)
            ),
        )
    else:
        saved = _tried(world, lambda: hand_clients_over(world.office.notebook, absent.worker, by.worker, first))
    if saved:
        world.did("substitute or successor", absent.name, by.name)


def tidy(world: World) -> None:
    """Let a laptop put away whose assignment has ended, and now and then fetch one back."""
    _tidy_of(world, world.draw(world.living))


def _tidy_of(world: World, laptop: Machine) -> None:
    for ended in ended_clients(laptop.notebook, world.today):
        if not ended.ready:
            world.counts["putting away waits"] += 1
            try:
                put_away(laptop.notebook, ended.client, world.today)
            except Refusal as refusal:
                if refusal.reason is not Reason.NOT_BACKED_UP:
                    raise
            continue
        put_away(laptop.notebook, ended.client, world.today)
        world.did("put away", laptop.name)
        if world.chance(0.3):
            fetch_back(laptop.notebook, ended.client)
            world.did("fetched back", laptop.name)


def whole_assignment(world: World) -> None:
    """A whole assignment: a client comes to a laptop, it writes, the assignment ends, and the records leave it."""
    laptop = world.draw(world.living)
    clients = [one for one in world.of_client("client") if find(world.office.notebook, "client", one.id) is not None]
    if laptop.twin or not clients:
        return
    client = world.draw(clients)
    start = world.today - timedelta(days=9)
    saved = _tried(world, lambda: assign_client(world.office.notebook, client.id, laptop.worker, "second", start).id)
    if saved is None:
        return
    world.did("assigned", laptop.name)
    round_trip(world, laptop, safely=world.chance(0.8))
    round_trip(world, laptop, safely=world.chance(0.8))
    end_assignment(world.office.notebook, saved, world.today - timedelta(days=1))
    world.did("assignment ended")
    back_up(world)
    round_trip(world, laptop, safely=True)
    _tidy_of(world, laptop)


def erase(world: World) -> None:
    """Erase a client."""
    standing = [one for one in world.of_client("client") if one.id not in world.log.erased]
    if len(standing) > 1:
        client = world.draw(standing)
        values: dict[str, Value | None] = {"client": client.id, "ground": "asked"}
        if _tried(world, lambda: save(world.office.notebook, Entry("erasure", values))):
            world.log.erased.add(client.id)
            world.did("erased")


def undo(world: World) -> None:
    """Undo a whole bundle, or take the undoing back."""
    standing = list_records(world.office.notebook, "retraction", limit=1000)
    if standing and world.chance(0.5):
        from store.writing import delete

        delete(world.office.notebook, "retraction", world.draw(standing).id)
        world.did("undoing taken back")
        return
    bundles = [
        one
        for one in bundle.received_bundles(world.office.notebook)
        if one.changes and not one.retracted and one.number in world.by_bundle
    ]
    if not bundles:
        return
    number = world.draw(bundles).number
    if _undone(world, number):
        world.log.undone |= world.by_bundle[number]
        world.did("bundle undone")


def undo_withdrawal(world: World) -> None:
    """A bundle is undone in which a client takes everything back: that stays taken back."""
    laptop = world.draw(world.living)
    deeds.ask_about_telling(world, laptop)
    round_trip(world, laptop, safely=True)
    deeds.take_back(world, laptop)
    stick = exchange.hand_over(world, laptop)
    if stick is None:
        return
    world.sticks.remove(stick)
    for one in exchange.arrive(world, stick, safely=True):
        if one.number is not None and one.new_changes and _undone(world, one.number):
            world.log.undone |= world.by_bundle.get(one.number, frozenset())
            world.did("bundle undone")
    check_consents(world, world.office)


def _undone(world: World, number: int) -> str | None:
    return _tried(world, lambda: bundle.retract_bundle(world.office.notebook, number))


def back_up(world: World) -> None:
    """Make a backup at the office, and keep a copy of its home beside it."""
    world.office.notebook.back_up()
    if world.records is not None:
        # Whoever runs the server backs the records up, and says so.
        note_outside_backup(world.office.notebook, held_now(world.office.notebook))
    target = world.new_folder("backup") / "home"
    world.office.snapshot(target)
    world.office_backup = target
    world.did("office backed up")


def lose(world: World) -> None:
    """A laptop is stolen: its key is cut off, its worker gets a new machine; the thief goes on with the old one."""
    if not world.spares or len(world.living) < 3:
        return
    lost = world.draw([laptop for laptop in world.living if not laptop.twin])
    held = world.office.names()
    cut_off(world.office.notebook, lost.principal, "stolen")
    lost.cut_off = True
    world.log.mourned |= lost.names() - held
    fresh = world.begin(world.spares.pop(0))
    world.machines.append(fresh)
    fresh.given_to = lost.worker
    enrol(world, fresh)
    world.did("cut off", lost.name)
    if world.chance(0.7):
        # The thief goes on at once.
        deeds.start_employer(world, lost)
        stick = exchange.hand_over(world, lost)
        if stick is not None:
            exchange.arrive(world, stick)


def renew_key(world: World) -> None:
    """A laptop gets a new key, the old one is cut off, and its earlier chains are bound to the new one."""
    laptop = world.draw(world.living)
    if laptop.twin:
        return
    earlier = laptop.principal
    new_signing_key(laptop.notebook)
    laptop.note_keys()
    principal = _trusted(world, laptop)
    cut_off(world.office.notebook, earlier, "new key")
    laptop.principal = principal
    bind_laptop(world.office.notebook, principal, laptop.worker)
    world.did("new key", laptop.name)


def renew_office(world: World, *, restored: bool = False) -> None:
    """The office gets a new key and a new roster from its root."""
    if world.old_card is None:
        card = bundle.write_card(world.office.notebook, world.new_folder("card") / "office.toml")
        world.old_card = (card.path, card.words)
    succeed_office(world.office.notebook, world.root, restored=restored)
    world.office.note_keys()
    if world.second is not None:
        _see_stale_keys(world.second)
        world.admit_second()
    world.did("office renewed after a restore" if restored else "office renewed")
    if not restored and world.chance(0.4):
        laptop = world.draw(world.living)
        if not exchange.send_roster(world, laptop):
            # The coach who could not accept the card calls the office.
            notice_office(world)
        exchange.offer_old_card(world, laptop)


def notice_office(world: World) -> None:
    """Somebody has noticed that the office went back: it gets new keys and hears every laptop first."""
    renew_office(world, restored=True)
    world.went_back = False
    for laptop in world.living:
        if not exchange.send_roster(world, laptop):
            raise Seen(f"{laptop.name} does not believe the office that was restored")


def enrol(world: World, laptop: Machine) -> None:
    """Exchange cards, and say whose laptop it is once its worker's record has come."""
    folder = world.new_folder("card")
    theirs = bundle.write_card(world.office.notebook, folder / "office.toml")
    bundle.trust(laptop.notebook, theirs.path, theirs.words)
    laptop.principal = _trusted(world, laptop)
    bind_all(world)
    world.did("enrolled", laptop.name)


def bind_all(world: World) -> None:
    """Say whose each laptop is of which the office does not know it yet, as soon as it knows the worker."""
    for shown in list_laptops(world.office.notebook):
        for laptop in world.living:
            unbound = shown.worker is None and shown.principal == laptop.principal
            if unbound and find(world.office.notebook, "worker", laptop.worker) is not None:
                bind_laptop(world.office.notebook, laptop.principal, laptop.worker)


def round_trip(world: World, laptop: Machine, *, safely: bool) -> None:
    """Bring a laptop's changes to the office, the receipt and a delivery back."""
    stick = exchange.hand_over(world, laptop)
    if stick is None:
        return
    world.sticks.remove(stick)
    received = exchange.arrive(world, stick, safely=safely)
    bind_all(world)
    exchange.answer(world, received)
    exchange.send_delivery(world, laptop)
    for back in [one for one in world.sticks if one.to == laptop.name]:
        world.sticks.remove(back)
        exchange.arrive(world, back, safely=safely)


def _see_stale_keys(second: Machine) -> None:
    """See that a worker whose file has the office's earlier keys writes nothing with them."""
    try:
        save(second.notebook, Entry("employer", {"name": "x"}))
    except Refusal as refusal:
        if refusal.reason is not Reason.STALE_KEYS:
            raise
    else:
        raise Seen("a worker wrote with keys that the office has no more")


def _trusted(world: World, laptop: Machine) -> str:
    ours = bundle.write_card(laptop.notebook, world.new_folder("card") / "laptop.toml")
    return bundle.trust(world.office.notebook, ours.path, ours.words).principal


def _tried(world: World, act: Callable[[], object]) -> str | None:
    """Do it, unless the office refuses for a good reason."""
    try:
        return str(act())
    except Refusal as refusal:
        if refusal.reason not in _MAY_REFUSE:
            raise
        world.counts[f"order refused: {refusal.reason.value}"] += 1
        return None


_MAY_REFUSE = frozenset(
    {Reason.ERASED_CLIENT, Reason.UNKNOWN_RECORD, Reason.UNKNOWN_WORKER, Reason.BAD_VALUES, Reason.NOTHING_TO_UNDO}
)
ORDERS: tuple[tuple[Callable[[World], None], int], ...] = (
    (assign, 10),
    (end, 4),
    (whole_assignment, 3),
    (stand_in, 3),
    (tidy, 5),
    (erase, 2),
    (undo, 5),
    (undo_withdrawal, 2),
    (back_up, 3),
    (lose, 5),
    (renew_key, 2),
    (renew_office, 2),
)
"""What the office does, and how often."""
