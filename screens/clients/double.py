"""Two cards side by side, for a person to say whether they are of one; both answers are reversible (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Input

from screens.clients.doubles import why_said
from screens.exchange.side_by_side import beside, marked_differences
from store.doubles import Double, Standing, join_clients, keep_apart
from store.notebook import Notebook
from store.reading import Shown, list_records
from store.reading_several import read_several
from store.records import RECORD_TYPES
from store.refusal import Refusal
from store.writing import Saved
from tui.forms.saying import label_of, say_value, title_of
from tui.language import _, plural, word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, wrapped
from tui.widgets.words import Words

STANDING = {
    Standing.OPEN: "double.open",
    Standing.JOINED: "double.joined",
    Standing.DIFFERENT: "double.different",
}
"""What was said of the pair → key of the sentence."""

MOST_EVENTS = 200
"""So many events are counted; more are said to be more."""


@dataclass(frozen=True)
class Card:
    """One of the two.

    Attributes:
        shown: the client.
        coaches: names of those who coach them.
        events: how many events the card has.
    """

    shown: Shown
    coaches: tuple[str, ...]
    events: int


def read_cards(notebook: Notebook, ids: tuple[str, str]) -> tuple[Card, ...]:
    """Return both cards with who coaches them and how much stands under each.

    Args:
        notebook: of the office.
        ids: of the clients; who was erased meanwhile is left out.
    """
    held = read_several(notebook, "client", ids, heads=False)
    cards = []
    for id in ids:
        if id not in held:
            continue
        assigned = list_records(notebook, "assignment", where={"client": id}, heads=False)
        workers = read_several(notebook, "worker", [str(one.values.get("worker")) for one in assigned], heads=False)
        parts = list_records(notebook, "event_client_part", where={"client": id}, limit=MOST_EVENTS, heads=False)
        names = tuple(sorted(title_of("worker", one.values) for one in workers.values()))
        cards.append(Card(held[id], names, len(parts)))
    return tuple(cards)


class DoublePage(Page[None]):
    """The screen of one pair.

    Args:
        double: the pair, and what was said of it.
    """

    NAME = "double"
    CSS_PATH = "../office/office_form.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        key("f2", "join", "double.join"),
        key("f4", "apart", "double.apart"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, double: Double) -> None:
        super().__init__()
        self.double = double
        self.cards: tuple[Card, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the two cards, and the reason."""
        yield self.head()
        yield Rows()
        yield Words("double.reason", classes="label")
        yield Input(id="reason", max_length=300, select_on_focus=False)
        yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Read the cards once the screen is painted."""
        self.begin(self._read)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what would change something: who is one already is not joined again."""
        if action == "join":
            return self.double.standing is not Standing.JOINED
        return action != "apart" or self.double.standing is not Standing.DIFFERENT

    async def _read(self) -> None:
        ids = (self.double.first, self.double.second)
        try:
            self.cards = await self.shell.read(read_cards, self.shell.opened, ids)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self._show()

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self._show()

    def on_resize(self) -> None:
        """Lay the cards out for another width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if not self.cards or not self.query(Rows):
            return
        rows = self.query_one(Rows)
        width = rows.size.width
        said = word(STANDING[self.double.standing])
        lines = [*wrapped(_("double.why", why=why_said(self.double)), width), *wrapped(said, width)]
        lines += wrapped(_("double.means"), width)
        rows.show([*lines, Line(), *self._beside(width)])

    def _beside(self, width: int) -> list[Line]:
        """Return the cards field by field, with what differs marked."""
        fields = RECORD_TYPES["client"].fields
        columns: list[list[str]] = [[] for _card in self.cards]
        for name, field in fields.items():
            values = [card.shown.values.get(name) for card in self.cards]
            if all(value is None for value in values):
                continue
            said = [say_value("client", field, value) if value is not None else "–" for value in values]
            for column, text in zip(columns, marked_differences(said), strict=True):
                column.append(f"{label_of('client', name)}: {text}")
        for column, card in zip(columns, self.cards, strict=True):
            column.append(_("double.coaches", names=", ".join(card.coaches) or "–"))
            column.append(plural("double.events", card.events))
        # Row by row, so that one field stands beside the same field of the other card.
        return [line for row in zip(*columns, strict=True) for line in beside([[text] for text in row], width)]

    def on_input_submitted(self) -> None:
        """Enter alone decides nothing."""
        self._say("double.press")

    def action_join(self) -> None:
        """Say that both are one person."""
        self._decide(join_clients, "double.was_joined")

    def action_apart(self) -> None:
        """Say that they are two people."""
        taken_back = self.double.standing is Standing.JOINED
        self._decide(keep_apart, "double.was_undone" if taken_back else "double.was_kept_apart")

    def _decide(self, act: Callable[[Notebook, str, str, str], Saved], words: str) -> None:
        self.begin(partial(self._deciding, act, words), group="act", once=True)

    async def _deciding(self, act: Callable[[Notebook, str, str, str], Saved], words: str) -> None:
        reason = self.query_one("#reason", Input).value.strip()
        try:
            await self.shell.write(act, self.shell.opened, self.double.first, self.double.second, reason)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.notify(word(words), markup=False)
        self.dismiss(None)
