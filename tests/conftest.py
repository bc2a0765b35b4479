"""Fixtures that tests of every room use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.home import Home
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE, make_notebook


@pytest.fixture(scope="session")
def notebook_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed coach's home, made once; `notebook` opens a copy of it."""
    folder = tmp_path_factory.mktemp("template") / "home"
    make_notebook(folder).close()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home folder where nothing stands yet."""
    return Home(tmp_path / "home")


@pytest.fixture
def filled_home(home: Home, notebook_template: Path) -> Home:
    """A home with a closed notebook of a coach."""
    shutil.copytree(notebook_template, home.folder)
    return home


@pytest.fixture
def notebook(filled_home: Home) -> Iterator[Notebook]:
    """An open notebook of a coach. Two tests get copies of one: for two laptops call ``make_notebook``."""
    with Notebook.unlock(filled_home, PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Notebook]:
    """An open notebook of the office."""
    with make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as opened:
        yield opened
