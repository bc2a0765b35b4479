"""What was deleted and can be brought back: Enter opens its history, and F2 there brings it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screens.list_page import ListPage
from screens.opening import names_of
from screens.records.history import HistoryPage
from store.notebook import Notebook
from store.reading import Shown, list_records
from tui.forms.saying import title_of
from tui.language import _, word
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

TYPES = ("event", "event_client_part", "client", "employer", "contact_person")
"""Record types that are deleted from a form, in the order of the list."""

MOST = 50
"""So many of each type are shown."""

WIDTHS = (32, 24)
"""Columns of the record and of the employer; the rest is the client."""


@dataclass(frozen=True)
class DeletedRecords:
    """What the screen shows.

    Attributes:
        records: what is deleted, by type.
        names: of employers, clients and events that the records name, by type and id.
    """

    records: Mapping[str, tuple[Shown, ...]]
    names: Mapping[tuple[str, str], str]


def read_deleted(notebook: Notebook) -> DeletedRecords:
    """Read what is deleted; a part that went with its event comes back with it and is not listed.

    Args:
        notebook: the open notebook.
    """
    records: dict[str, tuple[Shown, ...]] = {}
    names: dict[tuple[str, str], str] = {}
    for record in TYPES:
        found = list_records(notebook, record, removed=True, limit=MOST)
        events = {shown.id for shown in records.get("event", ())}
        records[record] = tuple(shown for shown in found if shown.values.get("event") not in events)
        names |= names_of(notebook, record, [shown.values for shown in records[record]])
    return DeletedRecords(records, names)


class DeletedPage(ListPage[DeletedRecords]):
    """The list of what is deleted."""

    NAME = "deleted"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> DeletedRecords:
        """Read what is deleted."""
        return read_deleted(notebook)

    def lines(self, found: DeletedRecords, width: int) -> list[Line]:
        """Return what is deleted, type by type."""
        lines: list[Line] = []
        for record, several in found.records.items():
            if several:
                lines += [Line((word("record", record).upper(),), tone=Tone.HEADING)]
                lines += [_line(shown, found.names) for shown in several] + [Line()]
        return lines or wrapped(_("deleted.empty"), width)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the history of what the cursor is on."""
        if isinstance(event.target, tuple):
            self.app.push_screen(HistoryPage(*event.target))


def _line(shown: Shown, names: Mapping[tuple[str, str], str]) -> Line:
    def name(record: str) -> str:
        return names.get((record, str(shown.values.get(record) or "")), "")

    title = name("event") if shown.record == "event_client_part" else title_of(shown.record, shown.values)
    return Line((title, name("employer"), name("client")), WIDTHS, target=(shown.record, shown.id))
