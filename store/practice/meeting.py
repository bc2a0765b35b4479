"""Edits of a second practice laptop that met ours: the open conflicts of the practice notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from store.history.change import Value
from store.practice.invention import Hand, Invention, Step
from store.practice.people import Life
from store.records import shapes

DAYS_AGO = 3
_CONSENT = frozenset(shapes()["disclosure_item"].groups["consent"])
"""A group is always written whole."""


def write_conflicts(invention: Invention, lives: Sequence[Life], employers: Mapping[str, Step]) -> None:
    """Let two laptops edit the same four things without knowing of each other.

    A client's telephone number, an employer's notes, what was agreed at a meeting, and a disclosure item: that one
    closes, so the client is asked before anything is told (DESIGN §4, consents fail closed).
    """
    card = next(life.card for life in lives if life.card is not None)
    _both(invention, card, [{"phone": invention.phone()} for _ in range(3)], 0)
    employer = next(iter(employers.values()))
    _both(invention, employer, [{"notes": fact} for fact in invention.tables.employers["needs"][:3]], 1)
    before = invention.moment(invention.today - timedelta(days=DAYS_AGO))
    part = next(
        step
        for step in reversed(invention.steps)
        if step.record == "event_client_part" and "agreed" in step.values and step.at < before - timedelta(days=1)
    )
    name = next(life.given for life in lives if life.id == part.client)
    agreed = invention.some(invention.tables.sentences["call"]["agreed"], 3)
    _both(invention, part, [{"agreed": words.format(given=name)} for words in agreed], 2)
    with_job = [life for life in reversed(lives) if life.items and life.job_start and life.closed is None]
    if with_job:
        item = with_job[0].items[1]
        consent = {name: value for name, value in item.values.items() if name in _CONSENT}
        changed = ({"when": "start"}, {"to_whom": ("supervisor", "workmate")}, {"decision": "decide_later"})
        _both(invention, item, [{**consent, **change} for change in changed], 3)


def _both(invention: Invention, base: Step, versions: Sequence[Mapping[str, Value | None]], number: int) -> None:
    """Write edits that all knew the record as it was four days ago, and of the other laptop nothing.

    Ours is corrected once: the longer line of ancestors stands in for the conflict's value meanwhile, so the same
    seed shows the same value. With one edit each, the hash would decide, and it is never the same.

    Args:
        invention: where they are written.
        base: a step on the record.
        versions: our first edit, our correction of it, and theirs.
        number: how many conflicts were written before.
    """
    at = invention.moment(invention.today - timedelta(days=DAYS_AGO), 9, number * 7)
    known = [step for step in invention.steps if step.id == base.id and step.at < at]
    if not known:
        return
    latest = max(known, key=lambda step: step.at)
    first, corrected, theirs = versions
    ours = invention.amend(base, first, at, knew=(latest,))
    invention.amend(base, corrected, at + timedelta(minutes=2), knew=(ours,), reason="korjattu heti perään")
    invention.amend(base, theirs, at + timedelta(hours=1), hand=Hand.COLLEAGUE, knew=(latest,))
