"""What makes a save quick gives what the slow ways give: the same texts, and the same state of a new record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.change_texts import body_text, header_text
from store.first_change import state_of_first
from store.held import changes_of, read_held
from store.history.change import Body, Header, read_body, write_body, write_header
from store.history.office import SPECIAL
from store.identifiers import new_id
from store.notebook import Notebook
from store.records import RECORD_TYPES
from store.writing import Entry, delete, save
from tests.store.records.values import record_values

pytestmark = pytest.mark.both_engines

names = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
scalars = (
    st.text(st.characters(codec="utf-8"))
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(UTC))
)
arrays = st.lists(scalars, max_size=3).map(tuple)
bodies = st.builds(
    Body,
    salt=st.binary(min_size=16, max_size=16).map(bytes.hex),
    reason=st.text(st.characters(codec="utf-8")),
    set=st.dictionaries(names, scalars | arrays, max_size=4),
    unset=st.lists(names, max_size=3).map(tuple),
    add=st.dictionaries(names, arrays, max_size=2),
    drop=st.dictionaries(names, arrays, max_size=2),
)


@given(bodies)
def test_a_body_is_written_as_the_one_writer_writes_it(body: Body) -> None:
    assert body_text(body) == write_body(body)


@given(bodies)
def test_a_body_is_read_back_as_it_was(body: Body) -> None:
    assert read_body(body_text(body)) == body


@given(
    before=st.none() | st.just("ab" * 32),
    record=st.sampled_from(sorted(RECORD_TYPES)),
    about=st.lists(st.uuids().map(str), max_size=1).map(tuple),
    after=st.lists(st.uuids().map("{}/7/0123456789abcdef".format), max_size=3).map(tuple),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_a_header_is_written_as_the_one_writer_writes_it(
    before: str | None, record: str, about: tuple[str, ...], after: tuple[str, ...], at: datetime
) -> None:
    header = Header(new_id(), 7, before, record, new_id(), about, after, at, new_id(), 1, "cd" * 32)
    assert header_text(header) == write_header(header)


@pytest.mark.parametrize("name", sorted(RECORD_TYPES.keys() - SPECIAL))
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_a_record_just_begun_is_in_the_state_that_the_history_gives(
    office: Notebook, name: str, data: st.DataObject
) -> None:
    record_type = RECORD_TYPES[name]
    values = dict(data.draw(record_values(record_type)))
    if "client" in values:
        # The examples share a notebook: what bears on a consent names what was said of the same client before.
        values["client"] = new_id()
    id = save(office, Entry(name, values)).id
    with office.reading() as connection:
        (change,) = changes_of(connection, [id])
        assert change.body is not None
        quick = state_of_first(connection, record_type, change, change.body)
        reading = read_held(connection, [id])
    assert quick is not None
    assert quick == reading.records[id]
    assert reading.kept == {}


def test_where_the_office_has_ordered_something_the_history_is_read(office: Notebook) -> None:
    held = save(office, Entry("client", {"given_name": "Testi"})).id
    order = save(office, Entry("legal_hold", {"client": held, "ground": "keksitty peruste"})).id
    id = save(office, Entry("employer", {"name": "Mallikahvila"})).id
    with office.reading() as connection:
        for record, of in (("employer", id), ("legal_hold", order)):
            (change,) = changes_of(connection, [of])
            assert change.body is not None
            assert state_of_first(connection, RECORD_TYPES[record], change, change.body) is None


def test_a_second_withdrawal_names_the_first_and_the_history_is_read(office: Notebook) -> None:
    client = new_id()
    first, second = (save(office, Entry("withdrawal", {"client": client, "scope": "all"})) for _ in range(2))
    with office.reading() as connection:
        (one,) = changes_of(connection, [first.id])
        (other,) = changes_of(connection, [second.id])
        assert (one.header.after, other.header.after) == ((), (first.change,))
        assert one.body is not None
        assert other.body is not None
        assert state_of_first(connection, RECORD_TYPES["withdrawal"], one, one.body) is not None
        assert state_of_first(connection, RECORD_TYPES["withdrawal"], other, other.body) is None


def test_a_change_that_knew_another_is_no_first_one(office: Notebook) -> None:
    id = save(office, Entry("employer", {"name": "Mallikahvila"})).id
    delete(office, "employer", id)
    with office.reading() as connection:
        _, second = sorted(changes_of(connection, [id]), key=lambda change: change.header.seq)
        assert second.body is not None
        assert state_of_first(connection, RECORD_TYPES["employer"], second, second.body) is None
