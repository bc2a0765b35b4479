"""``reppu office``: what only the office does, one command for each of its acts."""

from __future__ import annotations

from typing import Any

from tui.cli.commands.office_laptops import add as add_laptops
from tui.cli.commands.office_people import add as add_people
from tui.cli.commands.office_root import add as add_root
from tui.language import _


def add(commands: Any) -> None:
    """Add the command with its own commands."""
    family = commands.add_parser("office", help=_("command.office"), description=_("command.office.more"))
    within = family.add_subparsers(
        title=_("argparse.commands"), metavar=_("option.command"), required=True, dest="act"
    )
    for part in (add_people, add_laptops, add_root):
        part(within)
