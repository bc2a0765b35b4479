"""The figures that the models have published: 22 and 5 trained; 6, 14 and 6 paid; means 7.2 and 8.8 (M0)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from store.history.change import Value
from store.identifiers import new_id
from store.models.figure import Figure
from store.models.looking import Figures, model_figures
from store.notebook import Notebook
from store.writing import Entry, save_all

FIRST, LAST = date(2018, 1, 1), date(2020, 12, 31)
TRAINED = {2018: 22, 2019: 0, 2020: 5}
PAID = {2018: 6, 2019: 14, 2020: 6}
"""The last up to May 2020."""

ORIGINAL = (7, 7, 7, 7, 8)
CONTINUED = (9, 9, 9, 9, 8)
"""Scores of five coaches whose means are the published 7.2 and 8.8."""


def write(office: Notebook, entries: Iterable[tuple[str, dict[str, Value]]]) -> None:
    save_all(office, [Entry(record, values) for record, values in entries])


def number(found: Figures, code: str, **of: str) -> Figure:
    [one] = [one for one in found.figures if one.code == code and of.items() <= dict(one.of).items()]
    return one


@pytest.fixture
def peers(office: Notebook) -> Notebook:
    """Twenty-seven people who were trained, and some of them paid, over three years."""
    people = [new_id() for _ in range(sum(TRAINED.values()))]
    course, budget = new_id(), new_id()
    entries = [Entry("series", {"kind": "course", "name": "Vertaisvalmentajien koulutus"}, id=course)]
    entries.append(
        Entry("budget", {"name": "Palkkiot", "year": 2019, "paid_for": "fee", "allocation": 1_000_000}, id=budget)
    )
    for number, id in enumerate(people):
        year = 2018 if number < TRAINED[2018] else 2020
        entries += [
            Entry("person", {"name": f"Keksitty {number}"}, id=id),
            Entry("person_role", {"person": id, "part_played": "peer_coach", "status": "trained"}),
            Entry(
                "series_member",
                {
                    "series": course,
                    "person": id,
                    "takes_part_as": "trainee",
                    "completed_on": date(year, 2, 20),
                },
            ),
        ]
    for year, count in PAID.items():
        for id in people[:count]:
            day = date(year, 3, 5)
            paid: dict[str, Value] = {"person": id, "kind": "pair_work", "status": "held", "day": day}
            entries += [Entry("fee_assignment", {**paid, "minutes": 90, "amount": 4000, "paid_on": day})] * 2
    save_all(office, entries)
    return office


def test_the_published_numbers_of_trained_and_paid_peers_follow_from_the_records(peers: Notebook) -> None:
    found = model_figures(peers, ["M0.12"], FIRST, LAST, LAST)
    assert {year: number(found, "trained", year=str(year)).number for year in TRAINED} == TRAINED
    assert {year: number(found, "paid", year=str(year)).number for year in PAID} == PAID
    assert number(found, "active", year="2019").number == PAID[2019]
    assert number(found, "worked", year="2019").number == 2 * 90 * PAID[2019]
    assert number(found, "fees", year="2020").number == 2 * 4000 * PAID[2020]


def test_a_period_that_ends_within_a_year_counts_to_its_last_day(peers: Notebook) -> None:
    found = model_figures(peers, ["M0.12"], FIRST, date(2020, 3, 4), LAST)
    assert number(found, "trained", year="2020").number == TRAINED[2020]
    assert number(found, "paid", year="2020").number == 0


def rated(office: Notebook, *scores: tuple[int, ...]) -> Figures:
    """Ask the coaches in one round for each group of scores, and count."""
    survey, question = new_id(), new_id()
    entries = [
        Entry("survey", {"name": "Valmentajien arvio", "kind": "evaluation"}, id=survey),
        Entry("question", {"survey": survey, "scale": "one_to_ten", "text_fi": "Toimiiko malli?"}, id=question),
    ]
    for version, group in enumerate(scores):
        asked = new_id()
        day = date(2020, 2, 1 + version)
        named: dict[str, Value] = {"survey": survey, "name": f"malli {version}", "day": day}
        entries.append(Entry("survey_round", {**named, "model_version": f"versio {version}"}, id=asked))
        given: dict[str, Value] = {"question": question, "survey_round": asked, "respondents": "coaches"}
        entries += [Entry("answer", {**given, "score": score}) for score in group]
    save_all(office, entries)
    return model_figures(office, ["M0.9"], FIRST, LAST, LAST)


def test_the_published_means_and_what_changed_between_the_versions(office: Notebook) -> None:
    found = rated(office, ORIGINAL, CONTINUED)
    means = [one for one in found.figures if one.code == "mean"]
    assert [one.number for one in means] == [Decimal("7.2"), Decimal("8.8")]
    assert [one.n for one in means] == [5, 5]
    assert [dict(one.of)["model_version"] for one in means] == ["versio 0", "versio 1"]
    assert number(found, "change").number == Decimal("1.6")


@pytest.mark.parametrize("small", [(9, 9, 9, 9), (1,)])
def test_a_group_under_five_is_hidden_with_its_number_and_whatever_would_give_it_away(
    office: Notebook, small: tuple[int, ...]
) -> None:
    found = rated(office, ORIGINAL, small)
    first, second = [one for one in found.figures if one.code == "mean"]
    assert (first.number, first.hidden) == (Decimal("7.2"), False)
    assert (second.number, second.n, second.hidden) == (None, None, True)
    assert not [one for one in found.figures if one.code == "change"]
