"""``reppu import``: headings in three languages, a dry run, and each bad row named."""

from __future__ import annotations

import pytest

from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence
from tui.forms.table_words import HEADINGS, REASONS, synonyms

HEADS = [
    "Etunimi;Sukunimi;Kotikunta",
    "Förnamn,Efternamn,Hemkommun",
    "First name\tLast name\tTown",
    "given_name;family_name;municipality",
]


@pytest.mark.parametrize("head", HEADS)
def test_headings_of_every_language_mean_the_same(coach: Desk, here: Here, head: str) -> None:
    """Whatever language the notebook speaks."""
    separator = next(letter for letter in ";,\t" if letter in head)
    table = coach.write("people.csv", f"{head}\n{separator.join(('Aalto', 'Havu', 'Lahti'))}\n")
    assert here("import", "people", table, "--json").answer["saved"] == 1
    (client,) = here("record", "list", "client", "--json").answer
    assert client["values"] == {"given_name": "Aalto", "family_name": "Havu", "municipality": "Lahti"}


def test_no_heading_means_two_things() -> None:
    """Each field of the list has further headings in every language, and none of them is shared within a record."""
    known = synonyms()
    assert set(HEADINGS) <= set(known.values())
    assert (known["etunimi"], known["yritys"], known["telefon"]) == ("given_name", "name", "phone")


def test_employers_too(coach: Desk, here: Here) -> None:
    """With what was not understood said."""
    table = coach.write("employers.csv", "Yritys;Puhelin;Kengännumero\nKahvila Usvanjyvä;000 123 456;41\n")
    answer = here("import", "employers", table, "--json").answer
    assert (answer["saved"], answer["unknown"]) == (1, ["Kengännumero"])
    (employer,) = here("record", "list", "employer", "--json").answer
    assert employer["values"] == {"name": "Kahvila Usvanjyvä", "phone": "000 123 456"}


def test_a_dry_run_saves_nothing(coach: Desk, here: Here) -> None:
    """And says how many rows are in order."""
    done = here("import", "people", coach.write("people.csv", "Etunimi\nAalto\nVuono\n"), "--dry-run")
    assert (done.code, done.complained) == (0, "")
    assert "2" in done.said
    assert here("record", "list", "client", "--json").answer == []


@pytest.mark.parametrize("dry", [True, False])
def test_bad_rows_are_named_and_nothing_is_taken_in(coach: Desk, here: Here, dry: bool) -> None:
    """Exit 1 with one sentence; the rows are on standard output, counted as a spreadsheet does."""
    content = "Etunimi;Palveluun tulo;Puhelin\nAalto;24.11.2026;\n;;000 123 456\nVuono;31.2.2026;\nUsva;;ei ole\n"
    words = ["import", "people", coach.write("people.csv", content), *(["--dry-run"] if dry else [])]
    done = here(*words)
    assert done.code == 1
    assert is_one_sentence(done.complained)
    for row in (3, 4, 5):
        assert f"Rivi {row}: " in done.said
    assert "Rivi 2: " not in done.said
    assert "000 123" not in done.said
    answer = here(*words, "--json").answer
    assert [(row["row"], row["reason"]) for row in answer["bad"]] == [
        (3, "missing"),
        (4, "not_a_day"),
        (5, "not_allowed"),
    ]
    assert {row["reason"] for row in answer["bad"]} <= set(REASONS)
    assert here("record", "list", "client", "--json").answer == []


@pytest.mark.parametrize("content", ["", "Kengännumero\n41\n", "Etunimi;Etunimi\nAalto;Havu\n"])
def test_what_is_no_table_is_refused(coach: Desk, here: Here, content: str) -> None:
    """Empty, no heading that is known, one heading twice."""
    done = here("import", "people", coach.write("people.csv", content))
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)
