"""Cutting a laptop off: nothing more that its key signs is taken in (BUNDLE.md "Cut off")."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from screens.office.office_form import Act, OfficeForm, label
from store.bundle.laptops import cut_off
from store.notebook import Notebook
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.words import Words


class CutOff(OfficeForm):
    """The form on which a laptop is cut off.

    Args:
        principal: of the laptop.
        name: of its worker; empty where nobody knows.
    """

    NAME = "cut_off"
    BINDINGS = [
        key("f2", "do", "cut_off.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, principal: str, name: str = "") -> None:
        super().__init__()
        self.principal, self.worker_name = principal, name

    def fields(self) -> Iterable[Widget]:
        """Lay out what it means and the ground."""
        yield Words("cut_off.about", classes="part", laptop=self.principal, name=self.worker_name or "–")
        yield Words("cut_off.means", classes="part")
        yield label("cut_off.ground")
        yield Input(id="ground", max_length=200, select_on_focus=False)

    def on_input_submitted(self) -> None:
        """Enter alone cuts nothing off."""
        self._say("cut_off.press", alarm=True)

    def act(self) -> Act | None:
        """Cut it off, once a ground is written."""
        ground = self.typed("ground")
        if not ground:
            return self.missing("cut_off.no_ground", "ground")

        def cut(notebook: Notebook) -> str:
            cut_off(notebook, self.principal, ground)
            return _("cut_off.done", laptop=self.principal)

        return cut
