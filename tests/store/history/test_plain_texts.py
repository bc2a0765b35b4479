"""What is taken apart without a parser is what the parser reads, and what the parser refuses is not taken apart."""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, date, datetime, time

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from store.change_texts import body_text, header_text
from store.history.change import HEADER_LINE, Body, Header, Value, read_body, read_header
from store.history.plain_texts import plain_body, plain_header
from store.identifiers import new_id

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
SCALARS = (
    st.text(st.characters(codec="utf-8"))
    | st.text('ab"\\\t\n\x7f\x85 ')
    | st.integers(-(10**17), 10**17)
    | st.booleans()
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(UTC))
    | st.sampled_from([date(2026, 11, 30), time(9, 5), datetime(2026, 11, 30, 9, 5, tzinfo=UTC), 0, -1, "", "a]\n}"])
)
ARRAYS = st.lists(SCALARS, max_size=3).map(tuple)
BODIES = st.builds(
    Body,
    salt=st.binary(min_size=16, max_size=16).map(bytes.hex),
    reason=st.text(st.characters(codec="utf-8")),
    set=st.dictionaries(NAMES, SCALARS | ARRAYS, max_size=4),
    unset=st.lists(NAMES, max_size=3).map(tuple),
    add=st.dictionaries(NAMES, ARRAYS, max_size=2),
    drop=st.dictionaries(NAMES, ARRAYS, max_size=2),
)
SALT = "0123456789abcdef" * 2
BEGIN = f'[change.body]\nsalt = "{SALT}"\nreason = ""\n'
SET = BEGIN + "\n[change.body.set]\n"


@given(BODIES)
def test_a_body_is_what_the_parser_reads(body: Body) -> None:
    text = body_text(body)
    plain = plain_body(text)
    if plain is not None:
        said = tomli.loads(text)["change"]["body"]
        found = plain._asdict()
        for part in ("unset", "add", "drop", "set"):
            found[part] = _lists(found[part])
            said.setdefault(part, [] if part == "unset" else {})
        assert found == said
        assert [type(v) for v in plain.set.values()] == [type(v) for v in body.set.values()]


def _lists(value: object) -> object:
    if isinstance(value, dict):
        return {name: _lists(item) for name, item in value.items()}
    return list(value) if isinstance(value, tuple) else value


def test_nearly_every_body_is_plain() -> None:
    values: dict[str, Value] = {
        "day": date(2026, 11, 30),
        "clock": time(9, 5),
        "notes": 'rivi\n"toinen" \\',
        "many": 7,
        "held": True,
    }
    body = Body(SALT, "syy", {**values, "topics": ("a", "b"), "none": ()}, ("gone",), {"tags": ("x",)}, {"tags": ()})
    plain = plain_body(body_text(body))
    assert plain is not None
    assert (plain.salt, plain.reason, plain.unset) == (SALT, "syy", ("gone",))
    assert (plain.set, plain.add, plain.drop) == (body.set, body.add, body.drop)


@pytest.mark.parametrize(
    "text",
    [
        SET + "one = 1\none = 2\n",
        SET + "one = 1\n\n[change.body.set]\ntwo = 2\n",
        SET + "day = 2026-02-30\n",
        SET + "at = 2026-11-30 24:00:00+00:00\n",
        SET + "clock = 25:00:00\n",
        SET + 'text = "\\x"\n',
        BEGIN + "\n[change.body.add]\ntags = 1\n",
        BEGIN + "unset = [\n    1,\n]\n",
    ],
)
def test_what_the_parser_refuses_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_body(text)


@pytest.mark.parametrize("text", [SET + "a-b = 1\n", SET + "at = 2026-11-30T09:05:00+00:00\n", SET + "one = 1 \n"])
def test_another_spelling_is_left_to_the_parser(text: str) -> None:
    assert plain_body(text) is None


@given(
    before=st.none() | st.just("ab" * 32),
    record=st.text(st.characters(codec="utf-8"), max_size=8) | st.just("event"),
    about=st.lists(st.uuids().map(str), max_size=2).map(tuple),
    after=st.lists(st.uuids().map("{}/7/0123456789abcdef".format), max_size=3).map(tuple),
    at=st.datetimes(timezones=st.just(UTC)) | st.just(datetime(2026, 11, 30, 9, 5, tzinfo=UTC)),
)
def test_a_header_is_what_the_parser_reads(
    before: str | None, record: str, about: tuple[str, ...], after: tuple[str, ...], at: datetime
) -> None:
    header = Header(new_id(), 7, before, record, new_id(), about, after, at, new_id(), 1, "cd" * 32)
    text = header_text(header)
    plain = plain_header(text)
    if plain is not None:
        content = tomli.loads(text[len(HEADER_LINE) :])
        content.setdefault("before", None)
        assert _lists(plain._asdict()) == content
        assert tuple(plain) == astuple(header)


def test_a_usual_header_is_plain_and_another_spelling_is_refused() -> None:
    at = datetime(2026, 11, 30, 9, 5, tzinfo=UTC)
    header = Header(new_id(), 7, "ab" * 32, "event", new_id(), (new_id(),), ("x/1/y",), at, new_id(), 1, "cd" * 32)
    text = header_text(header)
    assert plain_header(text) == astuple(header)
    assert read_header(text) == header
    for other in (
        text.replace("seq = 7", "seq = 07"),
        text.replace(" 09:05", "T09:05"),
        text.replace("about", "abouT"),
    ):
        assert plain_header(other) is None
        with pytest.raises(ValueError, match=r"."):
            read_header(other)
