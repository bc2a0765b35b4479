"""Who was there: everybody of the group on one screen, ticked with Enter, each tick kept at once.

It is also the day sheet of mobile work: the site, the job, the way there and the risks stand above the names, and one
key brings the hours of those who were there onto the list of hours (M2.2).
"""

from __future__ import annotations

from functools import partial

from screens.list_page import ListPage
from store.models.attending import AttendanceSheet, Seat, attendance_sheet, mark, to_hours
from store.notebook import Notebook
from store.records import RECORD_TYPES
from store.refusal import Refusal
from store.writing import Saved
from tui.forms.saying import choice_of, label_of, say_value
from tui.language import _, plural, word
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

SEAT = (6, 30, 22)
"""Columns of the tick, of the name and of the role; the rest says how they were there, and for how long."""

OTHERWISE = ("remote", "excused", "absent")
"""What F4 goes through."""

ABOVE = ("place", "job_at_site", "travel", "site_risks", "subject", "themes", "minutes")
"""Fields of a gathering that stand above the names, where they are filled in."""

MOBILE = "mobile_work_day"


class AttendancePage(ListPage[AttendanceSheet]):
    """The screen of who was at a gathering or a meeting.

    Args:
        record: "gathering" or "meeting".
        id: of it.
    """

    NAME = "attendance"
    STAY = True
    BINDINGS = [
        key("f2", "form", "attendance.form"),
        key("f4", "otherwise", "attendance.otherwise"),
        key("f5", "add", "attendance.add", show=False),
        key("f8", "hours", "attendance.hours"),
        key("f7", "details", "attendance.details", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, record: str, id: str) -> None:
        super().__init__()
        self.record, self.record_id = record, id

    def load(self, notebook: Notebook) -> AttendanceSheet:
        """Read who could be there, and who was.

        Raises:
            Refusal: UNKNOWN_RECORD.
        """
        return attendance_sheet(notebook, self.record, self.record_id)

    def lines(self, found: AttendanceSheet, width: int) -> list[Line]:
        """Return what is gathered for, then everybody by role."""
        kind = "kind" if self.record == "gathering" else "meeting_kind"
        day = found.values["day"]
        there = sum(seat.there for seat in found.seats)
        heading = f"{choice_of(kind, str(found.values[kind]))} {long_day(day)}".upper()
        lines = [Line((heading,), tone=Tone.HEADING, end=_("attendance.there", there=there, count=len(found.seats)))]
        lines += self._above(found, width)
        if not found.seats:
            return [*lines, *wrapped(_("attendance.nobody"), width)]
        lines += [_line(seat) for seat in found.seats]
        if found.values.get("kind") == MOBILE and found.not_in_hours:
            lines += [Line(), *wrapped(plural("attendance.not_in_hours", len(found.not_in_hours)), width, 2)]
        return lines

    def _above(self, found: AttendanceSheet, width: int) -> list[Line]:
        lines: list[Line] = []
        if found.place:
            lines.append(Line((label_of(self.record, "activity_place"), found.place), (22,)))
        fields = RECORD_TYPES[self.record].fields
        for name in ABOVE:
            value = found.values.get(name)
            if name in fields and value is not None:
                said = say_value(self.record, fields[name], value)
                label = label_of(self.record, name)
                lines.append(Line((label, said.split("\n", 1)[0]), (22,)))
        return [*lines, Line()] if lines else []

    # ---- ticking

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Tick who was there, or take the tick away."""
        if isinstance(event.target, tuple):
            seat = self._seat(event.target)
            if seat is not None:
                self._mark(seat, "absent" if seat.there else "present")

    def action_otherwise(self) -> None:
        """Say that somebody was there from afar, was excused, or stayed away: each press the next."""
        seat = self._seat(self.query_one(Rows).target)
        if seat is not None:
            place = OTHERWISE.index(seat.presence) + 1 if seat.presence in OTHERWISE else 0
            self._mark(seat, OTHERWISE[place % len(OTHERWISE)])

    def _seat(self, target: object) -> Seat | None:
        seats = self.found.seats if self.found is not None else ()
        return next((seat for seat in seats if ("seat", seat.kind, seat.who) == target), None)

    def _mark(self, seat: Seat, presence: str) -> None:
        # In the group of its seat, once: a second press before the first is kept must not write a second record.
        self.begin(partial(self._keep, seat, presence), group=f"mark-{seat.who}", once=True)

    async def _keep(self, seat: Seat, presence: str) -> None:
        try:
            await self.shell.write(mark, self.shell.opened, self.record, self.record_id, seat, presence)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        await self._read()

    # ---- the rest

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the hours only on a day of mobile work."""
        if action == "hours":
            return self.found is not None and self.found.values.get("kind") == MOBILE
        return True

    def _show(self) -> None:
        super()._show()
        self.refresh_bindings()

    def action_form(self) -> None:
        """Open the form of the gathering or meeting itself."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm(self.record, self.record_id), self._came_back)

    def action_details(self) -> None:
        """Open what is written down of whoever the cursor is on: briefed, spoke, what was said."""
        seat = self._seat(self.query_one(Rows).target)
        if seat is None:
            return
        if seat.record is None:
            self.notify(_("attendance.tick_first"), markup=False)
            return
        from screens.records.record_form import RecordForm

        record = "client_attendance" if seat.kind == "client" else "attendance"
        self.app.push_screen(RecordForm(record, seat.record), self._came_back)

    def action_add(self) -> None:
        """Write down somebody who does not belong to the group."""
        from screens.records.record_form import RecordForm

        preset = {self.record: self.record_id, "presence": "present"}
        self.app.push_screen(RecordForm("attendance", preset=preset), self._came_back)

    def action_hours(self) -> None:
        """Bring the hours of the clients who were there onto the list of hours."""
        self.begin(self._to_hours, group="hours", once=True)

    async def _to_hours(self) -> None:
        try:
            saved = await self.shell.write(to_hours, self.shell.opened, self.record_id)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        said = plural("attendance.hours_kept", len(saved)) if saved else word("attendance.no_hours")
        self.notify(said, markup=False)
        await self._read()

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def _line(seat: Seat) -> Line:
    tick = "[x]" if seat.there else "[ ]" if seat.presence is None else "[–]"
    said = choice_of("presence", seat.presence) if seat.presence not in (None, "present") else ""
    minutes = _("value.minutes", amount=seat.minutes) if seat.minutes is not None else ""
    name, role = seat.name or _("reference.not_here"), choice_of("takes_part_as", seat.takes_part_as)
    return Line((tick, name, role, f"{said} {minutes}".strip()), SEAT, target=("seat", seat.kind, seat.who))
