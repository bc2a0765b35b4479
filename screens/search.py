"""Search: what is typed is found at once, people first and then the newest, and Enter opens it (USERS 12)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from textual import on
from textual.widgets import Input

from screens.at_once import glance_at_once, read_at_once
from screens.clients.client_opening import open_client
from screens.opening import page_of_finding
from screens.typed_list import TypedList, keys_of_list
from store.finding import Finding, Found, find_as_typed, make_ready
from store.notebook import Notebook
from store.refusal import Refusal
from tui.forms.saying import choice_of, label_of, title_of
from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.rows import Line, Rows
from tui.widgets.typed_field import TypedField
from tui.widgets.words import Text

PERSON = (32, 18)
"""Columns of a name and of what that person is; the rest says where or how they are reached."""

FEWEST = 10
"""So many are looked for on the smallest screen."""

PLACES = (
    ("commands.clients", "app.go('clients')"),
    ("commands.employers", "app.go('employers')"),
    ("commands.case_entries", "app.go('case_entries')"),
)
"""Where one can go while nothing is typed yet."""

NEW = (("commands.new_client", "app.new('client')"), ("commands.new_employer", "app.new('employer')"))
"""What is offered where nothing was found."""

_PEOPLE = ("client", "contact_person", "employer", "worker")


class Search(TypedList):
    """Search over everything in this notebook."""

    NAME = "search"
    BINDINGS = keys_of_list("app.new('event')", "key.new_entry")

    def __init__(self) -> None:
        super().__init__()
        self.found = Found()
        self.seen: set[str] = set()
        self._limit = 0
        self._turn = 0
        self._asking = 0
        self._from_top = False

    def on_mount(self) -> None:
        """Say what can be found before anything is typed."""
        self._show()
        self.answered("")
        self.begin(self._make_ready, group="ready")

    async def _make_ready(self) -> None:
        # What cannot be read is told when something is asked for.
        with suppress(Refusal):
            await self.shell.read(make_ready, self.shell.opened)

    def on_screen_resume(self) -> None:
        """Look again when somebody comes back: what was opened may have been altered or may be gone."""
        if self.query_one(Input).value:
            self.begin(self._find, group="search")

    def action_begin_again(self) -> None:
        """Begin with an empty field."""
        field = self.query_one(Input)
        field.value = ""
        field.focus()

    def field(self) -> Input:
        """Return the field: what is typed is answered before its letter is painted, where that can be."""
        return TypedField(self._hint(), self._answer)

    def _answer(self, typed: str) -> bool:
        """Show at once what is at hand; tell whether that is all."""
        rows = self.query(Rows)
        if not self.is_current or not rows or self._asking:
            return False
        self._turn += 1
        self._limit = rows.first().size.height
        look, take = partial(self._look, typed, wait=False), partial(self._take_first, typed)
        return glance_at_once(self, look, take, self._say_refused)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._limit = self.query_one(Rows).size.height
        self.begin(partial(self._find, from_top=True), group="search")

    @on(Rows.Ended)
    def _further(self) -> None:
        if self.found.more:
            self._limit = 2 * len(self.found.findings)
            self.begin(self._find, group="search")

    def _look(
        self, typed: str, notebook: Notebook, *, wanted: Callable[[], bool] = lambda: True, wait: bool = True
    ) -> Found:
        """Find what fills the screen; what was looked for further down stays in sight."""
        limit = max(self._limit, FEWEST)
        return find_as_typed(notebook, typed, limit, tuple(self.seen), wanted, room=limit, wait=wait)

    async def _find(self, *, from_top: bool = False) -> None:
        """Ask for what was typed; the letter and what it finds are painted at once where that comes soon."""
        self._turn += 1
        turn, typed = self._turn, self.query_one(Input).value
        find = partial(self._look, typed, wanted=lambda: turn == self._turn)
        take = partial(self._take_first if from_top else self._take, typed)
        self._asking += 1
        try:
            await read_at_once(self, find, take)
        except Refusal as refusal:
            if self.is_attached:
                self._say_refused(refusal)
        finally:
            self._asking -= 1

    def _say_refused(self, refusal: Refusal) -> None:
        """Take off the screen what was found, and say what was refused."""
        self._take(self.query_one(Input).value, Found())
        self.query_one("#count", Text).show(self.shell.refused(refusal))

    def _take_first(self, typed: str, found: Found) -> None:
        """Show what was found for another text, from the top: Enter opens what fits best, however fast one types."""
        self._from_top = True
        self._take(typed, found)
        self._from_top = False

    def _take(self, typed: str, found: Found) -> None:
        """Show what was found for a text."""
        self.found = found
        self.seen |= found.clients
        self._show()
        self._resting.moved()
        self.answered(typed)

    def _show(self) -> None:
        rows, count = self.query_one(Rows), self.query_one("#count", Text)
        if not self.query_one(Input).value.strip():
            rows.show([*self.said(_("search.begin")), Line(), *(Line((word(key),), target=to) for key, to in PLACES)])
            count.show("")
            return
        lines = lines_of(self.found)
        if not lines:
            lines = [*self.said(_("search.nothing")), *self.said(_("search.hint")), Line()]
            lines += [Line((word(key),), target=to) for key, to in NEW]
        rows.show(lines, first=self._from_top)
        shown = len(self.found.findings)
        if any(finding.by_number for finding in self.found.findings):
            count.show(_("search.calling", count=shown), layout=False)
        else:
            said = _("search.more", count=shown) if self.found.more else _("search.count", count=shown)
            count.show(said, layout=False)

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what was chosen: a place, or the screen of what was found."""
        if isinstance(event.target, tuple):
            finding = next((one for one in self.found.findings if (one.record, one.id) == event.target), None)
            client = self.client_at(event.target)
            if client is not None:
                open_client(self, client)
            elif finding is not None:
                self.app.push_screen(page_of_finding(finding))
        else:
            await self.app.run_action(str(event.target))

    def client_at(self, target: object) -> str | None:
        """Return the client that a line stands for."""
        return str(target[1]) if isinstance(target, tuple) and target[0] == "client" else None


def lines_of(found: Found) -> list[Line]:
    """Return the lines of what was found."""
    return [line for finding in found.findings for line in _lines(finding)]


def _lines(finding: Finding) -> list[Line]:
    """Return the lines of one find: who or where and when, and under it the words around what was found."""
    target = (finding.record, finding.id)
    if finding.record in _PEOPLE:
        lines = [_person(finding, target)]
    else:
        when = long_day(finding.day) if finding.day is not None else ""
        lines = [Line((_where(finding),), target=target, end=when)]
    if finding.snippet and finding.field not in ("name", "given_name", "family_name", "phone"):
        label = f"{label_of(finding.record, finding.field)}: "
        marks = tuple((start, end) for start, end in finding.marks)
        lines.append(Line(("", label, finding.snippet), (2, len(label)), marks=marks))
    return lines


def _person(finding: Finding, target: tuple[str, str]) -> Line:
    values, employer = finding.values, finding.employer_name or ""
    name = title_of(finding.record, values)
    if finding.record in ("employer", "contact_person"):
        name = str(values.get("name") or name)
    where = employer if finding.record == "contact_person" else str(values.get("municipality") or "")
    parts = (str(values.get("phone") or ""), where) if finding.by_number else (where, str(values.get("phone") or ""))
    reached = " · ".join(part for part in parts if part)
    return Line((name, word("record", finding.record).lower(), reached), PERSON, target=target)


def _where(finding: Finding) -> str:
    """Return whose and where: "Aino K. · Ruokakeskus · tukikäynti"."""
    client = f"{finding.given_name} {finding.family_name[:1]}." if finding.family_name else finding.given_name
    if finding.client is not None and not client:
        client = _("reference.not_here")
    employer = finding.employer_name or ("" if finding.employer is None else _("reference.not_here"))
    kind = choice_of("kind", finding.kind) if finding.kind else word("record", finding.record).lower()
    return " · ".join(part for part in (client, employer, kind) if part)
