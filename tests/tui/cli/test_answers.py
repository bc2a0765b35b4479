"""Answers: what a name or a file may carry never acts on a terminal, and JSON says plain values."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from tui.cli.answers import answer, complain, say, table


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\u202e", "\u2066", "\U000e0041", "\u2028", "\x7f"])
def test_what_would_act_on_a_terminal_is_made_visible(letter: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Control, bidirectional and tag characters are shown as their code."""
    say(f"a{letter}b")
    complain(f"a{letter}b")
    captured = capsys.readouterr()
    assert letter not in captured.out
    assert letter not in captured.err
    assert captured.out == f"a\\u{{{ord(letter):x}}}b\n"


def test_letters_and_spaces_stay(capsys: pytest.CaptureFixture[str]) -> None:
    """Finnish, a no-break space, quotation marks."""
    say("Työpäivä ”å” – 12\u00a0km")
    assert capsys.readouterr().out == "Työpäivä ”å” – 12\u00a0km\n"


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever it carries."""
    complain("yksi\nkaksi\r\n  kolme")
    assert capsys.readouterr().err == "yksi kaksi kolme\n"


def test_json_says_plain_values(capsys: pytest.CaptureFixture[str]) -> None:
    """Days and times as ISO 8601, paths as texts, tuples as lists, ä as ä."""
    moment = datetime(2026, 11, 24, 9, 58, tzinfo=UTC)
    answer({"d": date(2026, 11, 24), "t": time(9, 30), "m": moment, "p": Path("ä"), "l": (1, True), "s": {"b", "a"}})
    said = capsys.readouterr().out
    assert '"ä"' in said
    assert json.loads(said) == {
        "d": "2026-11-24",
        "t": "09:30:00",
        "m": "2026-11-24T09:58:00+00:00",
        "p": "ä",
        "l": [1, True],
        "s": ["a", "b"],
    }


def test_columns_are_as_wide_as_their_widest_cell(capsys: pytest.CaptureFixture[str]) -> None:
    """The last one is not filled up, and no rows are no lines."""
    table([("a", "b"), ("aaa", "")])
    table([])
    assert capsys.readouterr().out == "a    b\naaa\n"


@pytest.mark.parametrize("letter", ["\x1b", "\x9b", "\x07", "\u202e", "\u2066", "\U000e0041", "\u2028", "\x7f"])
def test_json_acts_on_no_terminal_either(letter: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is escaped as JSON escapes, so that a program reads the same value."""
    answer({f"k{letter}": f"a{letter}b"})
    said = capsys.readouterr().out
    assert letter not in said
    assert json.loads(said) == {f"k{letter}": f"a{letter}b"}
