"""Saving: validated on every way, only what differs, in the use log, and one transaction for one form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from store import use_log
from store.held import changes_of
from store.history.change import Body, Value, new_salt
from store.history.shape import Kind
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import find, heads_of, history_of, list_records, show
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import change as change_table
from store.writing import Entry, append_change, delete, rebuild, save, save_all, undelete
from tests.store.records.values import record_values
from tests.tui.cli.sample_values import sample

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def _client(notebook: Notebook, **values: Value) -> str:
    return save(notebook, Entry("client", {"given_name": "Testi", **values})).id


def _count(notebook: Notebook) -> int:
    with notebook.reading() as connection:
        return connection.scalar(select(func.count()).select_from(change_table)) or 0


@pytest.mark.parametrize("name", RECORD_TYPES)
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_what_is_saved_is_what_is_shown_and_what_the_history_says(
    office: Notebook, name: str, data: st.DataObject
) -> None:
    record_type = RECORD_TYPES[name]
    values = dict(data.draw(record_values(record_type)))
    saved = save(office, Entry(name, values))
    expected = {key: _as_shown(record_type.sets, key, value) for key, value in values.items()}
    shown = show(office, name, saved.id)
    assert shown.values == expected
    assert shown.client == record_type.client_of(saved.id, values)
    assert [one for one in list_records(office, name, limit=10_000) if one.id == saved.id] == [shown]
    with office.writing() as connection:
        rebuild(connection, [saved.id])
    assert [one for one in list_records(office, name, limit=10_000) if one.id == saved.id] == [shown]


def _as_shown(sets: frozenset[str], name: str, value: Value) -> Value:
    return tuple(sorted(value)) if name in sets and isinstance(value, tuple) else value


def test_a_change_holds_only_what_differs(notebook: Notebook) -> None:
    id = _client(notebook, family_name="Malli", goals="Töihin")
    save(notebook, Entry("client", {"goals": "Pian töihin", "family_name": "Malli"}, id=id))
    save(notebook, Entry("client", {"goals": None}, id=id, reason="pyysi itse"))
    _first, second, third = history_of(notebook, id)
    assert second.set == {"goals": "Pian töihin"}
    assert (third.unset, third.reason) == (("goals",), "pyysi itse")
    assert "goals" not in show(notebook, "client", id).values


def test_saving_what_is_there_already_writes_nothing(notebook: Notebook) -> None:
    id = _client(notebook, family_name="Malli")
    before = _count(notebook)
    again = save(notebook, Entry("client", {"family_name": " Malli ", "goals": ""}, id=id))
    assert _count(notebook) == before
    assert (again.change,) == show(notebook, "client", id).heads


def test_a_group_is_always_written_whole(notebook: Notebook) -> None:
    client = _client(notebook)
    values: Mapping[str, Value] = {
        "client": client,
        "item": "breaks_and_quiet",
        "decision": "tell",
        "wording": "Pidän tauon.",
        "pros": "jaksan",
    }
    id = save(notebook, Entry("disclosure_item", values)).id
    save(notebook, Entry("disclosure_item", {"wording": "Pidän lyhyen tauon."}, id=id))
    save(notebook, Entry("disclosure_item", {"wording": None}, id=id))
    _first, second, third = history_of(notebook, id)
    assert second.set == {"item": "breaks_and_quiet", "decision": "tell", "wording": "Pidän lyhyen tauon."}
    assert third.set == {"item": "breaks_and_quiet", "decision": "tell"}
    assert show(notebook, "disclosure_item", id).values["pros"] == "jaksan"


def test_sets_are_compared_element_by_element(notebook: Notebook) -> None:
    values: Mapping[str, Value] = {"kind": "call", "status": "held", "day": DAY, "present": ("coach", "client")}
    id = save(notebook, Entry("event", values)).id
    save(notebook, Entry("event", {"present": ("coach", "guardian")}, id=id))
    save(notebook, Entry("event", id=id, add={"present": ("relative",)}, drop={"present": ("coach",)}))
    line = history_of(notebook, id)[1]
    assert (line.add, line.drop) == ({"present": ("guardian",)}, {"present": ("client",)})
    assert show(notebook, "event", id).values["present"] == ("guardian", "relative")


@pytest.mark.parametrize(
    ("entry", "reason", "named"),
    [
        (Entry("no_such_type", {}), Reason.UNKNOWN_RECORD_TYPE, ""),
        (Entry("client", {"diagnosis": "x"}), Reason.UNKNOWN_FIELD, "diagnosis"),
        (Entry("client", {"given_name": "T"}, add={"goals": ("x",)}), Reason.UNKNOWN_FIELD, "goals"),
        (Entry("client", {"family_name": "Malli"}), Reason.BAD_VALUES, "given_name"),
        (Entry("client", {"given_name": "T", "stage": "done"}), Reason.BAD_VALUES, "stage"),
        (Entry("client", {"given_name": "T", "phone": "no"}), Reason.BAD_VALUES, "phone"),
        (
            Entry("client", {"given_name": "T", "entry": DAY, "closed": date(2026, 1, 1)}),
            Reason.BAD_VALUES,
            "closed_before_entry",
        ),
        (Entry("client", {"given_name": "T"}, id="Ääni"), Reason.UNKNOWN_RECORD, ""),
        (Entry("client", {"given_name": "T"}, knew=("x/1/ffff",)), Reason.UNKNOWN_HEADS, ""),
        (Entry("client", {"given_name": "T"}, knew=("nonsense",)), Reason.UNKNOWN_HEADS, ""),
        (
            Entry("assignment", {"client": new_id(), "worker": new_id(), "role": "second", "start": DAY}),
            Reason.NOT_ALLOWED,
            "",
        ),
    ],
)
def test_what_cannot_be_saved_is_refused_and_leaves_nothing(
    notebook: Notebook, entry: Entry, reason: Reason, named: str
) -> None:
    before = _count(notebook)
    with pytest.raises(Refusal) as caught:
        save_all(notebook, [Entry("employer", {"name": "Mallikahvila"}), entry])
    assert caught.value.reason is reason
    assert str(caught.value.values.get("fields", "")) == named
    assert _count(notebook) == before
    assert list_records(notebook, "employer") == []


def test_editing_is_validated_too(notebook: Notebook) -> None:
    id = _client(notebook, entry=DAY)
    for values in ({"given_name": None}, {"closed": date(2026, 1, 1)}, {"phone": "x"}):
        with pytest.raises(Refusal) as caught:
            save(notebook, Entry("client", values, id=id))
        assert caught.value.reason is Reason.BAD_VALUES
    assert len(history_of(notebook, id)) == 1


@pytest.mark.parametrize("name", [n for n, t in RECORD_TYPES.items() if t.kind is not Kind.EDITABLE])
def test_what_is_written_once_is_never_altered(office: Notebook, name: str) -> None:
    record_type = RECORD_TYPES[name]
    values = _least(name)
    saved = save(office, Entry(name, values))
    field = next(n for n in record_type.fields if n != "client")
    with pytest.raises(Refusal) as caught:
        save(office, Entry(name, {field: values.get(field)}, id=saved.id))
    assert caught.value.reason is Reason.FROZEN_RECORD


def _least(name: str) -> dict[str, Value]:
    known: dict[str, Value] = {
        "scope": "all",
        "words": "Pidän tauon.",
        "day": DAY,
        "drawn_up_on": DAY,
        "agreed_on": DAY,
        "ground": "pyyntö",
        "key": "ssh-ed25519 AAAA",
        "notebook": new_id(),
        "practice": True,
        "client": new_id(),
        "part": new_id(),
        "due_rule": "first_employer_contact",
        "postponed_why": "other",
    }
    record_type = RECORD_TYPES[name]
    needed = {field: sample(record_type.fields[field].mark) for field in record_type.required}
    return needed | {field: known[field] for field in record_type.fields if field in known}


def test_delete_hides_and_undelete_brings_back(notebook: Notebook) -> None:
    id = _client(notebook, family_name="Malli")
    delete(notebook, "client", id, reason="tehtiin kahdesti")
    assert list_records(notebook, "client") == []
    assert [one.id for one in list_records(notebook, "client", removed=True)] == [id]
    assert show(notebook, "client", id).removed
    delete(notebook, "client", id)
    undelete(notebook, "client", id)
    assert [one.id for one in list_records(notebook, "client")] == [id]
    assert [line.removed for line in history_of(notebook, id)] == [None, True, False]


def test_a_withdrawal_stays(notebook: Notebook) -> None:
    client = _client(notebook)
    id = save(notebook, Entry("withdrawal", {"client": client, "scope": "all"})).id
    with pytest.raises(Refusal) as caught:
        delete(notebook, "withdrawal", id)
    assert caught.value.reason is Reason.FROZEN_RECORD


def test_deleting_what_is_not_here_is_refused(notebook: Notebook) -> None:
    for id in (new_id(), "nothing"):
        with pytest.raises(Refusal) as caught:
            delete(notebook, "client", id)
        assert caught.value.reason is Reason.UNKNOWN_RECORD


def test_one_form_writes_several_records_that_name_each_other(notebook: Notebook) -> None:
    client, event, employer = _client(notebook), new_id(), new_id()
    saved = save_all(
        notebook,
        [
            Entry("event", {"kind": "employer_visit", "status": "held", "day": DAY, "employer": employer}, id=event),
            Entry("event_employer_part", {"event": event, "employer": employer, "learned": "Aamuvuoro."}),
            Entry("event_client_part", {"event": event, "client": client, "notes": "Meni hyvin."}),
        ],
    )
    assert saved[0].id == event
    part = list_records(notebook, "event_client_part", where={"client": client})[0]
    assert part.client == client
    assert find(notebook, "employer", employer) is None
    assert find(notebook, "event", event) is not None
    assert show(notebook, "event", event).client is None


def test_a_change_on_a_consent_names_the_withdrawals_that_were_held(notebook: Notebook) -> None:
    client = _client(notebook)
    values: Mapping[str, Value] = {"client": client, "item": "medication", "decision": "do_not_tell"}
    before = heads_of(notebook, "disclosure_item", client=client)
    withdrawal = save(notebook, Entry("withdrawal", {"client": client, "scope": "all"}))
    held = save(notebook, Entry("disclosure_item", values))
    opened_before = save(notebook, Entry("disclosure_item", values, knew=before))
    assert history_of(notebook, held.id)[0].after == (withdrawal.change,)
    assert history_of(notebook, opened_before.id)[0].after == ()
    assert withdrawal.change in show(notebook, "disclosure_item", held.id).heads


def test_parents_are_what_was_on_the_screen_not_what_is_held_when_saving(notebook: Notebook) -> None:
    id = _client(notebook, goals="Töihin")
    screen = show(notebook, "client", id)
    save(notebook, Entry("client", {"goals": "Kahvilaan"}, id=id))
    late = save(notebook, Entry("client", {"goals": "Kauppaan"}, id=id, knew=screen.heads))
    shown = show(notebook, "client", id)
    assert history_of(notebook, id)[-1].after == screen.heads or history_of(notebook, id)[1].after == screen.heads
    assert [conflict.unit for conflict in shown.conflicts] == ["goals"]
    assert {live.value for live in shown.conflicts[0].values} == {"Kahvilaan", "Kauppaan"}
    assert list_records(notebook, "client")[0].conflicts == shown.conflicts
    standing = shown.values["goals"]
    save(notebook, Entry("client", {"goals": standing}, id=id))
    settled = show(notebook, "client", id)
    assert settled.conflicts == ()
    assert settled.values["goals"] == standing
    assert late.change not in settled.heads


def test_every_act_stands_in_the_use_log(notebook: Notebook) -> None:
    id = _client(notebook)
    save(notebook, Entry("client", {"goals": "Töihin"}, id=id))
    show(notebook, "client", id)
    history_of(notebook, id)
    delete(notebook, "client", id, reason="väärä")
    undelete(notebook, "client", id)
    list_records(notebook, "disclosure_item", where={"client": id})
    heads_of(notebook, "client", id)
    with notebook.reading() as connection:
        lines = use_log.lines(connection, client=id)
        assert use_log.verify(connection) is None
    assert [line.act for line in lines] == [
        "added",
        "changed",
        "shown",
        "history_shown",
        "deleted",
        "restored",
        "listed",
        "shown",
    ]
    # A person's own words stay in the history, where an erasure reaches them; the log outlives it.
    assert not any(line.ground for line in lines)
    assert {line.worker for line in lines} == {notebook.identity.worker}


def test_a_practice_notebook_may_tell_its_own_past(notebook: Notebook) -> None:
    at = datetime(2025, 5, 6, 7, 8, 9, tzinfo=UTC)
    saved = save(notebook, Entry("employer", {"name": "Mallikahvila"}), at=at)
    assert history_of(notebook, saved.id)[0].at == at


def test_a_change_alone_becomes_a_row_when_its_record_is_rebuilt(notebook: Notebook) -> None:
    id = new_id()
    with notebook.writing() as connection:
        body = Body(salt=new_salt(), set={"name": "Mallikahvila"})
        change = append_change(connection, notebook.identity, record="employer", id=id, about=(), after=(), body=body)
        rebuild(connection, [id])
        assert [one.name for one in changes_of(connection, [id])] == [change.name]
    assert show(notebook, "employer", id).heads == (change.name,)
    assert [one.id for one in list_records(notebook, "employer")] == [id]


def test_rebuilding_everything_changes_nothing(notebook: Notebook) -> None:
    client = _client(notebook, goals="Töihin")
    screen = show(notebook, "client", client)
    save(notebook, Entry("client", {"goals": "Kahvilaan"}, id=client))
    save(notebook, Entry("client", {"goals": "Kauppaan"}, id=client, knew=screen.heads))
    gone = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    delete(notebook, "employer", gone)

    def everything() -> list[object]:
        return [list_records(notebook, name, removed=removed) for name in RECORD_TYPES for removed in (False, True)]

    save(notebook, Entry("worker", {"name": "Toinen"}))
    with notebook.writing() as connection:
        rebuild(connection, None)
    before = everything()
    with notebook.writing() as connection:
        rebuild(connection, None)
    assert everything() == before
    assert list_records(notebook, "client")[0].conflicts
