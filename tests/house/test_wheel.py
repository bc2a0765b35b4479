"""What a coach gets: one wheel, which works from any folder with nothing of this checkout around it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from uv import find_uv_bin

from tests.house.tree import PACKAGES, ROOT, files

PASSPHRASE = "talvi ruuvi kanto peili viisto"


@dataclass(frozen=True)
class Installed:
    """Reppu as somebody else has it.

    Attributes:
        wheel: the file that was installed.
        environment: the folder of the fresh environment.
        elsewhere: an empty folder to stand in.
    """

    wheel: Path
    environment: Path
    elsewhere: Path

    @property
    def programs(self) -> Path:
        return self.environment / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *words: str | Path, code: int = 0) -> str:
        """Run the console script from elsewhere and return what it printed."""
        return self._run(self.programs / "reppu", *words, code=code)

    def python(self, program: str, *words: str | Path) -> str:
        """Run a program text with the environment's Python and return what it printed."""
        return self._run(self.programs / "python", "-W", "error", "-c", program, *words)

    def _run(self, *command: str | Path, code: int = 0) -> str:
        done = subprocess.run(
            command, cwd=self.elsewhere, env=clean_environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout


def clean_environment() -> Mapping[str, str]:
    """Return this process's variables without those that could lead a program back into the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REPPU", "VIRTUAL"))}
    return {**kept, "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built and installed without a network; only what it depends on is borrowed from here."""
    folder = tmp_path_factory.mktemp("installed")
    uv = [find_uv_bin(), "--offline", "--cache-dir", str(folder / "cache"), "--quiet"]
    built, environment, elsewhere = folder / "dist", folder / "environment", folder / "elsewhere"
    elsewhere.mkdir()
    build = ["build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", str(built)]
    subprocess.run([*uv, *build, str(ROOT)], check=True, cwd=folder)
    (wheel,) = built.glob("*.whl")
    subprocess.run([*uv, "venv", "--python", sys.executable, str(environment)], check=True, cwd=folder)
    here = Installed(wheel, environment, elsewhere)
    install = ["pip", "install", "--no-deps", "--compile-bytecode", "--python", str(here.programs / "python")]
    subprocess.run([*uv, *install, str(wheel)], check=True, cwd=folder)
    (site,) = environment.glob("**/site-packages")
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "dependencies.pth").write_text("".join(f"{path}\n" for path in borrowed), encoding="utf-8")
    return here


def test_the_name_of_the_file(installed: Installed) -> None:
    assert installed.wheel.name == "reppu-0.1.0-py3-none-any.whl"


def test_everything_of_the_three_packages_is_in_the_wheel_and_nothing_else(installed: Installed) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    of_packages = {name for name in names if name.partition("/")[0] in PACKAGES and not name.endswith("/")}
    wanted = {path.relative_to(ROOT).as_posix() for package in PACKAGES for path in files(ROOT / package)}
    assert of_packages == wanted
    assert {name.partition("/")[0] for name in names} == {*PACKAGES, "reppu-0.1.0.dist-info"}


def test_every_kind_of_data_is_in_the_wheel(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {".py", ".tcss", ".mo", ".toml", ".txt"} <= {Path(name).suffix for name in names}


def test_the_house_is_found_in_the_fresh_environment(installed: Installed) -> None:
    found = installed.python(
        "import screens, store, tui; print(screens.__file__, store.__file__, tui.__file__, sep='\\n')"
    )
    assert all(Path(line).is_relative_to(installed.environment) for line in found.splitlines())


def test_it_is_compiled_when_installed(installed: Installed) -> None:
    assert list(installed.environment.glob("**/site-packages/store/__pycache__/notebook.*.pyc"))


def test_help_in_three_languages(installed: Installed, tmp_path: Path) -> None:
    assert "reppu" in installed.run("--help")
    said = set()
    for language in ("fi", "sv", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "settings.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
        said.add(installed.run("--home", tmp_path / language, "demo", "--help"))
    assert len(said) == 3


def test_the_word_lists_are_found(installed: Installed) -> None:
    """A passphrase is offered from the same lists as the six words of a card."""
    lengths = installed.python(
        "from store.keys.words import words\n"
        "from store.keys.passphrases import offer\n"
        "for language in ('fi', 'sv', 'en'): print(len(words(language)), len(offer(language).split()))"
    )
    assert lengths.splitlines() == ["2048 5"] * 3


def test_a_first_run(installed: Installed, tmp_path: Path) -> None:
    words, home = tmp_path / "words", tmp_path / "home"
    words.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    who = ("--role", "coach", "--name", "Testi Valmentaja", "--language", "sv")
    installed.run("init", *who, "--home", home, "--passphrase-file", words)
    opening = ("--home", home, "--passphrase-file", words)
    (worker,) = json.loads(installed.run("record", "list", "worker", "--json", *opening))
    assert worker["values"]["name"] == "Testi Valmentaja"


def test_a_practice_notebook_from_another_folder(installed: Installed, tmp_path: Path) -> None:
    words, home = tmp_path / "words", tmp_path / "home"
    words.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    opening = ("--home", home, "--passphrase-file", words)
    made = json.loads(installed.run("demo", "--no-tui", "--clients", "2", "--json", *opening))
    assert made["records"]["client"] == 2
    rows = json.loads(installed.run("record", "list", "client", "--json", *opening))
    assert len(rows) == 2
    (tmp_path / "stick").mkdir()
    installed.run("export", tmp_path / "stick", *opening)
    (bundle,) = (tmp_path / "stick").glob("nippu-*.toml")
    assert installed.run("inspect", bundle)
    assert list(installed.elsewhere.iterdir()) == []


def test_every_screen_finds_its_style(installed: Installed) -> None:
    """The names in the classes' CSS_PATH lead to files that were installed."""
    count = installed.python(
        """
import importlib, inspect, pkgutil, screens
from pathlib import Path
from tui.widgets.page import Page
styled = set()
for found in pkgutil.walk_packages(screens.__path__, "screens."):
    for name, screen in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
        if issubclass(screen, Page) and "CSS_PATH" in vars(screen):
            style = (Path(inspect.getfile(screen)).parent / screen.CSS_PATH).resolve()
            assert style.is_file(), style
            styled.add(style)
print(len(styled))
"""
    )
    styles = [path for path in files(ROOT / "screens") if path.suffix == ".tcss"]
    assert int(count) == len(styles) > 0


def test_the_app_opens_on_its_first_screen(installed: Installed, tmp_path: Path) -> None:
    shown = installed.python(
        """
import asyncio, sys
from pathlib import Path
from store.home import Home
from tui.app.application import ReppuApp

async def look():
    app = ReppuApp(Home(Path(sys.argv[1])))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(type(app.screen).__name__)

asyncio.run(look())
""",
        tmp_path / "home",
    )
    assert shown.split() == ["Wizard"]
