"""The erasure list: who was erased, ids only and signed; a restore applies it before it opens (BUNDLE.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.backup import backups_of, copy_beside
from store.bundle.allowed_signers import Signer, Signers
from store.bundle.document import write_content
from store.bundle.forms import Erased, Erasures, Head
from store.bundle.intake import Opened
from store.bundle.kinds import MAX_FILE, SOFTWARE, Kind, namespace_of
from store.bundle.outcomes import Outcome, Received
from store.bundle.reading import Reader, read_bytes, sign_payload
from store.bundle.signature import public_key_of
from store.bundle.trusted import OFFICE, OwnKeys, held_roster, own_keys, own_keys_within, trusted_signers
from store.erasing import erase_listed
from store.files import refusing, write_over
from store.identifiers import new_id
from store.refusal import Reason, Refusal
from store.schema import erased_client
from store.taking_in import rebuild
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

_all = select(erased_client).order_by(erased_client.c.client)


def may_sign_list(connection: Connection, identity: Identity) -> bool:
    """Tell whether this notebook says itself who was erased: an office, or a notebook that has no office."""
    return identity.role == OFFICE or held_roster(connection, practice=identity.practice) is None


def write_list(notebook: Notebook) -> None:
    """Write the list of all who were erased into the home folder, and beside the backups there.

    At a laptop of an office it does nothing: the office's own list lies there.

    Raises:
        Refusal: what the disk said.
    """
    identity = notebook.identity
    with notebook.reading() as connection:
        if not may_sign_list(connection, identity):
            return
        text = signed_list(connection, identity, own_keys(notebook))
    if text is None:
        return
    write_over(notebook.home.erasures, text)
    if backups_of(notebook.home):
        copy_beside(notebook.home, notebook.home.backups)


def signed_list(connection: Connection, identity: Identity, keys: OwnKeys) -> bytes | None:
    """Return the signed list of all who were erased; None where nobody was.

    Args:
        connection: an open transaction.
        identity: of the office, or of a notebook that has none.
        keys: its own.
    """
    rows = connection.execute(_all).all()
    if not rows:
        return None
    roster = held_roster(connection, practice=identity.practice)
    head = Head(
        kind=Kind.ERASURES,
        practice=identity.practice,
        id=new_id(),
        made_at=datetime.now(UTC),
        sender=keys.fingerprint,
        software=SOFTWARE,
        office="" if roster is None else roster.office,
    )
    content = Erasures(tuple(Erased(row.client, row.change, row.at) for row in rows))
    return sign_payload(write_content(head, content), keys.seed, Kind.ERASURES, practice=identity.practice)


def read_list(connection: Connection, identity: Identity, data: bytes) -> Erasures:
    """Read a list as a notebook may believe it: signed by its office, or by itself where it has none.

    Args:
        connection: an open transaction of that notebook.
        identity: of that notebook.
        data: the file as it was read.

    Raises:
        Refusal: UNKNOWN_SIGNER, WRONG_NAMESPACE and every other reason of reading a bundle.
    """
    practice = identity.practice
    signers = trusted_signers(connection, practice=practice).signers
    if may_sign_list(connection, identity):
        own = public_key_of(own_keys_within(connection).seed)
        signers = (*signers, Signer("own", own, frozenset({namespace_of(Kind.ERASURES, practice)})))
    content = read_bytes(data, Reader(Signers(signers), practice=practice)).document.content
    if not isinstance(content, Erasures):
        raise Refusal(Reason.WRONG_NAMESPACE)
    return content


def apply_list(connection: Connection, identity: Identity, listed: Erasures) -> int:
    """Erase who is listed, whatever this notebook still holds of them; return how many were not erased here before.

    Args:
        connection: from a writing transaction.
        identity: of this notebook.
        listed: a list that was verified.
    """
    noted = set(connection.scalars(select(erased_client.c.client)))
    reached = erase_listed(connection, [(one.client, one.change, one.at) for one in listed.erased])
    if reached:
        rebuild(connection, reached)
    new = [one.client for one in listed.erased if one.client not in noted]
    for client in new:
        write_line(connection, identity, Act.ERASED, client=client, ground="list")
    return len(new)


def take_list(connection: Connection, notebook: Notebook, opened: Opened) -> Received:
    """Apply a list that came beside a delivery; the file itself is kept with `keep_list` once this is kept.

    Args:
        connection: from a writing transaction.
        notebook: a laptop's.
        opened: the list, signed by the office that is trusted here.
    """
    content = opened.verified.document.content
    if not isinstance(content, Erasures):
        raise Refusal(Reason.WRONG_NAMESPACE)
    new = apply_list(connection, notebook.identity, content)
    held = set(connection.scalars(select(erased_client.c.client)))
    write_line(connection, notebook.identity, Act.RECEIVED, id=opened.verified.document.head.id, ground="erasures")
    if held - {one.client for one in content.erased}:
        return opened.outcome(Outcome.OLDER)
    return replace(opened.outcome(Outcome.TAKEN if new or not notebook.home.erasures.exists() else Outcome.KNOWN))


def keep_list(notebook: Notebook, data: bytes) -> None:
    """Keep a list that was taken in, in the home folder and beside the backups.

    Raises:
        Refusal: what the disk said.
    """
    write_over(notebook.home.erasures, data)
    if backups_of(notebook.home):
        copy_beside(notebook.home, notebook.home.backups)


def load_list(path: Path) -> bytes | None:
    """Return a list's file; None where there is none.

    Raises:
        Refusal: what the disk said; TOO_LARGE.
    """
    with refusing():
        if not path.is_file():
            return None
        if path.stat().st_size > MAX_FILE:
            raise Refusal(Reason.TOO_LARGE, limit=MAX_FILE)
        return path.read_bytes()
