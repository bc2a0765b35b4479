"""What placements led to: results by house, what rubs between houses, visits, tickets, and at the office the cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from screens.list_page import ListPage
from store.history.change import Value
from store.notebook import Notebook
from store.placements.costs import Cost, Ticket, cost_of, tickets
from store.placements.results import Cooperation, HouseResult, cooperation, results_by_house
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.hours_typed import hours
from tui.forms.saying import choice_of
from tui.language import _, plural
from tui.language.dates import day as day_said
from tui.language.dates import long_day, money
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

HOUSE = (28, 12, 12)
"""Columns of the house, who tried it and who got a job; the rest is where the others went."""

MATTER = (2, 16, 22)
"""Columns of the sign, the day and the house; the rest says what it is."""

TICKET = (2, 22, 14, 12)
"""Columns of the sign, the client, the kind and the last day; the rest is the price."""

COST = (40,)

SOON = 14
"""Days before its end on which a ticket is marked."""


@dataclass(frozen=True)
class Found:
    """What the screen shows.

    Attributes:
        houses: results of each house.
        matters: what rubs, and visits.
        tickets: of the year.
        cost: at the office.
    """

    houses: tuple[HouseResult, ...]
    matters: tuple[Cooperation, ...]
    tickets: tuple[Ticket, ...]
    cost: Cost | None


class ResultsPage(ListPage[Found]):
    """The results of a year."""

    NAME = "placement_results"
    STAY = True
    BINDINGS = [
        key("f2", "friction", "placement_results.friction"),
        key("f4", "ticket", "placement_results.ticket"),
        key("f5", "visit", "placement_results.visit"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("left", "year(-1)", "placement_results.earlier", show=False),
        key("right", "year(1)", "placement_results.later", show=False),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.year = wall_day().year

    def load(self, notebook: Notebook) -> Found:
        """Read the results, the matters, the tickets and the cost."""
        cost = cost_of(notebook, self.year, wall_day()) if notebook.identity.role == "office" else None
        return Found(results_by_house(notebook, self.year), cooperation(notebook), tickets(notebook, self.year), cost)

    def lines(self, found: Found, width: int) -> list[Line]:
        """Return the four parts."""
        lines = [Line((str(self.year),), tone=Tone.HEADING)]
        lines += _houses(found.houses, width)
        lines += _matters(found.matters, width)
        lines += _tickets(found.tickets, width, wall_day())
        return [*lines, *_cost(found.cost, width)] if found.cost is not None else lines

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the form of a matter, a visit or a ticket."""
        from screens.records.record_form import RecordForm

        if isinstance(event.target, tuple):
            self.app.push_screen(RecordForm(*event.target), self._came_back)

    def action_year(self, by: int) -> None:
        """Go to the year before or after."""
        self.year += by
        self.read_again()

    def action_friction(self) -> None:
        """Write down what rubs."""
        self._begin("idea", kind="friction", day=wall_day(), status="open")

    def action_ticket(self) -> None:
        """Write down a ticket."""
        self._begin("ticket", kind="bus_ticket", start=wall_day(), given_on=wall_day())

    def action_visit(self) -> None:
        """Write down a visit of staff to another house, or theirs here."""
        self._begin("gathering", kind="cooperation_visit", day=wall_day(), status="held")

    def _begin(self, record: str, **preset: Value) -> None:
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm(record, preset=preset), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def _heading(words: str, end: str = "") -> list[Line]:
    return [Line(), Line((words.upper(),), tone=Tone.HEADING, end=end)]


def _houses(houses: tuple[HouseResult, ...], width: int) -> list[Line]:
    lines = _heading(_("placement_results.houses"))
    for one in houses:
        went = [f"{choice_of('destination', code)} {number}" for code, number in one.elsewhere.items()]
        if one.going_on:
            went.append(plural("placement_results.going_on", one.going_on))
        tried, employed = (
            plural("placement_results.tried", one.tried),
            plural("placement_results.employed", one.employed),
        )
        lines.append(Line((one.name or _("reference.not_here"), tried, employed, ", ".join(went)), HOUSE))
    return lines if houses else [*lines, *wrapped(_("placement_results.no_houses"), width)]


def _matters(matters: tuple[Cooperation, ...], width: int) -> list[Line]:
    waiting = sum(one.open for one in matters)
    lines = _heading(_("placement_results.matters"), str(waiting or ""))
    for one in matters:
        said = one.words.replace("\n", " ")
        if one.fix:
            said = _("placement_results.fixed", words=said, fix=one.fix.replace("\n", " "))
        cells = ("!" if one.open else "", long_day(one.day), one.place_name, said)
        lines.append(Line(cells, MATTER, target=(one.record, one.id)))
    return lines if matters else [*lines, *wrapped(_("placement_results.no_matters"), width)]


def _tickets(found: tuple[Ticket, ...], width: int, today: date) -> list[Line]:
    lines = _heading(_("placement_results.tickets"), money(sum(one.price or 0 for one in found)) if found else "")
    for one in found:
        name = f"{one.given_name} {one.family_name}".strip()
        last = one.end or one.start
        soon = 0 <= (last - today).days <= SOON
        price = money(one.price) if one.price is not None else ""
        receipt = "" if one.receipt_kept else _("placement_results.no_receipt")
        cells = ("!" if soon else "", name, choice_of("kind", one.kind), day_said(last), f"{price} {receipt}".strip())
        lines.append(Line(cells, TICKET, target=("ticket", one.id)))
    return lines if found else [*lines, *wrapped(_("placement_results.no_tickets"), width)]


def _cost(cost: Cost, width: int) -> list[Line]:
    lines = _heading(_("placement_results.cost"), plural("placement_results.clients", cost.clients))
    coach = money(cost.coach) if cost.coach is not None else _("placement_results.no_price")
    for label, said in (
        (_("placement_results.allowances"), money(cost.allowances)),
        (_("placement_results.ticket_cost"), money(cost.tickets)),
        (_("placement_results.coach", hours=hours(cost.coach_minutes) or "0"), coach),
        (_("placement_results.total"), money(cost.total)),
    ):
        lines.append(Line((label, said), COST))
    return lines
