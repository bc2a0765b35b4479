"""A field whose every letter is answered: where the answer is at hand, both are painted in one frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from textual.geometry import Region, Size
from textual.widget import Widget
from textual.widgets import Input


class TypedField(Input):
    """A field of one line above what it finds.

    Args:
        hint: what stands in it while it is empty.
        answer: is asked with each text; returns whether it has shown all. Otherwise ``Input.Changed`` tells of it.
    """

    _typed = False
    """Whether a text is just being written into it."""

    def __init__(self, hint: str, answer: Callable[[str], bool]) -> None:
        super().__init__(placeholder=hint)
        self._answer = answer

    def replace(self, text: str, start: int, end: int) -> None:
        """Write what was typed; the frame around it is not painted again."""
        self._typed = True
        try:
            super().replace(text, start, end)
        finally:
            self._typed = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint again: of what was typed the line alone."""
        if self._typed and not regions and not layout:
            regions = (Region(0, 0, self.size.width, 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _watch_value(self, value: str) -> None:
        # The field stays as wide as it is, however long its text: nothing around it is laid out anew.
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))
        if self.is_mounted and self._answer(value):
            with self.prevent(Input.Changed):
                super()._watch_value(value)
        else:
            super()._watch_value(value)
