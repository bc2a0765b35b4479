"""Mechanisms: the dozen engines that carry all systems of the operating models, named on the record types.

A record type says which engine it belongs to and which systems (M0.1 to M4.8, domain/operating-models.md) it serves;
what a screen, a figure or a list of what is due needs to know follows from that, and not from the type's name.
"""

from dataclasses import dataclass
from enum import StrEnum


class Mechanism(StrEnum):
    """What the models share; each is built once."""

    PEOPLE = "people"
    """People with several roles at once; a person is not a client, and not a worker."""
    AGREEMENTS = "agreements"
    """Agreements with dates and signatures, in versions that are never altered."""
    GATHERINGS = "gatherings"
    """Dated events with attendance by role, and the groups that they belong to."""
    MONEY = "money"
    """Attendance or hours, times a dated class, until the month is locked."""
    BUDGETS = "budgets"
    """What is set aside against what is committed and used: money, or a share of working time."""
    RATINGS = "ratings"
    """Questions with scores, in rounds that can be compared."""
    GOALS = "goals"
    """Goals in the client's own words, rated on a scale at several times."""
    REGISTERS = "registers"
    """Registers of people, places, ideas and needs, each with a status and a reason for it."""
    MATERIALS = "materials"
    """Forms and texts in versions, sent out by the office."""
    OUTCOMES = "outcomes"
    """Where a path led, looked at again after 0, 3, 6 and 12 months."""
    SETTINGS = "settings"
    """Dated numbers and choices of the office."""


@dataclass(frozen=True)
class Due:
    """A field with a day on which somebody must do something.

    Attributes:
        field: the day.
        before: so many days before it people are told, the earliest first; 0 is the day itself.
        unless: a field that settles it as soon as it holds something.
    """

    field: str
    before: tuple[int, ...] = (0,)
    unless: str | None = None


EXPIRY = (30, 14)
"""A fixed-term agreement is warned about so many days before its end (model M3.3)."""
