"""Places and needs, agreements that end, and what placements led to and cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.history.change import Value
from store.money.closing import close_month
from store.notebook import Notebook
from store.placements.agreements import Placement, in_force, placements, renewal_of
from store.placements.costs import cost_of, tickets
from store.placements.places import answer_need, count_free, matches, needs, place_view, places_on, refusals
from store.placements.results import cooperation, progress, results_by_house
from store.reading import show
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.store.exchange import send
from tests.store.placements.house import END, START, TODAY, House, open_house


@pytest.fixture
def house(office: Notebook) -> House:
    """A workshop at the office, with three places."""
    return open_house(office)


def write(notebook: Notebook, record: str, **values: Value | None) -> str:
    return save(notebook, Entry(record, values)).id


@pytest.mark.both_engines
def test_free_places_follow_the_agreements_of_the_day(office: Notebook) -> None:
    house = open_house(office)
    one, other = house.client("Aino"), house.client("Eero")
    house.agreement(one, start=date(2026, 6, 1), end=END)

    def free(day: date) -> int | None:
        return places_on(office, day)[0].free

    assert (free(date(2025, 12, 31)), free(START), free(date(2026, 6, 2)), free(date(2027, 1, 1))) == (3, 1, 1, 3)
    ended = next(each.id for each in placements(office, other))
    write(office, "placement_ending", client=other, placement_agreement=ended, day=TODAY, ended_by="client")
    assert (free(TODAY), free(TODAY + timedelta(days=1))) == (1, 2)
    view = place_view(office, house.place, START)
    assert [each.given_name for each in view.placements] == ["Aino", "Eero"]


def test_the_office_counts_and_the_laptop_shows_its_count(house: House, notebook: Notebook) -> None:
    house.client("Aino")
    count_free(house.notebook, TODAY)
    write(house.notebook, "activity_place", name="Suljettu talo", capacity=4, ended_on=START)
    place = show(house.notebook, "activity_place", house.place)
    assert (place.values["free_places"], place.values["counted_on"]) == (2, TODAY)
    with pytest.raises(Refusal) as caught:
        count_free(notebook, TODAY)
    assert caught.value.reason is Reason.OFFICE_ONLY
    mine = write(notebook, "activity_place", name="Paja", capacity=5, free_places=1, counted_on=TODAY)
    uncounted = write(notebook, "activity_place", name="Toinen paja", capacity=5)
    found = {one.id: one for one in places_on(notebook, TODAY)}
    assert (found[mine].free, found[mine].counted_on) == (1, TODAY)
    assert (found[uncounted].free, found[uncounted].counted_on) == (5, None)


def test_a_need_is_matched_with_places_that_have_room_and_a_refusal_has_a_reason(house: House) -> None:
    office = house.notebook
    full = write(office, "activity_place", name="Täysi keittiö", capacity=0, tasks="keittiö ja ruoanlaitto")
    unknown = write(office, "activity_place", name="Avoin", tasks="pyörien korjaus")
    other = write(office, "activity_place", name="Autotalli", capacity=2, tasks="autojen pesu")
    client = write(office, "client", given_name="Aino")
    need = write(
        office, "needs_referral", client=client, day=TODAY, status="open", needs="lyhyet päivät", wish="keittiössä"
    )
    found = matches(office, need, TODAY)
    assert [one.place.id for one in found] == [house.place, other, unknown]
    assert full not in {one.place.id for one in found}
    assert found[0].words == ("keittiössä",)
    with pytest.raises(Refusal) as caught:
        answer_need(office, need, TODAY, reasons=" ")
    assert caught.value.values["fields"] == "reasons"
    answer_need(office, need, TODAY, reasons="ei tilaa", refused_by="Täysi keittiö")
    assert refusals(needs(office)) == (("ei tilaa", 1),)
    again = write(office, "needs_referral", client=client, day=TODAY, status="open", needs="keittiö")
    assert [one.id for one in needs(office)] == [again, need]
    answer_need(office, again, TODAY, place=house.place)
    assert needs(office)[0].place_name == "Purkupaja Malli"
    fields = show(office, "needs_referral", again).values
    assert not [name for name in fields if "diagnos" in name]


def test_an_agreement_warns_at_30_and_14_days_until_it_is_renewed(house: House) -> None:
    office = house.notebook
    client = write(office, "client", given_name="Aino")
    old = house.agreement(client, end=date(2026, 5, 31), rate=500, signed_on=START, signed_by=("client",))

    def warnings() -> list[int | None]:
        [one] = [each for each in placements(office, client) if each.id == old]
        return [one.warning(date(2026, 5, 31) - timedelta(days=days)) for days in (31, 30, 15, 14, 0, -1)]

    assert warnings() == [None, 30, 30, 14, 14, None]
    renewed = renewal_of(old, show(office, "placement_agreement", old).values)
    assert (renewed["start"], renewed["replaces"], renewed["rate"]) == (date(2026, 6, 1), (old,), 500)
    assert not {"end", "signed_on", "signed_by"} & set(renewed)
    new = write(office, "placement_agreement", **{**renewed, "end": END})
    assert warnings() == [None] * 6
    assert show(office, "placement_agreement", old).replaced_by == (new,)
    assert [len(in_force(placements(office), day)[house.place]) for day in (date(2026, 5, 31), date(2026, 6, 1))] == [
        1,
        1,
    ]


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(start=DAYS, end=DAYS, ended=st.none() | DAYS, replaced=st.none() | DAYS, day=DAYS, first=DAYS, last=DAYS)
def test_an_agreement_is_in_force_within_a_period_when_it_is_on_one_of_its_days(
    start: date, end: date, ended: date | None, replaced: date | None, day: date, first: date, last: date
) -> None:
    by = None if replaced is None else "b"
    one = Placement("a", "c", "", "", "p", "", start, end, ended, replaced, by, beside=False)
    first, last = min(first, last), max(first, last)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert one.within(first, last) == any(one.in_force(each) for each in days)
    if one.in_force(day):
        assert start <= day <= end
        assert ended is None or day <= ended
        assert replaced is None or day < replaced


def test_skills_are_shown_before_and_after(house: House) -> None:
    office, client = house.notebook, house.client("Aino")
    skill: dict[str, Value | None] = {"client": client, "kind": "skill", "started": START, "scale": "levels"}
    rated = write(office, "goal", **skill, own_words="Työn aloittaminen")
    write(office, "goal", **skill, own_words="Ruuvin avaaminen", start_level=2)
    write(office, "goal", **{**skill, "kind": "own_goal"}, own_words="Oma tavoite")
    for number, (moment, level) in enumerate((("at_start", 2), ("halfway", 3), ("at_end", 5))):
        day = START + timedelta(days=number)
        write(
            office,
            "goal_rating",
            client=client,
            goal=rated,
            day=day,
            moment=moment,
            level=level,
            rated_by="client",
            client_view="osaan",
        )
    first, second = progress(office, client)
    assert (first.words, first.step) == ("Työn aloittaminen", 3)
    assert first.after is not None
    assert (first.after.by, first.after.client_view) == ("client", "osaan")
    assert second.before is not None
    assert (second.before.level, second.after, second.step) == (2, None, None)


def test_each_house_has_its_results(house: House) -> None:
    office = house.notebook
    for name, destination in (("A", "paid_work"), ("B", "studies"), ("C", "wage_subsidised_work"), ("D", None)):
        client = house.client(name)
        if destination is not None:
            write(office, "path_outcome", client=client, day=TODAY, destination="other")
            write(office, "path_outcome", client=client, day=TODAY + timedelta(days=1), destination=destination)
    [one] = results_by_house(office, 2026)
    assert (one.tried, one.employed, one.elsewhere, one.going_on) == (4, 2, {"studies": 1}, 1)
    assert results_by_house(office, 2025) == ()


def test_what_rubs_between_houses_stays_open_until_it_is_answered(house: House) -> None:
    office = house.notebook
    rub: dict[str, Value | None] = {"kind": "friction", "activity_place": house.place, "day": START}
    idea = write(office, "idea", **rub, own_words="Tuntilista tulee myöhässä", status="open", due_on=TODAY)
    write(office, "idea", kind="idea", day=START, own_words="muu")
    write(office, "gathering", kind="cooperation_visit", status="held", day=TODAY, activity_place=house.place)
    found = cooperation(office)
    assert [(one.record, one.open) for one in found] == [("idea", True), ("gathering", False)]
    save(office, Entry("idea", {"status": "adopted", "change_made": "Lista perjantaina"}, id=idea))
    assert [one.open for one in cooperation(office)] == [False, False]


@pytest.mark.both_engines
def test_the_cost_is_the_sum_of_what_it_is_made_of(office: Notebook) -> None:
    house = open_house(office)
    client = house.client("Aino")
    house.entry(client, date(2026, 1, 7))
    close_month(office, date(2026, 1, 1), TODAY)
    house.entry(client, date(2026, 2, 3))
    kept: dict[str, Value | None] = {"client": client, "kind": "bus_ticket"}
    write(office, "ticket", **kept, start=START, end=TODAY, price=8400, receipt_kept=True)
    write(office, "ticket", **kept, start=date(2025, 12, 1), end=date(2025, 12, 31), price=100)
    for kind, day in (("support_visit", START), ("support_visit", date(2027, 1, 2)), ("internal", START)):
        event = write(office, "event", kind=kind, status="held", day=day, minutes=90)
        write(office, "event_client_part", event=event, client=client)
    cost = cost_of(office, 2026, TODAY)
    assert (cost.clients, cost.allowances, cost.tickets, cost.coach_minutes, cost.coach) == (1, 1000, 8400, 90, None)
    house.number("coach.hourly_cost", "30")
    assert cost_of(office, 2026, TODAY).total == 1000 + 8400 + 4500
    [ticket] = tickets(office, 2026)
    assert (ticket.given_name, ticket.end, ticket.price) == ("Aino", TODAY, 8400)


def test_what_a_client_cost_does_not_leave_the_office(house: House, notebook: Notebook) -> None:
    send(house.notebook, notebook)
    with pytest.raises(Refusal) as caught:
        cost_of(notebook, 2026, TODAY)
    assert caught.value.reason is Reason.OFFICE_ONLY
