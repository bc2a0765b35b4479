"""Where one goes in placements from a front page or the list of commands."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

DOORS = (
    ("commands.places", "app.go('places')"),
    ("commands.needs", "app.go('needs')"),
    ("commands.agreements", "app.go('agreements')"),
    ("commands.placement_results", "app.go('placement_results')"),
)
"""Key of the words, and the action that goes there."""


def pages() -> dict[str, type[Screen[Any]]]:
    """Return the screens by the name of their place."""
    from screens.placements.agreements import AgreementsPage
    from screens.placements.needs import NeedsPage
    from screens.placements.places import PlacesPage
    from screens.placements.results import ResultsPage

    return {
        "agreements": AgreementsPage,
        "needs": NeedsPage,
        "placement_results": ResultsPage,
        "places": PlacesPage,
    }
