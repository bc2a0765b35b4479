"""A list of a system: its records with their status, one status at a time where somebody wishes; F2 writes one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from screens.opening import names_of
from screens.records.kind_list import KindList, Listed, new_values
from store.history.change import Value
from store.kinds import may_write
from store.models.systems import Listing
from store.notebook import Notebook
from store.reading import Shown, list_records
from store.records import RECORD_TYPES
from store.records.marks import Choice
from store.refusal import Reason, Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.model_words import listing_said
from tui.forms.saying import choice_of
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone

PAPERS = ("series_member", "activity_period")
"""Records of which a paper is written."""

PERIOD = "activity_period"
"""What is handed over from activity to coaching."""

HANDED_OVER = ("client", "activity_place", "series", "employer", "tasks", "linked_goals", "timetable")
"""What a coaching period takes over from the period before it, so that nothing is typed again."""

SHEETS = ("gathering", "meeting")
"""Records that open on who was there; their form is behind F4."""


class StatusList(KindList):
    """The records of one list of a system.

    Args:
        listing: the list.
    """

    NAME = "status_list"
    BINDINGS = [
        key("f2", "new", "kind_list.new"),
        key("f4", "go_on", "status_list.go_on"),
        key("f5", "status", "status_list.status"),
        key("f8", "paper", "status_list.paper"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing.record)
        self.listing = listing
        self.status: str | None = None

    @property
    def status_field(self) -> str | None:
        """The field that says how it stands with a record: its status, else its first choice."""
        return status_field(self.listing)

    def load(self, notebook: Notebook) -> Listed:
        """Read the records of the list, and the names that they hold."""
        records = list_records(notebook, self.record, where=dict(self.listing.where))
        return records, names_of(notebook, self.record, [one.values for one in records])

    def lines(self, found: Listed, width: int) -> list[Line]:
        """Return what the list is of, which status is shown, and the records."""
        records, names = found
        shown = [one for one in records if self.status is None or self._status_of(one) == self.status]
        said = choice_of(str(self.status_field), self.status) if self.status else _("status_list.all")
        heading = listing_said(self.listing).upper()
        end = f"{said} {len(shown)}/{len(records)}" if self.status_field else str(len(records) or "")
        lines = [Line((heading,), tone=Tone.HEADING, end=end)]
        if self.status is None and self.status_field is not None and len(records) > 1:
            lines.append(Line(("", self._counted(records)), (2,)))
        lines += [self._line(one, names) for one in shown]
        return lines if shown else [*lines, Line((_("kind_list.nothing"),))]

    def _counted(self, records: list[Shown]) -> str:
        """Return how many there are of each status."""
        field = str(self.status_field)
        counts = Counter(self._status_of(one) for one in records)
        return ", ".join(f"{choice_of(field, code)} {counts[code]}" for code in self._codes() if counts[code])

    def _codes(self) -> tuple[str, ...]:
        field = self.status_field
        return RECORD_TYPES[self.record].fields[field].choices if field is not None else ()

    def _status_of(self, shown: Shown) -> str:
        return str(shown.values.get(self.status_field or "") or "")

    def _page(self, id: str) -> Page[Any]:
        if self.record in SHEETS:
            from screens.models.attendance import AttendancePage

            return AttendancePage(self.record, id)
        if self.record == "working_pair":
            from screens.models.pair_page import PairPage

            return PairPage(id)
        shown = next((one for one in (self.found or ([], {}))[0] if one.id == id), None)
        person = shown.values.get("person") if shown is not None and self.record == "person_role" else None
        if shown is not None and isinstance(person, str):
            from screens.models.person_page import PersonPage

            return PersonPage(person, str(shown.values["part_played"]), id)
        return super()._page(id)

    def action_status(self) -> None:
        """Show the next status that some record has, then all again."""
        if self.found is None or self.status_field is None:
            return
        held = {self._status_of(one) for one in self.found[0]}
        order = [None, *(code for code in self._codes() if code in held)]
        place = order.index(self.status) if self.status in order else 0
        self.status = order[(place + 1) % len(order)]
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a paper only of records that have one, a status only where they have one."""
        if action == "paper":
            return self.record in PAPERS
        if action == "go_on":
            return self.record == PERIOD
        return action != "status" or self.status_field is not None

    def action_go_on(self) -> None:
        """Hand the period under the cursor over to coaching: a new one that begins with what stands here (M2.4)."""
        from screens.records.record_form import RecordForm

        target = self.query_one(Rows).target
        shown = next((one for one in (self.found or ([], {}))[0] if target == (self.record, one.id)), None)
        if shown is None:
            return
        preset: dict[str, Value] = {name: shown.values[name] for name in HANDED_OVER if name in shown.values}
        preset |= {"kind": "coaching_period", "start": wall_day(), "earlier_period": shown.id}
        preset["worker"] = self.shell.opened.identity.worker
        self.app.push_screen(RecordForm(self.record, preset=preset), self._came_back)

    def action_paper(self) -> None:
        """Write the paper of the record that the cursor is on: a certificate, or a period in easy words."""
        from screens.write_paper import WritePaper
        from tui.paper.model_writing import CertificatePaper, PeriodPaper

        target = self.query_one(Rows).target
        if isinstance(target, tuple):
            id = str(target[1])
            of_member = self.record == "series_member"
            self.app.push_screen(WritePaper(CertificatePaper(id) if of_member else PeriodPaper(id)))

    def action_new(self) -> None:
        """Write a new record with everything that the list says of it."""
        begin_record(self, self.listing, self._came_back)


def status_field(listing: Listing) -> str | None:
    """Return the field that says how it stands with the records of a list.

    Args:
        listing: the list; a field of which it says the value is none.
    """
    fields = RECORD_TYPES[listing.record].fields
    open_ones = [
        name for name, field in fields.items() if isinstance(field.mark, Choice) and name not in listing.where
    ]
    return "status" if "status" in open_ones else next(iter(open_ones), None)


def begin_record(page: Page[Any], listing: Listing, came_back: Callable[[Saved | None], None]) -> None:
    """Open an empty form for a new record of a list, or say who writes it.

    Of what is kept in versions it begins a record of its own: the next version is begun from the one that stands.

    Args:
        page: from which it is opened.
        listing: the list.
        came_back: what is done afterwards.
    """
    notebook = page.shell.opened
    if RECORD_TYPES[listing.record].declared.internal:
        page.notify(_("status_list.by_the_program"), markup=False)
        return
    if not may_write(notebook, listing.record):
        page.notify(page.shell.refused(Refusal(Reason.OFFICE_ONLY)), markup=False)
        return
    from screens.records.record_form import RecordForm

    preset: dict[str, Value] = new_values(listing.record, None, [], notebook.identity.worker)
    preset |= dict(listing.where)
    page.app.push_screen(RecordForm(listing.record, preset=preset), came_back)
