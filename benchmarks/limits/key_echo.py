"""A bare Textual app that answers a key: a field of one line, and under it a line of text.

The line of text stays as it is: what a key costs here is the letter in the field and nothing else.
"""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

TEXT = "Bare app with a field"


class KeyEchoApp(App[None]):
    """A field and a line of text, and nothing else."""

    def compose(self) -> ComposeResult:
        """Lay out both."""
        yield Input()
        yield Static(TEXT)


def main() -> None:
    """Run the app until its terminal is closed."""
    KeyEchoApp().run()


if __name__ == "__main__":
    main()
