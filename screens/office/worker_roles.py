"""Which parts a worker plays: coach, office, supervisor, peer coach; the office says so (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from screens.office.office_form import Act, OfficeForm
from store.notebook import Notebook
from store.office_staff import set_roles
from store.reading import show
from store.records import RECORD_TYPES
from tui.forms.saying import choice_of
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.ticks import Tick
from tui.widgets.words import Words, plain

ROLES = RECORD_TYPES["worker"].fields["roles"].choices


class WorkerRoles(OfficeForm):
    """The form of a worker's roles.

    Args:
        worker: id.
        name: of the worker.
    """

    NAME = "worker_roles"
    BINDINGS = [
        key("f2", "do", "worker_roles.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, worker: str, name: str) -> None:
        super().__init__()
        self.worker, self.worker_name = worker, name

    def fields(self) -> Iterable[Widget]:
        """Lay out a box for each role."""
        yield Words("worker_roles.about", classes="part", name=self.worker_name)
        for role in ROLES:
            yield Tick(plain(choice_of("roles", role)), id=role)

    def read(self, notebook: Notebook) -> Sequence[object]:
        """Read the roles that the worker has."""
        held = show(notebook, "worker", self.worker).values.get("roles")
        return held if isinstance(held, tuple) else ()

    def offer(self, found: Sequence[object]) -> None:
        """Tick them."""
        for role in ROLES:
            self.query_one(f"#{role}", Tick).value = role in found

    def speak(self) -> None:
        """Say everything again, the boxes too."""
        super().speak()
        for role in ROLES:
            self.query_one(f"#{role}", Tick).label = plain(choice_of("roles", role))

    def act(self) -> Act:
        """Save what is ticked."""
        ticked = [role for role in ROLES if self.query_one(f"#{role}", Tick).value]

        def save(notebook: Notebook) -> str:
            set_roles(notebook, self.worker, ticked)
            return _("worker_roles.done", name=self.worker_name)

        return save
