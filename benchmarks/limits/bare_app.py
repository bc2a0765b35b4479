"""A bare Textual app: one line of text. The first frame that no app of Textual can beat."""

from textual.app import App, ComposeResult
from textual.widgets import Static

TEXT = "Bare app of one line"


class BareApp(App[None]):
    """One line of text, and nothing else."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static(TEXT)


def main() -> None:
    """Run the app until its terminal is closed."""
    BareApp().run()


if __name__ == "__main__":
    main()
