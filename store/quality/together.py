"""Several offices or teams together: their counts travel as a file without a name, and are added; scores never are.

A score is cut from a number, so the mean of two scores says nothing of the two together (criteria.md 1.4). What
travels is what a score is cut from: numerators and denominators, with the set, the period and the rules that they
were counted by. What was counted otherwise is left out of the sum, and said. Nothing of it is kept: the files are
looked at where they lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli
import tomli_w

from store.clear_files import write_clear
from store.files import refusing
from store.quality.measures import Tally, added, tally_of
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.quality.looking import Quality

KIND, FORMAT = "reppu-criteria-counts", 0
ENDING = ".toml"
LARGEST = 256 * 1024
"""Bytes: the counts of a team are some 4 KiB."""

MOST_FILES = 500
MOST = 10**12
LONGEST_NAME = 120

_NO_MATTER = ("coach_view",)
"""Rules by which nothing is counted."""

Unread = tuple[str, str]
"""Name of a file and why it is in no sum: a code with words of its own."""


@dataclass(frozen=True)
class Counts:
    """The numbers of one team or office.

    Attributes:
        unit: what it calls itself.
        set: id and version of the criteria.
        first: first day of the period.
        last: its last day.
        rules: by which it was counted.
        tallies: the numbers.
    """

    unit: str
    set: tuple[str, str]
    first: date
    last: date
    rules: Mapping[str, str]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Sum:
    """One criterion of several units together.

    Attributes:
        criterion: its number.
        numerator: of all.
        denominator: of all.
        score: of the sum; None: not ratable.
        units: how many units have something to count.
    """

    criterion: int
    numerator: int
    denominator: int
    score: int | None
    units: int


@dataclass(frozen=True)
class Together:
    """Several units together.

    Attributes:
        units: those in the sums.
        sums: by criterion.
        unread: files that are in no sum, with why.
    """

    units: tuple[Counts, ...]
    sums: tuple[Sum, ...]
    unread: tuple[Unread, ...] = field(default=())


def counts_of(found: Quality, unit: str) -> Counts:
    """Return the numbers of what a notebook holds.

    Args:
        found: its criteria of a period.
        unit: what the team or office calls itself.

    Raises:
        Refusal: NOT_ALLOWED for one coach alone: those figures are the coach's own (USERS 13).
    """
    if found.worker is not None:
        raise Refusal(Reason.NOT_ALLOWED, record="quality_review")
    return _counts(found, unit)


def counts_text(counts: Counts) -> str:
    """Return the numbers of a unit as TOML: no client, no worker, no row."""
    content: dict[str, Any] = {
        "kind": KIND,
        "format": FORMAT,
        "unit": counts.unit,
        "set": counts.set[0],
        "version": counts.set[1],
        "first": counts.first,
        "last": counts.last,
        "rules": dict(counts.rules),
        "criterion": [
            {"id": one.criterion, "counts": {name: list(pair) for name, pair in one.parts.items()}}
            for one in counts.tallies
        ],
    }
    return tomli_w.dumps(content)


def counts_in(text: str) -> Counts:
    """Return the numbers of a unit from their text.

    Raises:
        ValueError: it is none.
    """
    read = tomli.loads(text)
    if read.get("kind") != KIND or read.get("format") != FORMAT:
        raise ValueError("no counts")
    about = tuple(read[name] for name in ("unit", "set", "version"))
    days = (read["first"], read["last"])
    rules = read["rules"]
    plain = all(isinstance(one, str) and len(one) <= LONGEST_NAME for one in (*about, *rules.values()))
    if not plain or not all(type(day) is date for day in days):
        raise ValueError("no counts")
    tallies = tuple(Tally(_number(one["id"]), _parts(one["counts"])) for one in read["criterion"])
    if len({one.criterion for one in tallies}) != len(tallies):
        raise ValueError("twice")
    return Counts(about[0], (about[1], about[2]), days[0], days[1], rules, tallies)


def write_counts(notebook: Notebook, path: Path, counts: Counts) -> None:
    """Write the numbers of a unit where a person chose; the file is in clear, and the log says so.

    Raises:
        Refusal: FOLDER_MISSING; CLEAR_FOLDER; FILE_EXISTS; what the disk said.
    """
    write_clear(notebook, path, counts_text(counts).encode("utf-8"), "quality_counts")


def read_folder(folder: Path) -> tuple[tuple[Counts, ...], tuple[Unread, ...]]:
    """Return the counts of every file of a folder, and which files are none, in the order of their names.

    Args:
        folder: where they lie; nothing of it is kept.

    Raises:
        Refusal: FOLDER_MISSING; what the disk said.
    """
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    found: list[Counts] = []
    unread: list[Unread] = []
    with refusing():
        files = sorted(path for path in folder.iterdir() if path.suffix == ENDING and path.is_file())[:MOST_FILES]
    for path in files:
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
            if len(content) > LARGEST:
                raise ValueError("too large")
            found.append(counts_in(content.decode("utf-8")))
        # Whatever a stranger's file holds, it is no counts: the sum goes on without it, and says so.
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            unread.append((path.name, "not_counts"))
    return tuple(found), tuple(unread)


def add_up(found: Quality, several: Iterable[Counts]) -> Together:
    """Return several units together; of whoever counted otherwise nothing is added.

    What this notebook itself counts is only in the sum where its file is among the others: what was counted today
    would stand beside what the same unit wrote down on Friday.

    Args:
        found: with whose set, period and rules the others are compared.
        several: what was read.
    """
    like = _counts(found, "")
    units: list[Counts] = []
    unread: list[Unread] = []
    for one in several:
        why = _differs(one, like)
        if not why and any(_same(one, other) for other in units):
            why = "twice"
        if why:
            unread.append((one.unit, why))
        else:
            units.append(one)
    scores = added((one.tallies for one in units), found.criteria, found.rules)
    sums = tuple(_sum(number, score, units) for number, score in scores.items())
    return Together(tuple(units), sums, tuple(unread))


def _counts(found: Quality, unit: str) -> Counts:
    about = (found.criteria.id, found.criteria.version)
    rules = {name: found.rules.set[name] for name in sorted(found.rules.set) if name not in _NO_MATTER}
    return Counts(unit.strip()[:LONGEST_NAME], about, found.first, found.last, rules, tally_of(found.measures))


def _same(one: Counts, other: Counts) -> bool:
    """Tell whether two files are of one unit: by its name, or by numbers that no two units share."""
    named = one.unit.casefold() == other.unit.casefold()
    return named or (one.tallies == other.tallies and any(pair[1] for t in one.tallies for pair in t.parts.values()))


def _differs(one: Counts, first: Counts) -> str:
    if one.set != first.set:
        return "other_set"
    if (one.first, one.last) != (first.first, first.last):
        return "other_period"
    if dict(one.rules) != dict(first.rules):
        return "other_rules"
    # Sums of what is missing in one would be no sums: every unit has the same numbers, or is none of these.
    known = {tally.criterion: set(tally.parts) for tally in first.tallies}
    return "" if {tally.criterion: set(tally.parts) for tally in one.tallies} == known else "not_counts"


def _sum(number: int, score: int | None, units: Iterable[Counts]) -> Sum:
    pairs = [tally.parts["main"] for one in units for tally in one.tallies if tally.criterion == number]
    return Sum(
        number, sum(one[0] for one in pairs), sum(one[1] for one in pairs), score, sum(b > 0 for _, b in pairs)
    )


def _parts(read: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    parts = {str(name): (_number(pair[0]), _number(pair[1])) for name, pair in read.items()}
    if "main" not in parts or any(len(pair) != 2 for pair in read.values()):
        raise ValueError("no counts")
    return parts


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MOST:
        raise ValueError("no number")
    return value
