"""Deliveries: what the office writes for one laptop, numbered and sealed to it (BUNDLE.md, `[delivery]`; USERS 9).

A delivery carries everything since the one that the laptop's `[known]` acknowledged, so that a lost stick costs
nothing: what was on it is in the next. A laptop that has acknowledged nothing gets a starting bundle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, LargeBinary, bindparam, func, select, type_coerce

from store.bundle.document import write_changes_head
from store.bundle.erasure_lists import signed_list
from store.bundle.exporting import new_name
from store.bundle.forms import Delivery, Head
from store.bundle.kinds import MAX_CHANGES, SOFTWARE, Kind
from store.bundle.laptops import correspondent_of, living_laptop, require_office, worker_of
from store.bundle.news import Item, News, divide, find_news, pack_marks, unpack_marks
from store.bundle.planning import ROOM
from store.bundle.reading import sign_payload
from store.bundle.seal import seal
from store.bundle.tables import written_bundle
from store.bundle.trusted import OwnKeys, held_roster, own_keys
from store.files import write_new
from store.held import in_parts
from store.identifiers import new_id
from store.keys.roster import SignedRoster
from store.office_settings import raise_version, settings_version
from store.packed_header import unpack
from store.refusal import Reason, Refusal
from store.rekeying import HEAR_FIRST
from store.schema import change, delivery, setting
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_texts = select(change.c.number, type_coerce(change.c.header, LargeBinary), change.c.body).where(
    change.c.number.in_(bindparam("numbers", expanding=True))
)


@dataclass(frozen=True)
class Delivered:
    """What was written for a laptop.

    Attributes:
        number: of the delivery; None where the laptop has everything.
        since: the delivery on which it builds; 0 is a starting bundle.
        files: the parts, in their order.
        roster: the file with the roster that the laptop does not have yet, or None.
        erasures: the file that says who was erased, or None where nobody was.
        changes: how many changes are in the parts.
        clients: how many clients' records the laptop has with it.
    """

    number: int | None
    since: int
    files: tuple[Path, ...]
    roster: Path | None
    changes: int
    clients: int
    erasures: Path | None = None


@dataclass(frozen=True)
class _Addressee:
    """Who a delivery is for, and what it has."""

    principal: str
    key: str
    recipient: str
    known: Any
    worker: str | None


def deliver(
    notebook: Notebook,
    principal: str,
    folder: Path,
    *,
    today: date | None = None,
    progress: Callable[[int, int], None] = lambda done, all_parts: None,
) -> Delivered:
    """Write the next delivery for a laptop.

    Its number is taken before the first file is written: a stick pulled out between two parts leaves a number that
    nobody will ever acknowledge, and never two deliveries of one number.

    Args:
        notebook: of the office.
        principal: of the laptop.
        folder: where the files go; it must exist.
        today: which assignments count; None is the day it is.
        progress: called after each part with how many are written, of how many; may raise to stop there.

    Raises:
        Refusal: OFFICE_ONLY, NOTHING_TRUSTED, UNKNOWN_LAPTOP, FOLDER_MISSING; LAPTOP_NOT_HEARD in a restored office
            that has not yet read what this laptop has; what the disk said.
    """
    require_office(notebook)
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    keys = own_keys(notebook)
    practice = notebook.identity.practice
    with notebook.writing() as connection:
        roster = held_roster(connection, practice=practice)
        if roster is None:
            raise Refusal(Reason.NOTHING_TRUSTED)
        to = _addressee(connection, notebook, principal)
        since, acknowledged = _acknowledged(connection, to)
        settings = raise_version(connection, 0 if to.known is None else to.known.settings)
        news = find_news(connection, to.worker, today or datetime.now().astimezone().date(), acknowledged)
        if not news.items and since and to.known.settings == settings and to.known.roster == roster.roster.number:
            return Delivered(None, since, (), None, 0, len(news.clients))
        said = Delivery(_next_number(connection, to), settings, roster.roster.number, since)
        _reserve(connection, to, said, news)
        _log(connection, notebook, news)
    lacks_roster = to.known is None or to.known.roster < roster.roster.number
    roster_file = _write_roster(folder, to, roster, practice) if lacks_roster else None
    head = Head(
        kind=Kind.CHANGES,
        practice=practice,
        id=new_id(),
        made_at=datetime.now(UTC),
        sender=keys.fingerprint,
        recipient=to.key,
        software=SOFTWARE,
        office=roster.office,
    )
    parts = divide(news.items, MAX_CHANGES, ROOM)
    files = tuple(_written(notebook, folder, to, keys, head, said, parts, progress))
    erasures = _write_erasures(notebook, folder, to, keys)
    return Delivered(said.number, since, files, roster_file, len(news.items), len(news.clients), erasures)


def lies_ready(notebook: Notebook, principal: str, bundles: Collection[str], *, today: date | None = None) -> bool:
    """Tell whether the newest delivery for a laptop carries all that is due, and all of it lies among some files.

    Args:
        notebook: of the office.
        principal: of the laptop.
        bundles: ids of our own bundles that lie where we look.
        today: which assignments count; None is the day it is.

    Raises:
        Refusal: UNKNOWN_LAPTOP.
    """
    with notebook.reading() as connection:
        row = living_laptop(connection, principal)
        of_laptop = delivery.c.recipient == row.fingerprint
        last = connection.execute(
            select(delivery).where(of_laptop).order_by(delivery.c.number.desc()).limit(1)
        ).first()
        roster = held_roster(connection, practice=notebook.identity.practice)
        if last is None or roster is None:
            return False
        before = connection.scalar(select(delivery.c.sent).where(of_laptop, delivery.c.number == last.since))
        day = today or datetime.now().astimezone().date()
        news = find_news(connection, worker_of(connection, row.fingerprint), day, unpack_marks(before))
        versions = (settings_version(connection), roster.roster.number)
        if unpack_marks(last.sent) != news.everything or (last.settings, last.roster) != versions:
            return False
        known = correspondent_of(connection, row.fingerprint)
        if known is not None and known.delivery >= last.number:
            return True
        written = select(func.count()).where(
            written_bundle.c.bundle.in_(sorted(bundles)),
            written_bundle.c.recipient == row.fingerprint,
            written_bundle.c.kind == Kind.CHANGES.value,
            written_bundle.c.at >= last.at,
        )
        # A stick may have been pulled out between two parts.
        return connection.execute(written).scalar_one() >= len(divide(news.items, MAX_CHANGES, ROOM))


def _addressee(connection: Connection, notebook: Notebook, principal: str) -> _Addressee:
    row = living_laptop(connection, principal)
    known = correspondent_of(connection, row.fingerprint)
    first = connection.scalar(select(setting.c.value).where(setting.c.name == HEAR_FIRST))
    if known is None and first == notebook.identity.chain:
        raise Refusal(Reason.LAPTOP_NOT_HEARD)
    return _Addressee(principal, row.fingerprint, row.recipient, known, worker_of(connection, row.fingerprint))


def _acknowledged(connection: Connection, to: _Addressee) -> tuple[int, frozenset[int]]:
    """Return the delivery that the laptop acknowledged and what was in it; nothing where we do not know that one."""
    if to.known is None or not to.known.delivery:
        return 0, frozenset()
    same = (delivery.c.recipient == to.key) & (delivery.c.number == to.known.delivery)
    sent = connection.scalar(select(delivery.c.sent).where(same))
    return (0, frozenset()) if sent is None else (to.known.delivery, unpack_marks(sent))


def _next_number(connection: Connection, to: _Addressee) -> int:
    """Return a number above all that were written and above what the laptop has: an office may have gone back."""
    last = connection.scalar(select(func.max(delivery.c.number)).where(delivery.c.recipient == to.key)) or 0
    return max(int(last), 0 if to.known is None else int(to.known.delivery)) + 1


def _reserve(connection: Connection, to: _Addressee, said: Delivery, news: News) -> None:
    """Take the number, and note what the laptop has once it acknowledges it; forget what is older than it has."""
    older = (delivery.c.recipient == to.key) & (delivery.c.number < said.since)
    connection.execute(delivery.update().where(older), {"sent": None})
    row = {"recipient": to.key, "at": datetime.now(UTC), **vars(said), "sent": pack_marks(news.everything)}
    connection.execute(delivery.insert(), row)


def _log(connection: Connection, notebook: Notebook, news: News) -> None:
    for client in sorted({item.client for item in news.items if item.client is not None and not item.header_only}):
        write_line(connection, notebook.identity, Act.HANDED_OVER, client=client)


def _write_roster(folder: Path, to: _Addressee, roster: SignedRoster, practice: bool) -> Path:
    """Write the roster beside the delivery: a new office key cannot be believed before it."""
    text = roster.text.encode()
    path = folder / new_name(not practice)
    write_new(path, text if practice else seal(text, to.recipient))
    return path


def _write_erasures(notebook: Notebook, folder: Path, to: _Addressee, keys: OwnKeys) -> Path | None:
    """Write who was erased beside the delivery: the laptop keeps it with its backups."""
    practice = notebook.identity.practice
    with notebook.reading() as connection:
        text = signed_list(connection, notebook.identity, keys)
    if text is None:
        return None
    path = folder / new_name(not practice)
    file = text if practice else seal(text, to.recipient)
    write_new(path, file)
    return path


def _written(
    notebook: Notebook,
    folder: Path,
    to: _Addressee,
    keys: OwnKeys,
    head: Head,
    said: Delivery,
    parts: Sequence[Sequence[Item]],
    progress: Callable[[int, int], None],
) -> Iterator[Path]:
    """Write the parts one after another; one part is in memory at a time."""
    for number, part in enumerate(parts, 1):
        own = replace(head, id=new_id(), part=number, parts=len(parts))
        with notebook.reading() as connection:
            payload = write_changes_head(own, delivery=said).encode() + _changes(connection, part)
        signed = sign_payload(payload, keys.seed, Kind.CHANGES, practice=own.practice)
        path = folder / new_name(not own.practice)
        file = signed if own.practice else seal(signed, to.recipient)
        write_new(path, file)
        with notebook.writing() as connection:
            # So that it is known as our own where the same stick comes back.
            digest = hashlib.sha256(file).hexdigest()
            row = {
                "bundle": own.id,
                "digest": digest,
                "kind": Kind.CHANGES.value,
                "at": own.made_at,
                "recipient": to.key,
            }
            connection.execute(written_bundle.insert(), row)
            write_line(connection, notebook.identity, Act.HANDED_OVER, id=own.id, ground=to.principal)
        progress(number, len(parts))
        yield path


def _changes(connection: Connection, part: Sequence[Item]) -> bytes:
    texts: dict[int, tuple[bytes, str | None]] = {}
    for numbers in in_parts([item.number for item in part]):
        texts |= {row[0]: (row[1], row[2]) for row in connection.execute(_texts, {"numbers": numbers})}
    written = bytearray()
    for item in part:
        packed, body = texts[item.number]
        # An erasure may have come between: what has no body any more goes as a header.
        written += (unpack(packed) + ("" if item.header_only else body or "")).encode()
    return bytes(written)
