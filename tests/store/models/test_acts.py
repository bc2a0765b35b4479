"""Acts over several records: who was there, the list of hours, the pair at the table, and finding an expert."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from store.disclosure import withdraw
from store.history.change import Value
from store.identifiers import new_id
from store.models.attending import Seat, attendance_sheet, mark, to_hours
from store.models.matching import matches
from store.models.person_card import pair_view, person_card
from store.models.use import choose_model, model_choices, models_in_use
from store.notebook import Notebook
from store.reading import heads_of, list_records, show
from store.refusal import Reason, Refusal
from store.use_log import lines
from store.writing import Entry, save, save_all

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def add(notebook: Notebook, record: str, **values: Value | None) -> str:
    return save(notebook, Entry(record, values)).id


def client(notebook: Notebook, name: str) -> str:
    return add(notebook, "client", given_name=name, family_name="Keksitty", entry=DAY)


def seat(notebook: Notebook, gathering: str, name: str, record: str = "gathering") -> Seat:
    [found] = [one for one in attendance_sheet(notebook, record, gathering).seats if one.name.startswith(name)]
    return found


def log(notebook: Notebook) -> list[tuple[str, str | None, str | None, str]]:
    with notebook.reading() as connection:
        return [(line.act, line.client, line.record, line.ground) for line in lines(connection)]


@pytest.fixture
def mobile(notebook: Notebook) -> dict[str, str]:
    """A day of mobile work with two clients of its group."""
    made = {"a": client(notebook, "Aino"), "b": client(notebook, "Eero")}
    made["place"] = add(notebook, "activity_place", name="Liikkuva ryhmä")
    made["series"] = add(notebook, "series", kind="mobile_group", name="Liikkuva ryhmä")
    for who in ("a", "b"):
        add(notebook, "client_member", client=made[who], series=made["series"], start=DAY - timedelta(days=9))
    made["day"] = add(
        notebook,
        "gathering",
        kind="mobile_work_day",
        status="held",
        day=DAY,
        minutes=240,
        series=made["series"],
        activity_place=made["place"],
        job_at_site="haravointi",
    )
    return made


def test_a_group_is_ticked_and_its_clients_come_onto_the_list_of_hours_once(
    notebook: Notebook, mobile: dict[str, str]
) -> None:
    sheet = attendance_sheet(notebook, "gathering", mobile["day"])
    assert [(one.kind, one.name, one.presence) for one in sheet.seats] == [
        ("client", "Aino Keksitty", None),
        ("client", "Eero Keksitty", None),
    ]
    mark(notebook, "gathering", mobile["day"], seat(notebook, mobile["day"], "Aino"), "present")
    mark(notebook, "gathering", mobile["day"], seat(notebook, mobile["day"], "Eero"), "absent")
    mark(notebook, "gathering", mobile["day"], seat(notebook, mobile["day"], "Eero"), "excused")
    assert seat(notebook, mobile["day"], "Eero").presence == "excused"
    assert len(list_records(notebook, "client_attendance")) == 2
    to_hours(notebook, mobile["day"])
    assert to_hours(notebook, mobile["day"]) == ()
    [entry] = list_records(notebook, "work_entry")
    assert (entry.client, entry.values["minutes"], entry.values["task_done"]) == (mobile["a"], 240, "haravointi")
    assert entry.values["activity_place"] == mobile["place"]


def test_each_client_on_a_sheet_stands_in_the_log(notebook: Notebook, mobile: dict[str, str]) -> None:
    before = len(log(notebook))
    attendance_sheet(notebook, "gathering", mobile["day"])
    assert {line[1] for line in log(notebook)[before:]} == {None, mobile["a"], mobile["b"]}


def test_a_presence_that_is_none_is_refused(notebook: Notebook, mobile: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        mark(notebook, "gathering", mobile["day"], seat(notebook, mobile["day"], "Aino"), "perhaps")
    assert refused.value.reason is Reason.BAD_VALUES


def test_workers_and_peers_are_ticked_at_the_team_meeting(notebook: Notebook) -> None:
    worker = notebook.identity.worker
    save(notebook, Entry("worker", {"roles": ("coach",)}, id=worker))
    peer = add(notebook, "person", name="Lehto Keksitty")
    add(notebook, "person_role", person=peer, part_played="peer_coach", status="active")
    meeting = add(notebook, "meeting", meeting_kind="team", day=DAY)
    mark(notebook, "meeting", meeting, seat(notebook, meeting, "Testi", "meeting"), "present")
    mark(notebook, "meeting", meeting, seat(notebook, meeting, "Lehto", "meeting"), "remote")
    assert show(notebook, "meeting", meeting).values["attended"] == (worker,)
    mark(notebook, "meeting", meeting, seat(notebook, meeting, "Testi", "meeting"), "absent")
    values = show(notebook, "meeting", meeting).values
    assert (values.get("attended"), values["absent"]) == (None, (worker,))
    [there] = list_records(notebook, "attendance")
    assert (there.values["takes_part_as"], there.values["presence"]) == ("peer_coach", "remote")


# ---- the pair at the table


def agreed(notebook: Notebook, who: str, words: str, *to_whom: str) -> None:
    """Let a client agree that something is told everywhere, to these."""
    plan = add(notebook, "disclosure_plan", client=who, started=DAY)
    item = save(
        notebook,
        Entry(
            "disclosure_item",
            {
                "client": who,
                "plan": plan,
                "item": "written_instructions",
                "decision": "tell",
                "all_agreed_employers": True,
                "to_whom": to_whom,
                "wording": words,
            },
            knew=heads_of(notebook, "disclosure_item", client=who),
        ),
    )
    values: dict[str, Value] = {"client": who, "plan": plan, "agreed_on": DAY, "items": (item.change,)}
    save(
        notebook,
        Entry("disclosure_agreement", values, knew=heads_of(notebook, "disclosure_agreement", client=who)),
    )


def together(notebook: Notebook, *clients: str) -> str:
    event = new_id()
    values: dict[str, Value] = {
        "kind": "client_meeting",
        "status": "planned",
        "day": DAY + timedelta(days=2),
        "start": time(9, 30),
        "present": ("coach", "client", "peer_coach"),
    }
    parts = [Entry("event_client_part", {"event": event, "client": one}) for one in clients]
    save_all(notebook, [Entry("event", values, id=event), *parts])
    return event


def pair_of(notebook: Notebook) -> str:
    peer = add(notebook, "person", name="Lehto Keksitty")
    return add(
        notebook,
        "working_pair",
        worker=notebook.identity.worker,
        person=peer,
        start=DAY - timedelta(days=30),
        agreed_tasks="mukana tapaamisissa",
    )


def test_the_pair_sees_what_the_peer_may_know_and_nobody_else_by_name(notebook: Notebook) -> None:
    open_to, closed_to, other = (client(notebook, name) for name in ("Aino", "Eero", "Sari"))
    agreed(notebook, open_to, "Ohjeet kirjallisina", "peer_coach")
    agreed(notebook, closed_to, "Vain esihenkilölle", "supervisor")
    together(notebook, open_to, closed_to, other)
    seen = pair_view(notebook, pair_of(notebook), DAY)
    assert [(one.given_name, [item["wording"] for item in one.items]) for one in seen.may_know] == [
        ("Aino", ["Ohjeet kirjallisina"])
    ]
    [ahead] = seen.ahead
    assert (ahead.clients, ahead.others) == (("Aino",), 2)
    assert "Vain esihenkilölle" not in repr(seen)
    assert "Eero" not in repr(seen)


def test_what_was_taken_back_is_not_known_any_more(notebook: Notebook) -> None:
    who = client(notebook, "Aino")
    agreed(notebook, who, "Ohjeet kirjallisina", "peer_coach")
    together(notebook, who)
    pair = pair_of(notebook)
    assert pair_view(notebook, pair, DAY).may_know
    withdraw(notebook, who)
    assert pair_view(notebook, pair, DAY).may_know == ()


def test_a_look_as_a_peer_coach_stands_in_the_log_as_one(notebook: Notebook) -> None:
    who = client(notebook, "Aino")
    together(notebook, who)
    before = len(log(notebook))
    pair_view(notebook, pair_of(notebook), DAY)
    seen = [line for line in log(notebook)[before:] if line[0] == "shown"]
    assert {(client, record, ground) for _act, client, record, ground in seen} == {
        (None, "working_pair", "role:peer_coach"),
        (who, "disclosure_item", "role:peer_coach"),
    }


def test_one_person_in_three_parts_is_looked_at_in_one_and_the_log_says_in_which(notebook: Notebook) -> None:
    who = client(notebook, "Aino")
    person = add(notebook, "person", name="Aino K.", worker=notebook.identity.worker)
    for part in ("peer_coach", "expert_by_experience"):
        add(notebook, "person_role", person=person, part_played=part, status="active")
    add(notebook, "person_is_client", client=who, person=person)
    card = person_card(notebook, person, "expert_by_experience")
    assert {row["part_played"] for _id, row in card.roles} == {"peer_coach", "expert_by_experience"}
    assert card.worker == "Testi Valmentaja"
    assert card.clients == ((who, "Aino Keksitty"),)
    *_, as_expert, as_client = log(notebook)
    assert as_expert == ("shown", None, "person", "role:expert_by_experience")
    assert as_client == ("shown", who, "person_is_client", "role:client")


# ---- finding an expert


def expert(notebook: Notebook, name: str, **values: Value) -> str:
    person = add(notebook, "person", name=name)
    part: dict[str, Value] = {"person": person, "part_played": "expert_by_experience", "status": "active"}
    add(notebook, "person_role", **{**part, **values})
    return person


def test_experts_are_found_by_theme_and_day_and_whoever_was_asked_least_comes_first(office: Notebook) -> None:
    often = expert(office, "Usein Keksitty", themes="rohkeus, arki työssä")
    add(office, "person_details", person=often, most_assignments=1)
    expert(office, "Harvoin Keksitty", themes="Rohkeus")
    expert(office, "Muusta Keksitty", themes="velkaneuvonta")
    expert(office, "Poissa Keksitty", themes="rohkeus", available_from=DAY + timedelta(days=1))
    talk = add(office, "gathering", kind="talk", status="held", day=DAY - timedelta(days=9))
    there: dict[str, Value] = {"gathering": talk, "person": often, "takes_part_as": "expert", "presence": "present"}
    add(office, "attendance", **there)
    fee: dict[str, Value] = {"person": often, "kind": "talk_work", "status": "held", "gathering": talk}
    add(office, "fee_assignment", day=DAY - timedelta(days=9), **fee)
    found = matches(office, "expert_by_experience", "rohkeus", DAY)
    assert [one.name for one in found] == [
        "Harvoin Keksitty",
        "Usein Keksitty",
        "Poissa Keksitty",
        "Muusta Keksitty",
    ]
    assert (found[1].asked, found[1].most, found[1].over) == (1, 1, True)
    assert [one.fitting for one in found] == [True, True, True, False]
    assert not found[2].free


# ---- which models are in use


def test_the_office_chooses_models_for_all_and_for_one(office: Notebook) -> None:
    coach = add(office, "worker", name="Ulla Keksitty", roles=("coach",), active=True)
    assert models_in_use(office, DAY).chosen is False
    choose_model(office, "peer_coaches", None, DAY, on=True)
    choose_model(office, "experts", coach, DAY, on=True)
    assert choose_model(office, "experts", coach, DAY, on=True) is None
    assert models_in_use(office, DAY).models == ("peer_coaches", "experts")
    on = {(one.model, one.name) for one in model_choices(office, DAY) if one.on}
    assert on == {("peer_coaches", ""), ("experts", "Ulla Keksitty")}
    choose_model(office, "peer_coaches", None, DAY, on=False)
    choose_model(office, "experts", coach, DAY + timedelta(days=3), on=False)
    assert models_in_use(office, DAY).models == ("experts",)
    assert models_in_use(office, DAY + timedelta(days=3)).models == ()
    assert models_in_use(office, DAY + timedelta(days=3)).chosen is True


def test_a_laptop_does_not_choose(notebook: Notebook) -> None:
    for refused in (
        lambda: choose_model(notebook, "experts", None, DAY, on=True),
        lambda: model_choices(notebook, DAY),
    ):
        with pytest.raises(Refusal) as why:
            refused()
        assert why.value.reason is Reason.OFFICE_ONLY
