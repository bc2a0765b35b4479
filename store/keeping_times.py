"""Times of keeping: whose records are due for erasure, by rules that are data and not code (law.md; GDPR 5(1)(e)).

Nothing is erased by a clock: a person reads the list, and erases on a stated ground. A legal hold is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import tomli
from sqlalchemy import Connection, select

from store.records import RECORD_TYPES
from store.records.base import Retention
from store.schema import erased_client
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_clients = RECORD_TYPES["client"].table
_starts = RECORD_TYPES["keeping_start"].table
_holds = RECORD_TYPES["legal_hold"].table
_requests = RECORD_TYPES["erasure_request"].table


@dataclass(frozen=True)
class KeepingRule:
    """How long one class of records is kept.

    Attributes:
        kept: class of the records.
        begins: from what: "matter_closed", "need_ended", "died", "written".
        years: how long.
        service: beginning of the service ground that it holds for, in lower case; empty: every other.
    """

    kept: Retention
    begins: str
    years: int
    service: str = ""

    def until(self, day: date) -> date:
        """Return the first day on which what began then need not be kept any more."""
        try:
            return day.replace(year=day.year + self.years)
        except ValueError:  # the 29th of February
            return date(day.year + self.years, 3, 1)


@dataclass(frozen=True)
class Kept:
    """How long one client's records are kept.

    Attributes:
        client: id.
        service_until: first day on which what was written in the service need not be kept; None: a matter is open.
        basic_until: the same of the basic data; None: no day of death is known.
        held: whether a legal hold stands: nothing of the client may be erased.
        asked: whether a laptop asks for the erasure.
    """

    client: str
    service_until: date | None
    basic_until: date | None
    held: bool
    asked: bool = False

    def is_due(self, today: date) -> bool:
        """Tell whether the service's time is over; of the basic data too where a death is known."""
        return (
            self.service_until is not None
            and self.service_until <= today
            and (self.basic_until is None or self.basic_until <= today)
        )


@cache
def keeping_rules() -> tuple[KeepingRule, ...]:
    """Return the rules as the data file has them."""
    text = (resources.files("store") / "keeping_times.toml").read_text(encoding="utf-8")
    return tuple(
        KeepingRule(Retention(rule["class"]), rule["from"], rule["years"], str(rule.get("service", "")).casefold())
        for rule in tomli.loads(text)["rule"]
    )


def due_for_erasure(notebook: Notebook, today: date) -> tuple[Kept, ...]:
    """Return the clients whose time is over or whose erasure somebody asked for, the longest over in front.

    Args:
        notebook: an open notebook.
        today: the day it is.
    """
    with notebook.writing() as connection:
        asked = _asked(connection)
        found = [kept for kept in _all_kept(connection, asked) if kept.is_due(today) or kept.asked]
        for kept in found:
            write_line(connection, notebook.identity, Act.LISTED, client=kept.client)
        write_line(connection, notebook.identity, Act.LISTED, record="keeping_start")
    return tuple(sorted(found, key=lambda one: (not one.asked, one.service_until or date.max, one.client)))


def kept_until(notebook: Notebook, client: str) -> Kept | None:
    """Return how long one client's records are kept; None for somebody who is not here."""
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.SHOWN, client=client, record="keeping_start")
        return next(iter(_all_kept(connection, _asked(connection), client)), None)


def holds_on(connection: Connection, client: str) -> tuple[str, ...]:
    """Return the ids of the legal holds that stand on a client."""
    standing = select(_holds.c.id).where(_holds.c.client == client, _holds.c.removed.is_(False))
    return tuple(connection.scalars(standing.order_by(_holds.c.id)))


def _asked(connection: Connection) -> frozenset[str]:
    erased = set(connection.scalars(select(erased_client.c.client)))
    rows = connection.scalars(select(_requests.c.client).where(_requests.c.removed.is_(False)))
    return frozenset(set(rows) - erased)


def _all_kept(connection: Connection, asked: frozenset[str], client: str | None = None) -> list[Kept]:
    clients = select(_clients.c.id, _clients.c.closed, _clients.c.service_ground)
    starts = select(_starts.c.client, _starts.c.beginning, _starts.c.day, _starts.c.service).where(
        _starts.c.removed.is_(False)
    )
    if client is not None:
        clients, starts = clients.where(_clients.c.id == client), starts.where(_starts.c.client == client)
    began: dict[str, list[tuple[str, date, str]]] = {}
    for row in connection.execute(starts):
        began.setdefault(row.client, []).append((row.beginning, row.day, row.service or ""))
    held = set(connection.scalars(select(_holds.c.client).where(_holds.c.removed.is_(False))))
    found = []
    for id, closed, ground in connection.execute(clients):
        beginnings = list(began.get(id, ()))
        if closed is not None:
            beginnings.append(("matter_closed", closed, ground or ""))
        service, basic = times_of(beginnings, ground or "", open_=closed is None)
        found.append(Kept(id, service, basic, id in held, id in asked))
    return found


def times_of(
    beginnings: Iterable[tuple[str, date, str]], ground: str, *, open_: bool
) -> tuple[date | None, date | None]:
    """Return until when what was written in the service is kept, and until when the basic data.

    Args:
        beginnings: what began a time of keeping, on which day, and in which service.
        ground: service ground on the client's card.
        open_: whether the card says that the client is in the service.
    """
    days: Mapping[str, list[tuple[date, str]]] = {
        beginning: [(day, service or ground) for what, day, service in beginnings if what == beginning]
        for beginning in ("matter_closed", "need_ended", "died")
    }
    died = max((day for day, _ in days["died"]), default=None)
    service: list[date | None] = []
    for closed, named in days["matter_closed"]:
        rule = _rule(Retention.SERVICE, named)
        start = closed
        if rule.begins != "matter_closed":
            # The clock waits for its own beginning; whoever died needs nothing any more.
            later = [day for day, of in days[rule.begins] if _rule(Retention.SERVICE, of) is rule]
            began = max(later, default=died)
            service.append(None if began is None else rule.until(max(began, closed)))
            continue
        service.append(rule.until(start))
    if open_ and died is not None:
        service.append(_rule(Retention.SERVICE, ground).until(died))
        open_ = False
    unknown = open_ or not service or None in service
    until = None if unknown else max(day for day in service if day is not None)
    return until, None if died is None else _rule(Retention.BASIC_DATA, ground).until(died)


def _rule(kept: Retention, ground: str) -> KeepingRule:
    rules = [rule for rule in keeping_rules() if rule.kept is kept]
    own = [rule for rule in rules if rule.service and ground.casefold().startswith(rule.service)]
    return (own or [rule for rule in rules if not rule.service])[0]
