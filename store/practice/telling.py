"""What may be told at work, invented: discussions, plans with items, agreements and withdrawals (criterion 13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from store.history.change import Value
from store.practice.invention import Invention, Step
from store.practice.people import Life

FIRST_TALK_AFTER = 20
"""Days from entry to the first talk about telling."""

REVIEW_AFTER = 60
"""Days until an agreement is looked at again: two months at most without a job."""

ALWAYS_ASKED = ("coach_and_organisation", "written_instructions", "breaks_and_quiet")
"""Items on every invented plan: what a visit most often needs."""


def write_plan(invention: Invention, life: Life) -> None:
    """Write a client's talks, plan, items and agreements, as far as the time in service reaches."""
    first_talk = life.entry + timedelta(days=FIRST_TALK_AFTER)
    if first_talk >= invention.today:
        return
    _write_discussion(invention, life, first_talk, "first")
    at = invention.moment(first_talk, 12, 30)
    plan = invention.write(
        "disclosure_plan",
        {"client": life.id, "started": first_talk, "review_on": first_talk + timedelta(days=REVIEW_AFTER)},
        at,
        client=life.id,
    )
    _write_items(invention, life, plan, first_talk)
    _write_agreements(invention, life, plan, first_talk + timedelta(days=7))


def write_withdrawal(invention: Invention, life: Life, ago: int, scope: str) -> None:
    """Write that the client took a permission back: at once, and nobody asks why (USERS 4)."""
    day = max(invention.day(ago), life.entry + timedelta(days=FIRST_TALK_AFTER + 10))
    if not life.items or day >= invention.today:
        return
    values: dict[str, Value | None] = {"client": life.id, "scope": scope, "day": day}
    if scope == "item":
        values["item"] = life.items[0].id
    elif scope == "employer":
        values["employer"] = life.employers[0]
    invention.write("withdrawal", values, invention.moment(day, 11, 15), client=life.id)
    life.withdrawn_on = day


def may_be_told(life: Life, day: date) -> list[Step]:
    """Return the items that an invented coach would tell on a day: decided so, agreed before, not withdrawn."""
    agreed = any(step.at.date() < day for step in life.agreements)
    if not agreed or (life.withdrawn_on is not None and day >= life.withdrawn_on):
        return []
    return [item for item in life.items if item.values["decision"] == "tell"]


def write_told(invention: Invention, life: Life, event: str, employer: str, day: date) -> bool:
    """Write which agreed sentence was said at a visit, now and then; return whether one was."""
    items = [item for item in may_be_told(life, day) if employer in _employers(item)]
    if not items or not invention.happens(40):
        return False
    item = invention.one(items)
    values: dict[str, Value | None] = {
        "client": life.id,
        "day": day,
        "employer": employer,
        "event": event,
        "item": item.id,
        "words": item.values["wording"],
        "to_whom": item.values["to_whom"],
        "told_by": item.values["who_says"],
        "reaction": invention.one(invention.tables.sentences["told"]["reaction"]),
    }
    invention.write("told", values, invention.moment(day, 15, 20), client=life.id)
    return True


def _employers(item: Step) -> tuple[str, ...]:
    named = item.values.get("employers")
    return tuple(str(employer) for employer in named) if isinstance(named, tuple) else ()


def _write_discussion(invention: Invention, life: Life, day: date, occasion: str) -> None:
    words = invention.tables.sentences["discussion"]
    values: dict[str, Value | None] = {
        "client": life.id,
        "day": day,
        "minutes": invention.one((40, 45, 60, 75)),
        "mode": "face_to_face",
        "present": ("coach", "client", "peer_coach") if invention.happens(30) else ("coach", "client"),
        "freedom_explained": True,
        "role_explained": True,
        "pros_and_cons": True,
        "accommodation_linked": invention.happens(85),
        "wording_practised": occasion != "first" or invention.happens(60),
        "occasion": occasion,
        "matters_most": invention.one(words["pros"]),
        "fears": invention.one(words["cons"]),
        "accommodation": invention.one(words["accommodation"]),
        "sureness": invention.random.randint(4, 9),
        "notes": invention.one(words["own_words"]),
    }
    invention.write("disclosure_discussion", values, invention.moment(day, 12), client=life.id)


def _write_items(invention: Invention, life: Life, plan: Step, day: date) -> None:
    phrases = {phrase["item"]: phrase for phrase in invention.tables.phrases}
    others = [item for item in phrases if item not in ALWAYS_ASKED]
    chosen = [*ALWAYS_ASKED, *invention.some(others, invention.random.randint(2, 4))]
    for place, item in enumerate(chosen, start=1):
        decision = "tell" if item in ALWAYS_ASKED[1:] else invention.one(("tell", "do_not_tell", "decide_later"))
        values = _item(invention, life, phrases[item], decision, day)
        values |= {"client": life.id, "plan": plan.id, "place": f"a{place}", "item": item}
        at = invention.moment(day, 12, 30) + timedelta(minutes=place)
        life.items.append(invention.write("disclosure_item", values, at, client=life.id))


def _item(
    invention: Invention, life: Life, phrase: Mapping[str, list[str]], decision: str, day: date
) -> dict[str, Value | None]:
    words = invention.tables.sentences["discussion"]
    values: dict[str, Value | None] = {"decision": decision, "asked_on": day}
    if invention.happens(60):
        values |= {"pros": invention.one(words["pros"]), "cons": invention.one(words["cons"])}
    if decision != "tell":
        return values
    return values | {
        "employers": tuple(life.employers[:2]),
        "to_whom": ("supervisor", "workmate") if invention.happens(25) else ("supervisor",),
        "when": invention.one(("contact", "interview", "start", "when_needed")),
        "who_says": invention.one(("client", "together", "coach")),
        "wording": invention.one(phrase["fi"]),
        "not_to_say": invention.one(words["not_said"]),
        "if_asked": invention.one(words["if_asked"]),
    }


def _write_agreements(invention: Invention, life: Life, plan: Step, first: date) -> None:
    """Write the first agreement and, at most of the later reviews, the next that replaces it."""
    day, number = first, 0
    while day < invention.today and (life.closed is None or day < life.closed):
        if number:
            _write_discussion(invention, life, day, "job_start" if life.at_work(day) else "two_months_without_job")
        values: dict[str, Value | None] = {
            "client": life.id,
            "plan": plan.id,
            "agreed_on": day,
            "review_on": day + timedelta(days=REVIEW_AFTER),
            "how": "signed" if invention.happens(70) else "spoken",
            "copy_given": True,
        }
        if life.agreements:
            values["replaces"] = (life.agreements[-1].id,)
        at = invention.moment(day, 13, 30)
        life.agreements.append(invention.write("disclosure_agreement", values, at, client=life.id, agrees=life.items))
        number += 1
        day += timedelta(days=REVIEW_AFTER + invention.random.randrange(-10, 25))
