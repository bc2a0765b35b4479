"""A list that opens to choose one of a few values."""

from __future__ import annotations

from textual.widgets import Select
from textual.widgets._select import SelectOverlay

from tui.widgets.words import plain


class ChoiceList(Select[str]):
    """A list to choose from; its line for "nothing chosen" can be read as well as the others.

    Textual paints that line dim, with a contrast of about 5:1.
    """

    def _setup_options_renderables(self) -> None:
        super()._setup_options_renderables()
        self._write_prompt()

    def _watch_prompt(self, prompt: str) -> None:
        super()._watch_prompt(prompt)
        if self.is_mounted:
            self._write_prompt()

    def _write_prompt(self) -> None:
        if self._allow_blank and self._options:
            for overlay in self.query(SelectOverlay):
                if overlay.option_count:
                    overlay.replace_option_prompt_at_index(0, plain(self.prompt))
