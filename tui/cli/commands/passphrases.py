"""``reppu passphrase``: another passphrase, or another key where somebody may have seen the old one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from store.refusal import Reason, Refusal
from tui.cli.answers import say
from tui.cli.opening import home_of, new_passphrase_of, passphrase_of
from tui.cli.parser import folder_option, passphrase_option
from tui.language import _, chosen


def add(commands: Any) -> None:
    """Add the command with its own commands."""
    family = commands.add_parser("passphrase", help=_("command.passphrase"), description=_("command.passphrase.more"))
    within = family.add_subparsers(
        title=_("argparse.commands"), metavar=_("option.command"), required=True, dest="act"
    )
    change = within.add_parser(
        "change", help=_("command.passphrase.change"), description=_("command.passphrase.change.more")
    )
    suspect = within.add_parser(
        "suspect", help=_("command.passphrase.suspect"), description=_("command.passphrase.suspect.more")
    )
    for parser, run in ((change, change_passphrase), (suspect, suspect_passphrase)):
        folder_option(parser)
        passphrase_option(parser)
        parser.add_argument(
            "--new-passphrase-file", metavar=_("option.file"), help=_("option.new_passphrase_file.help")
        )
        parser.set_defaults(run=run)
    _add_recover(within)


def _add_recover(within: Any) -> None:
    recover = within.add_parser(
        "recover", help=_("command.passphrase.recover"), description=_("command.passphrase.recover.more")
    )
    recover.add_argument("file", metavar=_("option.file"), help=_("option.recovered_file.help"))
    recover.add_argument("--said-file", metavar=_("option.file"), help=_("option.said_file.help"))
    recover.add_argument("--new-passphrase-file", metavar=_("option.file"), help=_("option.new_passphrase_file.help"))
    folder_option(recover)
    recover.set_defaults(run=recover_passphrase)


def change_passphrase(options: argparse.Namespace) -> int:
    """Rewrite the one slot that the old passphrase opens; the notebook's key stays."""
    from store.keys.slots import change_passphrase as change

    old, new = _old_and_new(options)
    change(home_of(options), old, new)
    say(_("passphrase.changed"))
    return 0


def suspect_passphrase(options: argparse.Namespace) -> int:
    """Give the notebook a new passphrase and a new key, both or neither; its backups are replaced."""
    from store.keys.renewal import new_raw_key

    old, new = _old_and_new(options)
    new_raw_key(home_of(options), old, new_passphrase=new)
    say(_("passphrase.renewed"))
    return 0


def recover_passphrase(options: argparse.Namespace) -> int:
    """Choose a new passphrase with what the office sent and said; the notebook gets a new key."""
    home = home_of(options)
    if not home.has_notebook:
        raise Refusal(Reason.NO_NOTEBOOK)
    said = passphrase_of(options.said_file, _("ask.said_passphrase"))
    from store.keys.one_time import open_with_one_time

    open_with_one_time(home, Path(options.file), said, _new(options))
    say(_("passphrase.renewed"))
    return 0


def _old_and_new(options: argparse.Namespace) -> tuple[str, str]:
    """Return the old passphrase, which is tried first, and the new one; one that is made here is shown once."""
    home = home_of(options)
    if not home.has_notebook:
        raise Refusal(Reason.NO_NOTEBOOK)
    old = passphrase_of(options.passphrase_file, _("ask.passphrase"))
    from store.keys.slots import open_slot

    open_slot(home, old)
    return old, _new(options)


def _new(options: argparse.Namespace) -> str:
    """Return the new passphrase; one that is made here is shown once."""
    from store.keys.passphrases import offer

    new = new_passphrase_of(options.new_passphrase_file)
    if new is None:
        new = offer(chosen())
        say(f"{_('init.notebook_words')} {new}")
        say(_("init.remember"))
    return new
