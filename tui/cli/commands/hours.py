"""``reppu hours``: hours from a file of a place, held against people, places and agreements, with a dry run."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.commands.tables import what_said
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.days import wall_day
from tui.language import LANGUAGES, _, plural
from tui.language.catalogue import read_catalogue

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.placements.hours_files import HoursRead

COLUMNS = {
    "person": "hours_column.person",
    "day": "hours_column.day",
    "presence": "hours_column.presence",
    "hours": "hours_column.hours",
    "came": "hours_column.came",
    "went": "hours_column.went",
    "place": "hours_column.place",
    "task": "hours_column.task",
    "recorded_by": "hours_column.recorded_by",
}
"""Column → key of its headings, with a bar between them."""


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("hours", help=_("command.hours"), description=_("command.hours.more"))
    parser.add_argument("file", metavar=_("option.file"), help=_("option.hours_file.help"))
    parser.add_argument("--place", metavar=_("option.name"), help=_("option.place.help"))
    parser.add_argument("--outside", action="store_true", help=_("option.outside.help"))
    parser.add_argument("--dry-run", action="store_true", help=_("option.dry_run.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=take_hours)


def take_hours(options: argparse.Namespace) -> int:
    """Take in every row of the file, or none and name each bad row."""
    from store.placements.hours_files import read_hours, take_in_hours

    today = wall_day()
    with opened(options) as notebook:
        place = None if options.place is None else _place(notebook, options.place)
        read = read_hours(notebook, Path(options.file), today, headings(), place)
        hindered = bool(read.bad) or (bool(read.outside) and not options.outside)
        saved = 0
        if not (options.dry_run or hindered):
            saved = len(take_in_hours(notebook, read, today, outside=options.outside))
    if options.json:
        answer({**_plain(read), "saved": saved, "dry_run": options.dry_run})
    else:
        _tell(read, saved)
    if hindered:
        raise Refusal(Reason.BAD_TABLE)
    return 0


def headings() -> dict[str, str]:
    """Return heading → column, and word of a presence → code, in every language at once."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        entries = read_catalogue(language).entries
        for column, key in COLUMNS.items():
            words = entries.get(key)
            if isinstance(words, str):
                known |= {heading.strip().lower(): column for heading in words.split("|")}
        for key, words in entries.items():
            if key.startswith("choice.work_presence.") and isinstance(words, str):
                known[f"presence.{words.lower()}"] = key.rsplit(".", maxsplit=1)[-1]
    return known


def _place(notebook: Notebook, name: str) -> str:
    """Return the id of the place of that name.

    Raises:
        WrongUsage: none is called so, or several are.
    """
    from store.placements.places import places_on

    found = [one.id for one in places_on(notebook, wall_day()) if one.name.casefold() == name.strip().casefold()]
    if len(found) != 1:
        raise WrongUsage(_("usage.unknown_place", name=name))
    return found[0]


def _plain(read: HoursRead) -> dict[str, Any]:
    return {
        "rows": len(read.hours),
        "known": read.known,
        "unknown": read.unknown,
        "bad": [dataclasses.asdict(row) for row in read.bad],
        "outside": [dataclasses.asdict(row) for row in read.outside],
    }


def _tell(read: HoursRead, saved: int) -> None:
    for heading in read.unknown:
        say(_("import.unknown", heading=heading))
    for row in sorted((*read.bad, *read.outside), key=lambda row: row.row):
        say(_("import.bad_row", row=row.row, what=what_said(row)))
    if read.known:
        say(plural("hours.known", read.known))
    say(plural("import.saved", saved) if saved else plural("import.good", len(read.hours)))
