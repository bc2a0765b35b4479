"""Whom this notebook trusts, and its own keys: read from the notebook, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.allowed_signers import Signer, Signers, signer_for_role
from store.bundle.reading import Reader
from store.bundle.signature import fingerprint, openssh_line, public_key_of, read_openssh_line
from store.derived import office_order
from store.keys.roster import SignedRoster, read_roster
from store.refusal import Reason, Refusal
from store.schema import change, known_chain, secret, trusted_key

if TYPE_CHECKING:
    from store.notebook import Notebook

ROOT, OFFICE, COACH = "root", "office", "coach"
OWN = "own"
"""Principal of the notebook's own key; the office gives `coach-1` and the like."""

_pinned = select(known_chain.c.id, known_chain.c.key, known_chain.c.bound).where(known_chain.c.key.is_not(None))
_cut_off = select(trusted_key.c.fingerprint).where(trusted_key.c.cut_off.is_not(None))


@dataclass(frozen=True, repr=False)
class OwnKeys:
    """This notebook's own keys; never printed, never kept longer than one act needs them.

    Attributes:
        seed: the 32 bytes of the Ed25519 private key.
        identity: `AGE-SECRET-KEY-1…`.
    """

    seed: bytes
    identity: str

    @property
    def line(self) -> str:
        """The public signing key as an OpenSSH line."""
        return openssh_line(public_key_of(self.seed))

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` of the signing key."""
        return fingerprint(public_key_of(self.seed))


@dataclass(frozen=True)
class Office:
    """The office to which this notebook's bundles go.

    Attributes:
        fingerprint: of its living signing key.
        recipient: its `age1…`.
        roster: number of the roster that says so.
        id: the controller's own id.
    """

    fingerprint: str
    recipient: str
    roster: int
    id: str


def own_keys(notebook: Notebook) -> OwnKeys:
    """Return the notebook's own keys.

    Raises:
        Refusal: DAMAGED_NOTEBOOK when it has none.
    """
    with notebook.reading_own() as connection:
        return own_keys_within(connection)


def own_keys_within(connection: Connection) -> OwnKeys:
    """Return a laptop's own keys, inside a transaction that does more; an office's may not be with its records."""
    found = {row.name: row.value for row in connection.execute(select(secret))}
    seed, identity = found.get("signing_key"), found.get("age_identity")
    if seed is None or identity is None:
        raise Refusal(Reason.DAMAGED_NOTEBOOK)
    return OwnKeys(seed, identity.decode())


def held_roster(connection: Connection, *, practice: bool) -> SignedRoster | None:
    """Return the roster of the one root that is trusted here, verified anew; None before anything is trusted."""
    row = connection.execute(select(trusted_key).where(trusted_key.c.role == ROOT)).first()
    if row is None or row.text is None:
        return None
    return read_roster(row.text, row.key, practice=practice)


def trusted_office(connection: Connection, *, practice: bool) -> Office | None:
    """Return the living office of the roster held here, or None before one is trusted."""
    held = held_roster(connection, practice=practice)
    if held is None:
        return None
    living = held.roster.living
    return Office(fingerprint(read_openssh_line(living.key)), living.recipient, held.roster.number, held.office)


def trusted_signers(connection: Connection, *, practice: bool, cut_off_too: bool = False) -> Signers:
    """Return all whose signature counts here now: a key that was cut off is not among them.

    Args:
        connection: an open transaction.
        practice: whether we are a practice notebook.
        cut_off_too: see `reader_of`.
    """
    everybody = select(trusted_key).order_by(trusted_key.c.principal)
    rows = connection.execute(everybody if cut_off_too else everybody.where(trusted_key.c.cut_off.is_(None)))
    return Signers(tuple(_signer(row.principal, row.key, row.role, practice) for row in rows if row.principal))


def listed_signers(notebook: Notebook) -> Signers:
    """Return the list for programs that are not ours: all who are trusted, and this notebook itself.

    Its own key is there so that a coach can check what the notebook has just written. It has the namespaces of its
    role and a name that no office gives; where the office has named it, or has cut it off, that stands. Taking in
    never asks this list.
    """
    practice = notebook.identity.practice
    own = public_key_of(own_keys(notebook).seed)
    with notebook.reading() as connection:
        trusted = trusted_signers(connection, practice=practice)
        pinned = select(trusted_key.c.fingerprint).where(trusted_key.c.fingerprint == fingerprint(own))
        if connection.execute(pinned).first() is not None:
            return trusted
    return Signers((*trusted.signers, signer_for_role(OWN, own, notebook.identity.role, practice=practice)))


def reader_of(notebook: Notebook, *, addressed: bool = True, cut_off_too: bool = False) -> Reader:
    """Return who reads when this notebook does.

    Args:
        notebook: the open notebook.
        addressed: whether only what is for us is read; inspecting looks at anything.
        cut_off_too: whether keys that were cut off count: only where a person has looked at a file of quarantine
            and takes it in after all.
    """
    keys = own_keys(notebook)
    practice = notebook.identity.practice
    with notebook.reading() as connection:
        signers = trusted_signers(connection, practice=practice, cut_off_too=cut_off_too)
        rows = connection.execute(_pinned).all()
        chains = {row.id: as_fingerprint(row.key) for row in rows}
        bound = frozenset(row.id for row in rows if row.bound)
        cut_off = frozenset(connection.scalars(_cut_off))
    own = signer_for_role(OWN, public_key_of(keys.seed), notebook.identity.role, practice=practice)
    return Reader(
        signers=Signers((*signers.signers, own)) if not addressed else signers,
        key=keys.fingerprint if addressed else None,
        practice=practice,
        identity=keys.identity,
        chains=chains,
        bound=bound,
        cut_off=cut_off,
    )


def pin_relayed(connection: Connection, chains: Iterable[str], *, practice: bool) -> None:
    """On a laptop: pin the role of each chain that a verified delivery of the office brings.

    The office relays only what it has checked: a chain that its roster names is an office's, any other a coach's.

    Args:
        connection: from a writing transaction; before the changes are taken in.
        chains: the chains of the delivery's changes.
        practice: whether we are a practice notebook.
    """
    held = held_roster(connection, practice=practice)
    offices = frozenset[str]() if held is None else frozenset(each.chain for each in held.roster.identities)
    for chain in sorted(set(chains)):
        give_role(connection, chain, OFFICE if chain in offices else COACH)


def give_role(connection: Connection, chain: str, role: str, *, key: str | None = None, bound: bool = False) -> None:
    """Pin a role to a chain, and the key that signs for it; what had no role before is read anew.

    Args:
        connection: from a writing transaction.
        chain: the chain.
        role: "office" or "coach".
        key: fingerprint of its key; None leaves what is pinned.
        bound: whether the office bound it to a later key than the one that began it.
    """
    same = known_chain.c.id == chain
    row = connection.execute(select(known_chain).where(same)).first()
    if row is None:
        connection.execute(known_chain.insert(), {"id": chain, "role": role, "key": key, "bound": bound})
        return
    values: dict[str, str | bool] = {}
    if row.role is None:
        values["role"] = role
    if key is not None and (row.key is None or bound):
        values |= {"key": key, "bound": bound}
    if values:
        connection.execute(known_chain.update().where(same), values)
    if row.role is None:
        from store.taking_in import rebuild

        ids = connection.scalars(select(change.c.id).where(change.c.chain == row.number).distinct()).all()
        orders = select(office_order.c.number).join(change, change.c.number == office_order.c.number)
        ordered = connection.execute(orders.where(change.c.chain == row.number).limit(1)).first()
        rebuild(connection, None if ordered is not None else ids)


def _signer(principal: str, key: str, role: str, practice: bool) -> Signer:
    return signer_for_role(principal, read_openssh_line(key), role, practice=practice)


def as_fingerprint(key: str) -> str:
    """Return the fingerprint of a pinned key: the own chain's is kept as an OpenSSH line."""
    return key if key.startswith("SHA256:") else fingerprint(read_openssh_line(key))
