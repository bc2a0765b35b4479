"""The history of a record: who saved what, when and why, and what is kept without being in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screens.list_page import ListPage
from screens.opening import names_of
from store.deleting import bring_back_with
from store.history.shape import Consent
from store.notebook import Notebook
from store.reading import HistoryLine, Why, history_of, list_records
from store.records import RECORD_TYPES
from store.refusal import Refusal
from tui.forms.saying import label_of, say_value
from tui.language import _, word
from tui.language.dates import moment
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone

FIELDS = (2, 24)
"""Columns before and of a field's name; the rest is its value."""

_KEPT = {
    Why.WAITING: "history.kept_waiting",
    Why.NEWER_SCHEMA: "history.kept_newer_schema",
    Why.AUTHORITY: "history.kept_authority",
    Why.FORK: "history.kept_fork",
    Why.VALUES_FAIL: "history.kept_values_fail",
    Why.FROZEN: "history.kept_frozen",
    Why.UNKNOWN_RECORD: "history.kept_unknown_record",
    Why.WRONG_CLIENT: "history.kept_wrong_client",
    Why.LEGAL_HOLD: "history.kept_legal_hold",
    Why.ERASED: "history.kept_erased",
    Why.PUT_AWAY: "history.kept_put_away",
    Why.NOT_READABLE: "history.kept_not_readable",
}


@dataclass(frozen=True)
class RecordHistory:
    """What the screen shows.

    Attributes:
        lines: changes, the newest first.
        workers: names by id.
        names: names of other records that the values name, by type and id.
    """

    lines: tuple[HistoryLine, ...]
    workers: Mapping[str, str]
    names: Mapping[tuple[str, str], str]


def read_history(notebook: Notebook, record: str, id: str) -> RecordHistory:
    """Read the history of one record with the names that it needs.

    Args:
        notebook: an open notebook.
        record: record type.
        id: of the record.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    lines = tuple(reversed(history_of(notebook, id)))
    workers = {shown.id: str(shown.values.get("name") or "") for shown in list_records(notebook, "worker")}
    values = [part for line in lines for part in (line.set, line.add, line.drop)]
    return RecordHistory(lines, workers, names_of(notebook, record, values))


class HistoryPage(ListPage[RecordHistory]):
    """The history of one record.

    Args:
        record: record type.
        id: of the record.
    """

    NAME = "history"
    BINDINGS = [
        key("f2", "bring_back", "history.bring_back"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, record: str, id: str) -> None:
        super().__init__()
        self.record, self.record_id = record, id

    def load(self, notebook: Notebook) -> RecordHistory:
        """Read the history."""
        return read_history(notebook, self.record, self.record_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to bring back only what was deleted."""
        return action != "bring_back" or (self.found is not None and is_deleted(self.found))

    def action_bring_back(self) -> None:
        """Bring the record back, with what was deleted together with it."""
        self.begin(self._bring_back, once=True, group="bring_back")

    async def _bring_back(self) -> None:
        try:
            await self.shell.write(bring_back_with, self.shell.opened, self.record, self.record_id)
        except Refusal as refusal:
            self.app.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.read_again()
        self.app.notify(_("delete.undone"), markup=False)

    def lines(self, found: RecordHistory, width: int) -> list[Line]:
        """Return the changes of the record, each with who, when and what."""
        self.call_after_refresh(self.refresh_bindings)
        lines = [Line((word("record", self.record),), tone=Tone.HEADING)]
        if is_deleted(found):
            lines.append(Line((_("history.is_deleted"),), tone=Tone.ALARM))
        for change in found.lines:
            lines += self._change(change, found)
        return lines

    def _change(self, change: HistoryLine, history: RecordHistory) -> list[Line]:
        author = history.workers.get(change.author) or _("client.unknown_author")
        lines = [Line((moment(change.at), author), (30,), end=_what(change))]
        if change.kept is not None:
            lines.append(Line(("!", word(_KEPT[change.kept])), (2,), tone=Tone.ALARM))
        if change.erased:
            lines.append(Line(("", _("client.erased")), (2,)))
        lines += self._values(change, history)
        if change.reason:
            lines.append(Line(("", _("history.reason", reason=change.reason)), (2,)))
        return lines

    def _values(self, change: HistoryLine, history: RecordHistory) -> list[Line]:
        """Return what was changed; of a consent only the fields: what must not be told is on no list (USERS 1)."""
        declared = RECORD_TYPES.get(self.record)
        fields = declared.fields if declared is not None else {}
        hidden = declared is None or declared.consent is not Consent.NONE
        lines = []
        for said, values in (("", change.set), ("+ ", change.add), ("– ", change.drop)):
            for name, value in values.items():
                label = label_of(self.record, name) if name in fields else name
                text = (
                    ""
                    if hidden or name not in fields
                    else say_value(self.record, fields[name], value, lambda of, id: history.names.get((of, id)))
                )
                parts = text.split("\n")
                lines += [Line(("", "" if place else label, said + part), FIELDS) for place, part in enumerate(parts)]
        for name in change.unset:
            label = label_of(self.record, name) if name in fields else name
            lines.append(Line(("", label, _("history.cleared")), FIELDS))
        return lines


def is_deleted(history: RecordHistory) -> bool:
    """Tell whether a record is deleted now.

    Args:
        history: of the record.
    """
    said = (line.removed for line in history.lines if line.removed is not None and line.kept is None)
    return next(said, False) is True


def _what(change: HistoryLine) -> str:
    if change.removed is not None:
        return _("client.deleted") if change.removed else _("client.restored")
    return "" if change.after else _("history.first")
