"""Stages with their days, working time with its gaps, the numbers behind the pictures, the relation and the route."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from store.employers import EmployerVisit
from store.follow_up import follow_up
from store.history.change import Value
from store.identifiers import new_id
from store.kinds import count_kinds
from store.notebook import Notebook
from store.reading import list_records, show
from store.relation import MEETINGS, relation
from store.route import day_route, write_route
from store.stages import client_way, enter_stage, stage_board
from store.time_use import days_of_work, take_from_events
from store.writing import Entry, delete, save, save_all

DAY = date(2026, 11, 24)


def after(days: int) -> date:
    """Return the day so many days after the day of the tests."""
    return DAY + timedelta(days=days)


def event(notebook: Notebook, client: str | None = None, **values: Value) -> str:
    """Write an event of one's own that was held."""
    made = new_id()
    whole: dict[str, Value] = {"kind": "client_meeting", "status": "held", "day": DAY}
    entries = [Entry("event", {**whole, "worker": notebook.identity.worker, **values}, id=made)]
    entries += [Entry("event_client_part", {"event": made, "client": client})] if client else []
    save_all(notebook, entries)
    return made


@pytest.mark.both_engines
def test_a_restart_after_a_lost_job_keeps_the_history(notebook: Notebook) -> None:
    who = save(notebook, Entry("client", {"given_name": "Testi", "entry": after(-90), "stage": "seeking"})).id
    [line] = stage_board(notebook, DAY).stages["seeking"]
    assert (line.days, line.next is not None) == (90, True), "from the day of entry that the card says"
    for stage, days in (("job_search", -80), ("keeping_job", -30)):
        enter_stage(notebook, client_way(notebook, who, DAY), stage, after(days))
    enter_stage(notebook, client_way(notebook, who, DAY), "job_search", after(-5), after_job_loss=True)
    board = stage_board(notebook, DAY)
    [line] = board.stages["job_search"]
    assert (line.days, line.again, board.stages["keeping_job"]) == (5, True, ())
    way = client_way(notebook, who, DAY)
    days_of = [(one.values["stage"], one.values["entered"], one.values.get("left_on")) for one in way.periods]
    assert days_of == [
        ("job_search", after(-5), None),
        ("keeping_job", after(-30), after(-5)),
        ("job_search", after(-80), after(-30)),
        ("seeking", after(-90), after(-80)),
    ]
    assert show(notebook, "client", who).values["stage"] == "job_search"
    [counted] = count_kinds(notebook, ("stage_period",), who)
    assert (counted.count, counted.newest) == (4, after(-5))


@pytest.mark.both_engines
def test_time_comes_from_events_and_what_is_missing_stays_a_gap(office: Notebook) -> None:
    me = office.identity.worker
    share: dict[str, Value] = {"worker": me, "start": after(-100), "percent": 50, "full_week": 37 * 60 + 30}
    save(office, Entry("working_share", share))
    visit = event(office, kind="employer_visit", employer=new_id(), minutes=60, place_kind="workplace")
    unknown = event(office)
    event(office, minutes=30, worker=new_id())
    event(office, minutes=30, status="planned")
    [before] = days_of_work(office, DAY, DAY)
    [piece] = before.pieces
    assert (piece.minutes, piece.activity, piece.place, piece.event) == (60, "employer_work", "community", visit)
    assert (before.unmeasured, before.expected, before.gap) == ((unknown,), 225, 165)
    [taken] = take_from_events(office, DAY, DAY)
    assert take_from_events(office, DAY, DAY) == ()
    save(office, Entry("time_use", {"worker": me, "day": DAY, "minutes": 15, "activity": "recording"}))
    [day] = days_of_work(office, DAY, DAY)
    assert (day.minutes, day.gap) == (75, 150)
    delete(office, "time_use", taken.id)
    assert [piece.minutes for piece in days_of_work(office, DAY, DAY)[0].pieces] == [15]
    save(office, Entry("leave", {"worker": me, "start": DAY}))
    assert days_of_work(office, DAY, DAY)[0].gap is None


@pytest.mark.both_engines
def test_the_numbers_of_the_pictures_can_be_counted_by_hand(notebook: Notebook) -> None:
    employer = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    visit: dict[str, Value] = {"kind": "employer_visit", "employer": employer, "mode": "face_to_face"}
    people = [
        save(notebook, Entry("client", {"given_name": "Testi", "entry": after(-days), "stage": "job_search"})).id
        for days in (100, 90, 50, 400)
    ]
    event(notebook, people[0], **visit, day=after(-70), minutes=90, place_kind="workplace")
    event(notebook, people[1], **visit, day=after(-59))
    event(notebook, people[1], **{**visit, "kind": "support_visit"}, day=DAY)
    event(notebook, people[1], **{**visit, "mode": "phone"}, day=DAY)
    event(notebook, None, **visit, day=DAY, minutes=30, place_kind="office")
    for start, end in ((after(-60), after(-20)), (after(-10), None)):
        save(notebook, Entry("job", {"client": people[0], "title": "apulainen", "start": start, "end": end}))
    found = follow_up(notebook, DAY)
    assert found.caseload == 4
    assert [(week.first, week.contacts) for week in found.weeks if week.contacts] == [
        (date(2026, 9, 14), 1),
        (date(2026, 9, 21), 1),
        (date(2026, 11, 23), 1),
    ]
    assert (found.first_contacts.days, found.first_contacts.waiting) == ((30, 31), (50,))
    assert (found.first_contacts.by_step(), found.first_contacts.median) == ((1, 1, 0, 0, 0), 30)
    assert found.minutes == {"community": 90, "office": 30}
    assert found.unmeasured == 3
    assert [(month.in_service, month.at_work) for month in found.months[-3:]] == [(3, 1), (4, 1), (4, 1)]


def visit(day: int, *purposes: str, kind: str = "employer_visit", mode: str = "face_to_face") -> EmployerVisit:
    """Return a visit that was held."""
    return EmployerVisit(new_id(), after(day), None, kind, mode, "held", "Testi", (), purposes, None, None, None)


@pytest.mark.parametrize(
    ("visits", "level", "lacking"),
    [
        ((), None, (MEETINGS, "described_strengths")),
        ((visit(-1, "learned_needs", kind="support_visit"),), None, (MEETINGS, "described_strengths")),
        ((visit(-1, "handed_in_application", mode="phone"),), 1, (MEETINGS, "described_strengths")),
        ((visit(-1, "asked_for_vacancies"),), 2, ("described_strengths",)),
        ((visit(-1, "followed_advertised_job"),), 3, ("described_strengths",)),
        ((visit(-1, "learned_needs"),), 1, ("described_strengths",)),
        ((visit(-2, "followed_advertised_job"), visit(-1, "introduced_service")), 3, ("described_strengths",)),
        ((visit(-1, "described_strengths", mode="phone"),), 3, (MEETINGS,)),
        ((visit(-1, "described_strengths"),), 4, (MEETINGS, "learned_needs", "introduced_service")),
        (
            (visit(-3, "learned_needs", mode="phone"), visit(-2, "introduced_service", "described_strengths")),
            4,
            (MEETINGS,),
        ),
        ((visit(-3, "learned_needs"), visit(-2, "introduced_service", "described_strengths")), 5, ()),
    ],
)
def test_the_level_of_a_relation_rests_on_what_was_done_over_all_visits(
    visits: tuple[EmployerVisit, ...], level: int | None, lacking: tuple[str, ...]
) -> None:
    found = relation(visits, DAY)
    assert (found.level, found.lacking) == (level, lacking)


def test_the_route_names_places_and_people_and_no_client(notebook: Notebook, tmp_path: Path) -> None:
    client = save(notebook, Entry("client", {"given_name": "Salattu"})).id
    known: dict[str, Value] = {"name": "Mallikahvila", "street_address": "Katu 1", "municipality": "Lahti"}
    employer = save(notebook, Entry("employer", known)).id
    save(notebook, Entry("contact_person", {"employer": employer, "name": "Esko Esihenkilö"}))
    save(notebook, Entry("contact_person", {"employer": employer, "name": "Poissa", "left": True}))
    late = event(notebook, client, kind="support_visit", employer=employer, start=time(14), status="planned")
    early = event(notebook, client, kind="employer_visit", employer=employer, start=time(9), status="planned")
    event(notebook, client, start=time(8))
    event(notebook, kind="employer_visit", employer=employer, status="cancelled")
    stops = day_route(notebook, DAY)
    assert [stop.event for stop in stops] == [early, late]
    assert (stops[0].address, stops[0].municipality, stops[0].people) == ("Katu 1", "Lahti", ("Esko Esihenkilö",))
    assert "Salattu" not in str(stops)
    write_route(notebook, tmp_path / "reitti.txt", "9.00 Mallikahvila")
    assert (tmp_path / "reitti.txt").read_text(encoding="utf-8") == "9.00 Mallikahvila"
    assert list_records(notebook, "event", where={"employer": employer})
