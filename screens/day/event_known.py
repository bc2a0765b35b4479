"""What is known before an event is written down: the event itself, the employer, the clients, what may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from store.disclosure import may_be_told
from store.history.change import Value
from store.notebook import Notebook
from store.one_person import standing_cards
from store.reading import PAGE, Shown, find, list_records, show
from tui.forms.saying import title_of

MOST_NAMES = 2000
"""Finding by typing looks through at most so many names."""


@dataclass(frozen=True)
class Sentence:
    """Something that may be told, in the agreed words.

    Attributes:
        item: id of the disclosure item.
        words: the agreed words; empty where the item has none.
        values: the agreed values: to whom, who says it, when, what if somebody asks.
    """

    item: str
    words: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Telling:
    """What may be told about one client to one employer.

    Attributes:
        sentences: what may be told.
        ask_first: the client is to be asked before anything is told; how much there is, is not said.
        agreed_on: the day of the agreement, or None.
        known_on: day up to which this laptop knows what was recorded elsewhere.
    """

    sentences: tuple[Sentence, ...] = ()
    ask_first: bool = False
    agreed_on: date | None = None
    known_on: date | None = None


@dataclass(frozen=True)
class KnownClient:
    """One client of an event.

    Attributes:
        id: of the client.
        name: as others may see it: the given name and an initial; empty where the client is not here yet.
        part: the private part that stands already, or None.
        told: ids of the items that were told at this event already.
        deviated: whether something else was told too.
        goals: the wishes of work that stand, by id.
        jobs: the jobs, by id.
    """

    id: str
    name: str
    part: Shown | None = None
    told: frozenset[str] = frozenset()
    deviated: bool = False
    goals: tuple[tuple[str, str], ...] = ()
    jobs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class KnownEvent:
    """An event that stands already: planned, or held and to be completed."""

    event: Shown
    part: Shown | None
    clients: tuple[KnownClient, ...]


@dataclass(frozen=True)
class Contact:
    """Somebody who is met at an employer.

    Attributes:
        id: of the contact person.
        name: as typed.
        role: code of the role; empty where none was chosen.
        title: as typed; empty where none was.
    """

    id: str
    name: str
    role: str
    title: str = ""


@dataclass(frozen=True)
class KnownEmployer:
    """What the form says about an employer.

    Attributes:
        title: name and municipality; empty where the employer is not here yet.
        contacts: whom one can meet there.
        visits: how many visits were held.
        last: the day of the last contact, or None.
        last_by: given name of the colleague who made it; empty where it was oneself.
    """

    title: str
    contacts: tuple[Contact, ...] = ()
    visits: int = 0
    last: date | None = None
    last_by: str = ""


@dataclass(frozen=True)
class Names:
    """Names to find by typing, each with its id."""

    employers: tuple[tuple[str, str], ...]
    clients: tuple[tuple[str, str], ...]


def short_name(values: Mapping[str, Value]) -> str:
    """Return a client's name as a screen that others may see has it: the given name and an initial."""
    family = str(values.get("family_name") or "")
    return f"{values.get('given_name') or ''} {family[:1]}{'.' if family else ''}".strip()


def known_client(notebook: Notebook, client: str) -> KnownClient:
    """Return a client who comes to an event."""
    card = find(notebook, "client", standing_cards(notebook).get(client, client))
    goals, jobs = (_titles(notebook, record, client) for record in ("job_goal", "job"))
    return KnownClient(client, short_name(card.values) if card else "", goals=goals, jobs=jobs)


def _titles(notebook: Notebook, record: str, client: str) -> tuple[tuple[str, str], ...]:
    found = list_records(notebook, record, where={"client": client}, heads=False)
    return tuple((one.id, title_of(record, one.values)) for one in found)


def known_event(notebook: Notebook, id: str) -> KnownEvent:
    """Return an event with its parts.

    Args:
        notebook: the open notebook.
        id: of the event.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    event = show(notebook, "event", id)
    parts = list_records(notebook, "event_employer_part", where={"event": id}, order=("id",), limit=1)
    clients = []
    for part in list_records(notebook, "event_client_part", where={"event": id}, order=("id",)):
        who = str(part.client)
        told = list_records(notebook, "told", where={"client": who, "event": id})
        clients.append(
            replace(
                known_client(notebook, who),
                part=part,
                told=frozenset(str(one.values["item"]) for one in told if "item" in one.values),
                deviated=any(one.values.get("deviation") is True for one in told),
            )
        )
    return KnownEvent(event, parts[0] if parts else None, tuple(clients))


def known_employer(notebook: Notebook, employer: str, without: str | None = None) -> KnownEmployer:
    """Return what is known about an employer.

    Args:
        notebook: the open notebook.
        employer: its id.
        without: id of the event that is being written; it is not counted.
    """
    found = find(notebook, "employer", employer)
    contacts = list_records(notebook, "contact_person", where={"employer": employer})
    held = [
        one
        for one in list_records(notebook, "event", where={"employer": employer, "status": "held"})
        if one.id != without
    ]
    last = held[0].values if held else {}
    day, worker = last.get("day"), last.get("worker")
    by = find(notebook, "worker", str(worker)) if worker else None
    return KnownEmployer(
        title_of("employer", found.values) if found else "",
        tuple(
            Contact(one.id, *(str(one.values.get(name) or "") for name in ("name", "role", "title")))
            for one in contacts
            if one.values.get("left") is not True
        ),
        sum(one.values.get("kind") == "employer_visit" for one in held),
        day if isinstance(day, date) else None,
        str(by.values.get("name") or "").split(" ")[0] if by and worker != notebook.identity.worker else "",
    )


def telling(notebook: Notebook, client: str, employer: str, day: date) -> Telling:
    """Return what may be told about a client to an employer on a day, and since when.

    What may not be told is not read here at all, so that no screen built on this can show it (USERS, rule 1).
    """
    found = may_be_told(notebook, client, employer, day)
    sentences = tuple(
        Sentence(one.item, " ".join(str(one.values.get("wording") or "").split()), one.values) for one in found.items
    )
    agreements = {one.agreement for one in found.items if one.agreement}
    days = []
    for id in sorted(agreements):
        agreement = find(notebook, "disclosure_agreement", id)
        agreed = agreement.values.get("agreed_on") if agreement else None
        if isinstance(agreed, date):
            days.append(agreed)
    return Telling(sentences, bool(found.ask_first), max(days, default=None), found.known_on)


def known_names(notebook: Notebook) -> Names:
    """Return the names of employers and clients, for finding them by typing."""
    stands = standing_cards(notebook)
    clients = tuple(one for one in _names(notebook, "client") if stands.get(one[1], one[1]) == one[1])
    return Names(_names(notebook, "employer"), clients)


def _names(notebook: Notebook, record: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    while len(found) < MOST_NAMES:
        page = list_records(notebook, record, limit=PAGE, offset=len(found))
        found += [(title_of(record, one.values), one.id) for one in page]
        if len(page) < PAGE:
            break
    return tuple(found)
