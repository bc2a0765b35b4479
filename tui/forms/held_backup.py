"""What a backup held, in words: for the command that restores, for the drill and for its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import _, plural
from tui.language.dates import moment

if TYPE_CHECKING:
    from store.restoring import Restored


def said_of(held: Restored, *, drill: bool) -> list[str]:
    """Return the lines that say what a backup held and what comes next.

    Args:
        held: what was read.
        drill: whether it was only tried.
    """
    lines = [_("restore.drill_done") if drill else _("restore.done")]
    counts = held.counts
    lines.append(
        ", ".join(
            (
                plural("restore.clients", counts.get("client", 0)),
                plural("restore.events", counts.get("event", 0)),
                plural("restore.changes", held.changes),
            )
        )
    )
    if held.newest is not None:
        lines.append(_("restore.newest", at=moment(held.newest)))
    if held.erased:
        lines.append(plural("restore.erased", held.erased))
    if held.unread_list:
        lines.append(_("restore.unread_list"))
    if held.waits_for and not drill:
        lines.append(
            _("restore.waits_for_delivery") if held.waits_for == "delivery" else _("restore.waits_for_succession")
        )
    return lines
