"""Marks: what a field of a record may hold, written beside its type in the declaration.

A field reads ``name: Annotated[str | None, Line(120), Searchable()] = None``. The first mark says what the value
is (and checks it); the others say what the program does with it. Forms, tables, search, bundle and words follow.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Annotated, Any, TypeAlias

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from store.identifiers import is_id
from store.records.columns import Kept
from store.schema import Identifier

FIELD_BYTES = 64 * 1024
"""The most that one field may hold, in bytes of UTF-8 (BUNDLE.md)."""

PHONE_DIGITS = 20


class TextArray(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, kept in one column as its elements with a line end after each."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Return what the column holds."""
        return None if value is None else "\n".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Return the tuple again."""
        return None if value is None else tuple(value.split("\n")) if value else ()


class DayArray(TypeDecorator[tuple[date, ...]]):
    """A tuple of days, kept in one column as ISO dates."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[date, ...] | None, dialect: Dialect) -> str | None:
        """Return what the column holds."""
        return None if value is None else "\n".join(day.isoformat() for day in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[date, ...] | None:
        """Return the tuple again."""
        if value is None:
            return None
        return tuple(date.fromisoformat(day) for day in value.split("\n")) if value else ()


Texts: TypeAlias = tuple[str, ...] | None
"""Several texts: the elements of a set, or a plain array inside a group."""

Id: TypeAlias = Annotated[str | None, Kept(Identifier)]
"""The id of a record: text for the program, 16 bytes in its column."""

TEXT_COLUMN = Kept(TextArray)
DAY_COLUMN = Kept(DayArray)


class Mark:
    """What a value of the declared type may be. Nothing is altered by checking it."""

    def fails(self, value: Any) -> bool:
        """Tell whether a value (never None) is outside what this mark allows."""
        raise NotImplementedError


_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_NOT_IN_PROSE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _is_clean(text: str, limit: int, unclean: re.Pattern[str]) -> bool:
    if not 0 < len(text) <= limit or unclean.search(text):
        return False
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and len(text.encode()) <= FIELD_BYTES)


@dataclass(frozen=True)
class Line(Mark):
    """One line of text.

    Attributes:
        limit: most characters.
    """

    limit: int = 200

    def fails(self, value: Any) -> bool:
        """Tell whether the text is empty, too long, of several lines, or not in NFC."""
        return not _is_clean(value, self.limit, _NOT_IN_A_LINE)


@dataclass(frozen=True)
class Prose(Mark):
    """Text of several lines.

    Attributes:
        limit: most characters; a field never holds more than 64 KiB.
    """

    limit: int = 20_000

    def fails(self, value: Any) -> bool:
        """Tell whether the text is empty, too long, or not in NFC."""
        return not _is_clean(value, self.limit, _NOT_IN_PROSE)


@dataclass(frozen=True)
class Phone(Mark):
    """A telephone number as people write it; search finds it by its digits."""

    def fails(self, value: Any) -> bool:
        """Tell whether the text has other than digits and the usual marks between them."""
        if not _is_clean(value, 40, _NOT_IN_A_LINE):
            return True
        digits = sum(c.isascii() and c.isdigit() for c in value)
        return not 3 <= digits <= PHONE_DIGITS or any(c not in "0123456789+-() ./" for c in value)


@dataclass(frozen=True, init=False)
class Choice(Mark):
    """One of a few values, each with its words in the three languages (``choice.<field>.<value>``).

    Attributes:
        values: the codes, in the order of the form.
    """

    values: tuple[str, ...]

    def __init__(self, *values: str) -> None:
        object.__setattr__(self, "values", values)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.values)

    def fails(self, value: Any) -> bool:
        """Tell whether the value is not one of the codes."""
        return value not in self._known


@dataclass(frozen=True)
class Day(Mark):
    """A calendar day."""

    def fails(self, value: Any) -> bool:
        """Tell whether the day lies outside the years that a notebook can mean."""
        return not 1900 <= value.year <= 2199


@dataclass(frozen=True)
class Clock(Mark):
    """A time of day, in whole minutes, as the clock on the wall shows it."""

    def fails(self, value: Any) -> bool:
        """Tell whether the time has seconds or a zone."""
        return value.tzinfo is not None or value.second != 0 or value.microsecond != 0


@dataclass(frozen=True)
class Whole(Mark):
    """A whole number within bounds.

    Attributes:
        low: smallest.
        high: largest.
    """

    low: int = 0
    high: int = 1_000_000

    def fails(self, value: Any) -> bool:
        """Tell whether the number is out of bounds."""
        return not self.low <= value <= self.high


@dataclass(frozen=True)
class Minutes(Whole):
    """A length of time in minutes."""

    low: int = 0
    high: int = 24 * 60


@dataclass(frozen=True)
class Hours(Whole):
    """A length of time in minutes, at most a week; forms show hours with decimals."""

    low: int = 0
    high: int = 7 * 24 * 60


@dataclass(frozen=True)
class Metres(Whole):
    """A distance in metres; forms show kilometres with one decimal."""

    low: int = 0
    high: int = 2_000_000


@dataclass(frozen=True)
class Cents(Whole):
    """An amount of money in cents."""

    low: int = -1_000_000_000
    high: int = 1_000_000_000


@dataclass(frozen=True)
class Flag(Mark):
    """Yes or no; absent means that nobody said."""

    def fails(self, value: Any) -> bool:
        """Accept both truths."""
        return False


@dataclass(frozen=True)
class Reference(Mark):
    """The id of another record, which may not have arrived yet.

    Attributes:
        record: type of the record that it names.
    """

    record: str

    def fails(self, value: Any) -> bool:
        """Tell whether the text is not an id."""
        return not is_id(value)


@dataclass(frozen=True)
class PlaceKey(Mark):
    """A fractional key that says where among its siblings an ordered record stands; ties go by id."""

    def fails(self, value: Any) -> bool:
        """Tell whether the text is not a short run of lower-case letters and digits."""
        return not (0 < len(value) <= 64 and value.isascii() and value.isalnum() and value == value.lower())


@dataclass(frozen=True)
class Several(Mark):
    """Several values of one kind, none twice.

    Attributes:
        element: what each of them is.
        most: how many there may be.
    """

    element: Mark
    most: int = 200

    def fails(self, value: Any) -> bool:
        """Tell whether there are too many, one twice, or one that fails by itself."""
        return len(value) > self.most or len(set(value)) != len(value) or any(map(self.element.fails, value))


class SetOf(Several):
    """Values that merge element by element: what one adds, another's edit does not take away."""


class ListOf(Several):
    """Values that stand or fall together (inside a group, or in a record that is never altered)."""


@dataclass(frozen=True)
class Required:
    """A record cannot be saved without this field (USERS 3: kind, day, whom it is about, and little else)."""


@dataclass(frozen=True)
class Searchable:
    """Search finds the words of this field."""


@dataclass(frozen=True)
class Private:
    """Never on a screen or page that an employer may see, and hidden by the shade (USERS 1)."""


@dataclass(frozen=True)
class Group:
    """Fields that mean something only together and merge as one value.

    Attributes:
        name: name of the group, one for each group of the record type.
    """

    name: str


@dataclass(frozen=True)
class Section:
    """Where a new heading begins on the form; the fields after it belong to it.

    Attributes:
        name: code of the heading (``section.<name>``).
    """

    name: str


def tidy(value: Any) -> Any:
    """Return a typed or read value in its one spelling: NFC, LF, no invisible controls; lists as tuples.

    An empty text or list becomes None: clearing a field and never having filled it are the same.
    """
    if isinstance(value, str):
        return _tidy_text(value) or None
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(e for e in map(tidy, value) if e is not None)) or None
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    return value


def _tidy_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if (c >= " " and c != "\x7f") or c in "\n\t").strip()
