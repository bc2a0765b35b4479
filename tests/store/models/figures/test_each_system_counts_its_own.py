"""Each system counts the records of its own kinds, and not those of its neighbours that lie in the same lists."""

from __future__ import annotations

from typing import Any

import pytest

from store.models.looking import COUNTED_BY, counts_of, front_of
from store.models.systems import systems
from store.models.use import choose_model
from store.notebook import Notebook
from store.writing import Entry, save
from tests.store.models.figures.world import ASKED, FIRST, LAST, TODAY, march, said, world

Fields = dict[str, Any]


def gatherings(**kinds: int) -> list[Fields]:
    return [{"kind": kind, "status": "held", "day": march(5)} for kind, many in kinds.items() for _ in range(many)]


def surveys(**scores: int) -> dict[str, list[Fields]]:
    """Return a survey of each kind, with one round and five answers alike."""
    return {
        "survey": [{"id": kind, "kind": kind} for kind in scores],
        "survey_round": [{"id": kind, "survey": kind, "day": march(5)} for kind in scores],
        "question": [{"id": kind, "survey": kind, "scale": "one_to_ten"} for kind in scores],
        "answer": [
            {"question": kind, "survey_round": kind, "respondents": "clients", "score": score}
            for kind, score in scores.items()
            for _ in range(5)
        ]
        + [{"question": "evaluation", "gathering": "gathering-12", "score": 4, "respondents": "clients"}] * 5,
    }


ALL = world(
    person_role=[
        {"person": "a", "part_played": "peer_coach", "status": "active"},
        *({"person": id, "part_played": "expert_by_experience", "status": "active"} for id in "bc"),
    ],
    working_pair=[{"worker": "ulla", "person": "a", "start": FIRST, "end": LAST}],
    agreement=[{"kind": "consensus_agreement", "end": LAST}],
    interview=[{"day": march(5)}],
    series=[{"id": "kurssi", "kind": "course"}],
    gathering=gatherings(
        peer_meeting=1, outreach=2, group_session=1, mobile_work_day=4, network_meeting=1, pilot_meeting=1,
        workshop=1, talk=2, cooperation_visit=2, steering_meeting=1, study_circle_session=3, developer_meeting=1,
    ),
    meeting=[{"meeting_kind": "team", "day": march(5)}],
    activity_period=[
        {"client": client, "kind": kind, "start": FIRST}
        for client, kind in (("a", "introduction"), ("b", "work_activity"), ("c", "work_activity"))
    ]
    + [{"client": "d", "kind": "coaching_period", "start": FIRST}],
    goal=[{"client": id, "kind": kind, "started": FIRST} for id, kind in (("a", "own_goal"), ("b", "skill"))]
    + [{"client": "c", "kind": "skill", "started": FIRST}],
    client=[{"id": "a"}, {"id": "b"}],
    client_type=[{"id": "t"}],
    client_typing=[{"client": "a", "client_type": "t", "start": FIRST, "end": LAST}],
    material=[{"id": "m"}],
    feedback=[{"day": march(5)}],
    work_share=[{"series": "p", "worker": "u", "percent": 100, "start": march(2), "end": march(8)}],
    idea=[{"kind": kind, "day": march(5), "takes_part_as": "client", "status": "open"}
          for kind, many in (("idea", 1), ("proposal", 2), ("friction", 3)) for _ in range(many)],
    path_outcome=[{"client": "a", "day": march(5), "destination": "studies"}],
    path_model=[{"id": "p", "status": "draft"}],
    **surveys(evaluation=7, staff_survey=8, client_survey=9),
)  # fmt: skip

EXPECTED = {
    "M0.1": ["by_status status=active: 1", "not_yet_working: 0"],
    "M0.2": ["pairs: 1"],
    "M0.3": ["courses: 1"],
    "M0.6": ["meetings: 1"],
    "M0.7": ["held: 1"],
    "M0.8": ["held: 2"],
    "M0.9": ["mean question=evaluation respondents=clients survey_round=evaluation: 7.0 mean of 5"],
    "M0.10": ["interviews: 1"],
    "M0.11": ["standing: 1"],
    "M0.12": ["outreach year=2026: 2"],
    "M2.1": ["clients: 1"],
    "M2.2": ["held: 4"],
    "M2.3": ["clients: 2", "with_goals: 0 percent of 2"],
    "M2.4": ["begun: 1"],
    "M2.5": ["held: 1"],
    "M2.6": ["goals: 1"],
    "M2.7": ["by_type client_type=t: 1"],
    "M2.8": ["in_use: 1"],
    "M2.9": ["feedback: 1", "raised: 1"],
    "M2.10": ["planned series=p worker=u: 2250 minutes"],
    "M2.11": ["held: 3"],
    "M2.12": [
        f"mean question={kind} respondents=clients survey_round={kind}: {mean} mean of 5"
        for kind, mean in (("staff_survey", "8.0"), ("client_survey", "9.0"))
    ],
    "M2.13": ["moved_on: 100 percent of 1"],
    "M3.8": ["goals: 2"],
    "M3.9": ["moved_on: 100 percent of 1"],
    "M3.10": ["held: 2", "raised: 3"],
    "M4.1": ["by_status status=active: 2", "asked_of_active: 0 percent of 2"],
    "M4.2": ["held: 1"],
    "M4.3": ["held: 2", "feedback_mean: 4.0 mean of 5"],
    "M4.4": ["held: 3"],
    "M4.5": ["held: 1", "raised: 2"],
    "M4.6": ["by_status status=draft: 1"],
    "M4.8": ["raised: 6"],
}


@pytest.mark.parametrize("system", EXPECTED)
def test_a_system_counts_its_own(system: str) -> None:
    found = said(COUNTED_BY[system](ALL, ASKED, TODAY))
    assert {f"{system} {line}" for line in EXPECTED[system]} <= set(found)
    assert all(line.startswith(f"{system} ") for line in found)


def test_no_system_is_left_out() -> None:
    assert set(COUNTED_BY) == set(EXPECTED)


def test_the_front_page_shows_what_is_in_use_with_how_many_records_each_system_holds(office: Notebook) -> None:
    """One peer and two experts: they lie in one list of records, and each register counts its own."""
    for part, many in (("peer_coach", 1), ("expert_by_experience", 2)):
        for _ in range(many):
            person = save(office, Entry("person", {"name": "Keksitty"})).id
            role = {"person": person, "part_played": part, "status": "active"}
            save(office, Entry("person_role", role))
    save(office, Entry("idea", {"kind": "proposal", "own_words": "x", "day": FIRST, "due_on": march(5)}))
    every = front_of(office, None, march(5))
    assert list(every.shown) == ["peer_coaches", "goals_and_pilots", "placements", "experts"]
    assert list(front_of(office, ("experts", "job_coaching"), march(5)).shown) == ["experts"]
    choose_model(office, "experts", None, FIRST, on=True)
    front = front_of(office, None, march(5))
    assert list(front.shown) == ["experts"]
    register = front.shown["experts"][0]
    assert (register.system.code, register.count, register.due) == ("M4.1", 2, ())
    due = {one.system.code: [each.code for each in one.due] for one in front.shown["experts"] if one.due}
    asking = {code for code, one in systems().items() if "idea_due_on" in one.due}
    assert set(due) == {code for code in asking if code.startswith("M4.")}
    assert front_of(office, ("peer_coaches",), march(5)).shown["peer_coaches"][0].count == 1
    first = systems()["M0.1"].lists[0]
    assert {one.record: many for one, many in counts_of(office, "M0.1")}[first.record] == 1
