"""A refusal in words: fields and rules by the names that people know, never by their codes."""

from __future__ import annotations

from store.refusal import Reason, Refusal
from tui.language import _, has, sentence, word


def said_to_person(refusal: Refusal, *, codes: bool = False) -> str:
    """Return what a refusal says to a person, in the language chosen now.

    Args:
        refusal: of the store.
        codes: whether the codes of fields stand beside their labels: who types values for a command needs both.
    """
    values = dict(refusal.values)
    reason = refusal.reason
    if reason is Reason.GUESSABLE_PASSPHRASE and has(f"guessable.{values.get('rule')}"):
        return f"{sentence(reason.value)} {word('guessable', str(values['rule']))}"
    if reason is not Reason.BAD_VALUES or "fields" not in values:
        return sentence(reason.value, **values)
    named, rules = named_in(refusal, codes=codes)
    if rules and not named:
        return " ".join([*rules, _("form.nothing_saved")])
    return " ".join([sentence(reason.value, **{**values, "fields": ", ".join(named)}), *rules])


def blamed_in(refusal: Refusal) -> list[str]:
    """Return the codes of fields and rules that a refusal names."""
    return [name.strip() for name in str(refusal.values.get("fields", "")).split(",") if name.strip()]


def named_in(refusal: Refusal, *, codes: bool = False) -> tuple[list[str], list[str]]:
    """Return the labels of the fields and the sentences of the rules that a refusal names.

    Args:
        refusal: of reason BAD_VALUES.
        codes: whether a field's code stands behind its label.
    """
    # Behind it stand all record types: a file that is no bundle is refused without them.
    from tui.forms.saying import label_of

    record = str(refusal.values.get("record", ""))
    named, rules = [], []
    for name in blamed_in(refusal):
        if has(f"rule.{name}"):
            rules.append(word("rule", name))
        elif has(f"field.{name}") or has(f"field.{record}.{name}"):
            label = label_of(record, name)
            named.append(f"{label} ({name})" if codes else label)
        else:
            named.append(name)
    return named, rules
