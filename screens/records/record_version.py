"""One record as it was written, to be read: what is kept in versions, or can only be added to."""

from __future__ import annotations

from collections.abc import Mapping

from screens.list_page import ListPage
from screens.opening import names_of
from store.kinds import is_version, may_write
from store.notebook import Notebook
from store.reading import Shown, show
from store.records import RECORD_TYPES
from store.writing import Saved
from tui.forms.saying import label_of, say_value
from tui.language import _, word
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone, wrapped

Found = tuple[Shown, Mapping[tuple[str, str], str]]
"""The record, and the names behind the ids that it holds."""


class RecordVersion(ListPage[Found]):
    """The screen of one record that is not altered.

    Args:
        record: record type.
        id: id of the record.
    """

    NAME = "record_version"
    BINDINGS = [
        key("f2", "next", "record_version.next"),
        key("f7", "history", "key.history"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, record: str, id: str) -> None:
        super().__init__()
        self.record, self.record_id = record, id

    def load(self, notebook: Notebook) -> Found:
        """Read the record with the names that it holds.

        Raises:
            Refusal: UNKNOWN_RECORD.
        """
        shown = show(notebook, self.record, self.record_id)
        return shown, names_of(notebook, self.record, [shown.values])

    def lines(self, found: Found, width: int) -> list[Line]:
        """Return everything that was written; what is empty is left out."""
        shown, names = found
        lines = [Line((word("record", self.record).upper(),), tone=Tone.HEADING)]
        if shown.replaced_by:
            lines.append(Line((_("profile.replaced"),), tone=Tone.ALARM))
        section = ""
        for name, field in RECORD_TYPES[self.record].fields.items():
            value = shown.values.get(name)
            if value is None or name == "replaces":
                continue
            if field.section != section:
                section = field.section
                lines.append(Line((word("section", section).upper(),), tone=Tone.HEADING))
            said = say_value(self.record, field, value, lambda kind, id: names.get((kind, id)))
            lines += [Line((label_of(self.record, name),)), *wrapped(said, width, 2)]
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next version where this one stands and whoever is at work may write one."""
        return self._may_go_on() if action == "next" else True

    def _may_go_on(self) -> bool:
        declared = RECORD_TYPES[self.record].declared
        of_models = declared.mechanism is not None and not declared.internal
        standing = self.found is not None and not self.found[0].replaced_by
        return of_models and standing and is_version(self.record) and may_write(self.shell.opened, self.record)

    def _show(self) -> None:
        super()._show()
        self.refresh_bindings()

    def action_next(self) -> None:
        """Write the next version: it begins with everything that stands here, and names what it replaces."""
        from screens.records.record_form import RecordForm

        if self.found is not None:
            preset = {**self.found[0].values, "replaces": (self.record_id,)}
            self.app.push_screen(RecordForm(self.record, preset=preset), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        if saved is not None:
            self.dismiss(None)

    def action_history(self) -> None:
        """Show who wrote it, and when."""
        from screens.records.history import HistoryPage

        self.app.push_screen(HistoryPage(self.record, self.record_id))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
