"""What the screen of one client shows, read in a few looks whatever the number of events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.bundle import states_of
from store.bundle.states import State
from store.consents import KnownOn, known_today
from store.disclosure import Condition, Knower, conditions, told_somewhere, who_knows
from store.doubles import joined_clients
from store.history.consent import Permission
from store.notebook import Notebook
from store.profiles import Version, profile_versions
from store.reading import HistoryLine, Shown, history_of, list_records, show
from store.reading_several import read_several
from store.records import RECORD_TYPES
from store.records.marks import Reference
from tui.forms.days import wall_day
from tui.forms.disputes import Names, names_in
from tui.forms.saying import title_of

MOST_EVENTS = 50
"""The newest events; the others are found by searching."""


@dataclass(frozen=True)
class ClientView:
    """Everything that the screen of one client shows.

    Attributes:
        card: the client.
        permissions: what may be told, item by item.
        told: what was told, to whom and in which words, the latest first.
        versions: of the vocational profile, the latest first.
        events: the client's part, and the event where it is here; the newest day first.
        history: changes of the card, newest first.
        names: of workers, employers and whatever else is named.
        known: of which day what is known about the permissions is.
        conditions: the four of criterion 13.
        doubles: id and name of the other cards of the same person, as the office has joined them.
        states: where each of the client's records is: on this laptop, handed over, at the office.
    """

    card: Shown
    permissions: tuple[Permission, ...]
    told: tuple[Knower, ...]
    versions: tuple[Version, ...]
    events: tuple[tuple[Shown, Shown | None], ...]
    history: tuple[HistoryLine, ...]
    names: Names
    known: KnownOn
    conditions: tuple[Condition, ...]
    states: Mapping[str, State]
    doubles: tuple[tuple[str, str], ...] = ()


def read_client(notebook: Notebook, client: str) -> ClientView:
    """Read one client with what belongs to it.

    Args:
        notebook: the open notebook.
        client: its id.

    Raises:
        Refusal: it is not here, or was erased.
    """
    card = show(notebook, "client", client)
    others = joined_clients(notebook, client)
    parts = [part for one in (client, *others) for part in _parts_of(notebook, one)]
    ids = {str(part.values.get("event")) for part in parts}
    held = read_several(notebook, "event", ids, client=client, heads=False)
    events = [(part, held.get(str(part.values.get("event")))) for part in parts]
    events.sort(key=lambda row: _when(row[1]), reverse=True)
    history = tuple(reversed(history_of(notebook, client)))
    permissions = told_somewhere(notebook, client, wall_day())
    told, versions = who_knows(notebook, client), profile_versions(notebook, client)
    wanted: dict[str, set[str]] = {"worker": {line.author for line in history}, "employer": set()}
    wanted["worker"] |= {version.author for version in versions}
    wanted["employer"] |= {one.employer for one in told if one.employer}
    wanted["disclosure_item"] = {one.item for one in told if one.item and not one.words}
    wanted["employer"] |= {str(event.values["employer"]) for event in held.values() if event.values.get("employer")}
    wanted["employer"] |= {id for permission in permissions for id in _employers(permission)}
    for name, field in RECORD_TYPES["client"].fields.items():
        value = card.values.get(name)
        if isinstance(field.mark, Reference) and value is not None:
            wanted.setdefault(field.mark.record, set()).add(str(value))
    names = dict(names_in(notebook, "client", card.conflicts, client))
    for record, named in wanted.items():
        for id, shown in read_several(notebook, record, named, client=client, heads=False).items():
            names[record, id] = title_of(record, shown.values)
    known = known_today(notebook, wall_day())
    met = conditions(notebook, client, wall_day())
    states = states_of(notebook, (client, *(part.id for part in parts), *held))
    doubles = tuple(
        (id, title_of("client", shown.values))
        for id, shown in read_several(notebook, "client", others, client=client, heads=False).items()
    )
    return ClientView(card, permissions, told, versions, tuple(events), history, names, known, met, states, doubles)


def _parts_of(notebook: Notebook, client: str) -> list[Shown]:
    of_client = {"client": client}
    return list_records(
        notebook, "event_client_part", where=of_client, order=("-id",), limit=MOST_EVENTS, heads=False
    )


def _when(event: Shown | None) -> tuple[str, str]:
    if event is None:
        return "", ""
    return str(event.values.get("day") or ""), str(event.values.get("start") or "")


def _employers(permission: Permission) -> tuple[str, ...]:
    employers = permission.values.get("employers")
    return tuple(str(id) for id in employers) if isinstance(employers, tuple) else ()
