"""``reppu database``: the office's records in PostgreSQL, for several workers at once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tui.cli.answers import say
from tui.cli.opening import database_password_of, new_passphrase_of, opened
from tui.cli.parser import database_password_option, folder_option, passphrase_option
from tui.language import LANGUAGES, _


def add(commands: Any) -> None:
    """Add the command with its own commands."""
    family = commands.add_parser("database", help=_("command.database"), description=_("command.database.more"))
    within = family.add_subparsers(
        title=_("argparse.commands"), metavar=_("option.command"), required=True, dest="act"
    )
    share = within.add_parser("share", help=_("command.database.share"), description=_("command.database.share.more"))
    worker = within.add_parser(
        "worker", help=_("command.database.worker"), description=_("command.database.worker.more")
    )
    worker.add_argument("folder", metavar=_("option.folder"), help=_("option.worker_folder.help"))
    worker.add_argument("--name", metavar=_("option.name"), required=True, help=_("option.name.help"))
    worker.add_argument("--language", choices=LANGUAGES, required=True, help=_("option.language.help"))
    worker.add_argument("--new-passphrase-file", metavar=_("option.file"), help=_("option.new_passphrase_file.help"))
    held = within.add_parser("held", help=_("command.database.held"), description=_("command.database.held.more"))
    noted = within.add_parser(
        "backed-up", help=_("command.database.backed_up"), description=_("command.database.backed_up.more")
    )
    noted.add_argument("number", metavar=_("option.held_number"), type=int, help=_("option.held_number.help"))
    for parser, run in ((held, say_held), (noted, note_backup)):
        folder_option(parser)
        passphrase_option(parser)
        parser.set_defaults(run=run)
    for parser, run in ((share, share_records), (worker, admit_worker)):
        parser.add_argument("address", metavar=_("option.address"), help=_("option.address.help"))
        database_password_option(parser)
        folder_option(parser)
        passphrase_option(parser)
        parser.set_defaults(run=run)


def share_records(options: argparse.Namespace) -> int:
    """Move the records of the office's notebook into an empty database."""
    password = database_password_of(options)
    with opened(options) as notebook:
        from store.sharing import share

        share(notebook, options.address, password)
    say(_("database.shared"))
    return 0


def admit_worker(options: argparse.Namespace) -> int:
    """Make the home of one more worker of the office."""
    password = database_password_of(options)
    with opened(options) as notebook:
        from store.keys.passphrases import offer
        from store.sharing import admit_worker as admit

        passphrase = new_passphrase_of(options.new_passphrase_file)
        if passphrase is None:
            passphrase = offer(options.language)
            say(f"{_('init.notebook_words')} {passphrase}")
            say(_("init.remember"))
        admit(
            notebook,
            Path(options.folder),
            options.address,
            name=options.name,
            language=options.language,
            passphrase=passphrase,
            password=password,
        )
    say(_("database.worker_admitted", folder=options.folder))
    return 0


def say_held(options: argparse.Namespace) -> int:
    """Say how far the office's database has come; a script gives the number to ``backed-up`` afterwards."""
    with opened(options) as notebook:
        from store.outside_backup import held_now

        say(str(held_now(notebook)))
    return 0


def note_backup(options: argparse.Namespace) -> int:
    """Note that a backup of the office's database is whole."""
    with opened(options) as notebook:
        from store.outside_backup import note_outside_backup

        note_outside_backup(notebook, options.number)
    say(_("database.backup_noted"))
    return 0
