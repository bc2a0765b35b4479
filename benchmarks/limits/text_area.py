"""A bare Textual app with one field of many lines: what a key in a long text costs at least.

Three lines of it are in sight, as of the notes in the event form: one that fills the screen has more to paint.
"""

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class TextAreaApp(App[None]):
    """A field of many lines, and nothing else."""

    CSS = "TextArea, TextArea:focus { height: 3; border: none; }"

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield TextArea()


def main() -> None:
    """Run the app until its terminal is closed."""
    TextAreaApp().run()


if __name__ == "__main__":
    main()
