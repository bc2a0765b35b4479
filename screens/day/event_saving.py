"""From what was typed into the event form to what one save writes: the event, the employer's part, a part a client.

What is typed is a plain table, so that a draft can keep it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from screens.day.event_known import KnownClient, KnownEvent, Telling
from screens.day.event_support import support_values
from store.history.change import Value
from store.identifiers import new_id
from store.reading import Shown
from store.records import RECORD_TYPES
from store.records.disclosure import TO_WHOM
from store.writing import Entry
from tui.forms.reading import Unclear, read_typed, typed_of

WITH_EMPLOYER = ("employer_visit", "support_visit", "call")
"""Kinds at which an employer is met; the others have none."""

VISITS = ("employer_visit", "support_visit")
"""Kinds at which the employer may look at the screen."""

WITH_PURPOSES = ("employer_visit", "call")
"""Kinds that feed criterion 18; support visits never do (USERS, rule 3)."""

LINES = ("kind", "status", "day", "start", "minutes", "mode", "place", "place_kind", "metres", "subject")
PART_LINES = ("learned", "next_step", "next_day")
CLIENT_LINES = ("notes", "agreed", "next_step", "next_day")

LONG_AGO, FAR_AHEAD = timedelta(days=31), timedelta(days=370)
"""Days further away than this are asked about, not refused."""

Typed = dict[str, Any]


@dataclass(frozen=True)
class Around:
    """What stands around what was typed.

    Attributes:
        id: of the event, also before it is saved.
        worker: id of who writes.
        known: what stood when the form was opened; None for a new event.
        clients: by id, what is known of each client.
        telling: by client, what may be told.
        roles: by contact person, the part that they play.
    """

    id: str
    worker: str
    known: KnownEvent | None = None
    clients: Mapping[str, KnownClient] = field(default_factory=dict)
    telling: Mapping[str, Telling] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadForm:
    """What was typed, as values.

    Attributes:
        event: values of the event.
        part: values of the employer's part.
        clients: values of each client's part, by client.
        informed: by client, the day on which they heard what else was told.
        unclear: name of a field → key of the words that say what is expected there.
    """

    event: Mapping[str, Value | None]
    part: Mapping[str, Value | None]
    clients: Mapping[str, Mapping[str, Value | None]]
    informed: Mapping[str, date | None]
    unclear: Mapping[str, str]


def typed_of_record(record: str, names: tuple[str, ...], values: Mapping[str, Value]) -> Typed:
    """Return values of a record as a person would type them."""
    fields = RECORD_TYPES[record].fields
    return {name: typed_of(fields[name].mark, values.get(name)) for name in names}  # type: ignore[arg-type]  # no tuples


def read_form(typed: Typed, today: date) -> ReadForm:
    """Return the values of what was typed, and what cannot be understood.

    Args:
        typed: what stands in the form.
        today: the day on the wall.
    """
    unclear: dict[str, str] = {}

    def lines(record: str, names: tuple[str, ...], table: Typed, before: str = "") -> dict[str, Value | None]:
        return {name: one(record, name, str(table.get(name) or ""), before + name) for name in names}

    def one(record: str, name: str, text: str, place: str) -> Value | None:
        try:
            return read_typed(RECORD_TYPES[record].fields[name].mark, text, today)
        except Unclear as error:
            unclear[place] = error.key
            return None

    event = lines("event", LINES, typed)
    event["employer"] = typed.get("employer") or None
    event["present"] = tuple(typed.get("present", ())) or None
    part = lines("event_employer_part", PART_LINES, typed["part"], "part.")
    part["met"] = tuple(typed["part"].get("met", ())) or None
    part["purposes"] = tuple(typed["part"].get("purposes", ())) or None
    clients, informed = {}, {}
    for table in typed["clients"]:
        who, before = table["client"], f"{table['client']}."
        values = lines("event_client_part", CLIENT_LINES, table, before)
        values["nothing_told"] = True if table.get("nothing_told") else None
        clients[who] = {**values, **support_values(table)}
        day = one("told", "client_informed_on", str(table.get("other_day") or ""), before + "other_day")
        informed[who] = day if isinstance(day, date) else None
    return ReadForm(event, part, clients, informed, unclear)


def missing(typed: Typed, read: ReadForm) -> tuple[str, ...]:
    """Return the fields without which nothing can be saved: kind, day, and employer or client where it has one."""
    found = [name for name in ("kind", "status", "day") if read.event[name] is None]
    employer, kind = read.event["employer"] or typed.get("new_employer"), read.event["kind"]
    if kind == "employer_visit" and not employer:
        found.append("employer")
    if kind == "client_meeting" and not typed["clients"]:
        found.append("client")
    # A support visit to a workshop of activity has a client and no employer (model M3.4).
    if kind in ("call", "support_visit") and not employer and not typed["clients"]:
        found.append("employer")
    return tuple(found)


def undated(typed: Typed, read: ReadForm) -> tuple[str, ...]:
    """Return the clients of whom something else was told, with no day on which they heard of it (USERS, rule 4)."""
    return tuple(
        table["client"] for table in typed["clients"] if _other(table) and read.informed[table["client"]] is None
    )


def untold(typed: Typed, read: ReadForm, around: Around) -> bool:
    """Tell whether nobody has said yet what was told about a client at an employer.

    It is not asked about a support visit where nothing may be told and nobody was met who could have heard anything.
    That allows nothing: no sentence is offered, none is written, and a client who is to be asked first still is.
    """
    if read.event["employer"] is None or read.event["status"] != "held":
        return False
    unheard = read.event["kind"] == "support_visit" and not _met_anybody(typed)
    return any(
        not (table.get("told") or table.get("nothing_told") or _other(table))
        and not (around.clients[table["client"]].told or around.clients[table["client"]].deviated)
        and not (unheard and _nothing_may_be_told(around.telling.get(table["client"])))
        for table in typed["clients"]
    )


def _met_anybody(typed: Typed) -> bool:
    return bool(typed["part"].get("met") or str(typed["part"].get("new_contact") or "").strip())


def _nothing_may_be_told(telling: Telling | None) -> bool:
    """Tell whether it is known that nothing may be told; where it was not read yet, it is asked."""
    return telling is not None and not telling.sentences


def outside_audience(table: Typed, met: Iterable[str], telling: Telling | None) -> tuple[str, ...]:
    """Return the roles of people met to whom a ticked sentence is not to be told (USERS 4; criterion 13).

    It is a warning and no refusal: what was said was said, and is written down as it was.

    Args:
        table: what stands in a client's part.
        met: roles of the people who were met.
        telling: what may be told; None where there is nobody to tell.
    """
    found: set[str] = set()
    for sentence in telling.sentences if telling is not None else ():
        agreed = sentence.values.get("to_whom")
        if sentence.item in table.get("told", ()) and isinstance(agreed, tuple) and agreed:
            found |= set() if "everybody" in agreed else set(met) - {str(code) for code in agreed}
    return tuple(role for role in TO_WHOM if role in found)


def odd_days(read: ReadForm, today: date) -> tuple[date, ...]:
    """Return days that are asked about before they are saved: long ago, far ahead, or a next step in the past."""
    day = read.event["day"]
    found = [day] if isinstance(day, date) and not today - LONG_AGO <= day <= today + FAR_AHEAD else []
    nexts = [read.part["next_day"], *(values["next_day"] for values in read.clients.values())]
    begin = max(day, today - LONG_AGO) if isinstance(day, date) else today
    found += [one for one in nexts if isinstance(one, date) and not begin <= one <= today + FAR_AHEAD]
    found += [one for one in read.informed.values() if one is not None and one > today]
    return tuple(dict.fromkeys(found))


def entries(typed: Typed, read: ReadForm, around: Around, *, to_be_completed: bool) -> tuple[Entry, ...]:
    """Return what one save writes, the event first; nothing that stands already as it is.

    Args:
        typed: what stands in the form.
        read: the same, as values.
        around: what stands around it.
        to_be_completed: whether the event is listed as unfinished.
    """
    found: list[Entry] = []
    employer = read.event["employer"]
    if typed.get("new_employer"):
        employer = new_id()
        found.append(Entry("employer", {"name": typed["new_employer"]}, id=employer))
    event = {**read.event, "employer": employer, "to_be_completed": True if to_be_completed else None}
    if around.known is None:
        event["worker"] = around.worker
    written = [_changed("event", event, around.known.event if around.known else None, around.id)]
    if employer is not None:
        written += _employer_part(str(employer), typed, read, around)
    for table in typed["clients"]:
        written += _client_part(table, read, around)
        written += _told(table, typed, read, around, employer)
    return (*found, *(entry for entry in written if entry is not None))


def _changed(record: str, values: Mapping[str, Value | None], held: Shown | None, id: str) -> Entry | None:
    """Return an entry with what differs from what was on the screen; None where nothing does."""
    there = held.values if held else {}
    changes = {name: value for name, value in values.items() if not _same(value, there.get(name))}
    if held is not None and not changes:
        return None
    return Entry(record, changes, id=held.id if held else id, knew=held.heads if held else None)


def _same(first: Value | None, second: Value | None) -> bool:
    if isinstance(first, tuple) and isinstance(second, tuple):
        return set(first) == set(second)
    return first == second


def _employer_part(employer: str, typed: Typed, read: ReadForm, around: Around) -> list[Entry | None]:
    held = around.known.part if around.known else None
    found: list[Entry | None] = []
    met = read.part["met"]
    if name := str(typed["part"].get("new_contact") or "").strip():
        contact = new_id()
        found.append(Entry("contact_person", {"employer": employer, "name": name}, id=contact))
        met = (*(met if isinstance(met, tuple) else ()), contact)
    values = {**read.part, "met": met}
    if read.event["kind"] not in WITH_PURPOSES:
        values.pop("purposes")
    if held is None and not any(values.values()):
        return found
    return [
        *found,
        _changed("event_employer_part", {**values, "event": around.id, "employer": employer}, held, new_id()),
    ]


def _client_part(table: Typed, read: ReadForm, around: Around) -> list[Entry | None]:
    who = table["client"]
    held = around.clients[who].part if who in around.clients else None
    values = {**read.clients[who], "client": who, "event": around.id}
    return [_changed("event_client_part", values, held, table["part"])]


def _told(table: Typed, typed: Typed, read: ReadForm, around: Around, employer: Value | None) -> list[Entry | None]:
    """Return what was told: each ticked sentence once, and something else with the day the client heard of it."""
    who, found = table["client"], list[Entry | None]()
    roles = {around.roles.get(id, "") for id in typed["part"].get("met", ())}
    heard = tuple(role for role in TO_WHOM if role in roles)
    common = {"client": who, "event": around.id, "employer": employer, "day": read.event["day"]}
    before = around.clients[who].told if who in around.clients else frozenset()
    allowed = {sentence.item: sentence for sentence in around.telling.get(who, Telling()).sentences}
    for item in table.get("told", ()):
        sentence = allowed.get(item)
        if item in before or sentence is None:
            continue
        values: dict[str, Value | None] = {
            **common,
            "item": item,
            "words": sentence.words or None,
            "to_whom": heard or sentence.values.get("to_whom"),
            "told_by": sentence.values.get("who_says") or "coach",
        }
        found.append(Entry("told", values))
    informed = read.informed[who]
    if (words := _other(table)) and informed is not None:
        more: dict[str, Value | None] = {"words": words, "deviation": True, "told_by": "coach"}
        more["client_informed_on"] = informed
        found.append(Entry("told", {**common, **more, "to_whom": heard or None}))
    return found


def _other(table: Typed) -> str:
    return str(table.get("other_words") or "").strip() if table.get("other") else ""
