"""Entries for the client record system: what waits, client by client; Enter opens one, ready to paste (USERS 6)."""

from __future__ import annotations

from screens.day.case_entry import CaseEntryPage
from screens.list_page import ListPage
from store.case_record import CaseEntry, case_entries
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WIDTHS = (2, 12, 13, 22)
"""Columns of the sign, the day, the kind and the employer; the rest is what it is about."""


class CaseEntries(ListPage[tuple[CaseEntry, ...]]):
    """What waits to be taken to the client record system, and what was taken just now."""

    NAME = "case_entries"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]
    STAY = True

    def load(self, notebook: Notebook) -> tuple[CaseEntry, ...]:
        """Read the entries."""
        return case_entries(notebook, wall_day())

    def lines(self, found: tuple[CaseEntry, ...], width: int) -> list[Line]:
        """Return what waits, by client, and what was taken."""
        waiting = [entry for entry in found if entry.waits]
        taken = [entry for entry in found if not entry.waits]
        lines = wrapped(plural("case_entries.count", len(waiting)) if waiting else _("case_entries.none"), width)
        lines.append(Line())
        client = ""
        for entry in waiting:
            if entry.client != client:
                client = entry.client
                lines.append(Line((f"{entry.given_name} {entry.family_name}".strip().upper(),), tone=Tone.HEADING))
            lines.append(_line(entry, "!" if entry.altered else ""))
        if taken:
            lines += [Line(), Line((_("case_entries.taken").upper(),), tone=Tone.HEADING)]
            lines += [_line(entry, "✓") for entry in taken]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open an entry."""
        if isinstance(event.target, tuple):
            self.app.push_screen(CaseEntryPage(event.target[1]))


def _line(entry: CaseEntry, sign: str) -> Line:
    about = entry.subject or entry.notes or entry.agreed or ""
    if entry.altered:
        about = _("case_entries.altered")
    elif not entry.waits:
        about = f"{entry.given_name} {entry.family_name[:1]}".strip()
    cells = (
        sign,
        short_day(entry.day),
        choice_of("kind", entry.kind),
        entry.employer or "",
        about.replace("\n", " "),
    )
    return Line(cells, WIDTHS, target=(entry.waits, entry.part), tone=Tone.ALARM if entry.altered else Tone.PLAIN)
