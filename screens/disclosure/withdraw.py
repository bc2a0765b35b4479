"""Peru lupa: a permission is taken back at once, with no reason asked; then who knows already (USERS, rule 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding

from screens.disclosure.together import short_name
from store.disclosure import Knower, withdraw
from store.notebook import Notebook
from store.reading import find
from store.refusal import Refusal
from store.telling import Sheet, open_sheet
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, title_of
from tui.language import _
from tui.language.dates import clock, long_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped
from tui.widgets.words import Words

WORDS = 2
"""Columns before the words in which something was told."""


@dataclass(frozen=True)
class Standing:
    """What can be taken back.

    Attributes:
        sheet: the client with items and workplaces.
        agreed: ids of the items that are agreed to, also those to be asked about first.
    """

    sheet: Sheet
    agreed: frozenset[str]


@dataclass(frozen=True)
class Gone:
    """What was taken back.

    Attributes:
        scope: "all", "item" or "employer".
        id: of the item or the employer.
        what: in words.
        at: when.
        knowers: who knows already, with the name of the workplace.
    """

    scope: str
    id: str | None
    what: str
    at: datetime
    knowers: tuple[tuple[Knower, str], ...]


def read_standing(notebook: Notebook, client: str) -> Standing:
    """Read what a client can take back.

    Args:
        notebook: the open notebook.
        client: id of the client.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    sheet = open_sheet(notebook, client)
    return Standing(sheet, sheet.standing)


def take_back(notebook: Notebook, client: str, scope: str, id: str | None) -> tuple[tuple[Knower, str], ...]:
    """Write the withdrawal and return who knows already, with the names of the workplaces.

    Args:
        notebook: the open notebook.
        client: id of the client.
        scope: "all", "item" or "employer".
        id: of the item or the employer.
    """
    item, employer = (id if scope == "item" else None), (id if scope == "employer" else None)
    done = withdraw(notebook, client, item=item, employer=employer, day=wall_day())
    names: dict[str, str] = {}
    for knower in done.knowers:
        if knower.employer and knower.employer not in names:
            shown = find(notebook, "employer", knower.employer)
            names[knower.employer] = title_of("employer", shown.values) if shown else _("told.not_here")
    return tuple((knower, names.get(knower.employer or "", "")) for knower in done.knowers)


DONE = "done"
"""Target of the line that says what was just taken back: Enter does nothing there."""


class Permissions(Rows):
    """What can be taken back: Enter takes it back."""

    BINDINGS = [Binding("enter", "open", "withdraw.do", key_display="Enter")]


class Withdraw(Page[bool]):
    """Everything that one client can take back; the first line is everything.

    Args:
        client: id of the client.
    """

    NAME = "withdraw"
    AUTO_FOCUS = "Permissions"
    BINDINGS = [
        key("escape", "leave", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
    ]
    DEFAULT_CSS = """
    Withdraw #what { padding: 0 1; height: auto; }
    """

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self.standing: Standing | None = None
        self.gone: list[Gone] = []

    def compose(self) -> ComposeResult:
        """Lay out what is asked and the list."""
        yield self.head()
        yield Words("withdraw.what", id="what")
        yield Permissions()
        yield self.foot()

    def on_mount(self) -> None:
        """Offer everything at once, so that Enter need not wait; then read what else there is."""
        self._show()
        self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.standing = await self.shell.read(read_standing, self.shell.opened, self.client)
        except Refusal as refusal:
            self._refused(refusal)
            return
        values = self.standing.sheet.client.values
        name = short_name(values.get("given_name"), values.get("family_name"))
        self.query_one("#what", Words).say("withdraw.all_gone" if self._all_gone else "withdraw.what", name=name)
        self._show()

    def _refused(self, refusal: Refusal) -> None:
        self.query_one(Permissions).show([Line((self.shell.refused(refusal),), tone=Tone.ALARM)])

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self._show()

    def on_resize(self) -> None:
        """Lay what was told out for another width."""
        self.call_after_refresh(self._show)

    @property
    def _all_gone(self) -> bool:
        return any(one.scope == "all" for one in self.gone)

    def _show(self) -> None:
        rows = self.query_one(Permissions)
        lines = [line for gone in reversed(self.gone) for line in _said(gone, rows.size.width or self.size.width)]
        if lines and not self._all_gone:
            # The cursor rests on what was just done: a second Enter takes nothing more back.
            lines[0] = replace(lines[0], target=DONE)
        rows.show(lines if self._all_gone else [*lines, *self._offered()])

    def _offered(self) -> Iterator[Line]:
        """Yield what can still be taken back: everything first, for there may be more than is known here."""
        yield Line((_("withdraw.all"),), target=("all", None, _("withdraw.all")))
        if self.standing is not None:
            sheet = self.standing.sheet
            items = [one for one in sheet.items if one.id in self.standing.agreed]
            if items:
                yield from (Line(), Line((_("withdraw.items").upper(),), tone=Tone.HEADING))
            for one in items:
                name = str(one.values.get("own_item") or choice_of("item", str(one.values.get("item"))))
                name = name[:1].upper() + name[1:]
                yield Line((name,), target=("item", one.id, name))
            gone = {one.id for one in self.gone if one.scope == "employer"}
            employers = [(id, name) for id, name in sheet.employers if id not in gone]
            if employers:
                yield from (Line(), Line((_("withdraw.employers").upper(),), tone=Tone.HEADING))
            yield from (Line((name,), target=("employer", id, name)) for id, name in employers)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Take back what the cursor is on, at once."""
        if isinstance(event.target, tuple):
            scope, id, name = event.target
            self.begin(partial(self._take_back, scope, id, name), group="withdraw", keys_wait=True)

    async def _take_back(self, scope: str, id: str | None, name: str) -> None:
        try:
            knowers = await self.shell.write(take_back, self.shell.opened, self.client, scope, id)
        except Refusal as refusal:
            self._refused(refusal)
            return
        self.gone.append(Gone(scope, id, name, datetime.now().astimezone(), knowers))
        await self._read()
        self.query_one(Permissions).scroll_home(animate=False)

    def action_leave(self) -> None:
        """Go back and say whether anything was taken back."""
        self.dismiss(bool(self.gone))


def _said(gone: Gone, width: int) -> Iterator[Line]:
    """Yield what was taken back, and who knows already, all of it: what was told cannot be taken back."""
    at = f"{long_day(gone.at.date())} {clock(gone.at)}"
    done = wrapped(_("withdraw.done", what=gone.what, at=at), width)
    yield from (replace(line, tone=Tone.HEADING) for line in done)
    if not gone.knowers:
        yield from (*wrapped(_("withdraw.nobody_knows"), width), Line())
        return
    yield from wrapped(_("withdraw.who_knows"), width)
    for knower, name in gone.knowers:
        whom = ", ".join(choice_of("to_whom", code) for code in knower.to_whom)
        yield from wrapped(" · ".join(filter(None, (long_day(knower.day), name, whom))), width)
        if words := " ".join((knower.words or "").split()):
            yield from wrapped(_("told.in_words", words=words), width, WORDS)
    yield from (*wrapped(_("withdraw.not_back"), width), Line())
