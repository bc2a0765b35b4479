"""Each sentence of steps 5 and 6 of BUNDLE.md, "Reading", is a test with its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.bundle.document import write_changes_head
from store.bundle.forms import Delivery, Known, Range
from store.bundle.kinds import MAX_CHANGES, MAX_FIELD
from store.bundle.reading import read_bytes
from store.history.change import Body, Change, new_salt
from store.identifiers import new_id
from store.refusal import Reason
from tests.store.bundle.making import Maker, event_body, reason, spans_of, written


@pytest.fixture
def maker() -> Maker:
    return Maker.new()


# Step 5. Parse only the verified bytes, with depth, length and count limits.


def test_only_verified_bytes_are_parsed(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(payload: bytes) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("store.bundle.reading.read_document", never)
    damaged = maker.bundle().replace(b"minutes = 1\n", b"minutes = 9\n")
    assert reason(damaged, maker.reader()) is Reason.BAD_SIGNATURE
    assert reason(Maker.new().bundle(), maker.reader()) is Reason.UNKNOWN_SIGNER


DEEP = {
    "arrays in one line": b"a = " + b"[" * 10_000 + b"]" * 10_000 + b"\n",
    "arrays over lines": b"a = [\n" + b"[\n" * 10_000,
    "tables in one line": b"a = " + b"{a = " * 10_000 + b"1" + b"}" * 10_000 + b"\n",
    "a dotted key of a megabyte": b"a" + b".a" * 500_000 + b" = 1\n",
    "a dotted table of a megabyte": b"[a" + b".a" * 500_000 + b"]\n",
    "quoted dotted keys": b'"a"' + b'."a"' * 10_000 + b" = 1\n",
}


@pytest.mark.parametrize("what", DEEP)
def test_depth_is_limited_before_parsing(maker: Maker, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(text: str) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("tomli.loads", never)
    data = maker.sign(maker.payload([]) + DEEP[what])
    assert reason(data, maker.reader()) in (Reason.TOO_DEEP, Reason.BAD_FORM)


def test_length_is_limited(maker: Maker) -> None:
    chain = maker.chain(1)
    for length, good in ((MAX_FIELD, True), (MAX_FIELD + 1, False)):
        body = Body(new_salt(), set={"notes": "\u0001" * length})  # six characters each, as written
        changes = [chain[0], written(chain[0].header.chain, chain[0], "event", new_id(), body)]
        data = maker.sign(maker.payload(changes))
        if good:
            assert len(read_bytes(data, maker.reader()).document.changes) == 2
        else:
            assert reason(data, maker.reader()) is Reason.TOO_LARGE


def test_count_is_limited(maker: Maker) -> None:
    line = b"[[change]]\n"
    assert reason(maker.sign(maker.payload([]) + line * (MAX_CHANGES + 1)), maker.reader()) is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "line",
    [
        b"a = 1.5\n",
        b"a = 'literal'\n",
        b'a = """\nmany lines"""\n',
        b"a = '''x'''\n",
        b"a = {b = 1}\n",
        b"a.b = 1\n",
        b'"a" = 1\n',
        b"a = [1, 2]\n",
        b"a = 0x1f\n",
        b"a = 1_000\n",
        b"a = +1\n",
        b"a = -0\n",
        b"a = inf\n",
        b"a = 99999999999999999999\n",
        b'a = "\\U0001F600"\n',
        b'a = "\\u00e4"\n',
        b'a = "\\t"\n',
        b"a = 2026-11-22T10:00:00Z\n",
        b"a = 2026-11-22 10:00:00+02:00\n",
        b"a = 2026-11-22 10:00:00\n",
        b"# a comment\n",
        b"a = 1 # a comment\n",
        b" a = 1\n",
        b"a=1\n",
        b"a = 1",
        b'a = "\xff"\n',
        'a = "a\u0308"\n'.encode(),
        "ä = 1\n".encode(),
    ],
)
def test_the_grammar_of_lines(maker: Maker, line: bytes) -> None:
    data = maker.sign(maker.payload([]).replace(b"\n[sender]", b"\n" + line + b"\n[sender]"))
    assert reason(data, maker.reader()) in (Reason.BAD_FORM, Reason.BAD_TOML, Reason.TOO_DEEP)


@pytest.mark.parametrize(
    "line", [b"delivery = 1\n", b"[sender]\n", b"a = 2026-99-99\n", b"a = 25:00:00\n", b"[[sender]]\n"]
)
def test_what_toml_refuses_is_a_refusal(maker: Maker, line: bytes) -> None:
    data = maker.sign(maker.payload([]) + line)
    assert reason(data, maker.reader()) is Reason.BAD_TOML


def test_an_unknown_field_and_another_version(maker: Maker) -> None:
    payload = maker.payload([])
    for number, why in ((0, Reason.OLDER_FORMAT), (2, Reason.NEWER_FORMAT)):
        other = payload.replace(b"version = 1\n", f"version = {number}\n".encode())
        assert reason(maker.sign(other), maker.reader()) is why
    unknown = payload.replace(b"version = 1\n", b"version = 1\nmore = 1\n")
    assert reason(maker.sign(unknown), maker.reader()) is Reason.BAD_FORM


# Step 6. Form and chains: line grammar, hashes, digests, ranges, authority.


def test_a_digest_that_is_not_the_body(maker: Maker) -> None:
    payload = maker.payload(maker.chain(3)).replace(b"minutes = 1\n", b"minutes = 2\n")
    assert reason(maker.sign(payload), maker.reader()) is Reason.BAD_CHAIN


def test_a_header_written_in_another_order(maker: Maker) -> None:
    payload = maker.payload(maker.chain(2)).replace(b"\nabout = []\nafter = []\n", b"\nafter = []\nabout = []\n", 1)
    assert reason(maker.sign(payload), maker.reader()) is Reason.BAD_CHAIN


def test_a_body_may_be_missing_and_the_chain_still_holds(maker: Maker) -> None:
    chain = maker.chain(4)
    changes = [chain[0], chain[1].without_body(), *chain[2:]]
    document = read_bytes(maker.sign(maker.payload(changes)), maker.reader()).document
    assert [change.body_text is None for change in document.changes] == [False, True, False, False]


def test_a_blank_line_between_header_and_body(maker: Maker) -> None:
    payload = maker.payload(maker.chain(2)).replace(b"\n[change.body]\n", b"\n\n[change.body]\n", 1)
    assert reason(maker.sign(payload), maker.reader()) is Reason.BAD_FORM


def ranges_that_lie(chain: list[Change]) -> list[tuple[list[Change], list[Range]]]:
    name, whole = chain[0].header.chain, spans_of(chain)[0]
    return [
        (chain[:-1], [whole]),  # one missing
        (chain, [replace(whole, last=whole.last - 1)]),  # one too many
        ([*chain[:1], *chain[2:]], [whole]),  # a hole
        ([chain[0], chain[2], chain[1], *chain[3:]], [whole]),  # another order
        (chain, [replace(whole, chain=new_id())]),
        (chain[1:], [Range(name, 2, whole.last, "0" * 64)]),  # another hash before
        ([*chain, *chain], [whole, whole]),  # twice
        (chain, []),
    ]


@pytest.mark.parametrize("number", range(8))
def test_ranges_are_whole(maker: Maker, number: int) -> None:
    changes, ranges = ranges_that_lie(maker.chain(5))[number]
    head = write_changes_head(maker.head(), known=Known(), ranges=ranges)
    payload = (head + "".join(change.text for change in changes)).encode()
    assert reason(maker.sign(payload), maker.reader()) is Reason.BAD_CHAIN


def test_a_change_names_the_hash_of_the_one_before(maker: Maker) -> None:
    chain = maker.chain(2)
    stray = replace(chain[1].header, seq=3, before="0" * 64)
    from store.history.change import write_header

    third = Change(stray, write_header(stray), chain[1].body_text)
    assert reason(maker.sign(maker.payload([*chain, third])), maker.reader()) is Reason.BAD_CHAIN


def test_a_chain_begins_with_the_change_that_names_its_key(maker: Maker) -> None:
    chain = new_id()
    not_a_chain = [written(chain, None, "event", new_id(), event_body(1))]
    assert reason(maker.sign(maker.payload(not_a_chain)), maker.reader()) is Reason.BAD_CHAIN
    other_id = [written(chain, None, "chain", new_id(), Body(new_salt(), set={"key": maker.line, "practice": True}))]
    assert reason(maker.sign(maker.payload(other_id)), maker.reader()) is Reason.BAD_CHAIN
    no_key = [written(chain, None, "chain", chain, Body(new_salt(), set={"key": "*", "practice": True}))]
    assert reason(maker.sign(maker.payload(no_key)), maker.reader()) is Reason.BAD_CHAIN


def test_a_laptop_brings_only_its_own_chains(maker: Maker) -> None:
    theirs = Maker.new().chain(3)
    assert reason(maker.sign(maker.payload(theirs)), maker.reader()) is Reason.FOREIGN_CHAIN
    pinned = replace(maker.reader(), chains={theirs[0].header.chain: "SHA256:" + "A" * 43})
    assert reason(maker.sign(maker.payload(theirs[1:])), pinned) is Reason.FOREIGN_CHAIN
    own = maker.chain(3)
    assert read_bytes(maker.sign(maker.payload(own[1:])), maker.reader()).unproven == (own[0].header.chain,)


def test_only_the_office_relays_and_then_with_holes(maker: Maker) -> None:
    theirs = Maker.new().chain(5)
    delivery = Delivery(8, 12, 3)
    data = maker.sign(maker.payload([theirs[0], theirs[2], theirs[3]], delivery=delivery))
    assert reason(data, maker.reader("coach")) is Reason.FOREIGN_CHAIN
    assert read_bytes(data, maker.reader("office")).document.delivery == delivery


def test_no_delivery_carries_ranges(maker: Maker) -> None:
    chain = maker.chain(2)
    data = maker.sign(maker.payload(chain, delivery=Delivery(1, 1, 1), ranges=spans_of(chain)))
    assert reason(data, maker.reader("office")) is Reason.BAD_FORM
