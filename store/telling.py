"""The talk about what is told at work: what it begins with, and what it leaves behind (criterion 13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.consents import read_consents
from store.disclosure import TWO_MONTHS, Seen, agree, seen_now
from store.history.change import Value
from store.history.consent import Verdict, speaking_beside
from store.identifiers import new_id
from store.reading import Shown, shown_record, shown_rows
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Saved, save_all

if TYPE_CHECKING:
    from store.notebook import Notebook

BEGIN_WITH = ("contact_employers", "use_of_name", "coach_and_organisation")
"""What is asked of everybody: a call, a name, or the coach's office can tell by itself (paperwork 2.2)."""

WITH_A_JOB = frozenset({"keeping_job"})
"""Stages in which the client has a job; in all others a talk is due again within two months (criterion 13 d)."""

FRIDAY = 4
"""The last working day of a week, as ``date.weekday`` counts."""

MOST = 200
"""So many items, employers or examples are shown at most."""

_item = RECORD_TYPES["disclosure_item"]
_plan = RECORD_TYPES["disclosure_plan"]
_phrase = RECORD_TYPES["phrase"]
_client = RECORD_TYPES["client"]
_employers = RECORD_TYPES["employer"].table
_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table


@dataclass(frozen=True)
class Sheet:
    """What a talk about telling begins with.

    Attributes:
        client: the client.
        plan: id of the plan that the items belong to; None where there is none yet.
        items: what was spoken about before, in order.
        employers: id and name of the workplaces that are in sight for this client.
        seen: what an agreement of this talk is made in view of.
        withdrawn: ids of the items that were to be told and of which the client has taken the permission back.
        closed: id of each other item → the employers for which they have.
        standing: ids of the items that hold, or of which the client is asked first.
        beside: what was spoken about under another card of this person and not asked about under this one since.
    """

    client: Shown
    plan: str | None
    items: tuple[Shown, ...]
    employers: tuple[tuple[str, str], ...]
    seen: Seen
    withdrawn: frozenset[str] = frozenset()
    closed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    beside: tuple[Shown, ...] = ()

    @property
    def last_place(self) -> str:
        """The place key for what is added: that of the last item, since ties go by id and a new id is later."""
        return max((str(item.values.get("place") or "") for item in self.items), default="") or "m"


@dataclass(frozen=True)
class SaidItem:
    """One item as the client said it in this talk.

    Attributes:
        id: of the item; a new one's own.
        values: what it holds now: the whole consent, and the client's words for and against.
    """

    id: str
    values: Mapping[str, Value | None]


@dataclass(frozen=True)
class Talk:
    """What was talked about.

    Attributes:
        id: of its record, made when the talk began: what is kept at a pause and at the end of a day is one talk.
        values: what the record holds.
    """

    id: str
    values: Mapping[str, Value | None]


@dataclass(frozen=True)
class Agreed:
    """What the client agreed to at the end of a talk.

    Attributes:
        items: ids of the items that they agreed to.
        agreed_on: the day.
        review_on: when it is talked about again.
        how: "signed" or "spoken".
        copy_given: whether the client has a copy.
    """

    items: tuple[str, ...]
    agreed_on: date
    review_on: date | None
    how: str
    copy_given: bool


def open_sheet(notebook: Notebook, client: str) -> Sheet:
    """Return what a talk with this client begins with; nothing of anybody else is in it.

    What was said under another card of the same person is named, so that it is asked about here.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        shown = shown_record(connection, _client, client)
        if shown is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record="client")
        items = _of_client(connection, client)
        plan = connection.scalar(
            select(_plan.table.c.id)
            .where(_plan.table.c.client == client, _plan.table.c.removed.is_(False))
            .order_by(_plan.table.c.started.desc(), _plan.table.c.id.desc())
        )
        consents = read_consents(connection, client)
        found, beside = consents.permissions, list[Shown]()
        for card in speaking_beside(consents.reading, client):
            beside += _of_client(connection, card)
            write_line(connection, notebook.identity, Act.SHOWN, client=card, record=_item.name)
        employers = _in_sight(connection, client, (*items, *beside))
        seen = seen_now(connection, client)
        write_line(connection, notebook.identity, Act.SHOWN, client=client, record=_item.name)
    withdrawn = frozenset(one.item for one in found if one.why == "withdrawn")
    closed = {one.item: one.withdrawn_employers for one in found if one.withdrawn_employers}
    standing = frozenset(one.item for one in found if one.verdict is not Verdict.NOT_TOLD)
    return Sheet(shown, plan, items, employers, seen, withdrawn, closed, standing, tuple(beside))


def examples(notebook: Notebook, item: str, language: str) -> tuple[str, ...]:
    """Return examples of words for a typical item, in the client's language (criterion 13 c).

    Args:
        notebook: an open notebook.
        item: code of the typical item.
        language: "fi", "sv" or "en"; where an example lacks it, its Finnish is taken.
    """
    table = _phrase.table
    query = select(table).where(table.c.item == item, table.c.removed.is_(False)).order_by(table.c.place, table.c.id)
    with notebook.writing() as connection:
        rows = connection.execute(query.limit(MOST)).mappings().all()
        write_line(connection, notebook.identity, Act.LISTED, record=_phrase.name)
    wanted = f"text_{language}" if language in ("fi", "sv", "en") else "text_fi"
    found = (row[wanted] or row["text_fi"] for row in rows)
    return tuple(dict.fromkeys(text for text in found if text))


def review_by(stage: Value | None, day: date) -> date | None:
    """Return the last day on which telling is talked about again; None for a client with a job: when it changes.

    Args:
        stage: of the client's service.
        day: the day of the talk.
    """
    return None if stage in WITH_A_JOB else day + TWO_MONTHS


def review_offered(stage: Value | None, day: date) -> date | None:
    """Return the day that is offered for talking about telling again: the last working day of the week in time.

    Args:
        stage: of the client's service.
        day: the day of the talk.
    """
    latest = review_by(stage, day)
    return latest - timedelta(days=max(latest.weekday() - FRIDAY, 0)) if latest else None


def keep_talk(notebook: Notebook, client: str, day: date, talk: Talk) -> Saved:
    """Record that telling was talked about, without an agreement: the talk goes on another day (criterion 13 d).

    Args:
        notebook: an open notebook.
        client: id of the client.
        day: the day of the talk.
        talk: what was talked about.
    """
    return save_all(notebook, (_talked(client, day, talk),))[0]


def agree_on(
    notebook: Notebook,
    sheet: Sheet,
    said: Iterable[SaidItem],
    agreed: Agreed,
    *,
    talk: Talk | None = None,
    employers: Mapping[str, str] | None = None,
) -> Saved:
    """Write everything that a talk ended with, or nothing: items, talk, plan and agreement.

    Args:
        notebook: an open notebook.
        sheet: what the talk began with.
        said: the items that were said or changed in it.
        agreed: what the client agreed to.
        talk: what was talked about, where it is to be recorded.
        employers: id → name of workplaces that were named here for the first time.

    Raises:
        Refusal: CHANGED_MEANWHILE where something arrived meanwhile; as ``store.disclosure.agree``.
    """
    client = sheet.client.id
    plan = sheet.plan or new_id()
    review = {"review_on": agreed.review_on}
    started: dict[str, Value | None] = {"client": client, "started": agreed.agreed_on}
    entries = [Entry("employer", {"name": name}, id=id) for id, name in (employers or {}).items()]
    entries.append(Entry(_plan.name, review if sheet.plan else {**started, **review}, id=plan))
    if talk is not None:
        entries.append(_talked(client, agreed.agreed_on, talk))
    for one in said:
        asked: dict[str, Value | None] = {**one.values, "asked_on": agreed.agreed_on}
        heads = sheet.seen.items.get(one.id)
        if heads is None:
            new: dict[str, Value | None] = {"client": client, "plan": plan}
            entries.append(Entry(_item.name, new | asked, id=one.id, knew=sheet.seen.known))
        else:
            entries.append(Entry(_item.name, asked, id=one.id, knew=heads))
    return agree(
        notebook,
        client,
        agreed.items,
        agreed_on=agreed.agreed_on,
        review_on=agreed.review_on,
        how=agreed.how,
        copy_given=agreed.copy_given,
        plan=plan,
        entries=entries,
        seen=sheet.seen,
    )


def _talked(client: str, day: date, talk: Talk) -> Entry:
    return Entry("disclosure_discussion", {**talk.values, "client": client, "day": day}, id=talk.id)


def _of_client(connection: Connection, client: str) -> tuple[Shown, ...]:
    table = _item.table
    query = select(table).where(table.c.client == client, table.c.removed.is_(False))
    rows = list(connection.execute(query.order_by(table.c.place, table.c.id).limit(MOST)).mappings())
    return tuple(shown_rows(connection, _item, rows))


def _in_sight(connection: Connection, client: str, items: Iterable[Shown]) -> tuple[tuple[str, str], ...]:
    """Return the employers named in the items, and those contacted for this client; no others."""
    named = {str(id) for item in items for id in _several(item.values.get("employers"))}
    contacted = connection.scalars(
        select(_events.c.employer)
        .join(_parts, _parts.c.event == _events.c.id)
        .where(_parts.c.client == client, _parts.c.removed.is_(False), _events.c.employer.is_not(None))
        .order_by(_events.c.day.desc())
    )
    ids = list(dict.fromkeys([*sorted(named), *contacted]))[:MOST]
    rows = connection.execute(select(_employers.c.id, _employers.c.name).where(_employers.c.id.in_(ids)))
    names = {row.id: row.name for row in rows}
    return tuple((id, str(names[id])) for id in ids if names.get(id))


def _several(value: Value | None) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
