"""Whatever can be written is read again, by us and by tomllib, with the same hashes."""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from store.bundle.kinds import Kind
from store.bundle.reading import Reader, read_bytes, split_signed
from store.bundle.signature import fingerprint, openssh_line, read_armour, read_openssh_line, sign
from store.history.change import Body, Change, new_salt
from store.identifiers import new_id
from tests.store.bundle.examples import examples
from tests.store.bundle.making import Maker, written

MAKER = Maker(b"\7" * 32)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(
    lambda text: unicodedata.normalize("NFC", text)
)
SCALAR = st.one_of(
    TEXT,
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.dates(),
    st.times(),
    st.just(time(8, 0)),
    st.just(date(1, 1, 1)),
)
NAME = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
VALUE = st.one_of(SCALAR, st.lists(SCALAR, max_size=4).map(tuple))
SETS = st.dictionaries(NAME, st.lists(TEXT, min_size=1, max_size=3).map(tuple), max_size=2)
BODY = st.builds(
    Body,
    st.just(new_salt()),
    TEXT,
    st.dictionaries(NAME, VALUE, max_size=5),
    st.lists(NAME, max_size=3).map(tuple),
    SETS,
    SETS,
)


@given(st.lists(BODY, max_size=4))
def test_changes_are_read_as_they_were_written(bodies: list[Body]) -> None:
    changes: list[Change] = MAKER.chain(1)
    for body in bodies:
        changes.append(written(changes[0].header.chain, changes[-1], "event", new_id(), body, (new_id(),)))
    data = MAKER.sign(MAKER.payload(changes))
    document = read_bytes(data, MAKER.reader()).document
    assert list(document.changes) == changes
    assert [change.hash for change in document.changes] == [change.hash for change in changes]
    assert [change.body for change in document.changes[1:]] == bodies
    tables = tomllib.loads(data.decode())["change"]
    assert [table["body"]["reason"] for table in tables[1:]] == [body.reason for body in bodies]


@given(st.binary(max_size=200), st.binary(min_size=32, max_size=32), st.sampled_from(Kind))
def test_signatures(message: bytes, seed: bytes, kind: Kind) -> None:
    signature = read_armour(sign(message, seed, f"reppu-{kind}"))
    signature.verify(message)
    assert signature.namespace == f"reppu-{kind}"
    assert read_openssh_line(openssh_line(signature.public_key)) == signature.public_key
    assert fingerprint(signature.public_key).startswith("SHA256:")


def test_every_kind_is_written_as_it_was_read() -> None:
    from store.bundle.document import write_content

    for name, text in examples().items():
        payload = split_signed(text.encode()).payload
        document = read_bytes(text.encode(), Reader()).document
        if document.content is not None:
            assert write_content(document.head, document.content) == payload, name
