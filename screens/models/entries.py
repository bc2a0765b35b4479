"""What the rooms of placements and money add to the front page of the models: their doors, for who may go there."""

from __future__ import annotations

from collections.abc import Collection

from screens.money import doors as money
from screens.placements import doors as placements

PLACEMENTS = "placements"
"""The model whose rooms the placements are."""

PAID = ("peer_coaches", "placements", "experts")
"""Models in which money is paid."""

Entries = tuple[tuple[str, str], ...]
"""Pairs of the key of the words and the action of the program that leads there."""


def entries(models: Collection[str], *, office: bool) -> Entries:
    """Return the doors that the models in use need.

    Args:
        models: the models in use.
        office: whether the open notebook is the office's: money is looked at there alone.
    """
    of_placements = placements.DOORS if PLACEMENTS in models else ()
    of_money = money.DOORS if office and any(model in models for model in PAID) else ()
    return (*of_placements, *of_money)


def not_in_use(models: Collection[str]) -> frozenset[str]:
    """Return the actions that belong to no model in use: a list of commands leaves them out.

    Args:
        models: the models in use.
    """
    every = (*placements.DOORS, *money.DOORS)
    return frozenset(action for _words, action in every) - {action for _w, action in entries(models, office=True)}
