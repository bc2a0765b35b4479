"""An office with a workshop, classes and clients who train there, for tests of placements and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from store.history.change import Value
from store.notebook import Notebook
from store.writing import Entry, save

START, END = date(2026, 1, 1), date(2026, 12, 31)
TODAY = date(2026, 4, 15)


@dataclass(frozen=True)
class House:
    """A workshop with what belongs to it.

    Attributes:
        notebook: of the office.
        place: id of the workshop.
        classes: name → id: ordinary (5 €/day), demanding (7–12 €/day), hourly (3,33 €/hour).
    """

    notebook: Notebook
    place: str
    classes: Mapping[str, str]

    def client(
        self, given: str, family: str = "Keksitty", *, pay_class: str | None = "ordinary", **more: Value
    ) -> str:
        """Write a client with an agreement for the year and a class."""
        card = {"given_name": given, "family_name": family, "customer_number": f"A-{given}"}
        client = save(self.notebook, Entry("client", card)).id
        self.agreement(client)
        if pay_class is not None:
            self.decide(client, pay_class, **more)
        return client

    def agreement(self, client: str, **more: Value) -> str:
        """Write an agreement, for the whole year unless it is said otherwise."""
        values: dict[str, Value | None] = {
            "client": client,
            "activity_place": self.place,
            "start": START,
            "end": END,
            "sending_unit": "Mallilan vammaispalvelut",
            "tasks": "purkaa tietokoneita",
        }
        return save(self.notebook, Entry("placement_agreement", {**values, **more})).id

    def decide(self, client: str, pay_class: str, **more: Value | None) -> str:
        """Decide a client's class."""
        values: dict[str, Value | None] = {"client": client, "pay_class": self.classes[pay_class], "start": START}
        return save(self.notebook, Entry("allowance_decision", {**values, "payroll_number": "P-1", **more})).id

    def entry(self, client: str, day: date, *, confirmed: bool = True, **more: Value) -> str:
        """Write one entry of attendance."""
        values: dict[str, Value | None] = {
            "client": client,
            "day": day,
            "work_presence": "attended",
            "minutes": 240,
            "activity_place": self.place,
            "recorded_by": "Merja Malli, paja",
        }
        if confirmed:
            values |= {"confirmed_by": self.notebook.identity.worker, "confirmed_on": day}
        return save(self.notebook, Entry("work_entry", {**values, **more})).id

    def number(self, rule: str, setting: str, start: date = START) -> None:
        """Set a dated number of the office."""
        save(self.notebook, Entry("dated_rule", {"rule": rule, "setting": setting, "start": start}))


def open_house(notebook: Notebook) -> House:
    """Write the workshop and its classes."""
    place = save(
        notebook,
        Entry(
            "activity_place",
            {"name": "Purkupaja Malli", "capacity": 3, "tasks": "tietokoneiden purkaminen, keittiötyöt"},
        ),
    ).id
    classes = {}
    for name, basis, rate, highest in (
        ("ordinary", "per_day", 500, None),
        ("demanding", "per_day", 700, 1200),
        ("hourly", "per_hour", 333, None),
    ):
        values: dict[str, Value | None] = {"name": name, "paid_for": "allowance", "start": START, "basis": basis}
        values |= {"rate": rate, "highest_rate": highest}
        classes[name] = save(notebook, Entry("pay_class", values)).id
    return House(notebook, place, classes)
