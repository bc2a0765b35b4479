"""``reppu quality``: the 25 criteria of a period with their counts, as a table, as JSON, or as a review pack."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import _

DONE = 0
HALF_YEAR = 182
"""Days of the period where none is named: a review is each six months."""


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("quality", help=_("command.quality"), description=_("command.quality.more"))
    for name, words in (("--from", _("option.from.help")), ("--to", _("option.to.help"))):
        parser.add_argument(name, dest=name.strip("-") + "_day", metavar=_("option.day"), help=words)
    parser.add_argument("--own", action="store_true", help=_("option.own.help"))
    parser.add_argument("--pack", metavar=_("option.file"), help=_("option.pack.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=show_quality)


def show_quality(options: argparse.Namespace) -> int:
    """Count, and say or write what was counted."""
    from store.quality.looking import quality, write_pack
    from tui.forms.quality_table import answer_of, pack_text, period_said, set_said, table_of, total_said

    last = _day(options.to_day) if options.to_day else date.today()  # noqa: DTZ011 - the day on the wall here
    first = _day(options.from_day) if options.from_day else last - timedelta(days=HALF_YEAR - 1)
    with opened(options) as notebook:
        worker = notebook.identity.worker if options.own else None
        found = quality(notebook, first, last, worker=worker)
        if options.pack is not None:
            write_pack(notebook, Path(options.pack), pack_text(found))
    if options.json:
        answer(answer_of(found))
    elif options.pack is not None:
        say(_("write_statistics.done", file=options.pack))
    else:
        say(set_said(found))
        say(period_said(found))
        table(table_of(found))
        say(total_said(found))
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
