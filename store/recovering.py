"""Recovery of a forgotten passphrase, at the office: the laptop sends its keys file, the root opens it (DESIGN §5).

Two persons do it together, the call is made to a number that the office has, and both stand in the use log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office, worker_of
from store.bundle.recovery import read_recovery
from store.bundle.trusted import reader_of
from store.keys.keys_file import notebook_in, read_file
from store.keys.one_time import write_one_time
from store.keys.passphrases import offer
from store.keys.slots import USUAL_COST, Cost, Opened, recovery_in, workers_in
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import trusted_key
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.keys.root import Root
    from store.notebook import Notebook

_worker = RECORD_TYPES["worker"].table


@dataclass(frozen=True)
class Sent:
    """A keys file that was sent to the office, and whose it is.

    Attributes:
        principal: of the laptop whose key signed the recovery slot.
        owner: id of the worker whose laptop it is, as the office has said; None where it has not.
        worker: id of the worker whose slot the file has.
    """

    principal: str
    owner: str | None
    worker: str
    opened: Opened = field(repr=False)


@dataclass(frozen=True)
class Recovered:
    """What a recovery gave.

    Attributes:
        principal: of the laptop.
        path: the file that goes back to it.
        passphrase: to be said aloud, once; it is kept nowhere.
    """

    principal: str
    path: Path
    passphrase: str = field(repr=False)


def read_sent(notebook: Notebook, path: Path, root: Root) -> Sent:
    """Open the recovery slot of a keys file with the root, and say whose it is.

    Only the signature inside says that: what stands in clear beside it can have been written by anybody.

    Args:
        notebook: of the office.
        path: the ``keys.toml`` that the laptop sent.
        root: from its stick.

    Raises:
        Refusal: OFFICE_ONLY; NO_RECOVERY_SLOT; CANNOT_UNSEAL for a slot of another root; UNKNOWN_SIGNER,
            KEY_CUT_OFF: not a laptop of this office; OTHER_NOTEBOOK where slot and file do not belong together.
    """
    require_office(notebook)
    slot = recovery_in(path)
    if slot is None:
        raise Refusal(Reason.NO_RECOVERY_SLOT)
    found = read_recovery(root.open_recovery(slot), reader_of(notebook))
    workers = workers_in(path)
    if found.notebook != notebook_in(read_file(path).head) or not workers:
        raise Refusal(Reason.OTHER_NOTEBOOK)
    with notebook.reading() as connection:
        row = connection.execute(select(trusted_key).where(trusted_key.c.fingerprint == found.key)).one()
        owner = worker_of(connection, found.key)
    worker = owner if owner in workers else workers[0]
    return Sent(row.principal, owner, str(worker), Opened(found.database_key, str(worker), found.notebook))


def recover_passphrase(
    notebook: Notebook,
    sent: Sent,
    second: str,
    path: Path,
    *,
    language: str,
    cost: Cost = USUAL_COST,
) -> Recovered:
    """Make the file that goes back to the laptop, and the one-time passphrase that is said aloud.

    Both persons stand in the use log before anything is given out.

    Args:
        notebook: of the office; who opened it is the first person.
        sent: what `read_sent` found.
        second: id of the worker who is there too.
        path: the new file.
        language: of the words: fi, sv or en.
        cost: of one try of the one-time passphrase.

    Raises:
        Refusal: TWO_PERSONS where the second is the first, or is not at work here; FILE_EXISTS, or what the disk
            said.
    """
    require_office(notebook)
    first = notebook.identity.worker
    if path.exists():
        raise Refusal(Reason.FILE_EXISTS)
    with notebook.writing() as connection:
        if second in (first, sent.owner, sent.worker) or not _is_at_work(connection, second):
            raise Refusal(Reason.TWO_PERSONS)
        for person in (first, second):
            identity = notebook.identity
            write_line(connection, identity, Act.RECOVERED, record="worker", id=person, ground=sent.principal)
    passphrase = offer(language)
    write_one_time(path, sent.opened, passphrase, cost=cost)
    return Recovered(sent.principal, path, passphrase)


def _is_at_work(connection: Connection, worker: str) -> bool:
    row = connection.execute(select(_worker).where(_worker.c.id == worker)).first()
    return row is not None and not row.removed and row.active is not False
