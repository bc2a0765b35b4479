"""One agreement as it was signed: renew it, end it early, print it, copy its text; and on to its client's month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screens.list_page import ListPage
from screens.opening import names_of
from screens.placements.agreements import standing_said
from store.history.change import Value
from store.money.reckoning import first_of_month
from store.notebook import Notebook
from store.placements.agreements import Placement, log_copied, placements, renewal_of
from store.placements.visits import Visits, support_visits
from store.reading import Shown, show
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, label_of, say_value
from tui.language import _, word
from tui.language.dates import long_day, short_day
from tui.paper.placement_pages import agreement_sheet
from tui.paper.sheet import to_text
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

RECORD = "placement_agreement"
VISITS = (16, 12)
"""Columns of the day and of how it stands; the rest is what the client said, or what was agreed."""

MONTH, PROGRESS, VISIT = "month", "progress", "visit"
"""What the last lines open."""


@dataclass(frozen=True)
class Found:
    """What the screen shows.

    Attributes:
        shown: the record.
        names: names behind the ids that it holds.
        placement: how it stands.
        visits: support visits within it.
    """

    shown: Shown
    names: Mapping[tuple[str, str], str]
    placement: Placement
    visits: Visits


class AgreementPage(ListPage[Found]):
    """The screen of one agreement.

    Args:
        agreement: id of the agreement.
    """

    NAME = "agreement"
    BINDINGS = [
        key("f2", "renew", "agreement.renew"),
        key("f4", "end", "agreement.end"),
        key("f5", "print", "agreement.print"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f8", "copy", "agreement.copy", show=False),
        key("escape", "dismiss", "key.back", show=False),
        key("f7", "history", "key.history", show=False),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, agreement: str) -> None:
        super().__init__()
        self.agreement = agreement

    def load(self, notebook: Notebook) -> Found:
        """Read the agreement with the names that it holds.

        Raises:
            Refusal: UNKNOWN_RECORD.
        """
        shown = show(notebook, RECORD, self.agreement)
        standing = [one for one in placements(notebook, shown.client) if one.id == self.agreement]
        if not standing:
            raise Refusal(Reason.UNKNOWN_RECORD, record=RECORD)
        one = standing[0]
        visits = support_visits(notebook, one.client, one.start, one.last, wall_day())
        return Found(shown, names_of(notebook, RECORD, [shown.values]), one, visits)

    def lines(self, found: Found, width: int) -> list[Line]:
        """Return everything that was agreed, and how it stands."""
        one = found.placement
        name = f"{one.given_name} {one.family_name}".strip()
        lines = [Line((name, one.place_name), (30,), tone=Tone.HEADING, end=standing_said(one, wall_day()))]
        section = ""
        for field_name, field in RECORD_TYPES[RECORD].fields.items():
            value = found.shown.values.get(field_name)
            if value is None or field_name in ("replaces", "client"):
                continue
            if field.section != section:
                section = field.section
                lines.append(Line((word("section", section).upper(),), tone=Tone.HEADING))
            said = say_value(RECORD, field, value, lambda kind, id: found.names.get((kind, id)))
            lines += [Line((label_of(RECORD, field_name),)), *wrapped(said, width, 2)]
        lines += _visits(found.visits)
        lines.append(Line())
        lines.append(Line((_("agreement.month"),), target=MONTH))
        lines.append(Line((_("agreement.progress"),), target=PROGRESS))
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the client's month, or the skills before and after."""
        if self.found is None:
            return
        client = self.found.placement.client
        if event.target == MONTH:
            from screens.money.client_month import ClientMonthPage

            self.app.push_screen(ClientMonthPage(client, first_of_month(wall_day())))
        elif event.target == PROGRESS:
            from screens.placements.progress import ProgressPage

            self.app.push_screen(ProgressPage(client))
        elif event.target == VISIT:
            from screens.opening import new_event_page

            self.app.push_screen(new_event_page("support_visit", client=client), self._came_back)
        elif isinstance(event.target, tuple):
            from screens.opening import page_of

            self.app.push_screen(page_of("event", event.target[1]), self._came_back)

    def action_renew(self) -> None:
        """Write the next version: it begins where this one ends, and names what it replaces."""
        from screens.records.record_form import RecordForm

        if self.found is not None:
            preset = renewal_of(self.agreement, self.found.shown.values)
            self.app.push_screen(RecordForm(RECORD, preset=preset), self._renewed)

    def _renewed(self, saved: Saved | None) -> None:
        if saved is not None:
            self.agreement = saved.id
        self.read_again()

    def action_end(self) -> None:
        """Write down that it ended before its time."""
        from screens.records.record_form import RecordForm

        if self.found is not None:
            one = self.found.placement
            preset: dict[str, Value] = {"client": one.client, RECORD: one.id, "day": wall_day()}
            self.app.push_screen(RecordForm("placement_ending", preset=preset), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()

    def action_print(self) -> None:
        """Ask where the agreement is to be printed, and in which language."""
        from screens.write_paper import WritePaper
        from tui.paper.placement_writing import AgreementPaper

        self.app.push_screen(WritePaper(AgreementPaper(self.agreement)))

    def action_copy(self) -> None:
        """Put the text on the clipboard for a minute, to be pasted into the client record system."""
        if self.found is None:
            return
        one = self.found.placement
        name = f"{one.given_name} {one.family_name}".strip()
        sheet = agreement_sheet(self.found.shown.values, self.found.names, name, wall_day())
        self.shell.clip.copy(to_text(sheet))
        self.shell.write_later(log_copied, self.shell.opened, one)
        self.notify(_("agreement.copied"), markup=False)

    def action_history(self) -> None:
        """Show who wrote it, and when."""
        from screens.records.history import HistoryPage

        self.app.push_screen(HistoryPage(RECORD, self.agreement))


def _visits(found: Visits) -> list[Line]:
    """Return the support visits with what the client said, and when the next is due."""
    due = _("agreement.visit_due", day=short_day(found.due_on)) if found.due_on is not None else ""
    lines = [Line(), Line((_("agreement.visits").upper(),), tone=Tone.HEADING, end=due)]
    for one in found.visits:
        said = one.client_view or one.agreed or one.notes
        cells = (long_day(one.day), choice_of("status", one.status), said.replace("\n", " "))
        lines.append(Line(cells, VISITS, target=("event", one.event)))
    return [*lines, Line((_("agreement.new_visit"),), target=VISIT)]
