"""``reppu record``: every record type through types, set, list, show and delete, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from store.history.shape import Kind
from store.identifiers import is_id, new_id
from store.records import RECORD_TYPES
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence
from tests.tui.cli.sample_values import whole_record

WRITTEN_BY_FORMS = [name for name, of in RECORD_TYPES.items() if not of.declared.internal]
INTERNAL = [name for name, of in RECORD_TYPES.items() if of.declared.internal]


def values_file(desk: Desk, values: dict[str, Any], name: str = "values.toml") -> Path:
    """Write a file of values."""
    return desk.write(name, tomli_w.dumps(values))


def plain(value: Any) -> Any:
    """Return a value as ``--json`` spells it."""
    return json.loads(json.dumps(value, default=lambda one: one.isoformat()))


@pytest.mark.parametrize("name", WRITTEN_BY_FORMS)
def test_every_type_is_written_listed_shown_and_deleted(at_office: Desk, here: Here, name: str) -> None:
    """Each value comes back as it was written; what is deleted is in the other list."""
    record_type = RECORD_TYPES[name]
    values = whole_record(record_type)
    set_done = here("record", "set", name, "--values", values_file(at_office, values), "--json")
    assert (set_done.code, set_done.complained) == (0, "")
    saved = set_done.answer
    shown = here("record", "show", name, saved["id"], "--json").answer
    assert shown["values"] == plain(values)
    assert shown["heads"] == [saved["change"]]
    assert (shown["conflicts"], shown["kept"], shown["removed"]) == ([], [], False)
    listed = here("record", "list", name, "--json").answer
    assert saved["id"] in [one["id"] for one in listed]
    deleted = here("record", "delete", name, saved["id"], "--reason", "harjoitus", "--json")
    if name == "withdrawal":
        assert deleted.code == 1
        assert is_one_sentence(deleted.complained)
        return
    assert (deleted.code, deleted.complained) == (0, "")
    assert saved["id"] not in [one["id"] for one in here("record", "list", name, "--json").answer]
    assert saved["id"] in [one["id"] for one in here("record", "list", name, "--removed", "--json").answer]


@pytest.mark.parametrize("name", WRITTEN_BY_FORMS)
def test_the_declaration_says_what_a_record_needs(here: Here, name: str) -> None:
    """``types TYPE --json`` names every field with its type, and whether it is required."""
    described = here("record", "types", name, "--json", opens=False).answer
    fields = {field["name"]: field for field in described["fields"]}
    assert list(fields) == list(RECORD_TYPES[name].fields)
    assert [n for n, field in fields.items() if field["required"]] == list(RECORD_TYPES[name].required)


def test_types_lists_every_type_for_people_too(here: Here) -> None:
    """Without ``--json`` a line a type, with its name in the language spoken."""
    lines = here("record", "types", opens=False).said.splitlines()
    assert [line.split()[0] for line in lines] == list(RECORD_TYPES)


@pytest.mark.parametrize("name", INTERNAL)
def test_what_the_program_writes_itself_is_listed_and_not_written(at_office: Desk, here: Here, name: str) -> None:
    """A chain or an erasure has no form either: exit 2."""
    assert here("record", "list", name, "--json").code == 0
    refused = here("record", "set", name, "--values", values_file(at_office, {"ground": "x"}))
    assert refused.code == 2
    assert is_one_sentence(refused.complained)
    assert here("record", "delete", name, new_id()).code == 2


def test_a_change_touches_only_what_the_file_names(coach: Desk, here: Here) -> None:
    """An empty text clears; sets take ``[add]`` and ``[drop]``; the rest stays."""
    client = {"given_name": "Aalto", "family_name": "Havu", "municipality": "Lahti"}
    saved = here("record", "set", "client", "--values", values_file(coach, client), "--json").answer
    change = values_file(coach, {"family_name": "Kivi", "municipality": ""})
    here("record", "set", "client", saved["id"], "--values", change)
    shown = here("record", "show", "client", saved["id"], "--json").answer
    assert shown["values"] == {"given_name": "Aalto", "family_name": "Kivi"}
    event = {"kind": "internal", "status": "held", "day": whole_record(RECORD_TYPES["event"])["day"]}
    made = here(
        "record", "set", "event", "--values", values_file(coach, event | {"present": ["coach"]}), "--json"
    ).answer
    for table, expected in (
        ({"add": {"present": ["client"]}}, ["client", "coach"]),
        ({"drop": {"present": ["coach"]}}, ["client"]),
    ):
        here("record", "set", "event", made["id"], "--values", values_file(coach, table))
        assert here("record", "show", "event", made["id"], "--json").answer["values"]["present"] == expected


def test_knew_makes_a_conflict_with_what_it_did_not_know(coach: Desk, here: Here) -> None:
    """Two edits on the same heads: both are shown with author and time, and ``show`` prints the heads."""
    first = here("record", "set", "client", "--values", values_file(coach, {"given_name": "Aalto"}), "--json").answer
    for name in ("Vuono", "Usva"):
        change = values_file(coach, {"given_name": name})
        done = here("record", "set", "client", first["id"], "--values", change, "--knew", first["change"], "--json")
        assert done.code == 0
    shown = here("record", "show", "client", first["id"], "--json").answer
    (conflict,) = shown["conflicts"]
    assert conflict["unit"] == "given_name"
    assert {live["value"] for live in conflict["values"]} == {"Vuono", "Usva"}
    assert len(shown["heads"]) == 2
    human = here("record", "show", "client", first["id"]).said
    assert all(head in human for head in shown["heads"])
    ended = here(
        "record", "set", "client", first["id"], "--values", change, "--knew", ",".join(shown["heads"]), "--json"
    )
    assert ended.code == 0
    assert here("record", "show", "client", first["id"], "--json").answer["conflicts"] == []


def test_where_finds_by_typed_values(coach: Desk, here: Here) -> None:
    """A day, a choice, an element of a set, an empty field; several conditions hold together."""
    event = {
        "kind": "internal",
        "status": "held",
        "day": whole_record(RECORD_TYPES["event"])["day"],
        "present": ["coach"],
    }
    saved = here("record", "set", "event", "--values", values_file(coach, event), "--json").answer
    for conditions, found in (
        (["day=2026-11-24", "status=held"], [saved["id"]]),
        (["present=coach"], [saved["id"]]),
        (["employer="], [saved["id"]]),
        (["day=2026-11-25"], []),
        (["status=planned"], []),
    ):
        words = [word for condition in conditions for word in ("--where", condition)]
        assert [one["id"] for one in here("record", "list", "event", *words, "--json").answer] == found


def test_a_list_has_all_pages(coach: Desk, here: Here) -> None:
    """The store hands out 200 at a time; the command prints them all."""
    rows = "".join(f"Etu{number}\n" for number in range(205))
    assert here("import", "people", coach.write("people.csv", f"Etunimi\n{rows}")).code == 0
    assert len(here("record", "list", "client", "--json").answer) == 205


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["list", "no_such_type"], 1),
        (["show", "client", "not-an-id"], 1),
        (["show", "client", "01a20888-77d1-74e0-8056-d779fbda6872"], 1),
        (["delete", "client", "01a20888-77d1-74e0-8056-d779fbda6872"], 1),
        (["list", "client", "--where", "shoe_size=41"], 1),
        (["list", "client", "--where", "given_name"], 2),
        (["list", "client", "--where", "entry=tomorrow"], 2),
        (["set", "client", "--values", "missing.toml"], 1),
        (["set", "client"], 2),
        (["show", "client"], 2),
    ],
)
def test_what_cannot_be_done_is_one_sentence(coach: Desk, here: Here, words: list[str], code: int) -> None:
    """Exit 1 where the store refuses, 2 where the words are wrong; nothing on standard output."""
    done = here("record", *words)
    assert (done.code, done.said) == (code, "")
    assert is_one_sentence(done.complained)


@pytest.mark.parametrize(
    "content",
    [
        "given_name = 5\n",
        "family_name = 'Havu'\n",
        "given_name = 'Aalto'\nshoe_size = 41\n",
        "given_name = 'Aalto'\nstage = 'asleep'\n",
        "given_name = 'Aalto'\nentry = 2026-11-24\nclosed = 2026-11-01\n",
        "given_name = \n",
        "[given_name]\nx = 1\n",
        "a" * 100 + ".b" * 10_000 + " = 1\n",
        "x = " + "[" * 5_000 + "]" * 5_000 + "\n",
    ],
)
def test_bad_values_save_nothing(coach: Desk, here: Here, content: str) -> None:
    """Whatever the file holds: exit 1, one sentence, no client."""
    done = here("record", "set", "client", "--values", coach.write("values.toml", content))
    assert done.code == 1
    assert is_one_sentence(done.complained)
    assert here("record", "list", "client", "--json").answer == []


def test_a_coach_does_not_write_what_only_the_office_may(coach: Desk, here: Here) -> None:
    """Assigning is the office's: authority holds on the command line too."""
    values = whole_record(RECORD_TYPES["assignment"])
    done = here("record", "set", "assignment", "--values", values_file(coach, values))
    assert done.code == 1
    assert is_one_sentence(done.complained)


@pytest.mark.parametrize("name", [n for n in WRITTEN_BY_FORMS if RECORD_TYPES[n].kind is not Kind.EDITABLE])
def test_what_is_agreed_is_not_altered(at_office: Desk, here: Here, name: str) -> None:
    """Frozen and append-only records are refused a second value."""
    values = whole_record(RECORD_TYPES[name])
    saved = here("record", "set", name, "--values", values_file(at_office, values), "--json").answer
    field = next(field for field, value in values.items() if isinstance(value, str) and is_id(value))
    again = here("record", "set", name, saved["id"], "--values", values_file(at_office, {field: new_id()}))
    assert again.code == 1
    assert is_one_sentence(again.complained)
    assert here("record", "show", name, saved["id"], "--json").answer["values"][field] == values[field]


def test_an_id_that_is_not_here_is_refused_unless_it_is_said_to_be_new(coach: Desk, here: Here) -> None:
    """A slip in an id makes no second client; who moves in from elsewhere says so, and never over another."""
    values, id = values_file(coach, {"given_name": "Aalto"}), new_id()
    refused = here("record", "set", "client", id, "--values", values)
    assert (refused.code, refused.said) == (1, "")
    assert is_one_sentence(refused.complained)
    assert here("record", "list", "client", "--json").answer == []
    assert here("record", "set", "client", id, "--new", "--values", values, "--json").answer["id"] == id
    again = here("record", "set", "client", id, "--new", "--values", values_file(coach, {"given_name": "Vuono"}))
    assert (again.code, again.said) == (1, "")
    assert is_one_sentence(again.complained)
    assert here("record", "show", "client", id, "--json").answer["values"] == {"given_name": "Aalto"}
    other = here("record", "set", "employer", id, "--values", values_file(coach, {"name": "Kahvila"}))
    assert other.code == 1
    assert here("record", "set", "client", "no-id", "--new", "--values", values).code == 1
