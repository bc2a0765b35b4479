"""The process that holds a key cannot be dumped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ASK = """
import ctypes, resource
from store.keys.process import harden
library = ctypes.CDLL(None)
before = library.prctl(3, 0, 0, 0, 0)
answer = harden()
print(before, answer, library.prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""

ASK_ELSEWHERE = """
from store.keys.process import harden
print(harden())
"""


def _run(script: str) -> str:
    root = Path(__file__).parents[2]
    return subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True).stdout


def test_no_dump_and_no_other_program_may_look() -> None:
    """PR_GET_DUMPABLE answers 1 before and 0 after; the limit of the core is 0 as well. Elsewhere: no claim."""
    if sys.platform.startswith("linux"):
        assert _run(ASK) == "1 True 0 0 0\n"
    else:
        assert _run(ASK_ELSEWHERE) == "False\n"


def test_unlocking_hardens(tmp_path: Path) -> None:
    script = f"""
import ctypes
from pathlib import Path
from tests.notebooks import make_notebook
make_notebook(Path({str(tmp_path / "home")!r})).close()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    expected = "0\n" if sys.platform.startswith("linux") else ""
    assert _run(script).startswith(expected)


def test_memory_that_held_a_notebook_is_wiped(tmp_path: Path) -> None:
    script = f"""
import os
from pathlib import Path
from store.engine import connect
connection = connect(Path({str(tmp_path / "notebook.db")!r}), os.urandom(32))
print(connection.execute("PRAGMA cipher_memory_security").fetchone()[0])
"""
    assert _run(script) == "1\n"
