"""What the inbox says of each file: who sent it, when, which part, and what became of it or would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from screens.office.office_words import KINDS, SIGN, refusal_said, who
from tui.language import _, plural, word
from tui.language.dates import clock, short_day
from tui.widgets.rows import Line, Tone, wrapped

if TYPE_CHECKING:
    from datetime import datetime

    from store.bundle.outcomes import Received
    from store.inbox import FileHead, TakenIn
    from store.laptop_names import Named

FILE = (SIGN, 20, 17, 6)
"""Columns of the sign, the sender, when it was made and the part; the rest is what is in it or became of it."""

_STATES = {
    "known": "inbox.known",
    "own": "inbox.own",
    "not_for_us": "inbox.not_for_us",
    "refused": "inbox.refused",
    "older": "inbox.older",
    "waiting": "inbox.waiting",
    "taken": "inbox.taken",
}
_ORDER = {
    "": 0,
    "unread": 0,
    "refused": 1,
    "waiting": 1,
    "taken": 2,
    "known": 3,
    "older": 3,
    "own": 4,
    "not_for_us": 4,
}


def file_lines(
    paths: Sequence[Path],
    heads: Mapping[Path, FileHead],
    results: Mapping[Path, Received],
    names: Mapping[str, Named],
    width: int,
) -> list[Line]:
    """Return a line for each file: what is new first, what is known and what is nobody's last.

    Args:
        paths: the files, by name.
        heads: what those say that were read.
        results: what became of those that were taken in.
        names: who is behind each key.
        width: of the list, in columns.
    """
    if not paths:
        return wrapped(_("inbox.empty"), width)
    if all(path in heads or path in results for path in paths):
        paths = sorted(
            paths, key=lambda path: (_ORDER[_state(path, heads, results)], *_from(path, heads, results, names))
        )
    return [_line(path, heads, results, names) for path in paths]


def count_said(paths: Sequence[Path], heads: Mapping[Path, FileHead]) -> str:
    """Return how many files there are, and of those that were read how many are new and how many are refused."""
    if not paths:
        return ""
    states = Counter("new" if head.outcome is None else head.outcome.value for head in heads.values())
    said = [plural("inbox.files", len(paths))]
    if len(heads) < len(paths):
        said.append(_("inbox.reading", done=len(heads), count=len(paths)))
    else:
        said.append(_("inbox.new_files", new=states["new"], known=states["known"]))
    if states["refused"]:
        said.append(plural("inbox.refused_files", states["refused"]))
    return "  ".join(said)


def taken_said(taken: TakenIn) -> str:
    """Return what one taking in did, in a few sentences."""
    outcomes = Counter(one.outcome.value for one in taken.received)
    said = [_("inbox.stopped")] if taken.stopped else []
    said.append(plural("inbox.took", outcomes["taken"], known=outcomes["known"] + outcomes["older"]))
    wrote = [plural("swap_report.receipts", len(taken.receipts))]
    if taken.deliveries:
        wrote.append(plural("swap_report.deliveries", len(taken.deliveries)))
    said.append(_("inbox.wrote", what=", ".join(wrote)))
    if refused := outcomes["refused"] + outcomes["waiting"]:
        said.append(plural("inbox.refused_files", refused) + ".")
    return " ".join(said)


def sent_by(sender: str, names: Mapping[str, Named]) -> str:
    """Return whose laptop signed a file."""
    named = names.get(sender)
    return who(named.name, named.principal) if named is not None else _("inbox.unknown_sender")


def made_said(at: datetime | None) -> str:
    """Return when a file was made, by its sender's clock."""
    if at is None:
        return ""
    local = at.astimezone()
    return f"{short_day(local.date())} {clock(local)}"


def _state(path: Path, heads: Mapping[Path, FileHead], results: Mapping[Path, Received]) -> str:
    if path in results:
        return results[path].outcome.value
    head = heads.get(path)
    if head is None:
        return "unread"
    return "" if head.outcome is None else head.outcome.value


def _sender(
    path: Path, heads: Mapping[Path, FileHead], results: Mapping[Path, Received], names: Mapping[str, Named]
) -> str:
    one = results.get(path) or heads.get(path)
    return sent_by(one.sender, names) if one is not None and one.sender else path.name


def _from(
    path: Path, heads: Mapping[Path, FileHead], results: Mapping[Path, Received], names: Mapping[str, Named]
) -> tuple[str, float, int]:
    """Return by what files of one state are ordered: the sender, when it was made, and the part."""
    one = results.get(path) or heads.get(path)
    made = one.made_at.timestamp() if one is not None and one.made_at is not None else 0.0
    return _sender(path, heads, results, names), made, one.part if one is not None else 0


def _line(
    path: Path, heads: Mapping[Path, FileHead], results: Mapping[Path, Received], names: Mapping[str, Named]
) -> Line:
    one = results.get(path) or heads.get(path)
    if one is None:
        return Line(("", path.name), (SIGN,), target=path)
    state = _state(path, heads, results)
    if one.reason is not None:
        said = refusal_said(one.reason.value, dict(one.values or {}))
        return Line(("!", _sender(path, heads, results, names), said), FILE[:2], target=path, tone=Tone.ALARM)
    part = f"{one.part}/{one.parts}" if one.parts > 1 else ""
    sign = "✓" if state in ("taken", "known") else ""
    return Line(
        (sign, _sender(path, heads, results, names), made_said(one.made_at), part, _said(one, state)),
        FILE,
        target=path,
    )


def _said(one: FileHead | Received, state: str) -> str:
    if state in ("", "unread"):
        return (
            plural("received.changes", one.changes)
            if one.kind == "changes"
            else word(KINDS.get(one.kind, "inbox.changes"))
        )
    return word(_STATES[state])
