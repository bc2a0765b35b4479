"""Laptops at the office: whose each key is, what it last said that it has, and where a lost one was cut off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, select

from store.bundle.trusted import COACH, OFFICE, give_role
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import change, correspondent, delivery, known_chain, trusted_key
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

NOTHING_HELD = "-"
"""Where a key is cut off of which nothing ever arrived."""

_laptop = RECORD_TYPES["laptop"].table
_worker = RECORD_TYPES["worker"].table
_chain = RECORD_TYPES["chain"].table
_of_key = select(_laptop).where(_laptop.c.key == bindparam("key"), _laptop.c.removed.is_(False))
_chains_of_key = select(known_chain).where(known_chain.c.key == bindparam("key")).order_by(known_chain.c.number)
_tip = (
    select(change.c.seq, change.c.hash)
    .where(change.c.chain == bindparam("chain"))
    .order_by(change.c.seq.desc(), change.c.hash)
    .limit(1)
)


@dataclass(frozen=True)
class LaptopShown:
    """One laptop that the office has enrolled.

    Attributes:
        principal: its name in `allowed_signers`.
        fingerprint: of its signing key.
        worker: id of the worker whose it is; None until the office has said so.
        name: of that worker; empty where it is not here.
        claimed: id of the worker who writes on its chains, as it says itself; None before anything came.
        cut_off: where it was cut off (chain/seq/hash of each chain); None while it lives.
        heard: when its newest bundle was taken in; None before the first.
        software: what wrote that bundle.
        known_delivery: number of the newest delivery that it said it has.
        last_delivery: number of the newest delivery that was written for it.
    """

    principal: str
    fingerprint: str
    worker: str | None
    name: str
    claimed: str | None
    cut_off: str | None
    heard: datetime | None
    software: str
    known_delivery: int
    last_delivery: int


def bind_laptop(notebook: Notebook, principal: str, worker: str, *, earlier: Iterable[str] | None = None) -> Saved:
    """Say whose laptop a key is, and which chains of earlier keys it goes on with.

    Args:
        notebook: of the office.
        principal: of the laptop.
        worker: id of the worker.
        earlier: chains that began under another key. None takes those that the laptop itself says it continues,
            and those of the same worker's keys that were cut off.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_LAPTOP, UNKNOWN_WORKER; CHAIN_OF_ANOTHER for a chain whose own key still lives:
            a chain has one living key. Nothing was changed.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        row = living_laptop(connection, principal)
        if connection.execute(select(_worker.c.id).where(_worker.c.id == worker)).first() is None:
            raise Refusal(Reason.UNKNOWN_WORKER)
        chains = _continued(connection, row.fingerprint, worker) if earlier is None else set(earlier)
        for chain in sorted(chains):
            _require_free(connection, chain, row.fingerprint)
            give_role(connection, chain, COACH, key=row.fingerprint, bound=True)
        held = connection.execute(_of_key, {"key": row.fingerprint}).first()
        add = {"earlier": tuple(sorted(chains))} if chains else {}
        values = {"key": row.fingerprint, "worker": worker}
        entry = Entry("laptop", values, id=None if held is None else held.id, add=add)
        return Writer(connection, notebook.identity).save(entry)


def cut_off(notebook: Notebook, principal: str, ground: str = "") -> str:
    """Cut a lost, stolen or replaced key off at the last change of each of its chains that is held.

    From now on nothing that it signs is taken in: it waits for a person. What is held stays and counts.

    Args:
        notebook: of the office.
        principal: of the laptop.
        ground: why, for the use log; never a client's name.

    Returns:
        Where it was cut off: chain/seq/hash of each chain, or ``NOTHING_HELD``.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_LAPTOP (also where it was cut off before).
    """
    require_office(notebook)
    with notebook.writing() as connection:
        row = living_laptop(connection, principal)
        places = []
        for chain in connection.execute(_chains_of_key, {"key": row.fingerprint}).all():
            tip = connection.execute(_tip, {"chain": chain.number}).first()
            if tip is not None:
                places.append(f"{chain.id}/{tip.seq}/{tip.hash}")
        where = " ".join(places) or NOTHING_HELD
        same = trusted_key.c.fingerprint == row.fingerprint
        connection.execute(trusted_key.update().where(same), {"cut_off": where})
        said = f"{principal}: {ground}" if ground else principal
        write_line(connection, notebook.identity, Act.CUT_OFF, ground=said)
    return where


def list_laptops(notebook: Notebook) -> tuple[LaptopShown, ...]:
    """Return every laptop that the office has enrolled, cut-off ones too, the newest last.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    with notebook.reading() as connection:
        rows = connection.execute(select(trusted_key).where(trusted_key.c.role == COACH)).all()
        # In the order in which they were enrolled: coach-9 before coach-10.
        enrolled = sorted(rows, key=lambda row: (len(row.principal), row.principal))
        return tuple(_shown(connection, row) for row in enrolled)


def living_laptop(connection: Connection, principal: str) -> Any:
    """Return the row of an enrolled laptop that was not cut off.

    Raises:
        Refusal: UNKNOWN_LAPTOP.
    """
    row = connection.execute(
        select(trusted_key).where(trusted_key.c.principal == principal, trusted_key.c.role == COACH)
    ).first()
    if row is None or row.cut_off is not None:
        raise Refusal(Reason.UNKNOWN_LAPTOP)
    return row


def worker_of(connection: Connection, key: str) -> str | None:
    """Return the id of the worker whose laptop a key is, as the office has said; None where it has not."""
    row = connection.execute(_of_key, {"key": key}).first()
    return None if row is None else str(row.worker)


def correspondent_of(connection: Connection, key: str) -> Any:
    """Return what a laptop last said that it has; None where nothing of it has been taken in."""
    return connection.execute(select(correspondent).where(correspondent.c.key == key)).first()


def require_office(notebook: Notebook) -> None:
    """Refuse what only an office may do.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    if notebook.identity.role != OFFICE:
        raise Refusal(Reason.OFFICE_ONLY)


def _require_free(connection: Connection, chain: str, key: str) -> None:
    """Refuse a chain of the office, and one whose own key still lives."""
    pinned = connection.execute(select(known_chain).where(known_chain.c.id == chain)).first()
    if pinned is None or pinned.key in (None, key):
        if pinned is not None and pinned.role == OFFICE:
            raise Refusal(Reason.CHAIN_OF_ANOTHER)
        return
    owner = connection.execute(select(trusted_key).where(trusted_key.c.fingerprint == pinned.key)).first()
    if pinned.role == OFFICE or (owner is not None and owner.cut_off is None):
        raise Refusal(Reason.CHAIN_OF_ANOTHER)


def _continued(connection: Connection, key: str, worker: str) -> set[str]:
    """Return the chains of earlier keys that a laptop goes on with."""
    own = {row.id for row in connection.execute(_chains_of_key, {"key": key})}
    found: set[str] = set()
    todo = list(own)
    while todo:
        claimed = connection.scalar(select(_chain.c.earlier).where(_chain.c.id == todo.pop()))
        if claimed is not None and claimed not in found | own:
            found.add(claimed)
            todo.append(claimed)
    lost = (
        select(known_chain.c.id)
        .join(trusted_key, trusted_key.c.fingerprint == known_chain.c.key)
        .join(_laptop, _laptop.c.key == trusted_key.c.fingerprint)
        .where(trusted_key.c.cut_off.is_not(None), _laptop.c.worker == worker, _laptop.c.removed.is_(False))
    )
    return found | (set(connection.scalars(lost)) - own)


def _shown(connection: Connection, row: Any) -> LaptopShown:
    heard = correspondent_of(connection, row.fingerprint)
    last = connection.scalar(select(func.max(delivery.c.number)).where(delivery.c.recipient == row.fingerprint))
    worker = worker_of(connection, row.fingerprint)
    return LaptopShown(
        principal=row.principal,
        fingerprint=row.fingerprint,
        worker=worker,
        name=connection.scalar(select(_worker.c.name).where(_worker.c.id == worker)) or "",
        claimed=_claimed(connection, row.fingerprint),
        cut_off=row.cut_off,
        heard=None if heard is None else heard.heard_at,
        software="" if heard is None else heard.software,
        known_delivery=0 if heard is None else heard.delivery,
        last_delivery=last or 0,
    )


def _claimed(connection: Connection, key: str) -> str | None:
    """Return who wrote the first change of a laptop's newest chain, as its header says."""
    from store.held import held_change

    first = (
        select(change.c.header)
        .join(known_chain, known_chain.c.number == change.c.chain)
        .where(known_chain.c.key == key, change.c.seq == 1)
        .order_by(known_chain.c.number.desc())
    )
    header = connection.scalar(first)
    return None if header is None else held_change(header, None).header.author
