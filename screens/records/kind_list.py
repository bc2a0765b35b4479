"""The records of one kind: of a client, or of the worker and the team; F2 writes a new one, Enter opens one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from screens.list_page import ListPage
from screens.opening import names_of
from store.history.change import Value
from store.kinds import is_version, may_write, versions_standing
from store.notebook import Notebook
from store.reading import Shown, list_records
from store.records import RECORD_TYPES
from store.records.marks import Choice, Day, Reference, Whole
from store.records.marks import Line as LineMark
from store.refusal import Reason, Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import say_value
from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone

LIST = (16,)
"""Column of the day; the rest says what the record is."""

Listed = tuple[list[Shown], Mapping[tuple[str, str], str]]
"""The records, and the names behind the ids that they hold."""


class KindList(ListPage[Listed]):
    """The records of one kind.

    Args:
        record: record type.
        client: whom they are about, or None.
    """

    NAME = "kind_list"
    STAY = True
    BINDINGS = [
        key("f2", "new", "kind_list.new"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, record: str, client: str | None = None) -> None:
        super().__init__()
        self.record, self.client = record, client

    def load(self, notebook: Notebook) -> Listed:
        """Read the newest records, and the names that they hold."""
        where = {"client": self.client} if self.client is not None else None
        records = list_records(notebook, self.record, where=where)
        return records, names_of(notebook, self.record, [one.values for one in records])

    def lines(self, found: Listed, width: int) -> list[Line]:
        """Return what kind they are, and a line for each."""
        records, names = found
        lines = [Line((word("record", self.record).upper(),), tone=Tone.HEADING, end=str(len(records) or ""))]
        lines += [self._line(one, names) for one in records]
        return lines if records else [*lines, Line((_("kind_list.nothing"),))]

    def _line(self, shown: Shown, names: Mapping[tuple[str, str], str]) -> Line:
        declared = RECORD_TYPES[self.record]
        day = shown.values.get(declared.declared.day or "")
        parts = [
            say_value(self.record, field, shown.values.get(name), lambda kind, id: names.get((kind, id)))
            for name, field in declared.fields.items()
            if name not in ("client", "replaces", declared.declared.day) and _is_short(field.mark)
        ]
        said = " · ".join(part for part in parts if part)
        undecided = bool(shown.conflicts or shown.kept)
        if shown.replaced_by:
            said = f"{_('profile.replaced')} · {said}"
        return Line(
            (long_day(day) if isinstance(day, date) else "", _("clients.undecided") if undecided else said),
            LIST,
            target=(self.record, shown.id),
            tone=Tone.ALARM if undecided else Tone.PLAIN,
        )

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a record: its form, or what was written where it is kept in versions."""
        if isinstance(event.target, tuple):
            self.app.push_screen(self._page(event.target[1]), self._came_back)

    def _page(self, id: str) -> Page[Any]:
        if RECORD_TYPES[self.record].kind.value != "editable" or not may_write(self.shell.opened, self.record):
            from screens.records.record_version import RecordVersion

            return RecordVersion(self.record, id)
        from screens.records.record_form import RecordForm

        return RecordForm(self.record, id)

    def _came_back(self, saved: Saved | None = None) -> None:
        self.read_again()

    def action_new(self) -> None:
        """Write a new record; of what is kept in versions, the next one begins with what stands."""
        from screens.records.record_form import RecordForm

        if self.found is None:
            return
        if not may_write(self.shell.opened, self.record):
            self.notify(self.shell.refused(Refusal(Reason.OFFICE_ONLY)), markup=False)
            return
        preset = new_values(self.record, self.client, self.found[0], self.shell.opened.identity.worker)
        self.app.push_screen(RecordForm(self.record, preset=preset), self._came_back)


def new_values(record: str, client: str | None, there: list[Shown], worker: str) -> dict[str, Value]:
    """Return what a new record begins with: today, the client, oneself; of a version everything that stands.

    Args:
        record: record type.
        client: whom it is about, or None.
        there: the records that are there.
        worker: id of who writes.
    """
    fields = RECORD_TYPES[record].fields
    values: dict[str, Value] = {}
    if is_version(record):
        standing = versions_standing({one.id: one.replaced_by for one in there})
        for one in reversed(there):
            values |= one.values if one.id in standing else {}
        values |= {"replaces": standing} if standing else {}
    if client is not None:
        values["client"] = client
    day = RECORD_TYPES[record].declared.day
    if day is not None and day in fields and record not in ("job", "leave", "working_share"):
        values[day] = wall_day()
    if "worker" in fields and record not in _OF_OTHERS:
        values["worker"] = worker
    return values


_OF_OTHERS = frozenset({"person", "agreement", "attendance", "series_member", "model_use"})
"""Record types whose worker is somebody whom one names, mostly not oneself."""


def _is_short(mark: object) -> bool:
    """Tell whether a field belongs in a list: prose stays on the page of its record."""
    return isinstance(mark, Choice | Day | LineMark | Reference | Whole)
