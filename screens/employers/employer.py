"""One employer: contact persons, what was learned, visits and the next step. Nothing of any client (USERS 2)."""

from __future__ import annotations

from screens.list_page import ListPage
from screens.opening import new_event_page, page_of
from store.employers import EmployerView, EmployerVisit, employer_view
from store.notebook import Notebook
from store.reading import Shown
from store.records import RECORD_TYPES
from store.relation import MEETINGS, Relation, relation
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, label_of, position_of, say_value
from tui.language import _, plural, word
from tui.language.dates import long_day, short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

LABELS = (24,)
"""Column of the labels on the card."""

CONTACTS = (24, 20)
"""Columns of a contact person's name and title; the rest is how they are reached."""

VISITS = (16, 14, 14)
"""Columns of the day, the kind of event and who was there; the rest is what was learned."""

ADD = "add"
"""Target of the line that adds a contact person."""


class EmployerPage(ListPage[EmployerView]):
    """The screen of one employer.

    Args:
        employer: id of the employer.
    """

    NAME = "employer"
    BINDINGS = [
        key("f2", "event", "key.new_entry"),
        key("f4", "edit", "key.edit", show=False),
        key("f5", "for_employer", "event.for_employer", show=False),
        key("f6", "before", "today.before", show=False),
        key("f8", "call", "key.call"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("escape", "dismiss", "key.back"),
        key("f7", "history", "key.history", show=False),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, employer: str) -> None:
        super().__init__()
        self.employer = employer

    def load(self, notebook: Notebook) -> EmployerView:
        """Read the employer."""
        return employer_view(notebook, self.employer)

    def lines(self, found: EmployerView, width: int) -> list[Line]:
        """Return the card, the relation, what is next, the contact persons and the visits."""
        found_relation = relation(found.visits, wall_day())
        return [
            *_card(found.card, width),
            *_relation(found_relation, width),
            *_next(found_relation),
            *_contacts(found),
            *_visits(found, width),
        ]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on: the card, a contact person or an event."""
        from screens.records.record_form import RecordForm

        if event.target == ADD:
            preset = {"employer": self.employer}
            self.app.push_screen(RecordForm("contact_person", preset=preset), self._came_back)
        elif isinstance(event.target, tuple):
            record, id = event.target
            form = RecordForm(record, id) if record != "event" else page_of(record, id)
            self.app.push_screen(form, self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()

    def action_edit(self) -> None:
        """Open the form of the employer."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("employer", self.employer), self._came_back)

    def action_event(self) -> None:
        """Write down or plan a visit."""
        self.app.push_screen(new_event_page("employer_visit", employer=self.employer), self._came_back)

    def action_call(self) -> None:
        """Open what one needs on the telephone."""
        self.app.push_screen(page_of("call", self.employer))

    def action_for_employer(self) -> None:
        """Show the page that is made to be turned round, as F5 does at a visit."""
        from screens.day.for_employer import ForEmployer

        self.app.push_screen(ForEmployer())

    def action_before(self) -> None:
        """Read everything before the event that the cursor is on, or before the next one that is planned here."""
        target = self.query_one(Rows).target
        visits = self.found.visits if self.found is not None else ()
        planned = [visit.event for visit in reversed(visits) if visit.status == "planned"]
        if isinstance(target, tuple) and target[0] == "event":
            planned.insert(0, target[1])
        if planned:
            from screens.day.before_visit import BeforeVisit

            self.app.push_screen(BeforeVisit(planned[0]))

    def action_history(self) -> None:
        """Show who altered the employer's facts, when and why."""
        from screens.records.history import HistoryPage

        self.app.push_screen(HistoryPage("employer", self.employer))


def heading(words: str, end: str = "") -> Line:
    """Return the heading of a part of a list."""
    return Line((words.upper(),), tone=Tone.HEADING, end=end)


def contact_line(contact: Shown) -> Line:
    """Return one contact person: name, title or role, and how they are reached."""
    values = contact.values
    reached = " · ".join(str(values[name]) for name in ("phone", "email") if values.get(name))
    left = _("employer.left") if values.get("left") else ""
    return Line(
        (str(values.get("name") or ""), position_of(values), " ".join(part for part in (left, reached) if part)),
        CONTACTS,
        target=("contact_person", contact.id),
    )


def _card(card: Shown, width: int) -> list[Line]:
    lines = [Line((str(card.values.get("name") or word("record.employer")),), target=("employer", card.id))]
    if card.removed:
        lines.append(Line((_("employer.removed"),), tone=Tone.ALARM))
    for conflict in card.conflicts:
        lines.append(Line((_("client.conflict", field=label_of("employer", conflict.unit)),), tone=Tone.ALARM))
    if card.kept:
        lines.append(Line((_("client.kept"),), tone=Tone.ALARM))
    for name, field in RECORD_TYPES["employer"].fields.items():
        value = card.values.get(name)
        if value is not None and name != "name":
            label = label_of("employer", name)
            first, *rest = wrapped(say_value("employer", field, value), width, LABELS[0])
            lines += [Line((label, first.cells[1]), LABELS), *rest]
    return [*lines, Line()]


def _relation(found: Relation, width: int) -> list[Line]:
    """Return the level of criterion 18 with what it rests on, and what the next level asks for."""
    if found.level is None:
        return []
    lines = [heading(_("relation.heading"), _("relation.level", level=found.level))]
    since = _("relation.since", day=short_day(found.first)) if found.first else ""
    met = plural("relation.meetings", found.meetings)
    lines.append(Line((_("relation.contacts"), f"{found.contacts} · {met} · {since}"), LABELS))
    if found.done:
        said = ", ".join(f"{choice_of('purposes', code)} {count}" for code, count in found.done.items())
        lines += _labelled(_("relation.done"), said, width)
    if found.lacking:
        names = [_("relation.lacks_meetings") if c == MEETINGS else choice_of("purposes", c) for c in found.lacking]
        lines += _labelled(_("relation.lacking"), ", ".join(names), width)
    return [*lines, Line()]


def _labelled(label: str, said: str, width: int) -> list[Line]:
    first, *rest = wrapped(said, width, LABELS[0])
    return [Line((label, first.cells[1]), LABELS), *rest]


def _next(found: Relation) -> list[Line]:
    if not found.steps:
        return []
    lines = [heading(_("employer.next"))]
    for step in found.steps:
        day = short_day(step.next_day) if step.next_day else ""
        lines.append(Line((day, step.next_step or ""), (VISITS[0],), target=("event", step.event)))
    return [*lines, Line()]


def _contacts(view: EmployerView) -> list[Line]:
    lines = [contact_line(contact) for contact in view.contacts]
    add = Line((_("employer.add_contact"),), target=ADD)
    return [heading(_("employer.contacts")), *lines, add, Line()]


def _visits(view: EmployerView, width: int) -> list[Line]:
    lines = [heading(_("employer.visits"), str(len(view.visits)) if view.visits else "")]
    seen: set[tuple[str, str]] = set()
    for visit in view.visits:
        if (visit.event, visit.learned or "") not in seen:
            seen.add((visit.event, visit.learned or ""))
            lines += visit_lines(visit, width)
    if not view.visits:
        lines.append(Line((_("employer.no_visits"),)))
    return lines


def visit_lines(visit: EmployerVisit, width: int) -> list[Line]:
    """Return one event with an employer: when, what, who; what was done; what was learned.

    Args:
        visit: the event.
        width: of the list, in columns.
    """
    kind = choice_of("kind", visit.kind)
    status = "" if visit.status == "held" else choice_of("status", visit.status)
    done = ", ".join(choice_of("purposes", code) for code in visit.purposes)
    who = visit.worker.split(" ", 1)[0]
    lines = [Line((long_day(visit.day), kind, who, status), VISITS, target=("event", visit.event))]
    for text in (done, visit.learned):
        if text:
            lines += wrapped(text, width, 2)
    return lines
