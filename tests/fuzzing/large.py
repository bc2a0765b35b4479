"""The largest inputs that pass the first look, each made to cost as much as it can, with what they cost."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable

from store.bundle.allowed_signers import Signers
from store.bundle.document import write_head
from store.bundle.kinds import MAX_FILE, Kind
from store.bundle.reading import Reader, read_bytes, sign_payload
from store.refusal import Refusal
from tests.fuzzing.beginnings import MAKER, changes
from tests.fuzzing.mending import CHAINS, USE, mended

MOST_SECONDS, MOST_MEBIBYTES = 2.0, 256
"""Of processor time for any input, and of memory beyond what the program takes by itself."""
_ROOM = MAX_FILE - 8192


def _filled(line: bytes, room: int = _ROOM) -> bytes:
    return line * (room // len(line))


def _head(kind: Kind) -> bytes:
    return write_head(MAKER.head(kind, "SHA256:" + "A" * 43 if kind is Kind.RECEIPT else None), {}).encode()


def _in_body(more: bytes) -> bytes:
    text = changes(MAKER)[0]
    place = text.rindex(b"notes = ")
    return mended(text[:place] + more + text[place:], CHAINS)


def _numbered(line: str, room: int = _ROOM) -> bytes:
    count = room // (len(line) + 6)
    return "".join(line.format(number) for number in range(count)).encode()


def _changes_of(count: int) -> bytes:
    return MAKER.payload(MAKER.chain(count))


def _use_lines(count: int) -> bytes:
    text = changes(MAKER)[1]
    begin = text.rindex(b"[[use_line]]\n")
    end = text.index(b"[[change]]\n")
    line = text[begin:end]
    lines = b"".join(line.replace(b"number = 2", b"number = %d" % (n + 2)) for n in range(count))
    front = text[:begin].replace(b"[use]\nfrom = 1\nto = 2", b"[use]\nfrom = 1\nto = %d" % (count + 1))
    return mended(front + lines + text[end:], USE)


CASES: dict[str, Callable[[], bytes]] = {
    "numbers in the head": lambda: _head(Kind.RECEIPT) + b"answers = [\n" + _filled(b"    1,\n") + b"]\n",
    "texts in the head": lambda: _head(Kind.RECEIPT) + b"answers = [\n" + _filled(b'    "",\n') + b"]\n",
    "times in the head": lambda: _head(Kind.RECEIPT) + b"answers = [\n" + _filled(b"    00:00:00,\n") + b"]\n",
    "pairs in the head": lambda: _head(Kind.CARD) + _numbered("a{} = 1\n"),
    "tables in the head": lambda: _head(Kind.RECEIPT) + _filled(b"[[held]]\n"),
    "numbers in a body": lambda: _in_body(b"many = [\n" + _filled(b"    1,\n") + b"]\n"),
    "texts in a body": lambda: _in_body(b"many = [\n" + _filled(b'    "",\n') + b"]\n"),
    "pairs in a body": lambda: _in_body(_numbered("a{} = 1\n")),
    "escapes": lambda: _in_body(_numbered('a{} = "' + "\\u0000" * 20 + '"\n')),
    "one long line": lambda: _in_body(b'long = "' + b"x" * (_ROOM - 4096) + b'"\n'),
    "marks over one letter": lambda: _in_body(b'long = "a' + "\u0301".encode() * (_ROOM // 2 - 4096) + b'"\n'),
    "marks in order": lambda: _in_body(
        b'long = "a' + ("\u0323".encode() * 1_900_000 + "\u0301".encode() * 1_900_000) + b'"\n'
    ),
    "jamo": lambda: _in_body(b'long = "' + "\u1100\u1161\u11a8".encode() * (_ROOM // 10) + b'"\n'),
    "all its changes": lambda: _changes_of(5000),
    "changes without end": lambda: _head(Kind.CHANGES) + _filled(b"[[change]]\n"),
    "a use log": lambda: _use_lines(19_000),
    "nothing but lines": lambda: _head(Kind.CHANGES) + _filled(b"\n"),
    "a quotation without end": lambda: _head(Kind.CHANGES) + b'a = "' + b"\\\\" * (_ROOM // 2),
    "brackets": lambda: _head(Kind.CHANGES) + b"a = " + b"[" * _ROOM + b"\n",
    "dots": lambda: _head(Kind.CHANGES) + b"a" + b".a" * (_ROOM // 2) + b" = 1\n",
}


def cost_of(name: str) -> tuple[float, float, str]:
    """Return seconds of processor time, mebibytes beyond what stood before, and what was said of a case."""
    payload = CASES[name]()
    assert len(payload) <= MAX_FILE
    kind = (
        Kind.RECEIPT
        if b'kind = "practice-receipt"' in payload[:200]
        else Kind.CARD
        if b"practice-card" in payload[:200]
        else Kind.CHANGES
    )
    signed = sign_payload(payload, MAKER.seed, kind, practice=True)
    reader = Reader(Signers((MAKER.signer("office" if kind is Kind.RECEIPT else "coach"),)), practice=True)
    del payload
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    try:
        for change in read_bytes(signed, reader).document.changes:
            _ = change.body
        said = "taken"
    except Refusal as refusal:
        said = refusal.reason.value
    took = time.process_time() - began
    return took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, said


def main() -> None:
    """Say what the named cases cost, or all, each in a fork of its own, so that its memory is its own."""
    for case in sys.argv[1:] or CASES:
        if os.fork() == 0:
            seconds, mebibytes, said = cost_of(case)
            sys.stdout.write(
                json.dumps({"case": case, "seconds": round(seconds, 2), "mebibytes": round(mebibytes), "said": said})
                + "\n"
            )
            sys.stdout.flush()
            os._exit(0)
        os.wait()


if __name__ == "__main__":
    main()
