"""The supervisor's hours: the weekly sheet, what cannot be right, whose entry it is, and files with a dry run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.csv_in import BadRow
from store.history.change import Value
from store.money.closing import close_month
from store.money.months import office_month
from store.notebook import Notebook
from store.placements.agreements import Placement
from store.placements.checks import Beside, Fault, Hours, faults_of
from store.placements.hours import Cell, confirm_hours, save_hours, week_sheet
from store.placements.hours_files import read_hours, take_in_hours
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.store.placements.house import TODAY, House, open_house

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)


@pytest.fixture
def house(office: Notebook) -> House:
    """A workshop at the office."""
    return open_house(office)


def placed(client: str = "c", place: str = "p", start: date = MONDAY, end: date = date(2026, 3, 31)) -> Placement:
    return Placement("a", client, "", "", place, "", start, end, None, None, None, beside=False)


def hours(day: date = MONDAY, **more: Any) -> Hours:
    return Hours(**{"client": "c", "day": day, "presence": "attended", "minutes": 240, "activity_place": "p", **more})


@pytest.mark.parametrize(
    ("one", "held", "fault"),
    [
        (hours(), (), None),
        (hours(date(2026, 4, 16)), (), Fault.FUTURE),
        (hours(date(2026, 3, 1)), (), Fault.OUTSIDE),
        (hours(date(2026, 4, 1)), (), Fault.OUTSIDE),
        (hours(activity_place="other"), (), Fault.OUTSIDE),
        (hours(), (hours(),), Fault.TWICE),
        (hours(presence="ill", minutes=None), (hours(),), Fault.TWICE),
        (hours(), (hours(entry="e"),), Fault.TWICE),
        (hours(entry="e"), (hours(entry="e"),), None),
        (hours(), (hours(activity_place="other", client="d"),), None),
        (hours(), (hours(activity_place=None),), Fault.OVERLAP),
        (
            hours(came=time(9), went=time(12), minutes=None),
            (hours(came=time(12), went=time(15), minutes=None),),
            None,
        ),
        (
            hours(came=time(9), went=time(12), minutes=None),
            (hours(came=time(11, 59), went=time(15), minutes=None, activity_place=None),),
            Fault.OVERLAP,
        ),
        (
            hours(came=time(9), went=time(12), minutes=800),
            (hours(came=time(12), went=time(15), minutes=800),),
            Fault.OVER_DAY,
        ),
    ],
)
def test_what_cannot_be_right(one: Hours, held: tuple[Hours, ...], fault: Fault | None) -> None:
    wide = (placed(), placed(place="q", start=date(2026, 3, 1)))
    beside = Beside(TODAY, (placed(end=date(2026, 5, 1)) if fault is Fault.FUTURE else wide[0],), held)
    found = [each for _of, each in faults_of((one,), beside)]
    assert found == ([] if fault is None else [fault])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1440), st.booleans()), max_size=8))
def test_hours_that_pass_fill_no_day_twice(rows: list[tuple[int, int, bool]]) -> None:
    """Whatever is typed in one go: what passes has no more than 24 hours a day, and no place twice."""
    typed = [
        hours(date(2026, 3, 2 + day), minutes=minutes, activity_place="p" if here else None)
        for day, minutes, here in rows
    ]
    if not faults_of(typed, Beside(TODAY, (placed(),))):
        days: dict[date, int] = {}
        for one in typed:
            days[one.day] = days.get(one.day, 0) + one.length
        assert all(minutes <= 24 * 60 for minutes in days.values())
        assert len({(one.day, one.activity_place) for one in typed}) == len(typed)


def test_the_sheet_names_people_by_initials_and_tells_doubles_apart(house: House) -> None:
    one, other = house.client("Aino", "Malli"), house.client("Antti", "Mainio")
    house.client("Eero", "Esimerkki")
    sheet = week_sheet(house.notebook, house.place, MONDAY)
    marks = [person.mark for person in sheet.people]
    assert marks[2] == "E.E."
    assert set(marks[:2]) == {f"A.M. {id.replace('-', '')[-3:]}" for id in (one, other)}
    assert week_sheet(house.notebook, house.place, date(2027, 3, 1)).people == ()


@pytest.mark.both_engines
def test_what_is_typed_is_the_supervisors_and_altering_it_asks_for_confirmation(office: Notebook) -> None:
    house = open_house(office)
    client = house.client("Aino")

    def cell() -> Cell:
        [found] = week_sheet(office, house.place, MONDAY).people[0].on(MONDAY)
        return found

    typed = Hours(client, MONDAY, "attended", came=time(9), went=time(13), activity_place=house.place)
    save_hours(office, [typed], TODAY, recorded_by="Merja Malli", taken_from="paper_sheet")
    [entry] = list_records(office, "work_entry")
    assert (entry.values["recorded_by"], entry.values["taken_from"]) == ("Merja Malli", "paper_sheet")
    assert entry.values["placement_agreement"] == list_records(office, "placement_agreement")[0].id
    assert not cell().confirmed
    confirm_hours(office, [(cell().entry, cell().knew)], TODAY)
    assert cell().confirmed
    altered = Hours(client, MONDAY, "ill", activity_place=house.place, entry=entry.id, knew=cell().knew)
    save_hours(office, [altered], TODAY, recorded_by="Merja Malli", taken_from="paper_sheet")
    assert (cell().presence, cell().came, cell().confirmed) == ("ill", None, False)
    save_hours(office, [], TODAY, cleared=[(entry.id, cell().knew)])
    assert week_sheet(office, house.place, MONDAY).people[0].on(MONDAY) == ()


def test_hours_altered_beside_a_confirmation_are_confirmed_anew(house: House) -> None:
    """Somebody alters the hours on a form that leaves the confirmation as it is: it holds for what it knew alone."""
    office, client = house.notebook, house.client("Aino")
    id = house.entry(client, MONDAY)
    save(office, Entry("work_entry", {"minutes": 120}, id=id))
    [cell] = week_sheet(office, house.place, MONDAY).people[0].on(MONDAY)
    assert not cell.confirmed
    confirm_hours(office, [(id, cell.knew)], MONDAY)
    assert week_sheet(office, house.place, MONDAY).people[0].on(MONDAY)[0].confirmed


def test_nothing_is_saved_while_something_cannot_be_right(house: House) -> None:
    office, client = house.notebook, house.client("Aino")
    good = Hours(client, MONDAY, "attended", minutes=60, activity_place=house.place)
    for wrong in (
        Hours(client, date(2026, 5, 1), "attended", minutes=60, activity_place=house.place, row=7),
        Hours(client, date(2025, 5, 1), "attended", minutes=60, activity_place=house.place, row=7),
    ):
        with pytest.raises(Refusal) as caught:
            save_hours(office, [good, wrong], TODAY)
        assert caught.value.reason is Reason.HOURS_NOT_RIGHT
        assert caught.value.values["row"] == 7
        assert list_records(office, "work_entry") == []
    save_hours(office, [good, wrong], TODAY, outside=True)
    assert len(list_records(office, "work_entry")) == 2


def test_what_is_typed_for_a_closed_month_becomes_a_correction(house: House) -> None:
    office, client = house.notebook, house.client("Aino")
    house.entry(client, MONDAY)
    close_month(office, date(2026, 3, 1), TODAY)
    sheet = week_sheet(office, house.place, MONDAY)
    assert sheet.closed == (date(2026, 3, 1),)
    save_hours(office, [Hours(client, TUESDAY, "attended", minutes=60, activity_place=house.place)], TODAY)
    [cell] = week_sheet(office, house.place, MONDAY).people[0].on(TUESDAY)
    confirm_hours(office, [(cell.entry, cell.knew)], TODAY)
    assert office_month(office, date(2026, 4, 1), TODAY).clients[0].corrected == 500


SYNONYMS: Mapping[str, str] = {"asiakas": "person", "pvm": "day", "tunnit": "hours", "tuli": "came", "lähti": "went",
                               "läsnä": "presence", "paikka": "place", "presence.sairas": "ill"}  # fmt: skip


def write(folder: Path, text: str, name: str = "tunnit.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_dry_and_each_bad_row_is_named(house: House, tmp_path: Path) -> None:
    office = house.notebook
    house.client("Aino"), house.client("Eero")
    rows = [
        "Asiakas;Pvm;Tunnit;Tuli;Lähti;Läsnä;Paikka;Kenkä",
        "A-Aino;2.3.2026;4,5;;;;Purkupaja Malli;",
        "Eero Keksitty;2026-03-02;;9.00;13;;purkupaja  malli;",
        "Eero Keksitty;3.3.2026;;;;sairas;Purkupaja Malli;",
        "Tuntematon;3.3.2026;1;;;;Purkupaja Malli;",
        "A-Aino;31.2.2026;1;;;;Purkupaja Malli;",
        "A-Aino;;1;;;;Purkupaja Malli;",
        "A-Aino;4.3.2026;25;;;;Purkupaja Malli;",
        "A-Aino;4.3.2026;x;;;;Purkupaja Malli;",
        "A-Aino;4.3.2026;1;;;;Toinen paja;",
        "A-Aino;4.3.2026;;13;9;;Purkupaja Malli;",
        "A-Aino;4.3.2026;;;;hukassa;Purkupaja Malli;",
        "",
        "A-Aino;4.3.2027;1;;;;Purkupaja Malli;",
        "A-Aino;2.3.2026;3;;;;Purkupaja Malli;",
        "A-Aino;5.3.2025;1;;;;Purkupaja Malli;",
    ]
    read = read_hours(office, write(tmp_path, "\n".join(rows)), TODAY, SYNONYMS)
    assert read.unknown == ("Kenkä",)
    assert read.bad == (
        BadRow(5, "person", "unknown_person"),
        BadRow(6, "day", "not_a_day"),
        BadRow(7, "day", "missing"),
        BadRow(8, "hours", "over_24_hours"),
        BadRow(9, "hours", "not_a_number"),
        BadRow(10, "place", "unknown_place"),
        BadRow(11, "went_before_came", "not_allowed"),
        BadRow(12, "presence", "unknown_choice"),
        BadRow(14, "", "future_day"),
        BadRow(15, "", "written_twice"),
    )
    assert read.outside == (BadRow(16, "", "outside_agreement"),)
    assert [(one.row, one.length) for one in read.hours] == [(2, 270), (3, 240), (4, 0), (16, 60)]
    assert list_records(office, "work_entry") == []
    with pytest.raises(Refusal) as caught:
        take_in_hours(office, read, TODAY)
    assert (caught.value.reason, caught.value.values["row"]) == (Reason.BAD_TABLE, 5)


@pytest.mark.parametrize("name", ["tunnit.csv", "tunnit.toml"])
def test_a_good_file_is_taken_in_once(house: House, tmp_path: Path, name: str) -> None:
    office = house.notebook
    house.client("Aino")
    text = {
        "tunnit.csv": "person,day,hours,place,task,recorded_by\n"
        "A-Aino,2026-03-02,4.5,Purkupaja Malli,purku,Merja M.\n",
        "tunnit.toml": '[[hours]]\nperson = "A-Aino"\nday = 2026-03-02\nhours = 4.5\nplace = "Purkupaja Malli"\n'
        'task = "purku"\nrecorded_by = "Merja M."\n',
    }[name]
    path = write(tmp_path, text, name)
    assert len(take_in_hours(office, read_hours(office, path, TODAY), TODAY)) == 1
    [entry] = list_records(office, "work_entry")
    assert (entry.values["minutes"], entry.values["recorded_by"]) == (270, "Merja M.")
    assert entry.values["taken_from"] == f"{name.rsplit('.', maxsplit=1)[-1]}_file"
    again = read_hours(office, path, TODAY)
    assert (again.hours, again.bad, again.known) == ((), (), 1)


def test_rows_outside_an_agreement_are_taken_in_when_somebody_says_so(house: House, tmp_path: Path) -> None:
    office = house.notebook
    house.client("Aino")
    read = read_hours(office, write(tmp_path, "person,day,hours\nA-Aino,2025-03-02,4\n"), TODAY, place=house.place)
    assert len(read.outside) == 1
    with pytest.raises(Refusal) as caught:
        take_in_hours(office, read, TODAY)
    assert caught.value.reason is Reason.HOURS_NOT_RIGHT
    assert len(take_in_hours(office, read, TODAY, outside=True)) == 1


def test_two_people_of_one_name_are_not_guessed(house: House, tmp_path: Path) -> None:
    house.client("Aino"), house.client("Aino")
    read = read_hours(house.notebook, write(tmp_path, "person,day\nAino Keksitty,2026-03-02\n"), TODAY)
    assert read.bad == (BadRow(2, "person", "several_person"),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "kenkä,väri\n1,2\n"),
        ("x.csv", "person,hours\nA,1\n"),
        ("x.toml", "hours = 1"),
        ("x.toml", "[[hours]]\nperson = "),
        ("x.toml", "[[hours]]\nshoe = 1"),
    ],
)
def test_what_is_no_table_of_hours_is_refused(house: House, tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_hours(house.notebook, write(tmp_path, text, name), TODAY)
    assert caught.value.reason is Reason.BAD_TABLE


def test_a_laptop_knows_its_own_people_on_the_sheet(notebook: Notebook) -> None:
    house_at = save(notebook, Entry("activity_place", {"name": "Paja"})).id
    client = save(notebook, Entry("client", {"given_name": "Aino"})).id
    agreement: dict[str, Value | None] = {
        "client": client,
        "activity_place": house_at,
        "start": MONDAY,
        "end": date(2026, 3, 8),
    }
    save(notebook, Entry("placement_agreement", agreement))
    [person] = week_sheet(notebook, house_at, MONDAY).people
    assert person.mark == "A."
    with pytest.raises(Refusal):
        week_sheet(notebook, client, MONDAY)
    assert show(notebook, "client", client).values["given_name"] == "Aino"
