"""Quarantine: files not taken in, and changes that are kept but not in use; nothing is deleted by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from screens.exchange.inbox_lines import made_said, sent_by
from screens.list_page import ListPage
from screens.office.office_words import SIGN, WHY, client_said, refusal_said
from store.bundle import discard, kept_changes, refused_files, try_again
from store.bundle.outcomes import KeptChange, Received, RefusedFile
from store.history.reading import Why
from store.history.shape import Kind
from store.laptop_names import Named, names_of_laptops
from store.notebook import Notebook
from store.reading_several import read_several
from store.records import RECORD_TYPES
from store.refusal import Refusal
from tui.language import _, plural, word
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

CHANGE = (SIGN, 20, 20, 12)
"""Columns before and of the client, the record, and when it was made; the rest says why it is not in use."""


@dataclass(frozen=True)
class Kept:
    """What is kept without being taken in or in use.

    Attributes:
        files: in quarantine, the newest first.
        changes: held and not applied.
        clients: given and family name by id.
        names: who is behind each key.
    """

    files: tuple[RefusedFile, ...]
    changes: tuple[KeptChange, ...]
    clients: dict[str, tuple[str, str]]
    names: dict[str, Named]


class Quarantine(ListPage[Kept]):
    """The list of what waits because something is wrong with it."""

    NAME = "quarantine"
    STAY = True
    BINDINGS = [
        key("f5", "try_all", "quarantine.try_all"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Kept:
        """Read what is kept."""
        changes = kept_changes(notebook)
        ids = {one.client for one in changes if one.client is not None}
        clients = {
            id: (str(shown.values.get("given_name") or ""), str(shown.values.get("family_name") or ""))
            for id, shown in read_several(notebook, "client", ids).items()
        }
        return Kept(refused_files(notebook), changes, clients, names_of_laptops(notebook))

    def lines(self, found: Kept, width: int) -> list[Line]:
        """Return the files with the reason of each, then the changes with theirs."""
        lines = [Line((plural("quarantine.files", len(found.files)).upper(),), tone=Tone.HEADING)]
        for one in found.files:
            lines += _file(one, found.names, width)
        if not found.files:
            lines += wrapped(_("quarantine.no_files"), width, SIGN)
        if found.changes:
            heading = plural("quarantine.changes", len(found.changes)).upper()
            lines += [
                Line(),
                Line((heading,), tone=Tone.HEADING),
                *(_change(one, found.clients) for one in found.changes),
            ]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Ask what is to become of a file; mend a record whose values do not fit, or show its history."""
        if isinstance(event.target, RefusedFile):
            self._ask(event.target)
        elif isinstance(event.target, tuple):
            from screens.records.history import HistoryPage
            from screens.records.record_form import RecordForm

            record, id, why = event.target
            # What is saved there knows the change that did not fit, and so ends its waiting (F7: what it says).
            mendable = why is Why.VALUES_FAIL and RECORD_TYPES[record].declared.kind is Kind.EDITABLE
            self.app.push_screen(RecordForm(record, id) if mendable else HistoryPage(record, id))

    def _ask(self, one: RefusedFile) -> None:
        """Ask what is to become of a file; what waits for a person is taken in only when that person says so."""
        answers = ["quarantine.leave"]
        if one.kept:
            answers.append("quarantine.take" if one.waits else "quarantine.try")
        answers.append("quarantine.discard")

        def answered(answer: str | None) -> None:
            if answer in ("quarantine.take", "quarantine.try"):
                self._try([one.number], wanted=answer == "quarantine.take")
            elif answer == "quarantine.discard":
                self._ask_discard(one)

        said = refusal_said(one.reason.value, one.values)
        self.app.push_screen(Ask("quarantine.question", tuple(answers), sentence=said), answered)

    def _ask_discard(self, one: RefusedFile) -> None:
        def answered(answer: str | None) -> None:
            if answer == "quarantine.discard":
                self.begin(partial(self._discard, one.number), group="act", once=True)

        question = Ask("quarantine.discard_question", ("quarantine.leave", "quarantine.discard"))
        self.app.push_screen(question, answered)

    async def _discard(self, number: int) -> None:
        try:
            await self.shell.write(discard, self.shell.opened, number)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
        self.read_again()

    def action_try_all(self) -> None:
        """Try every file again that is kept; what waits for a person goes on waiting."""
        if self.found is not None:
            self._try([one.number for one in self.found.files if one.kept and not one.waits], wanted=False)

    def _try(self, numbers: list[int], *, wanted: bool) -> None:
        if numbers:
            self.begin(partial(self._trying, numbers, wanted), group="act", once=True, keys_wait=False)

    async def _trying(self, numbers: list[int], wanted: bool) -> None:
        try:
            received: tuple[Received, ...] = await self.shell.write(
                try_again, self.shell.opened, numbers, even_flood=wanted, even_cut_off=wanted
            )
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
        else:
            went_in = sum(one.quarantine is None and one.reason is None for one in received)
            self.notify(plural("quarantine.went_in", went_in, tried=len(numbers)), markup=False)
        self.read_again()


def _file(one: RefusedFile, names: dict[str, Named], width: int) -> list[Line]:
    sender = sent_by(one.sender, names) if one.sender else _("quarantine.unknown")
    remark = "" if one.kept else _("quarantine.not_kept")
    state = _("quarantine.waits") if one.waits else remark
    head = Line(("!", sender, made_said(one.at), state), (SIGN, 24, 20), target=one, tone=Tone.ALARM)
    return [head, *wrapped(refusal_said(one.reason.value, one.values), width, 2 * SIGN)]


def _change(one: KeptChange, clients: dict[str, tuple[str, str]]) -> Line:
    client = client_said(*clients.get(one.client, ("", ""))) if one.client is not None else ""
    known = one.record in RECORD_TYPES
    record = word("record", one.record) if known else _("status.unknown_record")
    why = word(WHY.get(one.why.value, "status.why_waiting"))
    return Line(
        ("", client, record, made_said(one.at), why), CHANGE, target=(one.record, one.id, one.why) if known else None
    )
