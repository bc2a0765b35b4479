"""Valmentaja lähtee and Kone vaihtuu: what is left to do, step by step; Enter does the step (USERS 9)."""

from __future__ import annotations

from functools import partial

from screens.list_page import ListPage
from store.bundle.laptops import LaptopShown, list_laptops
from store.checklists import Step, Task, coach_leaves, laptop_changes
from store.notebook import Notebook
from store.office_staff import remove_worker
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.forms.tasks import TASKS
from tui.language import _, word
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

STEP = (4,)
"""Columns of the box before a step."""

BY_DELIVERY = (Task.LAST_BUNDLE_HEARD, Task.STARTING_BUNDLE_WRITTEN, Task.NEW_LAPTOP_HEARD)
"""Steps that are done by taking and fetching."""

Found = tuple[tuple[Step, ...], tuple[LaptopShown, ...]]


class Checklist(ListPage[Found]):
    """The checklist of one worker; it is read anew after each step, and nothing is ticked by hand.

    Args:
        worker: id.
        name: of the worker.
        leaving: *Valmentaja lähtee*; otherwise *Kone vaihtuu*.
    """

    NAME = "checklist"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, worker: str, name: str, *, leaving: bool) -> None:
        super().__init__()
        self.worker, self.worker_name, self.leaving = worker, name, leaving

    def load(self, notebook: Notebook) -> Found:
        """Read what is done and what is left, and the worker's laptops."""
        steps = (
            coach_leaves(notebook, self.worker, wall_day()) if self.leaving else laptop_changes(notebook, self.worker)
        )
        laptops = [one for one in list_laptops(notebook) if one.worker == self.worker and one.cut_off is None]
        return steps, tuple(laptops)

    def lines(self, found: Found, width: int) -> list[Line]:
        """Return the steps in the order in which they are done."""
        steps, _laptops = found
        about = word("checklist.about_leaving" if self.leaving else "checklist.about_changing")
        lines = [Line((self.worker_name,), tone=Tone.HEADING), *wrapped(about, width), Line()]
        for step in steps:
            said = word(*TASKS[step.task.value].split("."))
            left = _("checklist.left", count=step.left) if step.left > 1 else ""
            box = "[x]" if step.done else "[ ]"
            lines.append(Line((box, f"{said} {left}".rstrip()), STEP, target=None if step.done else step.task))
        return [*lines, Line(), *wrapped(_("checklist.all_done"), width)] if all(s.done for s in steps) else lines

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        """Go where the step is done."""
        from screens.office.cut_off import CutOff
        from screens.office.hand_clients_over import HandClientsOver
        from screens.office.laptop_card import LaptopCard
        from screens.office.laptop_owner import LaptopOwner

        task, laptops = event.target, self.found[1] if self.found is not None else ()
        if task is Task.CLIENTS_HANDED_OVER:
            self.app.push_screen(HandClientsOver(self.worker, self.worker_name))
        elif task in (Task.SLOT_REMOVED, Task.WORKER_INACTIVE):
            self._ask_to_remove()
        elif task in (Task.LAPTOPS_CUT_OFF, Task.OLD_LAPTOP_CUT_OFF) and laptops:
            # The list has the newest last: of two it is the old one that goes.
            self.app.push_screen(CutOff(laptops[0].principal, self.worker_name))
        elif task is Task.NEW_LAPTOP_BOUND:
            self.app.push_screen(LaptopCard(self.worker))
        elif task is Task.EARLIER_CHAINS_BOUND and laptops:
            self.app.push_screen(LaptopOwner(laptops[-1].principal, self.worker))
        elif task in BY_DELIVERY:
            await self.app.run_action("app.take_and_fetch")
        elif isinstance(task, Task):
            self.notify(_("checklist.bind_first"), markup=False)

    def _ask_to_remove(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == "checklist.remove":
                self.begin(partial(self._remove), group="act", once=True)

        question = Ask("checklist.remove_question", ("checklist.not_yet", "checklist.remove"), name=self.worker_name)
        self.app.push_screen(question, answered)

    async def _remove(self) -> None:
        try:
            await self.shell.write(remove_worker, self.shell.opened, self.worker)
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
        self.read_again()
