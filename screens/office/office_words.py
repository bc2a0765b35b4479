"""What several screens of the office say alike: of a coach, of what waits, and of an alarm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from screens.disclosure.together import short_name
from store.bundle import settle_alarm
from tui.language import _, plural, sentence, word
from tui.language.dates import short_day
from tui.widgets.ask import Ask
from tui.widgets.page import Page
from tui.widgets.rows import Line, Tone, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from store.bundle.outcomes import Alarm, Gap
    from store.office_today import CoachToday

SIGN = 2
"""Columns of the sign before a line."""

KINDS = {
    "changes": "inbox.changes",
    "delivery": "inbox.delivery",
    "receipt": "inbox.receipt",
    "roster": "inbox.roster",
    "erasures": "inbox.erasures",
    "card": "inbox.card",
}
"""Kind of a bundle → key of its words."""

WHY = {
    "waiting": "status.why_waiting",
    "newer_schema": "status.why_newer_schema",
    "authority": "status.why_authority",
    "fork": "status.why_fork",
    "values_fail": "status.why_values_fail",
    "frozen": "status.why_frozen",
    "unknown_record": "status.why_unknown_record",
    "wrong_client": "status.why_wrong_client",
    "legal_hold": "status.why_legal_hold",
    "not_readable": "status.why_not_readable",
}
"""Why a change is not in use → key of its words."""

_ALARMS = {
    "fork": "office_today.fork",
    "office_went_back": "office_today.office_went_back",
    "cloned_notebook": "office_today.cloned_notebook",
    "use_log_rewritten": "office_today.use_log_rewritten",
    "laptop_came_back": "office_today.laptop_came_back",
    "use_log_shortened": "office_today.use_log_shortened",
}


def client_said(given_name: str, family_name: str) -> str:
    """Return a client's name as a screen that others may see has it; who is not here is said to be so."""
    return short_name(given_name, family_name) or _("reference.not_here")


def who(name: str, principal: str) -> str:
    """Return whom a laptop is called after: its worker, or its own name in our list."""
    return name or principal or _("office_today.nobody")


def here(at: datetime) -> str:
    """Return the day of a moment on the wall here."""
    return short_day(at.astimezone().date())


def waits_said(coach: CoachToday) -> str:
    """Return what of a coach waits for a person, in a few words; empty where nothing does."""
    said = []
    if coach.alarms:
        said.append(_("office_today.alarm"))
    if coach.gaps:
        said.append(plural("office_today.gaps", len(coach.gaps)))
    if coach.conflicts:
        said.append(plural("office_today.conflicts", coach.conflicts))
    if coach.quarantine:
        said.append(plural("office_today.refused", coach.quarantine))
    if coach.not_applied:
        said.append(plural("office_today.not_applied", coach.not_applied))
    if coach.missing_hours:
        said.append(plural("office_today.missing_hours", coach.missing_hours))
    if coach.other_software:
        said.append(coach.laptop.software)
    return ", ".join(said)


def waiting_lines(conflicts: int, quarantine: int, not_applied: int, doubles: int = 0) -> list[Line]:
    """Return what waits, a line each; choosing one goes there.

    Args:
        conflicts: records in conflict.
        quarantine: files in quarantine.
        not_applied: changes that are held and not applied.
        doubles: pairs of cards that look like one person.
    """
    places = (
        ("conflicts", conflicts, plural("office_today.waiting_conflicts", conflicts)),
        ("quarantine", quarantine, plural("office_today.waiting_quarantine", quarantine)),
        ("quarantine", not_applied, plural("office_today.waiting_not_applied", not_applied)),
        ("doubles", doubles, plural("office_today.waiting_doubles", doubles)),
    )
    return [Line(("!", said), (SIGN,), ("place", place, said)) for place, count, said in places if count]


def silence_said(days: int | None) -> str:
    """Return how long nothing has come from a coach."""
    if days is None:
        return _("office_today.never")
    return plural("office_today.silent", days) if days else _("office_today.heard_today")


def alarm_lines(alarm: Alarm, width: int, name: str = "") -> list[Line]:
    """Return an alarm as lines; the first of them can be chosen.

    Args:
        alarm: the alarm.
        width: of the list, in columns.
        name: whose laptop it is about; empty for none.
    """
    said = word(_ALARMS[alarm.warned.value])
    first, *others = wrapped(f"{name}: {said}" if name else said, width, SIGN)
    return [Line(("!", first.cells[1]), (SIGN,), ("alarm", alarm.number), Tone.ALARM), *others]


def gap_said(gap: Gap) -> str:
    """Return what has not arrived."""
    if gap.since is None:
        return _("standing.not_arrived_at_first", first=gap.first, last=gap.last)
    return _("standing.not_arrived", day=here(gap.since), first=gap.first, last=gap.last)


def refusal_said(reason: str, values: Mapping[str, Any] | None) -> str:
    """Return the one sentence for a refused file."""
    return sentence(reason, **(values or {}))


def ask_settled(page: Page[Any], number: int, afterwards: Callable[[], None]) -> None:
    """Ask whether somebody has looked into an alarm, and settle it only then.

    Args:
        page: the screen that asks.
        number: of the alarm.
        afterwards: called when it is settled.
    """

    async def settle() -> None:
        await page.shell.write(settle_alarm, page.shell.opened, number)
        afterwards()

    def answered(answer: str | None) -> None:
        if answer == "office_today.settle":
            page.begin(partial(settle), group="settle", once=True)

    page.app.push_screen(
        Ask("office_today.settle_question", ("office_today.not_yet", "office_today.settle")), answered
    )
