"""The four conditions of criterion 13 for one client: met or not, and the rows that show it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult

from screens.disclosure.together import short_name
from store.disclosure import Condition, conditions
from store.notebook import Notebook
from store.reading import Shown, find, show
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone
from tui.widgets.words import Text

CONDITIONS = {"a": "conditions.a", "b": "conditions.b", "c": "conditions.c", "d": "conditions.d"}
LACKS = {
    "a": "conditions.lacks.a",
    "b": "conditions.lacks.b",
    "c": "conditions.lacks.c",
    "d": "conditions.lacks.d",
}
SIGNS = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True)
class ConditionRows:
    """A condition with its rows.

    Attributes:
        condition: the condition.
        rows: the records that show it.
    """

    condition: Condition
    rows: tuple[Shown, ...]


def read_conditions(notebook: Notebook, client: str) -> tuple[str, tuple[ConditionRows, ...]]:
    """Read the client's short name and the conditions with their rows.

    Args:
        notebook: the open notebook.
        client: id of the client.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    values = show(notebook, "client", client).values
    found = []
    for condition in conditions(notebook, client, wall_day()):
        record = "disclosure_item" if condition.letter == "c" else "disclosure_discussion"
        rows = [find(notebook, record, id) for id in condition.rows]
        found.append(ConditionRows(condition, tuple(row for row in rows if row is not None)))
    return short_name(values.get("given_name"), values.get("family_name")), tuple(found)


class DisclosureConditions(Page[None]):
    """The conditions of one client.

    Args:
        client: id of the client.
    """

    NAME = "conditions"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        key("f5", "talk", "client.talk"),
        key("escape", "dismiss", "key.back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
    ]
    DEFAULT_CSS = """
    DisclosureConditions #who { padding: 0 1; }
    """

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self.found: tuple[ConditionRows, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out one list."""
        yield self.head()
        yield Text("", id="who", classes="heading")
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read the conditions once the screen is painted."""
        self.begin(self._read)

    def on_screen_resume(self) -> None:
        """Read them again after a talk or a form."""
        if self.found:
            self.begin(self._read)

    async def _read(self) -> None:
        try:
            name, self.found = await self.shell.read(read_conditions, self.shell.opened, self.client)
        except Refusal as refusal:
            self.query_one(Rows).show([Line((self.shell.refused(refusal),), tone=Tone.ALARM)])
            return
        self.query_one("#who", Text).show(name)
        self._show()

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self._show()

    def _show(self) -> None:
        lines: list[Line] = []
        for one in self.found:
            condition = one.condition
            lines.append(
                Line(
                    (SIGNS[condition.met], word(CONDITIONS[condition.letter])),
                    (2,),
                    tone=Tone.ALARM if condition.met is False else Tone.HEADING,
                    end=said_met(condition.met),
                )
            )
            lines += [Line(("", _said(row)), (4,), target=(row.record, row.id)) for row in one.rows]
            if not one.rows:
                lines.append(Line(("", word(LACKS[condition.letter])), (4,)))
            lines.append(Line())
        self.query_one(Rows).show(lines)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the record that shows it."""
        from screens.records.record_form import RecordForm

        if isinstance(event.target, tuple):
            self.app.push_screen(RecordForm(*event.target))

    def action_talk(self) -> None:
        """Begin or go on with the talk about telling."""
        from screens.disclosure.what_is_told import WhatIsTold

        self.app.push_screen(WhatIsTold(self.client))


def said_met(met: bool | None) -> str:
    """Return whether a condition is met, in words."""
    if met is None:
        return _("conditions.not_yet")
    return _("conditions.met") if met else _("conditions.not_met")


def _said(row: Shown) -> str:
    values = row.values
    if row.record == "disclosure_item":
        name = str(values.get("own_item") or choice_of("item", str(values.get("item"))))
        return name[:1].upper() + name[1:]
    day = values.get("day")
    parts = [long_day(day) if day else ""]  # type: ignore[arg-type]  # the declaration says that it is a day
    parts += [choice_of("occasion", str(values["occasion"]))] if values.get("occasion") else []
    return " · ".join(part for part in parts if part)
