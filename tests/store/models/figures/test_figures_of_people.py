"""Figures of registers, pairs, training, interviews, agreements and years (M0.1–M0.3, M0.10–M0.12, M4.1)."""

from __future__ import annotations

from datetime import date

import pytest

from store.history.change import Value
from store.models.people import (
    EXPERT,
    PEER,
    active_peers,
    consensus,
    experts,
    interviews,
    paid,
    pairs,
    register,
    training,
    years,
    years_of,
)
from store.models.rows import Asked
from tests.store.models.figures.world import AFTER, ASKED, BEFORE, FIRST, LAST, TODAY, march, said, world

Fields = dict[str, Value | None]


def role(person: str, status: str, part: str = PEER) -> Fields:
    return {"person": person, "status": status, "part_played": part}


def test_a_register_counts_people_and_why_those_wait_who_do_not_work_yet() -> None:
    """Lehto is active by two records and counts once; Aho and Koivu are trained, Salo waits; Niemi is no peer."""
    rows = world(
        person_role=[
            role("niemi", "trained", EXPERT),
            *(role("lehto", "active") for _ in range(2)),
            *(role(name, "trained") for name in ("aho", "koivu")),
            role("salo", "waiting"),
            role("harju", "applied"),
        ],
        person_details=[
            {"person": "lehto", "waiting_reasons": ("motivation",)},
            {"person": "niemi", "waiting_reasons": ("motivation",)},
            {"person": "aho", "waiting_reasons": ("no_work_now", "skills")},
            {"person": "salo", "waiting_reasons": ("skills",)},
            {"person": "koivu", "waiting_reasons": None},
        ],
    )
    assert said(register(rows, "M0.1", PEER)) == [
        "M0.1 by_status status=applied: 1",
        "M0.1 by_status status=trained: 2",
        "M0.1 by_status status=waiting: 1",
        "M0.1 by_status status=active: 1",
        "M0.1 not_yet_working: 3",
        "M0.1 waiting_reason waiting_reasons=skills: 2",
        "M0.1 waiting_reason waiting_reasons=no_work_now: 1",
    ]


def test_a_register_in_which_nobody_stands() -> None:
    assert said(register(world(), "M4.1", EXPERT)) == ["M4.1 not_yet_working: 0"]


def test_pairs_of_a_day() -> None:
    """Of four who coach now one has no pair, one has one, one has two; the fourth one's pair ended the day before."""
    active: Fields = {"roles": ("coach",), "active": True}
    rows = world(
        worker=[
            {"id": "yksi", **active},
            {"id": "kaksi", **active, "active": None},
            {"id": "vailla", **active},
            {"id": "ohi", **active},
            {"id": "lopettanut", **active, "active": False},
            {"id": "esihenkilö", **active, "roles": ("supervisor",)},
            {"id": "roolia vailla", **active, "roles": None},
        ],
        working_pair=[
            {"worker": "yksi", "person": "a", "start": march(10), "end": march(10), "secrecy_signed_on": march(9)},
            {"worker": "kaksi", "person": "b", "start": BEFORE},
            {"worker": "kaksi", "person": "c", "start": None, "end": LAST, "secrecy_signed_on": march(9)},
            {"worker": "ohi", "person": "d", "start": BEFORE, "end": march(9)},
            {"worker": "vailla", "person": "e", "start": march(11)},
        ],
    )
    assert said(pairs(rows, march(10))) == [
        "M0.2 coaches: 4",
        "M0.2 pairs: 3",
        "M0.2 several_pairs worker=kaksi: 2",
        "M0.2 without_pair worker=ohi: 1",
        "M0.2 without_pair worker=vailla: 1",
        "M0.2 without_secrecy: 1",
    ]


def test_training_of_a_period() -> None:
    """Two courses, one of them over before March. Who completed it in March as a trainee was trained in it."""
    on_course: Fields = {"series": "nyt", "takes_part_as": "trainee"}
    day: Fields = {"kind": "training_day", "status": "held"}
    rows = world(
        series=[
            {"id": "nyt", "kind": "course", "start": BEFORE},
            {"id": "ennen", "kind": "course", "end": BEFORE},
            {"id": "ryhmä", "kind": "peer_group"},
        ],
        series_member=[
            {**on_course, "person": "a", "completed_on": FIRST},
            {**on_course, "person": "b", "completed_on": LAST},
            {**on_course, "person": "b", "completed_on": march(5), "series": "ennen"},
            {**on_course, "person": "c", "completed_on": BEFORE},
            {**on_course, "person": "d", "completed_on": AFTER},
            {**on_course, "person": "e", "completed_on": None},
            {**on_course, "name": "Ulkoa", "completed_on": march(5)},
            {**on_course, "person": "f", "completed_on": march(5), "series": "ryhmä"},
            {**on_course, "person": "g", "completed_on": march(5), "takes_part_as": "trainer"},
            {**on_course, "person": "h", "takes_part_as": "trainer", "end": BEFORE},
            {**on_course, "person": "i", "takes_part_as": "trainer", "series": "ryhmä"},
            {**on_course, "name": "Kouluttaja ulkoa", "takes_part_as": "trainer"},
            *({**on_course, "worker": "ulla", "takes_part_as": "coach"} for _ in range(2)),
            {**on_course, "worker": "pia", "takes_part_as": "coach"},
            {**on_course, "worker": "ari", "takes_part_as": "coach", "start": AFTER},
            {**on_course, "worker": "oili", "takes_part_as": "trainer"},
            {**on_course, "person": "j", "takes_part_as": "coach"},
        ],
        gathering=[
            {**day, "day": FIRST},
            {**day, "day": LAST},
            {**day, "day": BEFORE},
            {**day, "day": march(3), "status": "cancelled"},
            {**day, "day": march(3), "kind": "talk"},
        ],
    )
    assert said(training(rows, ASKED)) == [
        "M0.3 courses: 1",
        "M0.3 trained: 2",
        "M0.3 coaches_trained: 2",
        "M0.3 peer_trainers: 1",
        "M0.3 training_days: 2",
    ]


def test_who_was_paid_in_a_period_by_a_day_or_by_a_locked_month() -> None:
    rows = world(
        fee_assignment=[
            {"person": "a", "day": BEFORE, "paid_on": FIRST},
            {"person": "b", "day": march(5), "paid_on": AFTER},
            {"person": "c", "day": march(5), "paid_on": None},
        ],
        fee_statement=[{"person": "d", "month": FIRST}, {"person": "e", "month": date(2026, 2, 1)}],
    )
    assert paid(rows, ASKED) == {"a", "d"}


def test_peers_are_active_by_a_task_by_being_there_or_by_a_pair() -> None:
    there: Fields = {"presence": "present"}
    rows = world(
        person_role=[
            *(role(name, "active") for name in "abcdefghijkl"),
            role("expert", "active", EXPERT),
        ],
        fee_assignment=[
            {"person": "a", "status": "held", "day": FIRST},
            {"person": "b", "status": "planned", "day": march(5)},
            {"person": "c", "status": "held", "day": BEFORE},
            {"person": "expert", "status": "held", "day": march(5)},
        ],
        gathering=[{"id": "vertaiset", "day": march(4)}, {"id": "myöhemmin", "day": AFTER}],
        meeting=[{"id": "tiimi", "day": march(6)}, {"id": "aiemmin", "day": BEFORE}],
        attendance=[
            {"person": "d", "gathering": "vertaiset", **there},
            {"person": "e", "meeting": "tiimi", **there, "presence": "remote"},
            {"person": "f", "gathering": "vertaiset", "presence": "excused"},
            {"person": "g", "gathering": "myöhemmin", **there},
            {"person": "h", "meeting": "aiemmin", **there},
            {"person": "i", "gathering": "ei täällä", **there},
            {"worker": "ulla", "gathering": "vertaiset", **there},
        ],
        working_pair=[
            {"person": "j", "worker": "ulla", "start": BEFORE, "end": FIRST},
            {"person": "k", "worker": "ulla", "start": BEFORE, "end": BEFORE},
            {"person": "l", "worker": "ulla", "start": LAST},
        ],
    )
    assert active_peers(rows, ASKED) == {"a", "d", "e", "j", "l"}


def test_interviews_by_theme_and_how_many_may_be_quoted() -> None:
    rows = world(
        interview=[
            {"day": FIRST, "interview_themes": ("livelihood", "learning"), "quotes": "…", "quotes_allowed": True},
            {"day": march(7), "interview_themes": (), "quotes": "…", "quotes_allowed": True},
            {"day": LAST, "interview_themes": ("being_needed", "learning"), "quotes": "…", "quotes_allowed": False},
            {"day": march(5), "interview_themes": None, "quotes": None, "quotes_allowed": True},
            {"day": march(6), "interview_themes": (), "quotes": "…", "quotes_allowed": None},
            {"day": BEFORE, "interview_themes": ("other",), "quotes": "…", "quotes_allowed": True},
        ]
    )
    assert said(interviews(rows, ASKED)) == [
        "M0.10 interviews: 5",
        "M0.10 by_theme interview_themes=learning: 2",
        "M0.10 by_theme interview_themes=being_needed: 1",
        "M0.10 by_theme interview_themes=livelihood: 1",
        "M0.10 may_be_quoted: 2",
    ]


def test_consensus_agreements_that_stand_and_the_first_day_on_which_one_is_reviewed() -> None:
    kept: Fields = {"kind": "consensus_agreement"}
    rows = world(
        agreement=[
            {**kept, "id": "vanha", "review_on": march(2)},
            {**kept, "id": "uusi", "replaces": ("vanha",), "review_on": march(30)},
            {**kept, "id": "toinen", "review_on": march(20), "start": march(10), "end": march(10)},
            {**kept, "id": "arvioimatta", "review_on": None},
            {**kept, "id": "ohi", "review_on": march(3), "end": march(9)},
            {**kept, "id": "tuleva", "review_on": march(4), "start": march(11)},
            {"kind": "cooperation_agreement", "id": "muu", "review_on": march(1), "replaces": ("uusi",)},
        ]
    )
    twentieth = march(20).toordinal()
    assert said(consensus(rows, march(10))) == ["M0.11 standing: 3", f"M0.11 next_review: {twentieth} day"]
    assert said(consensus(world(), TODAY)) == ["M0.11 standing: 0"]


def test_the_table_of_years_counts_each_year_by_itself_and_ends_where_the_period_ends() -> None:
    """Asked for November 2024 to May 2026; nothing was written down of 2025 but a training."""
    held: Fields = {"person": "a", "status": "held", "minutes": 90, "amount": 4000}
    rows = world(
        person_role=[role("a", "active"), role("b", "active")],
        series=[{"id": "kurssi", "kind": "course"}],
        series_member=[
            {"series": "kurssi", "person": "b", "takes_part_as": "trainee", "completed_on": date(2025, 6, 1)},
            {"series": "kurssi", "person": "a", "takes_part_as": "trainee", "completed_on": None},
        ],
        fee_assignment=[
            {**held, "day": date(2024, 10, 31)},
            {**held, "day": date(2024, 11, 1), "paid_on": date(2024, 12, 31)},
            {**held, "day": date(2024, 12, 31), "minutes": None, "amount": None},
            {**held, "day": date(2026, 1, 1), "minutes": 30, "amount": 1500, "paid_on": date(2026, 5, 31)},
            {**held, "day": date(2026, 5, 2), "status": "planned"},
            {**held, "day": date(2026, 6, 1), "paid_on": date(2026, 6, 1)},
        ],
        gathering=[
            {"kind": "outreach", "status": "held", "day": date(2026, 1, 1)},
            {"kind": "outreach", "status": "held", "day": date(2026, 5, 31)},
            {"kind": "outreach", "status": "planned", "day": date(2026, 2, 1)},
            {"kind": "talk", "status": "held", "day": date(2026, 2, 1)},
            {"kind": "outreach", "status": "held", "day": date(2027, 2, 1)},
        ],
        fee_statement=[{"person": "b", "month": date(2026, 4, 1)}],
    )
    asked = Asked(date(2024, 11, 1), date(2026, 5, 31))
    expected = {
        2024: ("trained 0", "paid 1", "active 1", "outreach 0", "worked 90 minutes", "fees 4000 cents"),
        2025: ("trained 1", "paid 0", "active 0", "outreach 0", "worked 0 minutes", "fees 0 cents"),
        2026: ("trained 0", "paid 2", "active 1", "outreach 2", "worked 30 minutes", "fees 1500 cents"),
    }
    assert said(years(rows, asked)) == [
        f"M0.12 {code} year={year}: {number}"
        for year, lines in expected.items()
        for code, number in (line.split(" ", 1) for line in lines)
    ]


@pytest.mark.parametrize(
    ("record", "row"),
    [
        ("fee_assignment", {"person": "a", "status": "planned", "day": march(5)}),
        ("fee_assignment", {"person": "a", "status": "planned", "day": BEFORE, "paid_on": march(5)}),
        ("gathering", {"kind": "talk", "status": "planned", "day": march(5)}),
        ("meeting", {"meeting_kind": "team", "day": march(5)}),
        ("series_member", {"completed_on": march(5)}),
        ("fee_statement", {"person": "a", "month": FIRST}),
    ],
)
def test_a_year_stands_in_the_table_where_anything_was_written_down_of_it(record: str, row: Fields) -> None:
    found = said(years(world(**{record: [row]}), ASKED))
    assert len(found) == 6
    assert all(" year=2026: " in one for one in found)


def test_years_stand_in_their_order() -> None:
    rows = world(meeting=[{"day": date(year, 5, 5)} for year in (2024, 2023, 2032)])
    assert years_of(rows, Asked(date(2020, 1, 1), date(2040, 1, 1))) == [2023, 2024, 2032]


def test_experts_who_were_asked_and_those_asked_oftener_than_was_agreed() -> None:
    """A talk that is paid too is one assignment; what was called off is none."""
    there: Fields = {"presence": "present"}
    rows = world(
        person_role=[
            *(role(name, "active", EXPERT) for name in ("usein", "kerran", "rajalla", "vapaa", "kutsumatta")),
            role("tauolla", "paused", EXPERT),
            role("aapo vertainen", "active"),
        ],
        person_details=[
            {"person": "usein", "most_assignments": 1},
            {"person": "rajalla", "most_assignments": 1},
            {"person": "vapaa", "most_assignments": None},
        ],
        gathering=[
            {"id": "puhe", "day": FIRST, "status": "held"},
            {"id": "toinen", "day": LAST, "status": "planned"},
            {"id": "peruttu", "day": march(5), "status": "cancelled"},
            {"id": "ennen", "day": BEFORE, "status": "held"},
        ],
        attendance=[
            *({"person": "usein", "gathering": "puhe", **there} for _ in range(2)),
            {"person": "usein", "gathering": "toinen", **there, "presence": "remote"},
            {"person": "usein", "gathering": "peruttu", **there},
            {"person": "usein", "gathering": "ennen", **there},
            {"person": "rajalla", "gathering": "puhe", **there},
            {"person": "kutsumatta", "gathering": "puhe", "presence": "absent"},
            {"person": "aapo vertainen", "gathering": "puhe", **there},
            {"worker": "ulla", "gathering": "puhe", **there},
            {"person": "tauolla", "gathering": "puhe", **there},
        ],
        fee_assignment=[
            {"person": "usein", "gathering": "puhe", "status": "held", "day": FIRST},
            {"person": "usein", "gathering": None, "status": "held", "day": march(7)},
            {"person": "kerran", "gathering": None, "status": "planned", "day": march(7)},
            {"person": "vapaa", "gathering": "puhe", "status": "held", "day": FIRST},
            {"person": "vapaa", "gathering": None, "status": "cancelled", "day": march(7)},
            {"person": "vapaa", "gathering": None, "status": "held", "day": BEFORE},
        ],
    )
    assert said(experts(rows, ASKED)) == [
        "M4.1 assignments person=usein: 3",
        "M4.1 over_used person=usein: 2",
        "M4.1 assignments person=kerran: 1",
        "M4.1 assignments person=rajalla: 1",
        "M4.1 assignments person=tauolla: 1",
        "M4.1 assignments person=vapaa: 1",
        "M4.1 asked_of_active: 80 percent of 5",
    ]
