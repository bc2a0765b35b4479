"""The three themes: light, dark and high-contrast. Text at 7:1 or more, lines around fields at 3:1 or more."""

from __future__ import annotations

from textual.theme import Theme

LIGHT, DARK, CONTRAST = "reppu-light", "reppu-dark", "reppu-contrast"
THEMES = (LIGHT, DARK, CONTRAST)
"""Names of the themes; the second is the usual one."""


def _theme(name: str, *, dark: bool, paper: str, ink: str, field: str, strong: str, line: str, alarm: str) -> Theme:
    """Make a theme of six colours.

    Args:
        name: name of the theme.
        dark: whether light letters stand on dark paper.
        paper: background of everything.
        ink: text.
        field: background of fields.
        strong: what has the focus and the line chosen; on it, text is in the colour of the paper.
        line: lines around fields and between parts.
        alarm: what must be noticed; always said in words too.
    """
    return Theme(
        name=name,
        primary=strong,
        secondary=strong,
        accent=strong,
        warning=alarm,
        error=alarm,
        success=strong,
        foreground=ink,
        background=paper,
        surface=field,
        panel=field,
        boost=field,
        dark=dark,
        variables=_variables(paper=paper, ink=ink, field=field, strong=strong, line=line, alarm=alarm),
    )


def _variables(*, paper: str, ink: str, field: str, strong: str, line: str, alarm: str) -> dict[str, str]:
    """Return Textual's names for the same colours; ``_theme`` says what each is for."""
    return {
        "line": line,
        "alarm": alarm,
        "strong": strong,
        "paper": paper,
        "border": strong,
        "border-blurred": line,
        "text": ink,
        "text-muted": ink,
        "text-disabled": ink,
        "foreground-muted": ink,
        "foreground-disabled": ink,
        "text-primary": strong,
        "text-secondary": strong,
        "text-accent": strong,
        "text-warning": alarm,
        "text-error": alarm,
        "text-success": strong,
        "block-cursor-foreground": paper,
        "block-cursor-background": strong,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": field,
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": field,
        "input-cursor-foreground": paper,
        "input-cursor-background": ink,
        "input-cursor-text-style": "none",
        "input-selection-background": strong,
        "input-selection-foreground": paper,
        "button-foreground": ink,
        "button-color-foreground": paper,
        "button-focus-text-style": "bold reverse",
        "scrollbar": line,
        "scrollbar-hover": strong,
        "scrollbar-active": strong,
        "scrollbar-background": paper,
        "scrollbar-background-hover": paper,
        "scrollbar-background-active": paper,
        "scrollbar-corner-color": paper,
        "screen-selection-background": strong,
        "screen-selection-foreground": paper,
    }


def make_themes() -> tuple[Theme, ...]:
    """Return the themes, ready to be registered."""
    return (
        _theme(
            LIGHT,
            dark=False,
            paper="#ffffff",
            ink="#14181c",
            field="#eef1f4",
            strong="#0b3c7d",
            line="#5a646e",
            alarm="#7d0f12",
        ),
        _theme(
            DARK,
            dark=True,
            paper="#12161b",
            ink="#eceff2",
            field="#1d242c",
            strong="#9ccbff",
            line="#8794a1",
            alarm="#ffb4a6",
        ),
        _theme(
            CONTRAST,
            dark=True,
            paper="#000000",
            ink="#ffffff",
            field="#000000",
            strong="#ffff00",
            line="#ffffff",
            alarm="#ffc9c0",
        ),
    )
