"""The models in use: their systems in plain words, each with how many records it holds and what is due in it."""

from __future__ import annotations

from screens.list_page import ListPage
from screens.models.entries import entries
from store.models.looking import Front, SystemCount, front_of
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.forms.model_names import model_said, system_said
from tui.language import _, plural, word
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

SYSTEM = (2, 46)
"""Columns of the sign and of the system; the rest says how many records it holds."""


class ModelsPage(ListPage[Front]):
    """The front page of the models.

    Args:
        model: this one alone; None: all that are in use.
    """

    NAME = "models"
    STAY = True
    BINDINGS = [
        key("f2", "choose", "models.choose"),
        key("f5", "figures", "models.figures"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, model: str | None = None) -> None:
        super().__init__()
        self.model = model

    def load(self, notebook: Notebook) -> Front:
        """Count the records and what is due."""
        return front_of(notebook, (self.model,) if self.model is not None else None, wall_day())

    def lines(self, found: Front, width: int) -> list[Line]:
        """Return each model with its systems, and what other rooms add."""
        lines: list[Line] = []
        if not found.used.chosen:
            lines += [*wrapped(_("models.nothing_chosen"), width), Line()]
        elif not found.shown:
            lines += [*wrapped(_("models.none_in_use"), width), Line()]
        for model, systems in found.shown.items():
            lines.append(Line((model_said(model).upper(),), tone=Tone.HEADING))
            lines += [_system(one) for one in systems]
            lines.append(Line())
        added = entries(found.shown, office=self.shell.opened.identity.role == "office")
        if added:
            lines.append(Line((_("models.more").upper(),), tone=Tone.HEADING))
            lines += [Line(("", word(words)), (2,), target=("action", action)) for words, action in added]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a system, or what another room added."""
        if not isinstance(event.target, tuple):
            return
        what, name = event.target
        if what == "action":
            self.app.call_later(self.app.run_action, name)
            return
        from screens.models.system_page import SystemPage

        self.app.push_screen(SystemPage(name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the choice of models only at the office."""
        return self.shell.opened.identity.role == "office" if action == "choose" else True

    def action_choose(self) -> None:
        """Choose which models are in use, by whom."""
        from screens.models.choose_models import ChooseModels

        self.app.push_screen(ChooseModels())

    def action_figures(self) -> None:
        """Look at the figures of all systems that are shown."""
        from screens.models.figures_page import FiguresPage

        if self.found is not None:
            shown = [one.system.code for systems in self.found.shown.values() for one in systems]
            self.app.push_screen(FiguresPage(tuple(shown)))


def _system(one: SystemCount) -> Line:
    late = any(due.until < wall_day() for due in one.due)
    return Line(
        ("!" if late else "", system_said(one.system.code), str(one.count) if one.count else "–"),
        SYSTEM,
        target=("system", one.system.code),
        tone=Tone.ALARM if late else Tone.PLAIN,
        end=plural("models.due", len(one.due)) if one.due else "",
    )
