"""F2: everything that was decided, on one screen; the client agrees, gets a copy, and knows when we look again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from screens.disclosure.together import Sheet, Together
from screens.disclosure.told_drafts import ALL, OTHER, Said, Spoken, tidy
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import list_records
from store.refusal import Reason, Refusal
from store.telling import Agreed, agree_on, review_by, review_offered
from store.telling import Sheet as HeldSheet
from store.writing import Saved
from tui.forms.days import read_day, wall_day
from tui.forms.saying import choice_of
from tui.language import _, word
from tui.language.dates import day as say_day
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.picks import Picks
from tui.widgets.words import Text, Words

DECISIONS = {
    "tell": "told.decided.tell",
    "do_not_tell": "told.decided.do_not_tell",
    "decide_later": "told.decided.decide_later",
}
"""Headings of what was decided, in order."""

MISSING = {"where": "told.missing.where", "wording": "told.missing.wording"}
"""What is still to be said about an item before it can be agreed to."""


class ToldSummary(Together[str | None]):
    """The end of a talk about telling.

    Args:
        sheet: what the talk began with.
        said: what was said in it.
    """

    NAME = "told_summary"
    CSS_PATH = "told_summary.tcss"
    BINDINGS = [
        key("f2", "agree", "told.agree"),
        key("escape", "dismiss(None)", "told.go_on"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("pagedown", "page(1)", "key.page_down", show=False),
        key("pageup", "page(-1)", "key.page_up", show=False),
    ]

    def __init__(self, sheet: HeldSheet, said: Said) -> None:
        super().__init__()
        self.sheet, self.said = sheet, said
        self.unfinished: Spoken | None = None

    def compose(self) -> ComposeResult:
        """Lay out what was decided, and below it how it was agreed to."""
        yield self.head()
        yield Words("told.freedom", id="freedom")
        with Sheet(id="sheet"):
            yield Text("\n".join(self._decided()), id="decided")
        with Horizontal(classes="line"):
            yield Words("told.how", classes="label")
            yield Picks(id="how")
        with Horizontal(classes="line"):
            yield Words("told.copy", classes="label")
            yield Picks(several=True, id="copy")
        with Horizontal(classes="line"):
            yield Words("told.review", classes="label")
            yield Input(self._usual_review(), id="review", select_on_focus=True)
            yield Text("", id="echo")
        yield Words("", id="said")
        yield self.foot()

    def _usual_review(self) -> str:
        offered = review_offered(self.sheet.client.values.get("stage"), wall_day())
        return say_day(offered) if offered else ""

    def on_mount(self) -> None:
        """Put the cursor on how it was agreed to."""
        super().on_mount()
        self._offer()
        self.query_one("#how", Picks).focus()

    def _offer(self) -> None:
        how, copy = self.query_one("#how", Picks), self.query_one("#copy", Picks)
        how.offer([(code, choice_of("how", code)) for code in ("spoken", "signed")], how.chosen or ("spoken",))
        copy.offer([("given", _("told.copy_given"))], copy.chosen)
        self._echo()

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self.query_one("#decided", Text).show("\n".join(self._decided()))
        self._offer()

    # ---- what was decided

    def _decided(self) -> Iterator[str]:
        """Yield the lines: first what is told and how, then what is not, then what is still open."""
        for decision, heading in DECISIONS.items():
            items = [one for one in self.said.items if one.decision == decision]
            if items:
                yield word(heading).upper()
                for one in items:
                    yield from self._lines(one)
        if not any(one.decision for one in self.said.items):
            yield _("told.nothing_decided")

    def _lines(self, one: Spoken) -> Iterator[str]:
        yield f"  {one.name}"
        if one.decision == "tell":
            wording = str(one.texts.get("wording", "")).strip()
            if wording:
                yield "    " + _("told.in_words", words=" ".join(wording.split()))
            who = [choice_of("to_whom", code) for code in one.texts.get("to_whom", ())]
            parts = [", ".join(self._places(one)), ", ".join(who)]
            parts += [choice_of(name, str(one.texts[name])) for name in ("when", "who_says") if one.texts.get(name)]
            yield "    " + " · ".join(part for part in parts if part)
        for name in one.missing():
            yield "    ! " + word(MISSING[name])

    def _places(self, one: Spoken) -> list[str]:
        names = dict(self.sheet.employers)
        found = []
        for code in one.texts.get("where", ()):
            if code == OTHER:
                found.append(str(one.texts.get(OTHER, "")).strip())
            else:
                found.append(_("told.all_places") if code == ALL else names.get(code) or _("told.not_here"))
        return [name for name in found if name]

    def action_page(self, by: int) -> None:
        """Scroll what was decided by what is in sight."""
        sheet = self.query_one("#sheet", Sheet)
        sheet.scroll_relative(y=by * max(sheet.size.height - 1, 1), animate=False)

    # ---- the day on which it is looked at again

    def on_input_changed(self, event: Input.Changed) -> None:
        """Echo the day with its weekday."""
        self._echo()

    def _echo(self) -> None:
        typed = self.query_one("#review", Input).value
        found, echo = read_day(typed, wall_day()), self.query_one("#echo", Text)
        latest = review_by(self.sheet.client.values.get("stage"), wall_day())
        late = bool(latest and (found is None or found > latest) and (found or not typed.strip()))
        said = long_day(found) if found else ""
        if late:
            said = f"{said} ! {_('told.within_two_months')}".strip()
        echo.show(said)
        echo.set_class(late, "alarm")

    # ---- agreeing

    def action_agree(self) -> None:
        """Write the agreement, if everything that is to be told says where and in which words."""
        unfinished = next((one for one in self.said.items if one.missing()), None)
        if unfinished is not None:
            if self.unfinished is unfinished:
                self.dismiss(unfinished.id)
                return
            self.unfinished = unfinished
            self._say("told.unfinished", name=unfinished.name)
            return
        typed = self.query_one("#review", Input).value
        review = read_day(typed, wall_day())
        if typed.strip() and (review is None or review < wall_day()):
            self._say("told.odd_review")
            self.query_one("#review", Input).focus()
            return
        self.begin(partial(self._agree, review), group="agree", once=True)

    async def _agree(self, review: date | None) -> None:
        decided = tuple(one.id for one in self.said.items if one.decision in ("tell", "do_not_tell"))
        how = self.query_one("#how", Picks).code or "spoken"
        agreed = Agreed(decided, wall_day(), review, how, bool(self.query_one("#copy", Picks).chosen))
        try:
            await self.shell.write(write_agreement, self.shell.opened, self.sheet, self.said, agreed)
        except Refusal as refusal:
            if refusal.reason is Reason.CHANGED_MEANWHILE:
                self.dismiss("arrived")
            else:
                self._say("said", sentence=self.shell.refused(refusal))
            return
        self.dismiss("agreed")

    def _say(self, words: str, *, alarm: bool = True, **values: object) -> None:
        super()._say(words, alarm=alarm, **values)


def write_agreement(notebook: Notebook, sheet: HeldSheet, said: Said, agreed: Agreed) -> Saved:
    """Write what a talk ended with; a workplace that is not here yet is written too.

    Args:
        notebook: the open notebook.
        sheet: what the talk began with.
        said: what was said in it.
        agreed: what the client agreed to.
    """
    named = {tidy(str(one.texts.get(OTHER, ""))): str(one.texts[OTHER]) for one in said.items if _names_another(one)}
    workplaces: dict[str, str] = {}
    new: dict[str, str] = {}
    for name, typed in named.items():
        spelled = " ".join(typed.split())
        found = list_records(notebook, "employer", where={"name": spelled}, limit=1)
        workplaces[name] = found[0].id if found else new_id()
        if not found:
            new[workplaces[name]] = spelled
    changed = [one.said(workplaces) for one in said.items if (one.touched or one.narrowed) and one.decision]
    return agree_on(notebook, sheet, changed, agreed, talk=said.record_of_talk(), employers=new)


def _names_another(one: Spoken) -> bool:
    told = one.touched and one.decision == "tell" and OTHER in one.texts.get("where", ())
    return told and bool(str(one.texts.get(OTHER, "")).strip())
