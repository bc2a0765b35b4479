"""argparse in three languages: it speaks through gettext, and here it is given our words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from tui.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    "usage: ": lambda: _("argparse.usage"),
    "positional arguments": lambda: _("argparse.positional"),
    "options": lambda: _("argparse.options"),
    "subcommands": lambda: _("argparse.commands"),
    "show this help message and exit": lambda: _("argparse.help"),
    "%(prog)s: error: %(message)s\n": lambda: _("argparse.error"),
    "argument %(argument_name)s: %(message)s": lambda: _("argparse.argument"),
    "unrecognized arguments: %s": lambda: _("argparse.unrecognized"),
    "ambiguous option: %(option)s could match %(matches)s": lambda: _("argparse.ambiguous"),
    "invalid choice: %(value)r (choose from %(choices)s)": lambda: _("argparse.choice"),
    "unknown parser %(parser_name)r (choices: %(choices)s)": lambda: _("argparse.command"),
    "invalid %(type)s value: %(value)r": lambda: _("argparse.value"),
    "expected one argument": lambda: _("argparse.one"),
    "expected at most one argument": lambda: _("argparse.at_most_one"),
    "expected at least one argument": lambda: _("argparse.at_least_one"),
    "expected %s argument": lambda: _("argparse.one_of_number"),
    "expected %s arguments": lambda: _("argparse.number"),
    "the following arguments are required: %s": lambda: _("argparse.required"),
    "one of the arguments %s is required": lambda: _("argparse.one_required"),
    "not allowed with argument %s": lambda: _("argparse.not_with"),
    "ignored explicit argument %r": lambda: _("argparse.explicit"),
}
"""What argparse can say to a person → our words for it. Its %-fields stay as they are."""

FOR_PROGRAMMERS = frozenset(
    {
        "conflicting option string: %s",
        "conflicting option strings: %s",
        ".__call__() not defined",
        "'required' is an invalid argument for positionals",
        "mutually exclusive arguments must be optional",
        "%r is not callable",
        "can't open '%(filename)s': %(error)s",
        "cannot merge actions - two groups are named %r",
        "invalid option string %(option)r: must start with a character %(prefix_chars)r",
        "dest= is required for options like %r",
        "invalid conflict_resolution value: %r",
        "cannot have multiple subparser arguments",
        "conflicting subparser: %s",
        "conflicting subparser alias: %s",
        'argument "-" with mode %r',
        "unexpected option string: %s",
    }
)
"""What argparse says only to whoever declares options wrongly; never to a person."""


def translated(sentence: str) -> str:
    """Return argparse's sentence in the language chosen now, or as it is when it is for programmers."""
    words = SENTENCES.get(sentence)
    return sentence if words is None else words()


def translated_number(one: str, several: str, number: int) -> str:
    """Return the singular or plural sentence of argparse in the language chosen now."""
    return translated(one if number == 1 else several)


def speak_our_language() -> None:
    """Give argparse our words; it looks its gettext functions up by these two names."""
    for name, function in (("_", translated), ("ngettext", translated_number)):
        setattr(argparse, name, function)


class Parser(argparse.ArgumentParser):
    """A parser whose wrong usage is one sentence and one hint, exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and how to see what it takes, then leave with 2."""
        print(f"{message[:1].upper()}{message[1:]}. {_('usage.see_help', program=self.prog)}", file=sys.stderr)
        raise SystemExit(2)


def folder_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--home``, which every command takes, before its name as well as after it.

    No default here: a command's own would wipe out what was said before its name.
    """
    parser.add_argument("--home", metavar=_("option.folder"), help=_("option.home.help"), default=argparse.SUPPRESS)


def passphrase_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--passphrase-file``, which every command takes that opens a notebook."""
    parser.add_argument("--passphrase-file", metavar=_("option.file"), help=_("option.passphrase_file.help"))


def database_password_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--database-password-file`` to a command that connects to an office's database for the first time."""
    parser.add_argument(
        "--database-password-file", metavar=_("option.file"), help=_("option.database_password_file.help")
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--json`` where a program would read the answer."""
    parser.add_argument("--json", action="store_true", help=_("option.json.help"))
