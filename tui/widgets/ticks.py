"""Boxes to tick and choices to make, told by their sign and not by colour: [x] [ ] (•) ( )."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Checkbox, RadioButton, RadioSet

from tui.language import word
from tui.widgets.words import plain


class Tick(Checkbox):
    """A box to tick."""

    DEFAULT_CSS = """
    Tick, Tick:focus { border: none; height: 1; padding: 0 1; background: $background; color: $foreground;
        background-tint: $foreground 0%; }
    Tick:focus > .toggle--label { color: $paper; background: $strong; text-style: bold; }
    """

    @property
    def _button(self) -> Content:
        return Content("[x]" if self.value else "[ ]")


class Choice(RadioButton):
    """One of a few choices."""

    DEFAULT_CSS = """
    Choice { background: $background; color: $foreground; background-tint: $foreground 0%; }
    """

    @property
    def _button(self) -> Content:
        return Content("(•)" if self.value else "( )")


class Choices(RadioSet):
    """A few choices of which one holds; the words follow the language.

    Args:
        family: first part of the keys of the choices.
        codes: the choices.
        held: the one that holds at first.
        id: id of the widget.
    """

    DEFAULT_CSS = """
    Choices, Choices:focus { border: none; background: $background; height: auto; width: auto; padding: 0;
        background-tint: $foreground 0%; }
    Choices:focus > Choice.-selected > .toggle--label { color: $paper; background: $strong; text-style: bold; }
    """

    BINDINGS = [
        Binding("down,right", "choose(1)", "key.next", show=False),
        Binding("up,left", "choose(-1)", "key.previous", show=False),
    ]

    def __init__(self, family: str, codes: tuple[str, ...], held: str, *, id: str) -> None:
        self.family, self.codes = family, codes
        self._ahead: int | None = None
        super().__init__(*(Choice(plain(word(family, code)), code == held) for code in codes), id=id, compact=True)
        for pressed in ("down", "right", "up", "left"):
            self._bindings.key_to_bindings[pressed] = self._bindings.key_to_bindings[pressed][-1:]
        self._bindings.key_to_bindings.pop("enter", None)  # the arrows choose; Enter goes on with the screen

    @property
    def code(self) -> str:
        """The choice that holds."""
        return self.codes[max(self.pressed_index, 0) if self._ahead is None else self._ahead]

    def on_focus(self) -> None:
        """Begin at the choice that holds, not at the first."""
        self._selected = max(self.pressed_index, 0)

    def action_choose(self, by: int) -> None:
        """Choose the next or the previous one with the arrow alone."""
        if by > 0:
            self.action_next_button()
        else:
            self.action_previous_button()
        # The button says so a little later; an Enter that follows at once means what was chosen.
        self._ahead = self._selected
        self.action_toggle_button()

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Follow the button again once it has said what the arrows chose."""
        if event.index == self._ahead:
            self._ahead = None

    def speak(self) -> None:
        """Say the choices in the language chosen now."""
        for button, code in zip(self.query(Choice), self.codes, strict=True):
            button.label = plain(word(self.family, code))
