"""Running the command line as a person or a script does: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.notebooks import PASSPHRASE

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Done:
    """What a command did.

    Attributes:
        code: exit code.
        said: standard output.
        complained: standard error.
    """

    code: int
    said: str
    complained: str

    @property
    def answer(self) -> Any:
        """The answer of ``--json``."""
        return json.loads(self.said)


class Desk:
    """A folder to work in, with a passphrase file and no home or language of the machine.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passphrase = folder / "passphrase"
        self.passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")

    def run(self, *words: str | Path, language: str = "en", environment: dict[str, str] | None = None) -> Done:
        """Run ``reppu`` with these words."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TMPDIR")}
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", *map(str, words)],
            cwd=self.folder,
            env={
                **kept,
                "HOME": str(self.folder),
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
                "LANG": f"{language}_FI.UTF-8",
                **(environment or {}),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def open(self, home: str | Path, *words: str | Path, language: str = "en") -> Done:
        """Run a command that opens the notebook of a home."""
        return self.run(*words, "--home", home, "--passphrase-file", self.passphrase, language=language)

    def ask(self, home: str | Path, *words: str | Path) -> Any:
        """Run a command that opens a notebook and return its JSON; it must have been done."""
        done = self.open(home, *words, "--json")
        assert (done.code, done.complained) == (0, ""), done
        return done.answer

    def write(self, name: str, content: str) -> Path:
        """Write a file on the desk."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return path

    def init(self, home: str, role: str = "coach", language: str = "en") -> None:
        """Make a notebook through the command."""
        sticks: list[str | Path] = []
        if role == "office":
            for name in ("stick-one", "stick-two"):
                (self.folder / name).mkdir()
                sticks += ["--root-folder", name]
            sticks += ["--root-passphrase-file", self.passphrase]
        name = "Testi Toimisto" if role == "office" else "Testi Valmentaja"
        done = self.open(home, "init", "--role", role, "--name", name, "--language", language, *sticks)
        assert (done.code, done.complained) == (0, ""), done


def is_one_sentence(text: str) -> bool:
    """Tell whether a complaint is one line that ends a sentence, and shows nothing of the program."""
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text and "Warning" not in text
