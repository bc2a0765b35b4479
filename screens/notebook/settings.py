"""Settings: language and theme at once; the idle lock and the passphrase inside the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, RadioSet

from tui.language import LANGUAGES, chosen
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.theme import THEMES
from tui.widgets.ticks import Choices
from tui.widgets.words import PushButton, Words

if TYPE_CHECKING:
    from store.home import Home

PASSPHRASES = (("old", "settings.old"), ("new", "settings.new"), ("again", "settings.again"))
"""The fields of a change of passphrase: until now, from now on, and once more."""


class SettingsPage(Page[None]):
    """What a person may choose."""

    NAME = "settings"
    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "#language"
    BINDINGS = [
        Binding("escape", "dismiss", "key.back", key_display="Esc"),
        key("f2", "save", "key.save"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the settings."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("settings.language", classes="heading")
            yield Choices("language", LANGUAGES, chosen(), id="language")
            yield Words("settings.theme", classes="heading")
            yield Choices("theme", THEMES, self.app.theme, id="theme")
            yield Words("settings.idle", classes="heading")
            yield Input(self._idle(), id="idle", max_length=2, type="integer", select_on_focus=False)
            yield Words("settings.passphrase", classes="heading")
            for name, words in PASSPHRASES:
                with Horizontal(classes="field"):
                    yield Words(words, classes="label")
                    yield Input(id=name, password=True)
            yield PushButton("settings.change_passphrase", id="change")
            yield Words("", id="said")
        yield self.foot()

    def _idle(self) -> str:
        return str(self.shell.idle_minutes)

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Follow the choice at once."""
        if not isinstance(event.radio_set, Choices):
            return
        if event.radio_set.id == "language":
            self.shell.choose_language(event.radio_set.code)
        elif event.radio_set.id == "theme":
            self.shell.choose_theme(event.radio_set.code)

    def action_save(self) -> None:
        """Keep the idle time."""
        self.begin(self._save)

    async def _save(self) -> None:
        from store.idle import LEAST_IDLE, as_minutes, keep_idle_minutes, most_idle_minutes

        minutes = as_minutes(self.query_one("#idle", Input).value)
        most = await self.shell.read(most_idle_minutes, self.shell.opened)
        if minutes is None or minutes > most:
            self._say("settings.idle_bounds", alarm=True, least=LEAST_IDLE, most=most)
            return
        try:
            await self.shell.write(keep_idle_minutes, self.shell.opened, minutes)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self._say("said", alarm=True, sentence=self.shell.refused(error))
            return
        self.shell.idle_minutes = minutes
        self._say("settings.saved")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Change the passphrase."""
        if self.query_one("#new", Input).value != self.query_one("#again", Input).value:
            self._say("settings.not_the_same", alarm=True)
            return
        self.begin(self._change, group="change", once=True)

    async def _change(self) -> None:
        fields = [self.query_one(f"#{name}", Input) for name, _words in PASSPHRASES]
        try:
            await self.shell.write(change, self.shell.home, fields[0].value, fields[1].value)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self._say("said", alarm=True, sentence=self.shell.refused(error))
            return
        for field in fields:
            field.value = ""
        self._say("settings.passphrase_changed")

    def _say(self, words: str, *, alarm: bool = False, **values: object) -> None:
        super()._say(words, alarm=alarm, **values)
        self.query_one("#said").scroll_visible(animate=False)


def change(home: Home, old: str, new: str) -> None:
    """Change the passphrase.

    Args:
        home: where the notebook stands.
        old: the passphrase until now.
        new: the passphrase from now on.

    Raises:
        Refusal: the old one is wrong, or the new one guessable.
    """
    from store.keys.slots import change_passphrase

    change_passphrase(home, old, new)
