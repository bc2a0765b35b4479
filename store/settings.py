"""``settings.toml``: language and theme, the only settings that are needed before a passphrase is typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import tomli

from store.files import make_folder, write_over
from store.home import Home

LANGUAGES = ("fi", "sv", "en")

_LARGEST_FILE = 1 << 16
"""Bytes; what is cut there is as good as unreadable."""


@dataclass(frozen=True)
class Settings:
    """What the first screen needs to know.

    Attributes:
        language: "fi", "sv" or "en"; None until somebody chose.
        theme: name of a theme; None for the usual one.
    """

    language: str | None = None
    theme: str | None = None


def read_settings(home: Home) -> Settings:
    """Return the settings; what is missing or unreadable counts as not chosen, for they are only comfort."""
    try:
        with home.settings.open("rb") as file:
            content = tomli.loads(file.read(_LARGEST_FILE).decode())
    except (OSError, ValueError, RecursionError):
        return Settings()
    language, theme = content.get("language"), content.get("theme")
    return Settings(
        language=language if language in LANGUAGES else None,
        theme=theme if isinstance(theme, str) else None,
    )


def change_settings(home: Home, *, language: str | None = None, theme: str | None = None) -> Settings:
    """Keep a new language or theme; None leaves it as it was.

    Raises:
        ValueError: not a language that Reppu speaks.
        Refusal: the file could not be written.
    """
    if language is not None and language not in LANGUAGES:
        raise ValueError(language)
    settings = read_settings(home)
    settings = replace(settings, language=language or settings.language, theme=theme or settings.theme)
    import tomli_w

    content = {"language": settings.language, "theme": settings.theme}
    make_folder(home.folder)
    text = tomli_w.dumps({name: value for name, value in content.items() if value is not None})
    write_over(home.settings, text.encode())
    return settings
