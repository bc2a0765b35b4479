"""A refusal names fields and rules as people know them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.keys.passphrases import Guessable
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from tui.forms.refusing import said_to_person
from tui.language import LANGUAGES, choose, chosen


@pytest.fixture(autouse=True)
def _same_language_after() -> Iterator[None]:
    spoken = chosen()
    yield
    choose(spoken)


def test_fields_are_named_by_their_labels() -> None:
    refusal = Refusal(Reason.BAD_VALUES, record="client", fields="given_name, phone")
    choose("fi")
    assert "Etunimi, Puhelin" in said_to_person(refusal)
    assert "given_name" not in said_to_person(refusal)
    assert "Etunimi (given_name)" in said_to_person(refusal, codes=True)
    choose("sv")
    assert "Förnamn" in said_to_person(refusal)


def test_a_rule_is_said_as_its_sentence() -> None:
    choose("fi")
    said = said_to_person(Refusal(Reason.BAD_VALUES, record="event", fields="employer_visit_needs_employer"))
    assert said == "Työnantajakäynnille tarvitaan työnantaja. Mitään ei tallennettu."


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_field_and_no_rule_is_without_words(language: str) -> None:
    choose(language)
    for record, declared in RECORD_TYPES.items():
        codes = [*declared.fields, *(rule.name for rule in declared.declared.rules)]
        said = said_to_person(Refusal(Reason.BAD_VALUES, record=record, fields=", ".join(codes)))
        assert not any(f"{code}" in said.replace(",", " ").split() for code in codes if "_" in code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", Guessable)
def test_a_guessable_passphrase_says_why(language: str, rule: Guessable) -> None:
    choose(language)
    plain = said_to_person(Refusal(Reason.GUESSABLE_PASSPHRASE))
    said = said_to_person(Refusal(Reason.GUESSABLE_PASSPHRASE, rule=rule.value))
    assert said.startswith(f"{plain} ")
    assert "_" not in said
