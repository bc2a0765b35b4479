"""Every refusal of the store has one plain sentence in each language."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from store.refusal import Reason, Refusal
from tui.cli.answers import sentence_of
from tui.language import LANGUAGES, choose, chosen
from tui.language.catalogue import read_catalogue

GIVEN = {"count", "fields"}
"""What the sentences may name: the store gives it wherever it refuses so."""


@pytest.fixture(autouse=True)
def _same_language_after() -> Iterator[None]:
    spoken = chosen()
    yield
    choose(spoken)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_a_sentence(language: str, reason: Reason) -> None:
    """It ends as a sentence, stands on one line, and is not its own code."""
    choose(language)
    said = sentence_of(Refusal(reason, fields="given_name", count=3))
    assert said[0].isupper()
    assert said.endswith(".")
    assert "\n" not in said
    assert reason.value not in said
    assert "…" not in said
    assert len(said) < 240


@pytest.mark.parametrize("reason", Reason)
def test_sentences_differ_between_languages_and_name_the_same(reason: Reason) -> None:
    """A copied sentence would be an untranslated one."""
    words = [str(read_catalogue(language).entries[f"refusal.{reason.value}"]) for language in LANGUAGES]
    assert len(set(words)) == len(LANGUAGES)
    named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in words]
    assert named[0] == named[1] == named[2] <= GIVEN
