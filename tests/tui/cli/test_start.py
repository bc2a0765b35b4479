"""How a command starts and how it ends: what is imported, what is dropped, and what never shows."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.notebooks import PASSPHRASE
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import ROOT, Desk, is_one_sentence
from tui.cli import forget_textual_variables, opens_app
from tui.cli.command_line import code_of

HEAVY = (
    "argparse",
    "sqlmodel",
    "sqlalchemy",
    "cryptography",
    "pyrage",
    "textual",
    "gettext",
    "tomli",
    "platformdirs",
)


def test_the_way_to_the_app_imports_nothing_else() -> None:
    """The console script's module brings none of what the first frame must not wait for."""
    code = f"import sys, tui.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], True),
        (["--home", "x"], True),
        (["--home=x"], True),
        (["--home"], False),
        (["--home", "--help"], False),
        (["--help"], False),
        (["demo"], False),
        (["--home", "x", "demo"], False),
    ],
)
def test_only_no_command_opens_the_app(words: list[str], expected: bool) -> None:
    """None, or only where the notebook stands."""
    assert opens_app(words) is expected


def test_variables_of_textual_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them writes the screen to a file in clear."""
    monkeypatch.setenv("TEXTUAL_SCREENSHOT", "1")
    monkeypatch.setenv("REPPU_HOME", "kept")
    forget_textual_variables()
    assert "TEXTUAL_SCREENSHOT" not in os.environ
    assert os.environ["REPPU_HOME"] == "kept"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", "muistikirjaa"), ("sv", "anteckningsbok"), ("en", "notebook"), ("de", "muistikirjaa")],
)
def test_a_command_speaks_the_systems_language_or_finnish(desk: Desk, language: str, expected: str) -> None:
    """Before there is a home with settings."""
    done = desk.open("nowhere", "export", ".", language=language)
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)
    assert expected in done.complained


def test_a_command_speaks_the_language_of_its_home(desk: Desk) -> None:
    """``settings.toml`` goes before the system."""
    (desk.folder / "home").mkdir()
    (desk.folder / "home" / "settings.toml").write_text('language = "sv"\n', encoding="utf-8")
    assert "anteckningsbok" in desk.open("home", "export", ".", language="en").complained


def test_no_terminal_and_no_passphrase_file_is_wrong_usage(coach: Desk) -> None:
    """It neither hangs nor reads a passphrase that would be echoed."""
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "export", ".", "--home", "home"],
        cwd=coach.folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(coach.folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        start_new_session=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert is_one_sentence(done.stderr)


def test_a_wrong_passphrase_is_one_sentence(coach: Desk) -> None:
    """Exit 1, and the passphrase is nowhere in what is said."""
    coach.passphrase.write_text("ihan muu lause kuin se\n", encoding="utf-8")
    done = coach.open("home", "signers")
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)
    assert "ihan" not in done.complained


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\xff\n", b"a" * 5000 + b"\n"])
def test_a_bad_passphrase_file_is_refused(coach: Desk, content: bytes) -> None:
    """Empty, no text, or far too long."""
    coach.passphrase.write_bytes(content)
    done = coach.open("home", "signers")
    assert done.code == 1
    assert is_one_sentence(done.complained)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r\nsecond line\r\n"])
def test_a_passphrase_file_of_any_editor_opens(coach: Desk, here: Here, mark: bytes, end: bytes) -> None:
    """A byte order mark and CR LF were put in by the editor, not typed."""
    coach.passphrase.write_bytes(mark + PASSPHRASE.encode() + end)
    assert here("signers").code == 0


def test_a_reader_that_goes_away_is_silent(coach: Desk) -> None:
    """``reppu record types | head -1``."""
    command = f'"{sys.executable}" -m tui.cli record types --json | head -c 1'
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=coach.folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(coach.folder)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""


def test_the_code_of_an_error_holds_its_place_and_no_value() -> None:
    """What a developer needs, and nothing that anybody typed."""
    try:
        int("Salainensana")
    except ValueError as error:
        code = code_of(error)
    assert code.startswith("ValueError-")
    assert "Salainensana" not in code


def test_an_unexpected_error_is_one_sentence_with_a_code(coach: Desk) -> None:
    """A table that the program never leaves like this: no traceback, no value, exit 1."""
    from store.home import Home
    from store.notebook import Notebook
    from tests.notebooks import PASSPHRASE

    with Notebook.unlock(Home(coach.folder / "home"), PASSPHRASE) as notebook, notebook.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET header = 'Salainensana'")
    done = coach.open("home", "record", "list", "worker")
    assert (done.code, done.said) == (1, "")
    assert is_one_sentence(done.complained)
    assert "Salainensana" not in done.complained
