"""After the lock neither the key nor a word of a note is left in the memory, as another process reads it."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from store.home import Home
from store.keys.slots import open_slot
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.real.killing import at_form

NOTE = "Piilopolkunen kuiskasi Salaniemelle"
TYPED = "keskenjaanytkirjaus"

_RANGE = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (r.{3}) .*?(\[\S+\])?$")


def found_in_memory(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """Count how often each of these byte strings stands in what a process has in its memory now."""
    counts = dict.fromkeys(wanted, 0)
    ranges = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in ranges:
            matched = _RANGE.match(line)
            if matched is None or matched[4] in ("[vvar]", "[vsyscall]", "[vdso]", "[vvar_vclock]"):
                continue
            first, last = int(matched[1], 16), int(matched[2], 16)
            try:
                memory.seek(first)
                content = memory.read(last - first) or b""
            except (OSError, ValueError, OverflowError):
                continue
            for name, text in wanted.items():
                counts[name] += content.count(text)
    return counts


def wanted_of(key: bytes) -> dict[str, bytes]:
    """Return what is looked for: the key as bytes and as the driver wants it, and texts as Python keeps them."""
    texts = {"note": NOTE, "typed": TYPED, "passphrase": PASSPHRASE}
    return {
        "key": key,
        "key in hex": key.hex().encode(),
        **{name: text.encode() for name, text in texts.items()},
        **{f"{name} (two bytes)": text.encode("utf-16-le") for name, text in texts.items()},
        **{f"{name} (four bytes)": text.encode("utf-32-le") for name, text in texts.items()},
    }


def test_after_the_lock_memory_holds_neither_key_nor_note(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        save(notebook, Entry("client", {"given_name": "Kukka", "family_name": "Keksitty", "goals": NOTE}))
        from screens.notebook.tour import keep_seen

        keep_seen(notebook)
    wanted = wanted_of(open_slot(filled_home, PASSPHRASE).key)
    with at_form(filled_home, "record:employer") as person:
        person.press(TYPED)
        person.sees(TYPED)
        if os.geteuid() == 0:
            held = found_in_memory(person.pid, wanted)
            assert held["key"], "a search that finds nothing proves nothing"
            assert held["typed"]
        else:
            # Nobody else may look at it while it holds the key (store.keys.process); after the lock there is none.
            with pytest.raises(PermissionError):
                found_in_memory(person.pid, wanted)
        person.send_signal(signal.SIGUSR1)
        person.sees("Kirjoita tunnuslauseesi")
        assert found_in_memory(person.pid, wanted) == dict.fromkeys(wanted, 0)
