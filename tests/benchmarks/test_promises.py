"""Every promise can be measured, and what is printed and written says what was measured."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from benchmarks.__main__ import PROMISES, main, measure, table, write_json
from benchmarks.harness import Finding, Pair, interleaved, percentile, ratio_found, tail_found


@pytest.mark.parametrize("name", PROMISES)
def test_every_promise_reports_a_measure_and_its_limit(name: str) -> None:
    findings = measure(name, quick=True)
    assert findings
    for finding in findings:
        assert math.isfinite(finding.measured)
        assert finding.limit > 0
        assert finding.runs >= 1
        assert finding.p99 is None or finding.p99 >= finding.measured
        if finding.unit == "×":
            assert finding.measured > 0


def test_the_command_prints_and_writes_what_was_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "below" / "bench.json"
    assert main(["saving", "--quick", "--json", str(target)]) == 0
    written = json.loads(target.read_text(encoding="utf-8"))
    assert list(written["promises"]) == ["saving"]
    assert written["quick"] is True
    printed = capsys.readouterr().out
    for finding in written["promises"]["saving"]:
        assert finding["promise"] in printed
        assert finding["holds"] is (finding["measured"] <= finding["limit"])


def test_pairs_alternate_and_those_that_warm_up_do_not_count() -> None:
    order: list[str] = []

    def run(name: str, took: float) -> float:
        order.append(name)
        return took

    pairs = interleaved(lambda: run("A", 3.0), lambda: run("B", 2.0), pairs=3, warm_up=2)
    assert "".join(order) == "ABABABABAB"
    assert pairs == [Pair(3.0, 2.0)] * 3


def test_the_verdict_is_by_the_median_of_the_ratios() -> None:
    pairs = [Pair(ours, 1.0) for ours in (1.0, 1.1, 1.3, 9.0, 1.0)]
    finding = ratio_found("promise", "against", pairs, limit=1.1)
    assert finding.measured == pytest.approx(1.1)
    assert finding.p99 == pytest.approx(9.0)
    assert finding.holds
    assert not ratio_found("promise", "against", pairs, limit=1.09).holds


def test_the_slowest_are_compared_with_the_slowest_and_not_pair_by_pair() -> None:
    pairs = [Pair(1.0, 1.0)] * 98 + [Pair(3.0, 1.0), Pair(1.0, 2.0)] * 2
    finding = tail_found("promise", "against", pairs, limit=1.5)
    assert finding.measured == pytest.approx(1.5)
    assert finding.holds
    assert not tail_found("promise", "against", pairs, limit=1.4).holds


def test_a_promise_that_nobody_made_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["saving", "flying"])
    assert "flying" in capsys.readouterr().err


def test_percentile_takes_the_value_that_so_many_are_not_above() -> None:
    values = list(range(100, 0, -1))
    assert percentile(values, 0.99) == 99
    assert percentile(values, 0.5) == 50
    assert percentile([7.0], 0.99) == 7.0


def test_the_table_says_which_promise_falls_short(tmp_path: Path) -> None:
    kept = Finding("kept", "limit", 1.0, 1.2, 1.5, beside={"runs warm": 2.0})
    broken = Finding("broken", "limit", 51.0, None, 48.0, unit="MiB")
    lines = table([kept, broken])
    assert [line.rsplit(" · ", 1)[1] for line in lines if " · " in line] == ["holds", "FALLS SHORT"]
    write_json(tmp_path / "bench.json", {"some": [kept, broken]}, quick=False)
    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [finding["holds"] for finding in written["promises"]["some"]] == [True, False]
