"""Papers of the models: the peer's hours to be signed, a certificate of training, and a period in easy words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tui.forms.saying import choice_of
from tui.language import _, chosen
from tui.language.dates import day as day_said
from tui.language.dates import long_day
from tui.paper.sheet import Part, Sheet

if TYPE_CHECKING:
    from store.models.person_card import PairView

LINE = "______________________________"
"""Where a person signs."""


def slip_sheet(found: PairView, day: date) -> Sheet:
    """Return the peer coach's own hours of this month and the one before, to be signed by both (USERS 14).

    For whom the work was is not on it: it is about the peer.

    Args:
        found: what the pair looks at.
        day: of which day the paper is.
    """
    total = sum(minutes for _day, _kind, minutes in found.tasks)
    rows = tuple(
        (f"{long_day(when)}  {choice_of('kind', kind)}", _length(minutes)) for when, kind, minutes in found.tasks
    )
    return Sheet(
        _("slip.title"),
        _("paper.about", name=found.peer, day=day_said(day)),
        (
            Part(_("slip.hours"), (), (*rows, (_("slip.total"), _length(total)))),
            Part(_("slip.signatures"), (_("slip.checked"),), ((_("slip.peer"), LINE), (_("slip.coach"), LINE))),
        ),
        _("slip.foot"),
        chosen(),
    )


def certificate_sheet(name: str, course: Mapping[str, Any], member: Mapping[str, Any], day: date) -> Sheet:
    """Return the certificate of somebody who completed a course (M0.3).

    Args:
        name: of the person.
        course: values of the course.
        member: values of the membership.
        day: of which day the paper is.
    """
    completed = member.get("completed_on")
    rows = [(_("certificate.course"), str(course.get("name") or ""))]
    rows += [(_("certificate.completed"), long_day(completed))] if isinstance(completed, date) else []
    rows += [(_("certificate.themes"), str(course["themes"]))] if course.get("themes") else []
    rows += [(_("certificate.organiser"), str(course["organiser"]))] if course.get("organiser") else []
    return Sheet(
        _("certificate.title"),
        _("paper.about", name=name, day=day_said(day)),
        (
            Part(_("certificate.completed_by", name=name), (), tuple(rows)),
            Part(_("slip.signatures"), (), ((_("certificate.for_organiser"), LINE),)),
        ),
        "",
        chosen(),
    )


def period_sheet(name: str, place: str, period: Mapping[str, Any], day: date) -> Sheet:
    """Return a period of activity in easy words, for the client: where, when, what, and what comes next (M2.1).

    Args:
        name: of the client.
        place: where it was.
        period: values of the period.
        day: of which day the paper is.
    """
    start, end = period.get("start"), period.get("decided_on") or period.get("end")
    when = [long_day(one) for one in (start, end) if isinstance(one, date)]
    parts = [Part(_("period.where"), tuple(part for part in (place, " – ".join(when)) if part))]
    for field, heading in (
        ("tasks", _("period.did")),
        ("client_view", _("period.own_view")),
        ("next_path", _("period.next")),
    ):
        if period.get(field):
            parts.append(Part(heading, (str(period[field]),)))
    return Sheet(
        _("period.title"), _("paper.about", name=name, day=day_said(day)), tuple(parts), _("period.foot"), chosen()
    )


def _length(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
