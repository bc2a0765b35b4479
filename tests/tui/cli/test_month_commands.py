"""``reppu month``, ``hours`` and ``list``, and what ``import`` takes beside people: the rules of the screens."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.history.change import Value
from store.home import Home
from store.notebook import Notebook
from store.reading import list_records
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.store.placements.house import open_house
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence
from tui.forms.days import wall_day


def month_before() -> date:
    """Return the first day of the month before this one."""
    return (wall_day().replace(day=1) - timedelta(days=1)).replace(day=1)


@pytest.fixture
def workshop(at_office: Desk) -> Desk:
    """An office with a workshop and a client who has an agreement and a class."""
    start = date(2020, 1, 1)
    with Notebook.unlock(Home(at_office.folder / "home"), PASSPHRASE) as office:
        house = open_house(office)
        client = house.client("Aino", pay_class=None)
        house.agreement(client, start=start, end=wall_day() + timedelta(days=30))
        pay_class: dict[str, Value | None] = {
            "name": "vanha",
            "paid_for": "allowance",
            "start": start,
            "basis": "per_day",
            "rate": 500,
        }
        saved = save(office, Entry("pay_class", pay_class))
        save(
            office,
            Entry(
                "allowance_decision",
                {"client": client, "pay_class": saved.id, "start": start, "payroll_number": "P-1"},
            ),
        )
    return at_office


def rows_of(path: Path) -> list[list[str]]:
    """Return the cells of a table."""
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def test_hours_come_from_a_file_and_the_month_is_closed(workshop: Desk, here: Here) -> None:
    month = month_before()
    table = "Asiakas;Pvm;Tunnit;Paikka;Kirjannut\n" + "".join(
        f"A-Aino;{month + timedelta(days=number):%d.%m.%Y};4,5;Purkupaja Malli;Merja M.\n" for number in range(3)
    )
    path = workshop.write("tunnit.csv", table)
    dry = here("hours", path, "--dry-run", "--json").answer
    assert (dry["rows"], dry["saved"], dry["bad"]) == (3, 0, [])
    assert here("hours", path, "--json").answer["saved"] == 3
    again = here("hours", path, "--json").answer
    assert (again["known"], again["saved"]) == (3, 0)
    name = f"{month:%Y-%m}"
    assert here("month", name, "--json").answer["hindered"] == 1
    refused = here("month", name, "--close")
    assert (refused.code, is_one_sentence(refused.complained)) == (1, True)
    assert here("month", name, "--csv", "out.csv").code == 2
    closed = here("month", name, "--confirm", "--close", "--csv", "out.csv", "--json").answer
    assert (closed["closed"], closed["total"], closed["hindered"]) == (True, 1500, 0)
    assert rows_of(workshop.folder / "out.csv")[1:] == [
        ["P-1", f"{month.month}/{month.year}", "3", "13,5", "0,00", "0,00", "15,00"]
    ]
    said = here("month", name)
    assert (said.code, "15,00" in said.said) == (0, True)


def test_bad_hours_are_named_and_nothing_is_taken_in(workshop: Desk, here: Here) -> None:
    tomorrow = wall_day() + timedelta(days=1)
    path = workshop.write("tunnit.csv", f"person,day,hours\nKuka,2026-01-02,4\nA-Aino,{tomorrow},4\nA-Aino,2.3,4\n")
    done = here("hours", path, "--place", "Purkupaja Malli")
    assert (done.code, is_one_sentence(done.complained)) == (1, True)
    assert [line.split(":")[0] for line in done.said.splitlines()[:3]] == ["Rivi 2", "Rivi 3", "Rivi 4"]
    assert here("record", "list", "work_entry", "--json").answer == []
    assert here("hours", path, "--place", "Ei mikään").code == 2
    outside = workshop.write("ulko.csv", "person,day,hours,place\nA-Aino,2019-01-02,4,Purkupaja Malli\n")
    assert here("hours", outside).code == 1
    assert here("hours", outside, "--outside", "--json").answer["saved"] == 1


def test_places_and_fees_are_imported_with_names_for_ids(workshop: Desk, here: Here) -> None:
    places = workshop.write("paikat.csv", "Nimi;Laji;Kapasiteetti\nUusi paja;työpaja;4\n")
    done = here("import", "places", places, "--json").answer
    assert done["bad"] == [] or done["unknown"], done
    with Notebook.unlock(Home(workshop.folder / "home"), PASSPHRASE) as office:
        save(office, Entry("person", {"name": "Pirkko Vertainen"}))
        for _ in range(2):
            save(office, Entry("person", {"name": "Kaksi Samaa"}))
    head = "person;kind;status;day;minutes;amount\n"
    bad = workshop.write(
        "huonot.csv", f"{head}Ei Ketään;talk_work;held;1.3.2026;;\nKaksi Samaa;talk_work;held;1.3.2026;;\n"
    )
    answer = here("import", "fees", bad, "--dry-run", "--json").answer
    assert [(row["row"], row["reason"]) for row in answer["bad"]] == [(2, "unknown_name"), (3, "several_names")]
    good = workshop.write("palkkiot.csv", f"{head}pirkko  vertainen;talk_work;held;1.3.2026;90;40,50\n")
    assert here("import", "fees", good, "--json").answer["saved"] == 1
    (fee,) = here("record", "list", "fee_assignment", "--json").answer
    assert (fee["values"]["amount"], fee["values"]["minutes"]) == (4050, 90)


@pytest.mark.parametrize("kind", ["people", "places", "fees", "hours"])
def test_what_is_listed_is_read_again(workshop: Desk, here: Here, desk: Desk, kind: str) -> None:
    """A table that was written out is taken in by another notebook, or known to this one."""
    record = {"people": "client", "places": "activity_place", "fees": "fee_assignment", "hours": "work_entry"}[kind]
    home = Home(workshop.folder / "home")
    with Notebook.unlock(home, PASSPHRASE) as office:
        client = list_records(office, "client")[0].id
        person = save(office, Entry("person", {"name": "Pirkko Vertainen"})).id
        place = list_records(office, "activity_place")[0].id
        day = date(2026, 1, 5)
        save(office, Entry("work_entry", {"client": client, "day": day, "work_presence": "attended", "minutes": 250,
                                          "activity_place": place}))  # fmt: skip
        save(office, Entry("fee_assignment", {"person": person, "kind": "talk_work", "status": "held", "day": day,
                                              "minutes": 90, "amount": 4050}))  # fmt: skip
        before = list_records(office, record)
    done = here("list", kind, "out.csv")
    assert done.code == 0, done.complained
    assert len(rows_of(workshop.folder / "out.csv")) == len(before) + 1
    if kind == "hours":
        answer = here("hours", "out.csv", "--json").answer
        assert (answer["known"], answer["saved"], answer["bad"]) == (1, 0, [])
        return
    answer = here("import", kind, "out.csv", "--json").answer
    assert (answer["bad"], answer["unknown"], answer["saved"]) == ([], [], len(before))
    with Notebook.unlock(home, PASSPHRASE) as office:
        after = [one for one in list_records(office, record) if one.id not in {old.id for old in before}]
    listed = set(rows_of(workshop.folder / "out.csv")[0])
    for one in after:
        assert {name: value for name, value in one.values.items() if name in listed} in [
            {name: value for name, value in old.values.items() if name in listed} for old in before
        ]


def test_a_month_is_the_offices_and_is_a_month(coach: Desk, here: Here) -> None:
    assert here("month", "2026-01").code == 1
    wrong = here("month", "tammikuu")
    assert (wrong.code, "tammikuu" in wrong.complained) == (2, True)


def test_fees_of_a_month_are_approved_and_closed(workshop: Desk, here: Here) -> None:
    day = month_before()
    with Notebook.unlock(Home(workshop.folder / "home"), PASSPHRASE) as office:
        person = save(office, Entry("person", {"name": "Pirkko Vertainen"})).id
        values: dict[str, Value | None] = {
            "name": "kerta",
            "paid_for": "fee",
            "start": date(2020, 1, 1),
            "basis": "per_time",
            "rate": 4000,
        }
        of = save(office, Entry("pay_class", values)).id
        fee: dict[str, Value | None] = {
            "person": person,
            "kind": "talk_work",
            "status": "held",
            "day": day,
            "pay_class": of,
        }
        save(office, Entry("fee_assignment", fee))
    name = f"{day:%Y-%m}"
    assert here("month", name, "--fees", "--close").code == 1
    closed = here("month", name, "--fees", "--confirm", "--close", "--csv", "palkkiot.csv", "--json").answer
    assert (closed["closed"], closed["total"]) == (True, 4000)
    assert rows_of(workshop.folder / "palkkiot.csv")[1][-1] == "40,00"
