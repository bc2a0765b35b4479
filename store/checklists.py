"""*Valmentaja lähtee* and *Kone vaihtuu*: what is left to do, read from what stands and what was heard (USERS 9).

A checklist is asked for again after each step; nothing is ticked by hand that the notebook can see by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from store.bundle.laptops import LaptopShown, list_laptops
from store.keys.slots import workers_with_slots
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import known_chain, trusted_key
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from store.notebook import Notebook

_assignment = RECORD_TYPES["assignment"].table
_worker = RECORD_TYPES["worker"].table
_laptop = RECORD_TYPES["laptop"].table


class Task(StrEnum):
    """A step of a checklist. The words are the language's business."""

    CLIENTS_HANDED_OVER = "clients_handed_over"
    """No client is assigned to the leaving coach any more."""
    LAST_BUNDLE_HEARD = "last_bundle_heard"
    """The laptop has answered the delivery that told it so: what was written on it has come."""
    LAPTOPS_CUT_OFF = "laptops_cut_off"
    SLOT_REMOVED = "slot_removed"
    """The worker opens the office's notebook no more."""
    WORKER_INACTIVE = "worker_inactive"
    NEW_LAPTOP_BOUND = "new_laptop_bound"
    """A laptop that is not cut off is the worker's."""
    OLD_LAPTOP_CUT_OFF = "old_laptop_cut_off"
    EARLIER_CHAINS_BOUND = "earlier_chains_bound"
    """What the old laptop wrote can be offered by the new one."""
    STARTING_BUNDLE_WRITTEN = "starting_bundle_written"
    NEW_LAPTOP_HEARD = "new_laptop_heard"
    """The new laptop has said that it has a delivery."""


@dataclass(frozen=True)
class Step:
    """One step of a checklist.

    Attributes:
        task: which.
        done: whether it is done.
        left: how many things are left of it; 0 where it is done.
    """

    task: Task
    done: bool
    left: int = 0


def coach_leaves(notebook: Notebook, worker: str, today: date) -> tuple[Step, ...]:
    """Return the checklist *Valmentaja lähtee*, in the order in which it is done.

    Args:
        notebook: of the office.
        worker: id of who leaves.
        today: the day it is.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_WORKER.
    """
    living = _living(notebook, worker)
    with notebook.writing() as connection:
        active = _active(connection, worker)
        standing = select(func.count()).where(
            _assignment.c.worker == worker,
            _assignment.c.removed.is_(False),
            or_(_assignment.c.end.is_(None), _assignment.c.end >= today),
        )
        clients: int = connection.execute(standing).scalar_one()
        write_line(connection, notebook.identity, Act.LISTED, record="worker", id=worker)
    silent = [one for one in living if not 0 < one.last_delivery <= one.known_delivery]
    slots = int(worker in workers_with_slots(notebook.home))
    return (
        _step(Task.CLIENTS_HANDED_OVER, clients),
        _step(Task.LAST_BUNDLE_HEARD, len(silent)),
        _step(Task.LAPTOPS_CUT_OFF, len(living)),
        _step(Task.SLOT_REMOVED, slots),
        _step(Task.WORKER_INACTIVE, int(active)),
    )


def laptop_changes(notebook: Notebook, worker: str) -> tuple[Step, ...]:
    """Return the checklist *Kone vaihtuu*, in the order in which it is done.

    Args:
        notebook: of the office.
        worker: id of whose laptop changes.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_WORKER.
    """
    living = _living(notebook, worker)
    newest = living[-1] if living else None
    with notebook.writing() as connection:
        _active(connection, worker)
        lost = (
            select(func.count())
            .select_from(known_chain)
            .join(trusted_key, trusted_key.c.fingerprint == known_chain.c.key)
            .join(_laptop, _laptop.c.key == trusted_key.c.fingerprint)
            .where(trusted_key.c.cut_off.is_not(None), _laptop.c.worker == worker, _laptop.c.removed.is_(False))
        )
        unbound: int = connection.execute(lost).scalar_one()
        write_line(connection, notebook.identity, Act.LISTED, record="worker", id=worker)
    return (
        _step(Task.NEW_LAPTOP_BOUND, int(newest is None)),
        _step(Task.OLD_LAPTOP_CUT_OFF, max(len(living) - 1, 0)),
        _step(Task.EARLIER_CHAINS_BOUND, unbound),
        _step(Task.STARTING_BUNDLE_WRITTEN, int(newest is None or not newest.last_delivery)),
        _step(Task.NEW_LAPTOP_HEARD, int(newest is None or not newest.known_delivery)),
    )


def _step(task: Task, left: int) -> Step:
    return Step(task, left == 0, left)


def _living(notebook: Notebook, worker: str) -> list[LaptopShown]:
    """Return a worker's laptops that were not cut off, the newest last."""
    return [one for one in list_laptops(notebook) if one.worker == worker and one.cut_off is None]


def _active(connection: Connection, worker: str) -> bool:
    row = connection.execute(select(_worker.c.active).where(_worker.c.id == worker)).first()
    if row is None:
        raise Refusal(Reason.UNKNOWN_WORKER)
    return row.active is not False
