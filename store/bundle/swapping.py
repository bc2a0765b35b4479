"""*Vie ja hae*: one act that takes in what is for us on a stick or in a folder, and writes what is due (USERS 7)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from store.bundle.delivering import deliver, lies_ready
from store.bundle.document import FIRST_LINE
from store.bundle.exporting import PLAIN, SEALED, Exported, export_changes
from store.bundle.intake import DELIVERY, Wanted
from store.bundle.kinds import Kind
from store.bundle.laptops import list_laptops
from store.bundle.outcomes import Outcome, Received
from store.bundle.reading import BYTE_ORDER_MARK
from store.bundle.receipting import write_receipts
from store.bundle.receiving import receive_files
from store.bundle.seal import AGE_LINE
from store.bundle.spans import chains_of
from store.bundle.states import Standing, standing_of
from store.bundle.tables import written_bundle
from store.bundle.trusted import OFFICE, trusted_office
from store.files import refusing
from store.refusal import Reason, Refusal
from store.schema import handed_over

if TYPE_CHECKING:
    from store.notebook import Notebook

_ENDINGS = (SEALED, PLAIN)
_OTHERS = frozenset({Outcome.OWN, Outcome.NOT_FOR_US})


@dataclass(frozen=True)
class Swapped:
    """What one *Vie ja hae* did.

    Attributes:
        received: what became of each file in the folder that was for us; others are only counted.
        others: how many files are for somebody else and were left as they are; our own are not counted.
        exported: what a laptop wrote; None at the office, or where nothing was due.
        receipts: the receipts that the office wrote.
        deliveries: the deliveries that the office wrote.
        standing: where everything stands now: the closing sentence.
    """

    received: tuple[Received, ...]
    others: int
    exported: Exported | None
    receipts: tuple[Path, ...]
    deliveries: tuple[Path, ...]
    standing: Standing

    @property
    def refused(self) -> tuple[Received, ...]:
        """The files that went to quarantine."""
        return tuple(one for one in self.received if one.outcome in (Outcome.REFUSED, Outcome.WAITING))


def swap_folder(notebook: Notebook, folder: Path, *, progress: Callable[[int, int], None]) -> Swapped:
    """See `store.bundle.swap`."""
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    identity = notebook.identity
    with notebook.reading() as connection:
        trusted = trusted_office(connection, practice=identity.practice)
    if trusted is None and not identity.practice:
        raise Refusal(Reason.NOTHING_TRUSTED)
    results = receive_files(notebook, bundles_in(folder), wanted=Wanted(), progress=progress, strangers=False)
    received = tuple(one for one in results if one.outcome not in _OTHERS)
    own = frozenset(one.bundle for one in results if one.outcome is Outcome.OWN)
    exported: Exported | None = None
    receipts: tuple[Path, ...] = ()
    deliveries: tuple[Path, ...] = ()
    if identity.role == OFFICE:
        due = delivery_due(notebook, received, own)
        receipts = write_receipts(notebook, to_answer(notebook, received, own, due), folder)
        deliveries = deliver_to(notebook, due, folder)
    elif _is_due(notebook, received, own):
        written = export_changes(notebook, folder, progress=progress)
        exported = written if written.files else None
    others = sum(one.outcome is Outcome.NOT_FOR_US for one in results)
    return Swapped(received, others, exported, receipts, deliveries, standing_of(notebook))


def bundles_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be bundles, by name; what is still being written is none.

    Raises:
        Refusal: what the system said of the folder.
    """
    with refusing():
        return sorted(path for path in folder.iterdir() if path.name.endswith(_ENDINGS) and _may_be_bundle(path))


def _may_be_bundle(path: Path) -> bool:
    """Tell whether a file begins as a bundle does: other files on the stick are nobody's business."""
    if not path.is_file():
        # A pipe would be waited for, and a device has no end.
        return False
    try:
        with path.open("rb") as file:
            beginning = file.read(max(len(AGE_LINE), len(FIRST_LINE)))
    except OSError:
        return True
    # What mail does to a beginning is to be said, and not passed over.
    plain = beginning.removeprefix(BYTE_ORDER_MARK)
    return beginning.startswith(AGE_LINE) or plain.startswith(FIRST_LINE.rstrip(b"\n"))


def _is_due(notebook: Notebook, received: Sequence[Received], own: frozenset[str]) -> bool:
    """Tell whether a laptop has anything to write that no bundle of its own in this folder carries already."""
    if not own or any(one.kind == DELIVERY and one.outcome is Outcome.TAKEN for one in received):
        # The office learns from the next bundle which delivery has arrived.
        return True
    with notebook.reading() as connection:
        for chain in chains_of(connection, notebook.identity):
            carried = connection.execute(
                select(func.min(handed_over.c.first), func.max(handed_over.c.last)).where(
                    handed_over.c.bundle.in_(sorted(own)), handed_over.c.chain == chain.number
                )
            ).one()
            first, last = carried
            if chain.covered < chain.tip and (first is None or first > chain.covered + 1 or last < chain.tip):
                return True
    return False


def to_answer(
    notebook: Notebook, received: Sequence[Received], own: frozenset[str], due: Collection[str] = ()
) -> list[Received]:
    """Return what is answered: what is new, and what is known and has no receipt of ours in this folder.

    Who gets a delivery gets a receipt with it: a conflict of the receipt before may be decided.
    """
    new = {one.sender for one in received if one.outcome is Outcome.TAKEN}
    with notebook.reading() as connection:
        rows = connection.execute(
            select(written_bundle.c.recipient).where(
                written_bundle.c.bundle.in_(sorted(own)), written_bundle.c.kind == Kind.RECEIPT.value
            )
        )
        answered = {row.recipient for row in rows} - new
    return [one for one in received if one.sender not in answered or one.principal in due]


def delivery_due(notebook: Notebook, received: Sequence[Received], own: frozenset[str]) -> tuple[str, ...]:
    """Return the laptops that get a delivery here: those just heard, and those of whom an older file lies here.

    What the office decided, assigned or set since they were heard waits for no new entry of theirs. Where it lies
    here already, nothing is written again; laptops of which nothing lies here use another stick or folder.
    """
    of_laptops = [one for one in received if one.kind == Kind.CHANGES.value]
    heard = {one.principal for one in of_laptops if one.outcome is Outcome.TAKEN}
    known = {one.principal for one in of_laptops if one.outcome is Outcome.KNOWN}
    living = [one for one in list_laptops(notebook) if one.cut_off is None and one.worker is not None]
    return tuple(
        one.principal
        for one in living
        if one.principal in heard or (one.principal in known and not lies_ready(notebook, one.principal, own))
    )


def deliver_to(notebook: Notebook, principals: Iterable[str], folder: Path) -> tuple[Path, ...]:
    """Write what is due for some laptops."""
    written: list[Path] = []
    for principal in principals:
        delivered = deliver(notebook, principal, folder)
        written += [path for path in (delivered.roster, delivered.erasures) if path is not None]
        written += delivered.files
    return tuple(written)
