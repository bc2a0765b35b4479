"""The keys of the whole program: each F-key with a Ctrl twin that arrives on every terminal.

Left out as twins: Ctrl+C, H, I, J, M, Z (terminals use them), Ctrl+B (tmux waits for it), and every letter with which
a field is edited. No letter is left for two keys: they have Ctrl with the space bar and with an arrow.
F11 is left out: it makes the window of most terminals fill the screen.
"""

from __future__ import annotations

from textual.binding import Binding

TWINS = {
    "f1": "ctrl+g",
    "f2": "ctrl+s",
    "f3": "ctrl+t",
    "f4": "ctrl+n",
    "f5": "ctrl+r",
    "f6": "ctrl+o",
    "f7": "ctrl+up",
    "f8": "ctrl+@",
    "f9": "ctrl+l",
    "f10": "ctrl+q",
    "f12": "ctrl+delete",
}
"""The Ctrl twin of each F-key, the same on every screen."""

_PRESSED = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "␣",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "tab": "Tab",
    "ctrl+@": "Ctrl+␣",
    "ctrl+up": "Ctrl+↑",
    "ctrl+down": "Ctrl+↓",
    "ctrl+delete": "Ctrl+Del",
}
"""``ctrl+@`` is how the terminal names Ctrl with the space bar."""


def key(name: str, action: str, words: str, *, show: bool = True, at_once: bool = False) -> Binding:
    """Return the binding of a key and its twin.

    A key waits its turn behind the letters typed before it, or F2 would save without the last of them.

    Args:
        name: the key ("f2", "escape").
        action: the action that it runs.
        words: key of the words that say what it does.
        show: whether the line at the foot shows it; at most five are shown on a screen.
        at_once: whether it overtakes what was typed before it: only for hiding the screen, and for search, which must
            have every letter that is typed after it.
    """
    keys = ",".join(filter(None, (name, TWINS.get(name))))
    return Binding(keys, action, words, show=show, priority=at_once, key_display=shown(name))


def turning(action: str, earlier: str, later: str) -> list[Binding]:
    """Return the keys with which one turns to the day, week, month or period before and after.

    Args:
        action: the action; it is given -1 or 1.
        earlier: key of the words for the one before.
        later: key of the words for the one after.
    """
    back, on = (("pageup", "left"), earlier, -1), (("pagedown", "right"), later, 1)
    return [key(name, f"{action}({by})", words, show=False) for names, words, by in (back, on) for name in names]


def shown(name: str) -> str:
    """Return a key as it is printed on the keyboard."""
    return _PRESSED.get(name) or "+".join(part.capitalize() for part in name.split("+"))
