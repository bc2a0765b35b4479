"""A field whose every letter is answered: where the answer is at hand, both are painted in one frame."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input


class TypedField(Input):
    """A field of one line above what it finds.

    Args:
        hint: what stands in it while it is empty.
        answer: is asked with each text; returns whether it has shown all. Otherwise ``Input.Changed`` tells of it.
    """

    def __init__(self, hint: str, answer: Callable[[str], bool]) -> None:
        super().__init__(placeholder=hint)
        self._answer = answer

    def _watch_value(self, value: str) -> None:
        # The field stays as wide as it is, however long its text: nothing around it is laid out anew.
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))
        if self.is_mounted and self._answer(value):
            with self.prevent(Input.Changed):
                super()._watch_value(value)
        else:
            super()._watch_value(value)
