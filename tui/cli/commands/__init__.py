"""The commands: one file a family, each with the function that adds it to the parser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui.cli.commands import bundles, first_run, keeping, passphrases, practice, records, tables, trusting

FAMILIES: tuple[Callable[[Any], None], ...] = (
    first_run.add,
    practice.add,
    trusting.add,
    bundles.add,
    records.add,
    tables.add,
    passphrases.add,
    keeping.add,
)
"""Each adds its commands; the order is that of the help."""
