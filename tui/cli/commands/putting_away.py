"""``reppu put-away``: a client's records leave this laptop once the assignment has ended (USERS, Terms)."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date, datetime
from typing import Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.cli.typed_values import shown_value
from tui.language import _, plural


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("put-away", help=_("command.put_away"), description=_("command.put_away.more"))
    parser.add_argument("client", nargs="?", metavar=_("option.client_id"), help=_("option.put_away.help"))
    parser.add_argument("--back", action="store_true", help=_("option.fetch_back.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=put_away)


def put_away(options: argparse.Namespace) -> int:
    """List the clients whose assignment has ended, put one away, or fetch one back."""
    from store import putting_away

    if options.back and options.client is None:
        raise WrongUsage(_("usage.back_needs_client"))
    with opened(options) as notebook:
        if options.client is None:
            return _list(options, putting_away.ended_clients(notebook, _today()))
        if options.back:
            count = putting_away.fetch_back(notebook, options.client)
        else:
            count = putting_away.put_away(notebook, options.client, _today())
    if options.json:
        answer({"client": options.client, "changes": count})
    else:
        say(plural("put_away.back", count) if options.back else plural("put_away.done", count))
    return 0


def _list(options: argparse.Namespace, found: tuple[Any, ...]) -> int:
    if options.json:
        answer([dataclasses.asdict(one) for one in found])
        return 0
    if not found:
        say(_("put_away.none"))
    table(
        [
            (one.client, shown_value(one.ended), _("put_away.ready") if one.ready else _("put_away.waits"))
            for one in found
        ]
    )
    return 0


def _today() -> date:
    return datetime.now().astimezone().date()
