"""The text of a change is what is hashed, kept and signed: one spelling, and nothing guessable in the header."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.history.change import (
    Body,
    Change,
    digest_of,
    make_change,
    new_salt,
    read_body,
    read_change,
    write_body,
    write_header,
)

names = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
scalars = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.times().map(lambda t: t.replace(microsecond=0, tzinfo=None)),
    st.integers(0, 7_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
)
values = st.one_of(scalars, st.lists(texts, max_size=3).map(tuple))
elements = st.dictionaries(names, st.lists(texts, min_size=1, max_size=3).map(tuple), max_size=2)
bodies = st.builds(
    Body,
    salt=st.just("00" * 16),
    reason=texts,
    set=st.dictionaries(names, values, max_size=4),
    unset=st.lists(names, max_size=2).map(tuple),
    add=elements,
    drop=elements,
)


def a_change(body: Body | None = None, seq: int = 1, before: str | None = None) -> Change:
    return make_change(
        chain="0198aaaa-0000-7000-8000-000000000001",
        seq=seq,
        before=before,
        record="event",
        id="0198aaaa-0000-7000-8000-000000000002",
        about=["0198aaaa-0000-7000-8000-000000000003"],
        after=[],
        at=datetime(2026, 11, 22, 9, 58, 12, 999, tzinfo=UTC),
        author="0198aaaa-0000-7000-8000-000000000004",
        schema=1,
        body=body or Body(new_salt(), set={"notes": "sovittiin"}),
    )


@given(bodies)
def test_a_body_comes_back_from_its_text_as_it_went_in(body: Body) -> None:
    assert read_body(write_body(body)) == body


@given(bodies)
def test_a_body_is_toml_that_another_parser_reads(body: Body) -> None:
    content = tomllib.loads(write_body(body))["change"]["body"]
    assert content["salt"] == body.salt
    assert content.get("set", {}).keys() == body.set.keys()


@given(bodies)
def test_no_value_can_begin_a_line_of_the_format(body: Body) -> None:
    lines = write_body(body).split("\n")
    assert "[[change]]" not in lines
    assert not any(line.startswith("# -----BEGIN") for line in lines)


def test_the_text_is_laid_out_as_the_format_says() -> None:
    change = a_change(Body("ab" * 16, "", {"employer": "0197", "notes": "a\nb"}, ("next_step",), {"tags": ("x",)}))
    assert change.text == (
        "[[change]]\n"
        'chain = "0198aaaa-0000-7000-8000-000000000001"\n'
        "seq = 1\n"
        'record = "event"\n'
        'id = "0198aaaa-0000-7000-8000-000000000002"\n'
        'about = [\n    "0198aaaa-0000-7000-8000-000000000003",\n]\n'
        "after = []\n"
        "at = 2026-11-22 09:58:12+00:00\n"
        'author = "0198aaaa-0000-7000-8000-000000000004"\n'
        "schema = 1\n"
        f'digest = "{digest_of(change.body_text or "")}"\n'
        "[change.body]\n"
        f'salt = "{"ab" * 16}"\n'
        'reason = ""\n'
        'unset = [\n    "next_step",\n]\n'
        "\n[change.body.add]\n"
        'tags = [\n    "x",\n]\n'
        "\n[change.body.set]\n"
        'employer = "0197"\n'
        'notes = "a\\nb"\n'
    )


def test_a_name_is_chain_place_and_sixteen_digits_of_the_hash() -> None:
    change = a_change()
    assert change.name == f"{change.header.chain}/1/{change.hash[:16]}"


def test_a_changed_body_is_not_the_one_that_the_header_names() -> None:
    change = a_change()
    with pytest.raises(ValueError, match="not the one"):
        read_change(change.header_text, (change.body_text or "") + "\n")


def test_a_header_without_its_body_still_reads() -> None:
    change = a_change().without_body()
    assert read_change(change.header_text, None) == change
    assert change.body is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("seq = 1", "seq = 01"),
        lambda text: text.replace("seq = 1", "seq = 0"),
        lambda text: text.replace("seq = 1", "seq = 1 # a comment"),
        lambda text: text.replace("seq = 1", "seq = true"),
        lambda text: text.replace("after = []", "after = [ ]"),
        lambda text: text.replace("schema", "shema"),
        lambda text: text.replace("+00:00", ""),
        lambda text: text.replace('record = "event"', "record = 'event'"),
        lambda text: text + "more = 1\n",
        lambda text: text.replace("[[change]]", "[[ change ]]"),
    ],
)
def test_a_header_has_one_spelling(damage: object) -> None:
    text = a_change().header_text
    damaged = damage(text)  # type: ignore[operator]  # each is a small function of text
    assert damaged != text
    with pytest.raises(ValueError):  # noqa: PT011 - which of the checks answers does not matter
        read_change(damaged, None)


def test_two_equal_bodies_have_different_digests_because_of_the_salt() -> None:
    one, other = a_change(Body(new_salt(), set={"a": 1})), a_change(Body(new_salt(), set={"a": 1}))
    assert one.header.digest != other.header.digest


def test_the_hash_binds_the_header_and_through_it_the_body() -> None:
    change = a_change()
    moved = replace(change.header, seq=2)
    assert Change(moved, write_header(moved), change.body_text).hash != change.hash


def test_times_are_utc_and_whole_seconds() -> None:
    assert a_change().header.at == datetime(2026, 11, 22, 9, 58, 12, tzinfo=UTC)


def test_a_time_of_day_survives() -> None:
    assert read_body(write_body(Body("", set={"at": time(9, 30)}))).set == {"at": time(9, 30)}
