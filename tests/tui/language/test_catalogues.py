"""The words: complete in three languages, nothing said without them, nothing kept for nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from store.refusal import Reason
from tui.language import LANGUAGES, _, choose, chosen, plural, sentence
from tui.language.checking import everything
from tui.language.checking.code import read_code
from tui.language.checking.textual_strings import textual_texts
from tui.language.dates import clock, long_day, money, short_day
from tui.language.textual_words import key_of


def test_every_check_of_the_words_finds_nothing() -> None:
    assert everything.findings() == []


def test_a_missing_an_empty_and_an_unused_key_are_found() -> None:
    words, code = everything.all_words(), read_code()
    del words["sv"]["today.title"]
    words["en"]["key.open"] = ("",)
    for language in LANGUAGES:
        words[language]["nobody.says_this"] = ("…",)
    found = everything.same_everywhere(words)
    assert "sv: today.title is missing" in found
    assert "en: key.open is empty" in found
    assert everything.unused(words, code) == ["nothing uses nobody.says_this"]


def test_words_that_name_other_values_are_found() -> None:
    words = everything.all_words()
    words["en"]["settings.idle_bounds"] = ("Between {least} and {more}.",)
    assert any("settings.idle_bounds" in line for line in everything.placeholders(words))


def test_records_refusals_and_textual_without_words_are_found() -> None:
    words = everything.all_words()
    del words["fi"]["refusal.full_disk"], words["fi"]["textual.cut"]
    assert everything.refusals_without_words(words) == ["refusals.po: no sentence for refusal.full_disk"]
    assert len(everything.textual_without_words(words)) == 1


PLANTED = '''
from somewhere import *
class Screen:
    BINDINGS = [Binding("f2", "save", "no.such_key")]
    def compose(self):
        """A docstring is not said."""
        yield Static("Literal words")
        yield Label(f"Hello {name}")
        yield Button(_("today.title"))
        yield Input(placeholder="Type here")
        self.notify("Saved" if done else _("form.saved"))
        self.border_title = "A title"
        _(f"today.{name}")
        _("today." + name)
'''


def test_what_the_code_says_without_the_catalogue_is_found(tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(PLANTED, encoding="utf-8")
    code = read_code(iter([path]))
    assert {use.text for use in code.spoken} == {"Literal words", "Hello ", "Type here", "Saved", "A title"}
    assert len(code.built) == 2
    assert "no.such_key" in {use.text for use in code.keys}
    assert "A docstring is not said." not in code.texts


def test_textual_is_read_whole() -> None:
    texts = textual_texts()
    assert len(texts) >= 97
    assert {"Cut selected text", "Select", "No matches found", "Must be a valid URL."} <= texts
    assert key_of("Press [b]{key}[/b] to quit the app") == "textual.press_to_quit_the_app"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_a_sentence(language: str) -> None:
    choose(language)
    for reason in Reason:
        said = sentence(reason.value)
        assert said.rstrip("”»)").endswith((".", "!", "?")), said
        assert "refusal." not in said


def test_the_language_changes_live() -> None:
    said = []
    for language in LANGUAGES:
        choose(language)
        assert chosen() == language
        said.append((_("today.title"), plural("clients.count", 1), plural("clients.count", 2)))
    assert said == [
        ("Tänään", "1 asiakas", "2 asiakasta"),
        ("I dag", "1 klient", "2 klienter"),
        ("Today", "1 client", "2 clients"),
    ]
    choose("de")
    assert chosen() == "fi"


def test_values_are_put_in_as_they_are_and_a_missing_one_ends_nothing() -> None:
    choose("fi")
    assert "{least} [b]" in _("settings.idle_bounds", least="{least} [b]", most=2)
    assert "…" in _("settings.idle_bounds", least=1)


def test_days_and_times_are_written_as_people_write_them() -> None:
    day = date(2026, 11, 24)
    written = []
    for language in LANGUAGES:
        choose(language)
        written.append((long_day(day), short_day(day), clock(time(9, 58)), money(-1250)))
    assert written == [
        ("ti 24.11.2026", "ti 24.11.", "9.58", "-12,50 €"),
        ("ti 24.11.2026", "ti 24.11.", "9.58", "-12,50 €"),
        ("Tue 24 Nov 2026", "Tue 24 Nov", "9:58", "-€12.50"),
    ]
    choose("fi")
    assert clock(datetime(2026, 1, 2, 15, 2, tzinfo=UTC)) == "15.02"
