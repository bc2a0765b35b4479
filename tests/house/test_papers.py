"""The README and the pages in docs/ are true: commands exist, links lead somewhere, the recipe works."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files
from tui.cli.command_line import command_parser

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [path for path in files() if path.suffix == ".md"]
PICTURES = ("client", "clients", "today", "unlock")


def targets() -> set[str]:
    """Return the commands that `make` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def code_of(text: str) -> list[str]:
    """Return what a page sets in code: whole blocks, and what stands between backticks."""
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    return [*(line for block in blocks for line in block.splitlines()), *spans]


def commands_of_reppu() -> dict[str, argparse.ArgumentParser]:
    """Return every command by its words: "export", "passphrase change"."""
    found: dict[str, argparse.ArgumentParser] = {}
    waiting: list[tuple[str, argparse.ArgumentParser]] = [("", command_parser())]
    while waiting:
        name, parser = waiting.pop()
        found[name] = parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += [(f"{name} {word}".strip(), below) for word, below in action.choices.items()]
    return found


def test_every_make_command_of_the_readme_exists_and_the_other_way_round() -> None:
    named = {word for line in code_of(README) for word in re.findall(r"\bmake ([a-z]+)", line)}
    assert named == targets()


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^make (\w+)$", script, re.MULTILINE) == ["check", "test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_packages_that_ci_installs_are_those_of_the_readme(tmp_path: Path) -> None:
    """Where no program at all is found, every package is missing but the Python that asks."""
    environment = {"PATH": str(tmp_path), "PYTHON": sys.executable}
    missing = subprocess.run(
        [ROOT / ".ci" / "missing"], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    named = re.search(r"Debian packages that the tests with real programs\s+need \(([^)]*)\)", README)
    assert named is not None
    assert sorted(missing) == sorted([*named[1].split(", "), "make"])


@pytest.mark.parametrize("line", sorted({line for line in code_of(README) if re.match(r"reppu( |$)", line)}))
def test_every_reppu_command_of_the_readme_exists(line: str) -> None:
    known = commands_of_reppu()
    words = shlex.split(line.partition(" > ")[0])[1:]
    names = [word for word in words if re.fullmatch("[a-z]+", word)]
    name = next((found for found in (" ".join(names[:2]), names[0] if names else "") if found in known), "")
    assert name or not words or words[0].startswith("-"), line
    options = {text for action in known[name]._actions for text in action.option_strings}
    assert {word for word in words if word.startswith("-")} <= options


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_the_readme_says_what_reppu_is_not() -> None:
    plain = " ".join(README.split())
    for words in (
        "Not the official record",
        "Not registered, not audited",
        "703/2023",
        "class B",
        "BitLocker",
        "FileVault",
        "LUKS",
    ):
        assert words in plain
    assert "ei ole asiakastietojärjestelmä" in plain
    assert "är inte ett klientdatasystem" in plain


def test_the_changelog_names_this_version_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = re.search(
        r'^version = "([\d.]+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert version is not None
    assert re.findall(r"^## ([\d.]+)", text, re.MULTILINE)[0] == version[1]


def test_the_recipe_for_checking_a_bundle_works_as_it_stands(tmp_path: Path) -> None:
    """The block under the mark is given to a shell, with `reppu` and OpenSSH's ssh-keygen on its path."""
    found = re.search(r"<!-- recipe -->\n```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found is not None
    programs = tmp_path / "programs"
    programs.mkdir()
    reppu = programs / "reppu"
    reppu.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tui.cli "$@"\n', encoding="utf-8")
    reppu.chmod(0o755)
    stand = tmp_path / "stand"
    stand.mkdir()
    done = subprocess.run(
        ["sh", "-eu", "-c", found[1]],
        cwd=stand,
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'Good "reppu-practice-changes" signature' in done.stdout


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_fetch_nothing(name: str) -> None:
    picture = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert set(re.findall(r"\w+://[^\"'\s)<]+", picture)) <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in picture
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", picture)
