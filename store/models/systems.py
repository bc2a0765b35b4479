"""The systems of the operating models, M0.1 to M4.8, as data: their lists, and what is due in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import tomli

from store.records.materials import MODELS

COACHING = MODELS[1]
"""The model that is the rest of the program: it has no systems here."""


@dataclass(frozen=True)
class Listing:
    """One list of a system.

    Attributes:
        record: record type.
        where: values that its records have in this system; a new one begins with them.
        listed: whether single records are shown in a row. Answers of a survey are not: they are counted.
    """

    record: str
    where: Mapping[str, str] = field(default_factory=dict)
    listed: bool = True


@dataclass(frozen=True)
class System:
    """One numbered system.

    Attributes:
        code: its number: "M0.1".
        model: the model that it belongs to.
        lists: in the order in which one works.
        due: rules of what is due in it.
    """

    code: str
    model: str
    lists: tuple[Listing, ...]
    due: tuple[str, ...]


@lru_cache(maxsize=1)
def systems() -> Mapping[str, System]:
    """Return the systems by number, in their order."""
    written = tomli.loads((Path(__file__).parent / "systems.toml").read_text(encoding="utf-8"))
    return {
        code: System(
            code=code,
            model=model_of(code),
            lists=tuple(
                Listing(one["record"], one.get("where", {}), one.get("listed", True)) for one in table["lists"]
            ),
            due=tuple(table.get("due", ())),
        )
        for code, table in written.items()
    }


def systems_of(model: str) -> tuple[System, ...]:
    """Return the systems of a model, in their order; of coaching none, which is the rest of the program."""
    return tuple(system for system in systems().values() if system.model == model)


def model_of(code: str) -> str:
    """Return the model of a system.

    Args:
        code: its number: "M0.1".
    """
    return MODELS[int(code[1 : code.index(".")])]
