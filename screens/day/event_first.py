"""What the event form begins with: what stands already, and everything else that is known."""

from __future__ import annotations

from datetime import time

from screens.day.event_known import KnownClient, KnownEvent
from screens.day.event_saving import CLIENT_LINES, LINES, PART_LINES, VISITS, Typed, typed_of_record
from screens.day.event_support import support_typed
from store.history.change import Value
from store.reading import Shown
from tui.forms.days import wall_day


def first_typed(
    known: KnownEvent | None, kind: str, client: str | None, employer: str | None, start: time | None = None
) -> Typed:
    """Return what stands in the form when it opens.

    Args:
        known: the event that stands; None for a new one.
        kind: kind of a new event.
        client: whom a new event is about, or None.
        employer: at which employer a new event is, or None.
        start: when a new event began, where that is known.
    """
    return _standing(known) if known else _new(kind, client, employer, start)


def _new(kind: str, client: str | None, employer: str | None, start: time | None) -> Typed:
    preset: dict[str, Value] = {"kind": kind, "day": wall_day(), "status": "held"}
    if start is not None:
        preset["start"] = start
    preset["mode"] = "phone" if kind == "call" else "face_to_face"
    if kind in VISITS or kind == "call":
        preset["place_kind"] = "workplace" if kind in VISITS else "remote"
    present = ["client", "coach"] if kind in ("client_meeting", "support_visit") else ["coach"]
    typed = typed_of_record("event", LINES, preset)
    return {**typed, "present": present, "employer": employer or "", "part": {}, "clients": []}


def _standing(known: KnownEvent) -> Typed:
    values, part = dict(known.event.values), known.part
    values.setdefault("mode", "phone" if values.get("kind") == "call" else "face_to_face")
    day, today = values.get("day"), wall_day()
    if values.get("status") == "planned" and isinstance(day, type(today)) and day <= today:
        values["status"] = "held"
    written = typed_of_record("event_employer_part", PART_LINES, part.values) if part else {}
    lists = {name: list(_elements(part, name)) for name in ("met", "purposes")}
    return {
        **typed_of_record("event", LINES, values),
        "present": list(_elements(known.event, "present")) or ["coach"],
        "employer": str(values.get("employer") or ""),
        "part": {**written, **lists},
        "clients": [_client(one) for one in known.clients],
    }


def _client(known: KnownClient) -> Typed:
    part = known.part
    values = part.values if part else {}
    typed = typed_of_record("event_client_part", CLIENT_LINES, values)
    typed |= {"client": known.id, "told": [], "nothing_told": values.get("nothing_told") is True}
    return {**typed, **support_typed(values)}


def _elements(shown: Shown | None, name: str) -> tuple[str, ...]:
    value = shown.values.get(name) if shown else None
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()
