"""A program that takes files in, one after another, and says so after each; its parent kills it at some moment."""

from __future__ import annotations

import sys
from pathlib import Path

from store import bundle
from store.home import Home
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE


def main() -> None:
    """Take in the files of the command line: home, then files."""
    home, *files = map(Path, sys.argv[1:])

    def said(done: int, all_files: int) -> None:
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()

    with Notebook.unlock(Home(home), PASSPHRASE) as notebook:
        said(0, len(files))
        bundle.receive(notebook, files, progress=said)


if __name__ == "__main__":
    main()
