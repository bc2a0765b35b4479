"""Every text that Textual itself would show to a person, listed by reading its modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import textual

_DIALOGUE = {
    "command.py": {"placeholder"},
    "widgets/_select.py": {"prompt"},
}
"""Arguments whose usual value people read, by the module that declares them."""

NEVER_SHOWN = {
    "textual.error_in_stylesheet": "only while styles are being written",
    "textual.variables": "only while styles are being written",
    "textual.bad_json": "a developer's pretty printer",
    "textual.spans": "a developer's playground",
    "textual.gradients_are_fast_now": "a remark in a developer's example",
    "textual.saved_screenshot": "the screenshot command is taken out: it would write client data in clear",
    "textual.saved_screenshot_to": "as above",
    "textual.failed_to_save_screenshot": "as above",
    "textual.save_an_svg_screenshot_of_the_current_screen": "as above",
    "textual.screenshot": "as above",
}
"""Texts that cannot come up in this program, with the reason."""


def textual_texts() -> frozenset[str]:
    """Return the texts: descriptions of keys, palette, validators, prompts and questions."""
    root = Path(textual.__file__).parent
    texts: set[str] = set()
    for path in sorted(root.rglob("*.py")):
        if "demo" in path.relative_to(root).parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts |= set(_bindings(tree)) | set(_sentences(tree))
        for name in _DIALOGUE.get(path.relative_to(root).as_posix(), ()):
            texts |= set(_defaults(tree, name))
    return frozenset(text for text in texts if any(character.isalpha() for character in text))


def _text(node: ast.expr | None) -> str:
    """Return a text as it is written, with the values of an f-string in braces."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}"
            for part in node.values
        )
    return ""


def _named(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _bindings(tree: ast.Module) -> Iterator[str]:
    """Yield what keys do: ``Binding(key, action, description, tooltip=…)`` and the short form of a tuple."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Binding":
            described = node.args[2] if len(node.args) > 2 else _named(node, "description")
            yield from filter(None, (_text(described), _text(_named(node, "tooltip"))))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.List):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if getattr(target, "id", "") == "BINDINGS":
                for entry in node.value.elts:
                    if isinstance(entry, ast.Tuple) and len(entry.elts) == 3:
                        yield _text(entry.elts[2])


def _sentences(tree: ast.Module) -> Iterator[str]:
    """Yield what is said: notices, system commands, validators, and an empty palette."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "describe_failure":
            yield from filter(None, (_text(each.value) for each in ast.walk(node) if isinstance(each, ast.Return)))
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called == "notify":
            yield from filter(None, (_text(node.args[0]) if node.args else "", _text(_named(node, "title"))))
        elif called == "SystemCommand":
            yield from filter(None, (_text(argument) for argument in node.args[:2]))
        elif called in ("Text", "Label", "Static", "Button") and node.args and " " in _text(node.args[0]).strip():
            yield _text(node.args[0])


def _defaults(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield the usual values of an argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            both = (*node.args.args[-len(node.args.defaults) or len(node.args.args) :], *node.args.kwonlyargs)
            for argument, value in zip(both, (*node.args.defaults, *node.args.kw_defaults), strict=True):
                if argument.arg == name and _text(value):
                    yield _text(value)
