"""One file of the inbox: what it would do, client by client, before anything of it is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from screens.exchange.inbox_lines import made_said, sent_by
from screens.list_page import ListPage
from screens.office.office_words import KINDS, SIGN, WHY, client_said, gap_said, refusal_said
from store.bundle import look_at
from store.laptop_names import Named, names_of_laptops
from store.notebook import Notebook
from store.refusal import Refusal
from tui.language import _, word
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

if TYPE_CHECKING:
    from store.bundle.outcomes import ClientCounts, Look

COUNTS = (SIGN, 20, 8, 8, 8, 8, 8)
"""Columns of the client and of new, changed, known, conflicting and held."""

_TAKES = ("taken", "known")


@dataclass(frozen=True)
class Looked:
    """What a look gave.

    Attributes:
        look: what would become of the file.
        names: who is behind each key.
    """

    look: Look
    names: dict[str, Named]


class InboxFile(ListPage[Looked]):
    """What one file would do.

    Args:
        path: the file.
        take: called with whether even a flood is wanted, when a person takes it in.
    """

    NAME = "inbox_file"
    BINDINGS = [
        key("f2", "take", "inbox.take"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, path: Path, take: Callable[[bool], None]) -> None:
        super().__init__()
        self.path, self.take = path, take

    def on_mount(self) -> None:
        """Say that it takes a moment, and look."""
        self.query_one(Rows).show([Line((_("inbox.looking"),))])
        super().on_mount()

    def load(self, notebook: Notebook) -> Looked:
        """Take the file in as far as it goes, and keep nothing of that."""
        (look,) = look_at(notebook, [self.path])
        return Looked(look, names_of_laptops(notebook))

    async def _read(self) -> None:
        # In the turn of the writes: it takes the file in, before it is all undone.
        try:
            self.found = await self.shell.write(self.load, self.shell.opened)
        except Refusal as refusal:
            for rows in self.query(Rows):
                rows.show([Line((self.shell.refused(refusal),), tone=Tone.ALARM)])
            return
        self._show()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take in only what can be taken in."""
        if action != "take":
            return True
        look = self.found.look if self.found is not None else None
        return look is not None and (look.outcome.value in _TAKES or look.is_flood)

    def action_take(self) -> None:
        """Take the file in; a flood only when a person says once more that it is wanted."""
        look = self.found.look if self.found is not None else None
        if look is None:
            return
        if not look.is_flood:
            self.dismiss(None)
            self.take(False)
            return

        def answered(answer: str | None) -> None:
            if answer == "inbox.take_flood":
                self.dismiss(None)
                self.take(True)

        question = Ask("inbox.flood_question", ("inbox.leave_flood", "inbox.take_flood"), count=1)
        self.app.push_screen(question, answered)

    def lines(self, found: Looked, width: int) -> list[Line]:
        """Return who sent it and when, what it would do to each client, and what is said about it."""
        look = found.look
        lines = [Line((self.path.name,), tone=Tone.HEADING)]
        if look.sender:
            what = word(KINDS.get(look.kind, "inbox.changes"))
            sender = sent_by(look.sender, found.names)
            lines += wrapped(_("inbox.from", what=what, sender=sender, made=made_said(look.made_at)), width, SIGN)
        if look.parts > 1:
            lines += wrapped(_("inbox.part", part=look.part, parts=look.parts), width, SIGN)
        if look.reason is not None:
            said = refusal_said(look.reason.value, look.values)
            lines += [Line(each.cells, each.widths, tone=Tone.ALARM) for each in wrapped(f"! {said}", width, SIGN)]
        elif look.outcome.value == "known":
            lines += wrapped(_("inbox.all_known"), width, SIGN)
        elif look.outcome.value != "taken":
            lines += wrapped(word(_OUTCOMES.get(look.outcome.value, "inbox.not_for_us")), width, SIGN)
        if look.clients:
            lines += [Line(), *_table(look.clients)]
        for gap in look.gaps:
            lines += wrapped(f"! {gap_said(gap)}", width, SIGN)
        return lines


_OUTCOMES = {"own": "inbox.own", "older": "inbox.older", "not_for_us": "inbox.not_for_us"}


def _table(clients: tuple[ClientCounts, ...]) -> list[Line]:
    heads = (
        _("receive.client"),
        _("receive.new"),
        _("receive.changed"),
        _("inbox.head_known"),
        _("inbox.head_conflicts"),
        _("receive.held"),
    )
    lines = [Line(("", *heads), COUNTS, tone=Tone.HEADING)]
    whys: Counter[str] = Counter()
    for one in clients:
        who = _("inbox.no_client") if one.client is None else client_said(one.given_name, one.family_name)
        held = one.held or {}
        whys.update({why.value: count for why, count in held.items()})
        counts = (one.new, one.changed, one.known, one.conflicting, sum(held.values()))
        lines.append(
            Line(("!" if one.conflicting else "", who, *(str(count) if count else "·" for count in counts)), COUNTS)
        )
    if whys:
        lines.append(Line())
        lines += [
            Line(("", word(WHY.get(why, "status.why_waiting")), str(count)), (SIGN, 40))
            for why, count in whys.items()
        ]
    return lines
