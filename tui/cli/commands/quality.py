"""``reppu quality``: the 25 criteria of a period with their counts, as a table, as JSON, or as a review pack."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import _

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.quality.looking import Quality

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
    parser.add_argument("--counts", metavar=_("option.file"), help=_("option.counts.help"))
    parser.add_argument("--unit", metavar=_("option.name"), default="", help=_("option.unit.help"))
    parser.add_argument("--together", metavar=_("option.folder"), help=_("option.together.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=show_quality)


def show_quality(options: argparse.Namespace) -> int:
    """Count, and say or write what was counted."""
    from store.quality.looking import quality
    from tui.forms.quality_table import answer_of, period_said, set_said, table_of, total_said

    last = _day(options.to_day) if options.to_day else date.today()  # noqa: DTZ011 - the day on the wall here
    first = _day(options.from_day) if options.from_day else last - timedelta(days=HALF_YEAR - 1)
    if options.counts is not None and (options.own or not options.unit.strip()):
        raise WrongUsage(_("usage.counts_of_a_unit"))
    with opened(options) as notebook:
        worker = notebook.identity.worker if options.own else None
        found = quality(notebook, first, last, worker=worker)
        written = _write(notebook, found, options)
    if options.together is not None:
        _say_together(found, Path(options.together), options)
    elif options.json:
        answer(answer_of(found))
    elif written:
        say(_("write_statistics.done", file=written))
    else:
        say(set_said(found))
        say(period_said(found))
        table(table_of(found))
        say(total_said(found))
    return DONE


def _write(notebook: Notebook, found: Quality, options: argparse.Namespace) -> str:
    """Write the pack, as PDF where the file is called so, and the counts; return the last file, or nothing."""
    from store.quality.looking import write_pack
    from store.quality.together import counts_of, write_counts
    from tui.paper.quality_pages import pack_sheet
    from tui.paper.sheet import to_pdf, to_text

    written = ""
    if options.pack is not None:
        written, sheet = options.pack, pack_sheet(found)
        content = to_pdf(sheet) if Path(written).suffix.casefold() == ".pdf" else to_text(sheet).encode("utf-8")
        write_pack(notebook, Path(written), content)
    if options.counts is not None:
        written = options.counts
        write_counts(notebook, Path(written), counts_of(found, options.unit))
    return str(written)


def _say_together(found: Quality, folder: Path, options: argparse.Namespace) -> None:
    """Say the sums of the counts that lie in a folder."""
    from store.quality.together import add_up, read_folder
    from tui.forms.quality_review import sum_said, unread_said
    from tui.forms.quality_table import name_of, period_said, set_said

    several, unread = read_folder(folder)
    together = add_up(found, several)
    left = (*together.unread, *unread)
    if options.json:
        sums = [asdict(one) for one in together.sums]
        units = [one.unit for one in together.units]
        answer({"units": units, "criteria": sums, "left_out": [list(pair) for pair in left]})
        return
    say(set_said(found))
    say(period_said(found))
    said = [(found.criteria.criterion(one.criterion), one) for one in together.sums]
    table([(str(criterion.id), *sum_said(criterion, one), name_of(criterion)) for criterion, one in said])
    for name, why in left:
        say(unread_said(name, why))


def _day(text: str) -> date:
    """Return a day that was typed.

    Raises:
        WrongUsage: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(_("usage.not_a_day", text=text)) from error
