"""What is due: each rule at both sides of its edges, the office's numbers, the order, and what was put off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.doubles import join_clients
from store.due import Due, postponement
from store.due.rules import due_rules
from store.due.shown import Person
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.today import today
from store.writing import Entry, delete, save, save_all

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def after(days: int) -> date:
    """Return the day so many days after the day of the tests."""
    return DAY + timedelta(days=days)


def client(notebook: Notebook, **values: Value) -> str:
    """Write a client who came long ago, has met an employer, and whose stage is work."""
    whole: dict[str, Value] = {"given_name": "Testi", "entry": after(-300), "stage": "keeping_job", **values}
    return save(notebook, Entry("client", whole)).id


def job(notebook: Notebook, who: str, start: date, **values: Value) -> str:
    """Write a job for which benefits and telling were talked over and the profile was updated."""
    made = save(notebook, Entry("job", {"client": who, "title": "apulainen", "start": start, **values})).id
    save(notebook, Entry("benefits_counselling", {"client": who, "day": start}))
    save(notebook, Entry("disclosure_discussion", {"client": who, "day": start}))
    save(notebook, Entry("vocational_profile", {"client": who, "drawn_up_on": max(start, DAY)}))
    return made


def met(
    notebook: Notebook, who: str, day: date, mode: str = "face_to_face", status: str = "held", **part: Value
) -> None:
    """Write a meeting with a client."""
    event = new_id()
    values: dict[str, Value] = {"kind": "client_meeting", "status": status, "day": day, "mode": mode}
    save_all(
        notebook,
        [Entry("event", values, id=event), Entry("event_client_part", {"event": event, "client": who, **part})],
    )


def found(notebook: Notebook, day: date = DAY) -> list[tuple[str, date]]:
    """Return the rules that ask for something, and by when."""
    return [(one.code, one.until) for one in today(notebook, day).due]


@pytest.mark.parametrize(
    ("start", "meetings", "expected"),
    [
        (8, (), []),
        (7, (), [("support_before", 6)]),
        (7, (-1,), [("support_before", 6)]),
        (7, (0,), []),
        (1, (-6,), []),
        (1, (-7,), [("support_before", 0)]),
        (0, (-1,), [("support_start", 3)]),
        (0, (0,), []),
        (-4, (), [("support_start", -1)]),
        (-4, (-3,), []),
        (-7, (-1,), [("support_weekly", 6)]),
        (-13, (-12,), [("support_weekly", 0)]),
        (-13, (-6,), []),
        (-14, (-13,), [("support_weekly", -1)]),
        (-27, (-7, -6), []),
        (-28, (-1,), []),
        (-43, (-16, -15), []),
        (-44, (-17,), [("support_monthly", 13)]),
        (-57, (-30,), [("support_monthly", 0)]),
        (-365, (-40, -1), []),
        (-366, (), []),
    ],
)
def test_support_is_due_as_criterion_23_counts_it(
    notebook: Notebook, start: int, meetings: tuple[int, ...], expected: list[tuple[str, int]]
) -> None:
    who = client(notebook)
    job(notebook, who, after(start))
    for day in meetings:
        met(notebook, who, after(day))
    assert found(notebook) == [(code, after(days)) for code, days in expected]


def test_only_a_meeting_face_to_face_or_one_that_the_client_declined_is_support(notebook: Notebook) -> None:
    who = client(notebook)
    job(notebook, who, DAY)
    met(notebook, who, DAY, mode="phone")
    met(notebook, who, DAY, status="no_show")
    assert found(notebook) == [("support_start", after(3))]
    met(notebook, who, DAY, mode="phone", client_declined=True)
    assert found(notebook) == []


def test_a_lost_job_asks_for_a_contact_within_three_days_of_hearing_of_it(notebook: Notebook) -> None:
    who = client(notebook)
    job(notebook, who, after(-200), end=after(-6), loss_heard_on=after(-2))
    met(notebook, who, after(-3), mode="phone")
    assert found(notebook) == [("job_loss", after(1))]
    assert found(notebook, after(29)) == []
    met(notebook, who, after(-2), mode="phone")
    assert found(notebook) == []


def test_benefits_and_telling_are_talked_over_before_a_job_and_benefits_again_at_a_change(notebook: Notebook) -> None:
    who = client(notebook)
    met(notebook, who, after(10))
    made = save(notebook, Entry("job", {"client": who, "title": "apulainen", "start": after(14)})).id
    assert found(notebook) == [("benefits_before", after(14)), ("talk_at_start", after(14))]
    save(notebook, Entry("benefits_counselling", {"client": who, "day": DAY}))
    save(notebook, Entry("disclosure_discussion", {"client": who, "day": DAY}))
    assert found(notebook) == []
    save(notebook, Entry("job_terms", {"client": who, "job": made, "from_day": after(40)}))
    save(notebook, Entry("vocational_profile", {"client": who, "drawn_up_on": after(20)}))
    met(notebook, who, after(27))
    assert ("benefits_change", after(40)) not in found(notebook, after(25))
    assert ("benefits_change", after(40)) in found(notebook, after(26))
    save(notebook, Entry("benefits_counselling", {"client": who, "day": after(26)}))
    assert ("benefits_change", after(40)) not in found(notebook, after(26))


def test_trouble_asks_for_a_talk_and_a_job_for_the_profile(notebook: Notebook) -> None:
    who = client(notebook)
    made = save(notebook, Entry("job", {"client": who, "title": "apulainen", "start": after(-100)})).id
    met(notebook, who, after(-1))
    assert found(notebook) == [("profile_review", after(-70))]
    save(notebook, Entry("vocational_profile", {"client": who, "drawn_up_on": after(-99)}))
    save(notebook, Entry("job_review", {"client": who, "job": made, "day": after(-1), "job_occasion": "trouble"}))
    assert found(notebook) == [("talk_at_trouble", after(6))]
    save(notebook, Entry("disclosure_discussion", {"client": who, "day": after(-1)}))
    assert found(notebook) == []


def test_plans_are_reviewed_on_their_own_day_or_after_ninety(notebook: Notebook) -> None:
    who = client(notebook)
    made = job(notebook, who, after(-400))
    for review, until in ((None, -5), (after(3), 3)):
        values: dict[str, Value | None] = {"client": who, "job": made, "drawn_up_on": after(-95), "review_on": review}
        save(notebook, Entry("job_support_plan", values))
        assert found(notebook) == [("support_plan_review", after(until))]


def test_the_office_changes_a_number_from_a_day_on(office: Notebook) -> None:
    values: dict[str, Value] = {"given_name": "Testi", "entry": after(-10)}
    save(office, Entry("client", values))
    assert found(office) == []
    rule: dict[str, Value] = {"rule": "due.first_contact.within", "setting": "20", "start": DAY}
    save(office, Entry("dated_rule", rule))
    save(office, Entry("dated_rule", {**rule, "setting": "monta", "start": after(-1)}))
    assert found(office) == [("first_contact", after(10))]
    assert found(office, after(-1)) == []
    assert due_rules(office, DAY)["first_contact"].by_office == ("within",)
    assert due_rules(office, after(-1))["first_contact"].by_office == ()


def test_what_a_job_hangs_on_comes_first(notebook: Notebook) -> None:
    client(notebook, stage="job_search", entry=after(-50))
    who = client(notebook)
    job(notebook, who, after(-1))
    assert [code for code, _ in found(notebook)] == ["support_start", "first_contact", "disclosure_talk"]


@pytest.mark.parametrize(
    ("why", "until", "day", "shown"),
    [
        ("client_declined", None, 300, False),
        ("done_elsewhere", None, 300, False),
        ("not_reached", None, 6, False),
        ("not_reached", None, 7, True),
        ("agreed_later", 3, 2, False),
        ("agreed_later", 3, 3, True),
    ],
)
def test_what_was_put_off_comes_back_unless_it_counts_as_offered(
    notebook: Notebook, why: str, until: int | None, day: int, shown: bool
) -> None:
    client(notebook, stage="job_search", entry=after(-30))
    due = today(notebook, DAY).due[0]
    assert due.code == "first_contact"
    later = after(until) if until is not None else None
    save(notebook, postponement(due, why, DAY, later))
    assert "first_contact" not in dict(found(notebook))
    assert ("first_contact" in dict(found(notebook, after(day)))) is shown


def test_a_talk_that_the_client_did_not_want_was_offered_and_comes_again_after_two_months(notebook: Notebook) -> None:
    who = client(notebook, stage="job_search", entry=after(-60))
    due = Due(Person(who, "Testi", ""), "disclosure_talk", after(-60), DAY)
    assert ("disclosure_talk", DAY) in found(notebook)
    save(notebook, postponement(due, "client_declined", DAY))
    assert "disclosure_talk" not in dict(found(notebook))
    assert ("disclosure_talk", after(60)) in found(notebook, after(46))


def test_support_that_the_client_did_not_want_this_week_is_asked_for_next_week(notebook: Notebook) -> None:
    who = client(notebook)
    job(notebook, who, after(-9))
    met(notebook, who, after(-8))
    [due] = today(notebook, DAY).due
    assert (due.code, due.until) == ("support_weekly", after(4))
    save(notebook, postponement(due, "client_declined", DAY))
    assert found(notebook) == []
    assert found(notebook, after(5)) == [("support_weekly", after(11))]


def test_rhythms_are_asked_for_once_they_have_begun(notebook: Notebook) -> None:
    assert found(notebook) == []
    me = notebook.identity.worker
    span: dict[str, Value] = {"worker": me, "first_day": after(-12), "last_day": after(-6), "day": after(-6)}
    save(notebook, Entry("contact_log_review", span))
    save(notebook, Entry("field_mentoring", {"worker": me, "day": after(-24)}))
    review: dict[str, Value] = {
        "held_on": after(-183),
        "finished": True,
        "criteria_set": "t",
        "criteria_version": "1",
    }
    made = save(notebook, Entry("quality_review", {**review, "first_day": after(-200), "last_day": after(-183)})).id
    expected = [("criteria_review", DAY), ("log_review", after(1)), ("mentoring", after(6))]
    assert found(notebook) == expected
    for number in range(1, 26):
        score: dict[str, Value] = {"review": made, "criterion": number, "score": "4", "score_state": "confirmed"}
        save(notebook, Entry("item_score", {**score, "scored_on": after(-183)}))
    assert found(notebook) == expected[1:]


def test_a_rhythm_that_never_began_is_counted_from_the_day_the_work_did(office: Notebook) -> None:
    """Whom the office gave a share of working time is new from that day: the log weekly, mentoring monthly."""
    me = office.identity.worker
    save(office, Entry("working_share", {"worker": me, "start": after(-20), "percent": 100}))
    save(office, Entry("criteria_choice", {"criteria_set": "t", "criteria_version": "1", "start": after(-160)}))
    assert found(office) == [("log_review", after(-13)), ("criteria_review", after(23))]
    assert found(office, after(5)) == [
        ("log_review", after(-13)),
        ("mentoring", after(10)),
        ("criteria_review", after(23)),
    ]


def test_a_coach_of_long_standing_is_not_told_of_mentoring_that_nobody_ever_began(office: Notebook) -> None:
    save(office, Entry("working_share", {"worker": office.identity.worker, "start": after(-200), "percent": 100}))
    assert [code for code, _ in found(office)] == ["log_review"]


def test_what_is_due_of_joined_cards_is_due_for_one_person(office: Notebook) -> None:
    first, second = client(office), client(office, given_name="Toinen")
    job(office, second, after(-10))
    met(office, first, after(-9))
    met(office, first, after(-2))
    assert [(one.code, one.whom.id) for one in today(office, DAY).due] == [("support_weekly", second)]
    join = join_clients(office, first, second).id
    assert found(office) == []
    met(office, second, after(8))
    [due] = today(office, after(15)).due
    assert (due.code, due.whom.id, due.whom.given_name) == ("support_weekly", min(first, second), "Testi")
    save(office, postponement(due, "client_declined", after(15)))
    assert found(office, after(15)) == []
    delete(office, "client_join", join)
    assert [one.whom.id for one in today(office, DAY).due] == [second]
