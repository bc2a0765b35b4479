"""``python -m store.migrations``: print the declared tables, to be frozen as the next release's migration.

``python -m store.migrations > store/migrations/0001.sql``, and for the office's shared database
``python -m store.migrations postgresql > store/migrations/0001.postgresql.sql``
"""

import sys

from store.migrations import declared
from store.postgresql import tables

if __name__ == "__main__":
    sys.stdout.write(tables.text() if sys.argv[1:] == [tables.NAME] else declared.text())
