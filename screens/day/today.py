"""Today: the day's programme, what is most urgent, what is unfinished, and what the office already has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from screens.clients.client_opening import open_client
from screens.day.due_words import by_when, what_said
from screens.office.office_standing import sentence_lines, standing_sentences, where_it_stands
from store import today as days
from store.drafts import Draft, list_drafts
from store.due import Due
from store.notebook import Notebook
from store.reading import find
from store.refusal import Refusal
from tui.forms.closing import CONFLICTS
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural, word
from tui.language.dates import clock, moment, short_day
from tui.widgets.bars import TitleBar
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped

if TYPE_CHECKING:
    from store.bundle.states import Standing

PROGRAMME = (2, 6, 13, 19, 12)
"""Columns of the sign, the time, the kind, the place and the client; the rest is the remark."""

WITHOUT_PLACE = (*PROGRAMME[:3], PROGRAMME[3] + PROGRAMME[4])
"""Columns where there is no place: the clients have its room."""

DUE = (2, 18, 30)
"""Columns of the client and of what it is about; the rest says by when."""

UNFINISHED = (2, 11, 24)
"""Columns of the day and the place; the rest says what is missing."""

MOST_URGENT = 3
"""So many are shown; the rest come with F5 (USERS, rule 13)."""

_WARNINGS = {"ask_first": "today.ask_first", "talk_due": "today.talk_due"}
_MISSING = {"": "today.to_complete", "told": "today.missing_told"}
_SIGNS = {"held": "✓", "cancelled": "–", "no_show": "?"}


def read_today(notebook: Notebook, day: date) -> tuple[days.Today, tuple[Draft, ...], str]:
    """Read the rows of Today, the drafts, and who works here.

    Args:
        notebook: the open notebook.
        day: the day on the wall.
    """
    rows = days.today(notebook, day)
    worker = find(notebook, "worker", notebook.identity.worker)
    name = str(worker.values.get("name") or "") if worker is not None else ""
    return rows, tuple(list_drafts(notebook)), name


WEEK_SHEET = "week_sheet"
"""The form of a draft of a place's weekly sheet, which is no record's form."""


class Today(Page[None]):
    """The first screen behind the passphrase."""

    NAME = "today"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        key("f2", "app.new('event')", "key.new_entry"),
        key("f3", "app.search", "today.find"),
        key("f4", "before", "today.before", show=False),
        key("f5", "rest", "today.rest", show=False),
        key("f6", "app.take_and_fetch", "take_and_fetch.do"),
        key("f8", "why", "due.title", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.rows: days.Today | None = None
        self.drafts: tuple[Draft, ...] = ()
        self.all_due = False
        self.standing: Standing | None = None

    def compose(self) -> ComposeResult:
        """Lay out one list with four parts."""
        yield self.head()
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read the rows once the frame is painted."""
        self._read_again()

    def on_screen_resume(self) -> None:
        """Read them again when somebody comes back from another screen."""
        if self.rows is not None:
            self._read_again()

    def _read_again(self) -> None:
        self.begin(self._read)

    async def _read(self) -> None:
        try:
            read = await self.shell.read(read_today, self.shell.opened, wall_day())
        except Refusal as refusal:
            rows = self.query_one(Rows)
            rows.show(wrapped(self.shell.refused(refusal), rows.size.width, tone=Tone.ALARM))
            return
        self.rows, self.drafts, self.shell.worker_name = read
        bar = self.query_one(TitleBar)
        bar.worker = self.shell.worker_name
        bar.refresh()
        self._show()
        await self._read_standing()

    async def _read_standing(self) -> None:
        """Read where everything stands once the day is painted; an invented notebook stands nowhere."""
        if self.shell.practice:
            return
        try:
            self.standing = await self.shell.read(where_it_stands, self.shell.opened)
        except Refusal:
            return  # the day stands; Vie ja hae says what is wrong
        self._show()

    def on_resize(self) -> None:
        """Lay the sentences about the office out for another width."""
        self.call_after_refresh(self._show)

    def speak(self) -> None:
        """Say everything again."""
        self._show()
        super().speak()

    def _show(self) -> None:
        if self.rows is not None:
            rows = self.query_one(Rows)
            rows.show(
                [
                    *_programme(self.rows),
                    *_due(self.rows, everything=self.all_due),
                    *_begun(self.rows, self.drafts),
                    *_office(
                        self.standing,
                        self.rows.day,
                        rows.size.width or self.size.width,
                        practice=self.shell.practice,
                        office=self.shell.opened.identity.role == "office",
                    ),
                ]
            )

    def action_rest(self) -> None:
        """Show everything that is due, or only the most urgent again."""
        self.all_due = not self.all_due
        self._show()

    def action_before(self) -> None:
        """Read everything before the event that the cursor is on."""
        target = self.query_one(Rows).target
        if isinstance(target, tuple) and target[0] == "event":
            from screens.day.before_visit import BeforeVisit

            self.app.push_screen(BeforeVisit(target[1]))

    def action_why(self) -> None:
        """Say why what the cursor is on is due, and put it off with a reason."""
        target = self.query_one(Rows).target
        if isinstance(target, Due):
            from screens.day.due import DuePage

            self.app.push_screen(DuePage(target))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on: an event, a client, a form that was begun, or what a sentence speaks of."""
        if isinstance(event.target, Due):
            self._open_due(event.target)
            return
        if event.target == CONFLICTS:
            from screens.exchange.conflicts import Conflicts

            self.app.push_screen(Conflicts())
        if not isinstance(event.target, tuple):
            return
        what, id = event.target
        if what == "case_entries":
            from screens.day.case_entries import CaseEntries

            self.app.push_screen(CaseEntries())
            return
        if what in ("event", "begun_event"):
            from screens.day.event import EventForm

            self.app.push_screen(EventForm(id) if what == "event" else EventForm(draft=id))
            return
        if what == "what_is_told":
            from screens.disclosure.what_is_told import WhatIsTold

            self.app.push_screen(WhatIsTold(id))
            return
        from screens.records.correction import CorrectionForm
        from screens.records.form_drafts import REASON
        from screens.records.record_form import RecordForm

        draft = next((draft for draft in self.drafts if what == "draft" and draft.id == id), None)
        if draft is None:
            self.app.push_screen(RecordForm(what, id))
        elif REASON in draft.values:
            self.app.push_screen(CorrectionForm(draft.form, draft.record, draft=draft.id))
        elif draft.form == WEEK_SHEET:
            from screens.placements.week_sheet import page_of_draft

            self.app.push_screen(page_of_draft(draft))
        else:
            self.app.push_screen(RecordForm(draft.form, draft.record, draft=draft.id))

    def _open_due(self, due: Due) -> None:
        """Open the client whom it is about; of the work itself, why it is due."""
        if due.record == "client":
            open_client(self, due.whom.id)
        else:
            from screens.day.due import DuePage

            self.app.push_screen(DuePage(due))


class OwnDay(Today):
    """The worker's own day at the office, where it is not the first page."""

    BINDINGS = [key("escape", "dismiss", "key.back", show=False)]


def _heading(words: str, end: str = "") -> Line:
    return Line((words.upper(),), tone=Tone.HEADING, end=end)


def _short(person: days.Person) -> str:
    """Return a client's name as a screen that others may see has it: the given name and an initial."""
    return f"{person.given_name} {person.family_name[:1]}." if person.family_name else person.given_name


def _programme(rows: days.Today) -> list[Line]:
    counted = _("today.written", held=rows.held, count=len(rows.events)) if rows.events else ""
    lines = [_heading(_("today.programme"), counted)]
    lines += [_event(event) for event in rows.events]
    if not rows.events:
        lines.append(Line(("", _("today.nothing_planned")), (2,)))
    return [*lines, Line()]


def _event(event: days.PlannedEvent) -> Line:
    who = ", ".join(_short(person) for person in event.clients)
    where = event.employer_name or event.place or ("" if event.employer is None else _("reference.not_here"))
    remark, alarm = event.subject or "", False
    if event.warning:
        remark, alarm = word(_WARNINGS[event.warning]), event.warning == "ask_first"
    elif event.may_tell:
        remark = plural("today.may_tell", event.may_tell)
    sign = _SIGNS.get(event.status, "")
    start = clock(event.start) if event.start else ""
    whom, widths = ((where, who), PROGRAMME) if where else ((who,), WITHOUT_PLACE)
    return Line(
        (sign, f"{start:>5}", choice_of("kind", event.kind), *whom, remark),
        widths,
        target=("event", event.id),
        tone=Tone.ALARM if alarm else Tone.PLAIN,
    )


def _due(rows: days.Today, *, everything: bool) -> list[Line]:
    shown = rows.due if everything else rows.due[:MOST_URGENT]
    rest = len(rows.due) - len(shown)
    end = _("today.rest_count", shown=len(shown), count=len(rows.due)) if rest else ""
    lines = [_heading(_("today.most_urgent"), end)]
    for due in shown:
        late = due.until < rows.day
        lines.append(
            Line(
                ("!" if late else "", _short(due.whom), what_said(due), by_when(due, rows.day)),
                DUE,
                target=due,
                tone=Tone.ALARM if late else Tone.PLAIN,
            )
        )
    if not shown:
        lines.append(Line(("", _("today.nothing_due")), (2,)))
        if not (rows.events or rows.unfinished or rows.unrecorded):
            lines.append(Line(("", _("today.begin_here")), (2,)))
    return [*lines, Line()]


def _begun(rows: days.Today, drafts: tuple[Draft, ...]) -> list[Line]:
    lines = [
        Line(
            (
                "",
                short_day(event.day),
                event.employer_name or choice_of("kind", event.kind),
                word(_MISSING[event.missing]),
            ),
            UNFINISHED,
            target=("event", event.id),
        )
        for event in rows.unfinished
    ]
    for draft in drafts:
        if draft.form == "event_client_part":
            continue  # it is opened with the event that it belongs to
        kept = moment(draft.saved_at) if draft.saved_at else ""
        lines.append(
            Line(
                ("", _("today.draft"), word("record", draft.form), kept),
                UNFINISHED,
                target=_target(draft),
            )
        )
    if rows.unrecorded:
        lines.append(Line(("", plural("today.unrecorded", rows.unrecorded)), (2,), target=("case_entries", "")))
    return [_heading(_("today.unfinished")), *lines, Line()] if lines else []


def _target(draft: Draft) -> tuple[str, str | None]:
    """Return what a draft opens: an event and a talk about telling keep their drafts in their own way."""
    if draft.form == "what_is_told":
        return ("what_is_told", draft.client)
    if draft.form != "event":
        return ("draft", draft.id)
    return ("begun_event", draft.id) if draft.record is None else ("event", draft.record)


def _office(standing: Standing | None, day: date, width: int, *, practice: bool, office: bool) -> list[Line]:
    lines = [_heading(_("today.office"))]
    if practice:
        # Invented entries wait for nobody, however old they are.
        return [*lines, Line(("", _("today.practice")), (2,))]
    said = standing_sentences(standing, day, office=office) if standing is not None else []
    return [*lines, *sentence_lines(said, width)]
