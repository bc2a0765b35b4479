"""The stored notebooks of released schemas: how each was made. A released one is never made again.

``python -m tests.store.stored_notebook`` makes the one of the schema that this program writes, where there is none.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from store import migrations
from store.writing import Entry, save
from tests.notebooks import make_notebook

STORED = Path(__file__).parents[1] / "data"
RELEASED = tuple(sorted(int(folder.name.rpartition("-")[2]) for folder in STORED.glob("notebook-schema-*")))
EMPLOYER = "01900000-0000-7000-8000-000000000001"
AT = datetime(2026, 1, 2, 8, 0, tzinfo=UTC)


def make_stored_notebook(folder: Path) -> None:
    """Make a notebook with a worker, an employer that was corrected once, and a client."""
    with make_notebook(folder, at=AT) as notebook:
        save(notebook, Entry("employer", {"name": "Keksitty Ravintola"}, id=EMPLOYER), at=AT)
        save(notebook, Entry("employer", {"name": "Keksitty Kahvila"}, id=EMPLOYER), at=AT)
        save(notebook, Entry("client", {"given_name": "Testi", "family_name": "Asiakas"}), at=AT)
    for name in ("notebook.lock", "settings.toml"):
        (folder / name).unlink()


if __name__ == "__main__":
    target = STORED / f"notebook-schema-{migrations.latest()}"
    if target.exists():
        sys.exit(f"{target.name} was already made; remove it by hand if its schema is not released yet")
    make_stored_notebook(target)
