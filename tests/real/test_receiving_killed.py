"""A program that is killed while it takes files in leaves each of them in, or not in; never between."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from store import bundle
from store.home import Home
from store.notebook import Notebook
from store.self_check import check
from tests.notebooks import PASSPHRASE
from tests.store.bundle.making import add_changes
from tests.store.bundle.swapping import Office, names_in, own_changes

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_each_file_is_in_or_not(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    scene = Office.make(tmp_path)
    add_changes(scene.laptop, 600)
    changes = own_changes(scene.laptop)
    edges = (0, 150, 300, 450, len(changes))
    parts = [changes[first:last] for first, last in pairwise(edges)]
    files = [scene.bundle_of(part, use=(1, 2)) for part in parts]
    scene.close()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.real.receiving_child", str(tmp_path / "office"), *map(str, files)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    last = chance.randrange(len(files))
    for line in child.stdout:
        if int(line) == last:
            time.sleep(chance.random() * 0.3)
            child.send_signal(signal.SIGKILL)
            break
    child.wait()
    child.stdout.close()
    scene.office = Notebook.unlock(Home(tmp_path / "office"), PASSPHRASE)
    with scene.office:
        held = names_in(scene.office)
        taken = [{change.name for change in part} <= held for part in parts]
        assert all(taken[:last]), "what it said was taken in is in"
        for whole, part in zip(taken, parts, strict=True):
            assert whole or held.isdisjoint(change.name for change in part), "half a file"
        assert sum(taken) == len(bundle.received_bundles(scene.office))
        assert check(scene.office) == ()
        bundle.receive(scene.office, files)
        assert {change.name for change in changes} <= names_in(scene.office)
        assert len(bundle.received_bundles(scene.office)) == len(files)
