"""What a child process does to a home on a full or read-only disk; it prints the reason of the refusal.

Run by test_disk.py inside a mount namespace of its own, so that a small tmpfs or a read-only mount can be real.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from store.home import Home
from store.keys import renewal, slots
from store.notebook import Notebook
from store.refusal import Refusal
from store.settings import change_settings
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook

NEW_PASSPHRASE = "kuusi pilvi harava lumme tikku"


def refusal_of(action: Callable[[], object]) -> str:
    """Return the reason for which an action is refused."""
    try:
        action()
    except Refusal as refusal:
        return refusal.reason.value
    return "done"


def fill(folder: Path) -> None:
    """Write until nothing fits any more."""
    with (folder / "filler").open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _files(home: Home) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}


def say(*words: object) -> None:
    """Tell the test, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def read_only(folder: Path) -> None:
    """Open, and write beside, a notebook in a folder that may only be read."""
    home = Home(folder)
    _mount("--bind", str(folder), str(folder))
    _mount("-o", "remount,bind,ro", str(folder))
    before = _files(home)
    say("unlock", refusal_of(lambda: Notebook.unlock(home, PASSPHRASE)))
    say("passphrase", refusal_of(lambda: slots.change_passphrase(home, PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)))
    say("settings", refusal_of(lambda: change_settings(home, language="sv")))
    say("new notebook", refusal_of(lambda: make_notebook(folder / "new")))
    say("unchanged", _files(home) == before)


def full(folder: Path) -> None:
    """Do everything that writes on a disk that is full."""
    _mount("-t", "tmpfs", "-o", "size=4m", "none", str(folder))
    home = Home(folder / "home")
    notebook = make_notebook(home.folder)
    notebook.set_setting("before", "yes")
    fill(folder)

    def save_much() -> None:
        for number in range(200):
            save(notebook, Entry("employer", {"name": f"Keksitty työpaikka {number} " + "x" * 80}))

    say("save", refusal_of(save_much))
    say("backup", refusal_of(notebook.back_up))
    say("passphrase", refusal_of(lambda: slots.change_passphrase(home, PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)))
    notebook.close()
    say("renewal", refusal_of(lambda: renewal.new_raw_key(home, PASSPHRASE, cost=CHEAP)))
    say("new notebook", refusal_of(lambda: make_notebook(folder / "new")))
    say("looks like one", Home(folder / "new").has_notebook)
    (folder / "filler").unlink()
    with Notebook.unlock(home, PASSPHRASE) as again:
        say("kept", again.setting("before"))
        with again.reading() as connection:
            say("integrity", connection.exec_driver_sql("PRAGMA integrity_check").scalar_one())
    say("left", sorted(path.name for path in home.folder.rglob("*.part")))


def held(folder: Path) -> None:
    """Hold a notebook open until the process is killed."""
    with Notebook.unlock(Home(folder), PASSPHRASE):
        say("open")
        sys.stdin.read()
        os._exit(0)


if __name__ == "__main__":
    {"read_only": read_only, "full": full, "held": held}[sys.argv[1]](Path(sys.argv[2]))
