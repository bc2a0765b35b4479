"""A call: who is on the telephone, the last visit, and what may be said about whom (USERS 12)."""

from __future__ import annotations

from screens.employers.employer import contact_line, heading, visit_lines
from screens.list_page import ListPage
from screens.opening import new_event_page, page_of
from store.calls import Call, CallClient, call
from store.history.consent import Permission
from store.notebook import Notebook
from store.writing import Saved
from tui.forms.days import wall_clock, wall_day
from tui.forms.saying import choice_of
from tui.language import _
from tui.language.dates import short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WORDING = 2
"""Columns before the words that may be said."""


class CallPage(ListPage[Call]):
    """What a coach needs while an employer is on the telephone.

    Args:
        employer: id of the employer.
        contact: id of the contact person who calls, or None.
    """

    NAME = "call"
    BINDINGS = [
        key("f2", "event", "call.write"),
        key("f4", "employer", "call.employer"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("escape", "dismiss", "key.back"),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, employer: str, contact: str | None = None) -> None:
        super().__init__()
        self.employer, self.contact = employer, contact

    def load(self, notebook: Notebook) -> Call:
        """Read the call."""
        return call(notebook, self.employer, self.contact, wall_day())

    def lines(self, found: Call, width: int) -> list[Line]:
        """Return who calls, the last visit and the clients; of what is read aloud all can be seen."""
        return [*_caller(found), *_last(found, width), *_clients(found, width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on: a contact person, the last visit or a client."""
        from screens.records.record_form import RecordForm

        if isinstance(event.target, tuple):
            record, id = event.target
            form = RecordForm(record, id) if record == "contact_person" else page_of(record, id)
            self.app.push_screen(form)

    def action_event(self) -> None:
        """Write the call down; it rings now."""
        here = self.found is not None and self.found.employer is not None
        employer = self.employer if here else None
        self.app.push_screen(new_event_page("call", employer=employer, start=wall_clock()), self._written)

    def _written(self, saved: Saved | None) -> None:
        """Go back to where one was when it rang: the call is over, and its number was looked for long enough."""
        from screens.search import Search

        if saved is None or self.app.screen is not self:
            return
        self.app.pop_screen()
        if isinstance(self.app.screen, Search):
            self.app.pop_screen()

    def action_employer(self) -> None:
        """Open the employer."""
        self.app.push_screen(page_of("employer", self.employer))


def _caller(shown: Call) -> list[Line]:
    if shown.employer is None:
        return [Line((_("call.employer_not_here"),), tone=Tone.ALARM), Line()]
    values = shown.employer.values
    name = str(values.get("name") or "")
    lines = [heading(name, str(values.get("phone") or ""))]
    if shown.contact is not None:
        lines.append(contact_line(shown.contact))
    else:
        lines += [contact_line(contact) for contact in shown.contacts]
    return [*lines, Line()]


def _last(shown: Call, width: int) -> list[Line]:
    lines = [heading(_("call.last_visit"))]
    visit = shown.last_visit
    if visit is None:
        return [*lines, Line((_("call.no_visit"),)), Line()]
    lines += visit_lines(visit, width)
    if visit.next_step or visit.next_day:
        day = short_day(visit.next_day) if visit.next_day else ""
        lines.append(Line(("", _("call.promised", step=visit.next_step or "", day=day)), (2,)))
    return [*lines, Line()]


def _clients(shown: Call, width: int) -> list[Line]:
    lines = [heading(_("call.may_say"))]
    if not shown.clients:
        return [*lines, *wrapped(_("call.nothing_to_say"), width), *wrapped(_("call.answer"), width)]
    for client in shown.clients:
        lines += _client(client, width)
    return [*lines, *wrapped(_("call.of_others"), width), *wrapped(_("call.answer"), width)]


def _client(client: CallClient, width: int) -> list[Line]:
    """Return what may be said of one client; what may not is neither shown nor counted (USERS, rule 1)."""
    name = f"{client.given_name} {client.family_name[:1]}." if client.family_name else client.given_name
    lines = [Line((name,), target=("client", client.id), end="! " + _("call.ask_first") if client.ask_first else "")]
    for permission in client.told:
        lines += _permission(permission, width)
    return [*lines, Line()]


def _permission(permission: Permission, width: int) -> list[Line]:
    values = permission.values
    item = values.get("own_item") or (choice_of("item", str(values["item"])) if values.get("item") else "")
    to_whom = values.get("to_whom")
    codes = to_whom if isinstance(to_whom, tuple) else ()
    lines = [Line(("", str(item)), (WORDING,), end=", ".join(choice_of("to_whom", str(code)) for code in codes))]
    if values.get("wording"):
        lines += wrapped(_("client.wording", words=str(values["wording"])), width, WORDING + 2)
    if values.get("if_asked"):
        lines += wrapped(_("call.if_asked", words=str(values["if_asked"])), width, WORDING + 2)
    return lines
