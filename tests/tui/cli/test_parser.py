"""The parser: argparse speaks our three languages, and every command explains itself."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator

import pytest

from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import is_one_sentence
from tui.cli.command_line import command_parser
from tui.cli.parser import FOR_PROGRAMMERS, SENTENCES, translated
from tui.language import LANGUAGES, choose, chosen

A_KEY = re.compile(r"\b(?:command|option|argparse|usage)\.\w+")


@pytest.fixture(autouse=True)
def _same_language_after() -> Iterator[None]:
    spoken = chosen()
    yield
    choose(spoken)


def sentences_of_argparse() -> set[str]:
    """Return every text that this Python's argparse hands to gettext."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
            found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def all_parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Return a parser and those of its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from all_parsers(inner)


def test_everything_argparse_says_is_known() -> None:
    """A Python that says something new is seen here: it needs words, or is for programmers."""
    assert sentences_of_argparse() <= set(SENTENCES) | FOR_PROGRAMMERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_argparse_says_keeps_its_fields(language: str) -> None:
    """A translation names no other %-fields, or argparse would fail while refusing."""
    choose(language)
    for sentence in SENTENCES:
        said = translated(sentence)
        assert re.findall("%[rs]", said) == re.findall("%[rs]", sentence)
        assert set(re.findall(r"%\(\w+\)[rs]", said)) <= set(re.findall(r"%\(\w+\)[rs]", sentence))
        assert "%" not in re.sub(r"%(\(\w+\))?[rs]", "", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_help_in_every_language(language: str) -> None:
    """No key and no English of argparse's own is left in any of them; every option says what it is for."""
    choose(language)
    for parser in all_parsers(command_parser()):
        text = parser.format_help()
        assert not A_KEY.search(text), text
        if language != "en":
            assert "usage:" not in text
            assert "show this help" not in text
        for action in parser._actions:
            assert action.help or isinstance(action, argparse._SubParsersAction), (parser.prog, action.dest)


def test_every_command_that_is_promised_is_offered() -> None:
    """None is of a later day any more."""
    (commands,) = [a for a in command_parser()._actions if isinstance(a, argparse._SubParsersAction)]
    offered = set(commands.choices)
    assert {"quality", "client", "restore"} <= offered
    assert {"receive", "swap", "status", "conflicts"} <= offered
    assert {"init", "demo", "card", "trust", "signers", "export", "inspect", "unseal", "split", "record"} <= offered
    assert {"import", "passphrase", "backup", "check"} <= offered


@pytest.mark.parametrize(
    "words",
    [
        ["nothing-like-this"],
        ["--nothing"],
        ["export"],
        ["export", "a", "b"],
        ["init", "--role", "cook", "--name", "x", "--language", "fi"],
        ["demo", "--seed", "seven"],
        ["demo", "--clients"],
        ["demo", "--no-tui=yes"],
        ["demo", "--clients", "0", "--no-tui"],
        ["demo", "--clients", "501", "--no-tui"],
        ["record"],
        ["trust", "card.toml"],
    ],
)
def test_wrong_usage_is_exit_2_and_one_line(here: Here, words: list[str]) -> None:
    """What is wrong and how to see the help."""
    done = here(*words, opens=False)
    assert (done.code, done.said) == (2, "")
    assert is_one_sentence(done.complained)


def test_help_is_exit_0(here: Here) -> None:
    """And goes to standard output."""
    done = here("record", "set", "--help", opens=False)
    assert (done.code, done.complained) == (0, "")
    assert "--values" in done.said


@pytest.mark.parametrize("words", [["--home", "there", "card", "file"], ["card", "--home", "there", "file"]])
def test_home_may_stand_before_and_after_the_command(words: list[str]) -> None:
    assert command_parser().parse_args(words).home == "there"


def test_without_home_none_is_meant() -> None:
    assert command_parser().parse_args(["card", "file"]).home is None
