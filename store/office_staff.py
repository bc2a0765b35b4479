"""The office's own workers, each with a slot and a name of their own (DESIGN §5), and the roles that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from store.bundle.laptops import require_office
from store.identifiers import new_id
from store.keys.passphrases import require_good
from store.keys.slots import USUAL_COST, Cost, Opened, add_slot, remove_slot, workers_with_slots
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, save

if TYPE_CHECKING:
    from store.notebook import Notebook

_worker = RECORD_TYPES["worker"].table


def add_worker(notebook: Notebook, name: str, passphrase: str, *, cost: Cost = USUAL_COST) -> str:
    """Give somebody at the office a name and a slot of their own; return the worker's id.

    The name comes first: a slot whose worker is nobody must not open anything.

    Args:
        notebook: of the office.
        name: of the worker.
        passphrase: as the worker typed it.
        cost: of one try of it.

    Raises:
        Refusal: OFFICE_ONLY, GUESSABLE_PASSPHRASE, BAD_VALUES; or what the disk said.
    """
    require_office(notebook)
    require_good(passphrase)
    worker = new_id()
    save(notebook, Entry("worker", {"name": name, "active": True}, id=worker, add={"roles": ("office",)}))
    give_slot(notebook, worker, passphrase, cost=cost)
    return worker


def give_slot(notebook: Notebook, worker: str, passphrase: str, *, cost: Cost = USUAL_COST) -> None:
    """Give a worker of the office a slot, or another passphrase where it was forgotten.

    Args:
        notebook: of the office.
        worker: id of somebody whose record says that they work at the office.
        passphrase: as the worker typed it.
        cost: of one try of it.

    Raises:
        Refusal: OFFICE_ONLY, GUESSABLE_PASSPHRASE; UNKNOWN_WORKER for who does not work at the office.
    """
    require_office(notebook)
    with notebook.reading() as connection:
        row = _row(connection, worker)
        if row.active is False or "office" not in (row.roles or ()):
            raise Refusal(Reason.UNKNOWN_WORKER)
    identity = notebook.identity
    opened = Opened(notebook.raw_key(), identity.worker, identity.notebook)
    add_slot(notebook.home, opened, worker=worker, passphrase=passphrase, cost=cost)
    with notebook.writing() as connection:
        write_line(connection, identity, Act.KEY_CHANGED, record="worker", id=worker)


def remove_worker(notebook: Notebook, worker: str) -> None:
    """Take a worker's slot away and note that they are no longer at work here.

    Whoever has an older copy of both files still opens that copy: on suspicion the notebook gets a new key.

    Args:
        notebook: of the office.
        worker: id; nobody removes themselves, so that somebody is left who opens the notebook.

    Raises:
        Refusal: OFFICE_ONLY; UNKNOWN_WORKER; MISSING_SLOT for the worker who has opened it.
    """
    require_office(notebook)
    with notebook.reading() as connection:
        _row(connection, worker)
    if worker == notebook.identity.worker:
        raise Refusal(Reason.MISSING_SLOT)
    if worker in workers_with_slots(notebook.home):
        remove_slot(notebook.home, worker)
    save(notebook, Entry("worker", {"active": False}, id=worker))


def set_roles(notebook: Notebook, worker: str, roles: Sequence[str]) -> None:
    """Say which parts a worker plays: coach, office, supervisor, peer_coach.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_WORKER, BAD_VALUES.
    """
    require_office(notebook)
    with notebook.reading() as connection:
        held = set(_row(connection, worker).roles or ())
    gone, new = tuple(sorted(held - set(roles))), tuple(sorted(set(roles) - held))
    drop = {"roles": gone} if gone else {}
    save(notebook, Entry("worker", id=worker, add={"roles": new} if new else {}, drop=drop))


def _row(connection: Connection, worker: str) -> Row[Any]:
    row = connection.execute(select(_worker).where(_worker.c.id == worker, _worker.c.removed.is_(False))).first()
    if row is None:
        raise Refusal(Reason.UNKNOWN_WORKER)
    return row
