"""The app: it paints the first screen before it knows anything of the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.notifications import Notification, Notify, SeverityLevel

import screens
from store.settings import change_settings, read_settings
from tui.app.behind import Behind
from tui.app.crash import sentence_for
from tui.app.enduring import EnduringTerminal
from tui.app.hearing import Hearing
from tui.app.idling import Idling
from tui.app.places import first_page_of
from tui.app.signals import HUNG_UP, listen
from tui.app.start import LOCKED, PRACTISING
from tui.app.waking import since_start
from tui.app.writes import Writes
from tui.language import choose, chosen
from tui.widgets.clipboard import Clipboard
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.theme import DARK, THEMES, make_themes

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.screen import Screen

    from store.home import Home
    from store.notebook import Notebook

T = TypeVar("T")

_STYLE = Path(__file__).with_name("reppu.tcss")
_FIRST_SCREENS = Path(screens.__file__).parent / "notebook"
"""Textual does not load the styles of an app's first screen by itself."""


class ReppuApp(Idling):
    """The program on the screen.

    Args:
        home: where the notebook stands, or will stand.
        practice_passphrase: the passphrase of an invented notebook.
        clock: tells the seconds that have gone by, those in which the machine slept too.
    """

    TITLE = "Reppu"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 6
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f1", "app.help", "key.help", show=False),
        key("f3", "app.search", "key.search", show=False, at_once=True),
        key("f6", "app.take_from_here", "take_and_fetch.do", show=False),
        key("f9", "app.shade", "key.shade", show=False, at_once=True),
        key("f10", "app.leave", "key.leave", show=False),
        Binding("ctrl+p", "app.commands", "key.commands", show=False, priority=True),
        Binding("ctrl+home", "app.home", "commands.today", show=False, key_display="Ctrl+Home"),
        Binding("ctrl+z", "app.undo", "key.undo", show=False, key_display="Ctrl+Z"),
    ]

    def __init__(
        self,
        home: Home,
        *,
        practice_passphrase: str | None = None,
        clock: Callable[[], float] = since_start,
    ) -> None:
        settings = read_settings(home)
        choose(settings.language or "fi")
        self.first = "unlock" if home.has_notebook else "wizard"
        super().__init__(css_path=[_STYLE, _FIRST_SCREENS / f"{self.first}.tcss"])
        self._bindings.key_to_bindings.pop("ctrl+c", None)
        self.home = home
        self.practice_passphrase = practice_passphrase
        self.practice = practice_passphrase is not None
        self.crash = ""
        self.last_words = ""
        self.hearing, self.behind = Hearing(self), Behind(self, lambda: self.clock() - self.last_key)
        self.writes = Writes(self.hearing.listen)
        self.clip = Clipboard(self)
        self.clock = clock
        self.last_key = clock()
        self.begin_beside()
        self._held_back: list[Notification] = []
        for theme in make_themes():
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in THEMES else DARK

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen: the passphrase, or the first run where there is no notebook."""
        if self.first == "unlock":
            from screens.notebook.unlock import Unlock

            return Unlock()
        from screens.notebook.wizard import Wizard

        return Wizard()

    def on_mount(self) -> None:
        """Begin to load the store once the first frame is painted, and to watch for idleness and for the end."""
        self._own_loop = asyncio.get_running_loop()
        listen(self._own_loop, self.end_of_session)
        self.call_after_refresh(self._load_store)
        self.look_after_it()

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
        """Queue a writing function of the store; what it refuses is told when it is known."""
        self.writes.later(function, *values, **named).add_done_callback(self._tell_refused)

    def _tell_refused(self, done: Future[object]) -> None:
        """Tell what a queued write refused; this runs in the thread that wrote."""
        error = done.exception()
        if isinstance(error, Exception) and not self._own_loop.is_closed():
            self._own_loop.call_soon_threadsafe(self._tell, error)

    def _tell(self, error: Exception) -> None:
        try:
            self.notify(self.refused(error), severity="error", markup=False)
        except Exception as unexpected:  # noqa: BLE001, RUF100 - a refusal is told, anything else is a crash
            self._handle_exception(unexpected)

    def entered(self, notebook: Notebook) -> None:
        """Take an opened notebook and show its first page: first the frame, then the rows."""
        self.notebook = notebook
        self.practice = notebook.identity.practice
        self.run_worker(self._read_settings(), exit_on_error=False)
        self.first_page = first_page_of(notebook.identity.role)
        self.push_screen(self.first_page)

    async def _read_settings(self) -> None:
        await self.hearing.begin()
        await self.read_idle()
        self.behind.begin()
        await self.show_around()

    def choose_language(self, language: str) -> None:
        """Speak another language on every screen that is open, and remember it."""
        choose(language)
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.speak()
        self.write_later(change_settings, self.home, language=chosen())

    def choose_theme(self, theme: str) -> None:
        """Show another theme and remember it."""
        self.theme = theme
        self.write_later(change_settings, self.home, theme=theme)

    def refused(self, error: Exception) -> str:
        """Return the sentence for a refusal; any other exception is passed on.

        Raises:
            Exception: it was not a refusal.
        """
        from store.refusal import Refusal
        from tui.forms.refusing import said_to_person

        if not isinstance(error, Refusal):
            raise error
        return said_to_person(error)

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

        if (
            isinstance(self.screen, Page)
            and not isinstance(self.screen, Commands)
            and not self.shaded
            and not self.together
        ):
            self.push_screen(Commands(self.screen))

    # ---- the shade

    def action_shade(self) -> None:
        """Hide everything at once; before the passphrase there is nothing to hide."""
        from screens.notebook.shade import Shade

        if self.notebook is None:
            return
        self.clear_notifications()
        if isinstance(self.screen, Shade):
            self.screen.action_open()
        elif self.shaded:
            while not isinstance(self.screen, Shade):
                self.pop_screen()
        else:
            self.push_screen(Shade(self.clock), self._unshaded)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something on the one line above the keys: it takes the place of what was said there, but of no refusal.

        Args:
            message: what is said.
            title: what stands above it.
            severity: "error" for a refusal.
            timeout: so many seconds it stands there.
            markup: whether the message has markup.
        """
        if all(one.severity == "information" for one in self._notifications):
            self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def on_notify(self, event: Notify) -> None:
        """Hold back what would be said over the shade, or while a client looks too: they would read it."""
        if self.shaded or self.together:
            event.prevent_default()
            self._held_back.append(event.notification)

    def _unshaded(self, opened: None) -> None:
        self.in_turn.come_back()
        if self.together:
            return
        held, self._held_back = self._held_back, []
        for one in held:
            super().notify(
                one.message, title=one.title, severity=one.severity, timeout=one.timeout, markup=one.markup
            )

    # ---- language and theme

    def action_speak(self, language: str) -> None:
        """Speak another language."""
        self.choose_language(language)

    def action_wear(self, theme: str) -> None:
        """Show another theme."""
        self.choose_theme(theme)

    # ---- leaving

    def exit(self, result: str | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program, however that came about; what was copied about a client is not left behind.

        Args:
            result: what is to happen next; None to end.
            return_code: of the process.
            message: words for the terminal.
        """
        self.clip.clear()
        super().exit(result, return_code, message)

    async def action_lock(self) -> None:
        """Lock the notebook."""
        if self.notebook is not None:
            await self._leave(LOCKED)

    async def action_leave(self) -> None:
        """End the program; everything asked for is written first."""
        await self._leave(None)

    async def action_quit(self) -> None:
        """End the program, as the key of Textual would."""
        await self.action_leave()

    def practise(self) -> None:
        """Leave this notebook and begin again on an invented one that is thrown away afterwards."""
        self.exit(PRACTISING)

    async def _leave(self, result: str | None) -> None:
        """Keep what is being typed and end; where that is refused, ask first: the text is still on the screen."""
        from tui.widgets.ask import Ask

        said = "" if isinstance(self.screen, Ask) else await self.keep_everything()
        if not said:
            self.exit(result, return_code=0)
            return

        def answered(answer: str | None) -> None:
            if answer == "app.leave_anyway":
                self.exit(result, return_code=0)

        self.push_screen(Ask("app.draft_refused", ("form.go_on", "app.leave_anyway"), sentence=said), answered)

    def _build_driver(self, *values: Any, **named: Any) -> Driver:
        """Return what paints; it goes on when the terminal is closed."""
        driver = super()._build_driver(*values, **named)
        held = getattr(driver, "_file", None)
        if held is not None:
            driver._file = EnduringTerminal(held)  # type: ignore[attr-defined]  # the drivers of all systems have it
        return driver

    def panic(self, *renderables: object) -> None:
        """End as when the window was closed: the keyboard is gone, and nobody would read a traceback."""
        self.end_of_session(HUNG_UP)

    def end_of_session(self, number: int) -> None:
        """Keep what is being typed when the terminal was closed or the machine shuts down, and end.

        Args:
            number: of the signal.
        """
        self.run_worker(self._end(number), exclusive=True, group="end")

    async def _end(self, number: int) -> None:
        try:
            self.last_words = await self.keep_everything()
        finally:
            self.exit(return_code=128 + number)

    async def keep_everything(self) -> str:
        """Write a draft of every form that is open; return the sentence of what was refused, or nothing."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                try:
                    await screen.keep()
                except Exception as error:  # noqa: BLE001, RUF100 - a refusal is told; anything else goes on
                    return self.refused(error)
        return ""

    async def on_unmount(self) -> None:
        """Write what is still to be written and close the notebook, however the program ends."""
        self.in_turn.stop()
        await self.behind.stop()
        self.later.flush()
        self.writes.flush()
        if self.notebook is not None:
            self.notebook.close()
            self.notebook = None

    # ---- crashes

    def _handle_exception(self, error: Exception) -> None:
        """End the program after an exception that nobody handled, and print none of its values."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        cause = getattr(error, "error", None)
        with suppress(Exception):
            # Nothing may hide the first error; what was copied about a client is not left behind.
            self.clip.clear()
        self.crash = self.crash or sentence_for(cause if isinstance(cause, BaseException) else error)
        self._close_messages_no_wait()
