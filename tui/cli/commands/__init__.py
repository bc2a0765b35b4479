"""The commands: one file a family, each with the function that adds it to the parser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui.cli.commands.bundles import add as add_bundles
from tui.cli.commands.clients import add as add_clients
from tui.cli.commands.database import add as add_database
from tui.cli.commands.first_run import add as add_first_run
from tui.cli.commands.hours import add as add_hours
from tui.cli.commands.keeping import add as add_keeping
from tui.cli.commands.lists import add as add_lists
from tui.cli.commands.models import add as add_models
from tui.cli.commands.month import add as add_month
from tui.cli.commands.office import add as add_office
from tui.cli.commands.passphrases import add as add_passphrases
from tui.cli.commands.practice import add as add_practice
from tui.cli.commands.putting_away import add as add_putting_away
from tui.cli.commands.quality import add as add_quality
from tui.cli.commands.receiving import add as add_receiving
from tui.cli.commands.records import add as add_records
from tui.cli.commands.statistics import add as add_statistics
from tui.cli.commands.tables import add as add_tables
from tui.cli.commands.trusting import add as add_trusting

FAMILIES: tuple[Callable[[Any], None], ...] = (
    add_first_run,
    add_practice,
    add_trusting,
    add_bundles,
    add_receiving,
    add_records,
    add_tables,
    add_hours,
    add_lists,
    add_month,
    add_statistics,
    add_quality,
    add_models,
    add_passphrases,
    add_office,
    add_putting_away,
    add_clients,
    add_keeping,
    add_database,
)
"""Each adds its commands; the order is that of the help."""
