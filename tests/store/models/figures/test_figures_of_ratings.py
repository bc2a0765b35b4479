"""Figures of ratings and feedback: n, mean and change, what is hidden of groups under five (M0.9, M2.9, M2.12)."""

from __future__ import annotations

from store.history.change import Value
from store.models.figure import Figure, Unit, hidden_below, mean_of, percent_of, share
from store.models.ratings import event_feedback, feedback, rounds
from tests.store.models.figures.world import AFTER, ASKED, BEFORE, FIRST, LAST, march, said, world

Fields = dict[str, Value | None]


def answers(question: str, each: str, respondents: str, *scores: int | None, **more: Value | None) -> list[Fields]:
    given: Fields = {"question": question, "survey_round": each, "respondents": respondents, **more}
    return [{**given, "score": score} for score in scores]


def test_shares_and_means_are_exact() -> None:
    assert [percent_of(*of) for of in ((100, 100), (1, 3), (2, 3), (1, 200), (0, 5))] == [100, 33, 67, 1, 0]
    assert str(mean_of((1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2))) == "2.0"
    one = share("M9.9", "x", 1, 2, (("a", "b"),))
    assert one == Figure("M9.9", "x", 50, Unit.PERCENT, (("a", "b"),), 2)
    assert hidden_below(one, 5, 5) is one
    assert hidden_below(one, 4, 5) == Figure("M9.9", "x", None, Unit.PERCENT, (("a", "b"),), None, hidden=True)


def test_rounds_stand_by_question_and_group_and_each_change_beside_the_round_before_it() -> None:
    """Peers: 35/5 = 7.0, then 40/6 = 6.7, then 4 answers, hidden, then 8.0: no change beside a hidden round."""
    rows = world(
        survey=[{"id": "arvio", "kind": None}, {"id": "muu", "kind": "staff_survey"}],
        survey_round=[
            {"id": "k3", "survey": "arvio", "day": march(20)},
            {"id": "k2", "survey": "arvio", "day": march(10), "model_version": "versio 2"},
            {"id": "k1", "survey": "arvio", "day": FIRST},
            {"id": "k4", "survey": "arvio", "day": LAST},
            {"id": "k0", "survey": "arvio", "day": BEFORE},
            {"id": "muut", "survey": "muu", "day": march(5)},
        ],
        question=[
            {"id": "q2", "survey": "arvio", "place": "1", "scale": "one_to_five"},
            {"id": "q1", "survey": "arvio", "place": "2", "scale": "one_to_ten"},
            {"id": "q3", "survey": "arvio", "place": None, "scale": "one_to_ten"},
            {"id": "q9", "survey": "muu", "scale": "one_to_ten"},
        ],
        answer=[
            *answers("q1", "k1", "peer_coaches", 7, 7, 7, 7, 7),
            *answers("q1", "k2", "peer_coaches", 7, 7, 7, 7, 6, 6),
            *answers("q1", "k3", "peer_coaches", 10, 10, 10, 10),
            *answers("q1", "k4", "peer_coaches", 8, 8, 8, 8, 8),
            *answers("q1", "k0", "peer_coaches", 1, 1, 1, 1, 1),
            *answers("q1", "k1", "coaches", 9, 9, 9, 9, 8, None),
            *answers("q2", "k1", "coaches", 1, 2, 3, 4, 5),
            *answers("q3", "k1", "clients", 5, 5, 5, 5, 5),
            *answers("q9", "muut", "coaches", 5, 5, 5, 5, 5),
            *answers("q1", "", "coaches", 1, survey_round=None),
            *answers("q9", "k1", "coaches", 5, 5, 5, 5, 5),
            *answers("q1", "muut", "coaches", 5, 5, 5, 5, 5),
        ],
    )
    peers = "question=q1 respondents=peer_coaches survey_round"
    assert said(rounds("M0.9", rows, ASKED, "evaluation")) == [
        "M0.9 mean question=q3 respondents=clients survey_round=k1: 5.0 mean of 5",
        "M0.9 mean question=q2 respondents=coaches survey_round=k1: 3.0 mean of 5",
        "M0.9 mean question=q1 respondents=coaches survey_round=k1: 8.8 mean of 5",
        f"M0.9 mean {peers}=k1: 7.0 mean of 5",
        f"M0.9 mean {peers}=k2 model_version=versio 2: 6.7 mean of 6",
        f"M0.9 change {peers}=k2 model_version=versio 2: -0.3 mean of 6",
        f"M0.9 mean {peers}=k3: hidden mean",
        f"M0.9 mean {peers}=k4: 8.0 mean of 5",
    ]


def test_a_round_that_a_group_left_out_is_passed_over() -> None:
    rows = world(
        survey=[{"id": "s", "kind": "staff_survey"}],
        survey_round=[{"id": f"k{number}", "survey": "s", "day": march(5)} for number in (3, 2, 1)],
        question=[{"id": "q", "survey": "s", "scale": "one_to_ten"}],
        answer=[
            *answers("q", "k1", "coaches", 7, 7, 7, 7, 7),
            *answers("q", "k3", "coaches", 9, 9, 9, 9, 9),
        ],
    )
    of = "question=q respondents=coaches survey_round"
    assert said(rounds("M2.12", rows, ASKED, "staff_survey", "client_survey")) == [
        f"M2.12 mean {of}=k1: 7.0 mean of 5",
        f"M2.12 mean {of}=k3: 9.0 mean of 5",
        f"M2.12 change {of}=k3: 2.0 mean of 5",
    ]


def test_yes_and_words_are_counted_and_have_no_mean_and_no_change() -> None:
    rows = world(
        survey=[{"id": "s", "kind": "client_survey"}],
        survey_round=[{"id": f"k{number}", "survey": "s", "day": march(number)} for number in (1, 2)],
        question=[
            {"id": "kyllä", "survey": "s", "place": "1", "scale": "yes_or_no"},
            {"id": "sanat", "survey": "s", "place": "2", "scale": "in_words"},
        ],
        answer=[
            *answers("kyllä", "k1", "clients", 1, 1, 1, 0, 0),
            *answers("kyllä", "k2", "clients", 1, 0, 0, 0, 0),
            *answers("sanat", "k1", "clients", None, None, comment="Hyvä"),
            *answers("sanat", "k1", "clients", None, None, comment=""),
            *answers("sanat", "k1", "clients", None),
        ],
    )
    of = "respondents=clients survey_round"
    assert said(rounds("M2.12", rows, ASKED, "client_survey")) == [
        f"M2.12 yes question=kyllä {of}=k1: 3 of 5",
        f"M2.12 yes question=kyllä {of}=k2: 1 of 5",
        f"M2.12 in_words question=sanat {of}=k1: 2 of 5",
    ]


def test_feedback_on_talks_is_one_mean_over_all_of_them() -> None:
    """Scores 4, 5 and 3, 3, 4 of two talks: 19/5 = 3.8. With one fewer it is hidden."""
    rows = world(
        gathering=[
            {"id": "a", "kind": "talk", "day": FIRST},
            {"id": "b", "kind": "talk", "day": LAST},
            {"id": "ohi", "kind": "talk", "day": AFTER},
            {"id": "ryhmä", "kind": "group_session", "day": march(5)},
        ],
        question=[{"id": "q", "scale": "one_to_five"}, {"id": "sanat", "scale": "in_words"}],
        answer=[
            *answers("q", "", "audience", 4, 5, gathering="a"),
            *answers("q", "", "audience", 3, 3, 4, None, gathering="b"),
            *answers("q", "", "audience", 1, gathering="ohi"),
            *answers("q", "", "audience", 1, gathering="ryhmä"),
            *answers("sanat", "", "audience", 1, gathering="a"),
        ],
    )
    assert said(event_feedback("M4.3", rows, ASKED, "talk")) == ["M4.3 feedback_mean: 3.8 mean of 5"]
    rows["answer"] = rows["answer"][1:]
    assert said(event_feedback("M4.3", rows, ASKED, "talk")) == ["M4.3 feedback_mean: hidden mean"]
    rows["answer"] = ()
    assert said(event_feedback("M4.3", rows, ASKED, "talk")) == []


def test_what_was_said_of_pilots_by_kind_way_moment_and_week() -> None:
    """1 March 2026 is the Sunday of week 9, the 9th the Monday of week 11."""
    spoken: Fields = {"kind": "client_feedback", "given_as": "oral", "moment": "during"}
    rows = world(
        feedback=[
            {**spoken, "day": march(9), "kind": "weekly_report", "given_as": "written", "moment": None},
            {**spoken, "day": march(10)},
            {**spoken, "day": FIRST},
            {**spoken, "day": BEFORE},
        ]
    )
    assert said(feedback(rows, ASKED)) == [
        "M2.9 feedback: 3",
        "M2.9 by_kind kind=client_feedback: 2",
        "M2.9 by_kind kind=weekly_report: 1",
        "M2.9 by_given_as given_as=oral: 2",
        "M2.9 by_given_as given_as=written: 1",
        "M2.9 by_moment moment=during: 2",
        "M2.9 by_week week=2026-09: 1",
        "M2.9 by_week week=2026-11: 2",
    ]
