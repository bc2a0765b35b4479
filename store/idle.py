"""The idle lock: after how many minutes without a key, as the coach chose and the office allows (DESIGN §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from store.records import RECORD_TYPES

if TYPE_CHECKING:
    from store.notebook import Notebook

LEAST_IDLE, USUAL_IDLE, MOST_IDLE = 1, 10, 30
"""Minutes: nobody may choose less or more; ten until somebody chose."""

IDLE_SETTING = "idle_minutes"
"""The coach's own choice, a setting of the notebook."""

MOST_IDLE_SETTING = "most_idle_minutes"
"""The office's setting for all its laptops."""

_rows = RECORD_TYPES["office_setting"].table
_from_office = select(_rows.c.value).where(_rows.c.name == MOST_IDLE_SETTING, _rows.c.removed.is_(False))


def as_minutes(text: str | None) -> int | None:
    """Return the minutes that a text says, or None where it says none within the bounds."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= 2):
        return None
    return int(text) if LEAST_IDLE <= int(text) <= MOST_IDLE else None


def most_idle_minutes(notebook: Notebook) -> int:
    """Return after how many minutes the notebook locks at the latest. Where two settings stand, the shorter holds."""
    with notebook.reading() as connection:
        given = [as_minutes(value) for value in connection.scalars(_from_office)]
    return min((one for one in given if one is not None), default=MOST_IDLE)


def idle_minutes(notebook: Notebook) -> int:
    """Return after how many minutes without a key the notebook locks itself."""
    own = as_minutes(notebook.setting(IDLE_SETTING))
    return min(USUAL_IDLE if own is None else own, most_idle_minutes(notebook))


def keep_idle_minutes(notebook: Notebook, minutes: int) -> None:
    """Keep what the coach chose.

    Args:
        notebook: the open notebook.
        minutes: within the bounds; the office's maximum holds beside it.
    """
    notebook.set_setting(IDLE_SETTING, str(minutes))
