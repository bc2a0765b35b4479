"""An office with a workshop on which screens of placements and money are looked at: everything lies around today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from store.history.change import Value
from store.home import Home
from store.money.reckoning import first_of_month
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tui.forms.days import wall_day

LONG_AGO = date(2020, 1, 1)


def last_month() -> date:
    """Return the first day of the month before this one."""
    return first_of_month(first_of_month(wall_day()) - timedelta(days=1))


def this_monday() -> date:
    """Return the Monday of this week."""
    return wall_day() - timedelta(days=wall_day().weekday())


@dataclass(frozen=True)
class Workshop:
    """A closed home with a workshop, two clients and what belongs to them.

    Attributes:
        home: where.
        place: id of the workshop.
        client: id of the client whose agreement ends in 20 days.
        agreement: id of that agreement.
        pay_class: id of the class, 5 €/day.
        other: id of a client without a class.
    """

    home: Home
    place: str
    client: str
    agreement: str
    pay_class: str
    other: str

    def write(self, record: str, **values: Value | None) -> str:
        """Save one record."""
        with Notebook.unlock(self.home, PASSPHRASE) as notebook:
            return save(notebook, Entry(record, values)).id


def make_workshop(folder: Path) -> Workshop:
    """Make the office and its workshop."""
    with make_notebook(folder, role="office", name="Testi Toimisto") as notebook:

        def write(record: str, **values: Value | None) -> str:
            return save(notebook, Entry(record, values)).id

        place = write(
            "activity_place",
            name="Purkupaja Malli",
            municipality="Lahti",
            capacity=3,
            tasks="tietokoneiden purkaminen, keittiötyöt",
            supervisor="Merja Malli",
        )
        pay_class = write(
            "pay_class", name="tavallinen", paid_for="allowance", start=LONG_AGO, basis="per_day", rate=500
        )
        clients = [
            write("client", given_name=given, family_name=family, customer_number=f"A-{given}")
            for given, family in (("Aino", "Keksitty"), ("Eero", "Esimerkki"))
        ]
        agreements = [
            write(
                "placement_agreement",
                client=client,
                activity_place=place,
                start=last_month(),
                end=wall_day() + timedelta(days=days),
                tasks="purkaa tietokoneita",
                sending_unit="Mallilan vammaispalvelut",
                weekly_hours=720,
            )
            for client, days in zip(clients, (20, 300), strict=True)
        ]
        write("allowance_decision", client=clients[0], pay_class=pay_class, start=LONG_AGO, payroll_number="P-1")
    return Workshop(Home(folder), place, clients[0], agreements[0], pay_class, clients[1])
