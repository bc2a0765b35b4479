"""Mutating texts by their lines: what a blind mutator needs millions of tries for happens at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Blind = Callable[[bytes], bytes]
"""A mutator of bytes that knows nothing of their meaning."""

_ID = b'"01986b1e-7c3a-7000-8000-000000000001"'
VALUES: tuple[bytes, ...] = (
    b'""',
    b'"x"',
    b'"a_b"',
    b'"office"',
    b'"coach"',
    b'"erasure"',
    b'"chain"',
    b'"fi"',
    b'"A\xcc\x8a"',
    b'"\\u001b[2J\\u001b]52;c;aGVp\\u0007"',
    b'"\xe2\x80\xae\xe2\x81\xa6"',
    b'"\xf3\xa0\x81\x81"',
    b'"[b]x[/b]"',
    b'"../../x"',
    b'"C:\\\\x"',
    b"0",
    b"1",
    b"-1",
    b"2",
    b"999999999999999999",
    b"true",
    b"false",
    b"0001-01-01",
    b"9999-12-31",
    b"2026-02-30",
    b"24:00:00",
    b"23:59:59.999999",
    b"0001-01-01 00:00:00+00:00",
    b"9999-12-31 23:59:59+00:00",
    b"2026-11-22 10:00:00+00:00",
    b"0000-00-00 00:00:00+00:00",
    b"[]",
    b"[\n    1,\n]",
    b'[\n    "x",\n]',
    b"[\n    " + _ID + b",\n]",
    _ID,
    b'"' + b"0" * 64 + b'"',
    b'"' + b"f" * 64 + b'"',
    b'"' + b"0" * 32 + b'"',
    b'"SHA256:' + b"A" * 43 + b'"',
    b'"' + b"\xc3\xa4" * 40_000 + b'"',
    b"1.5",
    b"nan",
    b"{}",
    b"[[1]]",
    b'"""x"""',
    b"'x'",
)
LINES: tuple[bytes, ...] = (
    b"[[change]]\n",
    b"[change.body]\n",
    b"\n[change.body.set]\n",
    b"\n[change.body.add]\n",
    b"[[use_line]]\n",
    b"[[range]]\n",
    b"[known]\n",
    b"[delivery]\n",
    b"[use]\n",
    b"[sender]\n",
    b"[recipient]\n",
    b"[root]\n",
    b"[card]\n",
    b"[[identity]]\n",
    b"[[held]]\n",
    b"[[waiting]]\n",
    b"[[not_applied]]\n",
    b"[[conflict]]\n",
    b"[slot]\n",
    b"[[slot]]\n",
    b"[recovery]\n",
    b"[office_chain]\n",
    b'before = "' + b"0" * 64 + b'"\n',
    b"seq = 1\n",
    b"number = 1\n",
    b"last_seq = 3\n",
    b'unset = [\n    "x",\n]\n',
    b"part = 2\n",
    b"parts = 9\n",
    b"# -----BEGIN SSH SIGNATURE-----\n",
    b"# -----END SSH SIGNATURE-----\n",
    b"\n",
    b"x" + b".x" * 2000 + b" = 1\n",
    b"x = " + b"[" * 2000 + b"\n",
)


def mutated(data: bytes, random: Random, blind: Blind, others: Sequence[bytes] = ()) -> bytes:
    """Return a mutated text.

    Args:
        data: what is mutated; its first byte says what is mended afterwards.
        random: what decides.
        blind: mutates bytes without knowing their meaning.
        others: texts of which a part may be taken.
    """
    if not data or random.random() < 0.15:
        return blind(data)
    first, lines = data[:1], data[1:].splitlines(keepends=True)
    if random.random() < 0.05:
        first = bytes([random.randrange(256)])
    for _ in range(1 if random.random() < 0.7 else random.randrange(2, 6)):
        _mutate_lines(lines, random, blind, others)
    return first + b"".join(lines)


def _mutate_lines(lines: list[bytes], random: Random, blind: Blind, others: Sequence[bytes]) -> None:
    place = random.randrange(len(lines) + 1)
    act = random.randrange(10)
    if act == 0 or place == len(lines):
        lines.insert(place, random.choice(LINES))
    elif act == 1:
        del lines[place : place + random.choice((1, 1, 1, 2, 5, 20))]
    elif act == 2:
        lines[place:place] = lines[place : place + random.choice((1, 1, 2, 5, 20))]
    elif act == 3:
        lines.insert(random.randrange(len(lines)), lines.pop(place))
    elif act == 4 and others:
        taken = random.choice(others)[1:].splitlines(keepends=True)
        begin = random.randrange(len(taken) or 1)
        lines[place:place] = taken[begin : begin + random.choice((1, 2, 5, 20))]
    elif act == 5:
        lines[place] = blind(lines[place])
    else:
        _mutate_value(lines, place, random, blind)


def _mutate_value(lines: list[bytes], place: int, random: Random, blind: Blind) -> None:
    key, sign, value = lines[place].rstrip(b"\n").partition(b" = ")
    if not sign:
        lines[place] = blind(lines[place])
        return
    act = random.randrange(4)
    if act == 0:
        pairs = [line for line in lines if b" = " in line]
        value = random.choice(pairs).rstrip(b"\n").partition(b" = ")[2]
    elif act == 1 and value[:1] == b'"' and len(value) > 2:
        value = b'"' + blind(value[1:-1]) + b'"'
    else:
        value = random.choice(VALUES)
    lines[place] = key + sign + value + b"\n"


def blind_of(random: Random) -> Blind:
    """Return a simple blind mutator, for where libFuzzer's is not there.

    Args:
        random: what decides.
    """

    def mutate(data: bytes) -> bytes:
        content = bytearray(data)
        for _ in range(random.randrange(1, 4)):
            place = random.randrange(len(content) + 1)
            act = random.randrange(4)
            if act == 0 or place == len(content):
                content[place:place] = random.randbytes(random.randrange(1, 5))
            elif act == 1:
                del content[place : place + random.randrange(1, 9)]
            elif act == 2:
                content[place] ^= 1 << random.randrange(8)
            else:
                content[place] = random.randrange(256)
        return bytes(content)

    return mutate
