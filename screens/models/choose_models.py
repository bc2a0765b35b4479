"""Which models are in use, for everybody and coach by coach: the office ticks them."""

from __future__ import annotations

from functools import partial

from screens.list_page import ListPage
from store.models.use import Choice, choose_model, model_choices
from store.notebook import Notebook
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.forms.model_names import model_said
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

CHOICE = (6,)
"""Column of the tick; the rest says for whom."""


class ChooseModels(ListPage[tuple[Choice, ...]]):
    """The screen on which the office chooses."""

    NAME = "choose_models"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> tuple[Choice, ...]:
        """Read what is chosen today.

        Raises:
            Refusal: OFFICE_ONLY.
        """
        return model_choices(notebook, wall_day())

    def lines(self, found: tuple[Choice, ...], width: int) -> list[Line]:
        """Return each model with its ticks; who has it through everybody needs none of their own."""
        lines = wrapped(_("choose_models.about"), width)
        model, for_all = "", False
        for one in found:
            if one.model != model:
                model, for_all = one.model, one.on
                lines += [Line(), Line((model_said(model).upper(),), tone=Tone.HEADING)]
            name = one.name or _("choose_models.everybody")
            end = _("choose_models.through_all") if one.worker is not None and for_all else ""
            lines.append(Line(("[x]" if one.on else "[ ]", name), CHOICE, target=(one.model, one.worker), end=end))
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Take a model into use, or out of use."""
        found = next((one for one in self.found or () if (one.model, one.worker) == event.target), None)
        if found is not None:
            self.begin(partial(self._choose, found), group="choose", once=True)

    async def _choose(self, one: Choice) -> None:
        try:
            await self.shell.write(choose_model, self.shell.opened, one.model, one.worker, wall_day(), on=not one.on)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        await self._read()
