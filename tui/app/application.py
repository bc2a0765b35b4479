"""The app: it paints the first screen before it knows anything of the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Event, Key, MouseEvent, Paste

import screens
from store.settings import change_settings, read_settings
from tui.app.crash import sentence_for
from tui.app.start import LOCKED
from tui.app.writes import Writes
from tui.language import choose, chosen, sentence
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.shell import Shell
from tui.widgets.theme import DARK, THEMES, make_themes

if TYPE_CHECKING:
    from textual.screen import Screen

    from store.home import Home
    from store.notebook import Notebook

T = TypeVar("T")

_STYLE = Path(__file__).with_name("reppu.tcss")
_SCREENS = Path(screens.__file__).parent
"""Textual does not load the styles of an app's first screen by itself."""

IDLE_MINUTES = 10
"""Lock after so many minutes without a key, unless the notebook's setting says otherwise."""

IDLE_SETTING = "idle_minutes"
"""Name of that setting inside the notebook."""


class ReppuApp(Shell):
    """The program on the screen.

    Args:
        home: where the notebook stands, or will stand.
        practice_passphrase: the passphrase of an invented notebook.
    """

    TITLE = "Reppu"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 6
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f1", "app.help", "key.help", show=False),
        key("f9", "app.shade", "key.shade", show=False, at_once=True),
        key("f10", "app.leave", "key.leave", show=False),
        Binding("ctrl+p", "app.commands", "key.commands", show=False, priority=True),
    ]

    def __init__(self, home: Home, *, practice_passphrase: str | None = None) -> None:
        settings = read_settings(home)
        choose(settings.language or "fi")
        self.first = "unlock" if home.has_notebook else "wizard"
        super().__init__(css_path=[_STYLE, _SCREENS / f"{self.first}.tcss"])
        self._bindings.key_to_bindings.pop("ctrl+c", None)
        self.home = home
        self.practice_passphrase = practice_passphrase
        self.practice = practice_passphrase is not None
        self.crash = ""
        self.writes = Writes()
        self.last_key = monotonic()
        self.idle_minutes = IDLE_MINUTES
        for theme in make_themes():
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in THEMES else DARK

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen: the passphrase, or the first run where there is no notebook."""
        if self.first == "unlock":
            from screens.unlock import Unlock

            return Unlock()
        from screens.wizard import Wizard

        return Wizard()

    def on_mount(self) -> None:
        """Begin to load the store once the first frame is painted, and to watch for idleness."""
        self.call_after_refresh(self._load_store)
        self.set_interval(5, self._lock_when_idle)

    def _load_store(self) -> None:
        from tui.app.loading import load_store

        self.run_worker(asyncio.to_thread(load_store), exit_on_error=False)

    # ---- what screens ask for

    async def read(self, function: Callable[..., T], *values: Any, **named: Any) -> T:
        """Run a reading function of the store in a thread."""
        return await asyncio.to_thread(partial(function, *values, **named))

    async def write(self, function: Callable[..., T], *values: Any, **named: Any) -> T:
        """Run a writing function of the store in its turn."""
        return await self.writes.write(function, *values, **named)

    def write_later(self, function: Callable[..., object], *values: Any, **named: Any) -> None:
        """Queue a writing function of the store; what it refuses is lost only with the form's own draft."""
        self.writes.later(function, *values, **named)

    def entered(self, notebook: Notebook) -> None:
        """Take an opened notebook and show Today: first its frame, then its rows."""
        from screens.today import Today

        self.notebook = notebook
        self.practice = notebook.identity.practice
        self.run_worker(self._read_settings(), exit_on_error=False)
        self.push_screen(Today())

    async def _read_settings(self) -> None:
        minutes = await self.read(self.opened.setting, IDLE_SETTING)
        if minutes is not None and minutes.isdecimal():
            self.idle_minutes = int(minutes)

    def choose_language(self, language: str) -> None:
        """Speak another language on every screen that is open, and remember it."""
        choose(language)
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.speak()
        self.writes.later(change_settings, self.home, language=chosen())

    def choose_theme(self, theme: str) -> None:
        """Show another theme and remember it."""
        self.theme = theme
        self.writes.later(change_settings, self.home, theme=theme)

    def refused(self, error: Exception) -> str:
        """Return the sentence for a refusal; any other exception is passed on.

        Raises:
            Exception: it was not a refusal.
        """
        from store.refusal import Refusal

        if not isinstance(error, Refusal):
            raise error
        return sentence(error.reason.value, **error.values)

    @property
    def together(self) -> bool:
        """Whether a client looks at the screen too, whatever lies over it now: nothing of others can be reached."""
        return any(isinstance(screen, Page) and screen.TOGETHER for screen in self.screen_stack)

    def notify(self, *words: Any, **named: Any) -> None:
        """Show a notice for a moment, but none while a client looks at the screen too (USERS, rule 1)."""
        if not self.together:
            super().notify(*words, **named)

    # ---- keys that work everywhere

    def action_help(self) -> None:
        """Explain the screen that is open."""
        from screens.help import Help

        screen = self.screen
        if isinstance(screen, Page) and not isinstance(screen, Help):
            self.push_screen(Help(screen))

    def action_commands(self) -> None:
        """List everything that can be done here."""
        from screens.commands import Commands
        from screens.shade import Shade

        if isinstance(self.screen, Page) and not isinstance(self.screen, Commands | Shade) and not self.together:
            self.push_screen(Commands(self.screen))

    def action_shade(self) -> None:
        """Hide everything at once; before the passphrase there is nothing to hide."""
        from screens.shade import Shade

        if self.notebook is None:
            return
        self.clear_notifications()
        if isinstance(self.screen, Shade):
            self.screen.action_open()
        elif any(isinstance(screen, Shade) for screen in self.screen_stack):
            while not isinstance(self.screen, Shade):
                self.pop_screen()
        else:
            self.push_screen(Shade())

    def action_go(self, name: str) -> None:
        """Go to a place of the notebook; Esc comes back to Today.

        Args:
            name: "today", "clients" or "settings".
        """
        from screens.clients import Clients
        from screens.settings import SettingsPage

        if self.notebook is None or self.together:
            return
        self._back_to_today()
        if name == "clients":
            self.push_screen(Clients())
        elif name == "settings":
            self.push_screen(SettingsPage())

    def action_new(self, record: str) -> None:
        """Open an empty form.

        Args:
            record: a record type.
        """
        from screens.record_form import RecordForm, new_event

        if self.notebook is not None and not self.together:
            self.push_screen(new_event(self.notebook) if record == "event" else RecordForm(record))

    def _back_to_today(self) -> None:
        from screens.today import Today

        self._keep_everything()
        while not isinstance(self.screen, Today):
            self.pop_screen()

    def action_speak(self, language: str) -> None:
        """Speak another language."""
        self.choose_language(language)

    def action_wear(self, theme: str) -> None:
        """Show another theme."""
        self.choose_theme(theme)

    def action_lock(self) -> None:
        """Lock the notebook."""
        if self.notebook is not None:
            self.lock()

    def action_leave(self) -> None:
        """End the program; everything asked for is written first."""
        self._keep_everything()
        self.exit(return_code=0)

    async def action_quit(self) -> None:
        """End the program, as the key of Textual would."""
        self.action_leave()

    def lock(self) -> None:
        """Keep what is being typed, close the notebook, and begin again in a new process."""
        self._keep_everything()
        self.exit(LOCKED)

    def _keep_everything(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.keep()

    async def on_unmount(self) -> None:
        """Write what is still to be written and close the notebook, however the program ends."""
        self.writes.flush()
        if self.notebook is not None:
            self.notebook.close()
            self.notebook = None

    # ---- idleness

    async def on_event(self, event: Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, Key | MouseEvent | Paste):
            self.last_key = monotonic()
        await super().on_event(event)

    def _lock_when_idle(self) -> None:
        if self.notebook is not None and monotonic() - self.last_key > self.idle_minutes * 60:
            self.lock()

    # ---- crashes

    def _handle_exception(self, error: Exception) -> None:
        """End the program after an exception that nobody handled, and print none of its values."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        cause = getattr(error, "error", None)
        self.crash = self.crash or sentence_for(cause if isinstance(cause, BaseException) else error)
        self._close_messages_no_wait()
