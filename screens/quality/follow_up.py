"""The course of the work as pictures: text bars with their numbers, readable without colour (issue 6, point 8)."""

from __future__ import annotations

from datetime import date

from screens.list_page import ListPage
from store.follow_up import FULL_CASELOAD, GOAL_A_WEEK, STEPS, FollowUp, follow_up
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone, wrapped

BAR = (20, 6)
"""Columns of the name and of the number; the rest is the bar."""

FULL, EMPTY = "█", "·"
"""Signs of a bar: what is reached, and what is missing to the goal. Told by form, not by colour."""

MOST = 40
"""The longest bar, in columns."""


class FollowUpPage(ListPage[FollowUp]):
    """The pictures, one below the other."""

    NAME = "follow_up"
    BINDINGS = [
        key("f5", "stages", "stages.short"),
        key("f6", "time_use", "time_use.short"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> FollowUp:
        """Read the numbers."""
        return follow_up(notebook, wall_day())

    def lines(self, found: FollowUp, width: int) -> list[Line]:
        """Return every picture."""
        return [
            *_stages(found),
            *_weeks(found, width),
            *_first_contacts(found, width),
            *_places(found, width),
            *_caseload(found, width),
            *_employment(found),
        ]

    def action_stages(self) -> None:
        """Look at the board."""
        from screens.clients.stages import StagesPage

        self.app.push_screen(StagesPage())

    def action_time_use(self) -> None:
        """Look at the week's time."""
        from screens.quality.time_use import TimeUsePage

        self.app.push_screen(TimeUsePage())


def bar(number: int, most: int, goal: int = 0) -> str:
    """Return a bar; what is missing to a goal is dotted.

    Args:
        number: how long it is.
        most: the number that the longest bar stands for.
        goal: the goal, or 0 for none.
    """
    scale = max(most, goal, 1)
    full = -(-number * MOST // scale) if scale > MOST else number * max(MOST // scale, 1)
    wanted = -(-goal * MOST // scale) if scale > MOST else goal * max(MOST // scale, 1)
    return FULL * full + EMPTY * max(wanted - full, 0)


def _heading(words: str, end: str = "") -> Line:
    return Line((words.upper(),), tone=Tone.HEADING, end=end)


def _row(name: str, number: str, drawn: str) -> Line:
    return Line((name, f"{number:>4}", drawn), BAR)


def _stages(found: FollowUp) -> list[Line]:
    most = max((len(clients) for clients in found.board.stages.values()), default=0)
    lines = [_heading(_("follow_up.stages"), _("follow_up.entered_head"))]
    for stage, clients in found.board.stages.items():
        entered = _("follow_up.entered", number=found.entered.get(stage, 0))
        cells = (choice_of("stage", stage), f"{len(clients):>4}", bar(len(clients), most))
        lines.append(Line(cells, BAR, end=entered))
    if found.board.without:
        lines.append(_row(_("stages.without"), str(len(found.board.without)), bar(len(found.board.without), most)))
    return [*lines, Line()]


def _weeks(found: FollowUp, width: int) -> list[Line]:
    most = max((week.contacts for week in found.weeks), default=0)
    lines = [_heading(_("follow_up.weeks"), _("follow_up.goal", goal=GOAL_A_WEEK))]
    for week in found.weeks:
        drawn = _("follow_up.leave") if week.leave else bar(week.contacts, most, GOAL_A_WEEK)
        lines.append(_row(_("follow_up.week_of", day=short_day(week.first)), str(week.contacts), drawn))
    worked = [week.contacts for week in found.weeks[:-1] if not week.leave]
    if worked:
        mean = f"{sum(worked) / len(worked):.1f}".replace(".", ",")
        lines += wrapped(plural("follow_up.mean_week", len(worked), mean=mean), width)
    return [*lines, Line()]


def _first_contacts(found: FollowUp, width: int) -> list[Line]:
    contacts = found.first_contacts
    counts = contacts.by_step()
    most = max((*counts, len(contacts.waiting)))
    lines = [_heading(_("follow_up.first_contact"))]
    names = [_("follow_up.up_to", days=end) for end in STEPS] + [_("follow_up.over", days=STEPS[-1])]
    lines += [_row(name, str(count), bar(count, most)) for name, count in zip(names, counts, strict=True)]
    lines.append(_row(_("follow_up.waiting"), str(len(contacts.waiting)), bar(len(contacts.waiting), most)))
    if contacts.median is not None:
        mean = round(sum(contacts.days) / len(contacts.days))
        said = _("follow_up.mean_days", clients=len(contacts.days), median=contacts.median, mean=mean)
        lines += wrapped(said, width)
    if contacts.waiting:
        lines += wrapped(_("follow_up.longest_wait", days=contacts.waiting[0]), width)
    return [*lines, Line()]


def _places(found: FollowUp, width: int) -> list[Line]:
    total = sum(found.minutes.values())
    lines = [_heading(_("follow_up.places"))]
    for place in ("community", "office", "travel", "remote", None):
        minutes = found.minutes.get(place, 0)
        name = choice_of("time_place", place) if place is not None else _("follow_up.no_place")
        percent = minutes * 100 // total if total else 0
        if minutes or place in ("community", "office"):
            said = _("follow_up.hours", hours=minutes // 60)
            lines.append(Line((name, f"{percent:>3}%", bar(percent, 100)), BAR, end=said))
    if found.unmeasured:
        lines += wrapped(plural("follow_up.unmeasured", found.unmeasured), width)
    return [*lines, Line()]


def _caseload(found: FollowUp, width: int) -> list[Line]:
    lines = [_heading(_("follow_up.caseload"), _("follow_up.goal", goal=FULL_CASELOAD))]
    drawn = bar(found.caseload, found.caseload, FULL_CASELOAD)
    lines.append(_row(_("follow_up.clients"), str(found.caseload), drawn))
    if found.share:
        full = -(-found.caseload * 100 // found.share)
        lines.append(_row(_("follow_up.per_full"), str(full), bar(full, full, FULL_CASELOAD)))
        lines += wrapped(_("follow_up.share_said", percent=found.share), width)
    else:
        lines += wrapped(_("follow_up.no_share"), width)
    return [*lines, Line()]


def _employment(found: FollowUp) -> list[Line]:
    most = max((month.in_service for month in found.months), default=0)
    lines = [_heading(_("follow_up.employment"), _("follow_up.of_clients"))]
    for month in found.months:
        drawn = bar(month.at_work, most, month.in_service)
        number = f"{month.at_work}/{month.in_service}"
        lines.append(_row(_month(month.last, found.day), number, drawn))
    return lines


def _month(last: date, today: date) -> str:
    return _("stage_change.today") if last == today else f"{last.month}/{last.year}"
