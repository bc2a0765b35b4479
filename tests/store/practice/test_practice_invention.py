"""The invention: a pure function of seed, size and day, and believable where the rules look."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.history.change import Change
from store.history.consent import Verdict, may_tell, permissions
from store.history.reading import Known, Reading, read
from store.identifiers import new_id
from store.practice.invention import Hand, Invention, Step
from store.practice.notebook import invent
from store.practice.tables import read_tables
from store.practice.weaving import Pen, Weaver
from store.records import RECORD_TYPES, shapes
from store.records.disclosure import TYPICAL_ITEMS

DAY = date(2026, 11, 23)


def content(steps: list[Step]) -> list[tuple[object, ...]]:
    """Return what must be the same for the same seed."""
    return [(step.hand, step.at, step.record, step.id, step.client, step.values, step.reason) for step in steps]


def woven(invention: Invention) -> tuple[list[Change], Reading]:
    """Return the changes of an invention and what they read as."""
    pens = {hand: Pen(new_id(), invention.workers[hand]) for hand in Hand}
    changes = Weaver(shapes(), pens, {}).weave(invention.steps)
    roles = {pens[hand].chain: "office" if hand is Hand.OFFICE else "coach" for hand in Hand}
    return changes, read(changes, Known(shapes(), roles))


@pytest.fixture(scope="module")
def twenty() -> tuple[Invention, list[Change], Reading]:
    """The usual practice notebook, before it is written."""
    invention = invent(7, 20, 18, DAY)
    return invention, *woven(invention)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), clients=st.integers(1, 9), months=st.integers(2, 24))
def test_the_same_seed_invents_the_same(seed: int, clients: int, months: int) -> None:
    """Values, ids and times come from the arguments alone."""
    assert content(invent(seed, clients, months, DAY).steps) == content(invent(seed, clients, months, DAY).steps)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), clients=st.integers(1, 9))
def test_every_event_has_its_time_of_day(seed: int, clients: int) -> None:
    """What has none stands last on Today: of what was planned, calls too, one knows when it is."""
    steps = invent(seed, clients, 2, DAY).steps
    first = {step.id: step for step in reversed(steps) if step.record == "event"}
    assert first
    assert all(isinstance(step.values.get("start"), time) for step in first.values())


def test_another_seed_invents_something_else() -> None:
    """No step has the same id in two seeds."""
    first, second = ({step.id for step in invent(seed, 3, 6, DAY).steps} for seed in (1, 2))
    assert not first & second


def test_another_day_moves_everything_with_it() -> None:
    """The names stay, the days move: the notebook opens on a day with a programme."""
    first, second = invent(7, 3, 6, DAY), invent(7, 3, 6, DAY + timedelta(days=7))
    entries = [
        [s.values["entry"] for s in i.steps if s.record == "client" and "entry" in s.values] for i in (first, second)
    ]
    assert entries[1] == [day + timedelta(days=7) for day in entries[0] if isinstance(day, date)]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32), clients=st.integers(1, 9), months=st.integers(2, 24), ahead=st.integers(0, 400))
def test_everything_invented_is_a_valid_record(seed: int, clients: int, months: int, ahead: int) -> None:
    """No change is kept aside: every value passes, every author may write it, nothing is missing."""
    changes, reading = woven(invent(seed, clients, months, DAY + timedelta(days=ahead)))
    assert reading.kept == {}
    assert len(changes) == len({change.name for change in changes})


def test_nothing_was_saved_after_the_day_it_opens_on(twenty: tuple[Invention, list[Change], Reading]) -> None:
    """What was written down lies behind; only planned events lie ahead."""
    _, changes, reading = twenty
    assert max(change.header.at for change in changes) < datetime(2026, 11, 24, tzinfo=UTC)
    ahead = [
        state for state in reading.records.values() if state.record == "event" and _day(state.values["day"]) > DAY
    ]
    assert ahead
    assert {state.values["status"] for state in ahead} == {"planned"}


def test_twenty_clients_have_two_thousand_events(twenty: tuple[Invention, list[Change], Reading]) -> None:
    """The measure that the promises of speed name, and every kind of record that a form writes."""
    _, _, reading = twenty
    counts = Counter(state.record for state in reading.records.values())
    assert counts["client"] == 20
    assert 1950 <= counts["event"] <= 2100
    by_forms = {name for name, of in RECORD_TYPES.items() if not of.declared.internal}
    assert set(counts) == by_forms


def test_events_fill_eighteen_months_up_to_the_day_it_opens_on(
    twenty: tuple[Invention, list[Change], Reading],
) -> None:
    """Every month from a year and a half ago until today has some, and each was saved in its time."""
    _, _, reading = twenty
    days = [_day(state.values["day"]) for state in reading.records.values() if state.record == "event"]
    months = {day.year * 12 + day.month for day in days if day <= DAY}
    assert months == set(range(max(months) - len(months) + 1, max(months) + 1))
    assert len(months) in (18, 19)
    assert max(months) == DAY.year * 12 + DAY.month


def test_today_has_a_programme(twenty: tuple[Invention, list[Change], Reading]) -> None:
    """A held call, an employer visit, a client meeting and a support visit, each with its client (USERS, Today)."""
    _, _, reading = twenty
    today = [s for s in reading.records.values() if s.record == "event" and s.values["day"] == DAY]
    assert Counter((str(s.values["kind"]), str(s.values["status"])) for s in today) == Counter(
        {
            ("call", "held"): 1,
            ("employer_visit", "planned"): 1,
            ("client_meeting", "planned"): 1,
            ("support_visit", "planned"): 1,
        }
    )
    parts = {s.values["event"] for s in reading.records.values() if s.record == "event_client_part"}
    assert {s.id for s in today} <= parts


def test_todays_visits_are_one_of_each_kind(twenty: tuple[Invention, list[Change], Reading]) -> None:
    """At the employer visit something may be told; at the support visit the client is asked first (USERS, Today)."""
    _, _, reading = twenty
    today = {s.id: s.values for s in reading.records.values() if s.record == "event" and s.values["day"] == DAY}
    told = {}
    for part in (
        s for s in reading.records.values() if s.record == "event_client_part" and s.values["event"] in today
    ):
        values = today[str(part.values["event"])]
        found = [p for p in permissions(reading, str(part.client)) if may_tell(p, str(values.get("employer")))]
        told[values["kind"]] = len(found)
    assert told["employer_visit"] >= 2
    assert told["support_visit"] == 0


def test_four_conflicts_wait_and_one_of_them_is_a_consent(twenty: tuple[Invention, list[Change], Reading]) -> None:
    """The second laptop's edits met ours; the item in conflict is told to nobody."""
    _, _, reading = twenty
    open_ones = [s for s in reading.records.values() if s.conflicts]
    assert sorted(s.record for s in open_ones) == ["client", "disclosure_item", "employer", "event_client_part"]
    item = next(s for s in open_ones if s.record == "disclosure_item")
    assert item.client is not None
    verdicts = {p.item: p.verdict for p in permissions(reading, item.client)}
    assert verdicts[item.id] is Verdict.NOT_TOLD
    assert Verdict.TOLD not in verdicts.values()


def test_permissions_of_every_kind_are_there(twenty: tuple[Invention, list[Change], Reading]) -> None:
    """Some things may be told, some are asked first, some were taken back."""
    _, _, reading = twenty
    clients = [state.id for state in reading.records.values() if state.record == "client"]
    found = [permission for client in clients for permission in permissions(reading, client)]
    assert {permission.verdict for permission in found} == set(Verdict)
    assert any(permission.why == "withdrawn" for permission in found)


def test_people_are_called_by_invented_names(twenty: tuple[Invention, list[Change], Reading]) -> None:
    """Every name, municipality and phrase comes from the tables; no two clients have the same name."""
    _, _, reading = twenty
    people = read_tables().people
    clients = [state.values for state in reading.records.values() if state.record == "client"]
    assert {values["given_name"] for values in clients} <= set(people["given"])
    assert {values["family_name"] for values in clients} <= set(people["family"])
    assert {values["municipality"] for values in clients} <= set(people["municipalities"])
    assert len({(values["given_name"], values["family_name"]) for values in clients}) == len(clients)


def test_the_phrase_bank_has_words_for_every_typical_item_in_three_languages() -> None:
    """All but the client's own item (criterion 13 c)."""
    phrases = read_tables().phrases
    assert {phrase["item"] for phrase in phrases} == set(TYPICAL_ITEMS) - {"own"}
    for phrase in phrases:
        assert len(phrase["fi"]) == len(phrase["sv"]) == len(phrase["en"]) >= 2


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_consent_names_the_withdrawals_before_it(seed: int) -> None:
    """What was withdrawn was on the screen of whoever agreed anew (DESIGN §4)."""
    changes, _ = woven(invent(seed, 9, 18, DAY))
    withdrawn = [change for change in changes if change.header.record == "withdrawal"]
    later = [
        (change, withdrawal)
        for withdrawal in withdrawn
        for change in changes
        if change.header.about == withdrawal.header.about
        and change.header.record in ("disclosure_agreement", "disclosure_item")
        and change.header.at > withdrawal.header.at
    ]
    assert withdrawn
    assert all(withdrawal.name in change.header.after for change, withdrawal in later)
