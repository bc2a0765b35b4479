"""Which agreement is in force, until when, and when one is warned: days reckoned by hand (M3.3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.history.change import Value
from store.notebook import Notebook
from store.placements.agreements import ANEW, Placement, placements, renewal_of
from store.writing import Entry, save
from tests.store.placements.house import TODAY, open_house


def placed(end: date, start: date = date(2026, 1, 1), **more: object) -> Placement:
    """Return an agreement; nothing ends or replaces it unless it is said."""
    values: dict[str, object] = {"ended_on": None, "replaced_from": None, "renewed_by": None, "beside": False}
    return Placement("a", "c", "", "", "p", "", start, end, **{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("left", "warned"), [(31, None), (30, 30), (15, 30), (14, 14), (0, 14), (-1, None)])
def test_one_is_warned_30_and_14_days_before_the_end(left: int, warned: int | None) -> None:
    assert placed(TODAY + timedelta(days=left)).warning(TODAY) == warned


def test_one_is_not_warned_of_what_was_renewed_has_ended_or_has_not_begun() -> None:
    soon = TODAY + timedelta(days=9)
    assert placed(soon, start=TODAY).warning(TODAY) == 14
    assert placed(soon, start=TODAY + timedelta(days=1)).warning(TODAY) is None
    assert placed(soon, renewed_by="b", replaced_from=soon).warning(TODAY) is None
    assert placed(soon, ended_on=TODAY + timedelta(days=5)).warning(TODAY) is None


def test_the_last_day_is_the_earliest_of_all_that_end_it() -> None:
    end = date(2026, 6, 30)
    assert placed(end, ended_on=date(2026, 5, 1)).last == date(2026, 5, 1)
    assert placed(end, replaced_from=date(2026, 4, 1)).last == date(2026, 3, 31)
    one = placed(end, start=date(2026, 2, 1))
    assert [one.in_force(day) for day in (date(2026, 1, 31), date(2026, 2, 1), end, date(2026, 7, 1))] == [
        False, True, True, False
    ]  # fmt: skip
    assert one.within(end, date(2026, 12, 31))
    assert not one.within(date(2026, 7, 1), date(2026, 12, 31))
    assert one.within(date(2026, 1, 1), date(2026, 2, 1))
    assert not one.within(date(2026, 1, 1), date(2026, 1, 31))
    assert not placed(end, start=date(2026, 5, 1), ended_on=date(2026, 4, 1)).within(date(2026, 1, 1), end)


def test_two_versions_of_one_agreement_stand_beside_each_other_and_the_earlier_one_ends_it(office: Notebook) -> None:
    house = open_house(office)
    client, other = house.client("Aino", "Malli"), house.client("Eero")
    [first] = [one.id for one in placements(office, client)]
    late = house.agreement(client, start=date(2026, 4, 1), replaces=(first,))
    early = house.agreement(client, start=date(2026, 3, 15), replaces=(first,))
    [mine] = placements(office, other)
    alone = house.agreement(other, start=date(2026, 8, 1), replaces=(mine.id,))
    for day in (date(2026, 7, 1), date(2026, 5, 1), date(2026, 6, 1)):
        ended: dict[str, Value | None] = {"client": client, "placement_agreement": late, "day": day}
        save(office, Entry("placement_ending", ended))
    found = {one.id: one for one in placements(office)}
    told = {id: (one.replaced_from, one.renewed_by, one.beside, one.last) for id, one in found.items()}
    assert told == {
        first: (date(2026, 3, 15), early, False, date(2026, 3, 14)),
        early: (None, None, True, date(2026, 12, 31)),
        late: (None, None, True, date(2026, 5, 1)),
        mine.id: (date(2026, 8, 1), alone, False, date(2026, 7, 31)),
        alone: (None, None, False, date(2026, 12, 31)),
    }
    assert (found[first].given_name, found[first].family_name, found[first].place_name) == (
        "Aino", "Malli", "Purkupaja Malli"
    )  # fmt: skip
    assert [one.id for one in placements(office, client)] == [first, late, early]
    assert {one.client for one in placements(office, other)} == {other}


def test_a_renewal_is_signed_and_dated_anew() -> None:
    values: dict[str, Value] = {**dict.fromkeys(ANEW, "x"), "tasks": "purku", "end": date(2026, 6, 30)}
    assert renewal_of("a", values) == {"tasks": "purku", "start": date(2026, 7, 1), "replaces": ("a",)}
    assert renewal_of("a", {"tasks": "purku"}) == {"tasks": "purku", "replaces": ("a",)}
    assert set(ANEW) == {"signed_by", "signed_on", "copy_given", "end"}
