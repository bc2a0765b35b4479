"""A question before something is lost; the harmless answer has the focus."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button

from tui.widgets.page import Page
from tui.widgets.words import PushButton, Words


class Ask(Page[str], ModalScreen[str]):
    """A question with a few answers.

    Args:
        question: key of the question.
        answers: keys of the answers, the harmless one first; its key is what closing gives back.
        values: what the question names.
    """

    NAME: ClassVar[str] = "ask"
    CLOSED: ClassVar[bool] = True
    QUESTION: ClassVar[bool] = True
    BINDINGS = [
        Binding("escape", "harmless", "key.back", key_display="Esc"),
        Binding("left", "app.focus_previous", "key.previous", show=False),
        Binding("right", "app.focus_next", "key.next", show=False),
    ]
    DEFAULT_CSS = """
    Ask { align: center middle; background: $background; }
    Ask > Vertical { width: 56; max-width: 100%; height: auto; border: round $strong; padding: 1 2; }
    Ask Horizontal { height: auto; margin-top: 1; }
    Ask Button { margin-right: 2; }
    """

    def __init__(self, question: str, answers: tuple[str, ...], **values: object) -> None:
        super().__init__()
        self.question, self.answers, self.values = question, answers, values
        self._seen = False

    @property
    def listening(self) -> bool:
        """Whether it was painted: before that nobody can answer."""
        return self._seen and super().listening

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical():
            if self.shell.practice:
                yield Words("practice.mark")
            question = Words(self.question)
            question.values = self.values
            yield question
            with Horizontal():
                for place, answer in enumerate(self.answers):
                    yield PushButton(answer, id=f"answer-{place}")

    def on_mount(self) -> None:
        """Say the question with its values, and put the focus on the harmless answer."""
        self.speak()
        self.query_one("#answer-0").focus()
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        self._seen = True

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give back the answer that was chosen."""
        self.dismiss(self.answers[int(str(event.button.id).removeprefix("answer-"))])

    def action_harmless(self) -> None:
        """Answer harmlessly."""
        self.dismiss(self.answers[0])
