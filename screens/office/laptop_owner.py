"""Whose laptop a key is, as the office says; what earlier laptops of the same worker wrote goes on with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from screens.office.office_form import Act, OfficeForm, Picked, label, workers_of
from store.bundle.laptops import bind_laptop, list_laptops
from store.notebook import Notebook
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.words import Words


class LaptopOwner(OfficeForm):
    """The form that says whose a laptop is.

    Args:
        principal: of the laptop.
        worker: id of whom it is likely to be; None offers who writes on it, as it says itself.
    """

    NAME = "laptop_owner"
    BINDINGS = [
        key("f2", "do", "laptop_owner.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, principal: str, worker: str | None = None) -> None:
        super().__init__()
        self.principal, self.worker = principal, worker

    def fields(self) -> Iterable[Widget]:
        """Lay out the list of workers."""
        yield Words("laptop_owner.about", classes="part", laptop=self.principal)
        yield label("laptop_owner.worker")
        yield Picked(id="worker")

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read who works here, and whose the laptop is or says it is."""
        if self.worker is None:
            laptop = next((one for one in list_laptops(notebook) if one.principal == self.principal), None)
            self.worker = None if laptop is None else laptop.worker or laptop.claimed
        return workers_of(notebook)

    def offer(self, found: Sequence[object]) -> None:
        """Offer them."""
        pairs = [one for one in found if isinstance(one, tuple)]
        self.query_one(Picked).offer(pairs, self.worker)
        if self.worker is None:
            self._say("laptop_owner.not_heard")

    def act(self) -> Act | None:
        """Bind the laptop to whom was chosen."""
        worker = self.picked("worker")
        if worker is None:
            return self.missing("laptop_owner.nobody", "worker")

        def bind(notebook: Notebook) -> str:
            bind_laptop(notebook, self.principal, worker)
            return _("laptop_owner.done", laptop=self.principal)

        return bind
