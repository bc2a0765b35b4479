"""Undoing a whole bundle: one change of the office that retracts what came by it (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.intake import DELIVERY
from store.bundle.kinds import Kind
from store.bundle.outcomes import ReceivedBundle
from store.bundle.tables import received_bundle, received_range
from store.bundle.trusted import OFFICE
from store.differences import Entry
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import known_chain, trusted_key
from store.use_log import Act, write_line
from store.writing import Writer

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.writing import Saved

_retractions = RECORD_TYPES["retraction"].table
_of_changes = received_bundle.c.kind.in_([Kind.CHANGES.value, DELIVERY])
_standing = select(_retractions.c.id).where(_retractions.c.removed.is_(False))


def list_bundles(notebook: Notebook, limit: int) -> tuple[ReceivedBundle, ...]:
    """See `store.bundle.received_bundles`."""
    query = (
        select(received_bundle, trusted_key.c.principal)
        .outerjoin(trusted_key, trusted_key.c.fingerprint == received_bundle.c.sender)
        .where(_of_changes)
        .order_by(received_bundle.c.number.desc())
        .limit(limit)
    )
    with notebook.writing() as connection:
        rows = connection.execute(query).all()
        standing = set(connection.scalars(_standing))
        write_line(connection, notebook.identity, Act.LISTED)
    return tuple(
        ReceivedBundle(
            number=row.number,
            bundle=row.bundle,
            sender=row.sender,
            principal=row.principal or "",
            at=row.at,
            part=row.part,
            parts=row.parts,
            changes=row.new_changes,
            retracted=row.retraction in standing,
        )
        for row in rows
    )


def retract_bundles(notebook: Notebook, numbers: Sequence[int], *, reason: str) -> Saved:
    """See `store.bundle.retract_bundle`."""
    if notebook.identity.role != OFFICE:
        raise Refusal(Reason.NOT_ALLOWED, record="retraction")
    with notebook.writing() as connection:
        ranges = [text for number in dict.fromkeys(numbers) for text in _ranges_of(connection, number)]
        if not ranges:
            raise Refusal(Reason.NOTHING_TO_UNDO)
        values = {"ground": reason} if reason else {}
        entry = Entry("retraction", values, add={"ranges": tuple(sorted(ranges))})
        saved = Writer(connection, notebook.identity).save(entry)
        undone = received_bundle.c.number.in_(list(numbers))
        connection.execute(received_bundle.update().where(undone).values(retraction=saved.id))
    return saved


def _ranges_of(connection: Connection, number: int) -> list[str]:
    """Return what came by a bundle as a retraction names it; the beginning of a chain is never undone.

    Raises:
        Refusal: UNKNOWN_BUNDLE; NOTHING_TO_UNDO where it was undone and that stands.
    """
    row = connection.execute(select(received_bundle).where(received_bundle.c.number == number)).first()
    if row is None:
        raise Refusal(Reason.UNKNOWN_BUNDLE, number=number)
    if row.retraction is not None and row.retraction in set(connection.scalars(_standing)):
        raise Refusal(Reason.NOTHING_TO_UNDO)
    query = (
        select(known_chain.c.id, received_range.c.first, received_range.c.last, received_range.c.hash)
        .join(known_chain, known_chain.c.number == received_range.c.chain)
        .where(received_range.c.bundle == number)
    )
    return [
        f"{span.id}/{max(2, span.first)}/{span.last}/{span.hash[:16]}"
        for span in connection.execute(query)
        if span.last >= 2
    ]
