"""Toimisto tänään: the office's first page; who must be called, how it stands with each coach, and what waits."""

from __future__ import annotations

from screens.list_page import ListPage
from screens.office.office_words import (
    SIGN,
    alarm_lines,
    ask_settled,
    client_said,
    here,
    silence_said,
    waiting_lines,
    waits_said,
    who,
)
from store.notebook import Notebook
from store.office_today import CoachToday, OfficeToday, office_today
from tui.forms.days import wall_day
from tui.language import _, plural
from tui.widgets.bars import TitleBar
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

COACH = (SIGN, 20, 11, 14)
"""Columns of the sign, the coach, the day of the last bundle and the silence; the rest is what waits."""


class OfficeTodayPage(ListPage[OfficeToday]):
    """The first screen behind the passphrase at the office."""

    NAME = "office_today"
    STAY = True
    BINDINGS = [
        key("f2", "app.go('inbox')", "office_today.inbox"),
        key("f3", "app.search", "key.search"),
        key("f6", "app.take_and_fetch", "take_and_fetch.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
    ]

    def load(self, notebook: Notebook) -> OfficeToday:
        """Read the office's day."""
        return office_today(notebook, wall_day())

    async def _read(self) -> None:
        await super()._read()
        if self.found is not None and self.query(TitleBar):
            bar = self.query_one(TitleBar)
            bar.worker = self.shell.worker_name = self.found.worker
            bar.refresh()

    def lines(self, found: OfficeToday, width: int) -> list[Line]:
        """Return the calls first, then the alarms, what waits, and the coaches."""
        return [
            *_calls(found, width),
            *_alarms(found, width),
            *_waiting(found, width),
            *_coaches(found, width),
            *_places(),
        ]

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a coach, a place where something waits, or the question whether an alarm is settled."""
        if not isinstance(event.target, tuple):
            return
        what, value = event.target[:2]
        if what == "coach":
            from screens.office.office_coach import OfficeCoach

            self.app.push_screen(OfficeCoach(value))
        elif what == "alarm":
            ask_settled(self, value, self.read_again)
        else:
            await self.app.run_action(f"app.go('{value}')")


def _heading(words: str) -> Line:
    return Line((words.upper(),), tone=Tone.HEADING)


def _calls(found: OfficeToday, width: int) -> list[Line]:
    """Return whom to call now: a coach who does not know that a client took a permission back (USERS 4)."""
    lines: list[Line] = []
    for coach in found.coaches:
        for one in coach.unheard:
            name = " ".join(filter(None, (who(coach.name, coach.laptop.principal), coach.phone)))
            said = _(
                "office_today.call", coach=name, client=client_said(one.given_name, one.family_name), day=here(one.at)
            )
            first, *others = wrapped(said, width, SIGN)
            target = ("coach", coach.laptop.principal, one.client)
            lines.append(Line(("!", first.cells[1]), (SIGN,), target, Tone.ALARM))
            lines += [Line(each.cells, each.widths, tone=Tone.ALARM) for each in others]
    return [_heading(_("office_today.call_now")), *lines, Line()] if lines else []


def _alarms(found: OfficeToday, width: int) -> list[Line]:
    lines = [line for alarm in found.alarms for line in alarm_lines(alarm, width)]
    for coach in found.coaches:
        name = who(coach.name, coach.laptop.principal)
        lines += [line for alarm in coach.alarms for line in alarm_lines(alarm, width, name)]
    return [_heading(_("office_today.alarms")), *lines, Line()] if lines else []


def _coaches(found: OfficeToday, width: int) -> list[Line]:
    lines = [_heading(_("office_today.coaches"))]
    lines += [_coach(coach) for coach in found.coaches]
    if not found.coaches:
        first, *others = wrapped(_("office_today.no_laptops"), width, SIGN)
        lines += [Line(first.cells, first.widths, target=("place", "laptops")), *others]
    lines += [Line(("", name, _("office_today.no_laptop")), (SIGN, COACH[1])) for name in found.without_laptop]
    return lines


def _places() -> list[Line]:
    """Return where the office looks after its people and their laptops."""
    places = (("workers", _("commands.workers")), ("laptops", _("commands.laptops")))
    lines = [Line(("", said), (SIGN,), ("place", place, said)) for place, said in places]
    return [Line(), _heading(_("office_today.places")), *lines]


def _coach(coach: CoachToday) -> Line:
    heard = coach.laptop.heard
    loud = bool(coach.unheard or coach.alarms or coach.waits or coach.silent)
    return Line(
        (
            "!" if loud else "",
            who(coach.name, coach.laptop.principal),
            here(heard) if heard is not None else "–",
            silence_said(coach.silent_days),
            waits_said(coach),
        ),
        COACH,
        target=("coach", coach.laptop.principal),
        tone=Tone.ALARM if coach.unheard or coach.alarms else Tone.PLAIN,
    )


def _waiting(found: OfficeToday, width: int) -> list[Line]:
    lines = waiting_lines(found.conflicts, found.quarantine, found.not_applied, found.doubles)
    if found.without_coach:
        said = plural("office_today.waiting_without_coach", found.without_coach)
        lines.insert(0, Line(("!", said), (SIGN,), ("place", "without_coach", said)))
    return [_heading(_("office_today.waiting")), *(lines or wrapped(_("office_coach.calm"), width, SIGN)), Line()]
