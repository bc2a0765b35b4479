"""``reppu office recover`` and ``succeed``: what needs the root's stick from the safe."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.answers import answer, say
from tui.cli.opening import opened, passphrase_of
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import LANGUAGES, _, chosen

if TYPE_CHECKING:
    from store.keys.root import Root


def add(within: Any) -> None:
    """Add the commands."""
    recovering = within.add_parser("recover", help=_("command.recover"), description=_("command.recover.more"))
    recovering.add_argument("keys", metavar=_("option.keys"), help=_("option.keys.help"))
    recovering.add_argument("out", metavar=_("option.out"), help=_("option.recovered_out.help"))
    recovering.add_argument("--second", required=True, metavar=_("option.worker"), help=_("option.second.help"))
    recovering.add_argument("--language", choices=LANGUAGES, help=_("option.spoken_language.help"))
    succeeding = within.add_parser("succeed", help=_("command.succeed"), description=_("command.succeed.more"))
    succeeding.add_argument("--restored", action="store_true", help=_("option.restored.help"))
    for parser, run in ((recovering, recover), (succeeding, succeed)):
        parser.add_argument(
            "--root-folder", required=True, metavar=_("option.folder"), help=_("option.root_stick.help")
        )
        parser.add_argument(
            "--root-passphrase-file", metavar=_("option.file"), help=_("option.root_passphrase_file.help")
        )
        folder_option(parser)
        passphrase_option(parser)
        json_option(parser)
        parser.set_defaults(run=run)


def recover(options: argparse.Namespace) -> int:
    """Open the recovery slot of a laptop, with two persons, and make what goes back to it."""
    from store.recovering import read_sent, recover_passphrase

    with opened(options) as notebook:
        sent = read_sent(notebook, Path(options.keys), _root(options))
        made = recover_passphrase(
            notebook, sent, options.second, Path(options.out), language=options.language or chosen()
        )
    if options.json:
        answer({"principal": made.principal, "file": made.path, "passphrase": made.passphrase})
        return 0
    say(_("office.recovered", principal=made.principal, file=made.path))
    say(_("office.say_aloud", words=made.passphrase))
    return 0


def succeed(options: argparse.Namespace) -> int:
    """Open a new office identity after a theft or a restore."""
    from store.rekeying import succeed_office

    with opened(options) as notebook:
        trusted = succeed_office(notebook, _root(options), restored=options.restored)
    if options.json:
        answer({"principal": trusted.principal, "fingerprint": trusted.fingerprint})
        return 0
    say(_("office.succeeded", principal=trusted.principal))
    say(_("office.succeeded_next"))
    return 0


def _root(options: argparse.Namespace) -> Root:
    from store.keys.root import open_root

    passphrase = passphrase_of(options.root_passphrase_file, _("ask.root_passphrase"))
    return open_root(Path(options.root_folder), passphrase)
