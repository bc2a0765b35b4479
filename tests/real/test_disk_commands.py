"""A full and a read-only disk through the commands: one plain sentence in three languages, and nothing changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real.disk_commands import IN_EVERY_LANGUAGE, NEW_PASSPHRASE
from tests.tui.cli.doing import is_one_sentence
from tui.language import LANGUAGES, choose, sentence

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("case", "reason"), [("full", "full_disk"), ("read_only", "read_only_folder")])
def test_every_command_that_writes_says_so_and_changes_nothing(tmp_path: Path, case: str, reason: str) -> None:
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    child = [sys.executable, "-m", "tests.real.disk_commands", case, str(tmp_path)]
    ran = subprocess.run([*unshare, *child], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["whole"]
    assert told["clients"] == 0
    commands = {language: {o["command"] for o in told["done"] if o["language"] == language} for language in LANGUAGES}
    assert commands.pop(LANGUAGES[0]) == {"import", "backup", "change", "suspect", "init"}
    assert all(set(IN_EVERY_LANGUAGE) == of_language for of_language in commands.values())
    for one in told["done"]:
        choose(one["language"])
        assert (one["code"], one["said"]) == (1, ""), one
        assert one["complained"] == f"{sentence(reason)}\n", one
        assert is_one_sentence(one["complained"])
        assert NEW_PASSPHRASE not in one["complained"]
        assert one["unchanged"], one
