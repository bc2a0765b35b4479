"""Invented people who take part: peer coaches, experts, groups, fees, surveys, ideas, a path (models 0, 2, 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from store.history.change import Value
from store.practice.invention import Hand, Invention, Step
from store.practice.people import Life

WEEKS_OF_MEETINGS = 8
NAMES = ("Lehto Esimerkki", "Tuuli Esimerkki", "Ranta Esimerkki", "Salo Esimerkki")


def write_taking_part(invention: Invention, lives: Sequence[Life]) -> None:
    """Write the register, its groups with what happened in them, and what came of it."""
    persons = _write_register(invention)
    series = _write_series(invention)
    _write_members(invention, persons, series, lives)
    talk = _write_gatherings(invention, persons, series, lives)
    _write_pair(invention, persons)
    _write_fees(invention, persons, talk)
    _write_survey(invention, talk)
    _write_pilot(invention, series)
    _write_ideas(invention, persons, series, lives)
    _write_path(invention, lives)


def _write_register(invention: Invention) -> list[Step]:
    day = invention.day(400)
    found = []
    for number, name in enumerate(NAMES):
        person = _save(invention, "person", day, name=name, phone=invention.phone(), language="fi", may_be_named=True)
        expert = number == len(NAMES) - 1
        _save(
            invention,
            "person_role",
            day,
            person=person.id,
            part_played="expert_by_experience" if expert else "peer_coach",
            status=("active", "active", "waiting", "active")[number],
            start=day,
            experience_kinds=("work_activity",) if number % 2 else ("paid_job",),
            trained_by="järjestön koulutus" if expert else "oma koulutus",
            trained_year=day.year,
            themes="työhön paluu, rohkeus" if expert else "arki työssä",
            availability="arkisin iltapäivällä",
        )
        _by_office(
            invention,
            "person_details",
            day,
            person=person.id,
            waiting_reasons=("no_work_now",) if number == 2 else None,
            payroll_number=f"H-{100 + number}",
            tax_card_until=date(invention.today.year, 12, 31),
            benefit_note_on=day,
        )
        found.append(person)
    return found


def _write_series(invention: Invention) -> dict[str, Step]:
    start = invention.day(380)
    rows = (
        ("course", "Vertaisvalmentajien koulutus", None),
        ("peer_group", "Vertaisvalmentajien tapaamiset", 14),
        ("employment_group", "Työelämäryhmä", 14),
        ("steering_group", "Hankkeen ohjausryhmä", 120),
        ("developer_group", "Huittisten kehittäjäryhmä", 30),
        ("pilot", "Tutustumisjakson pilotti", 7),
    )
    return {
        kind: _by_office(
            invention,
            "series",
            start,
            kind=kind,
            name=name,
            start=start,
            rhythm_days=rhythm,
            municipality="Lahti",
        )
        for kind, name, rhythm in rows
    }


def _write_members(
    invention: Invention, persons: Sequence[Step], series: dict[str, Step], lives: Sequence[Life]
) -> None:
    day = invention.day(370)
    for person in persons[:3]:
        _save(
            invention,
            "series_member",
            day,
            series=series["course"].id,
            person=person.id,
            takes_part_as="trainee",
            start=day,
            completed_on=invention.day(340),
            certificate_on=invention.day(340),
        )
    _save(
        invention,
        "series_member",
        day,
        series=series["steering_group"].id,
        person=persons[3].id,
        takes_part_as="expert",
        start=day,
        briefed_on=day,
        support_person="hankkeen työntekijä",
    )
    for life in lives[:4]:
        entered = max(life.entry, invention.first_day)
        _about(
            invention,
            life,
            "client_member",
            entered,
            series=series["employment_group"].id,
            takes_part_as="client",
            start=entered,
        )
    _about(invention, lives[-1], "person_is_client", max(lives[-1].entry, invention.first_day), person=persons[2].id)


def _write_gatherings(
    invention: Invention, persons: Sequence[Step], series: dict[str, Step], lives: Sequence[Life]
) -> Step:
    """Write weekly peer meetings, a group session with clients, and a talk; return the talk."""
    for week in range(WEEKS_OF_MEETINGS, 0, -1):
        day = invention.day(week * 7 - 2)
        meeting = _gathering(invention, "peer_meeting", day, series["peer_group"], subject="kuulumiset")
        _attend(invention, meeting, day, "coach", worker=invention.workers[Hand.COLLEAGUE])
        presence = "excused" if week % 4 == 0 else "present"
        _attend(invention, meeting, day, "peer_coach", person=persons[0].id, presence=presence)
    day = invention.day(6)
    session = _gathering(invention, "group_session", day, series["employment_group"], subject="työhaastattelu")
    for life in lives[:4]:
        if life.entry <= day:
            _about(
                invention,
                life,
                "client_attendance",
                day,
                gathering=session.id,
                takes_part_as="client",
                presence="present",
                minutes=90,
            )
    _gathering(invention, "outreach", invention.day(30), None, channel="service_desk", reach=40)
    day = invention.day(20)
    talk = _gathering(invention, "talk", day, None, subject="Miten pääsin töihin", themes="rohkeus", form="dialogue")
    _attend(invention, talk, day, "expert", person=persons[3].id, spoke=True)
    return talk


def _gathering(invention: Invention, kind: str, day: date, series: Step | None, **values: Value | None) -> Step:
    whole = {"status": "held", "day": day, "minutes": 90, "mode": "face_to_face", **values}
    return _save(invention, "gathering", day, kind=kind, series=series.id if series else None, **whole)


def _attend(invention: Invention, gathering: Step, day: date, role: str, **values: Value | None) -> Step:
    whole = {"presence": "present", **values}
    return _save(invention, "attendance", day, gathering=gathering.id, takes_part_as=role, **whole)


def _write_pair(invention: Invention, persons: Sequence[Step]) -> None:
    start = invention.day(330)
    worker = invention.workers[Hand.COLLEAGUE]
    for number, person in enumerate(persons[:2]):
        _save(
            invention,
            "working_pair",
            start,
            worker=invention.workers[Hand.OWN] if number else worker,
            person=person.id,
            start=start,
            agreed_tasks="mukana asiakastapaamisissa ja työpaikoilla",
            limits_agreed="asiakkaan papereita ei katsota",
            secrecy_signed_on=start,
        )
    for kind, parties in (("secrecy_undertaking", (NAMES[0],)), ("consensus_agreement", ("palvelu", "järjestö"))):
        _save(
            invention,
            "agreement",
            start,
            kind=kind,
            agreed_on=start,
            parties=parties,
            signed_on=start,
            review_on=invention.today + timedelta(days=60),
        )
    _save(
        invention,
        "interview",
        invention.day(50),
        day=invention.day(50),
        person=persons[0].id,
        worker=worker,
        interview_themes=("being_needed", "learning"),
        summary="Työ vertaisvalmentajana on tuonut viikkoon rytmin.",
        quotes_allowed=False,
    )


def _write_fees(invention: Invention, persons: Sequence[Step], talk: Step) -> None:
    pay_class = _by_office(
        invention,
        "pay_class",
        invention.day(399),
        name="vertaisvalmentajan kertapalkkio",
        paid_for="fee",
        start=invention.first_day,
        basis="per_time",
        rate=4000,
    )
    budget = _by_office(
        invention,
        "budget",
        invention.day(320),
        name="Vertaisvalmentajien palkkiot",
        year=invention.today.year,
        paid_for="fee",
        allocation=400_000,
        source="municipality",
    )
    for week in range(1, 9):
        day = invention.day(week * 7)
        approved: dict[str, Value | None] = {}
        if week > 2:
            approved = {"amount": 4000, "approved_by": invention.workers[Hand.OFFICE], "approved_on": day}
        _by_office(
            invention,
            "fee_assignment",
            day,
            person=persons[week % 2].id,
            kind="pair_work",
            status="held",
            day=day,
            minutes=180,
            for_a_client=True,
            worker=invention.workers[Hand.COLLEAGUE],
            gathering=talk.id if week == 3 else None,
            pay_class=pay_class.id,
            budget=budget.id,
            **approved,
        )


def _write_survey(invention: Invention, talk: Step) -> None:
    survey = _by_office(invention, "survey", invention.day(300), name="Valmentajien arvio", kind="evaluation")
    question = _by_office(
        invention,
        "question",
        invention.day(300),
        survey=survey.id,
        place="a1",
        scale="one_to_ten",
        text_fi="Miten hyvin työparimalli toimii?",
        text_sv="Hur väl fungerar modellen med arbetspar?",
        text_en="How well does the working pair model work?",
    )
    for name, ago, scores in (("kevät", 200, (7, 7, 8, 7, 7)), ("syksy", 40, (9, 8, 9, 9, 9))):
        day = invention.day(ago)
        asked = _by_office(invention, "survey_round", day, survey=survey.id, name=name, day=day)
        for score in scores:
            values: dict[str, Value | None] = {"question": question.id, "survey_round": asked.id, "score": score}
            _save(invention, "answer", day, respondents="coaches", **values)
    _save(
        invention,
        "answer",
        invention.day(19),
        question=question.id,
        gathering=talk.id,
        respondents="audience",
        score=9,
    )


def _write_pilot(invention: Invention, series: dict[str, Step]) -> None:
    day = invention.day(10)
    pilot, worker = series["pilot"].id, invention.workers[Hand.COLLEAGUE]
    _save(
        invention,
        "feedback",
        day,
        kind="client_feedback",
        day=day,
        given_as="oral",
        moment="during",
        series=pilot,
        own_words="Hyvä, kun sai kokeilla kahta paikkaa.",
    )
    start = invention.day(200)
    share = _save(invention, "work_share", start, worker=worker, series=pilot, percent=20, start=start)
    _save(invention, "share_use", day, work_share=share.id, worker=worker, day=day, used_hours=420)


def _write_ideas(
    invention: Invention, persons: Sequence[Step], series: dict[str, Step], lives: Sequence[Life]
) -> None:
    day = invention.day(25)
    adopted = _save(
        invention,
        "idea",
        day,
        kind="proposal",
        day=day,
        own_words="Kutsu kokoukseen selkokielellä.",
        takes_part_as="client",
        series=series["developer_group"].id,
        status="adopted",
        resolution="Kutsut kirjoitetaan selkokielellä.",
        decided_on=day,
        responsible="hanke",
        reported_back_on=invention.day(5),
    )
    _save(
        invention,
        "idea",
        day,
        kind="idea",
        day=day,
        own_words="Kahvit ennen kokousta, niin uskaltaa puhua.",
        takes_part_as="expert",
        person=persons[3].id,
        status="open",
    )
    raised = max(day, lives[0].entry)
    _about(invention, lives[0], "idea_raiser", raised, idea=adopted.id, reported_back_on=raised)


def _write_path(invention: Invention, lives: Sequence[Life]) -> None:
    day = invention.day(90)
    path = _save(
        invention,
        "path_model",
        day,
        name="Huittislaisen polku palkkatyöhön",
        version="1",
        status="on_trial",
        municipality="Huittinen",
        start=day,
    )
    steps = [
        _save(
            invention,
            "path_step",
            day,
            path_model=path.id,
            place=f"a{place}",
            name=name,
            entry_conditions="oma toive",
            exit_conditions="sovittu yhdessä",
            responsible="valmentaja",
        )
        for place, name in enumerate(("avotyö", "palkkatuettu työ", "palkkatyö"))
    ]
    for life in lives[:2]:
        start = max(day, life.entry, invention.first_day)
        _about(invention, life, "client_step", start, path_step=steps[0].id, start=start)


def _save(invention: Invention, record: str, on: date, /, **values: Value | None) -> Step:
    """Write a record about nobody, as the colleague saved it."""
    return _keep(invention, record, on, values, Hand.COLLEAGUE)


def _by_office(invention: Invention, record: str, on: date, /, **values: Value | None) -> Step:
    """Write a record about nobody, as the office saved it."""
    return _keep(invention, record, on, values, Hand.OFFICE)


def _keep(invention: Invention, record: str, on: date, values: Mapping[str, Value | None], hand: Hand) -> Step:
    given = {name: value for name, value in values.items() if value is not None}
    return invention.write(record, given, invention.moment(on, 15), hand=hand)


def _about(invention: Invention, life: Life, record: str, on: date, /, **values: Value | None) -> Step:
    return invention.write(
        record, {"client": life.id, **values}, invention.moment(on, 15), client=life.id, hand=Hand.COLLEAGUE
    )
