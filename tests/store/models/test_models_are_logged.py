"""Every door of the models writes a line into the use log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from store.models import attending, looking, matching, person_card, use
from store.notebook import Notebook
from store.use_log import head
from store.writing import Entry, save

DAY = date(2026, 11, 24)


class Scene:
    """A gathering with one seat, a person and a pair, at the office."""

    def __init__(self, office: Notebook) -> None:
        self.office = office
        self.client = self._add("client", given_name="Aino")
        self.person = self._add("person", name="Lehto")
        self._add("person_role", person=self.person, part_played="peer_coach", status="active")
        self.series = self._add("series", kind="mobile_group", name="Ryhmä")
        self._add("client_member", client=self.client, series=self.series, start=DAY)
        self.gathering = self._add(
            "gathering", kind="mobile_work_day", status="held", day=DAY, minutes=60, series=self.series
        )
        self.pair = self._add("working_pair", worker=office.identity.worker, person=self.person, start=DAY)

    def _add(self, record: str, **values: object) -> str:
        return save(self.office, Entry(record, values)).id  # type: ignore[arg-type]  # values of a test

    def tick(self) -> None:
        """Tick the one seat."""
        [seat] = attending.attendance_sheet(self.office, "gathering", self.gathering).seats
        attending.mark(self.office, "gathering", self.gathering, seat, "present")

    def take_hours(self) -> None:
        """Tick, then take the hours over."""
        self.tick()
        assert attending.to_hours(self.office, self.gathering)


CALLS: dict[str, Callable[[Scene], object]] = {
    "store.models.attending.attendance_sheet": lambda on: attending.attendance_sheet(
        on.office, "gathering", on.gathering
    ),
    "store.models.attending.mark": lambda on: on.tick(),
    "store.models.attending.to_hours": lambda on: on.take_hours(),
    "store.models.looking.counts_of": lambda on: looking.counts_of(on.office, "M0.1"),
    "store.models.looking.front_of": lambda on: looking.front_of(on.office, None, DAY),
    "store.models.looking.model_figures": lambda on: looking.model_figures(on.office, ["M2.2"], DAY, DAY, DAY),
    "store.models.matching.matches": lambda on: matching.matches(on.office, "peer_coach", "", DAY),
    "store.models.person_card.pair_view": lambda on: person_card.pair_view(on.office, on.pair, DAY),
    "store.models.person_card.person_card": lambda on: person_card.person_card(on.office, on.person, "peer_coach"),
    "store.models.use.choose_model": lambda on: use.choose_model(on.office, "experts", None, DAY, on=True),
    "store.models.use.model_choices": lambda on: use.model_choices(on.office, DAY),
    "store.models.use.models_in_use": lambda on: use.models_in_use(on.office, DAY),
}
"""Each door of the models with a call of it."""


@pytest.mark.parametrize("door", sorted(CALLS))
def test_a_door_of_the_models_writes_a_line(office: Notebook, door: str) -> None:
    scene = Scene(office)
    with office.reading() as connection:
        before, _ = head(connection)
    CALLS[door](scene)
    with office.reading() as connection:
        after, _ = head(connection)
    assert after > before
