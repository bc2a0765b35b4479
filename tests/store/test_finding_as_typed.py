"""Finding as one types: any part of a name, digits of a number, whose and where; and no word of what is kept back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store import use_log
from store.finding import find_as_typed
from store.grades import other_grades
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.search import search, stems_of
from store.writing import Entry, delete, save, save_all

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


@pytest.fixture
def people(notebook: Notebook) -> dict[str, str]:
    """A client, an employer with a contact person, and a visit there; ids by name."""
    client: dict[str, Value | None] = {
        "given_name": "Äijä",
        "family_name": "Malli-Esimerkki",
        "phone": "+358 (0)40 000 1234",
        "customer_number": "AS-778",
    }
    ids = {
        "client": save(notebook, Entry("client", client)).id,
        "employer": save(notebook, Entry("employer", {"name": "Kahvila Öljylamppu", "phone": "03 000 555"})).id,
        "event": new_id(),
        "part": new_id(),
    }
    contact = {"name": "Pentti Esihenkilö", "employer": ids["employer"], "phone": "00358 50 000 99"}
    ids["contact"] = save(notebook, Entry("contact_person", contact)).id
    visit: dict[str, Value | None] = {
        "kind": "support_visit",
        "status": "held",
        "day": DAY,
        "employer": ids["employer"],
    }
    part = {"event": ids["event"], "client": ids["client"], "notes": "Kävelimme kadun yli."}
    save_all(notebook, [Entry("event", visit, id=ids["event"]), Entry("event_client_part", part, id=ids["part"])])
    return ids


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ijä", "client"),
        ("ÄIJÄ", "client"),
        ("simerk", "client"),
        ("äijä mal", "client"),
        ("778", "client"),
        ("0001234", "client"),
        ("040 000", "client"),
        ("+358 40 000", "client"),
        ("öljyl", "employer"),
        ("AMPPU", "employer"),
        ("000 55", "employer"),
        ("sihenk", "contact"),
        ("050 000", "contact"),
    ],
)
def test_people_are_found_by_any_part(notebook: Notebook, people: dict[str, str], typed: str, found: str) -> None:
    assert people[found] in [finding.id for finding in find_as_typed(notebook, typed, 10).findings]


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "zz", "malli kahvila", "99999", "*"])
def test_nothing_else_is_found(notebook: Notebook, people: dict[str, str], typed: str) -> None:
    assert find_as_typed(notebook, typed, 10).findings == ()


def test_a_find_says_whose_where_and_when(notebook: Notebook, people: dict[str, str]) -> None:
    (finding,) = find_as_typed(notebook, "katu", 10).findings
    assert (finding.record, finding.event, finding.kind) == ("event_client_part", people["event"], "support_visit")
    assert (finding.given_name, finding.family_name, finding.day) == ("Äijä", "Malli-Esimerkki", DAY)
    assert (finding.employer, finding.employer_name) == (people["employer"], "Kahvila Öljylamppu")
    assert [finding.snippet[start:end] for start, end in finding.marks] == ["kadun"]


def test_who_is_found_by_a_number_is_calling(notebook: Notebook, people: dict[str, str]) -> None:
    (contact,) = find_as_typed(notebook, "000 99", 10).findings
    assert (contact.by_number, contact.employer) == (True, people["employer"])
    assert not any(finding.by_number for finding in find_as_typed(notebook, "pentti", 10).findings)


def test_a_limit_says_that_there_is_more_and_nobody_stands_twice(notebook: Notebook, people: dict[str, str]) -> None:
    for number in range(5):
        save(notebook, Entry("employer", {"name": f"Mallipaikka {number}"}))
    found = find_as_typed(notebook, "malli", 3)
    assert (len(found.findings), found.more) == (3, True)
    everything = find_as_typed(notebook, "malli", 50)
    ids = [finding.id for finding in everything.findings]
    assert (len(ids), len(set(ids)), everything.more) == (6, 6, False)
    assert ids[0] == people["client"]


def test_what_must_not_be_told_is_not_found(notebook: Notebook, people: dict[str, str]) -> None:
    item: dict[str, Value | None] = {
        "client": people["client"],
        "item": "medication",
        "decision": "do_not_tell",
        "wording": "Salasana",
        "cons": "Salasana",
    }
    save(notebook, Entry("disclosure_item", item))
    assert len(search(notebook, "salasana")) == 1
    assert find_as_typed(notebook, "salasana", 10).findings == ()


def test_what_was_deleted_is_gone_and_an_employer_that_is_not_here_has_no_name(
    notebook: Notebook, people: dict[str, str]
) -> None:
    delete(notebook, "employer", people["employer"])
    assert find_as_typed(notebook, "öljyl", 10).findings == ()
    event: dict[str, Value | None] = {
        "kind": "employer_visit",
        "status": "held",
        "day": DAY - timedelta(days=1),
        "employer": new_id(),
        "subject": "Muualla",
    }
    save(notebook, Entry("event", event))
    (finding,) = find_as_typed(notebook, "muualla", 10).findings
    assert (finding.employer_name, finding.kind) == (None, "employer_visit")


def test_each_client_that_is_shown_is_logged_once_for_a_search(notebook: Notebook, people: dict[str, str]) -> None:
    seen: set[str] = set()
    for typed in ("ka", "kad", "katu"):
        seen |= find_as_typed(notebook, typed, 10, seen).clients
    with notebook.reading() as connection:
        about = [line.act for line in use_log.lines(connection, client=people["client"])]
        every = [line.act for line in use_log.lines(connection)]
    assert about.count("searched") == 1
    assert every.count("searched") == 4


def test_nothing_is_read_for_nobody(notebook: Notebook, people: dict[str, str]) -> None:
    assert find_as_typed(notebook, "katu", 10, wanted=lambda: False).findings == ()
    with notebook.reading() as connection:
        assert "searched" not in [line.act for line in use_log.lines(connection)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("katu", "kadun"), ("lupa", "luvan"), ("kauppa", "kaupan"), ("leipä", "leivän"), ("pöytä", "pöydän"),
        ("hoito", "hoidon"), ("tieto", "tiedot"), ("apu", "avun"), ("Lahti", "Lahden"), ("Helsinki", "Helsingin"),
        ("kenkä", "kengät"), ("äiti", "äidin"), ("sänky", "sängyn"), ("halpa", "halvan"),
    ],
)  # fmt: skip
def test_the_grades_of_a_finnish_word_find_each_other(notebook: Notebook, one: str, other: str) -> None:
    ids = {
        word: save(notebook, Entry("employer", {"name": "Malli", "notes": f"Se on {word}."})).id
        for word in (one, other)
    }
    for asked in (one, other):
        assert {hit.id for hit in search(notebook, asked)} == set(ids.values()), asked


@pytest.mark.parametrize(
    ("asked", "written"), [("katu", "katto"), ("kuva", "kupari"), ("tila", "tiede"), ("auto", "audi")]
)
def test_other_words_are_no_grades(notebook: Notebook, asked: str, written: str) -> None:
    save(notebook, Entry("employer", {"name": "Malli", "notes": f"Se on {written}."}))
    assert search(notebook, asked) == []


def test_few_common_words_are_taken_for_each_other() -> None:
    from store.keys.words import words

    common = words("fi")
    stems = {word: stems_of(word) for word in common}
    known = frozenset[str]().union(*stems.values())
    wrong = [word for word in common if any(other_grades(stem) & known - stems[word] for stem in stems[word])]
    assert len(wrong) < len(common) / 50
