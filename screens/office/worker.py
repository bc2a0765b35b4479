"""One worker as the office sees them: roles, clients and laptops, and what the office can do for them (USERS 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from screens.list_page import ListPage
from screens.office.office_words import SIGN, client_said
from screens.office.workers import roles_said
from store.bundle.laptops import LaptopShown, list_laptops
from store.notebook import Notebook
from store.reading import Shown, list_records, show
from store.reading_several import read_several
from tui.forms.days import wall_day
from tui.forms.saying import choice_of, title_of
from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone, wrapped

CLIENT = (SIGN, 24, 20)
"""Columns before and of the client and of the role; the rest is from when until when."""

ACTS = {
    "assign": "worker.assign",
    "roles": "worker.roles",
    "substitution": "worker.substitution",
    "leaving": "worker.leaving",
    "changing": "worker.changing",
    "recovery": "worker.recovery",
}
"""What the office can do for a worker → key of its words."""


@dataclass(frozen=True)
class WorkerView:
    """What the screen of one worker shows.

    Attributes:
        shown: the worker.
        assignments: those that are not over, with the short name of the client.
        laptops: of the worker, cut-off ones too.
    """

    shown: Shown
    assignments: tuple[tuple[Shown, str], ...]
    laptops: tuple[LaptopShown, ...]


class WorkerPage(ListPage[WorkerView]):
    """The screen of one worker.

    Args:
        worker: id.
    """

    NAME = "worker"
    STAY = True
    BINDINGS = [
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, worker: str) -> None:
        super().__init__()
        self.worker = worker

    def load(self, notebook: Notebook) -> WorkerView:
        """Read the worker with clients and laptops."""
        shown = show(notebook, "worker", self.worker)
        rows = list_records(notebook, "assignment", where={"worker": self.worker}, limit=500, heads=False)
        standing = [row for row in rows if not _is_over(row, wall_day())]
        clients = read_several(notebook, "client", [str(row.values["client"]) for row in standing], heads=False)
        named = [(row, _client(clients.get(str(row.values["client"])))) for row in standing]
        laptops = tuple(one for one in list_laptops(notebook) if one.worker == self.worker)
        return WorkerView(shown, tuple(sorted(named, key=lambda each: each[1])), laptops)

    def lines(self, found: WorkerView, width: int) -> list[Line]:
        """Return who it is, what can be done, the clients and the laptops."""
        name = title_of("worker", found.shown.values)
        lines = [Line((name,), tone=Tone.HEADING, end=roles_said(found.shown))]
        if found.shown.values.get("active") is False:
            lines += wrapped(_("worker.gone"), width)
        lines += [Line(("", word(words)), (SIGN,), target=act) for act, words in ACTS.items()]
        lines += [Line(), Line((_("worker.clients").upper(),), tone=Tone.HEADING)]
        lines += [_assignment(row, client) for row, client in found.assignments]
        if not found.assignments:
            lines += wrapped(_("worker.no_clients"), width, SIGN)
        lines += [Line(), Line((_("worker.laptops").upper(),), tone=Tone.HEADING)]
        for one in found.laptops:
            state = _("laptops.living") if one.cut_off is None else _("laptops.cut_off")
            target = ("laptop", one.principal) if one.cut_off is None else None
            lines.append(Line(("", one.principal, state), CLIENT, target=target))
        return lines if found.laptops else [*lines, *wrapped(_("worker.no_laptops"), width, SIGN)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open an act, an assignment or a laptop."""
        if self.found is None:
            return
        name = title_of("worker", self.found.shown.values)
        if isinstance(event.target, str):
            self.app.push_screen(page_for(event.target, self.worker, name))
        elif isinstance(event.target, tuple):
            what, value = event.target[:2]
            if what == "laptop":
                from screens.office.office_coach import OfficeCoach

                self.app.push_screen(OfficeCoach(value))
            else:
                from screens.office.end_assignment import EndAssignment

                self.app.push_screen(EndAssignment(value, event.target[2], name))


def page_for(act: str, worker: str, name: str) -> Page[bool] | Page[None]:
    """Return the screen of an act.

    Args:
        act: one of ``ACTS``.
        worker: id of the worker.
        name: of the worker.
    """
    from screens.office.assign_client import AssignClient
    from screens.office.checklist import Checklist
    from screens.office.recovery import Recovery
    from screens.office.substitution import Substitution
    from screens.office.worker_roles import WorkerRoles

    if act == "roles":
        return WorkerRoles(worker, name)
    if act == "assign":
        return AssignClient(worker, name)
    if act == "substitution":
        return Substitution(worker, name)
    if act == "recovery":
        return Recovery()
    return Checklist(worker, name, leaving=act == "leaving")


def _is_over(row: Shown, today: date) -> bool:
    end = row.values.get("end")
    return isinstance(end, date) and end < today


def _client(shown: Shown | None) -> str:
    if shown is None:
        return _("reference.not_here")
    return client_said(str(shown.values.get("given_name") or ""), str(shown.values.get("family_name") or ""))


def _assignment(row: Shown, client: str) -> Line:
    start, end = row.values.get("start"), row.values.get("end")
    first = long_day(start) if isinstance(start, date) else ""
    said = _("worker.from_to", first=first, last=long_day(end) if isinstance(end, date) else "")
    role = choice_of("role", str(row.values.get("role")))
    return Line(("", client, role, said), CLIENT, target=("assignment", row.id, client))
