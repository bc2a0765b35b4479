"""What is typed into each system of models 0, 2 and 4, and what the office must count from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.writing import Entry, save_all

DAY = date(2026, 3, 4)
LAPTOP, OFFICE = "laptop", "office"


@dataclass(frozen=True)
class Walk:
    """One system, from the form to the office's figure.

    Attributes:
        system: its number.
        typed: field and what is typed into it with keys; the list shows it afterwards where ``shown`` says so.
        values: what is chosen in the form before: an id is named as ``@name`` of what was made ready.
        figures: code of a figure → its number at the office; of several with the same code, any.
        at: where it is written.
        place: which of the system's lists.
        ticked: whether the seat of the client is ticked on the sheet afterwards.
        shown: text that the list shows; None: what was typed.
    """

    system: str
    typed: tuple[str, str]
    values: Mapping[str, Any]
    figures: Mapping[str, int | Decimal]
    at: str = LAPTOP
    place: int = 0
    ticked: bool = False
    shown: str | None = None
    others: Mapping[str, Any] = field(default_factory=dict)


WALKS = (
    Walk(
        "M0.1", ("themes", "arki"), {"person": "@peer", "status": "waiting"}, {"by_status": 1, "not_yet_working": 1}
    ),
    Walk(
        "M0.2",
        ("agreed_tasks", "mukana"),
        {"worker": "@worker", "person": "@peer", "start": DAY},
        {"pairs": 1, "without_secrecy": 1},
        shown="Lehto Keksitty",
    ),
    Walk(
        "M0.3",
        ("support_person", "Rita"),
        {"series": "@course", "person": "@peer", "completed_on": DAY},
        {"trained": 1, "courses": 1},
        place=2,
    ),
    Walk(
        "M0.6",
        ("subject", "viikko"),
        {"day": DAY, "peer_coach_present": True},
        {"meetings": 1, "with_peer": 100},
    ),
    Walk("M0.7", ("subject", "kuulumiset"), {"status": "held", "day": DAY, "series": "@peers"}, {"held": 1}),
    Walk(
        "M0.8",
        ("place", "tori"),
        {"status": "held", "day": DAY, "channel": "service_desk", "reach": 40},
        {"held": 1, "reach": 40},
    ),
    Walk(
        "M0.9",
        ("comment", "toimii"),
        {"question": "@question", "survey_round": "@round", "respondents": "coaches", "score": 8},
        {"mean": Decimal("7.2")},
        OFFICE,
        shown="",
    ),
    Walk(
        "M0.10",
        ("quotes", "rytmi"),
        {"day": DAY, "person": "@peer", "worker": "@worker", "quotes_allowed": True},
        {"interviews": 1, "may_be_quoted": 1},
        shown="Lehto Keksitty",
    ),
    Walk("M0.11", ("text_reference", "asia 12"), {"agreed_on": DAY}, {"standing": 1}),
    Walk(
        "M2.1",
        ("next_path", "paja"),
        {"client": "@client", "start": DAY, "decided_on": DAY + timedelta(days=20)},
        {"closed": 1, "path_decided": 100, "mean_days": Decimal("20.0")},
        shown="tutustumisjakso",
    ),
    Walk(
        "M2.2",
        ("job_at_site", "haravointi"),
        {"status": "held", "day": DAY, "minutes": 240, "series": "@mobile"},
        {"held": 1, "clients": 1, "worked": 240, "not_in_hours": 0},
        ticked=True,
        shown="Ryhmä mobile",
    ),
    Walk(
        "M2.3",
        ("timetable", "ma ke"),
        {"client": "@client", "start": DAY},
        {"begun": 1, "with_timetable": 100},
        shown="työtoiminta",
    ),
    Walk(
        "M2.4",
        ("tasks", "keittiö"),
        {"client": "@client", "start": DAY, "earlier_period": "@period"},
        {"begun": 1, "handed_over": 100},
        shown="valmennus",
    ),
    Walk(
        "M2.5",
        ("subject", "haastattelu"),
        {"status": "held", "day": DAY, "series": "@group"},
        {"held": 1, "theme": 1, "attendance": 100},
        ticked=True,
    ),
    Walk(
        "M2.6",
        ("own_words", "bussilla"),
        {
            "client": "@client",
            "started": DAY,
            "ended_on": DAY + timedelta(days=9),
            "goal_result": "achieved",
            "area": "life_skills",
        },
        {"goals": 1, "achieved": 100},
        shown="elämäntaidot",
    ),
    Walk("M2.7", ("name", "etsijä"), {"in_use": True}, {"by_type": 0, "without_type": 1}, OFFICE, 1),
    Walk("M2.8", ("name", "päiväkirja"), {"kind": "easy_language"}, {"in_use": 1, "without_text": 1}, OFFICE),
    Walk(
        "M2.9",
        ("own_words", "hyvä"),
        {"kind": "client_feedback", "day": DAY, "given_as": "oral", "moment": "during"},
        {"feedback": 1, "by_given_as": 1, "by_week": 1},
        shown="suullisesti",
    ),
    Walk(
        "M2.10",
        ("used_hours", "7"),
        {"work_share": "@share", "worker": "@worker", "day": DAY},
        {"used": 420, "used_share": 59},
        place=1,
        shown="7 t",
    ),
    Walk("M2.11", ("subject", "kehittäjät"), {"status": "held", "day": DAY}, {"held": 1}),
    Walk(
        "M2.12",
        ("comment", "hyvä"),
        {"question": "@staff_question", "survey_round": "@staff_round", "respondents": "professionals", "score": 5},
        {"mean": Decimal("4.2")},
        OFFICE,
        shown="",
    ),
    Walk(
        "M2.13",
        ("notes", "kahvila"),
        {"client": "@client", "day": DAY, "destination": "paid_work"},
        {"moved_on": 100, "by_destination": 1, "not_looked_at": 1},
        shown="palkkatyö",
    ),
    Walk(
        "M4.1", ("themes", "rohkeus"), {"person": "@expert", "status": "active"}, {"by_status": 1, "assignments": 1}
    ),
    Walk(
        "M4.2",
        ("said", "selko"),
        {"person": "@expert", "gathering": "@steering", "presence": "present", "spoke": True},
        {"held": 1, "spoke": 100, "briefed": 0},
        place=3,
        shown="Ranta Keksitty",
    ),
    Walk(
        "M4.3", ("themes", "rohkeus"), {"status": "held", "day": DAY, "form": "dialogue"}, {"held": 1, "by_form": 1}
    ),
    Walk("M4.4", ("subject", "mukana"), {"status": "held", "day": DAY}, {"held": 1, "learning_notes": 0}),
    Walk(
        "M4.5",
        ("own_words", "selkokutsu"),
        {
            "day": DAY,
            "takes_part_as": "professional",
            "status": "adopted",
            "decided_on": DAY,
            "responsible": "hanke",
            "change_made": "kutsut",
        },
        {"raised": 1, "adopted": 100, "change_made": 100},
        place=6,
        shown="otettu käyttöön",
    ),
    Walk(
        "M4.6",
        ("result", "hyvä"),
        {"client": "@client", "path_step": "@step", "start": DAY},
        {"on_step": 1},
        place=2,
        shown="avotyö",
    ),
    Walk(
        "M4.8",
        ("own_words", "kahvit"),
        {"kind": "idea", "day": DAY, "takes_part_as": "client", "status": "adopted", "reported_back_on": DAY},
        {"raised": 1, "adopted": 100, "reported_back": 100},
        shown="otettu käyttöön",
    ),
)
"""Every system of models 0, 2 and 4 that is no money; M0.12 has no form and is counted from the others."""


def make_ready(laptop: Notebook, client: str) -> dict[str, str]:
    """Write what the forms refer to, on a laptop; return the ids by name."""
    made = {name: new_id() for name in _NAMES}
    worker = laptop.identity.worker
    entries = [
        Entry("worker", {"roles": ("coach",)}, id=worker),
        Entry("person", {"name": "Lehto Keksitty"}, id=made["peer"]),
        Entry("person", {"name": "Ranta Keksitty"}, id=made["expert"]),
        _series(made, "course", "course"),
        _series(made, "peers", "peer_group"),
        _series(made, "mobile", "mobile_group"),
        _series(made, "group", "employment_group"),
        _series(made, "pilot", "pilot"),
        Entry("client_member", {"client": client, "series": made["mobile"], "start": DAY}),
        Entry("client_member", {"client": client, "series": made["group"], "start": DAY}),
        Entry("activity_period", _period(client), id=made["period"]),
        Entry("gathering", {"kind": "steering_meeting", "status": "held", "day": DAY}, id=made["steering"]),
        Entry("path_model", {"name": "Polku", "status": "on_trial"}, id=made["path"]),
        Entry("path_step", {"path_model": made["path"], "name": "avotyö", "place": "a1"}, id=made["step"]),
        Entry("work_share", _share(worker, made["pilot"]), id=made["share"]),
    ]
    save_all(laptop, entries)
    return {**made, "client": client, "worker": worker}


def make_surveys(office: Notebook) -> dict[str, str]:
    """Write two surveys with four answers each, at the office; return the ids of their questions and rounds."""
    found: dict[str, str] = {}
    for before, kind, scale, scores in (
        ("", "evaluation", "one_to_ten", (7, 7, 7, 7)),
        ("staff_", "staff_survey", "one_to_five", (4, 4, 4, 4)),
    ):
        ids = {name: new_id() for name in ("survey", "question", "round")}
        group = "professionals" if before else "coaches"
        entries = [
            Entry("survey", {"name": f"Kysely {kind}", "kind": kind}, id=ids["survey"]),
            Entry("question", {"survey": ids["survey"], "scale": scale, "text_fi": "Toimiiko?"}, id=ids["question"]),
            Entry("survey_round", {"survey": ids["survey"], "name": "kevät", "day": DAY}, id=ids["round"]),
        ]
        given: dict[str, Value] = {"question": ids["question"], "survey_round": ids["round"], "respondents": group}
        entries += [Entry("answer", {**given, "score": score}) for score in scores]
        save_all(office, entries)
        found |= {f"{before}question": ids["question"], f"{before}round": ids["round"]}
    return found


_NAMES = (
    *("peer", "expert", "course", "peers", "mobile", "group", "pilot"),
    *("period", "steering", "path", "step", "share"),
)


def _series(made: Mapping[str, str], name: str, kind: str) -> Entry:
    return Entry("series", {"kind": kind, "name": f"Ryhmä {name}"}, id=made[name])


def _period(client: str) -> dict[str, Value | None]:
    return {"client": client, "kind": "work_tryout", "start": DAY - timedelta(days=60), "end": DAY}


def _share(worker: str, series: str) -> dict[str, Value | None]:
    """Return a fifth of the working time for eleven days: 11 h 47 min, of which 7 h are 59 %."""
    last = DAY + timedelta(days=10)
    return {"worker": worker, "series": series, "percent": 20, "start": DAY, "end": last}
