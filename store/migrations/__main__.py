"""``python -m store.migrations``: print what the last migration does, to be frozen at its release.

``python -m store.migrations > store/migrations/0003.sql``, and for the office's shared database
``python -m store.migrations postgresql > store/migrations/0003.postgresql.sql``
"""

import sys

from store.migrations import declared, frozen, latest
from store.postgresql import tables

if __name__ == "__main__":
    shared = sys.argv[1:] == [tables.NAME]
    before = frozen(".postgresql.sql" if shared else ".sql")[: latest() - 1]
    sys.stdout.write(declared.text(declared.since(before, tables.everything() if shared else declared.everything())))
