"""What one Vie ja hae did, line by line: what was taken in, what was written, and each refused file with why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from screens.office.office_standing import sentence_lines, standing_sentences
from tui.forms.closing import CONFLICTS, Sentence
from tui.language import _, plural, sentence, word
from tui.language.dates import moment
from tui.widgets.rows import Line, Tone, wrapped

if TYPE_CHECKING:
    from store.bundle.outcomes import Received
    from store.bundle.swapping import Swapped

INDENT = 2
"""Columns before what stands under a heading."""

_KINDS = {
    "changes": "swap_report.changes",
    "delivery": "swap_report.delivery",
    "receipt": "swap_report.receipt",
    "roster": "swap_report.roster",
    "erasures": "swap_report.erasures",
    "card": "swap_report.card",
}
_REFUSED = ("refused", "waiting")


def report_lines(swapped: Swapped, day: date, width: int, *, office: bool, practice: bool) -> list[Line]:
    """Return the report.

    Args:
        swapped: what was done.
        day: the day on the wall.
        width: of the list, in columns.
        office: whether this is the office itself.
        practice: whether everything is invented.
    """
    return [
        *_taken_in(swapped, width),
        *_written(swapped, width),
        *_refused(swapped, width),
        *_stands(swapped, day, width, office=office, practice=practice),
    ]


def office_sentence(swapped: Swapped | None) -> Sentence:
    """Return the sentence with which it ends at the office: from how many laptops, and what was answered.

    Args:
        swapped: what was done; None where it was stopped.
    """
    if swapped is None:
        return Sentence(_("swap_report.office_nothing"))
    taken = {one.sender for one in swapped.received if one.outcome.value in ("taken", "known")}
    return Sentence(
        plural("swap_report.office", len(taken), receipts=plural("swap_report.receipts", len(swapped.receipts)))
    )


def _heading(words: str) -> Line:
    return Line((words.upper(),), tone=Tone.HEADING)


def _taken_in(swapped: Swapped, width: int) -> list[Line]:
    lines = [_heading(_("swap_report.fetched"))]
    taken = [one for one in swapped.received if one.outcome.value == "taken"]
    for one in taken:
        lines += wrapped(_taken(one), width, INDENT)
    old = Counter(one.outcome.value for one in swapped.received)
    if known := old["known"] + old["older"]:
        lines += wrapped(plural("swap_report.known", known), width, INDENT)
    if not taken:
        lines += wrapped(_("swap_report.nothing_new"), width, INDENT)
    if conflicts := sum(one.conflicts for one in taken):
        lines.append(Line(("!", plural("swap_report.conflicts", conflicts)), (2,), CONFLICTS, Tone.ALARM))
    return lines


def _taken(one: Received) -> str:
    what = word(_KINDS.get(one.kind, "swap_report.changes"))
    made = moment(one.made_at) if one.made_at is not None else ""
    if one.new_changes:
        changes = plural("swap_report.new_changes", one.new_changes)
        return _("swap_report.taken_changes", what=what, made=made, changes=changes)
    return _("swap_report.taken", what=what, made=made)


def _written(swapped: Swapped, width: int) -> list[Line]:
    lines = [_heading(_("swap_report.taken_out"))]
    exported = swapped.exported
    if exported is not None and exported.files:
        files = plural("swap_report.files", len(exported.files))
        said = plural("swap_report.entries", exported.changes, files=files)
        lines += wrapped(said if exported.changes else files, width, INDENT)
    if swapped.receipts:
        lines += wrapped(plural("swap_report.receipts", len(swapped.receipts)), width, INDENT)
    if swapped.deliveries:
        lines += wrapped(plural("swap_report.deliveries", len(swapped.deliveries)), width, INDENT)
    if len(lines) == 1:
        lines += wrapped(_("swap_report.nothing_due"), width, INDENT)
    return lines


def _refused(swapped: Swapped, width: int) -> list[Line]:
    refused = [one for one in swapped.received if one.outcome.value in _REFUSED]
    lines = [_heading(plural("swap_report.refused", len(refused)))] if refused else []
    for one in refused:
        name = one.path.name if one.path is not None else ""
        said = sentence(one.reason.value, **(one.values or {})) if one.reason is not None else ""
        lines += wrapped(f"! {name}: {said}", width, INDENT)
    if swapped.others:
        lines += wrapped(plural("swap_report.others", swapped.others), width)
    return lines


def _stands(swapped: Swapped, day: date, width: int, *, office: bool, practice: bool) -> list[Line]:
    said = [
        # One is at Vie ja hae already; and what was invented waits for nobody.
        replace(one, loud=one.loud and not practice)
        for one in standing_sentences(swapped.standing, day, office=office)
    ]
    return [_heading(_("today.office")), *sentence_lines(said, width)]
