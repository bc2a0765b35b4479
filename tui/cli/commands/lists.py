"""``reppu list``: people, places, hours or fees as a table that ``reppu import`` and ``reppu hours`` read again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tui.cli.answers import say
from tui.cli.opening import opened
from tui.cli.parser import folder_option, passphrase_option
from tui.forms.table_rows import KINDS, rows_of
from tui.language import _, plural


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("list", help=_("command.list"), description=_("command.list.more"))
    parser.add_argument("kind", choices=KINDS, help=_("option.list_kind.help"))
    parser.add_argument("file", metavar=_("option.table"), help=_("option.list_file.help"))
    folder_option(parser)
    passphrase_option(parser)
    parser.set_defaults(run=write_list)


def write_list(options: argparse.Namespace) -> int:
    """Write the table, in clear."""
    from store.csv_out import write_rows

    with opened(options) as notebook:
        rows = rows_of(notebook, options.kind)
        write_rows(notebook, Path(options.file), rows, "table")
    say(plural("list.written", len(rows) - 1, file=options.file))
    return 0
