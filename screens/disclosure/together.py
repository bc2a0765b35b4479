"""Together: a screen that the client looks at too; nothing of anybody else is in reach, and it ends on the shade."""

from __future__ import annotations

from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widgets import TextArea

from store.history.change import Value
from store.reading import Shown
from tui.forms.days import wall_day
from tui.language import _
from tui.language.dates import short_day
from tui.widgets.bars import TitleBar
from tui.widgets.page import Page, Result

_PAGING = ("pageup", "pagedown")


class Together(Page[Result]):
    """A screen for two: the coach and one client.

    Attributes:
        with_whom: the client, as the head of the screen names them.
        over: it has come to its end, and goes as soon as it is in front.
    """

    CLOSED: ClassVar[bool] = True
    TOGETHER: ClassVar[bool] = True

    with_whom: str = ""
    over: bool = False

    def head(self) -> TitleBar:
        """Return the head: with whom, and no other person's name."""
        bar = super().head()
        bar.worker = ""
        bar.remark = self._remark()
        return bar

    def _remark(self) -> str:
        day = short_day(wall_day())
        return _("together.with", name=self.with_whom, day=day) if self.with_whom else day

    def name_client(self, client: Shown) -> None:
        """Say in the head with whom.

        Args:
            client: the client.
        """
        self.with_whom = short_name(client.values.get("given_name"), client.values.get("family_name"))
        self._say_with_whom()

    def _say_with_whom(self) -> None:
        bar = self.query_one(TitleBar)
        bar.remark = self._remark()
        bar.refresh()

    def on_mount(self) -> None:
        """Take notices that were on the screen before off it."""
        self.app.clear_notifications()

    def speak(self) -> None:
        """Say the head again too."""
        self._say_with_whom()
        super().speak()

    def leave_together(self) -> None:
        """End on the shade: whoever looks next sees nothing (USERS, rule 1)."""
        self.over = True
        self._go()

    def on_screen_resume(self) -> None:
        """Leave now what came to its end under the shade."""
        if self.over:
            self.call_later(self._go)

    def _go(self) -> None:
        if not self.is_active:
            return
        with self.app.batch_update():
            while isinstance(self.app.screen, Together):
                self.app.pop_screen()
            self.shell.action_shade()


class Lines(TextArea):
    """A text that grows with what is typed; the paging keys stay with the screen.

    Args:
        id: id of the widget.
    """

    DEFAULT_CSS = """
    Lines, Lines:focus { height: auto; min-height: 1; max-height: 6; border: none; padding: 0 1; width: 1fr;
        background: $surface; color: $foreground; background-tint: $foreground 0%; }
    Lines { border-left: wide $line; border-right: wide $line; }
    Lines:focus { border-left: wide $strong; border-right: wide $strong; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, tab_behavior="focus", theme="css", highlight_cursor_line=False)
        for pressed in _PAGING:
            self._bindings.key_to_bindings.pop(pressed, None)

    def put(self, text: str) -> None:
        """Put a text in without saying that somebody typed."""
        with self.prevent(TextArea.Changed):
            self.text = text


class Sheet(VerticalScroll, can_focus=False):
    """What scrolls, without the paging keys: they turn to the next thing to talk about."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        for pressed in _PAGING:
            self._bindings.key_to_bindings.pop(pressed, None)


def short_name(given: Value | None, family: Value | None) -> str:
    """Return a client's name as others may see it: the given name and an initial."""
    return f"{given or ''} {str(family)[:1]}." if family else str(given or "")
