"""Fixtures that tests of every room use."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from store import engine
from store.home import Home
from store.notebook import Notebook
from store.sharing import move_records
from tests.notebooks import PASSPHRASE, make_notebook
from tests.postgresql import Server

# A run of tests makes and drops so many objects that looking for circles among them takes an eighth of its time.
gc.set_threshold(200_000, 20, 100)


def pytest_collection_finish() -> None:
    """Let nobody look for circles among the modules that a run has loaded: each page that is left looks for them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _memory_is_not_wiped() -> Iterator[None]:
    """Open notebooks in this process without wiping every piece of memory: that alters nothing in any file.

    Programs that tests start are as people have them, and `tests/store/test_keys_process.py` looks at one of them.
    """
    with patch.object(engine, "BEFORE_KEY", engine.BEFORE_KEY[:1]):
        yield


@pytest.fixture(scope="session")
def notebook_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed coach's home, made once; `notebook` opens a copy of it."""
    folder = tmp_path_factory.mktemp("template") / "home"
    make_notebook(folder).close()
    return folder


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed home of the office, made once; `office` opens a copy of it."""
    folder = tmp_path_factory.mktemp("template") / "office"
    make_notebook(folder, role="office", name="Testi Toimisto").close()
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


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running PostgreSQL server, one for each process that runs tests."""
    running = Server()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def shared_templates(
    server: Server, notebook_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Homes whose records are in databases, made once: a coach's and an office's; tests get copies of both halves."""
    folder = tmp_path_factory.mktemp("shared")
    homes = {role: folder / role for role in ("coach", "office")}
    shutil.copytree(notebook_template, homes["coach"])
    make_notebook(homes["office"], role="office", name="Testi Toimisto").close()
    for role, path in homes.items():
        server.make_database(role)
        with Notebook.unlock(Home(path), PASSPHRASE) as made:
            move_records(made, server.address(role))
        server.keep(role)
    server.made()
    return homes


@pytest.fixture
def records_in(request: pytest.FixtureRequest) -> str:
    """Where the records of ``notebook`` and ``office`` are: "sqlcipher", or "postgresql" (mark ``both_engines``)."""
    return str(getattr(request, "param", "sqlcipher"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that is marked so on both engines."""
    marked = metafunc.definition.get_closest_marker
    if marked("both_engines") and not marked("own_file") and "records_in" in metafunc.fixturenames:
        metafunc.parametrize("records_in", ("sqlcipher", "postgresql"), indirect=True)


def _shared_copy(request: pytest.FixtureRequest, role: str, home: Home) -> Home:
    templates: dict[str, Path] = request.getfixturevalue("shared_templates")
    server: Server = request.getfixturevalue("server")
    shutil.copytree(templates[role], home.folder)
    server.put_back(role)
    return home


@pytest.fixture
def notebook(request: pytest.FixtureRequest, records_in: str, home: Home) -> Iterator[Notebook]:
    """An open notebook of a coach. Two tests get copies of one: for two laptops call ``make_notebook``."""
    if records_in == "postgresql":
        filled = _shared_copy(request, "coach", home)
    else:
        filled = request.getfixturevalue("filled_home")
    with Notebook.unlock(filled, PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def shared_office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Notebook]:
    """An open notebook of the office whose records are in PostgreSQL."""
    with Notebook.unlock(_shared_copy(request, "office", Home(tmp_path / "office")), PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def office(request: pytest.FixtureRequest, records_in: str, tmp_path: Path) -> Iterator[Notebook]:
    """An open notebook of the office. Two tests get copies of one: for two offices call ``make_notebook``."""
    if records_in == "postgresql":
        yield request.getfixturevalue("shared_office")
        return
    folder = tmp_path / "office"
    shutil.copytree(request.getfixturevalue("office_template"), folder)
    with Notebook.unlock(Home(folder), PASSPHRASE) as opened:
        yield opened
