"""The files of the house as somebody gets them: without what the commands make and version control leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("tui", "screens", "store")

_TEXTS = {
    "",
    ".cfg",
    ".ini",
    ".json",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".sql",
    ".svg",
    ".tcss",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
}


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield every file of a folder that is meant to be committed, by the names in ``.gitignore``.

    Git itself is not asked: a downloaded copy of the source has none.
    """
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line]
    for path in sorted(folder.iterdir()):
        if path.name == ".git" or any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def texts() -> Iterator[tuple[str, str]]:
    """Yield the path, from the root of the house, and the text of every file that people read."""
    for path in files():
        if path.suffix in _TEXTS:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
