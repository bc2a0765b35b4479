"""What stands in the event form: it fills itself with everything known, and follows whom and what one chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from functools import partial

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, TextArea

from screens.day.event_drafts import begun_event
from screens.day.event_fields import put_in, typed_in
from screens.day.event_first import first_typed
from screens.day.event_known import (
    KnownClient,
    KnownEmployer,
    KnownEvent,
    known_client,
    known_employer,
    known_event,
    known_names,
    telling,
)
from screens.day.event_moving import Body
from screens.day.event_parts import ClientPart, EmployerPart, Head, TimeAndPlace
from screens.day.event_saving import VISITS, WITH_EMPLOYER, WITH_PURPOSES, Typed, read_form
from screens.day.event_support import Support
from screens.exchange.arrived import fields_of
from screens.exchange.arriving import ArrivedLine, ArrivingPage
from store.arrivals import Arrival, OnScreen
from store.history.change import Value
from store.identifiers import new_id
from store.refusal import Refusal
from tui.forms.days import read_day, wall_day
from tui.language import _
from tui.widgets.bars import TitleBar
from tui.widgets.finder import NEW, Finder
from tui.widgets.words import Words


class EventContent(ArrivingPage):
    """The form of one event, without its keys.

    Args:
        id: the event that is written down; None for a new one.
        kind: kind of a new event.
        client: whom a new event is about, or None.
        employer: at which employer a new event is, or None.
        draft: id of the event of a draft that is taken up again, or None.
        start: when a new event began, where that is known.
    """

    def __init__(
        self,
        id: str | None = None,
        *,
        kind: str = "employer_visit",
        client: str | None = None,
        employer: str | None = None,
        draft: str | None = None,
        start: time | None = None,
    ) -> None:
        super().__init__()
        self.record_id, self.kind, self.client, self.employer = id, kind, client, employer
        self.start = start
        self.event = id or draft or new_id()
        self.known: KnownEvent | None = None
        self.begun_with: Typed = {}
        self.ready = self.open_notes = self.filled = False
        self.seen = True
        self.of_draft = False
        self.told_about: tuple[str, str] | None = None
        self.warned = False

    def compose(self) -> ComposeResult:
        """Lay out the parts; those of the clients come when it is known who they are."""
        yield self.head()
        with Body():
            yield Head()
            yield EmployerPart()
            yield TimeAndPlace()
        yield ArrivedLine()
        yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Fill the form once it is painted."""
        self.begin(self._fill, group="fill", keys_wait=True)

    @property
    def parts(self) -> list[ClientPart]:
        """The parts of the clients, from top to bottom."""
        return list(self.query(ClientPart))

    # ---- what stands in the form at first

    async def _fill(self) -> None:
        read, notebook = self.shell.read, self.shell.opened
        if self.record_id is not None:
            try:
                self.known = await read(known_event, notebook, self.record_id)
            except Refusal as refusal:
                self._say("said", alarm=True, sentence=self.shell.refused(refusal))
                return
        names = await read(known_names, notebook)
        self.query_one("#employer", Finder).names = names.employers
        self.query_one("#client", Finder).names = names.clients
        clients = self.known.clients if self.known else ()
        if self.known is None and self.client is not None:
            clients = (await read(known_client, notebook, self.client),)
        for client in clients:
            await self._add(client)
        await self._put(first_typed(self.known, self.kind, self.client, self.employer, self.start))
        self.begun_with = self.typed()
        self.ready = True
        await self._recover()
        self.filled = True
        self._say_arrived()
        if self.is_attached and (self.focused is None or isinstance(self.focused.parent, Finder)):
            # Not where the cursor stands already, unless that is at finding somebody.
            self._focus_notes()

    async def _put(self, typed: Typed) -> None:
        put_in(self.query_one(Head), typed)
        put_in(self.query_one(TimeAndPlace), typed)
        part = self.query_one(EmployerPart)
        part.met_before = tuple(typed["part"].get("met", ()))
        put_in(part, typed["part"])
        finder = self.query_one("#employer", Finder)
        if name := typed.get("new_employer"):
            finder.put(str(name), NEW)
        elif employer := typed["employer"]:
            await self._choose_employer(str(employer))
        self._show_parts()
        await self._show_telling({one["client"]: list(one.get("told", ())) for one in typed["clients"]})
        for one in self.parts:
            for table in typed["clients"]:
                if table["client"] == one.known.id:
                    one.put(table)

    async def _recover(self) -> None:
        begun = await self.shell.read(begun_event, self.shell.opened, self.event)
        if begun is None:
            return
        self.of_draft = True
        if self.known is not None:
            known = self.known
            part = replace(known.part, heads=begun.parts[""]) if known.part and begun.parts[""] else known.part
            self.known = replace(known, event=replace(known.event, heads=begun.knew or known.event.heads), part=part)
        here = {one.known.id for one in self.parts}
        for table in begun.typed["clients"]:
            if table["client"] not in here:
                await self._add(
                    await self.shell.read(known_client, self.shell.opened, table["client"]), table["part"]
                )
        for one in self.parts:
            held = one.known.part
            if held is not None and begun.parts.get(one.part_id):
                one.known = replace(one.known, part=replace(held, heads=begun.parts[one.part_id]))
        await self._put(begun.typed)
        self._say("form.recovered")
        self.look_for_arrivals()

    # ---- what arrives meanwhile

    def on_screen(self) -> tuple[OnScreen, ...]:
        """Return the event and its parts that stand already, with the heads that were on the screen."""
        if self.known is None or not self.ready:
            return ()
        parts = (self.known.part, *(one.known.part for one in self.parts))
        shown = [one for one in (self.known.event, *parts) if one is not None]
        return tuple(OnScreen(one.record, one.id, one.heads, None if self.of_draft else one.values) for one in shown)

    @property
    def disputed(self) -> tuple[Arrival, ...]:
        """What was in conflict already when the form was opened."""
        if self.known is None or not self.ready:
            return ()
        parts = (self.known.part, *(one.known.part for one in self.parts))
        shown = [one for one in (self.known.event, *parts) if one is not None]
        return tuple(Arrival(one.record, one.id, each) for one in shown for each in one.conflicts)

    def stands(self, arrival: Arrival) -> Mapping[str, Value | None] | str | None:
        """Return what stands in the form where something arrived."""
        read = read_form(self.typed(), wall_day())
        values = read.event
        if arrival.record == "event_employer_part":
            values = read.part
        elif arrival.record == "event_client_part":
            clients = [one.known.id for one in self.parts if one.part_id == arrival.id]
            values = read.clients[clients[0]] if clients else {}
        return {name: values[name] for name in fields_of(arrival.record, arrival.conflict) if name in values} or None

    @property
    def discreet(self) -> bool:
        """Whether an employer may look at the form."""
        return self.seen

    def changes_came(self, records: frozenset[str]) -> None:
        """Say what arrived about this event; what may be told may have been taken back with it."""
        super().changes_came(records)
        if self.ready:
            self.begin(self._show_telling, group="telling")

    def _focus_notes(self) -> None:
        if self.is_attached:
            self.set_focus(self._notes())

    def _notes(self) -> Widget:
        """Return the notes, or the field of what must be known before them."""
        typed = typed_in(self.query_one(Head))
        employer = self.query_one("#employer", Finder)
        if typed["kind"] in VISITS and not employer.chosen:
            return employer.query_one(Input)
        if typed["kind"] == "client_meeting" and not self.parts:
            return self.query_one("#client Input", Input)
        if typed["kind"] == "call" and not employer.chosen and not self.parts:
            return employer.query_one(Input)
        if typed["kind"] != "support_visit" and employer.chosen:
            return _at_end(self.query_one("#employer-part TextArea", TextArea))
        if self.parts:
            return _at_end(next(area for area in self.parts[0].query(TextArea) if area.display))
        return self.query_one("#with-subject Input", Input)

    # ---- who it is with

    async def _choose_employer(self, id: str) -> None:
        known: KnownEmployer = await self.shell.read(known_employer, self.shell.opened, id, self.event)
        self.query_one("#employer", Finder).put(known.title or _("reference.not_here"), id)
        await self.query_one(EmployerPart).show_employer(known)

    async def _add(self, client: KnownClient, part: str | None = None) -> None:
        known = client.part.id if client.part else part or new_id()
        added = ClientPart(client, known)
        await self.query_one(Body).mount(added, before="#time-and-place")
        self._number()

    def _number(self) -> None:
        for place, one in enumerate(self.parts, 1):
            one.place, one.count = place, len(self.parts)
            one.speak()

    def on_finder_chosen(self, event: Finder.Chosen) -> None:
        """Take the employer or the client who was chosen, and go on to the notes."""
        self.begin(partial(self._chosen, event), group="chosen", keys_wait=True)

    async def _chosen(self, event: Finder.Chosen) -> None:
        if event.finder.id == "employer":
            if event.id == NEW:
                await self.query_one(EmployerPart).show_employer(KnownEmployer(""))
            else:
                await self._choose_employer(event.id)
        else:
            event.finder.put("", "")
            if event.id not in {one.known.id for one in self.parts}:
                await self._add(await self.shell.read(known_client, self.shell.opened, event.id))
        self._show_parts()
        await self._show_telling()
        self._focus_notes()
        self._touched()

    def on_finder_emptied(self) -> None:
        """Show what is left when no employer is chosen."""
        self._show_parts()
        self.begin(self._show_telling, group="telling")

    def on_client_part_dropped(self, event: ClientPart.Dropped) -> None:
        """Take a client off a form that is not saved yet."""
        self.begin(partial(self._drop, event.part), group="chosen", keys_wait=True)

    async def _drop(self, part: ClientPart) -> None:
        await part.remove()
        self._number()
        self._focus_notes()
        self._touched()

    def _show_parts(self) -> None:
        """Show what this kind of event has, and hide what others may not read."""
        kind = typed_in(self.query_one(Head))["kind"]
        employer = kind in WITH_EMPLOYER and bool(self.query_one("#employer", Finder).chosen)
        self.query_one("#with-employer").display = kind in WITH_EMPLOYER
        self.query_one("#with-client .label").set_class(kind in WITH_EMPLOYER, "beside")
        self.query_one("#employer-part").display = employer or kind in VISITS
        self.query_one("#with-purposes").display = kind in WITH_PURPOSES
        self.query_one("#with-subject").display = kind not in VISITS
        self.seen = (employer or kind in VISITS) and not self.open_notes
        for one in self.parts:
            for widget in (*one.query(".own"), *one.query(TextArea)):
                if widget.name in ("notes", None):
                    widget.display = not self.seen
            for support in one.query(Support):
                support.show_kind("" if self.seen else str(kind))
        self.query_one(TitleBar).key = "event.visit" if kind in VISITS else "event.title"
        self.query_one(TitleBar).refresh()

    async def _show_telling(self, ticked: Mapping[str, list[str]] | None = None) -> None:
        """Ask what may be told to this employer on this day, and show it at each client."""
        typed = self.typed()
        employer, day = typed["employer"], read_day(typed["day"], wall_day()) or wall_day()
        self.told_about = (employer, day.isoformat())
        for one in self.parts:
            found = None
            if employer and typed["kind"] in WITH_EMPLOYER:
                found = await self.shell.read(telling, self.shell.opened, one.known.id, employer, day)
            await one.show_telling(found, None if ticked is None else ticked.get(one.known.id))

    # ---- what stands in the form now

    def typed(self) -> Typed:
        """Return what stands in the form, as a draft keeps it."""
        head = typed_in(self.query_one(Head))
        finder = self.query_one("#employer", Finder)
        with_employer = head["kind"] in WITH_EMPLOYER
        return {
            **head,
            **typed_in(self.query_one(TimeAndPlace)),
            "employer": finder.chosen if with_employer and finder.chosen != NEW else "",
            "new_employer": finder.title if with_employer and finder.chosen == NEW else "",
            "part": typed_in(self.query_one(EmployerPart)),
            "clients": [one.typed() for one in self.parts],
        }

    def _touched(self) -> None:
        """Hear that something was changed; the form with its keys keeps a draft then."""

    def _say(self, words: str, *, alarm: bool = False, **values: object) -> None:
        super()._say(words, alarm=alarm, **values)
        self.warned = alarm

    def speak(self) -> None:
        """Say everything in the language chosen now; what was typed and ticked stays."""
        super().speak()
        if self.ready:
            self.begin(self._show_telling, group="telling")


def _at_end(notes: TextArea) -> TextArea:
    """Put the cursor behind what was written before, so that one goes on where one stopped."""
    notes.move_cursor(notes.document.end)
    return notes
