"""Looking at the criteria of a period, and what people rated: the doors of this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, select

from store.clear_files import write_clear
from store.quality.choosing import Chosen, chosen_on, held_sets, read_choices
from store.quality.counted import Asked
from store.quality.criteria import AUTOMATIC, CriteriaSet
from store.quality.gathering import coaches_on, read_rows
from store.quality.measures import Measure, measure_all
from store.quality.rules import Rules, read_rules, rules_of
from store.quality.totals import Total, total_of
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.resting import collector_resting
from store.use_log import Act, write_line
from store.writing import Entry, Saved, save

if TYPE_CHECKING:
    from pathlib import Path

    from store.notebook import Notebook

_workers = RECORD_TYPES["worker"].table
_names = select(_workers.c.id, _workers.c.name).where(_workers.c.removed.is_(False))

NOT_RATABLE = "not_ratable"
CONFIRMED, PROVISIONAL = "confirmed", "provisional"


class Round(NamedTuple):
    """A round of rating."""

    id: str
    held_on: date | None
    first_day: date | None
    last_day: date | None
    finished: bool | None
    review_kind: str | None = None
    unit: str | None = None
    raters: tuple[str, ...] | None = None
    outside_raters: str | None = None
    criteria_set: str | None = None
    criteria_version: str | None = None
    summary: str | None = None

    def spans(self, first: date, last: date) -> bool:
        """Tell whether it is of this very period."""
        return (self.first_day, self.last_day) == (first, last)


class Score(NamedTuple):
    """What one rater gave one criterion."""

    id: str
    review: str
    criterion: int | None
    score: str | None
    score_state: str | None
    scored_by: str | None
    outside_rater: str | None
    evidence: str | None
    comment: str | None

    @property
    def points(self) -> int | None:
        """Return the score as a number; None where it is not ratable."""
        return int(self.score) if self.score is not None and self.score.isdecimal() else None


class Action(NamedTuple):
    """What is to be done so that a criterion is met better."""

    id: str
    action: str | None
    criterion: int | None
    owner: str | None
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class Quality:
    """The criteria of a period.

    Attributes:
        first: first day.
        last: last day: the rating day.
        worker: the coach, or None for the team.
        rules: the office's rules of that day.
        chosen: the set that was counted with, and whether the office has chosen it.
        measures: each criterion as the records show it.
        current: the open round of the period, or the finished one of this very period, or None.
        scores: what was given in it.
        before: score of each criterion in the last finished round.
        actions: improvements that are not done.
        total: what the scores are together, as far as they are rated.
        rounds: every round, the newest first.
        people: names of those who rate and improve, by id.
        coaches: whose own figures may be looked at, because the workplace has agreed to it (USERS 13).
        own: whether these are the figures of whoever looks.
    """

    first: date
    last: date
    worker: str | None
    rules: Rules
    chosen: Chosen
    measures: tuple[Measure, ...]
    current: Round | None
    scores: tuple[Score, ...]
    before: Mapping[int, int]
    actions: tuple[Action, ...]
    total: Total
    rounds: tuple[Round, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    coaches: tuple[str, ...] = ()
    own: bool = False

    @property
    def criteria(self) -> CriteriaSet:
        """Return the set that was counted with."""
        return self.chosen.criteria

    def measure(self, number: int) -> Measure:
        """Return one criterion."""
        return next(one for one in self.measures if one.criterion == number)

    def agreed(self) -> dict[int, int | None]:
        """Return the score that all raters confirmed alike, of each criterion."""
        return agreed(self.scores)


def quality(notebook: Notebook, first: date, last: date, *, worker: str | None = None) -> Quality:
    """Count the criteria of a period, and read what people rated.

    Args:
        notebook: of a coach or of the office.
        first: first day.
        last: last day: the rating day.
        worker: a coach alone; None for everything that the notebook holds.

    Raises:
        Refusal: BAD_VALUES where the period ends before it begins; NOT_ALLOWED where somebody else looks at one
            coach's figures and the office has not written down that this was agreed (USERS 13).
    """
    if last < first:
        raise Refusal(Reason.BAD_VALUES, record="quality_review", fields="end_before_start")
    with notebook.writing() as connection, collector_resting():
        rules = rules_of(read_rules(connection), last)
        if worker not in (None, notebook.identity.worker) and rules.set["coach_view"] != "agreed":
            raise Refusal(Reason.NOT_ALLOWED, record="quality_review")
        chosen = chosen_on(read_choices(connection), held_sets(), last)
        rows = read_rows(connection, first)
        measures = measure_all(rows, Asked(first, last, rules, worker), chosen.criteria)
        rounds = _newest_first(_read(connection, "quality_review", Round))
        scores = _read(connection, "item_score", Score)
        actions = _read(connection, "improvement_action", Action)
        people = {row.id: row.name for row in connection.execute(_names)}
        write_line(connection, notebook.identity, Act.LISTED, record="client", ground="quality")
    current, before = _rounds(rounds, chosen.criteria, first, last)
    given = tuple(one for one in scores if current is not None and one.review == current.id)
    earlier = agreed(tuple(one for one in scores if before is not None and one.review == before.id))
    automatic = {one.criterion: one.score for one in measures if one.judged == AUTOMATIC}
    return Quality(
        first=first,
        last=last,
        worker=worker,
        rules=rules,
        chosen=chosen,
        measures=measures,
        current=current,
        scores=given,
        before={number: score for number, score in earlier.items() if score is not None},
        actions=tuple(one for one in actions if one.done_on is None),
        total=total_of(chosen.criteria, automatic, agreed(given)),
        rounds=rounds,
        people={id: name or "" for id, name in people.items()},
        coaches=coaches_on(rows, last) if rules.set["coach_view"] == "agreed" else (),
        own=worker == notebook.identity.worker,
    )


def agreed(scores: tuple[Score, ...]) -> dict[int, int | None]:
    """Return the confirmed score of each criterion on which no two raters differ; a difference is no score."""
    found: dict[int, set[int | None]] = defaultdict(set)
    for one in scores:
        if one.criterion is not None and one.score_state == CONFIRMED:
            found[one.criterion].add(one.points)
    return {number: next(iter(several)) for number, several in found.items() if len(several) == 1}


def differences(scores: tuple[Score, ...]) -> dict[int, tuple[Score, ...]]:
    """Return the criteria to which the raters of a round gave different scores, with those scores: ours first."""
    found: dict[int, list[Score]] = defaultdict(list)
    for one in sorted(scores, key=lambda one: (one.outside_rater or "", one.scored_by or "", one.id)):
        if one.criterion is not None:
            found[one.criterion].append(one)
    return {
        number: tuple(several) for number, several in sorted(found.items()) if len({one.score for one in several}) > 1
    }


def give_score(
    notebook: Notebook,
    review: str,
    measure: Measure,
    score: int | None,
    day: date,
    *,
    confirmed: bool,
    evidence: str | None = None,
    comment: str | None = None,
) -> Saved:
    """Save what the worker of this notebook gives a criterion, with the numbers that stood beside it.

    Args:
        notebook: of whoever rates.
        review: id of the round.
        measure: the criterion as it was shown.
        score: 1 to 5; None: not ratable.
        day: on which.
        confirmed: whether it is final.
        evidence: what it rests on, beside the numbers.
        comment: a remark.

    Raises:
        Refusal: what saving refuses.
    """
    values: dict[str, Any] = {
        "review": review,
        "criterion": measure.criterion,
        "score": NOT_RATABLE if score is None else str(score),
        "score_state": CONFIRMED if confirmed else PROVISIONAL,
        "scored_by": notebook.identity.worker,
        "scored_on": day,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "rows_left_out": len(measure.left_out),
        "evidence": evidence,
        "comment": comment,
    }
    return save(notebook, Entry("item_score", {name: value for name, value in values.items() if value is not None}))


def write_pack(notebook: Notebook, path: Path, content: bytes) -> None:
    """Write a review pack where a person chose; the file is in clear, and the log says so.

    Args:
        notebook: an open notebook.
        path: of a file that is not there yet, in a folder that is.
        content: the pack, with numbers and names of raters; of no client.

    Raises:
        Refusal: FOLDER_MISSING; CLEAR_FOLDER; FILE_EXISTS; what the disk said.
    """
    write_clear(notebook, path, content, "quality", act=Act.PRINTED)


def _read(connection: Connection, record: str, kind: Any) -> tuple[Any, ...]:
    table = RECORD_TYPES[record].table
    columns = [table.c[name] for name in kind._fields]
    query = select(*columns).where(table.c.removed.is_(False)).order_by(table.c.id)
    return tuple(map(kind._make, connection.execute(query)))


def _newest_first(rounds: Iterable[Round]) -> tuple[Round, ...]:
    return tuple(sorted(rounds, key=lambda one: (one.held_on or date.min, one.id), reverse=True))


def _rounds(
    rounds: Iterable[Round], criteria: CriteriaSet, first: date, last: date
) -> tuple[Round | None, Round | None]:
    """Return the round whose scores are shown, and the finished one before it that a trend is told from.

    A round that went by other criteria is compared with nothing.
    """
    several = tuple(rounds)
    is_open = [one for one in several if not one.finished and _overlaps(one, first, last)]
    of_period = [one for one in several if one.finished and one.spans(first, last)]
    current = next(iter((*is_open, *of_period)), None)
    same = (criteria.id, criteria.version)
    before = next(
        (
            one
            for one in several
            if one.finished
            and one is not current
            and (one.held_on or date.min) <= last
            and (one.criteria_set, one.criteria_version) == same
        ),
        None,
    )
    return current, before


def _overlaps(one: Round, first: date, last: date) -> bool:
    return one.first_day is not None and one.last_day is not None and one.first_day <= last and first <= one.last_day
