"""``reppu models``: which are in use, and the figures of a period for programs and for people."""

from __future__ import annotations

from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence

PERIOD = ("--from", "2026-01-01", "--to", "2026-12-31")


def test_the_figures_are_had_as_json_and_as_a_table(at_office: Desk, here: Here) -> None:
    values = at_office.write("values.toml", 'kind = "outreach"\nstatus = "held"\nday = 2026-03-04\nreach = 40\n')
    assert here("record", "set", "gathering", "--values", values).code == 0
    found = here("models", "figures", *PERIOD, "--system", "M0.8", "--json").answer
    assert {one["figure"]: one["number"] for one in found["figures"]} == {"held": 1, "reach": 40}
    assert (found["first"], found["last"]) == (PERIOD[1], PERIOD[3])
    assert "40" in here("models", "figures", *PERIOD, "--system", "M0.8").said
    path = at_office.folder / "models.csv"
    assert here("models", "figures", *PERIOD, "--csv", path).code == 0
    assert "M0.8" in path.read_text(encoding="utf-8-sig")


def test_the_office_takes_a_model_into_use_and_out_of_it(at_office: Desk, here: Here) -> None:
    assert here("models", "list", "--json").answer == {"models": [], "chosen": False}
    assert here("models", "use", "peer_coaches").code == 0
    assert here("models", "list", "--json").answer == {"models": ["peer_coaches"], "chosen": True}
    assert here("models", "use", "experts").code == 0
    assert here("models", "stop", "peer_coaches").code == 0
    assert here("models", "list", "--json").answer == {"models": ["experts"], "chosen": True}


def test_a_laptop_does_not_choose_and_a_system_that_is_none_is_wrong_usage(coach: Desk, here: Here) -> None:
    refused = here("models", "use", "experts")
    assert (refused.code, is_one_sentence(refused.complained)) == (1, True)
    assert here("models", "figures", *PERIOD, "--system", "M9.9").code == 2
