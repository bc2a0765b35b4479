"""Who works in the service, with the parts that they play; from here the office does what is due (USERS 8, 9)."""

from __future__ import annotations

from dataclasses import dataclass

from screens.list_page import ListPage
from screens.office.office_words import SIGN
from store.bundle.laptops import LaptopShown, list_laptops
from store.notebook import Notebook
from store.reading import Shown, list_records
from tui.forms.saying import choice_of, title_of
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

WORKER = (SIGN, 26, 28)
"""Columns before and of the name and of the roles; the rest is the worker's laptops."""

MOST = 500
"""So many are listed."""


@dataclass(frozen=True)
class Staff:
    """What the list shows.

    Attributes:
        workers: everybody, by name.
        laptops: those that were not cut off.
    """

    workers: tuple[Shown, ...]
    laptops: tuple[LaptopShown, ...]


def roles_said(worker: Shown) -> str:
    """Return the parts that a worker plays, in words."""
    roles = worker.values.get("roles")
    return ", ".join(choice_of("roles", str(one)) for one in roles) if isinstance(roles, tuple) else ""


class Workers(ListPage[Staff]):
    """The list of workers."""

    NAME = "workers"
    STAY = True
    BINDINGS = [
        key("f2", "add", "workers.add"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def load(self, notebook: Notebook) -> Staff:
        """Read who works here, and on which laptops."""
        living = tuple(one for one in list_laptops(notebook) if one.cut_off is None)
        return Staff(tuple(list_records(notebook, "worker", limit=MOST, heads=False)), living)

    def lines(self, found: Staff, width: int) -> list[Line]:
        """Return who is at work, then who has left."""
        at_work = [one for one in found.workers if one.values.get("active") is not False]
        gone = [one for one in found.workers if one.values.get("active") is False]
        lines = [_line(one, found) for one in at_work]
        if gone:
            lines += [Line(), Line((_("workers.gone").upper(),), tone=Tone.HEADING)]
            lines += [_line(one, found) for one in gone]
        if len(found.workers) < 2:
            lines += [Line(), *wrapped(_("workers.alone"), width)]
        return lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show one worker."""
        from screens.office.worker import WorkerPage

        if isinstance(event.target, str):
            self.app.push_screen(WorkerPage(event.target))

    def action_add(self) -> None:
        """Give somebody at the office a name and a passphrase of their own."""
        from screens.office.new_worker import NewWorker

        self.app.push_screen(NewWorker())


def _line(worker: Shown, found: Staff) -> Line:
    laptops = ", ".join(one.principal for one in found.laptops if one.worker == worker.id)
    return Line(("", title_of("worker", worker.values), roles_said(worker), laptops), WORKER, target=worker.id)
