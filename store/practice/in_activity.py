"""Invented activity: places, agreements, hours, allowances, goals and where paths led (models 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from store.history.change import Value
from store.practice.invention import Hand, Invention, Step
from store.practice.people import Life

ORDINARY, DEMANDING = 500, 900
"""Cents a day: the classes of the published example (Helsinki 2014: 5 €, and 7 to 12 €)."""

WEEKS_OF_HOURS = 6
GOAL_WORDS = (
    "Haluan tulla paikalle joka päivä omalla bussilla.",
    "Haluan oppia yhden koneen kunnolla.",
    "Haluan jaksaa neljä tuntia.",
    "Haluan hakea opiskelemaan.",
)


@dataclass(frozen=True)
class Activity:
    """What the rest of the invention refers to.

    Attributes:
        places: the places for activity.
        classes: the pay classes of the allowance, the lower first.
        types: the office's own types of clients.
    """

    places: Sequence[Step]
    classes: Sequence[Step]
    types: Sequence[Step]


def write_activity(invention: Invention, lives: Sequence[Life]) -> Activity:
    """Write the office's data and the places, then every third client's way through activity."""
    activity = Activity(_write_places(invention), _write_classes(invention), _write_types(invention))
    for number, life in enumerate(lives[::3]):
        _write_way(invention, life, activity, number)
    return activity


def _write_places(invention: Invention) -> list[Step]:
    at = invention.moment(invention.day(500), 9)
    rows = (
        ("Pihlajan paja", "workshop_house", "Vantaa", "tietokoneiden purku ja lajittelu", 8),
        ("Koivulan talo", "coaching_house", "Kerava", "keittiö, pyykki ja puutyö", 6),
        ("Liikkuva ryhmä Lumo", "mobile_team", "Oulu", "pihatyöt ja pienet muutot", 5),
    )
    return [
        invention.write(
            "activity_place",
            {
                "name": name,
                "kind": kind,
                "municipality": municipality,
                "tasks": tasks,
                "supervisor": "pajaohjaaja",
                "phone": invention.phone(),
                "accessibility": "Sisään pääsee ilman portaita.",
                "transport": "Bussi pysähtyy pihan edessä.",
                "capacity": capacity,
                "free_places": capacity // 2,
                "counted_on": invention.day(9),
            },
            at,
            hand=Hand.OFFICE,
        )
        for name, kind, municipality, tasks, capacity in rows
    ]


def _write_classes(invention: Invention) -> list[Step]:
    first = invention.first_day
    at = invention.moment(invention.day(499), 9)
    rows = (("tavallinen työ", ORDINARY, None), ("vaativa siivous tai keittiötyö", 700, 1200))
    return [
        invention.write(
            "pay_class",
            {
                "name": name,
                "paid_for": "allowance",
                "start": first,
                "basis": "per_day",
                "rate": rate,
                "highest_rate": highest,
            },
            at,
            hand=Hand.OFFICE,
        )
        for name, rate, highest in rows
    ]


def _write_types(invention: Invention) -> list[Step]:
    at = invention.moment(invention.day(300), 10)
    found = [
        invention.write(
            "client_type",
            {"name": name, "place": f"a{place}", "in_use": True},
            at,
            hand=Hand.OFFICE,
        )
        for place, name in enumerate(("etsii suuntaa", "tähtää palkkatyöhön"))
    ]
    material = invention.write(
        "material",
        {
            "name": "Tutustumisjakson päiväkirja",
            "kind": "easy_language",
            "themes": "tutustumisjakso",
            "client_types": (found[0].id,),
            "in_use": True,
        },
        at,
        hand=Hand.OFFICE,
    )
    invention.write(
        "material_version",
        {
            "material": material.id,
            "language": "fi",
            "version": "1",
            "drawn_up_on": invention.day(300),
            "material_text": "Mitä teit tänään? Mikä oli mukavaa? Mikä oli vaikeaa?",
        },
        at,
        hand=Hand.OFFICE,
    )
    return found


def _write_way(invention: Invention, life: Life, activity: Activity, number: int) -> None:
    """Write one client's referral, agreement, period, hours, allowance, goal and outcome."""
    started = max(life.entry, invention.day(120))
    ended = started + timedelta(days=180)
    place = activity.places[number % len(activity.places)]
    _about(
        invention,
        life,
        "needs_referral",
        started,
        day=started,
        needs="tuttu paikka ja lyhyet päivät",
        service_gap="työkokeilu on liian nopea alku",
        activity_place=place.id,
        status="placed",
        decided_on=started,
    )
    agreement = _about(
        invention,
        life,
        "placement_agreement",
        started,
        activity_place=place.id,
        start=started,
        end=ended,
        weekdays=("monday", "wednesday", "friday"),
        weekly_hours=720,
        tasks=str(place.values["tasks"]),
        supporter="pajaohjaaja",
        hours_recorder="pajaohjaaja",
        pay_class=activity.classes[0].id,
        rate=ORDINARY,
        signed_by=("client", "sending_unit", "workshop"),
        signed_on=started,
        copy_given=True,
    )
    goal = _write_goal(invention, life, started, number)
    period = _about(
        invention,
        life,
        "activity_period",
        started,
        kind=("introduction", "supported_work_activity", "mobile_work")[number % 3],
        activity_place=place.id,
        start=started,
        end=ended,
        placement_agreement=agreement.id,
        timetable="ma, ke ja pe klo 9–13",
        linked_goals=(goal.id,),
    )
    _write_money(invention, life, activity, started, number)
    _write_hours(invention, life, place, agreement, number)
    _write_end(invention, life, activity, period, agreement, number)


def _write_goal(invention: Invention, life: Life, started: date, number: int) -> Step:
    goal = _about(
        invention,
        life,
        "goal",
        started,
        kind="own_goal",
        own_words=GOAL_WORDS[number % len(GOAL_WORDS)],
        area=("life_skills", "work", "well_being", "study")[number % 4],
        scale="levels",
        start_level=2,
        target_level=4,
        started=started,
        review_on=invention.today + timedelta(days=20 + number),
    )
    for moment, level, day in (("at_start", 2, started), ("halfway", 3, invention.day(2))):
        _about(
            invention,
            life,
            "goal_rating",
            day,
            goal=goal.id,
            day=day,
            moment=moment,
            level=level,
            rated_by="together",
        )
    return goal


def _write_money(invention: Invention, life: Life, activity: Activity, started: date, number: int) -> None:
    demanding = number % 2
    _about(
        invention,
        life,
        "allowance_decision",
        started,
        pay_class=activity.classes[demanding].id,
        rate=DEMANDING if demanding else ORDINARY,
        start=started,
        reasons="tehtävän ja oman jaksamisen mukaan",
        decided_by="yksikön esihenkilö",
        decided_on=started,
        review_on=started + timedelta(days=365),
    )
    _about(
        invention,
        life,
        "ticket",
        started,
        kind="bus_ticket",
        start=started,
        end=started + timedelta(days=180),
        price=8400,
        given_on=started,
        receipt_kept=True,
    )
    typing = activity.types[number % len(activity.types)]
    _about(invention, life, "client_typing", started, client_type=typing.id, start=started)


def _write_hours(invention: Invention, life: Life, place: Step, agreement: Step, number: int) -> None:
    """Write what the supervisor's sheets said of the last weeks: three days a week, sometimes away."""
    for ago in range(WEEKS_OF_HOURS * 7, 0, -1):
        day = invention.today - timedelta(days=ago)
        if day.weekday() not in (0, 2, 4) or day < max(life.entry, invention.first_day):
            continue
        away = (ago + number) % 11 == 0
        times: dict[str, Value | None] = {} if away else {"came": time(9), "went": time(13), "minutes": 240}
        _about(
            invention,
            life,
            "work_entry",
            day,
            day=day,
            work_presence="agreed_absence" if away else "attended",
            activity_place=place.id,
            placement_agreement=agreement.id,
            recorded_by="pajaohjaaja",
            taken_from="paper_sheet",
            **times,
        )


def _write_end(
    invention: Invention, life: Life, activity: Activity, period: Step, agreement: Step, number: int
) -> None:
    """Let every fourth move on: the placement ends before its time, and the path led somewhere."""
    if number % 4:
        return
    day = invention.day(1)
    _about(
        invention,
        life,
        "placement_ending",
        day,
        placement_agreement=agreement.id,
        day=day,
        ended_by="client",
        reasons="sai työpaikan",
    )
    outcome = _about(
        invention,
        life,
        "path_outcome",
        day,
        day=day,
        destination="paid_work",
        activity_place=activity.places[number % len(activity.places)].id,
        activity_period=period.id,
    )
    _about(invention, life, "outcome_check", day, path_outcome=outcome.id, day=day, months_after=0, kept="yes")


def _about(invention: Invention, life: Life, record: str, at: date, /, **values: Value | None) -> Step:
    """Write a record about a client, as the colleague who looks after the activity saved it."""
    moment = invention.moment(max(at, invention.first_day), 14)
    return invention.write(record, {"client": life.id, **values}, moment, client=life.id, hand=Hand.COLLEAGUE)
