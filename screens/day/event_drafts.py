"""Drafts of the event form: one for the event, and one for each client, so that an erasure reaches just theirs."""

from __future__ import annotations

from dataclasses import dataclass

from screens.day.event_known import KnownEvent
from screens.day.event_saving import Typed
from store.drafts import Draft, discard_draft, list_drafts
from store.notebook import Notebook

EVENT, CLIENT = "event", "event_client_part"
"""Forms under which the two kinds of draft are kept."""


@dataclass(frozen=True)
class Begun:
    """A form that was begun before.

    Attributes:
        event: id of the event, also where it was never saved.
        typed: what stood in the form.
        knew: heads of the event that were on the screen.
        parts: heads of the parts, by their id.
        drafts: ids of its drafts.
    """

    event: str
    typed: Typed
    knew: tuple[str, ...]
    parts: dict[str, tuple[str, ...]]
    drafts: tuple[str, ...]


def drafts_of(typed: Typed, event: str, known: KnownEvent | None) -> tuple[Draft, ...]:
    """Return what stands in the form as drafts; each is found again by the ids that it names.

    Args:
        typed: what stands in the form.
        event: id of the event, also before it is saved.
        known: what stood when the form was opened.
    """
    part = known.part if known else None
    parts = {one.id: one for one in known.clients} if known else {}
    names = [{"client": table["client"], "part": table["part"]} for table in typed["clients"]]
    values = {**typed, "clients": names, "event": event, "part_knew": list(part.heads) if part else []}
    main = Draft(EVENT, values, event, event if known else None, knew=known.event.heads if known else ())
    found = [main]
    for table in typed["clients"]:
        held = parts[table["client"]].part if table["client"] in parts else None
        knew = held.heads if held else ()
        found.append(Draft(CLIENT, table, table["part"], event, table["client"], knew))
    return tuple(found)


def discard_drafts(notebook: Notebook, event: str) -> None:
    """Let go of the drafts of one form: it was saved, or the person chose to discard it."""
    for draft in list_drafts(notebook):
        if (draft.form == EVENT and draft.id == event) or (draft.form == CLIENT and draft.record == event):
            discard_draft(notebook, str(draft.id))


def begun_event(notebook: Notebook, event: str) -> Begun | None:
    """Return what was typed into the form of an event and not saved, or None.

    Args:
        notebook: the open notebook.
        event: id of the event, also where it was never saved.
    """
    drafts = list_drafts(notebook)
    main = next((draft for draft in drafts if draft.form == EVENT and draft.id == event), None)
    if main is None or "clients" not in main.values:
        return None
    own = {draft.client: draft for draft in drafts if draft.form == CLIENT and draft.record == event}
    clients = [dict(own[one["client"]].values) for one in main.values["clients"] if one["client"] in own]
    values = {name: value for name, value in main.values.items() if name not in ("event", "part_knew")}
    parts = {draft.id: draft.knew for draft in own.values() if draft.id}
    parts[""] = tuple(main.values.get("part_knew", ()))
    ids = (event, *(draft.id for draft in own.values() if draft.id))
    return Begun(event, {**values, "clients": clients}, main.knew, parts, ids)
