"""``reppu backup``: an encrypted copy of the notebook, with the keys file that it needs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.opening import opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import _


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("backup", help=_("command.backup"), description=_("command.backup.more"))
    parser.add_argument("folder", metavar=_("option.folder"), help=_("option.backup_folder.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=back_up)


def back_up(options: argparse.Namespace) -> int:
    """Make a backup and put it, with the keys file, into a folder: a stick, for example."""
    from store.backup import backups_of
    from store.files import refusing, write_new

    folder = Path(options.folder)
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    with opened(options) as notebook:
        home = notebook.home
        targets = (folder / home.notebook.name, folder / home.keys.name)
        if any(target.exists() for target in targets):
            raise Refusal(Reason.FILE_EXISTS)
        notebook.back_up()
        made = (backups_of(home)[-1], home.keys)
        for source, target in zip(made, targets, strict=True):
            with refusing():
                content = source.read_bytes()
            write_new(target, content)
    if options.json:
        answer({"files": targets})
    else:
        say(_("backup.done", folder=folder))
    return 0
