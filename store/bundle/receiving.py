"""Receiving: files are verified and taken in, each whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from store.bundle import quarantine
from store.bundle.erasure_lists import keep_list, take_list
from store.bundle.forms import Roster
from store.bundle.intake import File, Opened, Wanted, known_file, open_file
from store.bundle.kinds import Kind
from store.bundle.outcomes import Look, Outcome, Received
from store.bundle.reading import load
from store.bundle.taking_changes import take_changes
from store.bundle.taking_receipts import take_receipt
from store.bundle.taking_rosters import take_roster_in
from store.bundle.trusted import OwnKeys, own_keys
from store.bundle.trusting import write_recovery
from store.coming_back import come_to_its_own
from store.refusal import Reason, Refusal
from store.resting import collector_resting
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

Progress = Callable[[int, int], None]

_OF_THE_NOTEBOOK = frozenset(
    {
        Reason.FULL_DISK,
        Reason.READ_ONLY_FOLDER,
        Reason.INPUT_OUTPUT_ERROR,
        Reason.DAMAGED_NOTEBOOK,
        Reason.OPEN_ELSEWHERE,
    }
)
"""Nothing is said of the file: the notebook cannot be written."""

_NOT_KEPT = frozenset({Reason.UNREADABLE_FILE, Reason.EMPTY_FILE, Reason.WRONG_RECIPIENT, Reason.CARD_NEEDS_WORDS})
"""There is nothing to keep, or nothing that could ever be taken in here."""


_MENDABLE = frozenset({Reason.UNPROVEN_CHAIN, Reason.UNKNOWN_SIGNER})
"""What another file may mend: a first part, a roster with a new key."""


class _OnlyLooked(Exception):  # noqa: N818 - the way out of a transaction of which nothing is kept
    """Everything was looked at."""


def look_at_files(notebook: Notebook, paths: Sequence[Path], *, progress: Progress) -> tuple[Look, ...]:
    """See `store.bundle.look_at`."""
    keys = own_keys(notebook)
    looks: list[Look] = []
    try:
        with notebook.writing(many=True) as connection:
            for done, path in enumerate(paths, 1):
                looks.append(_look_at(connection, notebook, keys, path))
                progress(done, len(paths))
            _look_again(connection, notebook, keys, looks)
            raise _OnlyLooked
    except _OnlyLooked:
        pass
    with notebook.writing() as connection:
        for client in sorted({line.client for look in looks for line in look.clients if line.client is not None}):
            write_line(connection, notebook.identity, Act.LISTED, client=client)
        write_line(connection, notebook.identity, Act.LISTED, ground="look")
    return tuple(looks)


def receive_files(
    notebook: Notebook, paths: Sequence[Path], *, wanted: Wanted, progress: Progress, strangers: bool = True
) -> tuple[Received, ...]:
    """See `store.bundle.receive`.

    Args:
        notebook: the open notebook.
        paths: the files.
        wanted: what a person wants in spite of a doubt.
        progress: called after each file.
        strangers: whether a file that our key does not open is kept in quarantine: somebody has named it.
    """
    keys = own_keys(notebook)
    results: list[Received] = []
    for done, path in enumerate(paths, 1):
        results.append(_receive_path(notebook, keys, path, wanted=wanted, strangers=strangers))
        progress(done, len(paths))
    return _with_mended(results, _mend(notebook, keys, results))


def try_files_again(
    notebook: Notebook, numbers: Sequence[int] | None, *, wanted: Wanted, progress: Progress
) -> tuple[Received, ...]:
    """See `store.bundle.try_again`."""
    keys = own_keys(notebook)
    with notebook.reading() as connection:
        chosen = _kept(connection, quarantine.numbers_kept(connection, numbers))
    results = []
    for done, file in enumerate(chosen, 1):
        results.append(_receive(notebook, keys, file, None, wanted=wanted, strangers=True))
        progress(done, len(chosen))
    return _with_mended(results, _mend(notebook, keys, results))


def _mend(notebook: Notebook, keys: OwnKeys, results: Iterable[Received]) -> dict[int, Received]:
    """Try again what something that has just come may have mended: a first part, a roster with a new key."""
    mended: dict[int, Received] = {}
    taken = [one for one in results if one.outcome is Outcome.TAKEN]
    while taken:
        reasons = {Reason.UNPROVEN_CHAIN}
        if any(one.kind == Kind.ROSTER.value for one in taken):
            reasons.add(Reason.UNKNOWN_SIGNER)
        with notebook.reading() as connection:
            numbers = quarantine.numbers_refused_for(connection, reasons)
            files = dict(zip(numbers, _kept(connection, numbers), strict=True))
        tried = {
            number: _receive(notebook, keys, file, None, wanted=Wanted(), strangers=True)
            for number, file in files.items()
        }
        went_in = {number: one for number, one in tried.items() if one.quarantine is None}
        mended |= went_in
        taken = [one for one in went_in.values() if one.outcome is Outcome.TAKEN]
    return mended


def _with_mended(results: Iterable[Received], mended: dict[int, Received]) -> tuple[Received, ...]:
    """Put what went in at the second try in the place of its refusal; what had waited longer comes last."""
    answers = []
    for one in results:
        later = mended.pop(one.quarantine or 0, None)
        answers.append(one if later is None else replace(later, path=one.path))
    return (*answers, *mended.values())


def _receive_path(notebook: Notebook, keys: OwnKeys, path: Path, *, wanted: Wanted, strangers: bool) -> Received:
    try:
        file = read_file(path)
    except Refusal as refusal:
        return _answered(refusal, None, path)
    with collector_resting():
        return _receive(notebook, keys, file, path, wanted=wanted, strangers=strangers)


def _kept(connection: Connection, numbers: Iterable[int]) -> list[File]:
    """Return files of quarantine, all at once: what one of them erases empties others of it, which are tried too."""
    return [File.of(quarantine.content_of(connection, number)) for number in numbers]


def _receive(
    notebook: Notebook, keys: OwnKeys, file: File, path: Path | None, *, wanted: Wanted, strangers: bool
) -> Received:
    """Take one file in: verified beside the transaction, taken in inside it, refused in another."""
    opened: Opened | None = None
    try:
        with notebook.reading() as connection:
            known = known_file(connection, file)
            if known is None:
                opened = open_file(connection, notebook, keys, file)
        if opened is None:
            received = known if known is not None else Received(None, Outcome.KNOWN)
        else:
            with notebook.writing(many=True) as connection:
                received = _take(connection, notebook, opened, wanted=wanted)
                quarantine.let_go(connection, file.digest)
            roster = opened.verified.document.content
            if isinstance(roster, Roster) and received.outcome is Outcome.TAKEN:
                write_recovery(notebook, roster)
            if opened.kind == Kind.ERASURES.value and received.outcome is Outcome.TAKEN:
                keep_list(notebook, opened.text)
            come_to_its_own(notebook)
    except Refusal as refusal:
        return _refuse(notebook, file, refusal, opened, path, strangers=strangers)
    return replace(received, path=path)


def _look_at(connection: Connection, notebook: Notebook, keys: OwnKeys, path: Path) -> Look:
    """Take one file in as far as it goes; what it has done so far is undone where it is refused."""
    opened: Opened | None = None
    connection.exec_driver_sql("SAVEPOINT looking")
    try:
        file = read_file(path)
        known = known_file(connection, file)
        if known is None:
            opened = open_file(connection, notebook, keys, file)
            known = _take(connection, notebook, opened, wanted=Wanted())
    except Refusal as refusal:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT looking")
        known = _answered(refusal, opened, path)
    connection.exec_driver_sql("RELEASE SAVEPOINT looking")
    return replace(known, path=path, alarms=tuple(replace(alarm, number=0) for alarm in known.alarms), number=None)


def _look_again(connection: Connection, notebook: Notebook, keys: OwnKeys, looks: list[Look]) -> None:
    """Look again at what another file of the same call may have mended, as the taking in does; see `_mend`."""
    better = True
    while better:
        better = False
        for place, look in enumerate(looks):
            if look.reason in _MENDABLE and look.path is not None:
                again = _look_at(connection, notebook, keys, look.path)
                if again.reason is None:
                    looks[place] = again
                    better = True


def _take(connection: Connection, notebook: Notebook, opened: Opened, *, wanted: Wanted) -> Received:
    if opened.kind == Kind.RECEIPT.value:
        return take_receipt(connection, notebook, opened)
    if opened.kind == Kind.ROSTER.value:
        return take_roster_in(connection, notebook, opened)
    if opened.kind == Kind.ERASURES.value:
        return take_list(connection, notebook, opened)
    return take_changes(connection, notebook, opened, wanted=wanted)


def _refuse(
    notebook: Notebook, file: File, refusal: Refusal, opened: Opened | None, path: Path | None, *, strangers: bool
) -> Received:
    """Keep a refused file with its reason, in a transaction of its own."""
    answer = _answered(refusal, opened, path)
    if answer.reason in _NOT_KEPT or (answer.reason is Reason.CANNOT_UNSEAL and not strangers):
        outcome = Outcome.NOT_FOR_US if answer.reason is Reason.CANNOT_UNSEAL else answer.outcome
        return replace(answer, outcome=outcome)
    with notebook.writing() as connection:
        number = quarantine.keep_file(connection, file, refusal, answer.sender)
        write_line(connection, notebook.identity, Act.RECEIVED, ground=f"quarantine-{number}")
    return replace(answer, quarantine=number)


def _answered(refusal: Refusal, opened: Opened | None, path: Path | None) -> Received:
    """Return a refusal of the file as an answer.

    Raises:
        Refusal: the very same, where it says that the notebook cannot be written.
    """
    if refusal.reason in _OF_THE_NOTEBOOK:
        raise refusal
    outcome = Outcome.WAITING if refusal.reason in quarantine.WAITING else Outcome.REFUSED
    if refusal.reason is Reason.WRONG_RECIPIENT:
        outcome = Outcome.NOT_FOR_US
    answer = Received(None, outcome) if opened is None else opened.outcome(outcome)
    return replace(answer, path=path, reason=refusal.reason, values=dict(refusal.values))


def read_file(path: Path) -> File:
    """Return a file as it came; of one that is larger than any bundle only its size and digest.

    Raises:
        Refusal: UNREADABLE_FILE, EMPTY_FILE.
    """
    try:
        return File.of(load(path))
    except Refusal as refusal:
        if refusal.reason is not Reason.TOO_LARGE:
            raise
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return File(digest, path.stat().st_size, None)
    except OSError as error:
        raise Refusal(Reason.UNREADABLE_FILE) from error
