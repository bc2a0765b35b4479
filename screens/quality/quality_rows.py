"""The very rows behind a figure: in the numerator, the others counted, and left out with why; Enter opens one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screens.list_page import ListPage
from screens.opening import names_of
from store.history.change import Value
from store.notebook import Notebook
from store.quality.counted import LeftOut, Row
from store.quality.looking import Quality
from store.reading import Shown
from store.reading_several import read_several
from store.records import RECORD_TYPES
from tui.forms.quality_table import counts_said, more_counts, name_of, why_said
from tui.forms.saying import label_of, say_value, title_of
from tui.language import _, word
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WIDTHS = (22, 30)
"""Columns of the record type and of the record; the rest is the client or employer, or why it was left out."""


BESIDE = {
    "two_teams": ("team",),
    "first_contact": ("entry",),
    "job_types": ("job_type",),
    "open_jobs": ("permanent", "competitive", "wage_basis", "wage_subsidy"),
}
"""Formula → fields without which nobody could count its rows again from this page."""


@dataclass(frozen=True)
class RowsRead:
    """The records behind a figure, and the names in them, by type and id."""

    records: Mapping[tuple[str, str], Shown]
    names: Mapping[tuple[str, str], str]


class QualityRows(ListPage[RowsRead]):
    """The rows behind the figure of one criterion.

    Args:
        number: of the criterion.
        counted: the criteria of a period.
    """

    NAME = "quality_rows"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, number: int, counted: Quality) -> None:
        super().__init__()
        self.criterion, self.measure = counted.criteria.criterion(number), counted.measure(number)

    def load(self, notebook: Notebook) -> RowsRead:
        """Read the records, one look a type."""
        ids: dict[str, set[str]] = defaultdict(set)
        for row in self.measure.rows:
            ids[row.record].add(row.id)
        for left in self.measure.left_out:
            ids[left.record].add(left.id)
        records: dict[tuple[str, str], Shown] = {}
        names: dict[tuple[str, str], str] = {}
        for record, several in ids.items():
            found = read_several(notebook, record, several, heads=False)
            records |= {(record, id): shown for id, shown in found.items()}
            names |= names_of(notebook, record, [shown.values for shown in found.values()])
        return RowsRead(records, names)

    def lines(self, found: RowsRead, width: int) -> Sequence[Line]:
        """Return the figure and its rows."""
        measure, hits = self.measure, set(self.measure.hits)
        others = [row for row in measure.rows if row not in hits]
        lines = [Line((f"{self.criterion.id}. {name_of(self.criterion)}",), tone=Tone.HEADING)]
        lines.append(Line((counts_said(measure),)))
        lines += [line for text in more_counts(measure) for line in wrapped(text, width, 2)]
        beside = BESIDE.get(self.criterion.formula, ())
        if measure.hits:
            heading = _("quality.rows_hits", count=len(measure.hits))
            lines += _part(heading, measure.hits, found, measure.numbers, beside)
        if others:
            heading = _("quality.rows_others", count=len(others))
            lines += _part(heading, others, found, measure.numbers, beside)
        if measure.left_out:
            heading = _("quality.rows_left", count=len(measure.left_out))
            lines += _part(heading, measure.left_out, found, {}, ())
        if not measure.rows and not measure.left_out:
            lines += [Line(), *wrapped(_("quality.rows_none"), width)]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the record that the cursor is on."""
        from screens.opening import page_of

        if isinstance(event.target, tuple):
            self.app.push_screen(page_of(*event.target))


def _part(
    heading: str,
    rows: Sequence[Row | LeftOut],
    found: RowsRead,
    numbers: Mapping[str, int],
    beside: tuple[str, ...],
) -> list[Line]:
    lines = [_line(row, found, numbers.get(row.id), beside) for row in rows]
    return [Line(), Line((heading,), tone=Tone.HEADING), *lines]


def _line(row: Row | LeftOut, found: RowsRead, number: int | None, beside: tuple[str, ...]) -> Line:
    """Return the line of a row, with its own number where the figure is a sum, and what it was counted by."""
    shown = found.records.get((row.record, row.id))
    values = {} if shown is None else shown.values
    about = [found.names.get((record, str(values.get(record) or "")), "") for record in ("client", "employer")]
    own = "" if number is None else str(number)
    fields = RECORD_TYPES[row.record].fields
    counted_by = [_beside(row.record, name, values.get(name)) for name in beside if name in fields]
    said = " · ".join(filter(None, (own, ", ".join(filter(None, counted_by)), " ".join(filter(None, about)))))
    if isinstance(row, LeftOut):
        said = why_said(row.why)
    title = "" if shown is None else title_of(row.record, values)
    target = None if shown is None else (row.record, row.id)
    return Line((word("record", row.record), title, said), WIDTHS, target=target)


def _beside(record: str, name: str, value: Value | None) -> str:
    """Return a field as it counts: of a tick its name, or that it is not there."""
    if isinstance(value, bool):
        return label_of(record, name) if value else ""
    return say_value(record, RECORD_TYPES[record].fields[name], value)
