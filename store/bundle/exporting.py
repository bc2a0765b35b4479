"""Export: the changes of this notebook's own chains that no receipt covers, signed, sealed, in parts (BUNDLE.md).

The history keeps each text as written; an export only joins texts. Nothing is parsed or written anew, and only one
part is in memory at a time.
"""

from __future__ import annotations

import hashlib
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Connection, LargeBinary, bindparam, func, select, type_coerce

from store.bundle.document import write_changes_head
from store.bundle.forms import Head, Known, Range
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.offered import OfferedChain, offered_chains
from store.bundle.planning import NOTHING, Part, plan
from store.bundle.reading import sign_payload
from store.bundle.seal import seal
from store.bundle.spans import held_until
from store.bundle.tables import written_bundle
from store.bundle.trusted import Office, OwnKeys, own_keys, trusted_office
from store.bundle.use_lines import use_text
from store.files import write_new
from store.identifiers import new_id
from store.packed_header import GROWTH_OF_FOUR, WORDS, unpack
from store.refusal import Reason, Refusal
from store.schema import change, handed_over, receipt, setting, use_line
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

NAME_LETTERS = string.ascii_lowercase + string.digits
NAME_LENGTH = 12
SEALED, PLAIN = ".toml.age", ".toml"

USE_RECEIPTED = "use_receipted"
"""Setting: the last line of the use log that a receipt covers."""

_PAGE = 500
"""Changes that are read at once."""

_LINE_ROOM = 480
"""Most bytes of a use line beside its ground and names: fields, ids and two hashes."""


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes:
        files: the bundles, in the order of their parts.
        changes: how many changes are in them.
        first: first seq of the chain that is written now; None when none of it is in them.
        last: last seq.
        use_lines: how many lines of the use log are in them.
        sealed: whether they are sealed to the office.
    """

    files: tuple[Path, ...]
    changes: int
    first: int | None
    last: int | None
    use_lines: int
    sealed: bool


@dataclass(frozen=True)
class _Sender:
    """What all parts of one export have in common."""

    head: Head
    known: Known
    keys: OwnKeys
    office: Office | None
    chains: tuple[OfferedChain, ...]


def export_changes(
    notebook: Notebook,
    folder: Path,
    *,
    everything: bool = False,
    progress: Callable[[int, int], None] = lambda done, all_parts: None,
) -> Exported:
    """Write bundles of all changes of the own chains that no receipt covers.

    Each part is recorded as handed over once it stands whole in the folder; a stick pulled out between two parts
    leaves the first handed over and the second not.

    Args:
        notebook: the open notebook.
        folder: where the files go; it must exist.
        everything: also what a receipt covers already.
        progress: called after each part with how many are written, of how many; may raise to stop there.

    Raises:
        Refusal: NOTHING_TRUSTED (a real notebook without an office: nothing is written), FOLDER_MISSING, FULL_DISK,
            READ_ONLY_FOLDER, INPUT_OUTPUT_ERROR.
    """
    keys = own_keys(notebook)
    identity = notebook.identity
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    files: list[Path] = []
    with notebook.reading() as connection:
        office = trusted_office(connection, practice=identity.practice)
        if office is None and not identity.practice:
            raise Refusal(Reason.NOTHING_TRUSTED)
        sender = _sender(connection, notebook, keys, office)
        parts = _planned(connection, sender.chains, everything)
        sealed = not identity.practice
        for number, (chain, part) in enumerate(parts, 1):
            head = replace(sender.head, id=new_id(), part=number, parts=len(parts))
            path = folder / new_name(sealed)
            file = _file(connection, sender, head, chain, part)
            write_new(path, file)
            files.append(path)
            _record(notebook, sender, head, chain, part, hashlib.sha256(file).hexdigest())
            del file
            progress(number, len(parts))
    spans = [part for chain, part in parts if part.changes and chain.id == identity.chain]
    return Exported(
        files=tuple(files),
        changes=sum(part.changes for _, part in parts),
        first=spans[0].first if spans else None,
        last=spans[-1].last if spans else None,
        use_lines=sum(part.use_lines for _, part in parts),
        sealed=sealed,
    )


def _file(connection: Connection, sender: _Sender, head: Head, chain: OfferedChain, part: Part) -> bytes:
    """Return one bundle as it is written: signed, and sealed unless it is a practice notebook's.

    Raises:
        Refusal: NOTHING_TRUSTED: nothing of a real notebook is written in clear, whoever calls this.
    """
    payload = _payload(connection, sender, head, chain, part)
    signed = sign_payload(payload, sender.keys.seed, Kind.CHANGES, practice=head.practice)
    del payload
    if head.practice:
        return signed
    if sender.office is None:
        raise Refusal(Reason.NOTHING_TRUSTED)
    return seal(signed, sender.office.recipient)


def new_name(sealed: bool) -> str:
    """Return a file name from which neither sender, recipient, pace nor client can be read."""
    letters = "".join(secrets.choice(NAME_LETTERS) for _ in range(NAME_LENGTH))
    return f"nippu-{letters}{SEALED if sealed else PLAIN}"


def _sender(connection: Connection, notebook: Notebook, keys: OwnKeys, office: Office | None) -> _Sender:
    identity = notebook.identity
    settings = {row.name: row.value for row in connection.execute(select(setting))}
    head = Head(
        kind=Kind.CHANGES,
        practice=identity.practice,
        id=identity.chain,
        made_at=datetime.now(UTC),
        sender=keys.fingerprint,
        recipient=None if office is None else office.fingerprint,
        software=SOFTWARE,
        office=office.id if office is not None else "",
        service=settings.get("service", ""),
    )
    office_seq = int(settings.get("known_office_seq", "0"))
    known = Known(
        delivery=int(settings.get("known_delivery", "0")),
        settings=int(settings.get("known_settings", "0")),
        roster=0 if office is None else office.roster,
        office_seq=office_seq,
        office_hash=settings.get("known_office_hash") if office_seq else None,
    )
    return _Sender(head, known, keys, office, offered_chains(connection, identity, keys.fingerprint))


def _planned(
    connection: Connection, chains: tuple[OfferedChain, ...], everything: bool
) -> list[tuple[OfferedChain, Part]]:
    """Return the parts of each chain, oldest chain first; the use lines go with the chain that is written now."""
    use = 0
    if not everything:
        value = connection.execute(select(setting.c.value).where(setting.c.name == USE_RECEIPTED)).scalar()
        use = int(value or 0)
    most = 6 * func.octet_length(use_line.c.ground) + _LINE_ROOM
    lines = _Sizes(connection, use_line.c.number, most, use + 1)
    planned: list[tuple[OfferedChain, Part]] = []
    for chain in chains:
        here = lines if chain is chains[-1] else NOTHING
        sizes = _sizes(connection, chain, everything, present=chain is chains[-1])
        planned += [(chain, part) for part in plan(sizes, here)]
    return planned


def _sizes(connection: Connection, chain: OfferedChain, everything: bool, *, present: bool) -> _Sizes:
    seq = 0
    if not everything:
        covered = select(func.max(receipt.c.last)).where(
            receipt.c.chain == chain.number, receipt.c.revoked.is_(False)
        )
        seq = connection.execute(covered).scalar() or 0
    # octet_length reads no text: the plan costs next to nothing.
    header = func.octet_length(change.c.header) * GROWTH_OF_FOUR // 4 + WORDS
    size = header + func.coalesce(func.octet_length(change.c.body), 0)
    until = held_until(connection, chain.number, seq, whole=present)
    return _Sizes(connection, change.c.seq, size, seq + 1, _on(chain) & (change.c.seq <= until))


class _Sizes:
    """Sizes of rows, added up by the database: a long history is never in memory."""

    def __init__(
        self,
        connection: Connection,
        number: Column[int],
        size: ColumnElement[int],
        first: int,
        *only: ColumnElement[bool],
    ) -> None:
        self._connection = connection
        self._total = select(func.coalesce(func.sum(size), 0)).where(
            *only, number.between(bindparam("first"), bindparam("last"))
        )
        self.first = first
        self.last: int = connection.scalar(select(func.max(number)).where(*only)) or 0

    def total(self, first: int, last: int) -> int:
        """Return the most bytes that the rows of a span can have."""
        found: int = self._connection.execute(self._total, {"first": first, "last": last}).scalar_one()
        return found


def _payload(connection: Connection, sender: _Sender, head: Head, chain: OfferedChain, part: Part) -> bytes:
    """Join one part: head, use lines, changes, each as written; a page at a time, so that it is in memory once."""
    ranges = []
    use = use_text(connection, part.first_use, part.last_use) if part.use_lines else None
    if part.changes:
        ranges = [Range(chain.id, part.first, part.last, _hash_before(connection, chain, part.first))]
    span = None if use is None else use.span
    payload = bytearray(write_changes_head(head, known=sender.known, ranges=ranges, use=span).encode())
    if use is not None:
        payload += use.text.encode()
        del use
    packed = type_coerce(change.c.header, LargeBinary)
    query = select(packed, change.c.body).where(_on(chain))
    between = change.c.seq.between(part.first, part.last)
    for rows in connection.execute(query.where(between).order_by(change.c.seq)).partitions(_PAGE):
        # What was erased or put away has no body: its header travels alone.
        payload += "".join([unpack(header) + (body or "") for header, body in rows]).encode()
    return bytes(payload)


def _on(chain: OfferedChain) -> ColumnElement[bool]:
    """Choose the changes of a chain that were written here: of one with two meanings only our own branch."""
    own = change.c.chain == chain.number
    return own & change.c.number.not_in(sorted(chain.others)) if chain.others else own


def _hash_before(connection: Connection, chain: OfferedChain, seq: int) -> str | None:
    if seq == 1:
        return None
    query = select(change.c.hash).where(_on(chain), change.c.seq == seq - 1)
    found: str = connection.execute(query).scalar_one()
    return found


def _record(notebook: Notebook, sender: _Sender, head: Head, chain: OfferedChain, part: Part, digest: str) -> None:
    """Note that this part stands in the folder: handed over, and not yet at the office."""
    with notebook.writing() as connection:
        if part.changes:
            row = {"bundle": head.id, "chain": chain.number, "first": part.first, "last": part.last}
            connection.execute(handed_over.insert(), {**row, "at": head.made_at})
        written: dict[str, Any] = {"bundle": head.id, "digest": digest, "kind": head.kind.value, "at": head.made_at}
        written |= {"office_seq": sender.known.office_seq}
        written |= {"first_use": part.first_use, "last_use": part.last_use}
        connection.execute(written_bundle.insert(), written)
        write_line(connection, notebook.identity, Act.HANDED_OVER, id=head.id)
