"""All checks of the words, each a function that returns what is wrong in plain sentences."""

from __future__ import annotations

import ast
from string import Formatter

from store.keys.passphrases import Guessable
from store.records import RECORD_TYPES
from store.refusal import Reason
from tui.language.catalogue import LANGUAGES, WORDS
from tui.language.checking.code import ROOT, CodeWords, read_code
from tui.language.checking.sources import SUBJECTS, compiled, forms_of, key_of, sources
from tui.language.checking.textual_strings import NEVER_SHOWN, textual_texts
from tui.language.textual_words import key_of as key_of_textual

Words = dict[str, dict[str, tuple[str, ...]]]
"""Language → key → its forms."""

OF_RECORDS = ("record.", "field.", "choice.", "section.", "rule.")
"""Keys of what a record type declares; they stand in the catalogue of its matter."""

FAMILIES = (*OF_RECORDS, "refusal.", "textual.")
"""Keys that are known only while running; each family has a check of its own."""


_OF_COMMANDS = ("command.", "option.")
"""Keys that the command line puts together from the names of its commands and options."""


def all_words() -> Words:
    """Return every word of every language."""
    return {
        language: {
            key_of(message): forms_of(message)
            for catalogue in sources(language).values()
            for message in catalogue
            if message.id
        }
        for language in LANGUAGES
    }


def findings() -> list[str]:
    """Return everything that is wrong, empty when nothing is."""
    words, code = all_words(), read_code()
    return [
        *same_everywhere(words),
        *placeholders(words),
        *missing(words, code),
        *unused(words, code),
        *untranslatable(code),
        *records_without_words(words),
        *refusals_without_words(words),
        *textual_without_words(words),
        *not_compiled(),
    ]


def same_everywhere(words: Words) -> list[str]:
    """Find keys and files that not every language has, keys that stand twice, and empty words."""
    found = []
    for language in LANGUAGES:
        catalogues = sources(language)
        found += [f"{language}: {subject}.po is missing" for subject in SUBJECTS if subject not in catalogues]
        keys = [key_of(message) for catalogue in catalogues.values() for message in catalogue if message.id]
        found += [f"{language}: {key} stands twice" for key in sorted({k for k in keys if keys.count(k) > 1})]
        for other in LANGUAGES:
            found += [f"{language}: {key} is missing" for key in sorted(set(words[other]) - set(words[language]))]
        found += [f"{language}: {key} is empty" for key, forms in words[language].items() if not all(forms)]
        for catalogue in catalogues.values():
            found += [
                f"{language}: {key_of(message)} is fuzzy" for message in catalogue if message.id and message.fuzzy
            ]
    return list(dict.fromkeys(found))


def placeholders(words: Words) -> list[str]:
    """Find words that name other values than those of another language, or that cannot be filled in."""
    found = []
    for key, forms in words[LANGUAGES[0]].items():
        for language in LANGUAGES:
            others = words[language].get(key, ())
            if others and (len(others) != len(forms) or _names(others) != _names(forms)):
                found.append(f"{language}: {key} names other values: {sorted(_names(others) ^ _names(forms))}")
    return found


def _names(forms: tuple[str, ...]) -> set[str]:
    try:
        named = {
            name for form in forms for _text, name, _spec, _conversion in Formatter().parse(form) if name is not None
        }
    except ValueError:
        return {"?"}
    return named - {"count"}


def missing(words: Words, code: CodeWords) -> list[str]:
    """Find keys that the code uses and no catalogue has."""
    return [f"{use.place}: no words for {use.text}" for use in code.keys if use.text not in words[LANGUAGES[0]]]


def unused(words: Words, code: CodeWords) -> list[str]:
    """Find keys that nothing uses."""
    computed, spelled = screen_keys(), {text.lstrip("-").replace("_", "-").lower() for text in code.texts}
    return [
        f"nothing uses {key}"
        for key in words[LANGUAGES[0]]
        if key not in code.texts
        and key not in computed
        and not key.startswith(FAMILIES)
        and not (key.startswith(_OF_COMMANDS) and key.split(".")[1].replace("_", "-") in spelled)
    ]


def screen_keys() -> set[str]:
    """Return the keys that the code puts together from lists of its own: titles, helps, choices of settings."""
    names: set[str] = set()
    for path in sorted((ROOT / "screens").rglob("*.py")) + sorted((ROOT / "tui" / "widgets").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                value = node.value
                if getattr(target, "id", "") == "NAME" and isinstance(value, ast.Constant) and value.value:
                    names.add(str(value.value))
    themes = {"reppu-light", "reppu-dark", "reppu-contrast"}
    return (
        {f"help.{name}" for name in names}
        | {f"{name}.title" for name in names}
        | {f"language.{language}" for language in LANGUAGES}
        | {f"theme.{theme}" for theme in themes}
        | {f"role.{role}" for role in ("coach", "office", "practice")}
        | {f"conflict_choice.{choice}" for choice in ("open", "joined", "third")}
        | {f"conflict_choice.value_{number}" for number in range(1, 7)}
        | {f"paper.{which}" for which in ("told", "looked", "everything")}
        | {f"quality_file.{which}" for which in ("pack", "text", "counts")}
        | {f"ending.{ending}" for ending in ("card", "practice", "later")}
        | {f"{name}.find" for name in names}
        | {f"guessable.{rule.value}" for rule in Guessable}
        | {f"form.{act}.{record}" for act in ("new", "edit") for record in RECORD_TYPES}
    )


def untranslatable(code: CodeWords) -> list[str]:
    """Find texts that people would read and that stand in the code, and keys that are put together."""
    return [f"{use.place}: a text of the code is shown: {use.text!r}" for use in code.spoken] + [
        f"{use.place}: a key that no check can see: {use.text}" for use in code.built
    ]


def records_without_words(words: Words) -> list[str]:
    """Find record types, fields, choices, headings and rules without words, and words of none of them."""
    needed: set[str] = set()
    either: set[str] = set()
    for name, record in RECORD_TYPES.items():
        needed.add(f"record.{name}")
        needed |= {f"rule.{rule.name}" for rule in record.declared.rules}
        for field in record.fields.values():
            needed.add(f"field.{field.name}")
            either.add(f"field.{name}.{field.name}")
            needed |= {f"choice.{field.name}.{code}" for code in field.choices}
            needed |= {f"section.{field.section}"} if field.section else set()
    held = {key for key in words[LANGUAGES[0]] if key.startswith(OF_RECORDS)}
    # What is begun on a page of its own is listed among the drafts by the name of the page.
    either |= {f"record.{key.removeprefix('help.')}" for key in words[LANGUAGES[0]] if key.startswith("help.")}
    return [f"no words for {key}" for key in sorted(needed - held)] + [
        f"no record has {key}" for key in sorted(held - needed - either)
    ]


def refusals_without_words(words: Words) -> list[str]:
    """Find refusals of the store without a sentence, and sentences without a refusal."""
    needed = {f"refusal.{reason.value}" for reason in Reason}
    held = {key for key in words[LANGUAGES[0]] if key.startswith("refusal.")}
    extra = {key for key in held - needed if ".".join(key.split(".")[:2]) not in needed}
    return [f"refusals.po: no sentence for {key}" for key in sorted(needed - held)] + [
        f"refusals.po: no refusal is called {key}" for key in sorted(extra)
    ]


def textual_without_words(words: Words) -> list[str]:
    """Find texts of Textual that have no words, as an upgrade brings them, and words of texts that are gone."""
    needed = {key_of_textual(text): text for text in textual_texts()}
    held = {key for key in words[LANGUAGES[0]] if key.startswith("textual.")}
    return [
        f"textual.po: Textual says {text!r}, and there is no {key}"
        for key, text in sorted(needed.items())
        if key not in held and key not in NEVER_SHOWN
    ] + [f"textual.po: Textual no longer says {key}" for key in sorted(held - set(needed))]


def not_compiled() -> list[str]:
    """Find languages whose ``reppu.mo`` is not what their .po files say."""
    return [
        f"{language}: reppu.mo is not up to date (python -m tui.language compile)"
        for language in LANGUAGES
        if not (WORDS / language / "reppu.mo").is_file()
        or (WORDS / language / "reppu.mo").read_bytes() != compiled(language)
    ]
