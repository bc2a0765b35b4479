"""A notebook in use, every write of it noted; run by ``power.py``: library, home, journal."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from store.drafts import Draft, keep_draft
from store.home import Home
from store.keys import slots
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE

NEW_PASSPHRASE = "kuusi pilvi harava lumme tikku"


def main(library: str, home: Home, journal: Path) -> None:
    """Save and keep drafts; after each act the journal says that it was acknowledged."""
    layer = ctypes.CDLL(library)
    file = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    ctypes.c_long.in_dll(layer, "disk_journal").value = file
    (ctypes.c_char * 1024).in_dll(layer, "disk_folder").value = str(home.folder).encode()

    def acknowledged(what: str) -> None:
        os.write(file, f"a 0 0 {what} -\n".encode())

    with Notebook.unlock(home, PASSPHRASE) as notebook:
        for number in range(4):
            save(notebook, Entry("employer", {"name": f"Keksitty {number}", "notes": "x" * 3000}))
            acknowledged(f"employer-{number}")
            keep_draft(notebook, Draft("client", {"goals": f"kesken {number} " * 200}))
            acknowledged(f"draft-{number}")
            if number == 2:
                with notebook.writing() as connection:
                    del connection
                notebook.back_up()
                acknowledged("backup")
    acknowledged("closed")
    slots.change_passphrase(home, PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    acknowledged("passphrase")


if __name__ == "__main__":
    main(sys.argv[1], Home(Path(sys.argv[2])), Path(sys.argv[3]))
