"""Alarms: what no program can put right, until a person has looked into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.bundle.outcomes import Alarm

if TYPE_CHECKING:
    from store.notebook import Notebook


def list_alarms(notebook: Notebook) -> tuple[Alarm, ...]:
    """See `store.bundle.alarms`."""
    raise NotImplementedError


def settle(notebook: Notebook, number: int) -> None:
    """See `store.bundle.settle_alarm`."""
    raise NotImplementedError
