"""The keys of the whole program: no two do the same, and none takes what a field or a terminal needs."""

from __future__ import annotations

from textual.binding import Binding
from textual.widgets import Input, TextArea

from tui.widgets.keys import TWINS, key, shown

OF_TERMINALS = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+c", "ctrl+z", "ctrl+b"}
"""What terminals and tmux keep for themselves, or send as another key."""

ELSEWHERE = {"ctrl+p", "ctrl+home"}
"""The list of commands, and the way to Today."""


def keys_of(widget: type[Input | TextArea]) -> set[str]:
    """Return the keys with which a field is edited."""
    bindings = [one for one in widget.BINDINGS if isinstance(one, Binding)]
    return {pressed for binding in bindings for pressed in binding.key.split(",")}


def test_every_f_key_has_a_twin_of_its_own() -> None:
    assert list(TWINS) == [f"f{number}" for number in (*range(1, 11), 12)]
    assert len(set(TWINS.values()) | ELSEWHERE) == len(TWINS) + len(ELSEWHERE)


def test_no_twin_takes_a_key_that_a_field_or_a_terminal_needs() -> None:
    taken = OF_TERMINALS | keys_of(Input) | keys_of(TextArea)
    assert {"ctrl+y", "ctrl+z", "ctrl+a"} <= taken
    assert taken.isdisjoint({*TWINS.values(), *ELSEWHERE})
    assert not any(sign in twin for twin in TWINS.values() for sign in "[]{}")


def test_a_key_brings_its_twin_and_both_can_be_said() -> None:
    assert key("f8", "later", "key.save").key == "f8,ctrl+@"
    assert [shown(TWINS[name]) for name in ("f1", "f7", "f8")] == ["Ctrl+G", "Ctrl+↑", "Ctrl+␣"]
