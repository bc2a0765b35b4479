"""``reppu card``, ``reppu trust`` and ``reppu signers``: who we are, and whom we trust."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.opening import opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import _

if TYPE_CHECKING:
    from store.notebook import Notebook


def add(commands: Any) -> None:
    """Add the commands."""
    card = commands.add_parser("card", help=_("command.card"), description=_("command.card.more"))
    card.add_argument("file", metavar=_("option.file"), help=_("option.card_out.help"))
    card.add_argument("--new-key", action="store_true", help=_("option.new_key.help"))
    trust = commands.add_parser("trust", help=_("command.trust"), description=_("command.trust.more"))
    trust.add_argument("file", metavar=_("option.file"), help=_("option.card_in.help"))
    trust.add_argument("--words", required=True, metavar=_("option.words"), help=_("option.words.help"))
    signers = commands.add_parser("signers", help=_("command.signers"), description=_("command.signers.more"))
    for parser, run in ((card, write_card), (trust, trust_card), (signers, list_signers)):
        folder_option(parser)
        passphrase_option(parser)
        parser.set_defaults(run=run)
    json_option(card)
    json_option(trust)


def write_card(options: argparse.Namespace) -> int:
    """Write this notebook's card and say the six words that go with it."""
    from store import bundle

    with opened(options) as notebook:
        if options.new_key:
            _renew_key(notebook, Path(options.file))
        written = bundle.write_card(notebook, Path(options.file))
    if options.json:
        answer({"file": written.path, "words": written.words, "fingerprint": written.fingerprint})
        return 0
    say(_("card.written", file=written.path))
    say(_("card.words", words=written.words))
    return 0


def _renew_key(notebook: Notebook, file: Path) -> None:
    """Give the laptop a new signing key; nothing is renewed where its card could not be written."""
    from store.rekeying import new_signing_key

    if file.exists():
        raise Refusal(Reason.FILE_EXISTS)
    new_signing_key(notebook)


def trust_card(options: argparse.Namespace) -> int:
    """Accept a card whose six words were typed as heard."""
    from store import bundle

    with opened(options) as notebook:
        trusted = bundle.trust(notebook, Path(options.file), options.words)
    if options.json:
        answer({"role": trusted.role, "principal": trusted.principal, "fingerprint": trusted.fingerprint})
        return 0
    say(_("trust.done", principal=trusted.principal, fingerprint=trusted.fingerprint))
    return 0


def list_signers(options: argparse.Namespace) -> int:
    """Print the trusted keys as an OpenSSH ``allowed_signers`` file."""
    from store import bundle

    with opened(options) as notebook:
        print(bundle.signers(notebook), end="")
    return 0
