"""What goes wrong with machines: copies of them, an office put back in time, and kills in the middle of something."""

from __future__ import annotations

from collections.abc import Callable

from store import bundle
from store.bundle.laptops import bind_laptop, cut_off, list_laptops
from store.bundle.outcomes import Warned
from store.history.change import Value
from store.reading import list_records
from store.rekeying import new_signing_key
from store.writing import Entry, save
from tests.simulation.files import deeds, exchange, orders
from tests.simulation.files.machine import Machine
from tests.simulation.files.promises import check_notebook
from tests.simulation.files.typed import Seen
from tests.simulation.files.world import World

_USUAL_WRITES = {"saving": 5, "exporting": 10, "delivering": 10, "taking in": 15}
"""What is killed → about how many writes it has: those that come late are to be met too."""

_MOST_WRITES = 60
_AT_EVERY_WRITE = {"saving": 0.08, "exporting": 0.15, "delivering": 0.8, "taking in": 0.4}
"""What is killed → how often at every one of its writes: what is seldom killed at all is then killed at each."""


def clone(world: World) -> None:
    """Copy a laptop as it is: two machines go on with one key and one chain."""
    if any(laptop.twin for laptop in world.laptops):
        return
    laptop = world.draw(world.living)
    name = f"copy of {laptop.name}"
    target = world.folder / name.replace(" ", "-")
    laptop.snapshot(target)
    copy = Machine.start(name, target)
    copy.principal, copy.twin, copy.given_to = laptop.principal, laptop.name, laptop.given_to
    copy.fingerprints, copy.chains = list(laptop.fingerprints), list(laptop.chains)
    laptop.twin = copy.name
    laptop.was_copied = copy.was_copied = True
    world.machines.append(copy)
    world.did("cloned", laptop.name)


def put_office_back(world: World) -> None:
    """Put the office back to an old backup; sometimes nobody notices for a while."""
    if world.office_backup is None:
        return
    before, erased = world.office.names(), world.log.erased
    world.office.put_back(world.office_backup)
    world.office_backup = None
    world.admit_second()
    world.by_bundle.clear()
    # The program in which a form stood open is no more.
    office = {world.office.name, *([world.second.name] if world.second else [])}
    world.forms = [form for form in world.forms if form.machine not in office]
    world.office.chains = [world.office.notebook.identity.chain]
    left = world.office.names()
    for chain in {name.split("/")[0] for name in before}:
        if not any(chain in laptop.chains for laptop in world.laptops):
            world.log.mourned |= {name for name in before - left if name.startswith(f"{chain}/")}
    lost = [laptop for laptop in world.laptops if laptop.cut_off]
    world.log.mourned |= {name for laptop in lost for name in laptop.names() - left}
    world.went_back = True
    world.did("office put back")
    if world.chance(0.6):
        orders.notice_office(world)
    _redo(world, erased)


def put_office_behind_its_roster(world: World) -> None:
    """The office gets new keys, a laptop hears of it, and then the office is put back to the day before."""
    if world.went_back:
        return
    orders.back_up(world)
    orders.renew_office(world)
    laptop = world.draw(world.living)
    exchange.send_roster(world, laptop)
    if world.chance(0.5):
        orders.round_trip(world, laptop, safely=True)
    world.did("office put back behind its roster")
    put_office_back(world)
    if world.went_back and world.chance(0.7):
        # Nobody knows: the next number was signed before.
        orders.renew_office(world)
        if world.went_back and not exchange.send_roster(world, laptop):
            orders.notice_office(world)


def kill(world: World, machine: Machine) -> None:
    """Kill a program in the middle of saving, exporting or taking in; afterwards it is done again."""
    name, act = _something(world, machine)
    if world.chance(_AT_EVERY_WRITE[name]):
        kill_at_every_write(world, machine, name, act)
    else:
        _kill_before(world, machine, name, act, int(world.random.expovariate(1 / _USUAL_WRITES[name])))


def kill_at_every_write(world: World, machine: Machine, name: str, act: Callable[[], object]) -> None:
    """Kill a program before its first write, do the same again, kill it before the second, and so on to its end."""
    write = 0
    while write < _MOST_WRITES and _kill_before(world, machine, name, act, write):
        write += 1
    world.did(f"killed at every write while {name}", machine.name)


def _kill_before(world: World, machine: Machine, name: str, act: Callable[[], object], write: int) -> bool:
    before = machine.held()
    about_to = machine.killed_in(act, write, world.folder)
    if not about_to:
        return False
    world.did(f"killed while {name}", machine.name)
    world.counts[f"killed before a {about_to}"] += 1
    check_notebook(machine)
    held = machine.held()
    if name == "taking in" and held != before:
        act()
        if machine.held() != held:
            raise Seen(f"{machine.name} was killed while taking in, and had half of it")
    return True


def settle_clones(world: World) -> None:
    """Somebody has noticed that a laptop was copied: both hand over with the old key, then each gets its own."""
    for laptop in [laptop for laptop in world.living if laptop.twin and not laptop.name.startswith("copy")]:
        copy = world.named(laptop.twin)
        for machine in (laptop, copy):
            # What is sealed to an office that is no more would be lost with the old key.
            exchange.send_roster(world, machine)
            stick = exchange.hand_over(world, machine, everything=True)
            if stick is not None:
                world.sticks.remove(stick)
                exchange.arrive(world, stick, safely=True)
        _check_log_alarm(world, laptop)
        old = laptop.principal
        for machine in (laptop, copy):
            new_signing_key(machine.notebook)
            machine.note_keys()
        cut_off(world.office.notebook, old, "copied")
        for machine in (laptop, copy):
            ours = bundle.write_card(machine.notebook, world.new_folder("card") / "laptop.toml")
            machine.principal = bundle.trust(world.office.notebook, ours.path, ours.words).principal
            earlier = None if machine is laptop else ()
            bind_laptop(world.office.notebook, machine.principal, machine.worker, earlier=earlier)
        laptop.twin = copy.twin = ""
        world.did("copies told apart", laptop.name)


def offer_old_card(world: World) -> None:
    """Somebody offers a laptop the office's card of earlier days."""
    exchange.offer_old_card(world, world.draw(world.living))


def _check_log_alarm(world: World, laptop: Machine) -> None:
    """See that two use logs of one key were noticed, once the office has heard both."""
    alarms = [alarm for alarm in bundle.alarms(world.office.notebook) if alarm.subject == laptop.fingerprints[-1]]
    heard = [chain for chain in laptop.chains if any(name.startswith(chain) for name in world.office.names())]
    if heard and Warned.USE_LOG_REWRITTEN not in {alarm.warned for alarm in alarms}:
        raise Seen(f"the use logs of {laptop.name} and of its copy differ, and nobody was told")


def _something(world: World, machine: Machine) -> tuple[str, Callable[[], object]]:
    sticks = [stick for stick in world.sticks if stick.to == machine.name and len(stick.files) == 1]
    if sticks and world.chance(0.6):
        stick = world.draw(sticks)
        return "taking in", lambda: bundle.receive(machine.notebook, stick.files)
    if not machine.is_office and world.chance(0.5):
        return "exporting", lambda: exchange.hand_over(world, machine)
    if machine.is_office and world.chance(0.5):
        laptop = world.draw(world.living)
        return "delivering", lambda: exchange.send_delivery(world, laptop)
    deed = world.draw((deeds.start_employer, deeds.edit, deeds.take_back))
    return "saving", lambda: deed(world, machine)


def _redo(world: World, erased: set[str]) -> None:
    """People do again what the office forgot: enrolments, cut-offs, whose laptop, erasures."""
    office = world.office.notebook
    known = {laptop.fingerprint: laptop for laptop in list_laptops(office)}
    for laptop in world.laptops:
        if laptop.cut_off:
            row = known.get(laptop.fingerprints[-1])
            if row is not None and row.cut_off is None:
                cut_off(office, row.principal, "again")
            continue
        for key in laptop.fingerprints[:-1]:
            row = known.get(key)
            if row is not None and row.cut_off is None and key != laptop.fingerprints[-1]:
                cut_off(office, row.principal, "again")
        ours = bundle.write_card(laptop.notebook, world.new_folder("card") / "laptop.toml")
        laptop.principal = bundle.trust(office, ours.path, ours.words).principal
    held = {str(one.values["client"]) for one in list_records(office, "erasure", limit=1000)}
    for client in [card.id for card in world.of_client("client") if card.id in erased - held]:
        values: dict[str, Value | None] = {"client": client, "ground": "again"}
        save(office, Entry("erasure", values))
    orders.bind_all(world)
