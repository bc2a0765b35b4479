"""``reppu quality``: the criteria in words, as JSON with counts and rows, and as a pack without names."""

from __future__ import annotations

from datetime import date

from store.history.change import Value
from store.home import Home
from store.notebook import Notebook
from store.writing import Entry, save_all
from tests.notebooks import PASSPHRASE
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk

PERIOD = ("--from", "2026-05-25", "--to", "2026-11-22")
DAY = date(2026, 11, 2)


def plant(desk: Desk) -> list[str]:
    """Save a piece of work in the community, one at the office, and a client."""
    with Notebook.unlock(Home(desk.folder / "home"), PASSPHRASE) as notebook:
        time: dict[str, Value | None] = {"worker": notebook.identity.worker, "day": DAY, "activity": "client_work"}
        saved = save_all(
            notebook,
            [
                Entry("time_use", {**time, "minutes": 90, "time_place": "community"}),
                Entry("time_use", {**time, "minutes": 60, "time_place": "office"}),
                Entry("time_use", {**time, "minutes": 15}),
                Entry("client", {"given_name": "Keksitty", "family_name": "Salanimi", "entry": DAY}),
            ],
        )
    return [one.id for one in saved]


def test_counts_and_rows_are_json(coach: Desk, here: Here) -> None:
    ids = plant(coach)
    fields = here("quality", *PERIOD, "--json").answer
    assert (fields["first"], fields["last"], fields["version"]) == ("2026-05-25", "2026-11-22", "2015.1")
    assert len(fields["criteria"]) == 25
    [community] = [one for one in fields["criteria"] if one["criterion"] == 24]
    assert (community["numerator"], community["denominator"], community["score"]) == (90, 150, 4)
    assert community["in_numerator"] == [["time_use", ids[0]]]
    assert sorted(id for _, id in community["rows"]) == sorted(ids[:2])
    assert community["left_out"] == [["time_use", ids[2], "no_place"]]
    total = fields["total"]
    assert (total["points"], total["least"], total["rated"]) == (None, total["from_records"] + 25 - total["rated"], 2)


def test_words_say_the_least_that_the_total_can_be(coach: Desk, here: Here) -> None:
    plant(coach)
    done = here("quality", *PERIOD)
    assert done.code == 0, done.complained
    assert "Vähintään 32 pistettä, 2/25 arvioitu." in done.said
    [line] = [line for line in done.said.splitlines() if line.endswith("Jalkautuva palvelu")]
    assert "90 / 150 = 60 %" in line
    assert "■■■■·" in line
    own = here("quality", *PERIOD, "--own", "--json").answer
    assert own["worker"] is not None


def test_a_pack_has_every_criterion_and_no_name(coach: Desk, here: Here) -> None:
    plant(coach)
    done = here("quality", *PERIOD, "--pack", "pack.txt")
    assert done.code == 0, done.complained
    text = (coach.folder / "pack.txt").read_text(encoding="utf-8")
    assert all(f"\n{number}. " in text for number in range(1, 26))
    assert "Salanimi" not in text
    assert "1: paikka puuttuu" in text
    assert here("quality", *PERIOD, "--pack", "pack.txt").code == 1


def test_what_is_no_day_is_wrong_usage(coach: Desk, here: Here) -> None:
    assert here("quality", "--from", "keväällä").code == 2
    assert here("quality", "--from", "2026-11-02", "--to", "2026-11-01").code == 1


def test_a_pack_that_is_called_pdf_is_one(coach: Desk, here: Here) -> None:
    plant(coach)
    assert here("quality", *PERIOD, "--pack", "pack.pdf").code == 0
    assert (coach.folder / "pack.pdf").read_bytes().startswith(b"%PDF-")


def test_counts_are_written_for_a_unit_and_added_up(coach: Desk, here: Here) -> None:
    plant(coach)
    (coach.folder / "luvut").mkdir()
    assert here("quality", *PERIOD, "--counts", "luvut/a.toml").code == 2, "whose counts are they?"
    assert here("quality", *PERIOD, "--counts", "luvut/a.toml", "--unit", "Itä", "--own").code == 2
    done = here("quality", *PERIOD, "--counts", "luvut/a.toml", "--unit", "Itä")
    assert done.code == 0, done.complained
    first = (coach.folder / "luvut" / "a.toml").read_text(encoding="utf-8")
    assert "Salanimi" not in first
    (coach.folder / "luvut" / "b.toml").write_text(
        first.replace("Itä", "Länsi").replace("90", "30"), encoding="utf-8"
    )
    (coach.folder / "luvut" / "c.toml").write_text("a = 1", encoding="utf-8")
    fields = here("quality", *PERIOD, "--together", "luvut", "--json").answer
    assert fields["units"] == ["Itä", "Länsi"]
    assert fields["left_out"] == [["c.toml", "not_counts"]]
    [community] = [one for one in fields["criteria"] if one["criterion"] == 24]
    assert (community["numerator"], community["denominator"], community["units"]) == (120, 300, 2)
    said = here("quality", *PERIOD, "--together", "luvut").said
    assert "c.toml: tiedostossa ei ole lukuja" in said
    assert "120 / 300  2 yksikköä" in said
    assert here("quality", *PERIOD, "--together", "none").code == 1
