"""The bundle: one signed file that carries everything between a laptop and the office (BUNDLE.md).

The doors of this room. Each imports what it needs when it is called, so that a program's first frame waits for no
cryptography. The files behind them have other names than the doors, because a module that is imported takes its
name in this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.bundle.cards import WrittenCard
    from store.bundle.exporting import Exported
    from store.bundle.inspection import Inspection
    from store.bundle.outcomes import Alarm, KeptChange, Look, Received, ReceivedBundle, RefusedFile
    from store.bundle.states import Standing, State
    from store.bundle.swapping import Swapped
    from store.bundle.trusting import Trusted
    from store.notebook import Notebook
    from store.writing import Saved


def _quiet(done: int, all_files: int) -> None:
    """Tell nobody how far it has come."""


def export(
    notebook: Notebook,
    folder: Path,
    *,
    everything: bool = False,
    progress: Callable[[int, int], None] = lambda done, all_parts: None,
) -> Exported:
    """Write bundles of all own changes that have no receipt; see `store.bundle.exporting`."""
    from store.bundle.exporting import export_changes

    return export_changes(notebook, folder, everything=everything, progress=progress)


def inspect(
    path: Path, *, signers: Path | None = None, identity: Path | None = None, notebook: Notebook | None = None
) -> Inspection:
    """Say who signed a file, for whom and what is in it; see `store.bundle.inspection`."""
    from store.bundle.inspection import inspect_bundle

    return inspect_bundle(path, signers=signers, identity=identity, notebook=notebook)


def unseal(path: Path, out: Path, identity: Path | None = None, *, notebook: Notebook | None = None) -> None:
    """Write what is inside a sealed bundle; see `store.bundle.opening`."""
    from store.bundle.opening import unseal_file

    unseal_file(path, out, identity, notebook=notebook)


def split(path: Path, folder: Path) -> tuple[Path, Path]:
    """Write payload and detached signature of an unsealed bundle; see `store.bundle.opening`."""
    from store.bundle.opening import split_file

    return split_file(path, folder)


def write_card(notebook: Notebook, path: Path) -> WrittenCard:
    """Write this notebook's card; see `store.bundle.cards`."""
    from store.bundle import cards

    return cards.write_card(notebook, path)


def trust(notebook: Notebook, path: Path, words: str) -> Trusted:
    """Accept a card whose six words were typed as heard; see `store.bundle.trusting`."""
    from store.bundle.trusting import trust_card

    return trust_card(notebook, path, words)


def signers(notebook: Notebook) -> str:
    """Return the trusted keys and this notebook's own as an OpenSSH `allowed_signers` file."""
    from store.bundle.trusted import listed_signers

    return listed_signers(notebook).text()


def look_at(
    notebook: Notebook, paths: Sequence[Path], progress: Callable[[int, int], None] = _quiet
) -> tuple[Look, ...]:
    """Say what would become of each file if all were taken in, in their order; nothing is kept.

    Each is verified and really taken in, inside one transaction that is rolled back: the answer is what will happen.

    Args:
        notebook: the open notebook.
        paths: the files.
        progress: called after each file with how many are done, of how many; may raise to stop there.
    """
    from store.bundle.receiving import look_at_files

    return look_at_files(notebook, paths, progress=progress)


def receive(
    notebook: Notebook,
    paths: Sequence[Path],
    *,
    even_flood: bool = False,
    progress: Callable[[int, int], None] = _quiet,
) -> tuple[Received, ...]:
    """Take files in, each in one transaction of its own: cancelled or killed, a file is in or not in, never half.

    A refusal of one file is its outcome and never an exception: the file is kept in quarantine with its reason.
    Taking the same file in again is harmless.

    Args:
        notebook: the open notebook.
        paths: the files, in any order.
        even_flood: a person has looked and wants what would wait as a flood.
        progress: called after each file with how many are done, of how many; may raise to stop there.

    Raises:
        Refusal: FULL_DISK and the like, when the notebook itself cannot be written.
    """
    from store.bundle.intake import Wanted
    from store.bundle.receiving import receive_files

    return receive_files(notebook, paths, wanted=Wanted(flood=even_flood), progress=progress)


def answer(notebook: Notebook, received: Iterable[Received], folder: Path) -> tuple[Path, ...]:
    """Write a signed receipt, sealed to the sender, for each laptop that was heard among `received` (office only).

    Args:
        notebook: the office's.
        received: what `receive` or `try_again` returned.
        folder: where the receipts go; it must exist.

    Raises:
        Refusal: NOT_ALLOWED at a laptop; FOLDER_MISSING; what the disk or stick said.
    """
    from store.bundle.receipting import write_receipts

    return write_receipts(notebook, received, folder)


def swap(notebook: Notebook, folder: Path, progress: Callable[[int, int], None] = _quiet) -> Swapped:
    """*Vie ja hae*: take in what is for us in the folder and write what is due, on a laptop and at the office.

    Nothing in the folder is altered or removed.

    Args:
        notebook: the open notebook.
        folder: a stick or a shared folder.
        progress: called after each file with how many are done, of how many; may raise to stop there.

    Raises:
        Refusal: FOLDER_MISSING; NOTHING_TRUSTED; what the disk or stick said.
    """
    from store.bundle.swapping import swap_folder

    return swap_folder(notebook, folder, progress=progress)


def standing(notebook: Notebook) -> Standing:
    """Return where everything stands that was written here: only here, handed over, at the office."""
    from store.bundle.states import standing_of

    return standing_of(notebook)


def states_of(notebook: Notebook, ids: Iterable[str]) -> Mapping[str, State]:
    """Return where each of these records is: at the office only when all that was written here on it is.

    Args:
        notebook: the open notebook.
        ids: of the records.
    """
    from store.bundle.states import states_by_record

    return states_by_record(notebook, ids)


def refused_files(notebook: Notebook) -> tuple[RefusedFile, ...]:
    """Return the files in quarantine, the newest first."""
    from store.bundle import quarantine

    return quarantine.list_files(notebook)


def try_again(
    notebook: Notebook,
    numbers: Sequence[int] | None = None,
    *,
    even_flood: bool = False,
    even_cut_off: bool = False,
    progress: Callable[[int, int], None] = _quiet,
) -> tuple[Received, ...]:
    """Take files from quarantine in, after the cause was mended; what is taken in leaves quarantine.

    Args:
        notebook: the open notebook.
        numbers: in quarantine; all when None.
        even_flood: a person has looked and wants what waits as a flood.
        even_cut_off: a person has looked and wants what a key signed that was cut off.
        progress: as in `receive`.

    Raises:
        Refusal: UNKNOWN_BUNDLE: a number that there is not, or of a file that was too large to keep.
    """
    from store.bundle.intake import Wanted
    from store.bundle.receiving import try_files_again

    wanted = Wanted(flood=even_flood, cut_off=even_cut_off)
    return try_files_again(notebook, numbers, wanted=wanted, progress=progress)


def discard(notebook: Notebook, number: int) -> None:
    """Let go of a file in quarantine, as a person decided; it never happens by itself.

    Raises:
        Refusal: UNKNOWN_BUNDLE: there is none of that number.
    """
    from store.bundle import quarantine

    quarantine.discard_file(notebook, number)


def kept_changes(notebook: Notebook) -> tuple[KeptChange, ...]:
    """Return the changes that are held and not applied, to be shown for mending; not those erased or put away."""
    from store.bundle import quarantine

    return quarantine.list_kept_changes(notebook)


def received_bundles(notebook: Notebook, limit: int = 200) -> tuple[ReceivedBundle, ...]:
    """Return the bundles that were taken in, the newest first."""
    from store.bundle import undoing

    return undoing.list_bundles(notebook, limit)


def retract_bundle(notebook: Notebook, *numbers: int, reason: str = "") -> Saved:
    """Undo what came by these bundles, in one change of the office: it stays in the history and does not count.

    Args:
        notebook: the office's.
        numbers: of received bundles (all parts of one export together, say).
        reason: why, in the person's words.

    Raises:
        Refusal: NOT_ALLOWED at a laptop; UNKNOWN_BUNDLE: no such number; NOTHING_TO_UNDO: nothing new
            came by them, or they were undone already.
    """
    from store.bundle import undoing

    return undoing.retract_bundles(notebook, numbers, reason=reason)


def alarms(notebook: Notebook) -> tuple[Alarm, ...]:
    """Return the alarms that nobody has settled, the newest first."""
    from store.bundle import alarming as room

    return room.list_alarms(notebook)


def settle_alarm(notebook: Notebook, number: int) -> None:
    """Note that a person has looked into an alarm; the same trouble raises it anew.

    Raises:
        Refusal: UNKNOWN_BUNDLE: there is none of that number.
    """
    from store.bundle import alarming as room

    room.settle(notebook, number)
