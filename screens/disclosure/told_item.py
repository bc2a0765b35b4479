"""One thing of which the client decides: whether it is told, where, to whom, when, by whom, in which words."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from screens.disclosure.together import Lines
from screens.disclosure.told_drafts import ALL, ONE_OF, OTHER, TEXTS, Spoken
from store.records import RECORD_TYPES
from tui.forms.saying import choice_of
from tui.language import _
from tui.widgets.picks import Picks
from tui.widgets.words import Text, Words

TO_BE_TOLD = ("line-where", "line-to_whom", "line-when", "line-who_says", "words", "line-not_to_say")
"""Parts that mean something only for what is told."""


class ItemPart(Vertical):
    """The lines of one item."""

    def compose(self) -> ComposeResult:
        """Lay out the questions in the order in which one talks about them."""
        with Horizontal(classes="line"):
            yield Text("", id="which", classes="heading")
            yield Words("told.add_hint", id="more")
        yield Words("", id="remark", classes="alarm")
        yield from self._line("told.decision")
        yield from self._line("told.where", several=True)
        with Horizontal(classes="line", id="line-other"):
            yield Words("told.other", classes="label")
            yield Lines(id="other")
        yield from self._line("told.to_whom", several=True)
        yield from self._line("told.when")
        yield from self._line("told.who_says")
        with Horizontal(classes="line", id="weighing"):
            yield Words("told.pros", classes="short")
            yield Lines(id="pros")
            yield Words("told.cons", classes="short")
            yield Lines(id="cons")
        with Vertical(id="words"):
            yield Words("told.wording")
            yield Lines(id="wording")
        for question in ("told.not_to_say", "told.if_asked"):
            name = question.removeprefix("told.")
            with Horizontal(classes="line", id=f"line-{name}"):
                yield Words(question, classes="wide")
                yield Lines(id=name)

    def _line(self, question: str, *, several: bool = False) -> ComposeResult:
        name = question.removeprefix("told.")
        with Horizontal(classes="line", id=f"line-{name}"):
            yield Words(question, classes="label")
            yield Picks(several=several, id=name)

    def put(self, one: Spoken, number: int, count: int, employers: tuple[tuple[str, str], ...]) -> None:
        """Show an item.

        Args:
            one: the item.
            number: its place, from 1.
            count: how many there are.
            employers: id and name of the workplaces that are in sight for this client.
        """
        self.query_one("#which", Text).show(_("told.which", number=number, count=count, name=one.name))
        beside = "told.beside_here" if one.beside else ""
        remark = "told.withdrawn_here" if one.withdrawn else "told.arrived_here" if one.arrived else beside
        self.query_one("#remark", Words).say(remark)
        self.query_one("#remark").display = bool(remark)
        fields = RECORD_TYPES["disclosure_item"].fields
        for name in (*ONE_OF, "to_whom"):
            held = one.texts.get(name) or ()
            pairs = [(code, choice_of(name, code)) for code in fields[name].choices]
            self.query_one(f"#{name}", Picks).offer(pairs, [held] if isinstance(held, str) else held)
        where = list(one.texts.get("where", ()))
        names = dict(employers)
        elsewhere = [(id, _("told.not_here")) for id in where if id not in names and id not in (OTHER, ALL)]
        ends = [(OTHER, _("told.other_place")), (ALL, _("told.all_places"))]
        self.query_one("#where", Picks).offer([*employers, *elsewhere, *ends], where)
        for name in (*TEXTS, OTHER):
            self.query_one(f"#{name}", Lines).put(str(one.texts.get(name, "")))
        self.fit()

    def fit(self) -> None:
        """Show only the lines that the decision asks for."""
        told = self.query_one("#decision", Picks).code == "tell"
        for part in TO_BE_TOLD:
            self.query_one(f"#{part}").display = told
        self.query_one("#line-other").display = told and OTHER in self.query_one("#where", Picks).chosen

    def decide(self, code: str) -> None:
        """Choose a decision.

        Args:
            code: of the decision.
        """
        picks = self.query_one("#decision", Picks)
        picks.offer(picks.options, [code])
        self.fit()

    def taken(self) -> dict[str, Any]:
        """Return what is chosen and typed."""
        found: dict[str, Any] = {name: self.query_one(f"#{name}", Picks).code for name in ONE_OF}
        found |= {name: list(self.query_one(f"#{name}", Picks).chosen) for name in ("to_whom", "where")}
        found |= {name: self.query_one(f"#{name}", Lines).text for name in TEXTS}
        other = self.query_one(f"#{OTHER}", Lines).text
        return found | ({OTHER: other} if other else {})
