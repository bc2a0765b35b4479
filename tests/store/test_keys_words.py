"""Word lists: 2 048 words a language, frozen, and bits that come back."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.keys.words import bits_of, words, words_of

LANGUAGES = ("fi", "sv", "en")
LETTERS = {"fi": "[adeghijklmnoprstuvyäö]", "sv": "[a-zåäö]", "en": "[a-z]"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_2048_different_easy_words_in_order(language: str) -> None:
    listed = words(language)
    assert len(listed) == 2048 == len(set(listed))
    assert list(listed) == sorted(listed)
    assert all(re.fullmatch(LETTERS[language] + "{3,8}", word) for word in listed)


@pytest.mark.parametrize(("language", "letters"), [("fi", 4), ("sv", 5), ("en", 4)])
def test_the_first_letters_tell_a_word(language: str, letters: int) -> None:
    assert len({word[:letters] for word in words(language)}) == 2048


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_frozen(language: str) -> None:
    """Cards and the words spoken over the telephone depend on them: a new list needs a new name."""
    assert hashlib.sha256("\n".join(words(language)).encode()).hexdigest() == FROZEN[language]


@pytest.mark.parametrize("language", LANGUAGES)
@given(bits=st.binary(min_size=9, max_size=32), count=st.integers(1, 6))
def test_words_carry_the_first_bits(language: str, bits: bytes, count: int) -> None:
    said = words_of(bits, count, language)
    numbers = bits_of((word.upper() for word in said), language)
    joined = "".join(f"{number:011b}" for number in numbers)
    assert f"{int.from_bytes(bits, 'big'):0{len(bits) * 8}b}".startswith(joined)
    assert len(joined) == count * 11


def test_refusals() -> None:
    with pytest.raises(ValueError, match="bits"):
        words_of(b"\x00" * 8, 6, "fi")
    with pytest.raises(ValueError, match="zzz"):
        bits_of(["zzz"], "en")
    with pytest.raises(ValueError, match="de"):
        words("de")


FROZEN = {
    "fi": "b81266bb5899d01f76c5316015ea20d86bf5a4d83a64c3673d3464a174e1318c",
    "sv": "5fb579c9704110de28ff3ca9a9de74f71db6de55e85c82615bccd10d4bcab9e1",
    "en": "71b860e471b3e512f80fa2ecd4d74213d1690c6aa3cef7478741d900c1f114f0",
}
