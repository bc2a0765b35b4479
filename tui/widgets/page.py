"""The base of every screen: its head and foot, its language, and its keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import replace
from typing import Any, ClassVar, TypeAlias, TypeVar, cast

from textual.binding import ActiveBinding, Binding
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from tui.language import has, word
from tui.language.textual_words import key_of
from tui.widgets.bars import KeyLine, TitleBar
from tui.widgets.shell import Shell
from tui.widgets.words import Speaking, Words

Result = TypeVar("Result")

Work: TypeAlias = "Callable[[], Coroutine[Any, Any, None]]"
"""Something that a screen does while keys are still heard."""

_MOVING = ("key.up", "key.down", "key.page", "key.first", "key.last", "key.previous", "key.next")
"""Keys that everybody tries without being told."""


class Page(Screen[Result]):
    """A screen of the house.

    Attributes:
        NAME: the screen's name in the catalogue: ``<NAME>.title`` is its title, ``help.<NAME>`` its page of help.
        OPEN_ALWAYS: whether it can be seen without a passphrase.
        CLOSED: whether nothing else may be opened over it: neither search nor lists (USERS, rule 1).
        TOGETHER: whether a client looks at it too: nothing of anybody else can be reached from it (USERS, rule 1).
        QUESTION: whether it asks something: no key that was pressed before it was seen answers it.
    """

    NAME: ClassVar[str] = ""
    OPEN_ALWAYS: ClassVar[bool] = False
    CLOSED: ClassVar[bool] = False
    TOGETHER: ClassVar[bool] = False
    QUESTION: ClassVar[bool] = False
    AUTO_FOCUS = ""
    BLANK = True
    TITLE = "Reppu"

    _awaited: dict[Worker[Any], bool]
    """The works for which keys wait, and whether each is done once."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._awaited = {}

    @property
    def shell(self) -> Shell:
        """The program around this screen."""
        return cast(Shell, self.app)

    @property
    def listening(self) -> bool:
        """Whether it can be given a key: it stands, and no work goes on that moves the cursor or turns the page."""
        self._awaited = {one: once for one, once in self._awaited.items() if goes_on(one)}
        return self.is_mounted and not self._awaited

    @property
    def answering(self) -> bool:
        """Whether a list is not yet the answer to what was typed: letters are heard, what acts on the list waits."""
        return False

    @property
    def acting(self) -> bool:
        """Whether it does what a key asked for once."""
        return any(once and goes_on(one) for one, once in self._awaited.items())

    def begin(self, work: Work, *, group: str = "default", once: bool = False, keys_wait: bool | None = None) -> None:
        """Begin work beside the screen; what was begun before in its group is let go.

        Args:
            work: a coroutine function without arguments; what it waits for runs in threads of its own.
            group: works of one group replace each other.
            once: let the work of this group that goes on be done instead: Enter pressed twice must not open, make
                or save anything twice.
            keys_wait: whether what is typed meanwhile waits until it is done, because it puts the cursor somewhere,
                fills fields or turns the page; None where that is so because it is done once. Not for long work that
                shows how far it is: whoever looks at that is heard.
        """
        if once and any(one.node is self and one.group == group and goes_on(one) for one in self.workers):
            return

        async def while_here() -> None:
            try:
                await work()
            except (NoMatches, KeyError):
                # Somebody may have left the screen, and its fields with it, before the work was done: one that is
                # looked for, or one of those that were read together.
                if self.app.is_running and self in self.app.screen_stack:
                    raise

        begun = self.run_worker(cast("Callable[[], Awaitable[None]]", while_here), group=group, exclusive=True)
        if once if keys_wait is None else keys_wait:
            self._awaited[begun] = once

    def head(self) -> TitleBar:
        """Return the line at the head of this screen."""
        bar = TitleBar(f"{self.NAME}.title")
        bar.practice, bar.worker = self.shell.practice, self.shell.worker_name
        return bar

    def foot(self) -> KeyLine:
        """Return the line of keys."""
        return KeyLine(self)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language chosen now, Textual's own too."""
        return {
            key: active._replace(
                binding=replace(active.binding, description=say(active.binding.description)),
                tooltip=say(active.tooltip),
            )
            for key, active in super().active_bindings.items()
        }

    def _say(self, words: str, *, alarm: bool = False, **values: object) -> None:
        """Say something in the line of this screen that says what came of a key.

        Args:
            words: key of the words; empty for nothing.
            alarm: whether it stands out: something was refused or is missing.
            values: what the words name.
        """
        said = self.query_one("#said", Words)
        said.say(words, **values)
        said.set_class(alarm, "alarm")

    def speak(self) -> None:
        """Say every word of this screen again; what was typed stays."""
        for widget in self._speaking():
            widget.speak()
        self.refresh_bindings()

    def _speaking(self) -> Iterator[Speaking]:
        for widget in self.walk_children():
            if isinstance(widget, Speaking):
                yield widget

    async def action_press(self, key: str) -> None:
        """Do what a key does, for those who click it.

        Args:
            key: the key at the foot that was clicked.
        """
        active = super().active_bindings.get(key)
        if active is not None:
            await self.app.run_action(active.binding.action, active.node)

    def own_keys(self) -> list[tuple[Binding, DOMNode]]:
        """Return the keys of this screen and of the program, each action once; those that only edit are left out."""
        return [(binding, node) for binding, node in self._said_keys() if not binding.description.startswith(_MOVING)]

    def foot_keys(self) -> list[Binding]:
        """Return the keys for the line at the foot, each action once."""
        return [binding for binding, _node in self._said_keys() if binding.show]

    def _said_keys(self) -> list[tuple[Binding, DOMNode]]:
        """Return the keys that we have words for, from the focused widget up to the program, each action once.

        A field that uses a key too (Enter) does not take it off the screen's list. A key of the program that means
        something else on this screen is left out.
        """
        found: dict[str, tuple[Binding, DOMNode]] = {}
        taken: set[str] = set()
        for node, bindings in self._modal_binding_chain:
            for pressed, binding in bindings:
                if not has(binding.description) or (node is self.app and pressed in taken):
                    continue
                taken.add(pressed)
                name = binding.action.removeprefix("app.").removeprefix("screen.")
                if "(" not in name and node.check_action(name, ()) is False:
                    continue
                found.setdefault(binding.action, (binding, node))
        return list(found.values())

    async def keep(self) -> None:
        """Keep what is being typed; screens with a form write a draft.

        Raises:
            Refusal: the draft could not be written; what was typed still stands on the screen.
        """


def goes_on(work: Worker[Any]) -> bool:
    """Tell whether a work goes on: one that was let go before it had begun is never told to be finished."""
    return not work.is_finished and not work.is_cancelled


def say(description: str) -> str:
    """Return the words of a key's description: ours is a key of the catalogue, Textual's own an English text."""
    if not description or has(description):
        return word(description) if description else ""
    return word(key_of(description))
