"""``python -m tui.app HOME``: the app again in a new process, as the lock starts it."""

from __future__ import annotations

import os
import sys

from store.home import Home
from tui.app import run
from tui.app.signals import HUNG_UP, has_terminal
from tui.app.start import PRACTICE

if __name__ == "__main__":
    if not has_terminal():
        # The window was closed while the lock replaced the process: nobody will ever type here.
        sys.exit(128 + HUNG_UP)
    sys.exit(run(Home.chosen(sys.argv[1]), practice_passphrase=os.environ.pop(PRACTICE, None)))
