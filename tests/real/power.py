"""The battery is taken out: the writes of a notebook in use, replayed up to any of them.

What a file was told to keep (fsync) is there. Of what came after, any part may be there, in any order, the last
sector torn; a name that its folder was not told to keep may be there or not.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from store.drafts import list_drafts
from store.home import Home
from store.notebook import Notebook
from store.reading import list_records
from store.refusal import Reason, Refusal
from store.self_check import check
from tests.notebooks import PASSPHRASE
from tests.real.failing import built
from tests.real.power_child import NEW_PASSPHRASE

HOUSE = Path(__file__).parents[2]
SECTOR = 512


@dataclass(frozen=True)
class Write:
    """One noted call: what it was, where, and the bytes."""

    act: str
    place: int
    path: str
    other: str
    data: bytes = b""


@dataclass
class Disk:
    """What is on the disk for certain, what may be, and which file has which name.

    Attributes:
        kept: number of a file → what is certain of it.
        loose: number of a file → writes after its last fsync.
        names: path → number of the file; as the program sees it.
        kept_names: the same, for certain.
    """

    kept: dict[int, bytearray] = field(default_factory=dict)
    loose: dict[int, list[Write]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    kept_names: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """Return a disk on which a folder stands, for certain."""
        disk = cls()
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                disk._make(str(path))
                disk.kept[disk.names[str(path)]] = bytearray(path.read_bytes())
        disk.kept_names = dict(disk.names)
        return disk

    def _make(self, path: str) -> None:
        number = len(self.kept)
        self.names[path] = number
        self.kept[number], self.loose[number] = bytearray(), []

    def take(self, one: Write) -> None:
        """Take in a noted call."""
        if one.act == "c":
            if one.path not in self.names:
                self._make(one.path)
            elif one.place:
                self.loose[self.names[one.path]].append(Write("t", 0, one.path, "-"))
        elif one.act in "wt":
            self.loose[self.names[one.path]].append(one)
        elif one.act == "r":
            self.names[one.other] = self.names.pop(one.path)
        elif one.act == "u":
            self.names.pop(one.path, None)
        elif one.act == "s":
            if one.path in self.names:
                number = self.names[one.path]
                for write in self.loose[number]:
                    _apply(self.kept[number], write)
                self.loose[number] = []
            else:
                self._keep_names(one.path)

    def _keep_names(self, folder: str) -> None:
        for path in {*self.names, *self.kept_names}:
            if str(Path(path).parent) == folder:
                if path in self.names:
                    self.kept_names[path] = self.names[path]
                else:
                    self.kept_names.pop(path, None)

    def found(self, draw: random.Random, mood: str) -> dict[str, bytes]:
        """Return a state in which the disk may be found: path → content.

        Args:
            draw: decides what of the uncertain is there.
            mood: "none" of it, "all" of it, or "some".
        """
        names = dict(self.names if mood == "all" or (mood == "some" and draw.random() < 0.5) else self.kept_names)
        states = {}
        for path, number in names.items():
            content = bytearray(self.kept[number])
            for write in self.loose[number]:
                if mood == "all" or (mood == "some" and draw.random() < 0.5):
                    _apply(content, _torn(write, draw) if mood == "some" and draw.random() < 0.3 else write)
            states[path] = bytes(content)
        return states


def _apply(content: bytearray, write: Write) -> None:
    if write.act == "t":
        del content[write.place :]
        content.extend(bytes(max(0, write.place - len(content))))
        return
    content.extend(bytes(max(0, write.place - len(content))))
    content[write.place : write.place + len(write.data)] = write.data


def _torn(write: Write, draw: random.Random) -> Write:
    sectors = len(write.data) // SECTOR
    return Write(write.act, write.place, write.path, write.other, write.data[: draw.randrange(sectors + 1) * SECTOR])


def record(folder: Path, template: Path) -> tuple[Path, list[Write]]:
    """Let a notebook be used in a process of its own; return its home and every write in order."""
    home, journal = folder / "home", folder / "journal"
    shutil.copytree(template, home)
    library = built(folder)
    subprocess.run(
        [sys.executable, "-m", "tests.real.power_child", str(library), str(home), str(journal)],
        cwd=HOUSE,
        check=True,
        env={"LD_PRELOAD": str(library), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    return home, list(_read(journal.read_bytes()))


def _read(content: bytes) -> Iterator[Write]:
    place = 0
    while place < len(content):
        end = content.index(b"\n", place)
        act, where, count, path, other = content[place:end].decode().split(" ")
        data = content[end + 1 : end + 1 + int(count)] if act == "w" else b""
        place = end + 1 + len(data)
        yield Write(act, int(where), path, other, data)


def faults_of(home: Home, acknowledged: set[str]) -> list[str]:
    """Return what is wrong with a home as it was found: it must open, be whole, and hold what was acknowledged."""
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        try:
            with Notebook.unlock(home, passphrase) as notebook:
                faults = [f"damaged: {one}" for one in check(notebook)]
                names = {f"employer-{str(one.values['name'])[-1]}" for one in list_records(notebook, "employer")}
                names |= {f"draft-{str(one.values['goals'])[7]}" for one in list_drafts(notebook)}
            lost = {one for one in acknowledged if one.startswith(("employer", "draft"))} - names
            if "passphrase" in acknowledged and passphrase == PASSPHRASE:
                faults.append("the old passphrase opens, and the new one was acknowledged")
            return [*faults, *(f"lost: {one}" for one in sorted(lost))]
        except Refusal as refusal:
            if refusal.reason is not Reason.WRONG_PASSPHRASE:
                return [f"does not open: {refusal.reason.value}"]
    return ["neither passphrase opens it"]


def replayed(template: Path, folder: Path, *, most: int, seed: int) -> tuple[int, list[str]]:
    """Record, take the battery out at many moments, and look; return how many states were seen, and the faults.

    Args:
        template: a closed home.
        folder: an empty one.
        most: so many states; 0: three at every write.
        seed: of what is drawn.
    """
    home, writes = record(folder, template)
    draw = random.Random(seed)
    moments = [(cut, mood) for cut in range(len(writes) + 1) for mood in ("none", "all", "some")]
    if most:
        moments = sorted(draw.sample(moments, min(most, len(moments))), key=lambda one: one[0])
    shutil.rmtree(home)
    shutil.copytree(template, home)
    disk, taken, faults, acknowledged = Disk.of(home), 0, [], set[str]()
    for cut, mood in moments:
        for one in writes[taken:cut]:
            if one.act == "a":
                acknowledged.add(one.path)
            else:
                disk.take(one)
        taken = max(taken, cut)
        shutil.rmtree(home)
        for path, content in disk.found(draw, mood).items():
            if not path.endswith(("-shm", ".lock")):
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                Path(path).write_bytes(content)
        faults += [
            f"write {cut} of {len(writes)}, {mood} of the rest: {one}" for one in faults_of(Home(home), acknowledged)
        ]
    return len(moments), faults
