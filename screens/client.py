"""One client: the card, what may be told at work, events, and the history of the card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult

from store.consents import days_of_trust, known_on, permitted, read_consents
from store.disclosure import Condition, conditions
from store.history.consent import Permission, Verdict
from store.notebook import Notebook
from store.reading import HistoryLine, Shown, find, history_of, list_records, show
from store.records import RECORD_TYPES
from store.refusal import Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, label_of, say_value, title_of
from tui.language import _
from tui.language.dates import clock, long_day, moment
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone

CONDITIONS = "conditions"
"""What the line of the four conditions opens."""

LABELS = (24,)
"""Column of the labels on the card."""

EVENTS = (15, 7, 14, 22)
"""Columns of day, time, kind and employer."""

MOST_EVENTS = 50
"""The newest events; the others are found by searching."""


@dataclass(frozen=True)
class KnownOn:
    """How fresh the permissions are that this laptop knows.

    Attributes:
        day: what others have recorded is known up to this day; None: never heard from the office.
        old: whether that is so long ago that the client is asked before a visit (USERS, rule 4).
    """

    day: date | None = None
    old: bool = False


@dataclass(frozen=True)
class ClientView:
    """Everything that the screen of one client shows.

    Attributes:
        card: the client.
        permissions: what may be told, item by item.
        events: the client's part, the event where it is here, and its employer's name.
        history: changes of the card, newest first.
        workers: names of those who saved them.
        known: of which day what is known about the permissions is.
        conditions: the four of criterion 13.
    """

    card: Shown
    permissions: tuple[Permission, ...]
    events: tuple[tuple[Shown, Shown | None, str], ...]
    history: tuple[HistoryLine, ...]
    workers: dict[str, str]
    known: KnownOn
    conditions: tuple[Condition, ...]


def read_client(notebook: Notebook, client: str) -> ClientView:
    """Read one client with what belongs to it.

    Args:
        notebook: the open notebook.
        client: its id.

    Raises:
        Refusal: it is not here, or was erased.
    """
    card = show(notebook, "client", client)
    events = []
    for part in list_records(notebook, "event_client_part", where={"client": client}, limit=MOST_EVENTS):
        event = find(notebook, "event", str(part.values["event"]))
        employer = event.values.get("employer") if event else None
        found = find(notebook, "employer", str(employer)) if employer else None
        events.append((part, event, title_of("employer", found.values) if found else ""))
    events.sort(key=lambda row: str(row[1].values.get("day")) if row[1] else "", reverse=True)
    history = tuple(reversed(history_of(notebook, client)))
    workers = {shown.id: str(shown.values.get("name") or "") for shown in list_records(notebook, "worker", limit=200)}
    return ClientView(
        card,
        permissions_today(notebook, client, wall_day()),
        tuple(events),
        history,
        workers,
        known_today(notebook, wall_day()),
        conditions(notebook, client, wall_day()),
    )


def known_today(notebook: Notebook, day: date) -> KnownOn:
    """Return how fresh the permissions are that this laptop knows.

    Args:
        notebook: the open notebook.
        day: the day on the wall.
    """
    with notebook.reading() as connection:
        heard, trusted = known_on(connection, day), days_of_trust(connection)
    return KnownOn(heard, heard is None or (day - heard).days > trusted)


def permissions_today(notebook: Notebook, client: str, day: date) -> tuple[Permission, ...]:
    """Return what may be told somewhere today, and what is to be asked first; doubt closes (USERS, rule 4).

    Args:
        notebook: the open notebook.
        client: whose permissions.
        day: the day on the wall.
    """
    with notebook.reading() as connection:
        consents = read_consents(connection, client)
        heard, trusted = known_on(connection, day), days_of_trust(connection)
    employers = {"", *(str(id) for one in consents.permissions for id in one.values.get("employers") or ())}  # type: ignore[union-attr]  # a list field holds a tuple
    found: dict[str, Permission] = {}
    for employer in sorted(employers):
        for permission in permitted(consents, employer, day, heard, trusted):
            found.setdefault(permission.item, permission)
    return tuple(found.values())


class ClientPage(Page[None]):
    """The screen of one client.

    Args:
        client: id of the client.
    """

    NAME = "client"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        key("f2", "event", "key.new_entry"),
        key("f5", "talk", "client.talk"),
        key("f4", "edit", "key.edit", show=False),
        key("f6", "conditions", "client.conditions", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f8", "withdraw", "client.withdraw"),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back", show=False),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self.view: ClientView | None = None
        self.talked = False

    def compose(self) -> ComposeResult:
        """Lay out one list with four parts."""
        yield self.head()
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read the client once the screen is painted."""
        self._read_again(None)

    def _read_again(self, saved: Saved | None) -> None:
        self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.view = await self.shell.read(read_client, self.shell.opened, self.client)
        except Refusal as refusal:
            self.query_one(Rows).show([Line((self.shell.refused(refusal),), tone=Tone.ALARM)])
            return
        self._show()

    def on_screen_resume(self) -> None:
        """Read again what a talk about telling has changed: it ends on the shade, not here."""
        if self.talked:
            self.talked = False
            self._read_again(None)

    def speak(self) -> None:
        """Say everything again."""
        self._show()
        super().speak()

    def _show(self) -> None:
        if self.view is not None:
            self.query_one(Rows).show(
                [*_card(self.view), *_permissions(self.view), *_events(self.view), *_history(self.view)]
            )

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on: the card or an event."""
        from screens.record_form import RecordForm

        if event.target == CONDITIONS:
            self.action_conditions()
        elif isinstance(event.target, tuple):
            record, id = event.target
            self.app.push_screen(RecordForm(record, id), self._read_again)

    def action_edit(self) -> None:
        """Open the form of the card."""
        from screens.record_form import RecordForm

        self.app.push_screen(RecordForm("client", self.client), self._read_again)

    def action_talk(self) -> None:
        """Talk with the client about what is told at work; it ends on the shade."""
        from screens.what_is_told import WhatIsTold

        self.talked = True
        self.app.push_screen(WhatIsTold(self.client))

    def action_withdraw(self) -> None:
        """Take a permission back: the next Enter takes back everything."""
        from screens.withdraw import Withdraw

        self.app.push_screen(Withdraw(self.client), lambda _gone: self._read_again(None))

    def action_conditions(self) -> None:
        """Show the four conditions of criterion 13 with their rows."""
        from screens.disclosure_conditions import DisclosureConditions

        self.talked = True
        self.app.push_screen(DisclosureConditions(self.client))

    def action_event(self) -> None:
        """Plan an event."""
        from screens.record_form import new_event

        self.app.push_screen(new_event(self.shell.opened, self.client), self._read_again)


def _heading(words: str, end: str = "") -> Line:
    return Line((words.upper(),), tone=Tone.HEADING, end=end)


def _card(view: ClientView) -> list[Line]:
    card = view.card
    lines = [Line((title_of("client", card.values),), target=("client", card.id), tone=Tone.HEADING)]
    for conflict in card.conflicts:
        lines.append(Line((_("client.conflict", field=label_of("client", conflict.unit)),), tone=Tone.ALARM))
    if card.kept:
        lines.append(Line((_("client.kept"),), tone=Tone.ALARM))
    for name, field in RECORD_TYPES["client"].fields.items():
        value = card.values.get(name)
        if value is not None and name not in ("given_name", "family_name"):
            said = say_value("client", field, value).replace("\n", " ")
            lines.append(Line((label_of("client", name), said), LABELS))
    return [*lines, Line()]


def _permissions(view: ClientView) -> list[Line]:
    """Return what may be told; what may not is neither shown nor counted (USERS, rule 1)."""
    lines = [_heading(_("client.permissions"))]
    for permission in view.permissions:
        if permission.verdict is not Verdict.TOLD:
            continue
        item, own = permission.values.get("item"), permission.values.get("own_item")
        name = str(own) if own else choice_of("item", str(item))
        to_whom = say_value(
            "disclosure_item", RECORD_TYPES["disclosure_item"].fields["to_whom"], permission.values.get("to_whom")
        )
        lines.append(Line((_("client.told"), name), LABELS, end=to_whom))
        wording = permission.values.get("wording")
        if wording:
            lines.append(Line(("", _("client.wording", words=str(wording).replace("\n", " "))), LABELS))
    if len(lines) == 1:
        lines.append(Line((_("client.no_permissions"),)))
    if any(permission.verdict is Verdict.ASK_FIRST for permission in view.permissions):
        lines.append(Line((_("client.ask_first"),), tone=Tone.ALARM))
    return [*lines, _known_line(view.known), _conditions_line(view.conditions), Line()]


def _known_line(known: KnownOn) -> Line:
    """Return of which day the permissions are; too old, and the client is asked before a visit."""
    if known.day is None:
        return Line((_("client.never_heard"),), tone=Tone.ALARM)
    said = long_day(known.day)
    if known.old:
        return Line((_("client.known_long_ago", day=said),), tone=Tone.ALARM)
    return Line((_("client.known_on", day=said),))


def _conditions_line(found: tuple[Condition, ...]) -> Line:
    from screens.disclosure_conditions import SIGNS

    signs = "   ".join(f"{one.letter} {SIGNS[one.met]}" for one in found)
    return Line((_("client.conditions_row"), signs), LABELS, target=CONDITIONS)


def _events(view: ClientView) -> list[Line]:
    lines = [_heading(_("client.events"))]
    for part, event, employer in view.events:
        if event is None:
            lines.append(Line((_("client.event_not_here"),)))
            continue
        values = event.values
        day, start, kind = values.get("day"), values.get("start"), values.get("kind")
        notes = str(part.values.get("notes") or part.values.get("agreed") or values.get("subject") or "")
        lines.append(
            Line(
                (
                    long_day(day) if day else "",  # type: ignore[arg-type]  # the declaration says that it is a day
                    clock(start) if start else "",  # type: ignore[arg-type]  # … and this a time
                    choice_of("kind", str(kind)) if kind else "",
                    employer,
                    notes.replace("\n", " "),
                ),
                EVENTS,
                target=("event", event.id),
            )
        )
    if not view.events:
        lines.append(Line((_("client.no_events"),)))
    return [*lines, Line()]


def _history(view: ClientView) -> list[Line]:
    lines = [_heading(_("client.history"))]
    for line in view.history:
        names = [label_of("client", name) for name in dict.fromkeys((*line.set, *line.unset)) if name != "removed"]
        what = ", ".join(names)
        if line.removed is not None:
            what = _("client.deleted") if line.removed else _("client.restored")
        elif line.erased:
            what = _("client.erased")
        if line.reason:
            what = _("client.because", what=what, reason=line.reason)
        author = view.workers.get(line.author) or _("client.unknown_author")
        lines.append(Line((moment(line.at), author, what), (27, 18)))
    return lines
