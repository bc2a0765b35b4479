"""Ennen käyntiä: read in the car, before anybody from the workplace sees the screen (USERS, rule 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from screens.day.event_known import KnownClient, KnownEmployer, Telling, known_employer, known_event, telling
from screens.day.reminders import reminders
from store.disclosure import Knower, who_knows
from store.doubles import joined_clients
from store.notebook import Notebook
from store.one_person import standing_cards
from store.reading import Shown, list_records
from store.records import RECORD_TYPES
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, position_of, say_value
from tui.language import _, plural
from tui.language.dates import long_day, short_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text

LAST_CONTACTS = 3
"""So many of the last contacts with an employer are told."""


@dataclass(frozen=True)
class OfClient:
    """What is read of one client.

    Attributes:
        client: who.
        telling: what may be told.
        reminders: lines of what is not said.
        asked: when the client was last asked, or None.
        knowers: what this employer was told already.
    """

    client: KnownClient
    telling: Telling
    reminders: tuple[str, ...]
    asked: date | None
    knowers: tuple[Knower, ...]


@dataclass(frozen=True)
class Beforehand:
    """Everything that is read before a visit."""

    event: Shown
    employer: KnownEmployer | None
    contacts: tuple[Shown, ...]
    parts: tuple[Shown, ...]
    clients: tuple[OfClient, ...]


def read_beforehand(notebook: Notebook, id: str) -> Beforehand:
    """Read everything for one event.

    Args:
        notebook: the open notebook.
        id: of the event.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    known = known_event(notebook, id)
    employer, day = str(known.event.values.get("employer") or ""), known.event.values.get("day")
    on = day if isinstance(day, date) else wall_day()
    contacts: list[Shown] = []
    parts: list[Shown] = []
    if employer:
        where = {"employer": employer, "status": "held"}
        held = list_records(notebook, "event", where=where, limit=LAST_CONTACTS + 1)
        contacts = [one for one in held if one.id != id][:LAST_CONTACTS]
        parts = list_records(notebook, "event_employer_part", where={"employer": employer}, limit=LAST_CONTACTS)
    stands = standing_cards(notebook)
    once = {stands.get(one.id, one.id): one for one in known.clients}
    clients = tuple(_of_client(notebook, one, employer, on) for one in once.values())
    return Beforehand(
        known.event,
        known_employer(notebook, employer, id) if employer else None,
        tuple(contacts),
        tuple(parts),
        clients,
    )


def _of_client(notebook: Notebook, client: KnownClient, employer: str, day: date) -> OfClient:
    found = telling(notebook, client.id, employer, day) if employer else Telling()
    cards = (client.id, *joined_clients(notebook, client.id))
    asked: list[object] = []
    for card in cards:
        talks = list_records(notebook, "disclosure_discussion", where={"client": card}, limit=1)
        agreements = list_records(notebook, "disclosure_agreement", where={"client": card}, limit=1)
        asked += [one.values.get("day") for one in talks] + [one.values.get("agreed_on") for one in agreements]
    asked += [sentence.values.get("asked_on") for sentence in found.sentences]
    return OfClient(
        client,
        found,
        tuple(reminders(notebook, client.id, employer, day)),
        max((one for one in asked if isinstance(one, date)), default=None),
        who_knows(notebook, client.id, employer=employer) if employer else (),
    )


class BeforeVisit(Page[None]):
    """The full list for one event.

    Args:
        event: id of the event.
    """

    NAME = "before_visit"
    CSS_PATH = "before_visit.tcss"
    BINDINGS = [
        key("f2", "write", "before_visit.write"),
        key("escape", "leave", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
    ]

    def __init__(self, event: str) -> None:
        super().__init__()
        self.event = event
        self.found: Beforehand | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.head()
        yield VerticalScroll()
        yield self.foot()

    def on_mount(self) -> None:
        """Read it once the screen is painted."""
        self.query_one(VerticalScroll).focus()
        self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.found = await self.shell.read(read_beforehand, self.shell.opened, self.event)
        except Refusal as refusal:
            await self._put([("alarm", self.shell.refused(refusal))])
            return
        await self._put(lines_of(self.found, wall_day()))

    async def _put(self, lines: list[tuple[str, str]]) -> None:
        place = self.query_one(VerticalScroll)
        await place.remove_children()
        await place.mount_all(Text(said, classes=tone) for tone, said in lines)

    def speak(self) -> None:
        """Say everything in the language chosen now."""
        super().speak()
        self.begin(self._read)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_write(self) -> None:
        """Write the event down: from here on the screen may be seen."""
        from screens.day.event import EventForm

        self.app.switch_screen(EventForm(self.event))


def lines_of(found: Beforehand, today: date) -> list[tuple[str, str]]:
    """Return the lines with their tone: heading, alarm, plain.

    Args:
        found: what was read.
        today: the day on the wall.
    """
    values = found.event.values
    day, kind = values.get("day"), choice_of("kind", str(values.get("kind")))
    lines = [("heading", " · ".join(filter(None, (kind, long_day(day) if isinstance(day, date) else ""))))]
    if found.employer is not None:
        lines += _employer(found, found.employer)
    for one in found.clients:
        lines += _client(one, today)
    if not found.clients:
        lines.append(("plain", _("before_visit.no_clients")))
    return lines


def _employer(found: Beforehand, employer: KnownEmployer) -> list[tuple[str, str]]:
    lines = [("heading", employer.title or _("reference.not_here"))]
    lines += [
        ("plain", ", ".join(filter(None, (one.name, position_of({"title": one.title, "role": one.role})))))
        for one in employer.contacts
    ]
    for one in found.contacts:
        day = one.values.get("day")
        learned = [
            str(part.values.get("learned") or "") for part in found.parts if part.values.get("event") == one.id
        ]
        said = [short_day(day) if isinstance(day, date) else "", choice_of("kind", str(one.values.get("kind")))]
        lines.append(("plain", " · ".join(filter(None, (*said, *(" ".join(text.split()) for text in learned))))))
    if not found.contacts:
        lines.append(("plain", _("before_visit.first_time")))
    for part in found.parts:
        step, day = part.values.get("next_step"), part.values.get("next_day")
        if step:
            when = f" ({short_day(day)})" if isinstance(day, date) else ""
            lines.append(("plain", _("before_visit.promised", step=step) + when))
            break
    return lines


def _client(one: OfClient, today: date) -> list[tuple[str, str]]:
    lines = [("heading", one.client.name or _("reference.not_here"))]
    if one.asked is None:
        lines.append(("alarm", _("before_visit.never_asked")))
    else:
        days = max((today - one.asked).days, 0)
        lines.append(("plain", plural("before_visit.asked", days, day=long_day(one.asked))))
    known_on = one.telling.known_on
    if known_on is None:
        lines.append(("alarm", _("before_visit.never_heard")))
    else:
        lines.append(("plain", _("before_visit.known_on", day=long_day(known_on))))
    if one.telling.ask_first:
        lines.append(("alarm", _("client.ask_first")))
    lines.append(("section", _("before_visit.may_tell")))
    fields = RECORD_TYPES["disclosure_item"].fields
    for sentence in one.telling.sentences:
        words = sentence.words or choice_of("item", str(sentence.values.get("item") or "own"))
        lines.append(("plain", _("event.sentence", words=words)))
        said = [say_value("disclosure_item", fields[name], sentence.values.get(name)) for name in ("to_whom", "when")]
        who = sentence.values.get("who_says")
        said.append(_("event.client_says") if who == "client" else "")
        if any(said):
            lines.append(("detail", " · ".join(filter(None, said))))
        if asked := sentence.values.get("if_asked"):
            lines.append(("detail", _("before_visit.if_asked", words=" ".join(str(asked).split()))))
    if one.telling.agreed_on is not None:
        lines.append(("detail", _("event.permitted_since", day=long_day(one.telling.agreed_on))))
    if not one.telling.sentences:
        lines.append(("plain", _("client.no_permissions")))
    lines.append(("section", _("before_visit.not_to_tell")))
    lines += [("plain", line) for line in one.reminders] or [("plain", _("reminders.nothing"))]
    if one.knowers:
        lines.append(("section", _("before_visit.known_here")))
        lines += [
            ("plain", f"{short_day(knower.day)} {' '.join((knower.words or '').split())}") for knower in one.knowers
        ]
    return lines
