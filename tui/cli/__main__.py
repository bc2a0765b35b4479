"""``python -m tui.cli``: the same as the console script ``reppu``."""

import sys

from tui.cli import main

sys.exit(main())
