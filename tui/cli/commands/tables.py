"""``reppu import``: people, employers, places and fees from a table, so that nobody types them twice (USERS 11)."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.opening import opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.table_words import RECORDS, synonyms, what_said
from tui.language import _, plural

if TYPE_CHECKING:
    from store.csv_in import TableRead


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help=_("command.import"), description=_("command.import.more"))
    parser.add_argument("kind", choices=tuple(RECORDS), help=_("option.import_kind.help"))
    parser.add_argument("file", metavar=_("option.table"), help=_("option.table.help"))
    parser.add_argument("--dry-run", action="store_true", help=_("option.dry_run.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=import_table)


def import_table(options: argparse.Namespace) -> int:
    """Take in every row of the table, or none and name each bad row."""
    from store.csv_in import names_for, read_table, take_in_table

    with opened(options) as notebook:
        record = RECORDS[options.kind]
        table = read_table(Path(options.file), record, synonyms(record), names_for(notebook, record))
        saved = 0 if options.dry_run or table.bad else take_in_table(notebook, table)
    if options.json:
        answer({**_plain(table), "saved": saved, "dry_run": options.dry_run})
    else:
        _tell(table, saved)
    if table.bad:
        raise Refusal(Reason.BAD_TABLE)
    return 0


def _plain(table: TableRead) -> dict[str, Any]:
    return {
        "record": table.record,
        "columns": table.columns,
        "unknown": table.unknown,
        "rows": len(table.entries),
        "bad": [dataclasses.asdict(row) for row in table.bad],
    }


def _tell(table: TableRead, saved: int) -> None:
    for heading in table.unknown:
        say(_("import.unknown", heading=heading))
    for row in table.bad:
        say(_("import.bad_row", row=row.row, what=what_said(row)))
    if saved:
        say(plural("import.saved", saved))
    else:
        say(plural("import.good", len(table.entries)))
