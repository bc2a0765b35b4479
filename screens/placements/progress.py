"""A client's skills before and after: how each was rated at the start and since, in the client's own words too."""

from __future__ import annotations

from screens.list_page import ListPage
from store.history.change import Value
from store.notebook import Notebook
from store.placements.results import Skill, progress
from store.reading import find
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.saying import title_of
from tui.language import _
from tui.paper.placement_pages import skill_rows
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

LABELS = (22,)


class ProgressPage(ListPage[tuple[str, tuple[Skill, ...]]]):
    """The skills of one client.

    Args:
        client: id of the client.
    """

    NAME = "progress"
    STAY = True
    BINDINGS = [
        key("f2", "rate", "progress.rate"),
        key("f4", "new", "progress.new"),
        key("f5", "print", "agreement.print"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("escape", "dismiss", "key.back"),
        key("f1", "app.help", "key.help", show=False),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def load(self, notebook: Notebook) -> tuple[str, tuple[Skill, ...]]:
        """Read the skills, and whose they are."""
        card = find(notebook, "client", self.client)
        return title_of("client", card.values) if card else "", progress(notebook, self.client)

    def lines(self, found: tuple[str, tuple[Skill, ...]], width: int) -> list[Line]:
        """Return each skill with its ratings."""
        name, skills = found
        lines = [Line((name,), tone=Tone.HEADING)]
        for skill in skills:
            lines += [Line(), Line((skill.words.split("\n")[0],), target=("goal", skill.id), tone=Tone.HEADING)]
            lines += [Line((label, said.replace("\n", " ")), LABELS) for label, said in skill_rows(skill)]
        return lines if skills else [*lines, *wrapped(_("progress.nothing"), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the form of a skill."""
        from screens.records.record_form import RecordForm

        if isinstance(event.target, tuple):
            self.app.push_screen(RecordForm("goal", event.target[1]), self._came_back)

    def action_new(self) -> None:
        """Write down a skill."""
        from screens.records.record_form import RecordForm

        preset: dict[str, Value] = {"client": self.client, "kind": "skill", "started": wall_day(), "scale": "levels"}
        self.app.push_screen(RecordForm("goal", preset=preset), self._came_back)

    def action_rate(self) -> None:
        """Rate the skill that the cursor is on."""
        from screens.records.record_form import RecordForm

        target = self.query_one(Rows).target
        if not isinstance(target, tuple):
            return
        skills = self.found[1] if self.found is not None else ()
        rated = any(skill.before is not None for skill in skills if skill.id == target[1])
        preset: dict[str, Value] = {"client": self.client, "goal": target[1], "day": wall_day()}
        preset["moment"] = "at_end" if rated else "at_start"
        self.app.push_screen(RecordForm("goal_rating", preset=preset), self._came_back)

    def action_print(self) -> None:
        """Ask where the page is to be printed, and in which language."""
        from screens.write_paper import WritePaper
        from tui.paper.placement_writing import ProgressPaper

        self.app.push_screen(WritePaper(ProgressPaper(self.client)))

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()
