"""The tables of invention: names, employers, phrases and sentences, read from the data files beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Tables:
    """All that the invention draws from.

    Attributes:
        people: lists of invented names, goals, strengths … by what they are.
        employers: kinds of workplace, made-up words, needs and facts.
        phrases: for each typical item of a disclosure plan its example wordings by language.
        sentences: for each kind of event what a coach wrote down.
        coaching: lists of job titles, goals, lessons … by what they are.
    """

    people: Mapping[str, list[str]]
    employers: Mapping[str, list[Any]]
    phrases: tuple[Mapping[str, Any], ...]
    sentences: Mapping[str, Mapping[str, list[str]]]
    coaching: Mapping[str, list[Any]]


@lru_cache(maxsize=1)
def read_tables() -> Tables:
    """Read the data files once."""
    return Tables(
        people=_read("people"),
        employers=_read("employers"),
        phrases=tuple(_read("phrases")["phrase"]),
        sentences=_read("sentences"),
        coaching=_read("coaching"),
    )


def _read(name: str) -> dict[str, Any]:
    return tomli.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
