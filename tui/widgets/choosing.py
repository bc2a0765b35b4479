"""A list that opens to choose one of a few values."""

from __future__ import annotations

from textual.widgets import Select
from textual.widgets._select import SelectOverlay

from tui.widgets.words import plain


class OneOfFew(Select[str]):
    """A list to choose from, on a page that may be left while it is still being filled."""

    def _setup_options_renderables(self) -> None:
        # Whoever left meanwhile took the parts of the list along: there is nothing to set up any more.
        if self.query(SelectOverlay):
            super()._setup_options_renderables()


class ChoiceList(OneOfFew):
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
