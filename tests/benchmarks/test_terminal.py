"""The pseudo-terminal waits for the last painted byte, and notices what is not painted."""

from __future__ import annotations

import sys

import pytest

from benchmarks.terminal import NotPaintedError, Terminal, clean_environment

_TWO_FRAMES = """
import sys, time
sys.stdout.write("\\x1b[2J\\x1b[H\\x1b[1mfirst\\x1b[0m half")
sys.stdout.flush()
time.sleep(0.02)
sys.stdout.write(" and the last")
sys.stdout.flush()
time.sleep(30)
"""
_ECHO = """
import sys, termios, tty
tty.setcbreak(0)
print("ready", flush=True)
print("got " + sys.stdin.read(3).upper(), flush=True)
sys.stdin.read(1)
"""


def test_the_frame_ends_with_its_last_byte_and_not_with_what_was_waited_for() -> None:
    with Terminal([sys.executable, "-c", _TWO_FRAMES]) as terminal:
        painted = terminal.wait_for("half", still=2.0)
        assert painted > terminal.started
        assert "first half and the last" in terminal.screen()[0]


def test_what_never_comes_is_said_with_what_stands_there_instead() -> None:
    with Terminal([sys.executable, "-c", _TWO_FRAMES]) as terminal:
        terminal.wait_for("half")
        with pytest.raises(NotPaintedError, match="first half"):
            terminal.wait_for("never", timeout=1.0)


def test_keys_are_typed_one_by_one_and_the_answer_is_timed() -> None:
    with Terminal([sys.executable, "-c", _ECHO]) as terminal:
        terminal.wait_for("ready")
        terminal.type_in("ab", seconds=0.02)
        pressed = terminal.press("c")
        assert terminal.wait_for("got ABC") > pressed


def test_what_was_painted_before_the_keys_does_not_count() -> None:
    with Terminal([sys.executable, "-c", _ECHO]) as terminal:
        terminal.wait_for("ready")
        terminal.press("abc")
        with pytest.raises(NotPaintedError):
            terminal.wait_for("ready", timeout=1.0)


def test_the_environment_brings_no_setting_of_textual_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_SCREENSHOT", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("REPPU_HOME", "elsewhere")
    environment = clean_environment()
    assert not {"TEXTUAL_SCREENSHOT", "NO_COLOR", "REPPU_HOME"} & set(environment)
    assert environment["TERM"] == "xterm-256color"


def test_a_screen_settles_when_it_is_as_it_must_be_and_still() -> None:
    with Terminal([sys.executable, "-c", _TWO_FRAMES]) as terminal:
        painted = terminal.settle(lambda screen: screen[0] == "first half and the last", still=0.01)
        assert painted > terminal.started
        assert terminal.screen()[0] == "first half and the last"


def test_a_screen_that_never_settles_is_shown_as_it_stands() -> None:
    with Terminal([sys.executable, "-c", _TWO_FRAMES]) as terminal:
        terminal.wait_for("half")
        with pytest.raises(NotPaintedError, match="first half"):
            terminal.settle(lambda screen: False, timeout=1.0)
