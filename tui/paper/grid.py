"""A table on paper, across the page, with room to write by hand: the PDF that Typst makes of it, in memory."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib import resources

from tui.paper.sheet import shown


@dataclass(frozen=True)
class Grid:
    """A table to write into.

    Attributes:
        title: what it is.
        about: of which place and week it is.
        heads: over the columns.
        rows: their cells; empty ones are to be written into.
        notes: sentences under the table.
        signs: lines to sign on.
        foot: what stands at the foot of the page.
        language: "fi", "sv" or "en".
    """

    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    signs: tuple[str, ...]
    foot: str
    language: str


def grid_to_pdf(grid: Grid) -> bytes:
    """Return a table as PDF. No file is made and no font of the machine is looked for."""
    import typst

    template = (resources.files("tui.paper") / "grid.typ").read_bytes()
    content = json.dumps(shown(asdict(grid)), ensure_ascii=False)
    made = typst.Compiler(ignore_system_fonts=True).compile(template, format="pdf", sys_inputs={"grid": content})
    if not isinstance(made, bytes):
        raise TypeError("one document is one file")
    return made
