"""Figures of gatherings: how many, their rhythm, who was there in which role, the checks (M0.6–M0.8, M2, M4)."""

from __future__ import annotations

from datetime import date

import pytest

from store.history.change import Value
from store.models.meetings import (
    balance,
    counted,
    gaps,
    group_sessions,
    held_gatherings,
    learning,
    members_on,
    mobile_days,
    outreach,
    steering,
    talks,
    team_meetings,
    words_of,
)
from store.models.rows import Asked
from tests.store.models.figures.world import AFTER, ASKED, BEFORE, FIRST, LAST, TODAY, march, said, world

Fields = dict[str, Value | None]


def there(of: str, role: str, presence: str = "present", **who: Value | None) -> Fields:
    return {"gathering": of, "takes_part_as": role, "presence": presence, **who}


def held(id: str, kind: str, day: date, **more: Value | None) -> Fields:
    return {"id": id, "kind": kind, "status": "held", "day": day, **more}


def test_a_rhythm_breaks_between_two_days_or_by_a_silence_that_lasts() -> None:
    days = [march(20), march(1), march(8), march(1)]
    assert gaps(days, 7, march(27)) == [(march(8), 12)]
    assert gaps(days, 7, march(28)) == [(march(8), 12), (march(20), 8)]
    assert gaps(days, 7, march(19)) == [(march(8), 11)]
    assert gaps([], 7, march(28)) == gaps([march(29)], 7, march(28)) == []


def test_the_teams_meetings_their_gaps_and_how_often_peers_were_there() -> None:
    """Meetings on 1, 8 and twice on 16 March: eight days lie between the last ones, fifteen follow to the 31st."""
    team: Fields = {"meeting_kind": "team"}
    rows = world(
        meeting=[
            {**team, "id": "a", "day": FIRST},
            {**team, "id": "b", "day": march(8), "peer_coach_present": True},
            {**team, "id": "c", "day": march(16), "peer_coach_present": False},
            {**team, "id": "d", "day": march(16)},
            {**team, "id": "ennen", "day": BEFORE, "peer_coach_present": True},
            {"id": "yksikkö", "meeting_kind": "unit", "day": march(12), "peer_coach_present": True},
        ],
        attendance=[
            {"meeting": "a", "takes_part_as": "peer_coach", "presence": "remote"},
            {"meeting": "a", "takes_part_as": "peer_coach", "presence": "absent"},
            {"meeting": "c", "takes_part_as": "peer_coach", "presence": "excused"},
            {"meeting": "b", "takes_part_as": "coach", "presence": "present"},
            {"meeting": "yksikkö", "takes_part_as": "peer_coach", "presence": "present"},
        ],
    )
    gap = "M0.6 gap day=2026-03-08: 8 days"
    attended = [
        "M0.6 attendance takes_part_as=coach: 100 percent of 1",
        "M0.6 attendance takes_part_as=peer_coach: 33 percent of 3",
        "M0.6 with_peer: 50 percent of 4",
    ]
    assert said(team_meetings(rows, ASKED, TODAY)) == [
        "M0.6 meetings: 4",
        gap,
        "M0.6 gap day=2026-03-16: 15 days",
        *attended,
    ]
    assert said(team_meetings(rows, ASKED, march(23))) == ["M0.6 meetings: 4", gap, *attended]


def test_gatherings_that_were_held_in_a_period_by_their_day() -> None:
    rows = world(
        gathering=[
            held("b", "talk", LAST),
            held("a", "talk", LAST),
            held("c", "workshop", FIRST),
            held("d", "talk", BEFORE),
            held("e", "outreach", march(5)),
            {**held("f", "talk", march(5)), "status": "planned"},
        ]
    )
    assert [row["id"] for row in held_gatherings(rows, ASKED, "talk", "workshop")] == ["c", "a", "b"]


def test_each_group_keeps_its_own_rhythm_until_it_ends() -> None:
    """One met on 2 and 30 March; monthly has no gap; the third ended on the 12th; the fourth has no rhythm."""
    rows = world(
        series=[
            {"id": "s1", "rhythm_days": 14},
            {"id": "s2", "rhythm_days": 30},
            {"id": "s3", "rhythm_days": 7, "end": march(12)},
            {"id": "s4", "rhythm_days": None},
        ],
        gathering=[
            held("i", "peer_meeting", march(3), series="s3"),
            held("c", "peer_meeting", march(2), series="s1"),
            held("d", "peer_meeting", march(30), series="s1"),
            held("e", "peer_meeting", march(10), series="s2"),
            held("f", "peer_meeting", march(1), series="s4"),
            held("g", "peer_meeting", march(1)),
            held("h", "peer_meeting", march(1), series="ei täällä"),
        ],
        attendance=[there("c", "trainer"), there("d", "peer_coach", "remote"), there("muu", "trainer")],
        client_attendance=[
            there("c", "client", client="aino"),
            {"gathering": "d", "takes_part_as": None, "presence": "absent", "client": "aino"},
            there("c", "peer_coach", "excused", client="eero"),
            there("muu", "client", client="aino"),
            {"gathering": "d", "takes_part_as": None, "presence": None, "client": "oili"},
        ],
    )
    assert said(counted("M0.7", rows, ASKED, TODAY, "peer_meeting")) == [
        "M0.7 held: 7",
        "M0.7 gap series=s1 day=2026-03-02: 28 days",
        "M0.7 gap series=s3 day=2026-03-03: 9 days",
        "M0.7 attendance takes_part_as=peer_coach: 50 percent of 2",
        "M0.7 attendance takes_part_as=client: 33 percent of 3",
        "M0.7 attendance takes_part_as=trainer: 100 percent of 1",
    ]
    in_march = [one for one in said(counted("M0.7", rows, ASKED, march(9), "peer_meeting")) if " gap " in one]
    assert in_march == []


def test_a_silence_is_counted_to_the_end_of_the_period_alone() -> None:
    rows = world(series=[{"id": "s", "rhythm_days": 7}], gathering=[held("a", "peer_meeting", march(24), series="s")])
    assert not [one for one in said(counted("M0.7", rows, ASKED, TODAY, "peer_meeting")) if " gap " in one]


def test_outreach_by_channel_and_how_many_it_reached() -> None:
    rows = world(
        gathering=[
            held("a", "outreach", FIRST, channel="live_broadcast", reach=200),
            held("b", "outreach", LAST, channel="fair", reach=None),
            held("c", "outreach", march(4), channel="live_broadcast", reach=31),
            held("d", "outreach", march(4), reach=5),
            held("e", "outreach", AFTER, channel="fair", reach=1000),
            held("f", "talk", march(4), channel="fair", reach=1000),
        ]
    )
    assert said(outreach(rows, ASKED)) == [
        "M0.8 held: 4",
        "M0.8 reach: 236",
        "M0.8 by_channel channel=fair: 1",
        "M0.8 by_channel channel=live_broadcast: 2",
    ]


def test_days_of_mobile_work_their_clients_and_hours() -> None:
    """Aino was there as long as the day (300 min), Eero for 0 min and 60 min; the third day has no length."""
    rows = world(
        gathering=[
            held("a", "mobile_work_day", march(2), minutes=300, site_risks="tikkaat"),
            held("b", "mobile_work_day", march(3), minutes=240),
            held("c", "mobile_work_day", march(4)),
            held("muu", "group_session", march(4), minutes=500),
        ],
        client_attendance=[
            there("a", "client", client="aino"),
            there("a", "client", client="eero", minutes=0),
            there("b", "client", "remote", client="eero", minutes=60),
            there("b", "client", "absent", client="aino"),
            there("c", "client", client="aino"),
            there("muu", "client", client="oili"),
        ],
        work_entry=[
            {"client": "aino", "gathering": "a"},
            {"client": "eero", "gathering": "muu"},
            {"client": "eero", "gathering": None},
        ],
    )
    assert said(mobile_days(rows, ASKED)) == [
        "M2.2 held: 3",
        "M2.2 clients: 2",
        "M2.2 worked: 360 minutes",
        "M2.2 without_risks: 2",
        "M2.2 not_in_hours: 3",
    ]
    assert said(mobile_days(rows, Asked(FIRST, LAST, 3))) == [
        "M2.2 held: 3",
        "M2.2 clients: hidden",
        "M2.2 worked: hidden minutes",
        "M2.2 without_risks: 2",
        "M2.2 not_in_hours: hidden",
    ]


def test_sessions_of_a_group_with_their_themes_one_after_the_other() -> None:
    rows = world(
        gathering=[
            held("b", "group_session", march(9), series="s", subject="Työhakemus", themes="haku"),
            held("a", "group_session", march(2), themes="rohkeus"),
            held("c", "group_session", march(16), series="s"),
        ],
        client_attendance=[
            there("b", "client", client="aino"),
            there("b", "client", "absent", client="eero"),
            there("a", "client", client="eero"),
        ],
        attendance=[there("b", "coach", worker="ulla")],
    )
    assert said(group_sessions(rows, ASKED, TODAY)) == [
        "M2.5 held: 3",
        "M2.5 attendance takes_part_as=coach: 100 percent of 1",
        "M2.5 attendance takes_part_as=client: 67 percent of 3",
        "M2.5 theme day=2026-03-02 subject=rohkeus: 1",
        "M2.5 theme series=s day=2026-03-09 subject=Työhakemus: 2",
    ]
    of_two = said(group_sessions(rows, Asked(FIRST, LAST, 2), TODAY))
    assert of_two[2] == "M2.5 attendance takes_part_as=client: 67 percent of 3"
    assert said(group_sessions(rows, Asked(FIRST, LAST, 3), TODAY))[1:] == [
        "M2.5 attendance takes_part_as=coach: 100 percent of 1",
        "M2.5 attendance takes_part_as=client: hidden percent",
        "M2.5 theme day=2026-03-02 subject=rohkeus: hidden",
        "M2.5 theme series=s day=2026-03-09 subject=Työhakemus: hidden",
    ]


def test_each_meeting_of_a_steering_group_with_the_checks_of_its_experts() -> None:
    """Lehto was briefed when joining the group, Aho at the meeting; Salo was briefed for another group."""
    rows = world(
        series_member=[
            {"series": "ohjaus", "person": "lehto", "briefed_on": BEFORE},
            {"series": "muu", "person": "salo", "briefed_on": BEFORE},
        ],
        gathering=[
            held("b", "steering_meeting", march(20), series="ohjaus"),
            held("a", "steering_meeting", march(6), series="ohjaus"),
        ],
        attendance=[
            there("a", "expert", person="lehto", briefed=False, papers_in_time=True, influenced=True),
            there("a", "expert", person="mäki"),
            there("a", "expert", "remote", person="aho", briefed=True, papers_in_time=True, spoke=True),
            there("a", "expert", person="salo", papers_in_time=True, spoke=False),
            there("a", "expert", "absent", person="niemi", briefed=True, spoke=True),
            there("a", "professional", worker="ulla", briefed=True, spoke=True),
        ],
    )
    assert said(steering(rows, ASKED)) == [
        "M4.2 held: 2",
        "M4.2 experts_present day=2026-03-06: 4",
        "M4.2 briefed day=2026-03-06: 50 percent of 4",
        "M4.2 papers_in_time day=2026-03-06: 75 percent of 4",
        "M4.2 spoke day=2026-03-06: 25 percent of 4",
        "M4.2 influenced day=2026-03-06: 25 percent of 4",
        "M4.2 experts_present day=2026-03-20: 0",
        *(
            f"M4.2 {check} day=2026-03-20: none percent of 0"
            for check in ("briefed", "papers_in_time", "spoke", "influenced")
        ),
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([there("a", "professional"), there("a", "chair"), there("a", "expert", "absent")], "2"),
        ([], "0"),
        ([there("a", "professional"), there("a", "expert")], None),
        ([there("a", "peer_coach", "remote")], None),
    ],
)
def test_a_developers_meeting_without_clients_and_experts_is_named(rows: list[Fields], told: str | None) -> None:
    found = said(balance(world(gathering=[held("a", "developer_meeting", march(6))], attendance=rows), ASKED, TODAY))
    assert found[0] == "M4.5 held: 1"
    line = f"M4.5 without_clients day=2026-03-06: {told}"
    assert [one for one in found if "without" in one] == ([line] if told else [])


def test_a_client_at_a_developers_meeting_gives_it_its_balance() -> None:
    rows = world(
        gathering=[held("a", "developer_meeting", march(6))],
        client_attendance=[{"gathering": "a", "client": "aino", "presence": "present"}],
    )
    assert said(balance(rows, ASKED, TODAY)) == [
        "M4.5 held: 1",
        "M4.5 attendance takes_part_as=client: 100 percent of 1",
    ]


def test_what_was_learned_in_a_study_circle_is_counted_for_workers_people_and_clients() -> None:
    rows = world(
        gathering=[held("a", "study_circle_session", march(6)), held("b", "talk", march(6))],
        attendance=[
            there("a", "expert", learning="kuuntelin"),
            there("a", "professional", learning=""),
            there("b", "expert", learning="muualla"),
        ],
        client_attendance=[
            there("a", "client", client="aino", client_view="opin"),
            there("a", "client", client="eero"),
        ],
    )
    found = said(learning(rows, ASKED, TODAY))
    assert (found[0], found[-1]) == ("M4.4 held: 1", "M4.4 learning_notes: 2")


def test_talks_by_form_and_those_whose_theme_is_one_of_the_speakers() -> None:
    rows = world(
        person_role=[
            {"person": "lehto", "themes": "Rohkeus; arki työssä"},
            {"person": "aho", "themes": "asuminen"},
            {"person": "salo", "themes": None},
        ],
        gathering=[
            held("a", "talk", march(2), form="lecture", themes="kotona, rohkeus"),
            held("b", "talk", march(3), form="dialogue", themes="rohkeus"),
            held("c", "talk", march(4), form="lecture", themes="asuminen"),
            held("d", "talk", march(5), themes="velka"),
            held("e", "talk", march(6), form="lecture"),
            held("f", "talk", march(7), themes="rohkeus"),
            held("g", "talk", march(8), themes="rohkeus"),
        ],
        attendance=[
            there("a", "expert", person="aho"),
            there("a", "expert", person="lehto"),
            there("b", "audience", person="lehto"),
            there("b", "expert", person="salo"),
            there("b", "expert", person="tuntematon"),
            there("c", "expert", name="Ulkoa"),
            there("d", "expert", person="aho"),
            there("e", "expert", person="lehto"),
            there("f", "expert", person="lehto"),
        ],
    )
    assert said(talks(rows, ASKED)) == [
        "M4.3 held: 7",
        "M4.3 by_form form=dialogue: 1",
        "M4.3 by_form form=lecture: 3",
        "M4.3 matched_theme: 29 percent of 7",
    ]


def test_themes_are_parted_by_commas_and_semicolons() -> None:
    assert words_of(" Rohkeus; arki  ,, TYÖ ") == {"rohkeus", "arki", "työ"}
    assert words_of(None) == set()


def test_who_belongs_to_a_group_on_a_day() -> None:
    rows = world(
        series_member=[
            {"id": "a", "series": "s", "start": march(6), "end": march(6)},
            {"id": "b", "series": "muu"},
            {"id": "c", "series": "s", "end": march(5)},
        ],
        client_member=[{"id": "d", "series": "s", "client": "aino"}, {"id": "e", "series": "s", "start": march(7)}],
    )
    assert [row["id"] for row in members_on(rows, "s", march(6))] == ["a", "d"]
