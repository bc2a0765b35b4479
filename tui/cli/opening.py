"""Opening the notebook that a command works on: which home, which passphrase, which language."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from store.home import Home
from store.refusal import Reason, Refusal
from tui.cli import HOME_OPTION
from tui.language import LANGUAGES, _

if TYPE_CHECKING:
    from store.notebook import Notebook

LONGEST_PASSPHRASE = 4096
"""Bytes of a passphrase file that are looked at; a longer first line is refused."""


class WrongUsage(Exception):  # noqa: N818 - an answer to the person, not an error of ours
    """The command cannot be done as it was given: exit code 2, with this sentence."""


def chosen_language(words: Sequence[str]) -> str:
    """Return the language to speak before anything is parsed: that of the home, else of the system, else Finnish.

    Args:
        words: the words of the command line; ``--home`` among them says whose settings count.
    """
    from store.settings import read_settings

    named = read_settings(Home.chosen(_home_among(words))).language
    if named:
        return named
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        spoken = os.environ.get(variable, "")[:2].lower()
        if spoken in LANGUAGES:
            return spoken
    return LANGUAGES[0]


def _home_among(words: Sequence[str]) -> str | None:
    for place, word in enumerate(words):
        if word.startswith(f"{HOME_OPTION}="):
            return word.removeprefix(f"{HOME_OPTION}=")
        if word == HOME_OPTION and place + 1 < len(words):
            return words[place + 1]
    return None


def home_of(options: argparse.Namespace) -> Home:
    """Return the home folder that the command was given, or the usual one."""
    return Home.chosen(options.home)


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Notebook]:
    """Open the notebook of the command's home for the length of the command.

    Raises:
        Refusal: there is none, the passphrase is wrong, or it cannot be read.
        WrongUsage: the passphrase cannot be asked for.
    """
    home = home_of(options)
    if not home.has_notebook:
        raise Refusal(Reason.NO_NOTEBOOK)
    passphrase = passphrase_of(options.passphrase_file, _("ask.passphrase"))
    from store.notebook import Notebook
    from tui.app.tidying import be_sparing

    be_sparing()
    notebook = Notebook.unlock(home, passphrase)
    try:
        yield notebook
    finally:
        notebook.close()


def passphrase_of(file: str | None, question: str) -> str:
    """Return a passphrase from a file's first line, or ask for it without echo.

    Args:
        file: the file; None asks.
        question: what is asked.

    Raises:
        Refusal: the file cannot be read.
        WrongUsage: nobody sits at a terminal to be asked.
    """
    return ask_hidden(question) if file is None else _first_line(Path(file))


def database_password_of(options: argparse.Namespace) -> str | None:
    """Return what the office's database asks of the role, from a file's first line; None where it asks nothing.

    Raises:
        Refusal: the file cannot be read.
    """
    return None if options.database_password_file is None else _first_line(Path(options.database_password_file))


def new_passphrase_of(file: str | None) -> str | None:
    """Return a new passphrase: from a file, or typed twice; None when the person wants five words made.

    Raises:
        Refusal: the file cannot be read.
        WrongUsage: nobody sits at a terminal, or the two differ.
    """
    if file is not None:
        return _first_line(Path(file))
    typed = ask_hidden(_("ask.new_passphrase"))
    if not typed:
        return None
    if ask_hidden(_("ask.again")) != typed:
        raise WrongUsage(_("usage.passphrases_differ"))
    return typed


def ask_hidden(question: str) -> str:
    """Ask without echo.

    Raises:
        WrongUsage: there is no terminal to ask at, so it would be echoed or never answered.
    """
    import getpass
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{question} ")
        except (getpass.GetPassWarning, EOFError) as missing:
            raise WrongUsage(_("usage.no_terminal")) from missing


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            line = file.read(LONGEST_PASSPHRASE + 1).split(b"\n")[0]
        # Some editors begin a text with a byte order mark and end its lines with CR LF: neither was typed.
        text = line.decode("utf-8-sig").removesuffix("\r")
    except (OSError, ValueError) as unreadable:
        raise Refusal(Reason.UNREADABLE_FILE) from unreadable
    if len(line) > LONGEST_PASSPHRASE or not text:
        raise Refusal(Reason.UNREADABLE_FILE)
    return text
