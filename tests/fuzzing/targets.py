"""What is fuzzed: each reader of something that comes from outside, with texts to begin from."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from store.bundle.allowed_signers import Signers, parse_signers
from store.bundle.cards import card_of
from store.bundle.kinds import Kind
from store.bundle.reading import Reader, read_bundle, read_bytes, sign_payload
from store.bundle.recovery import read_recovery
from store.bundle.seal import new_identity, recipient_of, seal
from store.csv_in import parse_table
from store.home import Home
from store.keys.keys_file import notebook_in, read_file
from store.keys.roster import read_roster, require_successor
from store.keys.slots import recovery_in, workers_in
from store.quality.together import read_folder
from store.refusal import Refusal
from store.settings import read_settings
from tests.fuzzing import archive, beginnings
from tests.fuzzing.beginnings import MAKER, REAL_MAKER
from tests.fuzzing.mending import CHAINS, TEXT, USE, mended, mended_keys
from tests.store.bundle.making import Maker

MEND_ALL = CHAINS | USE | TEXT
REAL, OTHER_KIND, OTHER_ROOT = 8, 32, 64
"""Set in the first byte of an input: the text is signed by a real notebook and not by a practice one; as another kind
than its reader wants; and the root that its reader trusts is not the one that signed."""

_IDENTITY = new_identity()
_RECIPIENT = recipient_of(_IDENTITY)
_OUR_KEY = Maker(hashlib.sha256(b"us").digest()).fingerprint
_PINNED = {beginnings.PINNED: beginnings.OTHER_MAKER.fingerprint}
_MEMORY = Path("/dev") / "shm"
_FOLDER = Path(tempfile.mkdtemp(prefix="reppu-fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None))


@dataclass(frozen=True)
class Target:
    """One reader.

    Attributes:
        name: of it.
        begin: texts to begin from, each with the byte in front that says what is mended.
        run: feeds it one input; what it raises is a find.
        signed: whether what is mangled is signed, or checked, before it is read.
        reads: the functions whose lines count as reading steps: file of the store → names, or all of the file.
    """

    name: str
    begin: Callable[[], list[bytes]]
    run: Callable[[bytes], None]
    signed: bool
    reads: Mapping[str, tuple[str, ...]]


_STEPS: dict[str, tuple[str, ...]] = {
    "bundle/grammar.py": (),
    "bundle/fields.py": (),
    "bundle/document.py": ("read_document", "_parse", "_read_head", "_key_of"),
}
"""Reading steps that every signed text goes through: they count for each target on its own."""


def _behind(own: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return a target's own reading steps, and those that it shares with every signed text."""
    return {name: (*_STEPS.get(name, ()), *own.get(name, ())) for name in {**_STEPS, **own}}


_CHANGE = ("read_body", "read_header", "read_change", "_text", "_list", "_table", "_scalar", "_value")
_CHANGES: dict[str, tuple[str, ...]] = {
    "bundle/document.py": ("_read_changes", "_change", "_check_sizes", "_check_use"),
    "bundle/chains.py": (),
    "history/change.py": _CHANGE,
}
_DELIVERY: dict[str, tuple[str, ...]] = {
    "bundle/document.py": ("_read_changes", "_change"),
    "bundle/chains.py": ("check_chains", "_check_links", "_check_first"),
    "history/change.py": _CHANGE,
}
"""A delivery has neither ranges nor a use log."""
_FILE = (
    "read_bundle",
    "read_bytes",
    "read_signed",
    "load",
    "unsealed",
    "split_signed",
    "check_signature",
    "check_signer",
    "check_addresses",
    "_places",
    "_not_ours",
)


def _signed(data: bytes, kind: Kind) -> tuple[bytes, Maker]:
    flags, payload = data[0] if data else 0, data[1:]
    maker = REAL_MAKER if flags & REAL else MAKER
    if flags & OTHER_KIND:
        kind = Kind.RECOVERY if kind is Kind.CARD else Kind.CARD
    return sign_payload(mended(payload, flags & MEND_ALL), maker.seed, kind, practice=maker.practice), maker


def _file(data: bytes) -> None:
    """Any bytes, sealed to us or as they are; nobody has signed them."""
    flags, content = data[0] if data else 0, data[1:]
    if flags & 1:
        content = seal(content, _RECIPIENT)
        content = content[: len(content) - (flags >> 4)]
    path = _FOLDER / "nippu.toml"
    path.write_bytes(content)
    read_bundle(path, Reader(Signers((MAKER.signer(),)), practice=True, identity=_IDENTITY if flags & 2 else None))


def _changes(data: bytes) -> None:
    signed, maker = _signed(data, Kind.CHANGES)
    key = _OUR_KEY if data[:1] and data[0] & 16 else None
    reader = Reader(Signers((maker.signer(),)), key=key, practice=maker.practice, chains=_PINNED)
    verified = read_bytes(signed, reader)
    for change in verified.document.changes:
        _ = change.body, change.name


def _delivery(data: bytes) -> None:
    signed, maker = _signed(data, Kind.CHANGES)
    reader = Reader(Signers((maker.signer("office"),)), practice=maker.practice, chains=_PINNED)
    verified = read_bytes(signed, reader)
    for change in verified.document.changes:
        _ = change.body, change.name


def _receipt(data: bytes) -> None:
    signed, maker = _signed(data, Kind.RECEIPT)
    read_bytes(signed, Reader(Signers((maker.signer("office"),)), practice=maker.practice))


def _card(data: bytes) -> None:
    signed, maker = _signed(data, Kind.CARD)
    card = card_of(read_bytes(signed, Reader(practice=maker.practice)))
    _ = card.fingerprint


def _roster(data: bytes) -> None:
    signed, maker = _signed(data, Kind.ROSTER)
    root = beginnings.OTHER_MAKER.line if data[:1] and data[0] & OTHER_ROOT else maker.line
    if root == maker.line:
        read_bytes(signed, Reader(practice=maker.practice))  # a roster comes as a file, and is read as one first
    found = read_roster(signed.decode("utf-8", "replace"), root, practice=maker.practice)
    require_successor(beginnings.held_roster(maker), found.roster)


def _erasures(data: bytes) -> None:
    signed, maker = _signed(data, Kind.ERASURES)
    read_bytes(signed, Reader(Signers((maker.signer("office"),)), practice=maker.practice))


def _archive(data: bytes) -> None:
    archive.read(data, _FOLDER)


def _counts(data: bytes) -> None:
    folder = _FOLDER / "counts"
    folder.mkdir(exist_ok=True)
    (folder / "laskut.toml").write_bytes(data[1:])
    read_folder(folder)


def _recovery(data: bytes) -> None:
    signed, maker = _signed(data, Kind.RECOVERY)
    signer = replace(maker.signer(), namespaces=None)
    read_recovery(signed, Reader(Signers((signer,)), practice=maker.practice))


def _keys(data: bytes) -> None:
    path = _FOLDER / "keys.toml"
    content = data[1:]
    path.write_bytes(mended_keys(content) if data[:1] and data[0] & 1 else content)
    for read in (workers_in, recovery_in, lambda path: notebook_in(read_file(path).head)):
        try:
            read(path)
        except Refusal:
            continue


def _settings(data: bytes) -> None:
    home = Home(_FOLDER)
    home.settings.write_bytes(data[1:])
    found = read_settings(home)
    assert found.language in (None, "fi", "sv", "en")


def _signers(data: bytes) -> None:
    parse_signers(data[1:].decode("utf-8", "replace").replace("\r\n", "\n").split("\n"))


def _table(data: bytes) -> None:
    parse_table(data[1:], "client" if data[:1] and data[0] & 1 else "employer")


def with_(flags: int, *texts: bytes) -> list[bytes]:
    """Return texts with the byte in front that says what is mended."""
    return [bytes([flags]) + text for text in texts]


def _crowded(texts: list[bytes]) -> list[bytes]:
    """Return texts with more in them than any may have, and with the wrong thing in place of a list."""
    return with_(0, *beginnings.crowded(), *(beginnings.flattened(text) for text in texts))


def _with_changes(kind: Kind) -> list[bytes]:
    """Return a text of another kind, alone and with changes behind it, signed as what it is."""
    (text, *_), change = beginnings.contents(kind, MAKER), MAKER.chain(1)[0].text.encode()
    return with_(OTHER_KIND, text, text + change)


def _of_both(kind: Kind) -> list[bytes]:
    return [
        *_crowded(beginnings.contents(kind, MAKER)),
        *with_(0, beginnings.contents(kind, MAKER)[0] + MAKER.chain(1)[0].text.encode()),
        *with_(MEND_ALL, *beginnings.contents(kind, MAKER)),
        *with_(MEND_ALL | REAL, *beginnings.contents(kind, REAL_MAKER)),
    ]


TARGETS = {
    target.name: target
    for target in (
        Target(
            "file",
            lambda: [
                *with_(0, *beginnings.files()),
                *with_(3, *beginnings.files()),
                *with_(0x43, *beginnings.files()),
            ],
            _file,
            False,
            {
                "bundle/reading.py": _FILE,
                "bundle/signature.py": ("read_armour", "_read_blob", "verify"),
                "bundle/seal.py": ("open_seal", "_for_one_recipient", "is_sealed"),
            },
        ),
        Target(
            "changes",
            lambda: [
                *with_(MEND_ALL, *beginnings.changes(MAKER)),
                *with_(MEND_ALL | REAL, *beginnings.changes(REAL_MAKER)),
                *with_(0, *beginnings.broken_changes(MAKER)),
                *with_(REAL, *beginnings.broken_changes(REAL_MAKER)),
                *_crowded(beginnings.changes(MAKER)),
                *_with_changes(Kind.CARD),
            ],
            _changes,
            True,
            _behind(_CHANGES),
        ),
        Target(
            "delivery",
            lambda: [
                *with_(MEND_ALL, *beginnings.deliveries(MAKER)),
                *with_(MEND_ALL | REAL, *beginnings.deliveries(REAL_MAKER)),
                *with_(0, *beginnings.broken_deliveries(MAKER)),
                *with_(REAL, *beginnings.broken_deliveries(REAL_MAKER)),
                *_crowded(beginnings.deliveries(MAKER)),
                *_with_changes(Kind.CARD),
            ],
            _delivery,
            True,
            _behind(_DELIVERY),
        ),
        Target("receipt", lambda: _of_both(Kind.RECEIPT), _receipt, True, _behind({"bundle/receipts.py": ("read",)})),
        Target(
            "card",
            lambda: [*_of_both(Kind.CARD), *with_(OTHER_KIND, *beginnings.contents(Kind.RECOVERY, MAKER))],
            _card,
            True,
            _behind({"bundle/cards.py": ("card_of", "_require_one_office", "vouched", "fingerprint")}),
        ),
        Target(
            "roster",
            lambda: [
                *_of_both(Kind.ROSTER),
                *with_(OTHER_ROOT, *beginnings.contents(Kind.ROSTER, MAKER), b"x" * 70_000),
                *with_(OTHER_ROOT, *beginnings.contents(Kind.ROSTER, beginnings.OTHER_MAKER)),
                *with_(OTHER_KIND, *beginnings.contents(Kind.CARD, MAKER)),
            ],
            _roster,
            True,
            _behind({"keys/roster.py": ()}),
        ),
        Target(
            "recovery",
            lambda: [*_of_both(Kind.RECOVERY), *with_(OTHER_KIND, *beginnings.contents(Kind.CARD, MAKER))],
            _recovery,
            True,
            _behind({"bundle/recovery.py": ("read_recovery",)}),
        ),
        Target("erasures", lambda: _of_both(Kind.ERASURES), _erasures, True, _behind({})),
        Target(
            "archive",
            archive.begin,
            _archive,
            False,
            {
                "outside.py": ("look_before_opening", "_is_foreign"),
                "write_ahead.py": (),
                "restoring.py": ("find_backup", "require_whole", "_newest_in"),
                "bundle/erasure_lists.py": ("load_list",),
            },
        ),
        Target(
            "keys",
            lambda: with_(1, *beginnings.keys()),
            _keys,
            True,
            {
                "keys/keys_file.py": ("read_file", "_divide", "notebook_in", "parse_part", "with_check", "head_of"),
                "keys/slots.py": ("_parse", "_cost_of", "workers_in", "recovery_in", "is_bounded"),
            },
        ),
        Target(
            "counts",
            lambda: with_(0, *beginnings.counts()),
            _counts,
            False,
            {"quality/together.py": ("counts_in", "read_folder", "_parts", "_number")},
        ),
        Target(
            "settings",
            lambda: with_(0, b'language = "fi"\ntheme = "dark"\n'),
            _settings,
            False,
            {"settings.py": ("read_settings",)},
        ),
        Target(
            "signers",
            lambda: with_(0, *beginnings.signers()),
            _signers,
            False,
            {"bundle/allowed_signers.py": ("parse_signers",)},
        ),
        Target(
            "table",
            lambda: with_(1, *beginnings.tables()),
            _table,
            False,
            {"csv_in.py": ("parse_table", "_decoded", "_delimiter", "_field", "_read_row")},
        ),
    )
}


def feed(target: Target, data: bytes) -> bool:
    """Feed a target with one input; return whether it was taken and not refused.

    Raises:
        Exception: anything but a refusal is a find.
    """
    try:
        target.run(data)
    except Refusal:
        return False
    return True
