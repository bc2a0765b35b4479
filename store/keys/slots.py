"""``keys.toml``: the notebook's key, locked once with each worker's passphrase.

A slot is sealed with ChaCha20-Poly1305 under a key that Argon2id makes from the passphrase. Parameters, notebook and
worker are bound into the seal, so that no part can be exchanged for another's.

Each slot and the recovery slot end with a line ``check``: the SHA-256 of the file's head and of their own text. It
tells a damaged slot (a flipped bit, a cut file) from a wrong passphrase, which only the seal's tag can tell. It gives
nothing away, because it is computed from nothing but what stands beside it in clear: salt, parameters and sealed
bytes. It proves nothing either: who writes a false slot can write its check too, and then the seal's tag refuses.
"""

from __future__ import annotations

import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tomli_w

from store.files import make_folder, write_over
from store.home import Home
from store.identifiers import is_id
from store.keys.keys_file import (
    FORMAT,
    MOST_SLOTS,
    RECOVERY_LINE,
    SLOT_LINE,
    VERSION,
    KeysFile,
    head_of,
    notebook_in,
    parse_part,
    read_file,
    with_check,
)
from store.refusal import Reason, Refusal

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12

PASSPHRASE, ONE_TIME = "passphrase", "one_time"
"""Kinds of a slot: a worker's own, and one that the office has made after a recovery, to be replaced at once."""


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs.

    The default is what RFC 9106 recommends where memory is scarce: about a tenth of a second on an office laptop.

    Attributes:
        memory: KiB.
        passes: how often the memory is gone through.
        lanes: threads.
    """

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_bounded(self) -> bool:
        """Whether it is neither a joke nor a trap: checked before anything is derived.

        A file could otherwise ask for all the memory and time of the machine, or for none: no more than 192 MiB, and
        no more work than eight times the usual, about a second.
        """
        bounded = 8 * 1024 <= self.memory <= 192 * 1024 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16
        return bounded and self.memory * self.passes <= 8 * 64 * 1024 * 3


USUAL_COST = Cost()


@dataclass(frozen=True)
class Opened:
    """What a passphrase opened.

    Attributes:
        key: the notebook's 32 bytes.
        worker: id of the worker whose slot it was.
        notebook: id of the notebook, as the slot is bound to.
    """

    # Not in its repr: a crash report must not print it.
    key: bytes = field(repr=False)
    worker: str
    notebook: str


def make_keys(
    home: Home, *, notebook: str, worker: str, key: bytes, passphrase: str, cost: Cost = USUAL_COST
) -> None:
    """Write a new ``keys.toml`` with one slot.

    Args:
        home: where.
        notebook: id of the notebook.
        worker: id of the worker whose passphrase it is.
        key: the notebook's 32 random bytes.
        passphrase: as typed; judged elsewhere (``store.keys.passphrases``).
        cost: of one try; weaker than usual only in tests, where it is named.

    Raises:
        Refusal: the file could not be written.
    """
    _write(home, one_slot(Opened(key, worker, notebook), passphrase, cost))


def one_slot(opened: Opened, passphrase: str, cost: Cost, *, kind: str = PASSPHRASE) -> KeysFile:
    """Return a keys file with one slot.

    Args:
        opened: the key, the worker and the notebook.
        passphrase: as typed.
        cost: of one try.
        kind: of the slot.
    """
    head = head_of(opened.notebook)
    return KeysFile(head, (_seal(head, opened, passphrase, cost, kind=kind),))


def open_slot(home: Home, passphrase: str) -> Opened:
    """Return the notebook's key, with whose passphrase it was.

    Raises:
        Refusal: MISSING_SLOT, DAMAGED_SLOT or WRONG_PASSPHRASE. A damaged slot is blamed only where no whole one
            opens: another worker's damage keeps nobody out. ONE_TIME_PASSPHRASE where it is one that must be
            replaced first (``store.keys.one_time``).
    """
    opened, kind = open_kind(home.keys, passphrase)
    if kind != PASSPHRASE:
        raise Refusal(Reason.ONE_TIME_PASSPHRASE)
    return opened


def open_kind(path: Path, passphrase: str, *, most: int = MOST_SLOTS) -> tuple[Opened, str]:
    """Return what a passphrase opens in a keys file, and the kind of the slot.

    Args:
        path: the file.
        passphrase: as typed.
        most: slots that it may have: each costs a try.

    Raises:
        Refusal: as ``open_slot``, whatever the kind; DAMAGED_SLOT where there are more slots.
    """
    file = read_file(path)
    notebook = notebook_in(file.head)
    if not file.slots:
        raise Refusal(Reason.MISSING_SLOT)
    if len(file.slots) > most:
        raise Refusal(Reason.DAMAGED_SLOT)
    damaged = False
    for part in file.slots:
        slot = _parse(file.head, part)
        if slot is None:
            damaged = True
            continue
        key = _unseal(notebook, slot, passphrase)
        if key is not None:
            return Opened(key, slot["worker"], notebook), str(slot["kind"])
    raise Refusal(Reason.DAMAGED_SLOT if damaged else Reason.WRONG_PASSPHRASE)


def change_passphrase(home: Home, old: str, new: str, *, cost: Cost = USUAL_COST) -> None:
    """Rewrite the one slot that the old passphrase opens; the notebook's key stays.

    Raises:
        Refusal: as ``open_slot``; GUESSABLE_PASSPHRASE; or the file could not be written. The old one still opens.
    """
    from store.keys.passphrases import require_good

    require_good(new)
    opened = open_slot(home, old)
    _replace_slot(home, opened, new, cost)


def add_slot(home: Home, opened: Opened, *, worker: str, passphrase: str, cost: Cost = USUAL_COST) -> None:
    """Give another worker of the office a slot of their own.

    Raises:
        Refusal: GUESSABLE_PASSPHRASE; or the file could not be written.
    """
    from store.keys.passphrases import require_good

    require_good(passphrase)
    _replace_slot(home, replace(opened, worker=worker), passphrase, cost)


def remove_slot(home: Home, worker: str) -> None:
    """Take a worker's slot away; the last one stays.

    Raises:
        Refusal: MISSING_SLOT when the worker has none, or it is the last.
    """
    file = read_file(home.keys)
    kept = tuple(part for part in file.slots if not _belongs(file.head, part, worker))
    if not kept or len(kept) == len(file.slots):
        raise Refusal(Reason.MISSING_SLOT)
    _write(home, replace(file, slots=kept))


def workers_with_slots(home: Home) -> tuple[str, ...]:
    """Return the ids of the workers who have a whole slot."""
    return workers_in(home.keys)


def workers_in(path: Path) -> tuple[str, ...]:
    """Return the ids of the workers who have a whole slot in a keys file. Anybody can have written them there."""
    file = read_file(path)
    slots = (_parse(file.head, part) for part in file.slots)
    return tuple(slot["worker"] for slot in slots if slot is not None)


def is_whole(home: Home) -> bool:
    """Tell whether every slot of the keys file is as it was written, and the file as this program writes it."""
    try:
        file = read_file(home.keys)
        whole = all(_parse(file.head, part) is not None for part in file.slots)
        return whole and head_of(notebook_in(file.head)) == file.head and file.content == home.keys.read_bytes()
    except (Refusal, OSError):
        return False


def set_recovery_slot(home: Home, text: str) -> None:
    """Keep the recovery slot: an armoured age file to the office root, written at enrolment.

    Raises:
        Refusal: the file could not be written.
    """
    file = read_file(home.keys)
    part = RECOVERY_LINE + tomli_w.dumps({"text": text}).encode()
    _write(home, replace(file, recovery=with_check(file.head, part)))


def recovery_slot(home: Home) -> str | None:
    """Return the armoured age file of the recovery slot, or None before enrolment.

    Raises:
        Refusal: DAMAGED_SLOT.
    """
    return recovery_in(home.keys)


def recovery_in(path: Path) -> str | None:
    """Return the recovery slot of a keys file; see ``recovery_slot``."""
    file = read_file(path)
    if file.recovery is None:
        return None
    content = parse_part(file.head, file.recovery)
    text = None if content is None else content.get("recovery", {}).get("text")
    if not isinstance(text, str):
        raise Refusal(Reason.DAMAGED_SLOT)
    return text


def notebook_of(home: Home) -> str:
    """Return the id of the notebook that these keys are for, without a passphrase.

    Raises:
        Refusal: MISSING_SLOT or DAMAGED_SLOT.
    """
    return notebook_in(read_file(home.keys).head)


def _replace_slot(home: Home, opened: Opened, passphrase: str, cost: Cost) -> None:
    file = read_file(home.keys)
    others = tuple(part for part in file.slots if not _belongs(file.head, part, opened.worker))
    if len(others) >= MOST_SLOTS:
        raise ValueError("too many slots")
    mine = _seal(file.head, opened, passphrase, cost)
    _write(home, replace(file, slots=(*others, mine)))


def _belongs(head: bytes, part: bytes, worker: str) -> bool:
    slot = _parse(head, part)
    return slot is not None and slot["worker"] == worker


def _seal(head: bytes, opened: Opened, passphrase: str, cost: Cost, *, kind: str = PASSPHRASE) -> bytes:
    """Return a new slot, as it stands in the file."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not cost.is_bounded or len(opened.key) != KEY_BYTES:
        raise ValueError("out of bounds")
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    slot: dict[str, Any] = {
        "worker": opened.worker,
        "kind": kind,
        "memory": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
    }
    bound = _bound_to(opened.notebook, slot)
    sealed = ChaCha20Poly1305(_derive(passphrase, salt, cost)).encrypt(nonce, opened.key, bound)
    part = SLOT_LINE + tomli_w.dumps({**slot, "sealed": sealed.hex()}).encode()
    return with_check(head, part)


def _unseal(notebook: str, slot: dict[str, Any], passphrase: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    derived = _derive(passphrase, bytes.fromhex(slot["salt"]), _cost_of(slot))
    try:
        return ChaCha20Poly1305(derived).decrypt(
            bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealed"]), _bound_to(notebook, slot)
        )
    except InvalidTag:
        return None


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # NFKC: the same key on every keyboard and system, however it composes ä.
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    ).derive(secret)


def _bound_to(notebook: str, slot: dict[str, Any]) -> bytes:
    """Return what the seal is bound to: everything that stands beside it."""
    bound = {name: value for name, value in slot.items() if name not in {"sealed", "check"}}
    return tomli_w.dumps({"format": FORMAT, "version": VERSION, "notebook": notebook, **bound}).encode()


def _cost_of(slot: dict[str, Any]) -> Cost:
    return Cost(slot["memory"], slot["passes"], slot["lanes"])


def _write(home: Home, file: KeysFile) -> None:
    make_folder(home.folder)
    _write_slots(home, file)
    beside_backups = home.backups / home.keys.name
    if beside_backups.exists():
        # An older passphrase opens no backup either.
        write_over(beside_backups, file.content)


def _write_slots(home: Home, file: KeysFile) -> None:
    try:
        write_over(home.keys, file.content)
    except Refusal:
        # Where the file has its place already and only its folder could not be told to keep it, the new passphrase is
        # the one that opens: to say that the old one still does would lock somebody out.
        with suppress(OSError):
            if home.keys.read_bytes() == file.content:
                return
        raise


def _parse(head: bytes, part: bytes) -> dict[str, Any] | None:
    """Return a slot that is whole and asks for nothing out of bounds, or None."""
    content = parse_part(head, part)
    try:
        slot = content["slot"][0] if content else {}
        whole = (
            is_id(slot["worker"])
            and slot["kind"] in (PASSPHRASE, ONE_TIME)
            and all(type(slot[name]) is int for name in ("memory", "passes", "lanes"))
            and _cost_of(slot).is_bounded
            and len(bytes.fromhex(slot["salt"])) == _SALT_BYTES
            and len(bytes.fromhex(slot["nonce"])) == _NONCE_BYTES
            and len(bytes.fromhex(slot["sealed"])) == KEY_BYTES + 16
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return None
    return slot if whole else None
