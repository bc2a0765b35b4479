"""Finding a peer coach or an expert by theme and day: who fits and is free, and who is asked too often (M4.1)."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.widgets import Input

from screens.typed_list import TypedList, keys_of_list
from store.models.matching import Match, matches
from store.notebook import Notebook
from store.refusal import Refusal
from tui.forms.days import read_day, wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import long_day
from tui.widgets.rows import Line, Rows, Tone
from tui.widgets.words import Text

MATCH = (2, 24, 14, 22)
"""Columns of the sign, the name, the status and the themes; the rest says how often they were asked."""


class FindingPeople(TypedList):
    """The people of a register for a theme and a day: "rohkeus 3.12.".

    Args:
        part: the part that they play.
    """

    NAME = "finding_people"
    BINDINGS = keys_of_list("new", "kind_list.new")

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part
        self.people: tuple[Match, ...] | None = None

    def on_mount(self) -> None:
        """Read the register once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Read again when somebody comes back."""
        if self.people is not None:
            self.begin(self._read)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.begin(self._read)

    def _asked(self) -> tuple[str, date]:
        """Return the theme and the day that were typed: the last word is the day, where it is one."""
        typed = self.query_one(Input).value.strip()
        theme, _space, last = typed.rpartition(" ")
        day = read_day(last, wall_day()) if last else None
        return (typed, wall_day()) if day is None else (theme.strip(), day)

    def _load(self, notebook: Notebook, theme: str, day: date) -> tuple[Match, ...]:
        return matches(notebook, self.part, theme, day)

    async def _read(self) -> None:
        typed, (theme, day) = self.query_one(Input).value, self._asked()
        try:
            self.people = await self.shell.read(self._load, self.shell.opened, theme, day)
        except Refusal as refusal:
            self.query_one("#count", Text).show(self.shell.refused(refusal))
        else:
            self._show()
        self.answered(typed)

    def _show(self) -> None:
        if self.people is None:
            return
        day = self._asked()[1]
        fitting = [one for one in self.people if one.fitting]
        rows = self.query_one(Rows)
        rows.show([_line(one) for one in fitting] or self.said(_("finding_people.nobody")))
        self.query_one("#count", Text).show(plural("finding_people.found", len(fitting), day=long_day(day)))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a person."""
        found = next((one for one in self.people or () if one.role == event.target), None)
        if found is not None:
            from screens.models.person_page import PersonPage

            self.app.push_screen(PersonPage(found.person, self.part, found.role))

    def action_new(self) -> None:
        """Write somebody into the register."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("person_role", preset={"part_played": self.part}))


def _line(one: Match) -> Line:
    if one.busy:
        sign, said = "–", _("finding_people.busy")
    elif not one.free:
        sign, said = "–", _("finding_people.not_free")
    else:
        sign, said = "", ""
    asked = plural("finding_people.asked", one.asked)
    if one.most is not None:
        asked = _("finding_people.asked_of", count=one.asked, most=one.most)
    return Line(
        (sign or ("!" if one.over else ""), one.name, choice_of("status", one.status), one.themes, said or asked),
        MATCH,
        target=one.role,
        tone=Tone.ALARM if one.over else Tone.PLAIN,
    )
