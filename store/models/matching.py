"""Finding a peer or an expert by theme and day: who is free, whose themes fit, and who is asked too often (M4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.models.meetings import words_of
from store.models.people import assignments
from store.models.rows import Asked, Row, read_rows, standing_on
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

YEAR = timedelta(days=365)
_READ = ("person", "person_role", "person_details", "attendance", "gathering", "fee_assignment")


@dataclass(frozen=True)
class Match:
    """Somebody who could be asked.

    Attributes:
        person: id of the person.
        role: id of their record in the register.
        name: their name.
        status: in the register.
        themes: as they are written down.
        fitting: whether the asked theme is among them, or in their skills.
        free: whether they are available on the day, as far as it is written down.
        busy: whether they are at something else on that day already.
        asked: how often they were asked in the year before it.
        most: how often they can be asked in a year, as was agreed with them; None: not known here.
        arrangements: what they need, in their words.
    """

    person: str
    role: str
    name: str
    status: str
    themes: str
    fitting: bool
    free: bool
    busy: bool
    asked: int
    most: int | None
    arrangements: str

    @property
    def over(self) -> bool:
        """Whether they have been asked as often as was agreed, or oftener."""
        return self.most is not None and self.asked >= self.most


def matches(notebook: Notebook, part: str, theme: str, day: date) -> tuple[Match, ...]:
    """Return the people of a register for a theme and a day: who fits and is free first, then who was asked least.

    Args:
        notebook: an open notebook.
        part: the part that they play.
        theme: what was typed; empty: any.
        day: the day on which somebody is needed.
    """
    with notebook.writing() as connection:
        rows = read_rows(connection, _READ)
        write_line(connection, notebook.identity, Act.LISTED, record="person_role", ground=f"role:{part}")
    year = Asked(day - YEAR, day)
    counts = assignments(rows, year)
    names = {row["id"]: row["name"] or "" for row in rows["person"]}
    most = {row["person"]: row["most_assignments"] for row in rows["person_details"]}
    taken = {row["person"] for row in rows["fee_assignment"] if row["day"] == day and row["status"] == "planned"}
    on_day = {row["id"] for row in rows["gathering"] if row["day"] == day and row["status"] != "cancelled"}
    taken |= {row["person"] for row in rows["attendance"] if row["gathering"] in on_day and row["person"]}
    found = [
        Match(
            person=row["person"],
            role=row["id"],
            name=names.get(row["person"], ""),
            status=row["status"],
            themes=row["themes"] or "",
            fitting=_fits(row, theme),
            free=_is_free(row, day),
            busy=row["person"] in taken,
            asked=counts[row["person"]],
            most=most.get(row["person"]),
            arrangements=row["arrangements"] or "",
        )
        for row in rows["person_role"]
        if row["part_played"] == part and row["status"] != "ended" and standing_on(row, day)
    ]
    return tuple(
        sorted(
            found, key=lambda one: (not one.fitting, not one.free, one.busy, one.over, one.asked, one.name, one.role)
        )
    )


def _fits(row: Row, theme: str) -> bool:
    typed = theme.strip().casefold()
    if not typed:
        return True
    return any(typed in one for one in words_of(row["themes"])) or typed in (row["skills"] or "").casefold()


def _is_free(row: Row, day: date) -> bool:
    first, last = row["available_from"], row["available_until"]
    at_work = row["status"] not in ("paused", "applied", "in_training")
    return at_work and (first is None or first <= day) and (last is None or day <= last)
