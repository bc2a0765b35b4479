"""A backup counts once it was opened and read: what a disk gives back otherwise than it was written is no backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store.backup import backups_of
from store.engine import PAGE, only_reading
from store.notebook import Notebook
from store.refusal import Reason, Refusal


@pytest.mark.parametrize("page", [0, 7, -1])
def test_a_copy_that_reads_otherwise_than_it_was_written_takes_no_backup_s_place(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    notebook.back_up()
    (kept,) = backups_of(notebook.home)
    whole = kept.read_bytes()

    def worn(path: Path, key: bytes) -> Any:
        """Open a copy on a disk on which one byte has changed since it was written."""
        held = bytearray(path.read_bytes())
        held[(page % (len(held) // PAGE)) * PAGE + 100] ^= 1
        path.write_bytes(held)
        return only_reading(path, key)

    monkeypatch.setattr("store.backup.only_reading", worn)
    with pytest.raises(Refusal) as refused:
        notebook.back_up()
    assert refused.value.reason in (Reason.INPUT_OUTPUT_ERROR, Reason.DAMAGED_NOTEBOOK)
    assert backups_of(notebook.home) == [kept]
    assert kept.read_bytes() == whole
    assert [path.name for path in notebook.home.backups.iterdir() if path.name.endswith(".part")] == []
