"""Figures of activity: periods, hand-overs, client types, materials, working time (M2.1–M2.4, M2.7–M2.10)."""

from __future__ import annotations

from datetime import date

from store.history.change import Value
from store.models.activity import full_week, hand_overs, materials, periods, shares, typed_on, types, with_goals
from store.models.rows import Asked
from tests.store.models.figures.world import AFTER, ASKED, BEFORE, FIRST, LAST, march, said, world

Fields = dict[str, Value | None]


def period(id: str, client: str, start: date, **more: Value | None) -> Fields:
    return {"id": id, "client": client, "kind": "introduction", "start": start, **more}


def test_periods_that_were_begun_and_closed_with_a_decision_and_where_they_led() -> None:
    """Four were closed in March, after 10, 17, 19 and 30 days: 76/4 = 19. One path was named, one followed."""
    rows = world(
        activity_period=[
            period("a", "aino", FIRST, decided_on=march(11), client_view="hyvä", next_path="kurssi"),
            period("b", "eero", date(2026, 2, 25), decided_on=march(14), end=march(14)),
            period("c", "aino", FIRST, decided_on=LAST),
            period("d", "oili", LAST),
            period("e", "oili", date(2026, 2, 1), decided_on=AFTER, client_view="…", next_path="…"),
            period("f", "ohi", date(2026, 1, 1), end=BEFORE, decided_on=BEFORE),
            period("g", "tuleva", AFTER),
            period("i", "eero", date(2026, 2, 20), decided_on=march(11)),
            period("h", "aino", march(14), earlier_period="b", kind="work_activity"),
        ]
    )
    assert said(periods("M2.1", rows, ASKED, "introduction")) == [
        "M2.1 clients: 3",
        "M2.1 begun: 3",
        "M2.1 closed: 4",
        "M2.1 mean_days: 19.0 mean of 4",
        "M2.1 with_client_view: 25 percent of 4",
        "M2.1 path_decided: 50 percent of 4",
    ]
    assert said(periods("M2.1", rows, Asked(FIRST, LAST, 3), "introduction")) == [
        "M2.1 clients: 3",
        "M2.1 begun: hidden",
        "M2.1 closed: hidden",
        "M2.1 mean_days: hidden mean",
        "M2.1 with_client_view: hidden percent",
        "M2.1 path_decided: hidden percent",
    ]
    assert said(periods("M2.1", rows, Asked(FIRST, LAST, 4), "introduction"))[0] == "M2.1 clients: hidden"
    assert said(periods("M2.1", rows, Asked(FIRST, LAST, 4), "work_tryout"))[:3] == [
        "M2.1 clients: 0",
        "M2.1 begun: 0",
        "M2.1 closed: 0",
    ]


def test_work_activity_has_a_goal_by_either_link() -> None:
    rows = world(
        activity_period=[
            period("a", "aino", FIRST, kind="work_activity", linked_goals=("g",), timetable="ma–ke"),
            period("b", "eero", FIRST, kind="work_activity", linked_goals=()),
            period("c", "oili", FIRST, kind="work_activity", linked_goals=None),
            period("f", "oili", FIRST, kind="work_activity", linked_goals=None),
            period("d", "oili", AFTER, kind="work_activity", linked_goals=("g",), timetable="ma"),
            period("e", "oili", FIRST, kind="introduction", linked_goals=("g",), timetable="ma"),
        ],
        goal=[{"client": "eero", "activity_period": "b"}, {"client": "oili", "activity_period": None}],
    )
    assert said(with_goals(rows, ASKED)) == [
        "M2.3 with_goals: 50 percent of 4",
        "M2.3 with_timetable: 25 percent of 4",
    ]
    assert said(with_goals(rows, Asked(FIRST, LAST, 4))) == [
        "M2.3 with_goals: hidden percent",
        "M2.3 with_timetable: hidden percent",
    ]


def test_those_who_went_on_from_activity_to_coaching_and_after_how_many_days() -> None:
    """4 days after an end, 2 after a decision, none where the earlier one still goes on or overlaps: 6/4 = 1.5."""
    on: Fields = {"kind": "coaching_period"}
    rows = world(
        activity_period=[
            period("v1", "aino", BEFORE, end=march(1), decided_on=march(2)),
            period("v2", "eero", BEFORE, decided_on=march(3)),
            period("v3", "oili", BEFORE),
            period("v4", "arto", BEFORE, end=march(20)),
            period("v5", "ilmo", march(5), earlier_period="v1"),
            period("a", "aino", march(5), **on, earlier_period="v1"),
            period("b", "eero", march(5), kind="supported_work_activity", earlier_period="v2"),
            period("c", "oili", march(5), **on, earlier_period="v3"),
            period("d", "arto", march(5), **on, earlier_period="v4"),
            period("e", "pia", march(5), **on),
            period("f", "ida", march(5), **on, earlier_period="ei täällä"),
            period("g", "pia", BEFORE, **on, earlier_period="v1"),
        ]
    )
    assert said(hand_overs(rows, ASKED)) == [
        "M2.4 begun: 6",
        "M2.4 handed_over: 67 percent of 6",
        "M2.4 days_between: 1.5 mean of 4",
    ]
    assert said(hand_overs(rows, Asked(FIRST, LAST, 5))) == [
        "M2.4 begun: 6",
        "M2.4 handed_over: 67 percent of 6",
        "M2.4 days_between: hidden mean",
    ]
    assert said(hand_overs(rows, Asked(FIRST, LAST, 7)))[:2] == [
        "M2.4 begun: hidden",
        "M2.4 handed_over: hidden percent",
    ]


def test_the_offices_types_of_clients_on_a_day() -> None:
    """Aino's later type counts; Eero's ended the day before; Oili has left; Arto and another leave tomorrow."""
    day = march(10)
    rows = world(
        client_type=[
            {"id": "c", "place": None},
            {"id": "b", "place": "2"},
            {"id": "a", "place": "1"},
        ],
        client=[
            {"id": "aino"},
            {"id": "eero"},
            {"id": "oili", "closed": day},
            {"id": "arto", "closed": march(11)},
            {"id": "pia"},
            {"id": "lähtevä", "closed": march(11)},
        ],
        client_typing=[
            {"client": "aino", "client_type": "b", "start": march(5)},
            {"client": "aino", "client_type": "a", "start": None},
            {"client": "eero", "client_type": "a", "start": FIRST, "end": march(9)},
            {"client": "arto", "client_type": "b", "start": day, "end": day},
            {"client": "pia", "client_type": "a", "start": march(11)},
        ],
    )
    assert typed_on(rows, day) == {"aino": "b", "arto": "b"}
    assert said(types(rows, day, 1)) == [
        "M2.7 by_type client_type=c: 0",
        "M2.7 by_type client_type=a: 0",
        "M2.7 by_type client_type=b: 2",
        "M2.7 without_type: 3",
    ]
    assert said(types(rows, day, 4))[1:] == [
        "M2.7 by_type client_type=a: 0",
        "M2.7 by_type client_type=b: hidden",
        "M2.7 without_type: hidden",
    ]


def test_of_two_types_given_on_one_day_the_later_record_counts() -> None:
    given: Fields = {"client": "aino", "start": FIRST}
    rows = world(client_typing=[{**given, "id": "2", "client_type": "b"}, {**given, "id": "1", "client_type": "a"}])
    assert typed_on(rows, LAST) == {"aino": "b"}


def test_the_material_bank() -> None:
    """Of three in use one has no text; a new version replaces the Finnish one, and one of a material out of use."""
    rows = world(
        material=[{"id": "a", "in_use": True}, {"id": "b"}, {"id": "c"}, {"id": "vanha", "in_use": False}],
        material_version=[
            {"id": "a3", "material": "a", "language": "sv", "drawn_up_on": LAST},
            {"id": "a1", "material": "a", "language": "fi", "drawn_up_on": BEFORE},
            {"id": "a2", "material": "a", "language": "fi", "drawn_up_on": FIRST, "replaces": ("a1",)},
            {"id": "b1", "material": "b", "language": "fi", "drawn_up_on": AFTER},
            {"id": "v1", "material": "vanha", "language": "en", "drawn_up_on": march(5)},
        ],
    )
    assert said(materials(rows, ASKED)) == [
        "M2.8 in_use: 3",
        "M2.8 without_text: 1",
        "M2.8 by_language language=fi: 2",
        "M2.8 by_language language=sv: 1",
        "M2.8 new_versions: 3",
    ]


def test_shares_of_working_time_beside_what_was_used_of_them() -> None:
    """Half of a week of 37 h 30 min for 31 days: 31 × 2250 × 50 / 700 = 4982; 14 days: 2250. 40 % of 30 h: 3188."""
    rows = world(
        working_share=[{"worker": "ari", "full_week": 1800, "start": BEFORE}],
        work_share=[
            {"id": "c", "series": "pilotti", "worker": "ulla", "percent": 50, "start": march(18)},
            {"id": "b", "series": "pilotti", "worker": "ari", "percent": 40, "start": BEFORE, "end": AFTER},
            {"id": "a", "series": "alku", "worker": "ulla", "percent": 50, "start": BEFORE},
            {"id": "d", "series": "ohi", "worker": "ulla", "percent": 50, "start": BEFORE, "end": BEFORE},
            {"id": "e", "series": "käytetty", "worker": "ulla", "percent": 50, "start": BEFORE, "end": BEFORE},
            {"id": "f", "series": "lyhyt", "worker": "ulla", "percent": 100, "start": march(2), "end": march(8)},
        ],
        share_use=[
            {"work_share": "a", "day": FIRST, "used_hours": 1000},
            {"work_share": "a", "day": LAST, "used_hours": 245},
            {"work_share": "a", "day": BEFORE, "used_hours": 7},
            {"work_share": "e", "day": march(3), "used_hours": 60},
        ],
    )
    lines = {
        "series=alku worker=ulla": (4982, 1245, "25 percent of 4982"),
        "series=käytetty worker=ulla": (0, 60, "none percent of 0"),
        "series=lyhyt worker=ulla": (2250, 0, "0 percent of 2250"),
        "series=pilotti worker=ari": (3188, 0, "0 percent of 3188"),
        "series=pilotti worker=ulla": (2250, 0, "0 percent of 2250"),
    }
    assert said(shares(rows, ASKED)) == [
        line
        for of, (planned, used, part) in lines.items()
        for line in (
            f"M2.10 planned {of}: {planned} minutes",
            f"M2.10 used {of}: {used} minutes",
            f"M2.10 used_share {of}: {part}",
        )
    ]


def test_a_full_week_that_alters_within_a_period_alters_what_is_planned_from_that_day_on() -> None:
    """All of 7 days of a full week of 2 100 min and of 7 days of one of 1 400: 2 100 + 1 400."""
    week: Fields = {"worker": "ulla", "start": BEFORE}
    rows = world(
        working_share=[
            {**week, "full_week": 2100, "end": march(7)},
            {**week, "full_week": 1400, "start": march(8)},
        ],
        work_share=[{"series": "p", "worker": "ulla", "percent": 100, "start": BEFORE, "end": march(14)}],
    )
    assert said(shares(rows, ASKED))[0] == "M2.10 planned series=p worker=ulla: 3500 minutes"


def test_shares_of_one_worker_in_one_pilot_stand_in_the_order_in_which_they_were_written() -> None:
    share: Fields = {"series": "p", "worker": "ulla", "start": march(2), "end": march(8)}
    rows = world(work_share=[{**share, "id": "b", "percent": 20}, {**share, "id": "a", "percent": 10}])
    assert [line for line in said(shares(rows, ASKED)) if "planned" in line] == [
        "M2.10 planned series=p worker=ulla: 225 minutes",
        "M2.10 planned series=p worker=ulla: 450 minutes",
    ]


def test_a_full_week_is_what_the_office_has_written_down_for_the_day() -> None:
    rows = world(
        working_share=[
            {"worker": "ulla", "full_week": 2200, "start": march(25)},
            {"worker": "ulla", "full_week": 2100, "start": march(10), "end": march(20)},
            {"worker": "ulla", "full_week": 2000, "start": FIRST, "end": march(9)},
            {"worker": "ari", "full_week": 1, "start": BEFORE},
            {"worker": "pia", "full_week": None, "start": None},
            {"worker": "oili", "full_week": 1900, "start": None},
            {"worker": "arto", "full_week": 1900, "start": None, "end": march(9)},
            {"worker": "arto", "full_week": 1950, "start": march(20)},
            *({"id": id, "worker": "ida", "full_week": week, "start": FIRST} for id, week in (("2", 8), ("1", 9))),
        ]
    )
    assert full_week(rows, "ulla", BEFORE) == 2000
    assert [full_week(rows, "ulla", march(day)) for day in (9, 10, 20, 21, 25)] == [2000, 2100, 2100, 2200, 2200]
    assert [full_week(rows, name, march(10)) for name in ("arto", "ida")] == [1950, 8]
    assert [full_week(rows, name, march(10)) for name in ("pia", "oili", "kukaan")] == [2250, 1900, 2250]
