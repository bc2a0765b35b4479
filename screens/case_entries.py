"""Entries for the client record system: what waits, client by client; Enter opens one, ready to paste (USERS 6)."""

from __future__ import annotations

from textual.app import ComposeResult

from screens.case_entry import CaseEntryPage
from store.case_record import CaseEntry, case_entries
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import short_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone

WIDTHS = (2, 12, 13, 22)
"""Columns of the sign, the day, the kind and the employer; the rest is what it is about."""


class CaseEntries(Page[None]):
    """What waits to be taken to the client record system, and what was taken just now."""

    NAME = "case_entries"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[CaseEntry, ...] | None = None

    def compose(self) -> ComposeResult:
        """Lay out one list."""
        yield self.head()
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read the entries once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Read them again when somebody comes back."""
        if self.entries is not None:
            self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.entries = await self.shell.read(case_entries, self.shell.opened, wall_day())
        except Refusal as refusal:
            self.query_one(Rows).show([Line((self.shell.refused(refusal),), tone=Tone.ALARM)])
            return
        self._show()

    def speak(self) -> None:
        """Say everything again."""
        self._show()
        super().speak()

    def _show(self) -> None:
        if self.entries is None:
            return
        waiting = [entry for entry in self.entries if entry.waits]
        taken = [entry for entry in self.entries if not entry.waits]
        lines = [Line((plural("case_entries.count", len(waiting)) if waiting else _("case_entries.none"),)), Line()]
        client = ""
        for entry in waiting:
            if entry.client != client:
                client = entry.client
                lines.append(Line((f"{entry.given_name} {entry.family_name}".strip().upper(),), tone=Tone.HEADING))
            lines.append(_line(entry, "!" if entry.altered else ""))
        if taken:
            lines += [Line(), Line((_("case_entries.taken").upper(),), tone=Tone.HEADING)]
            lines += [_line(entry, "✓") for entry in taken]
        self.query_one(Rows).show(lines, stay=True)

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
