"""The rows as they are read from a notebook: joined doubles are one client, and what was deleted is not counted."""

from __future__ import annotations

from datetime import date

import pytest

from store.deleting import delete_together
from store.doubles import join_clients
from store.models.looking import model_figures
from store.models.rows import COUNTED, one_row, read_rows, rows_where
from store.notebook import Notebook
from store.writing import Entry, save
from tests.store.models.figures.world import FIRST, LAST, TODAY, march, said

pytestmark = pytest.mark.both_engines


def test_goals_of_two_joined_cards_are_of_one_client_and_a_deleted_one_is_of_none(office: Notebook) -> None:
    cards = [save(office, Entry("client", {"given_name": name})).id for name in ("Aino", "Aino Malli", "Eero")]
    join_clients(office, cards[0], cards[1])
    kept = {"kind": "own_goal", "own_words": "x", "started": FIRST, "scale": "levels"}
    goals = [save(office, Entry("goal", {**kept, "client": card})).id for card in (*cards, cards[0])]
    delete_together(office, "goal", goals[3])
    with office.writing() as connection:
        rows = read_rows(connection)
        assert set(rows) == set(COUNTED)
        assert len({row["client"] for row in rows["goal"][:2]} & set(cards)) == 1
        assert [row["id"] for row in rows["goal"]] == goals[:3]
        assert [row["id"] for row in rows_where(connection, "goal", client=cards[2], kind="own_goal")] == [goals[2]]
        assert rows_where(connection, "goal", client=None) == []
        assert rows_where(connection, "goal", id=goals[3]) == []
        assert (one_row(connection, "goal", goals[0]) or {})["client"] == cards[0]
        assert one_row(connection, "goal", None) is None
    found = said(model_figures(office, ["M2.6"], FIRST, LAST, TODAY).figures)
    assert found[:2] == ["M2.6 goals: 3", "M2.6 clients: 2"]


def test_what_a_figure_names_is_read_with_it_and_what_is_counted_elsewhere_is_left_out(office: Notebook) -> None:
    series = save(office, Entry("series", {"kind": "peer_group", "name": "Vertaiset", "rhythm_days": 7})).id
    for day in (FIRST, march(20)):
        held = {"kind": "peer_meeting", "status": "held", "day": day, "series": series}
        save(office, Entry("gathering", held))
    found = model_figures(office, ["M0.4", "M0.7", "M0.2"], FIRST, LAST, date(2026, 3, 21))
    assert said(found.figures) == [
        "M0.7 held: 2",
        f"M0.7 gap series={series} day=2026-03-01: 19 days",
        "M0.2 coaches: 0",
        "M0.2 pairs: 0",
        "M0.2 without_secrecy: 0",
    ]
    assert found.names == {("series", series): {"name": "Vertaiset", "start": None}}
