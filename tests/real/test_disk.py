"""Real disks: full, read-only, and a notebook that another program holds.

Mounted in a mount namespace of its own: as root directly, as anybody else through a user namespace.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.home import Home
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from tests.notebooks import PASSPHRASE

ROOT = Path(__file__).parents[2]


def _child(case: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.real.disk_child", case, str(folder)]


def _in_own_mounts(case: str, folder: Path) -> dict[str, str]:
    """Run a case of disk_child.py where it may mount; return what it printed, by the first words of each line."""
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    done = subprocess.run(
        [*unshare, *_child(case, folder)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())


def test_read_only_folder(filled_home: Home) -> None:
    assert _in_own_mounts("read_only", filled_home.folder) == {
        "unlock": "read_only_folder",
        "passphrase": "read_only_folder",
        "settings": "read_only_folder",
        "new notebook": "read_only_folder",
        "unchanged": "True",
    }


def test_full_disk(tmp_path: Path) -> None:
    assert _in_own_mounts("full", tmp_path) == {
        "save": "full_disk",
        "backup": "full_disk",
        "passphrase": "full_disk",
        "renewal": "full_disk",
        "new notebook": "full_disk",
        "looks like one": "False",
        "kept": "yes",
        "integrity": "ok",
        "left": "[]",
    }


def test_open_elsewhere_and_free_again_when_that_program_is_killed(filled_home: Home) -> None:
    other = subprocess.Popen(
        _child("held", filled_home.folder), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(Refusal) as caught:
            Notebook.unlock(filled_home, PASSPHRASE)
        assert caught.value.reason is Reason.OPEN_ELSEWHERE
    finally:
        other.kill()
        other.communicate()
    Notebook.unlock(filled_home, PASSPHRASE).close()
