"""Figures of ratings: n and mean of each question, round by round, small groups hidden (M0.9, M2.9, M2.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from store.models.figure import SMALLEST_GROUP, Figure, Unit, hidden_below, mean_of
from store.models.rows import Asked, Row, Rows
from store.records.surveys import RESPONDENTS

SCORED = ("one_to_ten", "one_to_five")


def rounds(system: str, rows: Rows, asked: Asked, *kinds: str) -> Iterator[Figure]:
    """Yield for each question and group of respondents n and mean of each round, and the change since the one before.

    A group of fewer than five in a round is hidden there, and so is every change that would give it away.

    Args:
        system: of the figures.
        rows: everything.
        asked: the period in which a round lies.
        kinds: kinds of surveys.
    """
    surveys = {row["id"] for row in rows["survey"] if (row["kind"] or "evaluation") in kinds}
    questions = [row for row in rows["question"] if row["survey"] in surveys]
    answers: dict[tuple[str, str, str | None], list[Row]] = {}
    for row in rows["answer"]:
        answers.setdefault((row["question"], row["respondents"], row["survey_round"]), []).append(row)
    asked_in = sorted(
        (row for row in rows["survey_round"] if row["survey"] in surveys and asked.holds(row["day"])),
        key=lambda row: (row["day"], row["id"]),
    )
    for question in sorted(questions, key=lambda row: (row["survey"], row["place"] or "", row["id"])):
        for group in RESPONDENTS:
            yield from _one_group(system, question, group, asked_in, answers)


def _one_group(
    system: str,
    question: Row,
    group: str,
    asked_in: Iterable[Row],
    answers: dict[tuple[str, str, str | None], list[Row]],
) -> Iterator[Figure]:
    before: Figure | None = None
    for each in asked_in:
        found = answers.get((question["id"], group, each["id"]), [])
        if not found:
            continue
        of = _of(question, group, each)
        now = _mean(system, question, found, of)
        yield now
        if before is not None and isinstance(before.number, Decimal) and isinstance(now.number, Decimal):
            yield Figure(system, "change", now.number - before.number, Unit.MEAN, of, now.n)
        before = now


def _of(question: Row, group: str, each: Row) -> tuple[tuple[str, str], ...]:
    version = (("model_version", each["model_version"]),) if each["model_version"] else ()
    return (("question", question["id"]), ("respondents", group), ("survey_round", each["id"]), *version)


def _mean(system: str, question: Row, found: list[Row], of: tuple[tuple[str, str], ...]) -> Figure:
    scores = [row["score"] for row in found if row["score"] is not None]
    if question["scale"] in SCORED:
        figure = Figure(system, "mean", mean_of(scores), Unit.MEAN, of, len(scores))
    elif question["scale"] == "yes_or_no":
        yes = sum(score > 0 for score in scores)
        figure = Figure(system, "yes", yes, Unit.COUNT, of, len(scores))
    else:
        figure = Figure(system, "in_words", sum(bool(row["comment"]) for row in found), Unit.COUNT, of, len(found))
    return hidden_below(figure, len(found), SMALLEST_GROUP)


def event_feedback(system: str, rows: Rows, asked: Asked, kind: str) -> Iterator[Figure]:
    """Yield the mean of the feedback on gatherings of one kind, over all of them: one alone is mostly too small.

    Args:
        system: of the figures.
        rows: everything.
        asked: the period.
        kind: kind of gatherings.
    """
    ids = {row["id"] for row in rows["gathering"] if row["kind"] == kind and asked.holds(row["day"])}
    questions = {row["id"] for row in rows["question"] if row["scale"] in SCORED}
    found = [row["score"] for row in rows["answer"] if row["gathering"] in ids and row["question"] in questions]
    scores = [score for score in found if score is not None]
    if scores:
        yield hidden_below(
            Figure(system, "feedback_mean", mean_of(scores), Unit.MEAN, (), len(scores)), len(scores), SMALLEST_GROUP
        )


def feedback(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield what was said of pilots: by kind and way, week by week, in numbers and never by name (M2.9)."""
    held = [row for row in rows["feedback"] if asked.holds(row["day"])]
    yield Figure("M2.9", "feedback", len(held))
    for field in ("kind", "given_as", "moment"):
        for value, count in sorted(Counter(row[field] for row in held if row[field]).items()):
            yield Figure("M2.9", f"by_{field}", count, of=((field, value),))
    weeks = Counter(row["day"].isocalendar()[:2] for row in held)
    for (year, week), count in sorted(weeks.items()):
        yield Figure("M2.9", "by_week", count, of=(("week", f"{year}-{week:02}"),))
