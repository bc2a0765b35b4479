"""What other rooms add to the front page of the models: each a place to go, in the words of the room that has it.

A room offers ``ENTRIES`` in its module ``entries``: pairs of the key of the words and the action of the program that
leads there, such as ``("money.months", "app.go('months')")``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

ROOMS = ("screens.placements", "screens.money")
"""The rooms that may offer entries, in the order in which they stand."""


def entries(rooms: tuple[str, ...] = ROOMS) -> tuple[tuple[str, str], ...]:
    """Return the entries of all rooms that offer some.

    Args:
        rooms: names of packages; one that is not there offers nothing.
    """
    found: list[tuple[str, str]] = []
    for room in rooms:
        if find_spec(room) is not None and find_spec(f"{room}.entries") is not None:
            found += import_module(f"{room}.entries").ENTRIES
    return tuple(found)
