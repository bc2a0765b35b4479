"""Faults planted one by one in the real doors, to show that the simulation would see them.

Each does one thing as a careless program would do it, for as long as it is entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, select

from store import consents
from store.bundle import (
    delivering,
    exporting,
    news,
    planning,
    receipting,
    received_use,
    receiving,
    states,
    taking_changes,
    taking_rosters,
    trusting,
)
from store.bundle.intake import Opened, Wanted
from store.bundle.outcomes import Received
from store.bundle.reaching import Reach
from store.bundle.trusted import held_roster
from store.history.change import Change
from store.notebook import Identity, Notebook
from store.refusal import Refusal
from store.schema import change as change_table
from store.taking_in import take_in
from tests.simulation.faults import retraction_unwithdraws


def _by_place(connection: Connection, chain: int, backed_up: int) -> tuple[Reach, ...]:
    """Sign for the highest place that was seen, whatever is missing below."""
    on_chain = select(change_table.c.seq, change_table.c.hash).where(change_table.c.chain == chain)
    tip = connection.execute(on_chain.order_by(change_table.c.seq.desc())).first()
    return () if tip is None else (Reach(tip.seq, tip.hash, 0),)


def _without_second(*spans: Any) -> list[planning.Part]:
    """Leave the second of several parts out."""
    parts = planning.plan(*spans)
    return [part for number, part in enumerate(parts) if number != 1]


def _torn(items: Sequence[news.Item], *limits: int) -> list[list[news.Item]]:
    """Leave the first change of every record out that has several."""
    first: dict[str, int] = {}
    several = {one.id for one in items if first.setdefault(one.id, one.number) != one.number}
    return news.divide([one for one in items if one.id not in several or one.number != first[one.id]], *limits)


def _half_of_refused(connection: Connection, notebook: Notebook, opened: Opened, *, wanted: Wanted) -> Received:
    """Keep the first half of a file that is refused."""
    try:
        return taking_changes.take_changes(connection, notebook, opened, wanted=wanted)
    except Refusal:
        take_in(connection, notebook.identity, opened.changes[: len(opened.changes) // 2 + 1])
        connection.commit()
        raise


def _nobody_cut_off(connection: Connection, notebook: Notebook, opened: Opened, *, wanted: Wanted) -> Received:
    """Believe a key that was cut off."""
    return taking_changes.take_changes(connection, notebook, replace(opened, cut_off=False), wanted=wanted)


def _all_new(connection: Connection, identity: Identity, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Count what was here already as new."""
    take_in(connection, identity, changes)
    return tuple(changes)


def _handed_over_is_there(connection: Connection, identity: Identity) -> list[Any]:
    """Call "at the office" what was only handed over."""
    from store.bundle.spans import chains_of

    return [replace(chain, covered=chain.handed) for chain in chains_of(connection, identity)]


def _lower_taken(connection: Connection, notebook: Notebook, opened: Opened) -> Received:
    """Take a roster whatever its number is."""
    with patch.object(taking_rosters, "held_roster", partial(_as_low, held_roster)):
        return taking_rosters.take_roster_in(connection, notebook, opened)


def _as_low(real: Callable[..., Any], connection: Connection, *, practice: bool) -> Any:
    held = real(connection, practice=practice)
    return None if held is None else replace(held, roster=replace(held.roster, number=0))


@contextmanager
def _planted(*changed: tuple[object, str, object]) -> Iterator[None]:
    with ExitStack() as stack:
        for where, name, what in changed:
            stack.enter_context(patch.object(where, name, what))
        yield


def _plant(*changed: tuple[object, str, object]) -> Callable[[], AbstractContextManager[object]]:
    return partial(_planted, *changed)


FAULTS: Mapping[str, Callable[[], AbstractContextManager[object]]] = {
    "receipt_by_place": _plant((receipting, "reaches", _by_place)),
    "part_skipped": _plant((exporting, "plan", _without_second)),
    "delivery_not_closed": _plant((delivering, "divide", _torn)),
    "refused_half_taken": _plant((receiving, "take_changes", _half_of_refused)),
    "cut_off_ignored": _plant((receiving, "take_changes", _nobody_cut_off)),
    "roster_lowered": _plant(
        (receiving, "take_roster_in", _lower_taken), (trusting, "require_successor", lambda held, offered: None)
    ),
    "use_log_rewrite_unnoticed": _plant((received_use, "raise_alarm", lambda *said, **how: ())),
    "undo_unwithdraws": _plant((consents, "permissions", retraction_unwithdraws)),
    "doubled_taking_in": _plant(
        (taking_changes, "take_in", _all_new), (receiving, "known_file", lambda connection, file: None)
    ),
    "handed_over_is_there": _plant((states, "chains_of", _handed_over_is_there)),
}
"""Name of a fault → what plants it for as long as it is entered."""
