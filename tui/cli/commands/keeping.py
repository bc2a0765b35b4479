"""``reppu backup`` and ``reppu check``: an encrypted copy of the notebook, and whether the notebook is whole."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.opening import opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import _, word

FINDINGS = {
    "damaged_pages": "finding.damaged_pages",
    "damaged_structure": "finding.damaged_structure",
    "altered_history": "finding.altered_history",
    "altered_use_log": "finding.altered_use_log",
    "damaged_recovery_slot": "finding.damaged_recovery_slot",
    "missing_recovery_slot": "finding.missing_recovery_slot",
}
"""What the check can find → key of its words."""


def add(commands: Any) -> None:
    """Add the commands."""
    checking = commands.add_parser("check", help=_("command.check"), description=_("command.check.more"))
    folder_option(checking)
    passphrase_option(checking)
    json_option(checking)
    checking.set_defaults(run=check_notebook)
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


def check_notebook(options: argparse.Namespace) -> int:
    """Say whether pages, history, use log and keys are as they were written; exit 1 where something is not."""
    from store.self_check import check

    with opened(options) as notebook:
        found = check(notebook)
    if options.json:
        answer({"findings": found, "cloud_service": notebook.home.cloud_service()})
    elif found:
        for finding in found:
            say(word(*FINDINGS[finding.value].split(".")))
    else:
        say(_("check.whole"))
    service = notebook.home.cloud_service()
    if service and not options.json:
        say(_("init.cloud", service=service))
    if found:
        raise Refusal(Reason.FAILED_CHECK)
    return 0
