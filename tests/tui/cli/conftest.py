"""Desks with notebooks, made once; each test works on a desk of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.cli.doing import Desk, Done
from tui.cli import main
from tui.language import choose, chosen

Here = Callable[..., Done]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def coach(desk: Desk, notebook_template: Path) -> Desk:
    """A desk with a coach's notebook in ``home``, whose slot is cheap to open."""
    shutil.copytree(notebook_template, desk.folder / "home")
    return desk


@pytest.fixture
def at_office(desk: Desk, office_template: Path) -> Desk:
    """A desk with an office's notebook in ``home``."""
    shutil.copytree(office_template, desk.folder / "home")
    return desk


@pytest.fixture
def here(desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Here]:
    """Run commands in this process, on the desk's notebook in ``home``: a process each would cost a second."""
    spoken = chosen()
    monkeypatch.chdir(desk.folder)
    for name in ("REPPU_HOME", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(desk.folder))
    monkeypatch.setenv("LANG", "en_FI.UTF-8")

    def run(*words: str | Path, opens: bool = True) -> Done:
        known = ["--home", "home", "--passphrase-file", str(desk.passphrase)] if opens else []
        code = main([*map(str, words), *known])
        captured = capfd.readouterr()
        return Done(code, captured.out, captured.err)

    yield run
    choose(spoken)
