"""A crash says where, and nothing of what was on the screen: no values, no locals, no names."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from tui.language import _

_HOUSE = Path(__file__).parents[2]


def sentence_for(error: BaseException) -> str:
    """Return the one sentence that is printed after a crash.

    Args:
        error: the exception; only its type and the place in our own code are told.
    """
    place = "?"
    for frame in extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_HOUSE) and "site-packages" not in path.parts:
            place = f"{path.relative_to(_HOUSE).as_posix()}:{frame.lineno}"
    return _("app.crashed", kind=type(error).__name__, place=place)
