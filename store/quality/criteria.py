"""The criteria as data: a set with its version, the names, the cut-offs and which formula counts each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

_FILE = Path(__file__).parent / "criteria.toml"

AUTOMATIC, HALF, HUMAN = "A", "S", "H"


@dataclass(frozen=True)
class CutOff:
    """From which value on a score is given; exactly one bound, and it is never rounded towards.

    Attributes:
        score: 2 to 5; what reaches no cut-off is 1.
        at_least: least value.
        at_most: greatest value.
        above: the value must be greater.
    """

    score: int
    at_least: int | None = None
    at_most: int | None = None
    above: int | None = None

    def reached(self, value: Fraction) -> bool:
        """Tell whether a value gets this score."""
        if self.at_least is not None:
            return value >= self.at_least
        if self.at_most is not None:
            return value <= self.at_most
        return self.above is not None and value > self.above

    @property
    def bound(self) -> int:
        """Return the number that is to be reached."""
        return next(bound for bound in (self.at_least, self.at_most, self.above) if bound is not None)


@dataclass(frozen=True)
class Criterion:
    """One criterion.

    Attributes:
        id: its number.
        part: "staff", "organisation" or "services".
        judged: class A (from records), S (a person confirms) or H (a person alone).
        formula: id of what counts it.
        unit: of its value: "ratio", "percent", "days", "per_week", "count", "conditions" or "none".
        published: whether the names are the published wording, or working names.
        names: by language.
        cut_offs: the highest score first.
        numbers: further numbers of the scale that its formula needs.
    """

    id: int
    part: str
    judged: str
    formula: str
    unit: str
    published: bool
    names: Mapping[str, str]
    cut_offs: tuple[CutOff, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)

    def level(self, value: Fraction) -> int:
        """Return the score of a value: the highest whose cut-off it reaches, else 1."""
        return next((cut.score for cut in self.cut_offs if cut.reached(value)), 1)


@dataclass(frozen=True)
class CriteriaSet:
    """A version of the criteria.

    Attributes:
        id: of the set.
        version: of this wording and these cut-offs.
        source: where they are from.
        names: of the set, by language.
        criteria: in order.
        bands: name and least points, the best first.
    """

    id: str
    version: str
    source: str
    names: Mapping[str, str]
    criteria: tuple[Criterion, ...]
    bands: tuple[tuple[str, int], ...]

    def criterion(self, number: int) -> Criterion:
        """Return one criterion by its number."""
        return next(one for one in self.criteria if one.id == number)


@lru_cache(maxsize=1)
def read_criteria() -> CriteriaSet:
    """Read the set that this version of the program holds."""
    return criteria_of(tomli.loads(_FILE.read_text(encoding="utf-8")))


def criteria_of(read: Mapping[str, Any]) -> CriteriaSet:
    """Return a set from its data.

    Args:
        read: what a data file holds.
    """
    about = read["set"]
    return CriteriaSet(
        id=about["id"],
        version=about["version"],
        source=about["source"],
        names=about["names"],
        criteria=tuple(_criterion(one) for one in read["criterion"]),
        bands=tuple((band["id"], band["least"]) for band in read["band"]),
    )


def _criterion(one: Mapping[str, Any]) -> Criterion:
    return Criterion(
        id=one["id"],
        part=one["part"],
        judged=one["class"],
        formula=one["formula"],
        unit=one["unit"],
        published=one["wording"] == "published",
        names=one["names"],
        cut_offs=tuple(CutOff(**cut) for cut in one.get("cut_offs", ())),
        numbers=one.get("numbers", {}),
    )
