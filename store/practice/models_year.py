"""A believable year of the models 0, 2 and 4: meetings, groups, ratings, goals and where paths led, all invented.

It is drawn from a page of its own and written after everything else: nothing that was there moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from store.history.change import Value
from store.practice.invention import Hand, Invention, Step
from store.practice.people import Life

MODELS = ("peer_coaches", "coaching", "goals_and_pilots", "placements", "experts")
THEMES = ("vahvuudet", "työnhaun kanavat", "hakemus", "työhaastattelu", "työpaikan tavat", "arjen rytmi")
SITES = ("haravointi, Mäkitie", "pienmuutto, Asemakatu", "puutarha, Puistola", "lumityöt, Keskuskatu")
PEERS_SAY = (8, 9, 8, 9, 10)
STAFF_SAY = ((3, 3, 4, 3, 3, 4), (4, 4, 4, 5, 4, 4))
CLIENTS_SAY = ((3, 4, 3, 3, 4), (4, 4, 5, 4, 4))


def write_models_year(invention: Invention, lives: Sequence[Life]) -> None:
    """Write the year.

    Args:
        invention: on a page of its own; its steps hold what was invented before.
        lives: the clients.
    """
    for model in MODELS:
        _office(invention, "model_use", invention.day(365), model=model, start=invention.day(365))
    persons = _first_steps(invention, "person")
    peers, expert = persons[:3], persons[3]
    active = [life for life in lives if life.closed is None] or list(lives)
    _write_team(invention, peers)
    _meet_this_morning(invention)
    _write_training(invention, peers)
    _write_outreach(invention)
    _write_ratings(invention)
    _write_mobile(invention, active)
    _write_groups(invention, active, expert)
    _write_steering(invention, expert)
    _write_goals(invention, active)
    _write_paths(invention, active)
    _write_pilot(invention)


def _first_steps(invention: Invention, record: str) -> list[Step]:
    """Return the first step of each record of a type that was invented before."""
    found: dict[str, Step] = {}
    for step in invention.steps:
        if step.record == record:
            found.setdefault(step.id, step)
    return list(found.values())


def _series_of(invention: Invention, kind: str) -> Step:
    return next(step for step in _first_steps(invention, "series") if step.values["kind"] == kind)


def _write_team(invention: Invention, peers: Sequence[Step]) -> None:
    """Let the peer coaches sit in the team's weekly meetings, now and then excused."""
    for number, step in enumerate(_first_steps(invention, "meeting")):
        day = step.values.get("day")
        if step.values.get("meeting_kind") != "team" or not isinstance(day, date) or day < invention.day(330):
            continue
        if day >= invention.today:
            continue
        for place, peer in enumerate(peers[:2]):
            away = (number + place * 3) % 7 == 0
            _save(
                invention,
                "attendance",
                day,
                meeting=step.id,
                person=peer.id,
                takes_part_as="peer_coach",
                presence="excused" if away else "remote" if number % 5 == 4 else "present",
            )


def _meet_this_morning(invention: Invention) -> None:
    """Let the team have met on the day that the notebook opens on: it opens with the week's meeting behind it."""
    team: dict[str, Value | None] = {"meeting_kind": "team", "day": invention.today, "mode": "face_to_face"}
    who = tuple(sorted(invention.workers[hand] for hand in (Hand.OWN, Hand.COLLEAGUE)))
    at = invention.moment(invention.today, 5)
    invention.write("meeting", {**team, "minutes": 60, "attended": who}, at, hand=Hand.COLLEAGUE)


def _write_training(invention: Invention, peers: Sequence[Step]) -> None:
    """Write the days of the course, with a peer coach among those who train."""
    course = _series_of(invention, "course")
    first = invention.day(368)
    _save(
        invention,
        "series_member",
        first,
        series=course.id,
        person=peers[0].id,
        takes_part_as="trainer",
        start=first,
    )
    for number, subject in enumerate(("vertaisuus", "rajat ja salassapito", "työparina työpaikalla")):
        day = invention.day(366 - number * 9)
        held = _gathering(invention, "training_day", day, course, subject=subject, minutes=300)
        for peer in peers:
            _attend(invention, held, day, "trainee", person=peer.id)
        _attend(invention, held, day, "coach", worker=invention.workers[Hand.COLLEAGUE])


def _write_outreach(invention: Invention) -> None:
    channels = ("service_desk", "live_broadcast", "outdoor_talk")
    for month in range(10, 0, -2):
        day = invention.day(month * 31)
        reach = 15 + invention.random.randrange(60)
        _gathering(invention, "outreach", day, None, channel=channels[month % 3], reach=reach)


def _write_ratings(invention: Invention) -> None:
    """Let peer coaches rate the model, and staff and clients answer at the start and a year later."""
    question = next(step for step in _first_steps(invention, "question"))
    last = _first_steps(invention, "survey_round")[-1]
    for score in PEERS_SAY:
        values: dict[str, Value | None] = {"question": question.id, "survey_round": last.id, "score": score}
        _save(invention, "answer", invention.day(39), respondents="peer_coaches", **values)
    for kind, name, text, group, rounds in (
        ("staff_survey", "Henkilöstön kysely", "Tuemmeko asiakkaan omia tavoitteita?", "professionals", STAFF_SAY),
        ("client_survey", "Asiakkaiden kysely", "Saatko itse päättää tavoitteistasi?", "clients", CLIENTS_SAY),
    ):
        _write_survey(invention, kind, name, text, group, rounds)


def _write_survey(
    invention: Invention, kind: str, name: str, text: str, group: str, rounds: Sequence[Sequence[int]]
) -> None:
    start = invention.day(355)
    survey = _office(invention, "survey", start, name=name, kind=kind)
    question = _office(invention, "question", start, survey=survey.id, place="a1", scale="one_to_five", text_fi=text)
    for ago, called, scores in ((350, "alku", rounds[0]), (45, "seuranta", rounds[1])):
        day = invention.day(ago)
        asked = _office(invention, "survey_round", day, survey=survey.id, name=called, day=day)
        for score in scores:
            values: dict[str, Value | None] = {"question": question.id, "survey_round": asked.id, "score": score}
            _save(invention, "answer", day, respondents=group, **values)


def _write_mobile(invention: Invention, lives: Sequence[Life]) -> None:
    """Write the mobile group and its days, whose hours are on the list of hours."""
    start = invention.day(150)
    series = _office(invention, "series", start, kind="mobile_group", name="Liikkuva ryhmä Lumo", start=start)
    group = [life for life in lives[:5] if life.entry <= invention.day(60)] or list(lives[:1])
    for life in group:
        entered = max(life.entry, start)
        _about(invention, life, "client_member", entered, series=series.id, takes_part_as="client", start=entered)
    for week in range(8, 0, -1):
        day = invention.day(week * 7 - 1)
        held = _gathering(
            invention,
            "mobile_work_day",
            day,
            series,
            minutes=240,
            job_at_site=SITES[week % len(SITES)],
            travel="pakettiauto, lähtö klo 8.30",
            site_risks="Liukkaat portaat: jalkineet tarkistetaan lähtiessä.",
        )
        for number, life in enumerate(group):
            if life.entry > day:
                continue
            away = (week + number) % 5 == 0
            _there(
                invention, life, held, day, presence="excused" if away else "present", minutes=None if away else 240
            )


def _write_groups(invention: Invention, lives: Sequence[Life], expert: Step) -> None:
    """Write the themes of the employment group, the study circle, the developer group and talks."""
    employment, developer = (_series_of(invention, kind) for kind in ("employment_group", "developer_group"))
    for number, theme in enumerate(THEMES[:-1]):
        day = invention.day(90 - number * 14)
        held = _gathering(invention, "group_session", day, employment, subject=theme)
        for life in lives[:4]:
            if life.entry <= day:
                _there(invention, life, held, day, minutes=90)
    start = invention.day(120)
    circle = _office(
        invention, "series", start, kind="study_circle", name="Opintopiiri: toipuminen ja työ", start=start
    )
    for number in range(4):
        day = invention.day(110 - number * 21)
        held = _gathering(invention, "study_circle_session", day, circle, subject=THEMES[number])
        _attend(invention, held, day, "expert", person=expert.id, learning="Kokemus auttoi puhumaan avoimesti.")
        _attend(invention, held, day, "professional", worker=invention.workers[Hand.COLLEAGUE])
    for number in range(5):
        day = invention.day(145 - number * 30)
        held = _gathering(invention, "developer_meeting", day, developer, subject="polun seuraava askel")
        for role in ("company", "employment_services", "kela", "project"):
            _attend(invention, held, day, role, name=f"edustaja {role.replace('_', ' ')}")
        for life in lives[:2]:
            if life.entry <= day:
                _there(invention, life, held, day)
    for number, theme in enumerate(("rohkeus", "työhön paluu", "arki työssä")):
        day = invention.day(200 - number * 40)
        form = ("lecture", "dialogue", "questions")[number]
        held = _gathering(invention, "talk", day, None, subject="Oma polkuni", themes=theme, form=form)
        _attend(invention, held, day, "expert", person=expert.id, spoke=True)


def _write_steering(invention: Invention, expert: Step) -> None:
    """Write the meetings of the steering group with their four checks."""
    series = _series_of(invention, "steering_group")
    for number, ago in enumerate((300, 200, 95)):
        day = invention.day(ago)
        held = _gathering(invention, "steering_meeting", day, series, subject="hankkeen tilanne")
        _attend(
            invention,
            held,
            day,
            "expert",
            person=expert.id,
            briefed=True,
            papers_in_time=number > 0,
            spoke=True,
            influenced=number == 2,
            said="Kutsut selkokielellä." if number == 2 else None,
        )
        _attend(invention, held, day, "chair", name="palvelupäällikkö")


def _write_goals(invention: Invention, lives: Sequence[Life]) -> None:
    """Write goals that were reached, in part or wholly, also of those who do not seek paid work (M2.6)."""
    words = ("Haluan käydä kaupassa itse.", "Haluan nukkua öisin.", "Haluan soittaa itse Kelaan.")
    for number, life in enumerate(lives[1:7]):
        started = max(life.entry, invention.day(180))
        ended = invention.day(20 + number)
        if ended <= started:
            continue
        levels = (-2, -1, 0 if number % 3 else -1)
        goal = _about(
            invention,
            life,
            "goal",
            started,
            kind="own_goal",
            own_words=words[number % len(words)],
            area=("life_skills", "well_being", "life_skills")[number % 3],
            scale="gas",
            start_level=-2,
            target_level=0,
            started=started,
            ended_on=ended,
            goal_result="achieved" if number % 3 else "partly",
        )
        days = (started, started + (ended - started) // 2, ended)
        for moment, level, day in zip(("at_start", "halfway", "at_end"), levels, days, strict=True):
            rated: dict[str, Value | None] = {"goal": goal.id, "day": day, "moment": moment, "level": level}
            _about(invention, life, "goal_rating", day, rated_by="client", **rated)


def _write_paths(invention: Invention, lives: Sequence[Life]) -> None:
    """Write steps that were taken, and outcomes that were looked at again when they should be."""
    steps = _first_steps(invention, "path_step")
    for number, life in enumerate(lives[2:5]):
        start = max(life.entry, invention.day(85))
        end = invention.day(30 - number * 5)
        if start < end:
            _about(invention, life, "client_step", start, path_step=steps[0].id, start=start, end=end)
            _about(invention, life, "client_step", end, path_step=steps[1].id, start=end)
    for life, ago, destination in zip(
        lives[5:8], (200, 210, 220), ("paid_work", "studies", "coaching"), strict=False
    ):
        day = invention.day(ago)
        if life.entry > day:
            continue
        outcome = _about(invention, life, "path_outcome", day, day=day, destination=destination)
        for months in (0, 3, 6):
            on = invention.day(max(ago - months * 31, 1))
            looked: dict[str, Value | None] = {"path_outcome": outcome.id, "day": on, "months_after": months}
            _about(invention, life, "outcome_check", on, kept="yes" if months < 6 else "not_known", **looked)


def _write_pilot(invention: Invention) -> None:
    """Write the pilot's weekly meetings, its working time and what people said of it, week by week."""
    pilot = _series_of(invention, "pilot")
    share = next(step for step in _first_steps(invention, "work_share"))
    worker = share.values["worker"]
    said = ("Paikan sai valita itse.", "Ohjaaja selitti rauhassa.", "Aamu oli liian aikainen.", "Kuvat auttoivat.")
    for week in range(8, 0, -1):
        day = invention.day(week * 7 - 4)
        held = _gathering(invention, "pilot_meeting", day, pilot, subject="viikon havainnot")
        _attend(invention, held, day, "professional", worker=invention.workers[Hand.COLLEAGUE])
        used = 360 + invention.random.randrange(4) * 30
        _save(invention, "share_use", day, work_share=share.id, worker=worker, day=day, used_hours=used)
        words: dict[str, Value | None] = {"series": pilot.id, "own_words": said[week % len(said)]}
        _save(
            invention,
            "feedback",
            day,
            kind="client_feedback",
            day=day,
            given_as=("oral", "written")[week % 2],
            moment=("during", "afterwards")[week % 2],
            **words,
        )


# ---- writing


def _gathering(invention: Invention, kind: str, day: date, series: Step | None, **values: Value | None) -> Step:
    whole = {"status": "held", "day": day, "minutes": 90, "mode": "face_to_face", **values}
    return _save(invention, "gathering", day, kind=kind, series=series.id if series else None, **whole)


def _attend(invention: Invention, gathering: Step, day: date, role: str, **values: Value | None) -> Step:
    whole = {"presence": "present", **values}
    return _save(invention, "attendance", day, gathering=gathering.id, takes_part_as=role, **whole)


def _there(invention: Invention, life: Life, gathering: Step, day: date, **values: Value | None) -> Step:
    whole = {"takes_part_as": "client", "presence": "present", **values}
    return _about(invention, life, "client_attendance", day, gathering=gathering.id, **whole)


def _save(invention: Invention, record: str, on: date, /, **values: Value | None) -> Step:
    return _keep(invention, record, on, Hand.COLLEAGUE, None, values)


def _office(invention: Invention, record: str, on: date, /, **values: Value | None) -> Step:
    return _keep(invention, record, on, Hand.OFFICE, None, values)


def _about(invention: Invention, life: Life, record: str, on: date, /, **values: Value | None) -> Step:
    return _keep(invention, record, on, Hand.COLLEAGUE, life.id, {"client": life.id, **values})


def _keep(
    invention: Invention, record: str, on: date, hand: Hand, client: str | None, values: dict[str, Value | None]
) -> Step:
    given = {name: value for name, value in values.items() if value is not None}
    return invention.write(
        record, given, invention.moment(max(on, invention.first_day), 16), client=client, hand=hand
    )
