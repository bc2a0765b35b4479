"""``reppu backup`` and ``reppu check``: an encrypted copy of the notebook, and whether the notebook is whole."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.opening import home_of, opened, passphrase_of
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.held_backup import said_of
from tui.language import _, plural, word

FINDINGS = {
    "damaged_pages": "finding.damaged_pages",
    "damaged_structure": "finding.damaged_structure",
    "altered_history": "finding.altered_history",
    "altered_use_log": "finding.altered_use_log",
    "damaged_recovery_slot": "finding.damaged_recovery_slot",
    "damaged_keys": "finding.damaged_keys",
    "lost_saves": "finding.lost_saves",
    "missing_recovery_slot": "finding.missing_recovery_slot",
}
"""What the check can find → key of its words."""

WHOLE = (
    (("damaged_pages", "damaged_structure"), "check.part_pages"),
    (("damaged_pages", "damaged_structure", "altered_history"), "check.part_history"),
    (("damaged_pages", "damaged_structure", "altered_use_log", "lost_saves"), "check.part_log"),
    (("damaged_keys", "damaged_recovery_slot"), "check.part_keys"),
)
"""What speaks against a part being whole → key of what the part is called."""


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
    restoring = commands.add_parser("restore", help=_("command.restore"), description=_("command.restore.more"))
    restoring.add_argument("backup", metavar=_("option.path"), help=_("option.backup.help"))
    restoring.add_argument("--drill", action="store_true", help=_("option.drill.help"))
    rescuing = commands.add_parser("rescue", help=_("command.rescue"), description=_("command.rescue.more"))
    for one, run in ((restoring, restore), (rescuing, rescue)):
        one.add_argument("--set-aside", action="store_true", help=_("option.set_aside.help"))
        folder_option(one)
        passphrase_option(one)
        json_option(one)
        one.set_defaults(run=run)


def back_up(options: argparse.Namespace) -> int:
    """Make a backup and put it, with the keys file and the erasure list, into a folder: a stick, for example."""
    from store.keeping_backups import write_backup

    folder = Path(options.folder)
    with opened(options) as notebook:
        files = write_backup(notebook, folder)
    if options.json:
        answer({"files": files})
    else:
        say(_("backup.done", folder=folder))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Make a notebook from a backup, as a new device; or only try whether that could be done."""
    from store import restoring

    home, backup = home_of(options), Path(options.backup)
    passphrase = passphrase_of(options.passphrase_file, _("ask.passphrase"))
    if options.drill:
        held = restoring.practise(home, backup, passphrase)
    else:
        held = restoring.restore(home, backup, passphrase, set_aside=options.set_aside)
    if options.json:
        answer(dataclasses.asdict(held))
        return 0
    for line in said_of(held, drill=options.drill):
        say(line)
    return 0


def rescue(options: argparse.Namespace) -> int:
    """Say what of a damaged notebook can be taken over; with --set-aside a new one takes its place."""
    from store import rescuing

    passphrase = passphrase_of(options.passphrase_file, _("ask.passphrase"))
    done = rescuing.rescue(home_of(options), passphrase, set_aside=options.set_aside)
    if options.json:
        answer(dataclasses.asdict(done))
        return 0
    say(_("rescue.done") if options.set_aside else _("rescue.could"))
    for line in said_of(done.restored, drill=not options.set_aside)[1:]:
        say(line)
    say(plural("rescue.lost", done.lost))
    say(plural("rescue.altered", done.altered))
    if not options.set_aside:
        say(_("rescue.how"))
    return 0


def check_notebook(options: argparse.Namespace) -> int:
    """Say whether pages, history, use log and keys are as they were written; exit 1 where something is not."""
    from store.self_check import WAYS_OUT, check

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
        if not options.json:
            whole = [word(key) for parts, key in WHOLE if not set(parts) & {each.value for each in found}]
            if whole:
                say(_("check.whole_parts", parts=", ".join(whole)))
            if WAYS_OUT & set(found):
                say(_("check.way_out"))
        raise Refusal(Reason.FAILED_CHECK)
    return 0
