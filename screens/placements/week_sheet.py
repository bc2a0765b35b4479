"""The weekly sheet of a place, typed from paper in a minute: rows are people, columns are days, keys are enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Input

from screens.placements.week_drafts import discard_sheet, drafts_of, kept_of, monday_of
from screens.placements.week_typed import Typed, details_said, texts_of, typed_of
from screens.records.draft_timer import DraftTimer
from store.drafts import Draft, keep_drafts
from store.notebook import Notebook
from store.placements.hours import Cell, Person, WeekSheet, confirm_hours, save_hours, week_sheet
from store.refusal import Reason, Refusal
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.hours_faults import FAULTS
from tui.language import _, plural, word
from tui.language.dates import short_day
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.typed_grid import Place, TypedGrid
from tui.widgets.words import Text, Words

OUTSIDE = "week_sheet.outside"


def page_of_draft(draft: Draft) -> WeekSheetPage:
    """Return the sheet that a draft was begun in: of its place and week, or of this week where it names none."""
    today = wall_day()
    return WeekSheetPage(str(draft.record), monday_of(draft) or today - timedelta(days=today.weekday()))


class WeekSheetPage(Page[None]):
    """The sheet of one place and week.

    Args:
        place: id of the place.
        monday: first day of the week.
    """

    NAME = "week_sheet"
    AUTO_FOCUS = "TypedGrid"
    DEFAULT_CSS = """
    WeekSheetPage #where, WeekSheetPage #details, WeekSheetPage #said { padding: 0 1; height: auto; min-height: 1; }
    WeekSheetPage #by { height: 1; border: none; padding: 0 1; width: 1fr; margin: 0 1; }
    """
    BINDINGS = [
        key("f2", "save", "key.save"),
        key("f4", "print", "agreement.print"),
        key("f5", "confirm", "week_sheet.confirm"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("escape", "leave", "key.back"),
        key("pageup", "week(-1)", "week_sheet.earlier", show=False),
        key("pagedown", "week(1)", "week_sheet.later", show=False),
        key("f8", "by", "week_sheet.by", show=False),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, place: str, monday: date) -> None:
        super().__init__()
        self.place, self.monday = place, monday
        self.sheet: WeekSheet | None = None
        self.begun: Mapping[Place, str] = {}
        self.draft_ids: dict[str, str] = {}
        self._timer = DraftTimer(self, self._autosave)

    def compose(self) -> ComposeResult:
        """Lay out the place and week, whose entries they are, the grid, and what is said of a cell."""
        yield self.head()
        yield Text("", id="where", classes="heading")
        yield TypedGrid()
        yield Text("", id="details")
        yield Input(id="by", placeholder=word("week_sheet.by_whom"), select_on_focus=False)
        yield Words("week_sheet.how", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the sheet once the screen is painted."""
        self.begin(self._read, keys_wait=True)

    async def _read(self) -> None:
        try:
            self.sheet = await self.shell.read(week_sheet, self.shell.opened, self.place, self.monday)
            kept = await self.shell.read(kept_of, self.shell.opened, self.place, self.monday)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        by = self.query_one("#by", Input)
        if not by.value:
            by.value = self.sheet.supervisor
        self.begun = texts_of(self.sheet)
        self.draft_ids = dict(kept.ids)
        self._show({**self.begun, **kept.texts_in(self.sheet)})
        if kept.ids:
            self._say("week_sheet.recovered")
        elif not self.sheet.people:
            self._say("week_sheet.nobody")
        elif self.sheet.closed:
            self._say("week_sheet.closed")

    def _show(self, texts: Mapping[Place, str]) -> None:
        sheet = self.sheet
        if sheet is None or not self.query(TypedGrid):
            return
        rows = [f"{person.mark} {person.given_name}".strip() for person in sheet.people]
        self.query_one(TypedGrid).show(rows, [short_day(each) for each in sheet.days], texts)
        self._show_where()
        self._show_details()

    def _show_where(self) -> None:
        if self.sheet is not None:
            first, last = self.sheet.days[0], self.sheet.days[-1]
            said = _("week_sheet.where", place=self.sheet.name, first=short_day(first), last=short_day(last))
            self.query_one("#where", Text).show(f"{said} {last.year}")

    def _show_details(self) -> None:
        """Say of the cell that one is on who it is, what stands there, and whose entry that is."""
        grid = self.query_one(TypedGrid)
        if self.sheet is None or not self.sheet.people:
            return
        person, day = self.sheet.people[grid.at[0]], self.sheet.days[grid.at[1]]
        self.query_one("#details", Text).show(details_said(person, day))

    def speak(self) -> None:
        """Say everything again; what was typed stays."""
        self.query_one("#by", Input).placeholder = word("week_sheet.by_whom")
        if self.sheet is not None:
            self._show(dict(self.query_one(TypedGrid).texts))
        super().speak()

    # ---- typing

    @property
    def changed(self) -> dict[Place, str]:
        """Cells that are not what they were, with what stands in them."""
        texts = self.query_one(TypedGrid).texts if self.query(TypedGrid) else {}
        places = {*texts, *self.begun}
        return {place: texts.get(place, "") for place in places if texts.get(place, "") != self.begun.get(place, "")}

    def on_typed_grid_typed(self, event: TypedGrid.Typed) -> None:
        """Keep a draft when the keys rest."""
        self._timer.typed()

    def on_typed_grid_moved(self, event: TypedGrid.Moved) -> None:
        """Say what stands in the cell that one came to."""
        self._show_details()

    def on_input_submitted(self) -> None:
        """Go back to the cells."""
        self.query_one(TypedGrid).focus()

    def action_by(self) -> None:
        """Go to the line that says whose entries they are."""
        self.query_one("#by", Input).focus()

    async def _autosave(self) -> None:
        try:
            await self.keep()
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))

    async def keep(self) -> None:
        """Keep what was typed: a draft for each person, so that an erasure reaches just theirs.

        Raises:
            Refusal: the disk is full …; what was typed still stands on the screen.
        """
        self._timer.stop()
        if self.sheet is not None and (self.changed or self.draft_ids):
            drafts = drafts_of(self.sheet, self.changed, self.draft_ids)
            await self.shell.write(keep_drafts, self.shell.opened, drafts)

    # ---- keys

    def action_save(self) -> None:
        """Save what was changed."""
        self.begin(partial(self._save, outside=False), group="save", once=True)

    async def _save(self, *, outside: bool) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        typed = typed_of(sheet, self.changed)
        self.query_one(TypedGrid).mark(typed.unclear)
        if typed.unclear:
            self._say("week_sheet.unclear", alarm=True)
            return
        if not (typed.hours or typed.cleared):
            self._say("week_sheet.unchanged")
            return
        by = self.query_one("#by", Input).value.strip()
        try:
            saved = await self.shell.write(self._written, self.shell.opened, typed, by, outside)
        except Refusal as refusal:
            self._refused(refusal, typed)
            return
        self.notify(plural("week_sheet.saved", len(saved)), markup=False)
        await self._read()

    def _written(self, notebook: Notebook, typed: Typed, by: str, outside: bool) -> tuple[Saved, ...]:
        kind = "paper_sheet" if by else "own_entry"
        saved = save_hours(
            notebook, typed.hours, wall_day(), recorded_by=by, taken_from=kind, cleared=typed.cleared, outside=outside
        )
        discard_sheet(notebook, self.place, self.monday)
        return saved

    def _refused(self, refusal: Refusal, typed: Typed) -> None:
        if refusal.reason is not Reason.HOURS_NOT_RIGHT:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        rule, row = str(refusal.values["rule"]), int(refusal.values["row"])
        place = typed.places[row - 1] if 0 < row <= len(typed.places) else None
        if place is not None:
            self.query_one(TypedGrid).mark(frozenset({place}))
        if rule != "outside_agreement" or self.sheet is None or place is None:
            self._say("said", alarm=True, sentence=word(FAULTS[rule]))
            return
        person = self.sheet.people[place[0]]
        question = Ask(OUTSIDE, ("form.go_on", "week_sheet.save_outside"), who=person.mark)
        self.app.push_screen(question, self._answered_outside)

    def _answered_outside(self, answer: str | None) -> None:
        if answer == "week_sheet.save_outside":
            self.begin(partial(self._save, outside=True), group="save", once=True)

    def action_confirm(self) -> None:
        """Confirm everything of this week as it stands on the screen."""
        if self.changed:
            self._say("week_sheet.save_first", alarm=True)
            return
        self.begin(self._confirm, group="save", once=True)

    async def _confirm(self) -> None:
        people: tuple[Person, ...] = self.sheet.people if self.sheet is not None else ()
        waiting: list[Cell] = [c for person in people for c in person.cells if not (c.confirmed or c.unsettled)]
        if not waiting:
            self._say("week_sheet.all_confirmed")
            return
        seen = [(cell.entry, cell.knew) for cell in waiting]
        try:
            await self.shell.write(confirm_hours, self.shell.opened, seen, wall_day())
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.notify(plural("week_sheet.confirmed", len(seen)), markup=False)
        await self._read()

    def action_week(self, by: int) -> None:
        """Go to the week before or after; what was typed is kept as a draft first."""
        self.begin(partial(self._turn, by), group="turn", once=True)

    async def _turn(self, by: int) -> None:
        await self._autosave()
        self.monday += timedelta(days=7 * by)
        self._say("week_sheet.how")
        await self._read()

    def action_print(self) -> None:
        """Ask where the empty sheet is to be printed."""
        from screens.write_paper import WritePaper
        from tui.paper.placement_writing import WeekPaper

        self.app.push_screen(WritePaper(WeekPaper(self.place, self.monday)))

    def action_leave(self) -> None:
        """Leave; ask first where something was typed."""
        if not self.changed:
            self.dismiss(None)
            return
        answers = ("form.go_on", "form.save", "form.discard")
        self.app.push_screen(Ask("form.leave_question", answers), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "form.save":
            self.action_save()
        elif answer == "form.discard":
            self.begin(self._discard, group="save", keys_wait=True)

    async def _discard(self) -> None:
        self._timer.stop()
        await self.shell.write(discard_sheet, self.shell.opened, self.place, self.monday)
        self.dismiss(None)

    def _say(self, words: str, *, alarm: bool = False, **values: object) -> None:
        if self.query("#said"):
            super()._say(words, alarm=alarm, **values)
