"""``python -m store.migrations``: print the declared tables, to be frozen as the next release's migration.

``python -m store.migrations > store/migrations/0001.sql``
"""

import sys

from store.migrations.declared import text

if __name__ == "__main__":
    sys.stdout.write(text())
