"""The office's inbox: the bundles of a stick or shared folder, what each says, and taking them in with an answer.

Nothing in the folder is altered or removed: a file that was taken in stands there still, and is known the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundle import refused_files
from store.bundle.intake import Wanted, known_file, open_file
from store.bundle.laptops import require_office
from store.bundle.outcomes import Outcome, Received
from store.bundle.receipting import write_receipts
from store.bundle.receiving import read_file, receive_files
from store.bundle.swapping import bundles_in, deliver_to, delivery_due, to_answer
from store.bundle.trusted import own_keys
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from store.notebook import Notebook

INBOX_FOLDER = "inbox_folder"
"""Setting: the folder that the inbox lists. It stays inside the notebook: a path may name somebody."""


@dataclass(frozen=True)
class FileHead:
    """What a file in the folder says, before anything of it is taken in.

    Attributes:
        path: the file.
        outcome: KNOWN where these very bytes were taken in before, OWN where this notebook wrote it, REFUSED or
            NOT_FOR_US where it cannot be taken in; None where it waits to be looked at.
        kind: changes, receipt, roster or card; empty where it could not be read.
        sender: fingerprint of the key that signed it; empty where no signature was verified.
        made_at: when it was made, by the sender's clock.
        part: number of this part.
        parts: how many there are.
        changes: how many changes are in it.
        reason: why it cannot be taken in.
        values: what the sentence of the reason names.
    """

    path: Path
    outcome: Outcome | None
    kind: str = ""
    sender: str = ""
    made_at: datetime | None = None
    part: int = 1
    parts: int = 1
    changes: int = 0
    reason: Reason | None = None
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class TakenIn:
    """What one taking in did.

    Attributes:
        received: what became of each file that was reached; what it mended from quarantine stands last.
        receipts: the receipts that were written.
        deliveries: the deliveries that were written.
        stopped: whether a person stopped it: the rest is as it was.
    """

    received: tuple[Received, ...]
    receipts: tuple[Path, ...]
    deliveries: tuple[Path, ...]
    stopped: bool


def inbox_folder(notebook: Notebook) -> Path | None:
    """Return the folder that the inbox lists, whether it is there now or not; None before the first."""
    held = notebook.setting(INBOX_FOLDER)
    return Path(held) if held else None


def open_folder(notebook: Notebook, folder: Path) -> tuple[Path, ...]:
    """Remember a folder and return the files in it that may be bundles, by name.

    Args:
        notebook: of the office.
        folder: a stick or a shared folder.

    Raises:
        Refusal: OFFICE_ONLY; FOLDER_MISSING; what the system said of the folder.
    """
    require_office(notebook)
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    found = tuple(bundles_in(folder))
    notebook.set_setting(INBOX_FOLDER, str(folder))
    return found


def read_heads(notebook: Notebook, paths: Sequence[Path]) -> tuple[FileHead, ...]:
    """Return what files say, each opened and verified, in their order; nothing of them is taken in or kept.

    Args:
        notebook: of the office.
        paths: a few of the folder's files: a large one takes a moment.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    return tuple(_head(notebook, path) for path in paths)


def take_in_files(
    notebook: Notebook,
    paths: Sequence[Path],
    folder: Path,
    *,
    even_flood: bool = False,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, count: None,
) -> TakenIn:
    """Take files in one after the other and answer them; stopped between two files, what is in is answered too.

    Args:
        notebook: of the office.
        paths: the files, in any order.
        folder: where receipts and deliveries go.
        even_flood: a person has looked and wants what would wait as a flood.
        stopped: asked before each file; true leaves the rest as it is.
        progress: called after each file with how many are done, of how many.

    Raises:
        Refusal: OFFICE_ONLY; FOLDER_MISSING; what the disk or stick said.
    """
    require_office(notebook)
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    results: list[Received] = []
    wanted, reached = Wanted(flood=even_flood), 0
    for path in paths:
        if stopped():
            break
        results += receive_files(notebook, [path], wanted=wanted, progress=_quiet, strangers=False)
        reached += 1
        progress(reached, len(paths))
    received = _without_mended(notebook, results)
    own = frozenset(one.bundle for one in received if one.outcome is Outcome.OWN)
    taken = [one for one in received if one.outcome is Outcome.TAKEN]
    return TakenIn(
        received=received,
        receipts=write_receipts(notebook, to_answer(notebook, received, own), folder),
        deliveries=deliver_to(notebook, delivery_due(notebook, taken, own), folder),
        stopped=reached < len(paths),
    )


def _without_mended(notebook: Notebook, results: Sequence[Received]) -> tuple[Received, ...]:
    """Leave out refusals that a later file has mended: what became of those stands beside that file."""
    still = {file.number for file in refused_files(notebook)}
    return tuple(one for one in results if one.quarantine is None or one.quarantine in still)


def _quiet(done: int, count: int) -> None:
    """Tell nobody: how far it is is told file by file."""


def _head(notebook: Notebook, path: Path) -> FileHead:
    keys = own_keys(notebook)
    try:
        file = read_file(path)
        with notebook.reading() as connection:
            known = known_file(connection, file)
            if known is not None:
                return FileHead(
                    path,
                    known.outcome,
                    known.kind,
                    known.sender,
                    known.made_at,
                    known.part,
                    known.parts,
                    known.changes,
                )
            opened = open_file(connection, notebook, keys, file)
    except Refusal as refusal:
        outcome = Outcome.NOT_FOR_US if refusal.reason in _OTHERS else Outcome.REFUSED
        return FileHead(path, outcome, reason=refusal.reason, values=tuple(refusal.values.items()))
    head = opened.verified.document.head
    return FileHead(path, None, opened.kind, head.sender, head.made_at, head.part, head.parts, len(opened.changes))


_OTHERS = frozenset({Reason.CANNOT_UNSEAL, Reason.WRONG_RECIPIENT})
"""Sealed or addressed to somebody else."""
