"""Two workers of a shared office at the same moment: the same bundle, or two bundles that may be about one record."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from store import bundle
from store.bundle.outcomes import Outcome, Received
from tests.simulation.files import deeds, exchange
from tests.simulation.files.machine import Machine
from tests.simulation.files.promises import check_notebook
from tests.simulation.files.typed import Seen
from tests.simulation.files.world import World


def take_in_at_once(world: World) -> None:
    """Let two workers take in the same file, or two files of two laptops, at the same moment."""
    if world.second is None:
        return
    if world.chance(0.5):
        for _ in range(2):
            deeds.edit(world, world.draw(world.living))
    laptops = world.random.sample(world.living, world.draw((1, 2)))
    written = [stick.files[-1] for laptop in laptops if (stick := exchange.hand_over(world, laptop)) is not None]
    if not written:
        return
    before = world.office.names()
    received = _both(world.office, world.second, [written[0], written[-1]])
    new = world.office.names() - before
    if (counted := sum(each.new_changes for each in received)) != len(new):
        raise Seen(f"two workers counted {counted} new changes at the same moment, and {len(new)} came")
    taken = [each for each in received if each.outcome is Outcome.TAKEN]
    if len(written) == 1 and len(taken) > 1:
        raise Seen("two workers took the same file in")
    check_notebook(world.office)
    world.ever_at_office |= world.office.names()
    world.did("the same file at once" if len(written) == 1 else "two files at once")
    exchange.answer(world, received)


def _both(one: Machine, other: Machine, files: Sequence[Path]) -> tuple[Received, ...]:
    ready = Barrier(2)

    def take(machine: Machine, path: Path) -> tuple[Received, ...]:
        ready.wait()
        return bundle.receive(machine.notebook, [path])

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(take, machine, path) for machine, path in zip((one, other), files, strict=True)]
        return tuple(received for each in done for received in each.result())
