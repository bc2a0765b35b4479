"""Statistics: what the records hold is counted, doubles once, and small groups are not handed out (M0.9)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.history.change import Value
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.statistics import OTHERS, SMALLEST_GROUP, Statistics, statistics, write_table
from store.use_log import Act, head, lines
from store.writing import Entry, save

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def client(office: Notebook, municipality: str | None = None, **values: date) -> str:
    """Save a client."""
    place = {"municipality": municipality} if municipality is not None else {}
    return save(office, Entry("client", {"given_name": "Keksitty", **place, **values})).id


def event(office: Notebook, day: date, *clients: str, kind: str = "client_meeting", status: str = "held") -> str:
    """Save an event with its clients."""
    id = save(office, Entry("event", {"kind": kind, "status": status, "day": day, "minutes": 30})).id
    for one in clients:
        save(office, Entry("event_client_part", {"event": id, "client": one}))
    return id


def october(office: Notebook, smallest: int = 1) -> Statistics:
    """Return the statistics of a month by municipality."""
    return statistics(office, FIRST, LAST, "municipality", smallest=smallest)


def test_only_the_office_has_them(notebook: Notebook, tmp_path: Path) -> None:
    for call in (lambda: october(notebook), lambda: write_table(notebook, tmp_path / "t.csv", [])):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.reason is Reason.OFFICE_ONLY


def test_a_period_and_a_field_that_cannot_be_are_refused(office: Notebook) -> None:
    with pytest.raises(Refusal) as refused:
        statistics(office, LAST, FIRST, "municipality")
    assert refused.value.reason is Reason.BAD_VALUES
    with pytest.raises(Refusal) as refused:
        statistics(office, FIRST, LAST, "given_name")
    assert refused.value.reason is Reason.UNKNOWN_FIELD


def test_who_was_in_the_service_and_who_was_met_in_the_period(office: Notebook) -> None:
    began = client(office, "Lahti", entry=date(2026, 10, 1))
    client(office, "Lahti", entry=date(2026, 1, 1), closed=date(2026, 10, 31))
    client(office, "Lahti", entry=date(2026, 1, 1), closed=date(2026, 9, 30))
    client(office, "Lahti", entry=date(2026, 11, 1))
    unsaid = client(office, "Heinola")
    event(office, FIRST, began)
    event(office, LAST, began, unsaid)
    event(office, date(2026, 11, 1), began)
    event(office, LAST, began, status="planned")
    event(office, LAST, kind="internal")
    found = october(office)
    total = found.total
    assert (total.in_service, total.began, total.ended, total.met, total.people) == (2, 1, 1, 2, 3)
    assert (total.events, total.minutes) == ({"client_meeting": 2, "internal": 1}, 90)
    assert found.without_entry == 1
    groups = {name: (counts.people, counts.events) for name, counts in found.groups}
    assert groups == {"Heinola": (1, {"client_meeting": 1}), "Lahti": (2, {"client_meeting": 2})}


def test_joined_doubles_are_one_client(office: Notebook) -> None:
    one, double, third = (client(office, "Lahti", entry=FIRST) for _ in range(3))
    assert october(office).total.in_service == 3
    save(office, Entry("client_join", {"first": one, "second": double}))
    save(office, Entry("client_join", {"first": third, "second": double}))
    event(office, FIRST, one)
    event(office, FIRST, double)
    assert (october(office).total.in_service, october(office).total.met) == (1, 1)


def plant(office: Notebook, sizes: dict[str, int]) -> None:
    """Save so many clients in each municipality."""
    for name, size in sizes.items():
        for _ in range(size):
            client(office, name, entry=FIRST)


def test_small_groups_are_counted_together(office: Notebook) -> None:
    plant(office, {"Lahti": 6, "Heinola": 3, "Salo": 2})
    found = october(office, SMALLEST_GROUP)
    assert [(name, counts.people) for name, counts in found.groups] == [("Lahti", 6), (OTHERS, 5)]


def test_the_total_does_not_give_a_small_group_away(office: Notebook) -> None:
    plant(office, {"Lahti": 7, "Vantaa": 5, "Salo": 1})
    found = october(office, SMALLEST_GROUP)
    assert [(name, counts.people) for name, counts in found.groups] == [("Lahti", 7), (OTHERS, 6)]


def test_where_everybody_is_too_few_there_are_no_groups(office: Notebook) -> None:
    plant(office, {"Salo": 1, "Lahti": 3})
    assert october(office, SMALLEST_GROUP).groups == ()
    assert october(office, SMALLEST_GROUP).total.people == 4


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(more=st.dictionaries(st.sampled_from(["Lahti", "Salo", "Heinola", ""]), st.integers(1, 3)))
def test_no_group_below_the_least_is_ever_handed_out(office: Notebook, more: dict[str, int]) -> None:
    plant(office, more)
    found = october(office, SMALLEST_GROUP)
    hidden = found.total.people - sum(counts.people for _, counts in found.groups)
    assert all(counts.people >= SMALLEST_GROUP for _, counts in found.groups)
    assert hidden == 0 or not found.groups


def test_the_table_is_written_once_in_clear_and_the_log_says_so(office: Notebook, tmp_path: Path) -> None:
    path = tmp_path / "tilasto.csv"
    write_table(office, path, [["Kunta", "Asiakkaita"], ["=Lahti;1", "6"]])
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert read == [["Kunta", "Asiakkaita"], ["'=Lahti;1", "6"]]
    with office.reading() as connection:
        assert [line.ground for line in lines(connection) if line.act == Act.EXPORTED.value] == ["statistics"]
    for target, reason in ((path, Reason.FILE_EXISTS), (tmp_path / "poissa" / "t.csv", Reason.FOLDER_MISSING)):
        with pytest.raises(Refusal) as refused:
            write_table(office, target, [])
        assert refused.value.reason is reason
    assert path.read_bytes() == content


def test_a_look_is_logged(office: Notebook) -> None:
    with office.reading() as connection:
        before, _ = head(connection)
    october(office)
    with office.reading() as connection:
        assert head(connection)[0] > before


def test_ground_and_project_are_those_of_the_period(office: Notebook) -> None:
    ids = [client(office, entry=date(2026, 1, 1)) for _ in range(3)]
    for id, start, end, ground, project in (
        (ids[0], date(2026, 1, 1), date(2026, 9, 30), "vanha peruste", "Hanke A"),
        (ids[0], date(2026, 10, 1), None, "uusi peruste", "Hanke B"),
        (ids[1], date(2026, 1, 1), date(2026, 9, 30), "vanha peruste", "Hanke A"),
    ):
        values: dict[str, Value | None] = {
            "client": id,
            "start": start,
            "end": end,
            "service_ground": ground,
            "project": project,
        }
        save(office, Entry("service_basis", values))
    save(office, Entry("client", {"service_ground": "kortin peruste"}, id=ids[2]))

    def groups(first: date, last: date, dimension: str) -> dict[str | None, int]:
        return {name: each.in_service for name, each in statistics(office, first, last, dimension).groups}

    assert groups(FIRST, LAST, "project") == {"": 2, "Hanke B": 1}
    assert groups(date(2026, 9, 1), date(2026, 9, 30), "project") == {"": 1, "Hanke A": 2}
    assert groups(FIRST, LAST, "service_ground") == {"": 1, "kortin peruste": 1, "uusi peruste": 1}
