"""Figures of the models as a table of words and numbers, for the file, and as values for a program."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tui.forms.model_names import system_said
from tui.forms.model_words import figure_said, number_said, part_said
from tui.language import _

if TYPE_CHECKING:
    from store.models.looking import Figures


def table_of(found: Figures) -> list[list[str]]:
    """Return the table for a file: a heading, and a line for each figure.

    Args:
        found: counted so that it may be handed out.
    """
    heads = [
        _("model_figures.system"),
        _("model_figures.name"),
        _("model_figures.what"),
        _("model_figures.number"),
        _("statistics.first_day"),
        _("statistics.last_day"),
    ]
    return [
        heads,
        *(
            [
                one.system,
                system_said(one.system),
                figure_said(one, found.names),
                number_said(one),
                found.first.isoformat(),
                found.last.isoformat(),
            ]
            for one in found.figures
        ),
    ]


def answer_of(found: Figures) -> dict[str, Any]:
    """Return the figures as a program reads them: codes and numbers; ids stand with their names.

    Args:
        found: counted so that it may be handed out.
    """
    return {
        "first": found.first,
        "last": found.last,
        "figures": [
            {
                "system": one.system,
                "figure": one.code,
                "number": float(one.number) if isinstance(one.number, Decimal) else one.number,
                "unit": str(one.unit),
                "n": one.n,
                "hidden": one.hidden,
                "of": dict(one.of),
                "said": {field: part_said(field, value, found.names) for field, value in one.of},
            }
            for one in found.figures
        ],
    }
