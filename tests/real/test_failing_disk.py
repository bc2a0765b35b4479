"""A disk that fails in the middle of anything leaves what was before or what comes after; so does a flat battery.

Here at some writes of each act; ``make faults`` does it at every one.
"""

from __future__ import annotations

import errno
import signal
from pathlib import Path

import pytest

from store.drafts import list_drafts
from store.home import Home
from store.notebook import Notebook
from store.reading import list_records
from tests.notebooks import PASSPHRASE
from tests.real.failing import built, tried
from tests.real.killing import at_form, make_template
from tests.real.power import Disk, Write, replayed

ACTS = {
    "save": 3,
    "draft": 3,
    "export": 3,
    "receive": 3,
    "backup": 3,
    "migration": 3,
    "passphrase": 3,
    "renewal": 3,
    "first run": 3,
    "settings": 3,
}
"""Every act that writes, and how many writes it has at least: who counts fewer sees nothing."""


def test_every_act_on_a_failing_disk_is_before_or_after(tmp_path: Path) -> None:
    found = tried(tmp_path, 3)
    assert set(found) == set(ACTS)
    for name, one in found.items():
        assert one["writes"] >= ACTS[name], name
        assert one["clean"]["said"] == "done", name
        assert one["before"] != one["clean"]["state"] or name == "renewal", "who sees no difference sees nothing"
        assert one["wrong"] == [], name


def test_whatever_is_lost_with_the_battery_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    (tmp_path / "power").mkdir()
    count, faults = replayed(make_template(tmp_path / "home"), tmp_path / "power", most=30, seed=1)
    assert count == 30
    assert faults == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errno.ENOSPC, "Levy on täynnä"),
        (errno.EROFS, "Levyn tai tikun lukeminen tai kirjoittaminen ei onnistunut"),
        (errno.EIO, "Levyn tai tikun lukeminen tai kirjoittaminen ei onnistunut"),
    ],
    ids=["full", "read-only", "broken"],
)
def test_on_a_failing_disk_the_screen_says_so_and_the_text_stays(tmp_path: Path, error: int, sentence: str) -> None:
    home = Home(make_template(tmp_path / "home"))
    failing = {"LD_PRELOAD": str(built(tmp_path)), "DISK_ERROR": str(error)}
    with at_form(home, "record:employer", more=failing) as person:
        person.press("Puoti")
        person.sees("Puoti", "Luonnos tallessa")
        person.send_signal(signal.SIGUSR2)
        person.press("f2")
        person.sees("Puoti", sentence)
        person.press(" ja kahvila")
        person.sees("Puoti ja kahvila", sentence)
        person.send_signal(signal.SIGUSR2)
        person.press(" tori")
        person.sees("Puoti ja kahvila tori", "Luonnos tallessa")
        person.press("f2")
        person.sees("PÄIVÄN OHJELMA")
        person.press("f10")
        assert person.ends() == 0
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        names = {one.values["name"] for one in list_records(notebook, "employer")}
        assert names == {"Keksitty työpaikka", "Puoti ja kahvila tori"}
        assert list_drafts(notebook) == []


@pytest.mark.parametrize("synced", [False, True])
def test_the_replayed_disk_loses_what_nobody_waited_for(tmp_path: Path, synced: bool) -> None:
    """Without this the test above could not fail: a write that was not waited for may be gone."""
    import random

    (tmp_path / "file").write_bytes(b"old")
    path = str(tmp_path / "file")
    disk = Disk.of(tmp_path)
    disk.take(Write("w", 0, path, "-", b"new"))
    disk.take(Write("c", 0, f"{path}-2", "-"))
    disk.take(Write("w", 0, f"{path}-2", "-", b"more"))
    if synced:
        disk.take(Write("s", 0, path, "-"))
        disk.take(Write("s", 0, f"{path}-2", "-"))
        disk.take(Write("s", 0, str(tmp_path), "-"))
    found = disk.found(random.Random(1), "none")
    assert found == ({path: b"new", f"{path}-2": b"more"} if synced else {path: b"old"})
