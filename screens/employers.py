"""Employers: a list that gets shorter as one types; Enter opens the employer's form."""

from __future__ import annotations

from screens.picking import Picking, keys_of_list
from store.reading import Shown
from tui.forms.saying import title_of
from tui.language import _, plural
from tui.widgets.rows import Line

WIDTHS = (36, 18)
"""Columns of name and municipality; the rest says what is undecided."""


class Employers(Picking):
    """The employers of this notebook."""

    NAME = "employers"
    RECORD = "employer"
    MOST = 1000
    BINDINGS = keys_of_list("key.new_employer")

    def fits(self, shown: Shown, typed: str) -> bool:
        """Tell whether each word that was typed is a part of the employer's name or municipality.

        Args:
            shown: the employer.
            typed: words; each must fit.
        """
        text = f"{title_of('employer', shown.values)} {shown.values.get('municipality') or ''}".casefold()
        return all(part in text for part in typed.casefold().split())

    def line(self, shown: Shown) -> Line:
        """Return the line of an employer."""
        undecided = bool(shown.conflicts or shown.kept)
        name, municipality = title_of("employer", shown.values), str(shown.values.get("municipality") or "")
        return Line((name, municipality, _("clients.undecided") if undecided else ""), WIDTHS, target=shown.id)

    def nothing(self) -> str:
        """Say that there is none, or that none fits."""
        return _("employers.none_found") if self.records else _("employers.empty")

    def counted(self, count: int) -> str:
        """Say how many there are."""
        return plural("employers.count", count)

    def pick(self, id: str) -> None:
        """Open an employer's form."""
        from screens.record_form import RecordForm

        self.app.push_screen(RecordForm("employer", id), self._came_back)
