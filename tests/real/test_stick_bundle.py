"""Sticks: a bundle on FAT32 is there whole or not at all, whenever the stick is pulled out.

FAT32 can be mounted only by root, so the system calls of a real durable write are recorded (strace) and replayed onto
a FAT32 image (mtools), cut after each of them. What was not fsynced at that moment may be lost, half there or whole,
and a rename whose folder was not fsynced may have happened or not: every such image is looked at with `fsck.fat` and
read with mtools.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

import pytest

from store.bundle.seal import new_identity, recipient_of, seal
from tests.store.bundle.making import Maker

ROOT = Path(__file__).parents[2]
NAME = "nippu-abcdefghijkl.toml.age"
WRITE = (
    "import sys, pathlib\n"
    "from store.files import write_new\n"
    "write_new(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_bytes())\n"
)
HASTY = (
    "import os, sys, pathlib\n"
    "target, part = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[1] + '.part')\n"
    "part.write_bytes(pathlib.Path(sys.argv[2]).read_bytes())\n"
    "os.rename(part, target)\n"
)
"""What must fail: the same without waiting for the disk. It shows that this test can see."""


@dataclass(frozen=True)
class Call:
    """One recorded system call: what it does to which file of the stick."""

    act: str
    name: str
    other: str = ""
    count: int = 0


@dataclass(frozen=True)
class Disk:
    """What the stick may hold: per name the bytes written, and how many of them are certain.

    Attributes:
        files: name → bytes written and bytes certain to be there.
        renames: renames that the folder does not remember for certain yet.
    """

    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    renames: tuple[tuple[str, str], ...] = ()

    def after(self, call: Call) -> Disk:
        files = dict(self.files)
        if call.act == "create":
            files[call.name] = (0, 0)
        elif call.act == "write":
            written, certain = files[call.name]
            files[call.name] = (written + call.count, certain)
        elif call.act == "sync":
            files[call.name] = (files[call.name][0],) * 2
        elif call.act == "unlink":
            files.pop(call.name, None)
        elif call.act == "rename":
            return replace(self, renames=(*self.renames, (call.name, call.other)))
        elif call.act == "sync folder":
            for old, new in self.renames:
                files[new] = files.pop(old)
            return Disk(files)
        return replace(self, files=files)

    def possible(self) -> Iterator[dict[str, int]]:
        """Yield every state that the stick may be found in: name → bytes there."""
        for renamed in range(len(self.renames) + 1):
            files = dict(self.files)
            for old, new in self.renames[:renamed]:
                files[new] = files.pop(old)
            choices = [sorted({certain, (certain + written) // 2, written}) for written, certain in files.values()]
            for sizes in product(*choices):
                yield dict(zip(files, sizes, strict=True))


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return seal(Maker.new().bundle(200), recipient_of(new_identity()))


@pytest.fixture(scope="module")
def empty_stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    image = tmp_path_factory.mktemp("stick") / "empty.img"
    subprocess.run(["mkfs.fat", "-F", "32", "-s", "1", "-C", image, "40000"], check=True, capture_output=True)
    return image


def record(program: str, bundle: bytes, folder: Path) -> list[Call]:
    """Return what a process of its own did to a folder, call by call."""
    stick = folder / "stick"
    stick.mkdir()
    (folder / "bundle").write_bytes(bundle)
    calls = "trace=openat,open,creat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat"
    log = folder / "calls"
    traced: list[str | Path] = [
        "strace",
        "-f",
        "-y",
        "-s",
        "0",
        "-o",
        log,
        "-e",
        f"{calls},ftruncate,truncate,sendfile,copy_file_range",
    ]
    python: list[str | Path] = [sys.executable, "-c", program, stick / NAME, folder / "bundle"]
    subprocess.run([*traced, *python], cwd=ROOT, check=True, capture_output=True)
    assert (stick / NAME).read_bytes() == bundle
    found = [call for line in log.read_text().splitlines() if (call := understood(line, str(stick))) is not None]
    assert sum(call.count for call in found) == len(bundle)
    return found


def understood(line: str, stick: str) -> Call | None:
    """Return what a line of strace says about the stick; a call that we cannot replay fails the test."""
    if stick not in line or " = -1 " in line:
        return None
    inside = re.escape(stick) + r"(?:/([^\">]+))?"
    text = line.split(maxsplit=1)[1]
    names = re.findall(inside, text)
    act = text.split("(")[0]
    result = int(re.findall(r"\) += (\d+)", text)[-1])
    if act == "openat":
        return Call("create", names[0]) if "O_CREAT" in text else None
    if act == "write":
        return Call("write", names[0], count=result)
    if act in ("fsync", "fdatasync"):
        return Call("sync", names[0]) if names[0] else Call("sync folder", "")
    if act in ("rename", "renameat", "renameat2"):
        moved = [name for name in names if name]
        return Call("rename", moved[0], moved[1])
    if act in ("unlink", "unlinkat"):
        return Call("unlink", next(name for name in names if name))
    raise AssertionError(f"not understood: {text}")


def put(image: Path, files: dict[str, int], bundle: bytes, folder: Path) -> None:
    """Write a state of the stick onto an image, through the names that the calls used."""
    for name, size in files.items():
        (folder / "content").write_bytes(bundle[:size])
        subprocess.run(["mcopy", "-i", image, folder / "content", f"::{name}"], check=True, capture_output=True)


def bundles_on(image: Path) -> list[bytes]:
    """Return what stands under a bundle's name on an image, as mtools reads it, after fsck.fat found it sound."""
    subprocess.run(["fsck.fat", "-n", image], check=True, capture_output=True)
    listed = subprocess.run(["mdir", "-b", "-i", image, "::"], check=False, capture_output=True, text=True).stdout
    names = [line.removeprefix("::/") for line in listed.split() if line.endswith((".toml", ".toml.age"))]
    return [
        subprocess.run(["mcopy", "-n", "-i", image, f"::{name}", "-"], check=True, capture_output=True).stdout
        for name in names
    ]


def replayed(calls: list[Call], bundle: bytes, empty: Path, folder: Path) -> list[list[bytes]]:
    """Return what is found on the stick after each call, in each state that it may be in."""
    found = []
    disk = Disk()
    for call in [Call("nothing", ""), *calls]:
        disk = disk.after(call)
        for state in disk.possible():
            image = folder / "cut.img"
            shutil.copyfile(empty, image)
            put(image, state, bundle, folder)
            found.append(bundles_on(image))
    return found


def test_pulled_out_after_any_call_there_is_no_bundle_or_a_whole_one(
    bundle: bytes, empty_stick: Path, tmp_path: Path
) -> None:
    calls = record(WRITE, bundle, tmp_path)
    acts = [call.act for call in calls]
    assert acts.index("write") < acts.index("sync") < acts.index("rename") < acts.index("sync folder")
    found = replayed(calls, bundle, empty_stick, tmp_path)
    assert all(held in ([], [bundle]) for held in found)
    assert found[0] == []
    assert found[-1] == [bundle]


def test_a_hasty_writer_is_caught(bundle: bytes, empty_stick: Path, tmp_path: Path) -> None:
    calls = record(HASTY, bundle, tmp_path)
    found = replayed(calls, bundle, empty_stick, tmp_path)
    assert not all(held in ([], [bundle]) for held in found)


def test_a_renamed_part_on_fat_keeps_its_content(bundle: bytes, empty_stick: Path, tmp_path: Path) -> None:
    """The rename itself, done on FAT32 by mtools: long names, and the content stays."""
    image = tmp_path / "stick.img"
    shutil.copyfile(empty_stick, image)
    put(image, {f"{NAME}.part": len(bundle)}, bundle, tmp_path)
    assert bundles_on(image) == []
    subprocess.run(["mren", "-i", image, f"::{NAME}.part", f"::{NAME}"], check=True, capture_output=True)
    assert bundles_on(image) == [bundle]
