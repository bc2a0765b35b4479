"""Ctrl+P: everything that can be done here, found by typing a part of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input

from screens.models.entries import not_in_use
from screens.money import doors as money
from screens.placements import doors as placements
from tui.forms.days import wall_day
from tui.forms.model_names import COACHING, model_said
from tui.language import word
from tui.widgets.keys import shown
from tui.widgets.page import Page, say
from tui.widgets.rows import Line, Rows
from tui.widgets.theme import CONTRAST, DARK, LIGHT

PLACES = (
    ("commands.today", "app.home"),
    ("commands.search", "app.search"),
    ("commands.clients", "app.go('clients')"),
    ("commands.employers", "app.go('employers')"),
    ("commands.case_entries", "app.go('case_entries')"),
    ("commands.new_client", "app.new('client')"),
    ("commands.new_employer", "app.new('employer')"),
    ("commands.new_event", "app.new('event')"),
    ("commands.for_employer", "app.go('for_employer')"),
    ("commands.stages", "app.go('stages')"),
    ("commands.follow_up", "app.go('follow_up')"),
    ("commands.diversity", "app.go('diversity')"),
    ("commands.route", "app.go('route')"),
    ("commands.time_use", "app.go('time_use')"),
    ("commands.own_records", "app.go('own_records')"),
    *placements.DOORS,
    ("commands.models", "app.go('models')"),
    ("commands.take_and_fetch", "app.take_and_fetch"),
    ("commands.quality", "app.go('quality')"),
    ("commands.conflicts", "app.go('conflicts')"),
    ("commands.deleted", "app.go('deleted')"),
    ("commands.due_for_erasure", "app.go('due_for_erasure')"),
    ("commands.clear_files", "app.go('clear_files')"),
    ("commands.backups", "app.go('backups')"),
    ("commands.own_card", "app.go('own_card')"),
    ("commands.settings", "app.go('settings')"),
    ("commands.shade", "app.shade"),
    ("commands.lock", "app.lock"),
)
"""What can be done anywhere behind the passphrase."""

OFFICE_PLACES = (
    ("commands.inbox", "app.go('inbox')"),
    ("commands.received", "app.go('received')"),
    ("commands.quarantine", "app.go('quarantine')"),
    ("commands.statistics", "app.go('statistics')"),
    ("commands.laptops", "app.go('laptops')"),
    ("commands.workers", "app.go('workers')"),
    ("commands.without_coach", "app.go('without_coach')"),
    ("commands.doubles", "app.go('doubles')"),
    ("commands.recovery", "app.go('recovery')"),
    *money.DOORS,
    ("commands.own_day", "app.go('own_day')"),
)
"""What can be done at the office alone."""

ALWAYS = (
    ("commands.finnish", "app.speak('fi')"),
    ("commands.swedish", "app.speak('sv')"),
    ("commands.english", "app.speak('en')"),
    ("commands.light", f"app.wear('{LIGHT}')"),
    ("commands.dark", f"app.wear('{DARK}')"),
    ("commands.contrast", f"app.wear('{CONTRAST}')"),
    ("commands.help", "app.help"),
    ("commands.tour", "app.tour"),
    ("commands.leave", "app.leave"),
)
"""What can be done before the passphrase too."""


class Commands(Page[None]):
    """The list of commands for one screen.

    Args:
        about: the screen from which it was opened.
    """

    NAME = "commands"
    CLOSED = True
    OPEN_ALWAYS = True
    AUTO_FOCUS = "Input"
    BINDINGS = [
        Binding("escape", "dismiss", "key.back", key_display="Esc"),
        Binding("enter", "choose", "commands.do", key_display="Enter"),
        Binding("up", "move(-1)", "key.up", show=False),
        Binding("down", "move(1)", "key.down", show=False),
    ]

    def __init__(self, about: Page[Any]) -> None:
        super().__init__()
        self.about = about
        self._own = about.own_keys()
        self.models: tuple[str, ...] = ()
        self.left_out: frozenset[str] = frozenset()
        self._reading = False

    @property
    def answering(self) -> bool:
        """Whether it is still being read what there is: Enter does what the typed words find in all of it."""
        return self._reading

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield self.head()
        yield Input(placeholder=word("commands.find"))
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Show everything first, and the models in use once they are read."""
        self._show("")
        self._reading = self.shell.notebook is not None
        if self._reading:
            self.begin(self._read_models)

    async def _read_models(self) -> None:
        from store.models.use import models_in_use
        from store.refusal import Refusal

        try:
            used = await self.shell.read(models_in_use, self.shell.opened, wall_day())
        except Refusal:
            used = None  # the list stands without them; whatever is chosen says what is wrong
        if used is not None and used.chosen:
            self.models, self.left_out = used.models, not_in_use(used.models)
            self._show(self.query_one(Input).value)
        self._reading = False

    def speak(self) -> None:
        """Say every command again."""
        self.query_one(Input).placeholder = word("commands.find")
        self._show(self.query_one(Input).value)
        super().speak()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits the typed words."""
        self._show(event.value)

    def _all(self) -> list[tuple[str, str, str, DOMNode | None]]:
        rows: list[tuple[str, str, str, DOMNode | None]] = []
        for binding, node in self._own:
            first = binding.key.split(",")[0]
            rows.append((say(binding.description), binding.key_display or shown(first), binding.action, node))
        notebook = self.shell.notebook
        at_office = notebook is not None and notebook.identity.role == "office"
        general = (
            *(OFFICE_PLACES if at_office else ()),
            *(PLACES if notebook is not None else ()),
            *ALWAYS,
        )
        pressed = {name: key for words, key, action, _node in rows for name in (words, action)}
        actions, named = {action for _key, action in general}, {word(key) for key, _action in general}
        own = [row for row in rows if row[2] not in actions and not (row[3] is self.app and row[0] in named)]
        said = {row[0] for row in own}
        models = [(model_said(one), "", f"app.model('{one}')", None) for one in self.models if one != COACHING]
        return [
            *own,
            *(
                (word(key), pressed.get(action) or pressed.get(word(key), ""), action, None)
                for key, action in general
                if action not in self.left_out and word(key) not in said
            ),
            *models,
        ]

    def _show(self, typed: str) -> None:
        parts = typed.casefold().split()
        lines = [
            Line((words,), target=(action, node), end=pressed)
            for words, pressed, action, node in self._all()
            if all(part in words.casefold() for part in parts)
        ]
        self.query_one(Rows).show(lines or [Line((word("commands.nothing"),))])

    def action_move(self, by: int) -> None:
        """Move through the list while the cursor stays in the field."""
        self.query_one(Rows).action_move(by)

    def action_choose(self) -> None:
        """Do what the cursor is on."""
        self.query_one(Rows).action_open()

    def on_input_submitted(self) -> None:
        """Do it with Enter from the field."""
        self.action_choose()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Leave the list, then do what was chosen where it was asked for."""
        target = event.target
        if isinstance(target, tuple):
            action, node = target
            self.dismiss()
            self.app.call_later(partial(self.app.run_action, action, node))
