"""A packed header gives back the text as written, byte for byte, whatever the text is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.history.change import Header, write_header
from store.packed_header import GROWTH_OF_FOUR, PACKED, WHOLE, WORDS, pack, unpack
from store.records import RECORD_TYPES

ids = st.uuids().map(str)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
names = st.builds("{}/{}/{}".format, ids, st.integers(1, 10**6), digests.map(lambda digest: digest[:16]))
headers = st.builds(
    Header,
    chain=ids,
    seq=st.integers(1, 10**10),
    before=st.none() | digests,
    record=st.sampled_from(sorted(RECORD_TYPES)) | st.text("abc_", min_size=1, max_size=80),
    id=ids,
    about=st.lists(ids, max_size=2).map(tuple),
    after=st.lists(names, max_size=3).map(tuple),
    at=st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0)),
    author=ids,
    schema=st.integers(1, 200),
    digest=digests,
)


@given(headers)
def test_a_header_comes_back_as_it_was_written(header: Header) -> None:
    text = write_header(header)
    packed = pack(text)
    assert unpack(packed) == text
    assert len(text.encode()) <= len(packed) * GROWTH_OF_FOUR // 4 + WORDS


@given(headers, st.integers(0, 700), st.text(max_size=3))
def test_a_text_that_is_nearly_a_header_comes_back_too(header: Header, place: int, slipped_in: str) -> None:
    text = write_header(header)
    spoilt = text[:place] + slipped_in + text[place + 1 :]
    assert unpack(pack(spoilt)) == spoilt


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert unpack(pack(text)) == text


def test_what_the_program_writes_is_packed() -> None:
    """Otherwise the history would be as large as before, and nothing would show it."""
    one = "01900000-0000-7000-8000-000000000001"
    header = Header(
        chain=one,
        seq=7,
        before="ab" * 32,
        record="event",
        id=one,
        about=(one,),
        after=(f"{one}/6/{'ab' * 8}",),
        at=datetime(2026, 1, 2, tzinfo=UTC),
        author=one,
        schema=1,
        digest="cd" * 32,
    )
    assert pack(write_header(header))[:1] == PACKED
    assert len(pack(write_header(header))) < len(write_header(header)) // 2


@pytest.mark.parametrize(
    "raw", [b"", b"x", PACKED, PACKED + bytes(40), PACKED + b"\xff" * 300, WHOLE + b"\xff", "x", 7]
)
def test_what_was_tampered_with_is_a_text_that_is_no_header(raw: bytes) -> None:
    assert "[[change]]" not in unpack(raw) or raw[:1] == PACKED
