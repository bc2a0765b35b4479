"""One-time passphrases: what the office says aloud after a recovery, good for choosing a new one and nothing else.

The office sends a keys file with one slot of its own kind. It opens no notebook by itself: with it the laptop gets a
new raw key, a slot for the new passphrase and a new recovery slot, all or nothing, and what was sent opens nothing
any more.
"""

from __future__ import annotations

from pathlib import Path

from store.files import write_new
from store.home import Home
from store.keys.passphrases import require_good
from store.keys.renewal import renew
from store.keys.slots import (
    ONE_TIME,
    USUAL_COST,
    Cost,
    Opened,
    notebook_of,
    one_slot,
    open_kind,
    workers_with_slots,
)
from store.refusal import Reason, Refusal


def write_one_time(path: Path, opened: Opened, passphrase: str, *, cost: Cost = USUAL_COST) -> None:
    """Write a keys file that a one-time passphrase opens.

    Args:
        path: a new file.
        opened: the notebook's key, and whose slot it was.
        passphrase: to be said aloud, never written beside the file.
        cost: of one try of it.

    Raises:
        Refusal: FILE_EXISTS, or what the disk said.
    """
    write_new(path, one_slot(opened, passphrase, cost, kind=ONE_TIME).content)


def open_with_one_time(home: Home, path: Path, said: str, new_passphrase: str, *, cost: Cost = USUAL_COST) -> None:
    """On the laptop: choose a new passphrase with what the office sent and said; the notebook gets a new raw key.

    Args:
        home: of the notebook; it must be closed.
        path: the file that the office sent.
        said: the passphrase that the office said aloud.
        new_passphrase: what opens the notebook from now on.
        cost: of one try of it.

    Raises:
        Refusal: WRONG_PASSPHRASE, DAMAGED_SLOT; OTHER_NOTEBOOK for a file that was made for another notebook or
            another worker, or is no such file; GUESSABLE_PASSPHRASE; as ``store.keys.renewal.new_raw_key``. Nothing
            was changed.
    """
    require_good(new_passphrase)
    # It came from outside, and the office writes one slot: a file with many would cost a try each.
    opened, kind = open_kind(path, said, most=1)
    if kind != ONE_TIME or opened.notebook != notebook_of(home) or opened.worker not in workers_with_slots(home):
        raise Refusal(Reason.OTHER_NOTEBOOK)
    renew(home, lambda: opened, new_passphrase, cost=cost)
