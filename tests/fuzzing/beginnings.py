"""Texts to begin from: one of every kind that readers take, so that mangling starts at something whole."""

from __future__ import annotations

import hashlib
import re
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import tomli_w

from store.bundle.document import FIRST_LINE, array_table, write_changes_head, write_content
from store.bundle.forms import (
    Card,
    Content,
    Delivery,
    Erased,
    Erasures,
    Known,
    OfficeKey,
    Range,
    Recovery,
    Roster,
    UseRange,
)
from store.bundle.grammar import MAX_HEAD_TABLES, MAX_LINE
from store.bundle.kinds import MAX_CHANGES, Kind
from store.bundle.reading import sign_payload
from store.bundle.receipts import Held, NotApplied, OpenConflict, Receipt, Waiting
from store.bundle.seal import seal
from store.history.change import Change, read_change
from store.home import Home
from store.identifiers import new_id
from store.keys.slots import Opened, add_slot, make_keys, set_recovery_slot
from store.quality.measures import Tally
from store.quality.together import Counts, counts_text
from tests.fuzzing.mending import CHAINS, mended
from tests.notebooks import CHEAP, PASSPHRASE
from tests.store.bundle.making import AT, Maker, spans_of

MAKER = Maker(hashlib.sha256(b"a practice notebook").digest())
REAL_MAKER = Maker(hashlib.sha256(b"a real notebook").digest(), practice=False)

_HASH = "ab" * 32
_TABLES = re.compile(rb"^\[\[(\w+)\]\]$", re.MULTILINE)
OTHER_MAKER = Maker(hashlib.sha256(b"somebody else").digest())
OTHER_REAL_MAKER = Maker(hashlib.sha256(b"somebody else").digest(), practice=False)
PINNED = "01986b1e-7c3a-7000-8000-0000000000aa"
"""A chain that belongs to somebody else already."""
RECIPIENT = "age1jp5tm7r8vt2sl43y3zaqjnhucjlvcppdyy3n6qdmhxarv9ah34tqethtlj"
OTHER_RECIPIENT = "age159ve8desemr0u3rltr4ndyhh0czxxc3ulzrv79g0nawm3jn9kspq52yh8n"
_IDS = tuple(f"01986b1e-7c3a-7000-8000-0000000001{number:02d}" for number in range(4))
"""What a kept input names must be the same in every process: else nothing of it is reached again."""


def _recipient(maker: Maker) -> str | None:
    return None if maker.practice else Maker(hashlib.sha256(b"us").digest()).fingerprint


def _headless(change: Change) -> Change:
    return read_change(change.header_text, None)


def _use() -> tuple[UseRange, str]:
    first = array_table("use_line", {"number": 1, "at": AT, "worker": new_id(), "act": "opened"})
    before = hashlib.sha256(first.encode()).hexdigest()
    second = array_table("use_line", {"number": 2, "before": before, "at": AT, "worker": new_id(), "act": "listed"})
    return UseRange(1, 2, None, hashlib.sha256(second.encode()).hexdigest()), first + second


def changes(maker: Maker) -> list[bytes]:
    """Return payloads of a laptop: its whole chain, a later range, two chains, an erased body, a use log."""
    chain = maker.chain(4)
    known = Known(7, 12, 3, 840, _HASH)
    use, lines = _use()
    head = write_changes_head(maker.head(recipient=_recipient(maker)), known=known, ranges=spans_of(chain), use=use)
    with_log = head + lines + "".join(change.text for change in chain)
    erased = [chain[0], _headless(chain[1]), *chain[2:]]
    other = maker.chain(2)
    both = maker.payload(
        [*chain[1:], *other], ranges=[*spans_of(chain[1:]), *spans_of(other)], recipient=_recipient(maker)
    )
    return [
        maker.payload(chain, recipient=_recipient(maker)),
        with_log.encode(),
        maker.payload(erased, ranges=spans_of(chain), recipient=_recipient(maker)),
        both,
    ]


def broken_changes(maker: Maker) -> list[bytes]:
    """Return payloads that are whole texts and wrong by what they mean: no mangling puts these together."""
    chain, to = maker.chain(4), _recipient(maker)
    other = (OTHER_MAKER if maker.practice else OTHER_REAL_MAKER).chain(3)
    one, two = ([*spans_of(chain), *spans_of(part)] for part in (chain[-1:], other))
    payload = maker.payload([chain[1]], recipient=to)
    line = f'before = "{chain[1].header.before}"\n'.encode()
    apart = [*spans_of(chain[:1]), *spans_of(chain[1:2])]
    elsewhere = maker.payload(chain[:2], ranges=apart, recipient=to)
    first = maker.payload(maker.chain(1), recipient=to)
    longest = b'more = "' + b"x" * 70_000 + b'"\n'
    many = b"".join(b'more_%d = "' % number + b"x" * 40_000 + b'"\n' for number in (1, 2))
    return [
        maker.payload([*chain, chain[-1]], ranges=one, recipient=to),
        maker.payload([*chain, *other], ranges=two, recipient=to),
        maker.payload(chain, delivery=Delivery(8, 12, 3, 7), recipient=to),
        maker.payload(maker.chain(3, PINNED), recipient=to),
        payload.replace(line, b""),
        elsewhere.replace(line, f'before = "{_HASH}"\n'.encode()),
        *(mended(first.replace(b'notebook = "', text + b'notebook = "'), CHAINS) for text in (longest, many)),
    ]


def crowded() -> list[bytes]:
    """Return texts with one table, one change or one letter of a line more than any may have."""
    return [
        FIRST_LINE + b"[a]\n" * (MAX_HEAD_TABLES + 1),
        FIRST_LINE + b"[[change]]\n" * (MAX_CHANGES + 1),
        FIRST_LINE + b'a = "' + b"x" * MAX_LINE + b'"\n',
    ]


def flattened(text: bytes) -> bytes:
    """Return a text in which what is a list of tables is a number."""
    head = text[text.index(FIRST_LINE) + len(FIRST_LINE) :]
    names = {name for name in _TABLES.findall(head) if name not in (b"change", b"use_line")}
    numbers = b"".join(name + b" = 1\n" for name in sorted(names))
    return FIRST_LINE + numbers + head.partition(b"\n[[")[0] + b"\n"


def broken_deliveries(maker: Maker) -> list[bytes]:
    """Return deliveries that are whole texts and wrong by what they mean."""
    chain, to = maker.chain(3), _recipient(maker)
    said = Delivery(8, 12, 3, 7)
    both = write_changes_head(maker.head(recipient=to), known=Known(), delivery=said, ranges=())
    first = maker.payload(maker.chain(1), delivery=said, recipient=to)
    many = b"".join(b'more_%d = "' % number + b"x" * 40_000 + b'"\n' for number in (1, 2))
    return [
        both.encode(),
        mended(first.replace(b'notebook = "', many + b'notebook = "'), CHAINS),
        maker.payload(chain, delivery=said, ranges=spans_of(chain), recipient=to),
        maker.payload([*chain, chain[1]], delivery=said, recipient=to),
        maker.payload(maker.chain(3, PINNED), delivery=said, recipient=to),
    ]


def deliveries(maker: Maker) -> list[bytes]:
    """Return payloads of an office: whole chains and others' changes with holes."""
    chain, other = maker.chain(5), Maker.new(practice=maker.practice).chain(4)
    recipient = _recipient(maker)
    return [
        maker.payload(chain, delivery=Delivery(8, 12, 3, 7), recipient=recipient),
        maker.payload([other[0], other[2], *chain[1:3]], delivery=Delivery(1, 1, 1), recipient=recipient),
        maker.payload([_headless(other[1])], delivery=Delivery(1, 1, 1), recipient=recipient),
    ]


@cache
def held_roster(maker: Maker) -> Roster:
    """Return the roster that a reader has already."""
    old = OfficeKey(OTHER_MAKER.line, RECIPIENT, _IDS[0], 840)
    living = OfficeKey(maker.line, RECIPIENT, _IDS[1])
    return Roster(2, maker.line, RECIPIENT, (old, living))


def contents(kind: Kind, maker: Maker) -> list[bytes]:
    """Return payloads of a receipt, a card (a laptop's, an office's), a roster, an erasure list, a recovery slot."""
    recipient = RECIPIENT
    roster = held_roster(maker)
    older = Roster(1, roster.root, roster.root_recipient, roster.identities)
    changed = Roster(2, roster.root, roster.root_recipient, roster.identities[1:])
    newer = Roster(3, roster.root, roster.root_recipient, roster.identities)
    signed = sign_payload(
        write_content(maker.head(Kind.ROSTER), newer), maker.seed, Kind.ROSTER, practice=maker.practice
    )
    held = (Held(new_id(), 12, _HASH, 7), Held(new_id(), 3, _HASH))
    said: dict[Kind, list[Content]] = {
        Kind.RECEIPT: [
            Receipt((new_id(),), new_id(), 3, _HASH, held),
            Receipt(
                (new_id(), new_id()),
                new_id(),
                9,
                _HASH,
                held,
                (Waiting(new_id(), 4, 6),),
                (NotApplied(f"{new_id()}/4/{'ab' * 8}", "not_allowed"),),
                (OpenConflict("client", new_id(), "phone"),),
            ),
        ],
        Kind.CARD: [
            Card(maker.line, recipient, "fi"),
            Card(maker.line, RECIPIENT, "sv", maker.line, RECIPIENT, signed.decode()),
            Card(maker.line, RECIPIENT, "sv", maker.line, OTHER_RECIPIENT, signed.decode()),
            Card(maker.line, OTHER_RECIPIENT, "sv", maker.line, RECIPIENT, signed.decode()),
        ],
        Kind.ROSTER: [roster, newer, older, changed],
        Kind.ERASURES: [
            Erasures((Erased(new_id(), new_id(), AT),)),
            Erasures(tuple(Erased(new_id(), "own", AT) for _ in range(3))),
        ],
        Kind.RECOVERY: [Recovery(new_id(), maker.fingerprint, b"\x07" * 32)],
    }
    to = Maker(hashlib.sha256(b"us").digest()).fingerprint if kind is Kind.RECEIPT else None
    return [write_content(maker.head(kind, to), content) for content in said[kind]]


def files() -> list[bytes]:
    """Return whole files as they come: signed, sealed, and things that are no bundle."""
    signed = MAKER.sign(changes(MAKER)[0])
    return [
        signed,
        signed.replace(b"\n", b"\r\n"),
        signed + b"\n",
        signed[:-1],
        b"\xef\xbb\xbf" + signed,
        MAKER.sign(MAKER.payload([])),
        seal(signed, RECIPIENT),
        OTHER_MAKER.sign(OTHER_MAKER.payload(OTHER_MAKER.chain(2))),
        REAL_MAKER.sign(REAL_MAKER.payload(REAL_MAKER.chain(2))),
        MAKER.sign(OTHER_MAKER.payload(OTHER_MAKER.chain(2))),
        MAKER.sign(MAKER.payload([]), Kind.CARD),
        sign_payload(MAKER.payload([]), MAKER.seed, Kind.RECEIPT, practice=True),
        MAKER.sign(MAKER.payload(MAKER.chain(1), recipient=OTHER_MAKER.fingerprint)),
        b"age-encryption.org/v1\n-> scrypt AAAA 22\nAAAA\n--- " + b"A" * 43 + b"\n",
        b"Hei\n",
    ]


@cache
def _keys_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="reppu-fuzz-"))


def keys() -> list[bytes]:
    """Return keys files: with one slot, with two, and with a recovery slot."""
    home = Home(_keys_folder() / "home")
    opened = Opened(b"\x07" * 32, new_id(), new_id())
    make_keys(home, notebook=opened.notebook, worker=opened.worker, key=opened.key, passphrase=PASSPHRASE, cost=CHEAP)
    found = [home.keys.read_bytes()]
    add_slot(home, opened, worker=new_id(), passphrase=PASSPHRASE, cost=CHEAP)
    found.append(home.keys.read_bytes())
    set_recovery_slot(home, "-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n-----END AGE ENCRYPTED FILE-----\n")
    return [*found, home.keys.read_bytes()]


def signers() -> list[bytes]:
    """Return lists of signers as OpenSSH writes them."""
    return [
        f'# a list\nlaptop-1 namespaces="reppu-changes" {MAKER.line}\n'.encode(),
        f"office,root-1 {REAL_MAKER.line} a comment\n".encode(),
    ]


def tables() -> list[bytes]:
    """Return tables as a spreadsheet writes them."""
    return [
        "given_name;family_name;language\nKukka;Keksitty;fi\n\nPuro;Keksitty;sv\n".encode("utf-8-sig"),
        b'"given_name","phone","interpreter"\r\n"A ""b"", c","000 111",x\r\n',
        "given_name\tmunicipality\nÄmmä\tLahti\n".encode("cp1252"),
    ]


def counts() -> list[bytes]:
    """Return what units hand to each other: their counts, and texts that are none."""
    made = Counts(
        "Yksikkö",
        ("ips", "1"),
        date(2026, 1, 1),
        date(2026, 6, 30),
        {"open_job": "no"},
        (Tally(1, {"main": (3, 4)}), Tally(2, {"main": (0, 0), "more": (1, 2)})),
    )
    text = counts_text(made).encode()
    strange = [
        text + b"x",
        text.replace(b'"Yksikk', b'7 # "'),
        text.replace(b"id = 2", b"id = 1"),
        text.replace(b"main", b"rest"),
        text.replace(b"criteria-counts", b"x"),
        text.replace(b"    4,", b"    -4,"),
        text.replace(b"    3,\n    4,\n", b""),
        b"x" * (1 << 19),
    ]
    return [text, *strange]


def ranges_text(spans: list[Range]) -> str:
    """Return the tables of ranges as written."""
    return "".join("[[range]]\n" + tomli_w.dumps(span.table()) for span in spans)
