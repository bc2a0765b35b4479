"""The parts of the event form: who and how, the employer's part, one private part a client, time and place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Checkbox, Input

from screens.day.event_fields import (
    CodeSelect,
    CodeTick,
    DayField,
    FieldLabel,
    SentenceTick,
    Ticks,
    WordTick,
    line,
    put_in,
    typed_in,
)
from screens.day.event_known import KnownClient, KnownEmployer, Telling
from screens.day.event_moving import Note
from screens.day.event_support import Support
from store.records.events import EVENT_KINDS, MODES, PRESENT, PURPOSES, STATUSES
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import short_day
from tui.widgets.finder import Finder
from tui.widgets.ticks import Tick
from tui.widgets.words import PushButton, Text, Words, plain

PLACE_KINDS = ("office", "community", "workplace", "remote")


class Head(Vertical):
    """Whom the event is with, of which kind it is, and how it went."""

    def compose(self) -> ComposeResult:
        """Lay out three lines."""
        with Horizontal(id="who", classes="wraps"):
            with Horizontal(id="with-employer", classes="pair"):
                yield FieldLabel("event", "employer")
                yield Finder(id="employer", hint="event.find_employer", add="event.new_employer")
            with Horizontal(id="with-client", classes="pair"):
                yield Words("event.client", classes="label beside")
                yield Finder(id="client", hint="event.add_client")
        with Horizontal(classes="line wraps"):
            with Horizontal(classes="pair kind"):
                yield FieldLabel("event", "kind")
                yield CodeSelect("kind", EVENT_KINDS)
            with Horizontal(classes="pair twice"):
                yield FieldLabel("event", "mode", beside=True)
                yield CodeSelect("mode", MODES)
                yield CodeSelect("status", STATUSES)
        with Horizontal(classes="line", id="with-subject"):
            yield FieldLabel("event", "subject")
            yield line("subject")


class EmployerPart(Vertical):
    """Facts of the employer: the whole team sees them, and there is no client in them."""

    def __init__(self) -> None:
        super().__init__(id="employer-part", classes="part")
        self.known = KnownEmployer("")
        self.met_before: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out notes, what was done, whom one met, and what comes next."""
        with Horizontal(classes="headline"):
            yield Words("event.about_employer", classes="heading")
            yield Text("", id="history")
        yield Note("learned")
        with Horizontal(classes="line tall ticked", id="with-purposes"):
            yield FieldLabel("event_employer_part", "purposes")
            with Ticks():
                for code in reversed(PURPOSES):
                    yield CodeTick("purposes", code)
        with Horizontal(classes="line tall ticked"):
            yield FieldLabel("event_employer_part", "met")
            yield Ticks(id="contacts")
            yield Words("event.somebody_new", classes="label beside")
            yield line("new_contact", "short")
        yield from next_step("event_employer_part")

    async def show_employer(self, known: KnownEmployer) -> None:
        """Show what is known of the employer, and whom one can meet there; what is ticked stays so."""
        held = typed_in(self).get("met", [])
        self.known = known
        place = self.query_one("#contacts", Ticks)
        await place.remove_children()
        boxes = []
        for contact in known.contacts:
            boxes.append(Tick(plain(contact.name), name=f"met.{contact.id}", compact=True))
        await place.mount_all(boxes)
        place.display = bool(boxes)
        place.fit()
        put_in(self, {"met": [*held, *self.met_before]})
        self.speak_history()

    def speak_history(self) -> None:
        """Say how often one was here, and when last."""
        known = self.known
        said = [plural("event.visits", known.visits)] if known.visits else []
        if known.last is not None:
            said.append(_("event.last_contact", day=short_day(known.last), worker=known.last_by).strip())
        self.query_one("#history", Text).show(" · ".join(said))

    def speak(self) -> None:
        """Say the history in the language chosen now."""
        self.speak_history()


class ClientPart(Vertical):
    """What the event was for one client: private, and about this client only.

    Args:
        known: the client.
        part: id of the private part, also before it is saved.
    """

    class Dropped(Message):
        """The client does not belong here after all.

        Args:
            part: the part.
        """

        def __init__(self, part: ClientPart) -> None:
            super().__init__()
            self.part = part

    def __init__(self, known: KnownClient, part: str) -> None:
        super().__init__(classes="part client")
        self.known, self.part_id = known, part
        self.telling: Telling | None = None
        self.place, self.count = 1, 1

    def compose(self) -> ComposeResult:
        """Lay out what was told, what was agreed, and what comes next."""
        with Horizontal(classes="headline"):
            yield Text("", classes="heading name")
            yield Text("", classes="since")
            if self.known.part is None:
                yield PushButton("event.drop_client", classes="drop")
        with Horizontal(classes="line tall telling"):
            yield Words("event.told", classes="label")
            with Vertical(classes="tall"):
                yield Ticks(classes="sentences")
                with Ticks(classes="otherwise"):
                    yield WordTick("event.something_else", "other")
                    yield WordTick("event.told_nothing", "nothing_told")
        yield Text("", classes="audience alarm")
        with Horizontal(classes="line deviation"):
            yield Words("event.other_words", classes="label")
            yield line("other_words")
        with Horizontal(classes="line deviation"):
            yield Words("event.client_heard", classes="label wide")
            yield DayField("other_day")
        heading, notes = Words("event.own_notes", classes="own"), Note("notes")
        heading.display = notes.display = False  # until it is known that no employer looks, not even for a moment
        yield heading
        yield notes
        yield Words("event.agreed", classes="agreed")
        yield Note("agreed")
        yield from next_step("event_client_part")
        yield Support(self.known.goals, self.known.jobs, self.known.part.values if self.known.part else {})

    def on_mount(self) -> None:
        """Say whose part this is, unless the form was left before it was laid out."""
        if self.query(".name"):
            self.speak()
            self._show_deviation()
            self.warn_of(())

    def speak(self) -> None:
        """Say whose part it is, and since when what may be told."""
        name = self.known.name or _("reference.not_here")
        self.query_one(".name", Text).show(_("event.of_client", place=self.place, count=self.count, name=name))
        since = self.query_one(".since", Text)
        telling = self.telling
        since.display = telling is not None
        if telling is None:
            return
        if telling.ask_first:
            said = _("event.ask_first")
        elif telling.agreed_on is not None:
            said = _("event.permitted_since", day=short_day(telling.agreed_on))
        else:
            said = _("event.nothing_agreed")
        since.show(said)
        since.set_class(telling.ask_first, "alarm")

    async def show_telling(self, telling: Telling | None, ticked: list[str] | None = None) -> None:
        """Show what may be told; what is ticked stays so.

        Args:
            telling: what may be told; None where there is nobody to tell.
            ticked: ids of items that are ticked; None: those that are ticked now.
        """
        held = typed_in(self).get("told", []) if ticked is None else ticked
        self.telling = telling
        place = self.query_one(".sentences", Ticks)
        await place.remove_children()
        boxes = []
        for sentence in telling.sentences if telling else ():
            who = [choice_of("to_whom", str(code)) for code in _codes(sentence.values.get("to_whom"))]
            words = sentence.words or choice_of("item", str(sentence.values.get("item") or "own"))
            said = _("event.sentence", words=words) + (f" → {', '.join(who)}" if who else "")
            if sentence.values.get("who_says") == "client":
                said += " · " + _("event.client_says")
            done = sentence.item in self.known.told
            ticked_now = done or sentence.item in held
            boxes.append(SentenceTick(said, ticked=ticked_now, name=f"told.{sentence.item}", disabled=done))
        await place.mount_all(boxes)
        place.display = bool(boxes)
        self.query_one(".telling").display = telling is not None
        self._show_deviation()
        self.speak()

    def warn_of(self, roles: tuple[str, ...]) -> None:
        """Say that somebody was met to whom a ticked sentence is not to be told; nothing is refused.

        Args:
            roles: codes of their roles; none for no warning.
        """
        line = self.query_one(".audience", Text)
        line.display = bool(roles)
        names = ", ".join(choice_of("to_whom", code) for code in roles)
        line.show(_("event.outside_audience", roles=names) if roles else "")

    def typed(self) -> dict[str, Any]:
        """Return what stands in this part."""
        return {"told": [], **typed_in(self), "client": self.known.id, "part": self.part_id}

    def put(self, typed: Mapping[str, Any]) -> None:
        """Put in what was typed."""
        put_in(self, typed)
        self._show_deviation()

    def _show_deviation(self) -> None:
        other = bool(typed_in(self).get("other")) and self.query_one(".telling").display
        for row in self.query(".deviation"):
            row.display = other

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Nothing told and something told exclude each other."""
        name = event.checkbox.name or ""
        if event.value and name == "nothing_told":
            put_in(self, {"told": [], "other": False})
        elif event.value and (name.startswith("told.") or name == "other"):
            put_in(self, {"nothing_told": False})
        self._show_deviation()
        if event.value and name == "other":
            self.query_one(".deviation Input", Input).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the client off a form that is not saved yet."""
        event.stop()
        self.post_message(self.Dropped(self))


class TimeAndPlace(Vertical):
    """When, how long, where, and who was there."""

    def __init__(self) -> None:
        super().__init__(classes="part", id="time-and-place")

    def compose(self) -> ComposeResult:
        """Lay out three lines."""
        with Horizontal(classes="line wraps"):
            with Horizontal(classes="pair fit"):
                yield FieldLabel("event", "day")
                yield DayField("day")
            with Horizontal(classes="pair"):
                yield FieldLabel("event", "start", beside=True)
                yield line("start", "number")
                yield line("minutes", "number")
                yield Words("event.minutes", classes="unit")
        with Horizontal(classes="line tall ticked"):
            yield FieldLabel("event", "present")
            with Ticks():
                for code in PRESENT:
                    yield CodeTick("present", code)
        with Horizontal(classes="line wraps"):
            with Horizontal(classes="pair"):
                yield FieldLabel("event", "place")
                yield line("place")
            with Horizontal(classes="pair"):
                yield CodeSelect("place_kind", PLACE_KINDS)
                yield line("metres", "number")
                yield Words("event.kilometres", classes="unit")


def next_step(record: str) -> ComposeResult:
    """Lay out what comes next, and when.

    Args:
        record: the record type that keeps it.
    """
    with Horizontal(classes="line wraps"):
        with Horizontal(classes="pair"):
            yield FieldLabel(record, "next_step")
            yield line("next_step")
        with Horizontal(classes="pair fit"):
            yield Words("event.when", classes="label beside")
            yield DayField("next_day")


def _codes(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
