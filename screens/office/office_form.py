"""The small forms of the office: a few fields, one act under F2, and one sentence that says what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rich.text import Text as PlainText
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Select

from store.notebook import Notebook
from store.one_person import standing_cards
from store.reading import Shown, list_records
from store.refusal import Refusal
from tui.forms.days import read_day, wall_day
from tui.forms.saying import title_of
from tui.language import word
from tui.widgets.choosing import ChoiceList
from tui.widgets.page import Page
from tui.widgets.visible import visible
from tui.widgets.words import Words

Act = Callable[[Notebook], str]
"""What a form does to the notebook; it returns the sentence that says so."""

MOST = 500
"""So many workers or clients are offered."""


def label(words: str) -> Words:
    """Return the words above a field.

    Args:
        words: their key.
    """
    return Words(words, classes="label")


def workers_of(notebook: Notebook, *, role: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return name and id of everybody who is at work here.

    Args:
        notebook: the open notebook.
        role: only those who play this part; None for all.
    """
    found = list_records(notebook, "worker", limit=MOST, heads=False)
    return tuple(
        (title_of("worker", one.values), one.id)
        for one in found
        if one.values.get("active") is not False and (role is None or role in _parts(one.values.get("roles")))
    )


def clients_of_office(notebook: Notebook) -> tuple[tuple[str, str], ...]:
    """Return name and id of the clients that are here, each once; what tells two of one name apart stands behind."""
    stands = standing_cards(notebook)
    found = [
        one
        for one in list_records(notebook, "client", limit=MOST, heads=False)
        if stands.get(one.id, one.id) == one.id
    ]
    titles = Counter(title_of("client", one.values) for one in found)
    return tuple((_told_apart(one, titles), one.id) for one in found)


def _told_apart(client: Shown, titles: Counter[str]) -> str:
    title = title_of("client", client.values)
    beside = (client.values.get(name) for name in ("customer_number", "municipality"))
    return " · ".join([title, *(str(each) for each in beside if each and titles[title] > 1)])


def _parts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


class Picked(ChoiceList):
    """A list to choose one person from.

    Args:
        id: id of the widget.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__([], prompt=word("textual", "select"), compact=True, id=id)

    def offer(self, pairs: Iterable[tuple[str, str]], held: str | None = None) -> None:
        """Offer these, as pairs of name and id.

        Args:
            pairs: names and ids.
            held: the id that is chosen at first, if it is among them.
        """
        offered = list(pairs)
        self.set_options([(PlainText(visible(name)), id) for name, id in offered])
        if held in {id for _name, id in offered}:
            self.value = str(held)

    @property
    def code(self) -> str | None:
        """The id that is chosen, or None."""
        return None if self.value is Select.NULL else str(self.value)

    def speak(self) -> None:
        """Say in the language chosen now that nothing is chosen."""
        self.prompt = word("textual", "select")


class OfficeForm(Page[bool]):
    """A form of the office; it gives back whether its act was done."""

    CSS_PATH = "office_form.tcss"
    AUTO_FOCUS = "Input, Select, RadioSet, Checkbox"

    def __init__(self) -> None:
        super().__init__(classes="office-form")

    def fields(self) -> Iterable[Widget]:
        """Return the fields from the top, with the words above them."""
        raise NotImplementedError

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read what the form offers, in a thread of its own.

        Raises:
            Refusal: shown on the form.
        """
        return ()

    def offer(self, found: Sequence[object]) -> None:
        """Offer what ``read`` found."""

    def act(self) -> Act | None:
        """Return what is to be done; None where the form has said what is missing."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield from self.fields()
        yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Read what is offered once the form is painted."""
        self.begin(self._read, keys_wait=True)

    async def _read(self) -> None:
        try:
            self.offer(await self.shell.read(self.read, self.shell.opened))
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))

    def on_input_submitted(self) -> None:
        """Go on to the next field: Enter alone does nothing that lasts."""
        self.focus_next()

    def action_do(self) -> None:
        """Do what the form is for."""
        self.begin(self._do, group="act", once=True)

    async def _do(self) -> None:
        act = self.act()
        if act is None:
            return
        try:
            said = await self.shell.write(act, self.shell.opened)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.done(said)

    def done(self, said: str) -> None:
        """Say what was done, and go back.

        Args:
            said: the sentence.
        """
        self.notify(said, markup=False)
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back; nothing was done."""
        self.dismiss(False)

    # ---- reading the fields

    def typed(self, id: str) -> str:
        """Return what was typed into a field."""
        return self.query_one(f"#{id}", Input).value.strip()

    def picked(self, id: str) -> str | None:
        """Return the id that was chosen, or None."""
        return self.query_one(f"#{id}", Picked).code

    def day(self, id: str) -> date | None:
        """Return the day that was typed, or None where there is none."""
        return read_day(self.typed(id), wall_day())

    def missing(self, words: str, id: str) -> Act | None:
        """Say what is missing and go there; nothing is to be done then.

        Args:
            words: key of the sentence.
            id: of the field.
        """
        self._say(words, alarm=True)
        self.query_one(f"#{id}").focus()
        return None

    def _say(self, words: str, *, alarm: bool = False, **values: object) -> None:
        if alarm:
            self.app.clear_notifications()  # an older notice would lie over what is said now
        super()._say(words, alarm=alarm, **values)
