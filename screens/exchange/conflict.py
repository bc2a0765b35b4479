"""One conflict: the values side by side, and the decision of a person, with the reason (DESIGN §4; USERS, rule 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, RadioSet

from screens.exchange.side_by_side import beside, marked_differences
from screens.records.form_offers import offer_records
from screens.records.form_rows import FieldRow, row_for
from store.history.change import Value
from store.history.shape import REMOVED
from store.history.state import Conflict, Live
from store.records import RECORD_TYPES
from store.records.marks import Line as LineMark
from store.records.marks import Prose
from store.refusal import Reason, Refusal
from store.resolving import ASKED_ON, DECISION, TELL, Dispute, Side, dispute, resolve
from tui.forms.days import wall_day
from tui.forms.disputes import Names, names_in, say_live, unit_of
from tui.forms.reading import Unclear
from tui.forms.saying import title_of
from tui.language import _, word
from tui.language.dates import moment
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone
from tui.widgets.ticks import Choices
from tui.widgets.words import Words

OPEN, JOINED, THIRD = "open", "joined", "third"
"""Answers beside the values themselves: not decided yet, all of them together, something else."""

MOST_SIDES = 6
"""So many values can be chosen; more than these have never been seen, and a third can always be written."""


def value_code(number: int) -> str:
    """Return the answer that stands for a value, numbered from 1."""
    return f"value_{number}"


class ConflictPage(Page[None]):
    """The screen of one conflict.

    Args:
        record: record type.
        id: of the record.
        unit: field or group, or "removed".
    """

    NAME = "conflict_page"
    CSS_PATH = "conflict.tcss"
    BINDINGS = [
        key("f2", "decide", "conflict_page.decide"),
        key("f7", "history", "key.history"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, record: str, id: str, unit: str) -> None:
        super().__init__()
        self.record, self.record_id, self.unit = record, id, unit
        self.dispute: Dispute | None = None
        self.names: Names = {}
        self.title_of_record = ""
        self.rows: dict[str, FieldRow] = {}

    def compose(self) -> ComposeResult:
        """Lay out the values, the choice, what it leads to, and the reason."""
        yield self.head()
        yield Rows(id="sides")
        with VerticalScroll(can_focus=False):
            yield Words("", id="consent")
            with Vertical(id="deciding"):
                yield Words("conflict_page.what_stays", classes="heading")
                yield Vertical(id="choices")
                yield Words("conflict_page.result", id="result", classes="heading")
                yield Vertical(id="rows")
                yield Words("conflict_page.reason", classes="heading")
                yield Input(id="reason", select_on_focus=False)
        yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the conflict once the screen is painted."""
        self.query_one("#deciding").display = False
        self.begin(self._read, keys_wait=True)

    async def _read(self) -> None:
        notebook = self.shell.opened
        try:
            found = await self.shell.read(dispute, notebook, self.record, self.record_id, self.unit)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        if found is None:
            self._say("conflict_page.gone")
            return
        self.dispute = found
        known = [side.live for side in found.sides] + [_before(side) for side in found.sides if _said(side.built_on)]
        self.names = await self.shell.read(
            names_in, notebook, self.record, (Conflict(self.unit, tuple(known)),), found.shown.client
        )
        await self._lay_out(found)
        self._show_sides()
        self.query_one(Choices).focus()

    async def _lay_out(self, found: Dispute) -> None:
        """Offer the values as answers, and a row for each field in which the answer stands."""
        codes = tuple(value_code(number) for number in range(1, min(len(found.sides), MOST_SIDES) + 1))
        more = (*((JOINED,) if self._joins(found) else ()), *((THIRD,) if found.fields else ()))
        await self.query_one("#choices").mount(Choices("conflict_choice", (OPEN, *codes, *more), OPEN, id="choice"))
        fields = RECORD_TYPES[self.record].fields
        self.rows = {name: row_for(self.record, fields[name]) for name in found.fields}
        await self.query_one("#rows").mount_all(self.rows.values())
        await offer_records(self, self.rows.values())
        self.query_one("#consent", Words).say("conflict_page.ask_client" if found.consent else "")
        self.query_one("#deciding").display = True
        self._show_rows(shown=False)

    @staticmethod
    def _joins(found: Dispute) -> bool:
        """Tell whether all values can stand together: texts can, a day cannot."""
        if len(found.fields) != 1:
            return False
        mark = RECORD_TYPES[found.shown.record].fields[found.fields[0]].mark
        texts = all(isinstance(side.live.value, str) for side in found.sides)
        return texts and isinstance(mark, Prose | LineMark)

    # ---- the values side by side

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self._show_sides()

    def on_resize(self) -> None:
        """Lay the values out for another width."""
        self.call_after_refresh(self._show_sides)

    def _show_sides(self) -> None:
        found = self.dispute
        if found is None:
            return
        rows = self.query_one("#sides", Rows)
        conflict = Conflict(self.unit, tuple(side.live for side in found.sides))
        declared = RECORD_TYPES[self.record]
        # What is private is no heading: of a consent it is what may not be told.
        private = any(declared.fields[name].private for name in declared.declared.title)
        about = word("record", self.record) if private else title_of(self.record, found.shown.values)
        lines = [Line((unit_of(self.record, conflict),), end=about, tone=Tone.HEADING)]
        texts = marked_differences([say_live(self.record, self.unit, side.live, self.names) for side in found.sides])
        columns = [
            self._column(number, side, text)
            for number, (side, text) in enumerate(zip(found.sides, texts, strict=True), 1)
        ]
        lines += [*beside(columns, rows.size.width or self.size.width - 2), Line((_("conflict_page.signs"),))]
        rows.styles.height = len(lines)
        rows.show(lines)

    def _column(self, number: int, side: Side, text: str) -> Sequence[str]:
        author = self.names.get(("worker", side.live.author)) or _("client.unknown_author")
        said = [_("conflict_page.value", number=number, author=author, moment=moment(side.live.at)), text]
        if _said(side.built_on):
            before = say_live(self.record, self.unit, _before(side), self.names)
            said.append(_("conflict_page.built_on", value=before))
        else:
            said.append(_("conflict_page.built_on_nothing"))
        return [*said, _("conflict_page.because", reason=side.reason)] if side.reason else said

    # ---- deciding

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Put what was chosen into the rows: it can still be changed there."""
        event.stop()
        found = self.dispute
        if found is None:
            return
        code = self.query_one(Choices).code
        self._say("")
        self._show_rows(shown=code != OPEN)
        if code.startswith("value_"):
            self._put(found, found.sides[int(code.removeprefix("value_")) - 1].live)
        elif code == JOINED:
            name = found.fields[0]
            joint = "\n" if isinstance(self.rows[name].mark, Prose) else " / "
            self.rows[name].put(joint.join(str(side.live.value) for side in found.sides))

    def _show_rows(self, *, shown: bool) -> None:
        self.query_one("#result").display = self.query_one("#rows").display = shown and bool(self.rows)

    def _put(self, found: Dispute, live: Live) -> None:
        values = live.value if isinstance(live.value, Mapping) else {self.unit: live.value}
        for name, row in self.rows.items():
            # The day on which the client was asked is the day on which they are asked about this (USERS, rule 4).
            row.put(row.typed_for(None if found.consent and name == ASKED_ON else values.get(name)))

    def action_decide(self) -> None:
        """Save the decision."""
        self.begin(self._decide, group="save", once=True)

    async def _decide(self) -> None:
        found = self.dispute
        if found is None:
            return
        code = self.query_one(Choices).code
        if code == OPEN:
            self._say("conflict_page.choose", alarm=True)
            return
        try:
            values = self._values(found, code)
        except Unclear:
            self._say("form.unclear", alarm=True)
            return
        reason = self.query_one("#reason", Input).value
        try:
            await self.shell.write(resolve, self.shell.opened, found, values, reason=reason, today=wall_day())
        except Refusal as refusal:
            if refusal.reason is Reason.BAD_VALUES and refusal.values.get("fields") == ASKED_ON:
                self._say("conflict_page.needs_day", alarm=True)
                self.rows[ASKED_ON].query_one(Input).focus()
            else:
                self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        told = found.consent and values.get(DECISION) == TELL
        self.app.notify(_("conflict_page.agree_next") if told else _("conflict_page.decided"), markup=False)
        self.dismiss(None)

    def _values(self, found: Dispute, code: str) -> dict[str, Value | None]:
        if found.unit == REMOVED:
            chosen = found.sides[int(code.removeprefix("value_")) - 1].live.value
            return {REMOVED: True if chosen is True else None}
        return {name: row.value() for name, row in self.rows.items()}

    def action_history(self) -> None:
        """Show everything that was ever saved of this record."""
        from screens.records.history import HistoryPage

        self.app.push_screen(HistoryPage(self.record, self.record_id))


def _said(value: object) -> bool:
    return value is not None


def _before(side: Side) -> Live:
    """Return what a side built on, as a value beside the others."""
    return Live(side.built_on, side.live.change, side.live.author, side.live.at)
