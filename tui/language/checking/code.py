"""What the code says about words: which keys it uses, and what it says without them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROOMS = ("tui", "screens")

KEYED = {"_": 0, "plural": 0, "Words": 0, "PushButton": 0, "Ask": 0, "say": 0, "_say": 0, "key": 2, "Binding": 2}
"""Calls whose argument at this place is a key; where it is written out, it must be in the catalogue."""

SPOKEN = {
    "Static": (0, "content"),
    "Label": (0, "content"),
    "Button": (0, "label"),
    "Checkbox": (0, "label"),
    "RadioButton": (0, "label"),
    "Text": (0, "text"),
    "Content": (0, "text"),
    "plain": (0, "text"),
    "notify": (0, "message"),
    "Option": (0, "prompt"),
    "Input": (None, "placeholder"),
    "Select": (None, "prompt"),
    "print": (0, None),
    "write": (0, None),
}
"""Calls whose argument people read: it may be a value or words of the catalogue, never a text of the code."""

TITLES = {"border_title", "border_subtitle", "placeholder", "tooltip", "sub_title"}
"""Attributes that people read."""


@dataclass(frozen=True)
class Found:
    """Something in the code.

    Attributes:
        place: file and line.
        text: the key, or the text that should have been one.
    """

    place: str
    text: str


@dataclass(frozen=True)
class CodeWords:
    """What the code says.

    Attributes:
        keys: keys that are used where only a key can stand.
        texts: every text of the code that is no docstring: a key among them is used somehow.
        spoken: texts that people would read and that are in no catalogue.
        built: keys that are put together while running, so that no check can see them.
    """

    keys: tuple[Found, ...]
    texts: frozenset[str]
    spoken: tuple[Found, ...]
    built: tuple[Found, ...]


def sources() -> Iterator[Path]:
    """Return the files that may say something to people."""
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def read_code(paths: Iterator[Path] | None = None) -> CodeWords:
    """Read what the code says.

    Args:
        paths: the files; all of ``tui`` and ``screens`` when None.
    """
    keys: list[Found] = []
    spoken: list[Found] = []
    built: list[Found] = []
    texts: set[str] = set()
    for path in paths or sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        texts |= texts_of(tree)
        if "checking" in path.parts or name == "tui/language/__main__.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                _read_call(node, name, keys, spoken, built)
            elif isinstance(node, ast.Assign):
                _read_title(node, name, spoken)
    return CodeWords(tuple(keys), frozenset(texts), tuple(spoken), tuple(built))


def texts_of(tree: ast.Module) -> set[str]:
    """Return every text of a module that is no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }


def _read_call(call: ast.Call, name: str, keys: list[Found], spoken: list[Found], built: list[Found]) -> None:
    called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    place = f"{name}:{call.lineno}"
    if called in KEYED:
        argument = call.args[KEYED[called]] if len(call.args) > KEYED[called] else None
        for value in _branches(argument):
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                if value.value:
                    keys.append(Found(place, value.value))
            elif called in ("_", "plural") and value is not None:
                built.append(Found(place, ast.unparse(value)))
    if called in SPOKEN:
        position, named = SPOKEN[called]
        arguments = [*call.args[position : position + 1]] if position is not None else []
        arguments += [keyword.value for keyword in call.keywords if named and keyword.arg == named]
        for value in (branch for argument in arguments for branch in _branches(argument)):
            if text := _readable(value):
                spoken.append(Found(place, text))


def _branches(node: ast.expr | None) -> list[ast.expr | None]:
    """Return both outcomes of an ``a if b else c``."""
    if isinstance(node, ast.IfExp):
        return [*_branches(node.body), *_branches(node.orelse)]
    return [node]


def _readable(node: ast.expr | None) -> str:
    """Return the words that a text of the code would show, or nothing."""
    parts: list[str] = []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        parts = [node.value]
    elif isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    elif isinstance(node, ast.BinOp):
        parts = [_readable(node.left), _readable(node.right)]
    text = "".join(parts)
    return text if sum(character.isalpha() for character in text) > 1 else ""


def _read_title(node: ast.Assign, name: str, spoken: list[Found]) -> None:
    for target in node.targets:
        if isinstance(target, ast.Attribute) and target.attr in TITLES and (text := _readable(node.value)):
            spoken.append(Found(f"{name}:{node.lineno}", text))
