"""One client in lines: the card, what may be told and was told, the vocational profile, events, the card's history"""

from __future__ import annotations

from collections import Counter
from datetime import date, time

from screens.clients.client_view import MOST_EVENTS, ClientView
from screens.clients.profile_version import state_of
from screens.disclosure.disclosure_conditions import SIGNS
from store.bundle.states import State
from store.consents import KnownOn
from store.disclosure import Condition, Knower
from store.history.consent import Verdict
from store.profiles import Version
from store.reading import Shown
from store.records import RECORD_TYPES
from tui.forms.disputes import say_conflict, unit_of
from tui.forms.saying import choice_of, label_of, say_value, title_of
from tui.language import _, plural, word
from tui.language.dates import clock, long_day, moment
from tui.widgets.rows import Line, Tone, wrapped

NEW_PROFILE = "new_profile"
"""What the line opens that begins a vocational profile, or its next version."""

RECORDS = "records"
"""What the line of the stages and papers opens."""

RIGHTS = "rights"
"""What the last line opens."""

CONDITIONS = "conditions"
"""What the line of the four conditions opens."""

STATES = {
    State.ONLY_HERE: "standing.state_only_here",
    State.HANDED_OVER: "standing.state_handed_over",
    State.AT_OFFICE: "standing.state_at_office",
}
"""The three states in words, what is safe last."""

LABELS = (24,)
"""Column of the labels on the card."""

EVENTS = (15, 7, 16, 20)
"""Columns of day, time, kind and employer."""

TOLD = (15, 24)
"""Columns of the day and the employer; the rest is who heard it."""

VERSIONS = (12, 15, 24)
"""Columns of the number, the day and who wrote it; the rest says whether it holds."""

HISTORY = (28, 20)
"""Columns of moment and worker."""


def heading(words: str, end: str = "") -> Line:
    """Return the line that begins a part."""
    return Line((words.upper(),), tone=Tone.HEADING, end=end)


def client_lines(view: ClientView, width: int) -> list[Line]:
    """Return everything that the screen of one client says.

    Args:
        view: what was read.
        width: of the list, in columns.
    """
    parts = (
        _card(view),
        _permissions(view, width),
        _told(view, width),
        _versions(view),
        _events(view),
        _history(view),
        [Line(), Line((_("client.rights"),), target=RIGHTS)],
    )
    return [line for part in parts for line in part]


def _card(view: ClientView) -> list[Line]:
    card = view.card
    lines = [Line((title_of("client", card.values),), target=("client", card.id), tone=Tone.HEADING)]
    if card.removed:
        lines.append(Line((_("client.removed"),), tone=Tone.ALARM))
    for id, name in view.doubles:
        lines.append(Line((_("client.same_person", name=name),), target=("double", id)))
    for conflict in card.conflicts:
        lines.append(Line((_("client.conflict", field=unit_of("client", conflict)),), tone=Tone.ALARM))
        lines += [
            Line(("", said), (4,), target=("client", card.id))
            for said in say_conflict("client", conflict, view.names)
        ]
    if card.kept:
        lines.append(Line((_("client.kept"),), tone=Tone.ALARM))
    for name, field in RECORD_TYPES["client"].fields.items():
        value = card.values.get(name)
        if value is not None and name not in ("given_name", "family_name"):
            said = say_value("client", field, value, lambda kind, id: view.names.get((kind, id)))
            lines.append(Line((label_of("client", name), said.replace("\n", " ")), LABELS))
    return [*lines, _states(view), Line((_("client.records"),), target=RECORDS), Line()]


def _states(view: ClientView) -> Line:
    """Say how much of the client's records is where; what is not at the office stands first (USERS, rule 7)."""
    counted = Counter(view.states.values())
    said = [
        plural("standing.of_client", counted[state], state=word(words))
        for state, words in STATES.items()
        if counted[state]
    ]
    waiting = counted[State.ONLY_HERE] or counted[State.HANDED_OVER]
    return Line((_("standing.client"), ", ".join(said) if waiting else _("standing.all_at_office")), LABELS)


def _permissions(view: ClientView, width: int) -> list[Line]:
    """Return what may be told; what may not is neither shown nor counted (USERS, rule 1)."""
    lines = [heading(_("client.permissions"))]
    if any(permission.verdict is Verdict.ASK_FIRST for permission in view.permissions):
        lines.append(Line((_("client.ask_first"),), tone=Tone.ALARM))
    told = [permission for permission in view.permissions if permission.verdict is Verdict.TOLD]
    fields = RECORD_TYPES["disclosure_item"].fields
    for permission in told:
        item, own = permission.values.get("item"), permission.values.get("own_item")
        name = str(own) if own else choice_of("item", str(item))
        to_whom = say_value("disclosure_item", fields["to_whom"], permission.values.get("to_whom"))
        lines.append(Line((_("client.told"), name), LABELS, end=to_whom))
        employers = permission.values.get("employers")
        ids = employers if isinstance(employers, tuple) else ()
        ids = tuple(id for id in ids if id not in permission.withdrawn_employers)
        if ids:
            where = ", ".join(view.names.get(("employer", str(id))) or _("reference.not_here") for id in ids)
            lines.append(Line(("", _("client.told_where", where=where)), LABELS))
        wording = permission.values.get("wording")
        if wording:
            lines.append(Line(("", _("client.wording", words=str(wording).replace("\n", " "))), LABELS))
    if not told:
        lines += wrapped(_("client.no_permissions"), width)
    return [*lines, _known_line(view.known), _conditions_line(view.conditions), Line()]


def _known_line(known: KnownOn) -> Line:
    """Return of which day the permissions are; too old, and the client is asked before a visit."""
    if known.day is None:
        return Line((_("client.never_heard"),), tone=Tone.ALARM)
    said = long_day(known.day)
    if known.old:
        return Line((_("client.known_long_ago", day=said),), tone=Tone.ALARM)
    return Line((_("client.known_on", day=said),))


def _conditions_line(found: tuple[Condition, ...]) -> Line:
    signs = "   ".join(f"{one.letter} {SIGNS[one.met]}" for one in found)
    return Line((_("client.conditions_row"), signs), LABELS, target=CONDITIONS)


def _told(view: ClientView, width: int) -> list[Line]:
    """Return what was told, when, to whom and in which words: the client may ask at any time (USERS 10)."""
    lines = [heading(_("client.was_told"), str(len(view.told)) if view.told else "")]
    for one in view.told:
        lines += _telling(one, view, width)
    if not view.told:
        lines += wrapped(_("client.nothing_told"), width)
    return [*lines, Line()]


def _telling(one: Knower, view: ClientView, width: int) -> list[Line]:
    where = view.names.get(("employer", one.employer)) or _("reference.not_here") if one.employer else ""
    whom = ", ".join(choice_of("to_whom", code) for code in one.to_whom)
    said = (
        _("client.wording", words=one.words) if one.words else view.names.get(("disclosure_item", str(one.item)), "")
    )
    line = Line((long_day(one.day), where, whom), TOLD, target=("told", one.id))
    return [line, *(wrapped(said, width, 2) if said else ())]


def _versions(view: ClientView) -> list[Line]:
    """Return the versions of the vocational profile; none is current where two stand side by side."""
    lines = [heading(_("client.profile"))]
    if sum(version.stands for version in view.versions) > 1:
        lines.append(Line((_("client.profiles_beside"),), tone=Tone.ALARM))
    lines += [_version(version, view) for version in view.versions]
    begin = _("client.next_profile") if view.versions else _("client.first_profile")
    return [*lines, Line((begin,), target=NEW_PROFILE), Line()]


def _version(version: Version, view: ClientView) -> Line:
    day = version.shown.values.get("drawn_up_on")
    return Line(
        (
            _("profile.version", number=version.number),
            long_day(day) if isinstance(day, date) else "",
            view.names.get(("worker", version.author)) or _("client.unknown_author"),
            state_of(version),
        ),
        VERSIONS,
        target=("vocational_profile", version.shown.id),
        tone=Tone.ALARM if version.stands and not version.current else Tone.PLAIN,
    )


def _events(view: ClientView) -> list[Line]:
    lines = [heading(_("client.events"))]
    for part, event in view.events:
        lines.append(Line((_("client.event_not_here"),)) if event is None else _event(view, part, event))
    if not view.events:
        lines.append(Line((_("client.no_events"),)))
    elif len(view.events) == MOST_EVENTS:
        lines.append(Line((_("client.older_events"),)))
    return [*lines, Line()]


def _event(view: ClientView, part: Shown, event: Shown) -> Line:
    values = event.values
    day, start, kind = values.get("day"), values.get("start"), values.get("kind")
    notes = str(part.values.get("notes") or part.values.get("agreed") or values.get("subject") or "")
    employer = values.get("employer")
    undecided = bool(part.conflicts or part.kept or event.conflicts or event.kept)
    return Line(
        (
            long_day(day) if isinstance(day, date) else "",
            clock(start) if isinstance(start, time) else "",
            choice_of("kind", str(kind)) if kind else "",
            view.names.get(("employer", str(employer))) or _("reference.not_here") if employer else "",
            _("clients.undecided") if undecided else notes.replace("\n", " "),
        ),
        EVENTS,
        target=("event", event.id),
        tone=Tone.ALARM if undecided else Tone.PLAIN,
    )


def _history(view: ClientView) -> list[Line]:
    lines = [heading(_("client.history"))]
    for line in view.history:
        touched = (*line.set, *line.unset, *line.add, *line.drop)
        what = ", ".join(label_of("client", name) for name in dict.fromkeys(touched) if name != "removed")
        if line.removed is not None:
            what = _("client.deleted") if line.removed else _("client.restored")
        elif line.erased:
            what = _("client.erased")
        if line.reason:
            what = _("client.because", what=what, reason=line.reason)
        author = view.names.get(("worker", line.author)) or _("client.unknown_author")
        lines.append(Line((moment(line.at), author, what), HISTORY))
    return lines
