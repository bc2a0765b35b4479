"""How a promise is measured: pairs of ours and the limit, one after the other, and the ratio of each pair.

The machine may be slow, busy, or become warmer on the way: both halves of a pair meet the same, so the ratio holds
where neither time would. Nothing is thrown away but the runs that warm up, and those are as many for both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple


@dataclass(frozen=True)
class Setting:
    """What all promises are measured in.

    Attributes:
        folder: an empty folder of this run, on the disk that is measured.
        quick: a few runs on little data: shows that a promise can be measured, and nothing of how fast it is.
        shared: a folder of the whole run: what takes minutes to make is made there once, for all promises.
    """

    folder: Path
    quick: bool = False
    shared: Path | None = None

    def choose(self, usual: int, quick: int) -> int:
        """Return how many: of runs, of records…"""
        return quick if self.quick else usual

    def new_folder(self, name: str) -> Path:
        """Make and return a folder of one's own."""
        folder = self.folder / name
        folder.mkdir()
        return folder


class Pair(NamedTuple):
    """Ours and the limit, measured one right after the other, in the same unit."""

    ours: float
    limit: float

    @property
    def ratio(self) -> float:
        """How many times the limit ours is."""
        return self.ours / self.limit


@dataclass(frozen=True)
class Finding:
    """What came out of one promise.

    Attributes:
        promise: what is promised.
        against: the limit that it is held against.
        measured: the median.
        p99: of a hundred runs the second slowest; of fewer the slowest. None where there is only one number.
        limit: what it may be at most.
        unit: "×" or "MiB".
        runs: how many pairs.
        beside: other numbers of the same run, by what they are; they decide nothing.
    """

    promise: str
    against: str
    measured: float
    p99: float | None
    limit: float
    unit: str = "×"
    runs: int = 1
    beside: Mapping[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the promise is kept, by what was measured: the median, unless the promise names another number."""
        return self.measured <= self.limit


def interleaved(ours: Callable[[], float], limit: Callable[[], float], *, pairs: int, warm_up: int = 1) -> list[Pair]:
    """Measure A B A B …

    Args:
        ours: one run of ours; returns what it took.
        limit: one run of what it is held against, in the same unit.
        pairs: how many pairs count.
        warm_up: how many pairs are run before and not counted.
    """
    measured = [Pair(ours(), limit()) for _ in range(warm_up + pairs)]
    return measured[warm_up:]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that so large a share of all is not above.

    Args:
        values: at least one, in any order.
        share: 0 to 1.
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def tail_found(
    promise: str, against: str, pairs: Sequence[Pair], limit: float, beside: Mapping[str, float] | None = None
) -> Finding:
    """Return the finding of a promise about the slowest: the p99 of ours, as a multiple of the p99 of the limit.

    Of both the same share is left out, in the same run. The ratio of each pair would say nothing here: a machine
    that is busy for a moment meets one half of a pair and not the other.

    Args:
        promise: what is promised.
        against: the limit that it is held against.
        pairs: seconds of both.
        limit: how many times the limit it may take.
        beside: other numbers worth printing.
    """
    ours, least = (percentile(times, 0.99) for times in ([p.ours for p in pairs], [p.limit for p in pairs]))
    times = {"ours, p99 ms": 1000 * ours, "limit, p99 ms": 1000 * least}
    return Finding(promise, against, ours / least, None, limit, runs=len(pairs), beside=times | dict(beside or {}))


def ratio_found(
    promise: str, against: str, pairs: Sequence[Pair], limit: float, beside: Mapping[str, float] | None = None
) -> Finding:
    """Return the finding of a promise about time: the median of the pairs' ratios, and their p99.

    Args:
        promise: what is promised.
        against: the limit that it is held against.
        pairs: seconds of both.
        limit: how many times the limit it may take.
        beside: other numbers worth printing.
    """
    ratios = [pair.ratio for pair in pairs]
    times = {
        "ours, median ms": 1000 * median(pair.ours for pair in pairs),
        "limit, median ms": 1000 * median(pair.limit for pair in pairs),
    }
    return Finding(
        promise,
        against,
        median(ratios),
        percentile(ratios, 0.99),
        limit,
        runs=len(pairs),
        beside=times | dict(beside or {}),
    )
