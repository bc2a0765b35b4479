"""Passphrases: five words are offered, and what can be guessed is refused.

The rule, as a person may be told it: at least twelve characters, six of them different; not one thing said again and
again; not a row of the keyboard, the alphabet or the numbers; not one of the passwords that everybody tries first;
and never a single word, whatever stands around it: three words, or twenty characters that are not one word.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache
from importlib import resources

from store.refusal import Reason, Refusal

WORDS_OFFERED = 5
"""Five of 2 048 words: 55 bits, and each try costs a tenth of a second."""

SHORTEST = 12
FEWEST_DIFFERENT = 6
_ENOUGH_WORDS = 3
_LONG = 20

_ROWS = (
    "abcdefghijklmnopqrstuvwxyzåäö",
    "01234567890",
    "qwertyuiopåasdfghjklöäzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "poiuytrewqlkjhgfdsamnbvcxz",
)
_ROW = 4
"""So many neighbours of a row are one thing to remember, and one thing to guess."""

_WORD = re.compile(r"[^\W\d_]+")
_REPEATED = re.compile(r"(.+?)\1+")


class Guessable(StrEnum):
    """Why a passphrase is refused; the refusal carries it as ``rule``."""

    TOO_SHORT = "too_short"
    FEW_CHARACTERS = "few_characters"
    REPEATED = "repeated"
    ROW = "row"
    COMMON = "common"
    ONE_WORD = "one_word"


def offer(language: str) -> str:
    """Return a new passphrase of five words, drawn by the system's own randomness.

    Args:
        language: "fi", "sv" or "en".
    """
    import secrets

    from store.keys.words import words

    listed = words(language)
    return " ".join(secrets.choice(listed) for _ in range(WORDS_OFFERED))


def require_good(passphrase: str) -> None:
    """Refuse a passphrase that somebody could guess.

    Raises:
        Refusal: GUESSABLE_PASSPHRASE, with the rule that it breaks.
    """
    rule = judge(passphrase)
    if rule is not None:
        raise Refusal(Reason.GUESSABLE_PASSPHRASE, rule=rule.value)


def judge(passphrase: str) -> Guessable | None:
    """Return the first rule that a passphrase breaks, or None for a good one."""
    text = unicodedata.normalize("NFKC", passphrase).strip()
    plain = text.casefold()
    solid = re.sub(r"[\W_]+", "", plain)
    if len(text) < SHORTEST:
        return Guessable.TOO_SHORT
    if len(set(plain) - {" "}) < FEWEST_DIFFERENT:
        return Guessable.FEW_CHARACTERS
    if _REPEATED.fullmatch(solid) or _REPEATED.fullmatch(plain):
        return Guessable.REPEATED
    if len(_without_rows(solid)) < len(solid) / 2:
        return Guessable.ROW
    words = _WORD.findall(plain)
    telling = {word for word in words if word not in _tried_first()}
    if words and len(telling) < _ENOUGH_WORDS and _is_common(solid):
        return Guessable.COMMON
    long_words = {word for word in words if len(word) > 1}
    if len(long_words) == 1 and len(next(iter(long_words))) > len(solid) / 2:
        return Guessable.ONE_WORD
    if len(long_words) < _ENOUGH_WORDS and len(text) < _LONG and _is_wordy(plain, long_words):
        return Guessable.ONE_WORD
    return None


def _without_rows(text: str) -> str:
    """Return a text without the stretches that follow a row, forwards or backwards."""
    rest, position = [], 0
    while position < len(text):
        length = max(_row_at(text, position), 1)
        if length < _ROW:
            rest.append(text[position : position + length])
        position += length
    return "".join(rest)


def _row_at(text: str, start: int) -> int:
    """Return how many characters from ``start`` are neighbours in one row."""
    longest = 0
    for row in (*_ROWS, *(each[::-1] for each in _ROWS)):
        length = 1
        while start + length < len(text) and text[start : start + length + 1] in row:
            length += 1
        longest = max(longest, length)
    return longest


def _is_common(solid: str) -> bool:
    """Tell whether little is left once the words that everybody tries, and numbers, are taken out."""
    rest = solid
    for word in sorted(_tried_first(), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(re.sub(r"\d", "", rest)) < FEWEST_DIFFERENT


def _is_wordy(plain: str, words: set[str]) -> bool:
    """Tell whether a text is mostly whole words, so that counting characters would flatter it."""
    return sum(len(word) for word in words if len(word) > 3) * 2 > len(plain)


@cache
def _tried_first() -> frozenset[str]:
    """Return the words that are tried before any others: names of secrets, of this program, of days and seasons."""
    text = (resources.files("store.keys") / "word_lists" / "tried_first.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
