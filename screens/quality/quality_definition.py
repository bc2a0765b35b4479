"""What a figure means: what is counted for a criterion, where its scores are cut, and by which office rules."""

from __future__ import annotations

from collections.abc import Sequence

from screens.list_page import ListPage
from store.notebook import Notebook
from store.quality.looking import Quality
from tui.forms.quality_table import counts_said, definition, name_of
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone, wrapped


class QualityDefinition(ListPage[Quality]):
    """The definition of one criterion; nothing is read anew for it.

    Args:
        number: of the criterion.
        counted: the criteria of a period.
    """

    NAME = "quality_definition"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, number: int, counted: Quality) -> None:
        super().__init__()
        self.number, self.counted = number, counted

    def load(self, notebook: Notebook) -> Quality:
        """Return what was counted."""
        return self.counted

    def lines(self, found: Quality, width: int) -> Sequence[Line]:
        """Return the definition, wrapped: nothing of it may be cut off."""
        criterion = found.criteria.criterion(self.number)
        counts = counts_said(found.measure(self.number))
        lines = [Line((f"{criterion.id}. {name_of(criterion)}",), tone=Tone.HEADING), Line((counts,)), Line()]
        for text in definition(found, criterion):
            lines += wrapped(text, width) if text else [Line()]
        return lines
