"""From what was typed to a value, by what the field may hold."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from store.history.change import Scalar
from store.records.marks import Cents, Clock, Day, Hours, Mark, Metres, Whole
from tui.forms.days import read_clock, read_day
from tui.language.dates import clock, day


class Unclear(ValueError):  # noqa: N818 - typing something unclear is no error of the program
    """What was typed cannot be understood.

    Args:
        key: key of the words that say what is expected.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_typed(mark: Mark, typed: str, today: date) -> Scalar | None:
    """Return the value of a line that was typed; None where nothing was.

    Args:
        mark: what the field may hold.
        typed: the line.
        today: the day on the wall, for days such as "eilen".

    Raises:
        Unclear: it is not a day, a time or a number.
    """
    text = typed.strip()
    if not text:
        return None
    if isinstance(mark, Day):
        return _or_unclear(read_day(text, today), "form.expects_day")
    if isinstance(mark, Clock):
        return _or_unclear(read_clock(text), "form.expects_clock")
    if isinstance(mark, Whole):
        return _number(mark, text)
    return text


def _or_unclear(value: Scalar | None, key: str) -> Scalar:
    if value is None:
        raise Unclear(key)
    return value


def _number(mark: Whole, text: str) -> int:
    scale = _scale(mark)
    try:
        number = Decimal(text.replace(",", ".").replace(" ", "")) * scale
    except InvalidOperation:
        raise Unclear("form.expects_number") from None
    if not (number.is_finite() and abs(number) < 10**12) or (scale == 1 and number % 1):
        raise Unclear("form.expects_number")
    return int(number.to_integral_value(ROUND_HALF_UP))


def typed_of(mark: Mark, value: Scalar | None) -> str:
    """Return a value as a person would type it into the field."""
    if value is None:
        return ""
    if isinstance(mark, Day) and isinstance(value, date):
        return day(value)
    if isinstance(mark, Clock):
        return clock(value)  # type: ignore[arg-type]  # a field marked Clock holds a time
    if isinstance(mark, Whole) and _scale(mark) > 1 and isinstance(value, int):
        return f"{value / _scale(mark):.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)


def _scale(mark: Whole) -> int:
    """Return how many of what is kept make one of what is typed: metres a kilometre, minutes an hour."""
    return next((scale for of, scale in ((Metres, 1000), (Cents, 100), (Hours, 60)) if isinstance(mark, of)), 1)
