"""Starting, crashing and leaving, without a screen."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from tests.notebooks import make_notebook
from tui.app.after_frame import AfterFrame
from tui.app.crash import sentence_for
from tui.app.start import drop_textual_settings
from tui.app.tidying import Tidying, be_sparing, tidy
from tui.app.writes import Writes
from tui.language import choose

HEAVY = ("sqlmodel", "sqlalchemy", "sqlcipher3", "cryptography", "pydantic", "pyrage", "babel")

PAINT = """
import asyncio, sys
from pathlib import Path
from store.home import Home
from tui.app.application import ReppuApp

async def main():
    app = ReppuApp(Home(Path(sys.argv[1])))
    app._load_store = lambda: None
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(type(app.screen).__name__)
        print(" ".join(name for name in sys.argv[2:] if name in sys.modules))

asyncio.run(main())
"""


@pytest.mark.parametrize("made", [True, False])
def test_the_first_screen_is_painted_without_the_store(tmp_path: Path, made: bool) -> None:
    if made:
        make_notebook(tmp_path / "home").close()
    command = [sys.executable, "-c", PAINT, str(tmp_path / "home"), *HEAVY]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines() == ["Unlock" if made else "Wizard", ""]


def test_the_store_knows_no_screen_and_no_language() -> None:
    program = (
        "import importlib, pkgutil, sys, store\n"
        "for found in pkgutil.walk_packages(store.__path__, 'store.'):\n"
        "    importlib.import_module(found.name)\n"
        "print([name for name in ('textual', 'rich', 'tui', 'screens', 'babel', 'gettext') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_variables_that_would_show_the_screen_elsewhere_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_SCREENSHOT", "1")
    monkeypatch.setenv("TEXTUAL", "devtools")
    drop_textual_settings()
    assert "TEXTUAL_SCREENSHOT" not in os.environ
    assert "TEXTUAL" not in os.environ


def test_a_crash_says_where_and_nothing_of_what_was_typed() -> None:
    choose("fi")
    passphrase = "salainen lause"
    try:
        asyncio.run(Writes().write(int, passphrase))
    except ValueError as error:
        said = sentence_for(error)
    assert "ValueError" in said
    assert "tui/app/writes.py" in said
    assert "salainen" not in said


def test_writes_keep_their_order_and_are_done_before_the_end() -> None:
    writes, done = Writes(), list[int]()

    async def write() -> None:
        await asyncio.gather(*(writes.write(done.append, number) for number in range(50)))

    asyncio.run(write())
    for number in range(50, 60):
        writes.later(done.append, number)
    writes.flush()
    assert done == list(range(60))


async def test_what_waits_for_a_frame_is_done_behind_it_or_at_the_end_and_what_it_raises_is_told() -> None:
    beside, done, refused = AfterFrame(), [], []
    told = asyncio.Event()

    def fail() -> None:
        raise ValueError("planted")

    def tell(error: Exception) -> None:
        refused.append(str(error))
        told.set()

    beside.add(fail, tell)
    assert refused == []
    await told.wait()
    assert refused == ["planted"]
    beside.add(lambda: done.append(1), tell)
    beside.flush()
    assert done == [1]
    await asyncio.sleep(0)
    assert (done, refused) == ([1], ["planted"])


def test_tidying_lets_garbage_go_and_waits_while_somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        """Refers to itself, so that only the collector finds it."""

        def __init__(self) -> None:
            self.self = self

    be_sparing()
    gone = weakref.ref(Ring())
    assert gone() is not None
    tidy()
    assert gone() is None

    now, last = 10.0, 9.5
    begun: list[float] = []
    monkeypatch.setattr("tui.app.tidying.tidy", lambda: begun.append(now))
    tidying = Tidying(lambda: last, lambda: now)
    loop = asyncio.new_event_loop()

    async def rest() -> None:
        tidying._begin()

    loop.run_until_complete(rest())
    assert begun == []
    now = 11.0
    loop.run_until_complete(rest())
    assert begun == [11.0]
    loop.close()
