"""Passphrases: what is offered is good, what can be guessed is refused with its rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.keys.passphrases import Guessable, judge, offer, require_good
from store.keys.words import words
from store.refusal import Reason, Refusal


@pytest.mark.parametrize(
    ("passphrase", "rule"),
    [
        ("", Guessable.TOO_SHORT),
        ("kX9!pQ2#rT", Guessable.TOO_SHORT),
        ("   kX9!pQ2#   ", Guessable.TOO_SHORT),
        ("aaaaaaaaaaaaaaaa", Guessable.FEW_CHARACTERS),
        ("abababababababab", Guessable.FEW_CHARACTERS),
        ("kuusta kuusta kuusta", Guessable.FEW_CHARACTERS),
        ("harava harava harava", Guessable.FEW_CHARACTERS),
        ("viljelyviljely", Guessable.REPEATED),
        ("pilkut pilkut pilkut", Guessable.REPEATED),
        ("qwertyuiopå12345", Guessable.ROW),
        ("abcdefghijklmnop", Guessable.ROW),
        ("0987654321poiuytrewq", Guessable.ROW),
        ("salasana12345!", Guessable.COMMON),
        ("Password Password1", Guessable.COMMON),
        ("Syyskuu2026!Syksy", Guessable.COMMON),
        ("lösenord lösenord 1", Guessable.COMMON),
        ("työhönvalmentaja", Guessable.COMMON),
        ("Kuorma-autonkuljettaja", None),
        ("yhdyssanahirviöitä", Guessable.ONE_WORD),
        ("Lumipallosota99!!", Guessable.ONE_WORD),
        ("harmaa karhunen", Guessable.ONE_WORD),
        ("talvi ruuvi kanto peili viisto", None),
        ("kX9!pQ2#rT7$", None),
        ("Kolme kissaa ja naapurin lehmä", None),
    ],
)
def test_each_rule(passphrase: str, rule: Guessable | None) -> None:
    assert judge(passphrase) is rule


def test_the_refusal_names_the_rule_and_not_the_passphrase() -> None:
    with pytest.raises(Refusal) as caught:
        require_good("salasana12345!")
    assert caught.value.reason is Reason.GUESSABLE_PASSPHRASE
    assert caught.value.values == {"rule": "common"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_is_offered_is_five_words_of_the_list_and_never_refused(language: str) -> None:
    listed = set(words(language))
    offered = {offer(language) for _ in range(300)}
    assert len(offered) == 300
    for passphrase in offered:
        assert len(passphrase.split(" ")) == 5
        assert set(passphrase.split(" ")) <= listed


@given(st.text(max_size=60))
def test_any_text_is_judged(text: str) -> None:
    rule = judge(text)
    assert rule is None or isinstance(rule, Guessable)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö", min_size=1, max_size=40), st.integers(0, 9999))
def test_one_word_with_a_number_is_never_good(word: str, number: int) -> None:
    assert judge(f"{word}{number}") is not None
