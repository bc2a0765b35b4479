"""No network: the app and its commands open no socket, even where variables ask for it. strace sees, and refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from store.home import Home
from store.notebook import Notebook
from store.settings import change_settings
from tests.notebooks import PASSPHRASE
from tests.real.person_at_terminal import HOUSE, Person

REFUSED = (
    "-f",
    "-qq",
    "--seccomp-bpf",
    "-e",
    "trace=%network",
    "-e",
    "inject=socket,connect,bind:error=EACCES",
)
"""socketpair is not refused: the loop wakes itself through one, inside the process."""

_CALL = re.compile(r"\b(socket|connect|bind|listen|sendmsg)\(")


def attempts(log: Path) -> list[str]:
    """Return the calls that would have reached out of this machine.

    A socket of the machine itself is none: the C library asks it who a user is.
    """
    lines = log.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if _CALL.search(line) and "AF_UNIX" not in line]


def under_strace(log: Path, *command: str) -> list[str]:
    """Return a command line that runs under strace, sockets refused."""
    return ["strace", *REFUSED, "-o", str(log), *command]


def test_an_attempt_would_be_seen_and_refused(tmp_path: Path) -> None:
    reaching_out = "import socket; socket.create_connection(('127.0.0.1', 9))"
    ran = subprocess.run(
        under_strace(tmp_path / "log", sys.executable, "-c", reaching_out),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PermissionError" in ran.stderr
    assert attempts(tmp_path / "log")


def test_the_app_reaches_out_for_nothing(filled_home: Home, tmp_path: Path) -> None:
    """Unlocking, search, take and fetch; Textual's own variables ask for a log, pictures and a socket."""
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        from screens.notebook.tour import keep_seen

        keep_seen(notebook)
    change_settings(filled_home, language="fi")
    written = tmp_path / "written"
    written.mkdir()
    asked = {
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_LOG": str(written / "log"),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(written),
        "TEXTUAL_PRESS": "f10",
    }
    starts = f"import os; os.execvp('strace', {under_strace(tmp_path / 'log', sys.executable, '-m', 'tui.cli')!r})"
    with Person(("-c", starts), filled_home.folder, more=asked) as person:
        person.sees("Kirjoita tunnuslauseesi")
        person.press(PASSPHRASE, "enter")
        person.sees("PÄIVÄN OHJELMA")
        person.press("f3")
        person.sees("Etsi")
        person.press("Kukka", "escape", "f6")
        person.sees("Vie ja hae")
        person.press("escape", "f10")
        assert person.ends() == 0
    assert attempts(tmp_path / "log") == []
    assert list(written.iterdir()) == []


def test_commands_reach_out_for_nothing(tmp_path: Path) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    (tmp_path / "stick").mkdir()
    opens = ["--home", str(tmp_path / "home"), "--passphrase-file", str(passphrase)]
    program = (
        "import sys, json\nfrom tui.cli import main\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    try:\n        code = main(words)\n    except SystemExit as left:\n        code = left.code\n"
        "    assert not code, (words, code)\n"
    )
    commands = [
        ["demo", "--no-tui", "--clients", "2", *opens],
        ["export", str(tmp_path / "stick"), *opens],
        ["swap", str(tmp_path / "stick"), *opens],
        ["record", "list", "client", *opens],
        ["backup", str(tmp_path / "stick"), *opens],
        ["status", *opens],
        ["check", *opens],
    ]
    ran = subprocess.run(
        under_strace(tmp_path / "log", sys.executable, "-c", program, json.dumps(commands)),
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert attempts(tmp_path / "log") == []


@pytest.mark.parametrize("name", ["socket", "http.client", "urllib.request", "ssl"])
def test_the_house_imports_no_module_of_the_network(name: str) -> None:
    """Our own files; asyncio brings a socket of its own, for the loop. PostgreSQL's driver is the office's."""
    pattern = re.compile(rf"^\s*(?:import|from)\s+{re.escape(name)}\b", re.MULTILINE)
    files = [path for house in ("store", "screens", "tui") for path in (HOUSE / house).rglob("*.py")]
    assert [str(path) for path in files if pattern.search(path.read_text(encoding="utf-8"))] == []
