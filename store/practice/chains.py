"""The three chains of a practice notebook: our own, a colleague's and the practice office's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from store.bundle.signature import fingerprint, read_openssh_line
from store.first_run import begin_chain
from store.identifiers import new_id
from store.notebook import Identity
from store.practice.invention import Hand
from store.practice.weaving import Pen
from store.schema import change, known_chain, trusted_key

OWN_PRINCIPAL = "practice-laptop"
_ROLES = {Hand.COLLEAGUE: "coach", Hand.OFFICE: "office"}


def begin_chains(
    connection: Connection, identity: Identity, workers: Mapping[Hand, str], at: datetime
) -> dict[Hand, Pen]:
    """Begin the chains of the two other practice laptops and return where each chain goes on.

    Args:
        connection: from a writing transaction.
        identity: of the practice notebook.
        workers: id of each hand's worker.
        at: time of the first changes.
    """
    pens = {Hand.OWN: _pen(connection, identity)}
    for hand, role in _ROLES.items():
        other = Identity(new_id(), new_id(), workers[hand], role, practice=True)
        begin_chain(connection, other, _public_key(), at=at)
        pens[hand] = _pen(connection, other)
    return pens


def list_own_key(connection: Connection, identity: Identity, at: datetime) -> None:
    """Put the practice notebook's own key on its list of signers.

    So whoever tries the program can check its practice bundles with ``reppu signers`` and ``ssh-keygen`` alone.

    Args:
        connection: from a writing transaction.
        identity: of the practice notebook.
        at: time of the line.
    """
    key = connection.scalar(select(known_chain.c.key).where(known_chain.c.id == identity.chain))
    line = {"key": key, "role": "coach", "principal": OWN_PRINCIPAL, "trusted_at": at}
    shown = fingerprint(read_openssh_line(str(key)))
    connection.execute(trusted_key.insert(), {"fingerprint": shown, **line})


def _pen(connection: Connection, identity: Identity) -> Pen:
    """Return where the chain of an identity goes on."""
    last = connection.execute(
        select(change.c.seq, change.c.hash)
        .join(known_chain, known_chain.c.number == change.c.chain)
        .where(known_chain.c.id == identity.chain)
        .order_by(change.c.seq.desc())
        .limit(1)
    ).one()
    return Pen(identity.chain, identity.worker, last.seq, last.hash)


def _public_key() -> str:
    """Return the public line of a key that signs nothing: its other half is let go of at once."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
