"""The figures of the practice notebook, with the ids of the rows, as they were counted before any formula."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from store.quality.rows import Rows
from tests.store.quality.conftest import FIRST, LAST
from tests.store.quality.slow import Figure, figures

FIGURES = tomli.loads((Path(__file__).parent / "practice_figures.toml").read_text(encoding="utf-8"))["figure"]


@pytest.fixture(scope="module")
def slow(practice_rows: Rows) -> dict[int, Figure]:
    """The slow counting of the half-year."""
    return figures(practice_rows, FIRST, LAST)


def test_there_is_a_figure_of_every_automatic_criterion_and_of_the_teams() -> None:
    assert [figure["criterion"] for figure in FIGURES] == [1, 2, 4, 15, 16, 17, 19, 20, 21, 23, 24]


@pytest.mark.parametrize("written", FIGURES, ids=lambda figure: f"criterion-{figure['criterion']}")
def test_the_slow_counting_gives_what_is_written_down(written: dict[str, Any], slow: dict[int, Figure]) -> None:
    found = slow[written["criterion"]]
    assert (found.numerator, found.denominator) == (written["numerator"], written["denominator"])
    if "counted" in written:
        assert sorted(found.counted) == written["counted"]
        assert "hits" not in written or sorted(found.hits) == written["hits"]
    else:
        assert (len(found.counted), len(found.hits)) == (written["rows"], written["rows_in_numerator"])
