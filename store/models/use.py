"""Which models are in use, by whom: the office chooses, and nobody is shown what they do not use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, select

from store.history.shape import About
from store.models.systems import model_of
from store.records import RECORD_TYPES
from store.records.materials import MODELS
from store.refusal import Reason, Refusal
from store.statements import Statement
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

OFFICE = "office"

_uses = RECORD_TYPES["model_use"].table
_standing = Statement(
    select(_uses.c.id, _uses.c.model, _uses.c.worker, _uses.c.start, _uses.c.end)
    .where(_uses.c.removed.is_(False))
    .order_by(_uses.c.start, _uses.c.id)
)
_workers = RECORD_TYPES["worker"].table
_coaches = select(_workers.c.id, _workers.c.name, _workers.c.roles, _workers.c.active).where(
    _workers.c.removed.is_(False)
)


@dataclass(frozen=True)
class InUse:
    """The models that somebody uses.

    Attributes:
        models: in their order.
        chosen: whether the office has ever chosen; where it has not, no model is hidden from whoever looks for it.
    """

    models: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """Whether one model is in use, for everybody or for one worker.

    Attributes:
        model: the model.
        worker: id of the worker; None: for everybody.
        name: of the worker; empty for everybody.
        on: whether it is in use.
    """

    model: str
    worker: str | None
    name: str
    on: bool


def in_use(connection: Connection, identity: Identity, day: date) -> InUse:
    """Return the models that are in use on a day, without a line in the log.

    A worker's own are those for everybody and for them; the office sees what anybody uses.

    Args:
        connection: an open transaction.
        identity: who is at work.
        day: the day on the wall.
    """
    rows = _read_uses(connection)
    used = {
        row.model
        for row in rows
        if _holds(row, day) and (identity.role == OFFICE or row.worker in (None, identity.worker))
    }
    return InUse(tuple(model for model in MODELS if model in used), bool(rows))


def models_in_use(notebook: Notebook, day: date) -> InUse:
    """Return the models that are in use on a day by whoever is at work.

    Args:
        notebook: an open notebook.
        day: the day on the wall.
    """
    with notebook.writing() as connection:
        found = in_use(connection, notebook.identity, day)
        write_line(connection, notebook.identity, Act.LISTED, record="model_use")
    return found


def model_choices(notebook: Notebook, day: date) -> tuple[Choice, ...]:
    """Return each model, for everybody and for each coach, and whether it is in use on a day.

    Args:
        notebook: of the office.
        day: the day on the wall.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    _require_office(notebook)
    with notebook.writing() as connection:
        held = [row for row in _read_uses(connection) if _holds(row, day)]
        coaches = [
            (row.id, row.name or "")
            for row in connection.execute(_coaches.order_by(_workers.c.name, _workers.c.id))
            if row.active is not False and "coach" in (row.roles or ())
        ]
        write_line(connection, notebook.identity, Act.LISTED, record="model_use")
    on = {(row.model, row.worker) for row in held}
    people: list[tuple[str | None, str]] = [(None, ""), *coaches]
    return tuple(Choice(model, id, name, (model, id) in on) for model in MODELS for id, name in people)


def choose_model(notebook: Notebook, model: str, worker: str | None, day: date, *, on: bool) -> Saved | None:
    """Take a model into use from a day on, or out of use after the day before; None where nothing differs.

    Args:
        notebook: of the office.
        model: the model.
        worker: id of the worker; None: for everybody.
        day: the day on the wall.
        on: whether it is in use from then on.

    Raises:
        Refusal: OFFICE_ONLY; BAD_VALUES for an unknown model.
    """
    _require_office(notebook)
    if model not in MODELS:
        raise Refusal(Reason.BAD_VALUES, record="model_use", fields="model")
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity)
        rows = [row for row in _read_uses(connection) if row.model == model and row.worker == worker]
        held = [row for row in rows if _holds(row, day)]
        if bool(held) is on:
            return None
        if on:
            return writer.save(Entry("model_use", {"model": model, "worker": worker, "start": day}))
        return [_end(writer, row, day) for row in held][-1]


def kinds_of_models(models: tuple[str, ...]) -> tuple[str, ...]:
    """Return the record types about a client that serve some models, in the order in which people think of them.

    Args:
        models: the models.
    """
    return tuple(
        name
        for name, of in RECORD_TYPES.items()
        if of.about is About.FIELD
        and of.declared.mechanism is not None
        and not of.declared.internal
        and name != "event_client_part"
        and any(model_of(system) in models for system in of.declared.systems)
    )


def _require_office(notebook: Notebook) -> None:
    if notebook.identity.role != OFFICE:
        raise Refusal(Reason.OFFICE_ONLY)


def _end(writer: Writer, row: _Use, day: date) -> Saved:
    """Let a use end yesterday; one that began today was a slip, and is deleted."""
    last = day - timedelta(days=1)
    if row.start is not None and row.start > last:
        return writer.set_removed("model_use", row.id, True, None, "")
    return writer.save(Entry("model_use", {"end": last}, id=row.id))


class _Use(NamedTuple):
    """One use of a model: what ``_standing`` selects."""

    id: str
    model: str
    worker: str | None
    start: date | None
    end: date | None


def _read_uses(connection: Connection) -> list[_Use]:
    return list(map(_Use._make, _standing.rows(connection)))


def _holds(row: _Use, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or row.end >= day)
