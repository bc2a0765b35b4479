"""One run from one seed: days in which everything goes wrong, then everybody comes together, then the promises."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import TypeVar
from unittest.mock import patch

from store import bundle, engine
from store.bundle import delivering, planning, trusted
from store.bundle.laptops import bind_laptop
from store.bundle.outcomes import Outcome as Became
from store.keys import roster, slots
from tests.simulation.files import at_once, deeds, exchange, mishaps, orders, shared
from tests.simulation.files.faults import FAULTS
from tests.simulation.files.killing import watched
from tests.simulation.files.machine import Machine
from tests.simulation.files.promises import (
    check_consents,
    check_notebook,
    check_nothing_lost,
    check_same,
    check_states,
    check_two_meanings,
    check_whole,
)
from tests.simulation.files.typed import Seen
from tests.simulation.files.world import World
from tests.simulation.run import Outcome

STEPS = 32
"""Steps of one run, before everybody comes together."""

_MORE_ROUNDS = 2
"""So often everybody comes once more while somebody's changes are not all at the office."""

_OWN_CONNECTION = 5
"""Each so manieth run takes files in over a connection of their own, as the program does; it alters nothing else."""

_COMPUTED_ONCE = (
    (slots, "_derive", lru_cache(100)(slots._derive)),
    (trusted, "read_roster", lru_cache(100)(roster.read_roster)),
)
_Act = TypeVar("_Act")


def run(seed: int, fault: str | None = None) -> Outcome:
    """Run the world of one seed to its end and check it.

    Args:
        seed: decides every deed; see `World` for what it does not decide.
        fault: name of a fault that is planted, to see that it is seen.
    """
    story = None
    with world_of(seed, fault) as world:
        try:
            _live(world)
            _come_together(world)
            _check(world)
        except Seen as seen:
            story = f"step {world.step}: {seen}"
        except Exception:
            story = f"step {world.step}: {traceback.format_exc()}"
        if world.parts_of < 5000:
            world.counts["short parts"] += 1
        return Outcome(seed, world.counts, "\n".join(world.deeds), story)


@contextmanager
def world_of(seed: int, fault: str | None = None) -> Iterator[World]:
    """Open the world of a seed, in which nothing has happened yet; see `run`."""
    with ExitStack() as planted:
        # Nothing of a run is in a circle that is worth a search while it lasts.
        gc.disable()
        planted.callback(gc.enable)
        planted.enter_context(watched())
        planted.enter_context(shared.watched())
        # What is the same for the same bytes is computed once a process: passphrases, and signatures of rosters.
        for where, name, what in _COMPUTED_ONCE:
            planted.enter_context(patch.object(where, name, what))
        # To wipe every piece of memory takes half the time of a run, and alters nothing in any file.
        planted.enter_context(patch.object(engine, "BEFORE_KEY", engine.BEFORE_KEY[:1]))
        # A connection of its own is worth its time where a file brings thousands of rows; here it brings a few.
        planted.enter_context(patch.object(engine, "_OFTEN", 1))
        if seed % _OWN_CONNECTION:
            planted.enter_context(patch.object(engine, "_connected", lambda engine, many: engine.connect()))
        world = World(seed)
        planted.callback(world.close)
        # The format's limit is 5 000 changes a part; a lower one divides short histories too.
        for module in (planning, delivering):
            planted.enter_context(patch.object(module, "MAX_CHANGES", world.parts_of))
        if fault is not None:
            planted.enter_context(FAULTS[fault]())
        yield world


def _live(world: World) -> None:
    for laptop in world.living:
        deeds.start_client(world, laptop)
    while world.step < STEPS:
        world.next_step()
        _step(world)


def _step(world: World) -> None:
    what = _drawn(world, (("deed", 50), ("exchange", 30), ("order", 12), ("mishap", 8)))
    if what == "deed":
        machine = world.draw(world.machines)
        if machine.is_office and world.second is not None and world.chance(0.5):
            machine = world.second
        _drawn(world, deeds.DEEDS)(world, machine)
    elif what == "exchange":
        _drawn(world, _EXCHANGES if world.second is None else _EXCHANGES_OF_SEVERAL)(world)
    elif what == "order":
        _drawn(world, orders.ORDERS)(world)
    else:
        _drawn(world, _MISHAPS)(world)
    world.counts["step"] += 1
    if world.chance(0.12):
        machine = world.draw(world.machines)
        check_consents(world, machine)
        if not machine.is_office:
            check_states(world, machine)


def _hand_over(world: World) -> None:
    exchange.hand_over(world, world.draw(world.laptops), everything=world.chance(0.1))


def _arrive(world: World) -> None:
    """Let one of the sticks that are on their way arrive, not the first that was sent; or lose it."""
    if not world.sticks:
        return
    stick = world.draw(world.sticks)
    if stick is not world.sticks[0]:
        world.counts["out of order"] += 1
    if not world.chance(0.15):
        world.sticks.remove(stick)
        world.old_sticks.append(stick)
    else:
        world.counts["stick stays and comes again"] += 1
    if world.chance(0.15):
        world.did(f"{stick.kind} lost")
        if stick in world.sticks:
            world.sticks.remove(stick)
        return
    received = exchange.arrive(world, stick)
    if stick.to == "office" and world.chance(0.6):
        exchange.answer(world, received)


def _old_stick(world: World) -> None:
    """A stick that arrived long ago turns up again."""
    if world.old_sticks:
        exchange.arrive(world, world.draw(world.old_sticks))
        world.did("old stick again")


def _receipts_in_the_wrong_order(world: World) -> None:
    """Two receipts are on their way, the office writes between them, and the later one is there first."""
    laptop, answers = world.draw(world.living), []
    for _ in range(2):
        deeds.start_employer(world, laptop)
        stick = exchange.hand_over(world, laptop)
        if stick is not None:
            world.sticks.remove(stick)
            before = list(world.sticks)
            exchange.answer(world, exchange.arrive(world, stick, safely=True))
            answers += [one for one in world.sticks if one not in before and one.to == laptop.name]
        deeds.start_employer(world, world.office)
    for stick in reversed(answers):
        world.sticks.remove(stick)
        exchange.arrive(world, stick, safely=True)


def _deliver(world: World) -> None:
    exchange.send_delivery(world, world.draw(world.living))


def _swap(world: World) -> None:
    exchange.swap(world, world.draw(world.living))


def _round_of_one(world: World) -> None:
    orders.round_trip(world, world.draw(world.living), safely=False)


_EXCHANGES: tuple[tuple[Callable[[World], None], int], ...] = (
    (_hand_over, 5),
    (_arrive, 14),
    (_old_stick, 2),
    (_receipts_in_the_wrong_order, 1),
    (_deliver, 4),
    (_swap, 2),
    (_round_of_one, 2),
)
_EXCHANGES_OF_SEVERAL = (*_EXCHANGES, (at_once.take_in_at_once, 8))
"""What an office of several workers meets."""

_MISHAPS: tuple[tuple[Callable[[World], None], int], ...] = (
    (mishaps.clone, 1),
    (mishaps.put_office_back, 2),
    (mishaps.put_office_behind_its_roster, 1),
    (mishaps.offer_old_card, 1),
    (lambda world: mishaps.kill(world, world.draw(world.machines)), 8),
)


def _come_together(world: World) -> None:
    """Everybody settles what somebody noticed; everything still on its way arrives; all laptops come twice."""
    world.next_step()
    for machine in world.machines:
        check_two_meanings(world, [machine])
    while world.forms:
        deeds.save_form(world, world.named(world.forms[0].machine))
    for stick in list(world.sticks):
        exchange.arrive(world, stick)
    world.sticks.clear()
    if world.went_back:
        orders.notice_office(world)
    mishaps.settle_clones(world)
    _all_rounds(world, world.living)
    for laptop in [laptop for laptop in world.living if not laptop.name.startswith("copy")]:
        # A chain of an earlier key is offered once the office has said whose it is, and names the one before it then.
        # A laptop that sealed to an office that is no more has to hear of the new one first.
        for _ in laptop.fingerprints:
            if not bundle.standing(laptop.notebook).everything_at_office:
                world.did("bound again", laptop.name)
                bind_laptop(world.office.notebook, laptop.principal, laptop.worker)
                _all_rounds(world, [laptop])
                _all_rounds(world, world.living)
    for _ in range(_MORE_ROUNDS):
        # Who believed the receipt of an office that is no more offers again once the living one has answered.
        if not all(bundle.standing(laptop.notebook).everything_at_office for laptop in world.living):
            _all_rounds(world, world.living)
    for laptop in [laptop for laptop in world.laptops if laptop.cut_off]:
        _hear_thief(world, laptop)
    bundle.try_again(world.office.notebook)
    world.ever_at_office |= world.office.names()


def _all_rounds(world: World, laptops: Sequence[Machine]) -> None:
    """Let all hand over, and then all hear the office: nothing is lost on the way any more."""
    for laptop in laptops:
        stick = exchange.hand_over(world, laptop)
        if stick is not None:
            world.sticks.remove(stick)
            exchange.answer(world, exchange.arrive(world, stick, safely=True))
    orders.bind_all(world)
    for laptop in laptops:
        exchange.send_delivery(world, laptop)
        for back in [one for one in world.sticks if one.to == laptop.name]:
            world.sticks.remove(back)
            exchange.arrive(world, back, safely=True)


def _hear_thief(world: World, laptop: Machine) -> None:
    """Let a machine whose key was cut off hand over: it waits, unless it is sealed to an office that is no more."""
    stick = exchange.hand_over(world, laptop, everything=True)
    if stick is None:
        return
    world.sticks.remove(stick)
    received = exchange.arrive(world, stick, safely=True)
    if any(one.outcome not in (Became.WAITING, Became.KNOWN) for one in received):
        world.log.mourned |= laptop.names()


def _check(world: World) -> None:
    check_notebook(world.draw(world.machines))
    check_nothing_lost(world)
    check_same(world)
    check_two_meanings(world, world.machines)
    for machine in world.machines:
        check_two_meanings(world, [machine])
        check_consents(world, machine)
    for laptop in world.living:
        check_states(world, laptop)
        check_whole(world, laptop)


def _drawn(world: World, weighed: Sequence[tuple[_Act, int]]) -> _Act:
    return world.random.choices([act for act, _ in weighed], [weight for _, weight in weighed])[0]
