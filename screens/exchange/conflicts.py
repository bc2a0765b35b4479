"""Conflicts: the short list of what people wrote differently without knowing of each other (DESIGN §4).

No value stands here: which of two words about a client is true is not for a list that anybody may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screens.list_page import ListPage
from store.conflicts import OpenConflict, open_conflicts
from store.doubles import Standing, doubles
from store.history.state import Conflict
from store.notebook import Notebook
from store.reading_several import read_several
from tui.forms.disputes import unit_of
from tui.forms.saying import title_of
from tui.language import _, plural, word
from tui.language.dates import short_day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

COLUMNS = (2, 24, 30)
"""Columns before and of the field, and of the people; the rest is when it was last written."""


DOUBLES = "doubles"
"""Target of the line about cards that look like one person."""


@dataclass(frozen=True)
class Listed:
    """What the list shows.

    Attributes:
        conflicts: what is open.
        names: of clients, of the records in conflict and of workers, by type and id.
        doubles: pairs of cards that look like one person; none on a laptop: the office joins.
    """

    conflicts: tuple[OpenConflict, ...]
    names: dict[tuple[str, str], str]
    doubles: int = 0


class Conflicts(ListPage[Listed]):
    """The list of open conflicts, client by client."""

    NAME = "conflicts"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Listed:
        """Read what is open, with the names that it needs."""
        found = open_conflicts(notebook)
        wanted: dict[str, set[str]] = {"client": {one.client for one in found if one.client is not None}}
        wanted["worker"] = {live.author for one in found for live in one.values}
        for one in found:
            wanted.setdefault(one.record, set()).add(one.id)
        names = {
            (record, id): title_of(record, shown.values)
            for record, ids in wanted.items()
            for id, shown in read_several(notebook, record, ids).items()
        }
        pairs = doubles(notebook) if notebook.identity.role == "office" else ()
        return Listed(found, names, sum(one.standing is Standing.OPEN for one in pairs))

    def lines(self, found: Listed, width: int) -> list[Line]:
        """Return the conflicts under the client, or the record, that they are about."""
        if not found.conflicts:
            return [*wrapped(_("conflicts.none"), width), *_doubles(found)]
        lines = [Line((plural("conflicts.count", len(found.conflicts)),), tone=Tone.HEADING)]
        about = None
        for one in sorted(found.conflicts, key=lambda one: (one.client is None, _title(one, found), one.id)):
            if about != (one.client or one.id):
                about = one.client or one.id
                lines += [Line(), Line((_title(one, found),), tone=Tone.HEADING)]
            lines.append(_line(one, found))
        return [*lines, *_doubles(found)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the conflict that the cursor is on."""
        from screens.clients.doubles import Doubles
        from screens.exchange.conflict import ConflictPage

        if event.target == DOUBLES:
            self.app.push_screen(Doubles())
        elif isinstance(event.target, tuple):
            self.app.push_screen(ConflictPage(*event.target))


def _doubles(found: Listed) -> list[Line]:
    """Return the line that leads to the cards that look like one person."""
    if not found.doubles:
        return []
    return [Line(), Line(("!", plural("office_today.waiting_doubles", found.doubles)), (2,), target=DOUBLES)]


def _title(one: OpenConflict, found: Listed) -> str:
    if one.client is not None:
        return found.names.get(("client", one.client)) or _("reference.not_here")
    if one.record in ("event", "employer"):
        return found.names.get((one.record, one.id)) or word("record", one.record)
    return word("record", one.record)


def _line(one: OpenConflict, found: Listed) -> Line:
    unit = unit_of(one.record, Conflict(one.unit, one.values))
    authors = ", ".join(_authors(one, found))
    last = max(live.at for live in one.values)
    return Line(
        ("!", unit, authors, short_day(last.astimezone().date())), COLUMNS, target=(one.record, one.id, one.unit)
    )


def _authors(one: OpenConflict, found: Listed) -> Iterable[str]:
    return dict.fromkeys(
        found.names.get(("worker", live.author)) or _("client.unknown_author") for live in one.values
    )
