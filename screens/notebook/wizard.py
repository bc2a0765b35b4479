"""The first run: language, role, name, passphrase; under a minute, and nothing is kept before the last step.

It ends with the office's card, in practice, or with neither (USERS, rule 11). An office also makes its root.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, RadioSet

from screens.day.event_moving import go_line
from screens.notebook.first_run import (
    Answers,
    folder_of,
    generated,
    look_at_sticks,
    make_notebook,
    require_good,
    trust_card,
)
from tui.language import LANGUAGES, _, chosen
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.ticks import Choices
from tui.widgets.words import Text, Words

if TYPE_CHECKING:
    from store.notebook import Notebook

BEGINNING = ("language", "role", "name")
STEPS = {
    "coach": (*BEGINNING, "passphrase", "passphrase-again", "ending"),
    "office": (*BEGINNING, "sticks", "root", "root-again", "passphrase", "passphrase-again", "founded"),
    "practice": BEGINNING[:2],
}
"""The steps of each role; nothing is made before the last question is answered."""

LAST = ("ending", "founded")
"""Steps behind the making of the notebook: from them there is no way back."""

SECRETS = ("passphrase", "root")
ENDINGS = ("card", "practice", "later")
FIELDS = {"name": "name", "sticks": "stick-1", "ending": "ending"}
"""Step → id of what has the focus, where it is not the step's own name."""


class Wizard(Page[None]):
    """Makes a notebook in a few short steps."""

    NAME = "wizard"
    OPEN_ALWAYS = True
    CSS_PATH = "wizard.tcss"
    BINDINGS = [
        key("enter", "next", "wizard.next"),
        key("escape", "back", "key.back"),
        key("f5", "new_words", "wizard.new_words"),
        key("f1", "app.help", "key.help"),
        key("f10", "app.leave", "key.leave"),
        Binding("down", "line(1)", "key.down", show=False),
        Binding("up", "line(-1)", "key.up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.step = BEGINNING[0]
        self.answers = Answers()
        self.offered: dict[str, str] = {}
        self.made: Notebook | None = None

    def compose(self) -> ComposeResult:
        """Lay out all steps; one is seen at a time."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            for step, widgets in self._steps():
                yield Vertical(*widgets, id=f"step-{step}")
            yield Words("", id="said", classes="alarm")
        yield self.foot()

    def _steps(self) -> Iterator[tuple[str, tuple[Widget, ...]]]:
        yield "language", (_heading("wizard.language"), Choices("language", LANGUAGES, chosen(), id="language"))
        yield (
            "role",
            (_heading("wizard.role"), Choices("role", tuple(STEPS), "coach", id="role"), _hint("wizard.role_hint")),
        )
        yield "name", (_heading("wizard.name"), Input(id="name", max_length=120), _hint("wizard.name_hint"))
        yield (
            "sticks",
            (
                _heading("wizard.sticks"),
                _hint("wizard.sticks_hint"),
                Words("wizard.stick_1"),
                Input(id="stick-1"),
                Words("wizard.stick_2"),
                Input(id="stick-2"),
            ),
        )
        yield from self._secret_steps()
        yield from self._last_steps()

    def _secret_steps(self) -> Iterator[tuple[str, tuple[Widget, ...]]]:
        for name, heading, again in (
            ("root", "wizard.root", "wizard.root_again"),
            ("passphrase", "wizard.passphrase", "wizard.again"),
        ):
            offered = Text("", id=f"offered-{name}", classes="offered")
            yield name, (_heading(heading), offered, _hint("wizard.passphrase_hint"), Input(id=name))
            yield f"{name}-again", (_heading(again), _hint("wizard.again_hint"), Input(id=f"{name}-again"))

    def _last_steps(self) -> Iterator[tuple[str, tuple[Widget, ...]]]:
        yield (
            "ending",
            (
                _heading("wizard.made"),
                Words("", id="cloud", classes="alarm"),
                Choices("ending", ENDINGS, ENDINGS[0], id="ending"),
                Vertical(
                    _hint("wizard.card_hint"),
                    Words("wizard.card_file"),
                    Input(id="card"),
                    Words("wizard.card_words"),
                    Input(id="words"),
                    id="card-fields",
                ),
            ),
        )
        yield "founded", (_heading("wizard.founded"), _hint("wizard.founded_hint"))

    def on_mount(self) -> None:
        """Begin with the language."""
        self._show(self.step)

    # ---- steps

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the role that is chosen now."""
        return STEPS[self.query_one("#role", Choices).code]

    def _show(self, step: str) -> None:
        self.step = step
        for name in {name for steps in STEPS.values() for name in steps}:
            self.query_one(f"#step-{name}").display = name == step
        self._say("")
        # At once: the letters that somebody types fast behind Enter belong to this step.
        self.set_focus(None if step == "founded" else self.query_one(f"#{FIELDS.get(step, step)}"))
        if step in SECRETS and step not in self.offered:
            self.action_new_words()
        if step == "ending":
            self._warn_of_cloud()
        self.refresh_bindings()

    def _say(self, words: str, *, alarm: bool = True, **values: object) -> None:
        super()._say(words, alarm=alarm, **values)
        self.query_one("#said").scroll_visible(animate=False)

    def _refused(self, error: Exception) -> None:
        self._say("said", sentence=self.shell.refused(error))

    def _value(self, id: str) -> str:
        return self.query_one(f"#{id}", Input).value.strip()

    def _warn_of_cloud(self) -> None:
        service = self.shell.home.cloud_service()
        if service:
            self.query_one("#cloud", Words).say("wizard.cloud", service=service)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer new words only where words are offered, and the way back only before the notebook is made."""
        if action == "new_words":
            return self.step in SECRETS
        return self.step not in (BEGINNING[0], *LAST) if action == "back" else True

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Speak the language that was chosen, at once; ask for the card only where there is one."""
        if not isinstance(event.radio_set, Choices):
            return
        if event.radio_set.id == "language":
            self.shell.choose_language(event.radio_set.code)
        elif event.radio_set.id == "ending":
            self.query_one("#card-fields").display = event.radio_set.code == "card"
            self._say("")

    def on_input_submitted(self) -> None:
        """Go on with Enter from a field."""
        self.action_next()

    def action_back(self) -> None:
        """Go one step back; what was typed stays."""
        self._show(self.steps[self.steps.index(self.step) - 1])

    def action_line(self, by: int) -> None:
        """Go to the next or the previous field.

        Args:
            by: 1 for down, -1 for up.
        """
        go_line(self, by)

    def action_new_words(self) -> None:
        """Offer five other words."""
        self.begin(partial(self._offer, self.step))

    async def _offer(self, phrase_of: str) -> None:
        self.offered[phrase_of] = await self.shell.read(generated, chosen())
        self.query_one(f"#offered-{phrase_of}", Text).show(self.offered[phrase_of])

    def action_next(self) -> None:
        """Go on, if this step is answered."""
        if self.step == "name" and not self._value("name"):
            self._say("wizard.name_missing")
        elif self.step == "role" and self.query_one("#role", Choices).code == "practice":
            self.shell.practise()
        elif self.step == "sticks":
            self.begin(self._take_sticks, keys_wait=True)
        elif self.step in SECRETS:
            self.begin(partial(self._take_secret, self.step), keys_wait=True)
        elif self.step.endswith("-again"):
            self._take_again(self.step.removesuffix("-again"))
        elif self.step in LAST:
            self._end()
        else:
            self._on()

    def _on(self) -> None:
        self._show(self.steps[self.steps.index(self.step) + 1])

    # ---- answers

    async def _take_sticks(self) -> None:
        typed = [self._value("stick-1"), self._value("stick-2")]
        if not all(typed):
            self._say("wizard.stick_missing")
            self.query_one("#stick-1" if not typed[0] else "#stick-2").focus()
            return
        folders = tuple(folder_of(text) for text in typed)
        try:
            wrong = await self.shell.read(look_at_sticks, folders)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self._refused(error)
            return
        if wrong:
            self._say("wizard.stick_taken" if wrong == "taken" else "wizard.same_stick")
            return
        self.answers = replace(self.answers, sticks=folders)
        self._on()

    async def _take_secret(self, phrase_of: str) -> None:
        """Take the person's own phrase, or the words that are offered; either is typed again in the next step."""
        own = self._value(phrase_of)
        phrase = own or self.offered.get(phrase_of, "")
        if not phrase:
            return
        try:
            await self.shell.read(require_good, phrase)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self._refused(error)
            return
        if phrase_of == "passphrase" and phrase == self.answers.root:
            self._say("wizard.same_as_root")
            return
        self.answers = (
            replace(self.answers, root=phrase) if phrase_of == "root" else replace(self.answers, passphrase=phrase)
        )
        self.query_one(f"#{phrase_of}-again", Input).value = ""
        self._on()

    def _take_again(self, phrase_of: str) -> None:
        typed = self._value(f"{phrase_of}-again")
        if not typed:
            self._say("wizard.passphrase_missing")
        elif typed != getattr(self.answers, phrase_of):
            self._say("wizard.not_the_same")
        elif phrase_of == "root":
            self._on()
        else:
            self.begin(self._make, group="make", once=True)

    # ---- what is made

    async def _make(self) -> None:
        self._say("wizard.making")
        role = self.query_one("#role", Choices).code
        answers = replace(self.answers, role=role, name=self._value("name"), language=chosen())
        try:
            self.made = await self.shell.write(make_notebook, self.shell.home, answers)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self._refused(error)
            return
        self.shell.notebook = self.made
        self.answers = answers.without_secrets()
        self.offered.clear()
        for phrase_of in SECRETS:
            self.query_one(f"#offered-{phrase_of}", Text).show("")
            self.query_one(f"#{phrase_of}", Input).value = self.query_one(f"#{phrase_of}-again", Input).value = ""
        self._on()

    def _end(self) -> None:
        if self.made is None:
            return
        ending = self.query_one("#ending", Choices).code if self.step == "ending" else "later"
        if ending == "practice":
            self.shell.practise()
        elif ending == "card":
            self.begin(partial(self._trust, self.made), group="trust", once=True)
        else:
            self.shell.entered(self.made)

    async def _trust(self, made: Notebook) -> None:
        for id, missing in (("card", "wizard.card_missing"), ("words", "wizard.words_missing")):
            if not self._value(id):
                self._say(missing)
                self.query_one(f"#{id}").focus()
                return
        self._say("wizard.reading_card")
        try:
            await self.shell.write(trust_card, made, folder_of(self._value("card")), self._value("words"))
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self._refused(error)
            return
        self.shell.entered(made)
        self.app.notify(_("wizard.card_accepted"), markup=False)


def _heading(words: str) -> Words:
    return Words(words, classes="heading")


def _hint(words: str) -> Words:
    return Words(words, classes="hint")
