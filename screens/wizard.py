"""The first run: language, role, name, passphrase; under a minute, and nothing is kept before the last step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, RadioSet

from tui.language import LANGUAGES, chosen
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.ticks import Choices
from tui.widgets.words import Text, Words

if TYPE_CHECKING:
    from store.home import Home
    from store.notebook import Notebook

STEPS = ("language", "role", "name", "passphrase", "card")
ROLES = ("coach", "office")


class Wizard(Page[None]):
    """Makes a notebook in five short steps."""

    NAME = "wizard"
    OPEN_ALWAYS = True
    CSS_PATH = "wizard.tcss"
    BINDINGS = [
        key("enter", "next", "wizard.next"),
        key("escape", "back", "key.back"),
        key("f5", "new_words", "wizard.new_words"),
        key("f1", "app.help", "key.help"),
        key("f10", "app.leave", "key.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.step = 0
        self.offered = ""

    def compose(self) -> ComposeResult:
        """Lay out all steps; one is seen at a time."""
        yield self.head()
        with VerticalScroll():
            with Vertical(id="step-language"):
                yield Words("wizard.language", classes="heading")
                yield Choices("language", LANGUAGES, chosen(), id="language")
            with Vertical(id="step-role"):
                yield Words("wizard.role", classes="heading")
                yield Choices("role", ROLES, "coach", id="role")
                yield Words("wizard.role_hint", classes="hint")
            with Vertical(id="step-name"):
                yield Words("wizard.name", classes="heading")
                yield Input(id="name", max_length=120)
                yield Words("wizard.name_hint", classes="hint")
            with Vertical(id="step-passphrase"):
                yield Words("wizard.passphrase", classes="heading")
                yield Text("", id="offered")
                yield Words("wizard.passphrase_hint", classes="hint")
                yield Input(id="passphrase")
            with Vertical(id="step-card"):
                yield Words("wizard.card", classes="heading")
                yield Words("wizard.card_hint", classes="hint")
                yield Words("wizard.card_file")
                yield Input(id="card")
                yield Words("wizard.card_words")
                yield Input(id="words")
            yield Words("", id="said", classes="alarm")
        yield self.foot()

    def on_mount(self) -> None:
        """Begin with the language."""
        self._show(0)
        self.query_one("#language").focus()

    # ---- steps

    def _show(self, step: int) -> None:
        self.step = step
        for name in STEPS:
            self.query_one(f"#step-{name}").display = name == STEPS[step]
        self.query_one("#said", Words).say("")
        focus = {"language": "#language", "role": "#role", "name": "#name", "passphrase": "#passphrase"}
        self.query_one(focus.get(STEPS[step], "#card")).focus()
        if STEPS[step] == "passphrase" and not self.offered:
            self.action_new_words()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer new words only where words are offered, and the way back only before the notebook is made."""
        if action == "new_words":
            return STEPS[self.step] == "passphrase"
        return 0 < self.step < len(STEPS) - 1 if action == "back" else True

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Speak the language that was chosen, at once."""
        if isinstance(event.radio_set, Choices) and event.radio_set.id == "language":
            self.shell.choose_language(event.radio_set.code)

    def on_input_submitted(self) -> None:
        """Go on with Enter from a field."""
        self.action_next()

    def action_back(self) -> None:
        """Go one step back; what was typed stays."""
        self._show(self.step - 1)

    def action_new_words(self) -> None:
        """Offer five other words."""
        self.begin(self._offer)

    async def _offer(self) -> None:
        self.offered = await self.shell.read(generated, chosen())
        self.query_one("#offered", Text).show(self.offered)

    def action_next(self) -> None:
        """Go on, if this step is answered."""
        step = STEPS[self.step]
        if step == "name" and not self.query_one("#name", Input).value.strip():
            self.query_one("#said", Words).say("wizard.name_missing")
        elif step == "passphrase":
            self.begin(self._make)
        elif step == "card":
            self.begin(self._trust)
        else:
            self._show(self.step + 1)

    # ---- what is made

    async def _make(self) -> None:
        passphrase = self.query_one("#passphrase", Input).value.strip()
        said = self.query_one("#said", Words)
        if not passphrase:
            said.say("wizard.passphrase_missing")
            return
        said.say("wizard.making")
        try:
            self.made = await self.shell.write(
                make_notebook,
                self.shell.home,
                role=self.query_one("#role", Choices).code,
                name=self.query_one("#name", Input).value.strip(),
                language=chosen(),
                passphrase=passphrase,
            )
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            said.say("said", sentence=self.shell.refused(error))
            return
        self.shell.notebook = self.made
        self.query_one("#passphrase", Input).value = ""
        self.offered = ""
        self.query_one("#offered", Text).show("")
        self._show(STEPS.index("card"))

    async def _trust(self) -> None:
        path, words = self.query_one("#card", Input).value.strip(), self.query_one("#words", Input).value.strip()
        if path:
            self.query_one("#said", Words).say("wizard.reading_card")
            try:
                await self.shell.write(trust_card, self.made, path, words)
            except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
                self.query_one("#said", Words).say("said", sentence=self.shell.refused(error))
                return
        self.shell.entered(self.made)


def generated(language: str) -> str:
    """Return five generated words, with the store imported in the thread that waits for it."""
    from store.keys.passphrases import offer

    return offer(language)


def make_notebook(home: Home, *, role: str, name: str, language: str, passphrase: str) -> Notebook:
    """Make the notebook.

    Args:
        home: where.
        role: "coach" or "office".
        name: of the worker.
        language: "fi", "sv" or "en".
        passphrase: as typed.

    Raises:
        Refusal: the passphrase is guessable, the folder cannot be written…
    """
    from store.first_run import create_notebook

    return create_notebook(home, role=role, name=name, language=language, passphrase=passphrase)


def trust_card(notebook: Notebook, path: str, words: str) -> None:
    """Accept the office's card.

    Args:
        notebook: the open notebook.
        path: the card's file.
        words: the six words as heard.

    Raises:
        Refusal: not a card, other words…
    """
    from pathlib import Path

    from store.bundle import trust

    trust(notebook, Path(path).expanduser(), words)
