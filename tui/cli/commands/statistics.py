"""``reppu statistics``: what was done in a period, as a table on the screen or in a file."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.statistics_table import DIMENSIONS, table_of
from tui.language import _

DONE = 0


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("statistics", help=_("command.statistics"), description=_("command.statistics.more"))
    for name, words in (("--from", _("option.from.help")), ("--to", _("option.to.help"))):
        parser.add_argument(name, required=True, dest=name.strip("-") + "_day", metavar=_("option.day"), help=words)
    parser.add_argument("--by", choices=tuple(DIMENSIONS), default="municipality", help=_("option.by.help"))
    parser.add_argument("--csv", metavar=_("option.file"), help=_("option.csv.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=show_statistics)


def show_statistics(options: argparse.Namespace) -> int:
    """Count, and say or write what was counted; groups of too few clients are not handed out."""
    from store.statistics import SMALLEST_GROUP, statistics, write_table

    first, last = _day(options.from_day), _day(options.to_day)
    with opened(options) as notebook:
        found = statistics(notebook, first, last, options.by, smallest=SMALLEST_GROUP)
        rows = table_of(found)
        if options.csv is not None:
            write_table(notebook, Path(options.csv), rows)
    if options.json:
        answer(dataclasses.asdict(found))
    elif options.csv is not None:
        say(_("write_statistics.done", file=options.csv))
    else:
        table([tuple(line) for line in zip(*rows, strict=True)])
    return DONE


def _day(text: str) -> date:
    """Return a day that was typed.

    Raises:
        WrongUsage: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(_("usage.not_a_day", text=text)) from error
