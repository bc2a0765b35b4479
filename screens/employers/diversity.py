"""Sectors and types of job: how varied the work with employers is (criteria 18 to 20). Nothing of any client."""

from __future__ import annotations

from screens.list_page import ListPage
from screens.quality.follow_up import bar as drawn
from store.diversity import Diversity, Sector, diversity
from store.notebook import Notebook
from store.quality.measures import Measure
from tui.forms.days import wall_day
from tui.forms.quality_table import bar, counts_said, name_of, score_said
from tui.language import _, word
from tui.language.dates import day
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone, wrapped

FIGURE = (4, 32, 3, 6)
"""Columns of number, name, score and bar; the rest is the counts."""

SECTOR = (34, 13, 13)
"""Columns of the sector, of the employers known and of those met; the rest is jobs."""

COUNT = (34, 5)
"""Columns of a name and of its number; the rest is a bar."""


LEVELS = {
    5: "diversity.level_5",
    4: "diversity.level_4",
    3: "diversity.level_3",
    2: "diversity.level_2",
    1: "diversity.level_1",
}
"""Level of criterion 18 → key of what it means."""


class DiversityPage(ListPage[Diversity]):
    """The numbers, one part below the other."""

    NAME = "diversity"
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Diversity:
        """Count."""
        return diversity(notebook, wall_day())

    def lines(self, found: Diversity, width: int) -> list[Line]:
        """Return both criteria, the sectors, the types of job and the levels of relation."""
        period = f"{day(found.first)}–{day(found.last)}"
        lines = [Line((period,), tone=Tone.HEADING)]
        lines += [_figure(found, one) for one in (found.job_types, found.employers)]
        lines += [Line(), Line((_("diversity.sectors"), *_heads()), SECTOR, tone=Tone.HEADING)]
        lines += [_sector(one) for one in found.sectors]
        unmet = [one.name for one in found.sectors if one.name and not one.met]
        if unmet:
            lines += wrapped(_("diversity.not_met", sectors=", ".join(unmet)), width)
        lines += [Line(), Line((_("diversity.types"),), tone=Tone.HEADING)]
        most = max((count for _name, count in found.types), default=0)
        for name, count in found.types:
            lines.append(Line((name or _("diversity.no_type"), str(count), drawn(count, most)), COUNT))
        if not found.types:
            lines += wrapped(_("diversity.no_jobs"), width)
        lines += [Line(), Line((_("diversity.levels"),), tone=Tone.HEADING)]
        most = max(found.levels.values(), default=0)
        for level, count in found.levels.items():
            said = f"{level}  {word(LEVELS[level])}"
            lines.append(Line((said, str(count), drawn(count, most)), COUNT))
        return [*lines, *wrapped(_("diversity.levels_why"), width)]


def _figure(found: Diversity, one: Measure) -> Line:
    name = name_of(found.criteria.criterion(one.criterion))
    return Line((str(one.criterion), name, score_said(one, None), bar(one.score), counts_said(one)), FIGURE)


def _heads() -> tuple[str, str, str]:
    return _("diversity.known"), _("diversity.met"), _("diversity.jobs")


def _sector(one: Sector) -> Line:
    name = one.name or _("diversity.no_sector")
    return Line((name, str(one.employers), str(one.met), str(one.jobs)), SECTOR)
