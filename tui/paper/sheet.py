"""A sheet of paper: a title, parts with lines, and the PDF that Typst makes of them, in memory."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib import resources

from tui.widgets.visible import visible


@dataclass(frozen=True)
class Part:
    """One part of a sheet.

    Attributes:
        heading: what stands over it.
        intro: sentences, each a paragraph.
        rows: what and its value, side by side.
        level: of the heading: 2, or 3 for a part of a part.
    """

    heading: str
    intro: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    level: int = 2


@dataclass(frozen=True)
class Sheet:
    """A sheet.

    Attributes:
        title: what it is.
        about: whom it is about and of which day it is.
        parts: in their order.
        foot: what stands at the foot of each page.
        language: "fi", "sv" or "en": how words are divided at the end of a line.
    """

    title: str
    about: str
    parts: tuple[Part, ...]
    foot: str
    language: str


def to_pdf(sheet: Sheet) -> bytes:
    """Return a sheet as PDF. No file is made and no font of the machine is looked for."""
    import typst

    template = (resources.files("tui.paper") / "sheet.typ").read_bytes()
    content = json.dumps(shown(asdict(sheet)), ensure_ascii=False)
    made = typst.Compiler(ignore_system_fonts=True).compile(template, format="pdf", sys_inputs={"sheet": content})
    if not isinstance(made, bytes):
        raise TypeError("one document is one file")
    return made


def to_text(sheet: Sheet) -> str:
    """Return a sheet as plain text, for the screen and for who has no PDF."""
    lines = [sheet.title, sheet.about, ""]
    for part in sheet.parts:
        lines += [part.heading, *part.intro]
        lines += [f"  {what}: {value}" if value else f"  {what}" for what, value in part.rows]
        lines.append("")
    return "\n".join(lines)


def shown(value: object) -> object:
    """Make visible what others may have hidden in a text: the paper shows what the screen shows."""
    if isinstance(value, str):
        return visible(value, lines=True)
    if isinstance(value, dict):
        return {name: shown(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [shown(inner) for inner in value]
    return value
