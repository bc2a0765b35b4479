"""Work behind the screen: it begins when nobody types."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.app import App
from textual.events import Key

from tui.app import behind
from tui.app.behind import Behind

LOOKS = 1_000
"""So often somebody looks whether a key was heard; only where none is heard are all of them needed."""


async def test_it_begins_when_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    begun: list[int] = []
    long_typed = 3

    def rested() -> float:
        asked.append(len(begun))
        return 0.0 if len(asked) < 2 * long_typed else 60.0

    def do(self: Behind, notebook: object) -> tuple[()]:
        begun.append(len(asked))
        return ()

    monkeypatch.setattr(behind, "RESTED_SECONDS", 0.001)
    monkeypatch.setattr(Behind, "_do", do)
    await Behind(cast(Any, SimpleNamespace(notebook=object())), rested).work()
    assert len(begun) == 1
    assert begun[0] >= 2 * long_typed


async def test_it_does_not_begin_any_more_when_the_program_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []

    def do(self: Behind, notebook: object) -> tuple[()]:
        begun.append(notebook)
        return ()

    monkeypatch.setattr(behind, "RESTED_SECONDS", 0.001)
    monkeypatch.setattr(Behind, "_do", do)
    work = Behind(cast(Any, SimpleNamespace(notebook=object())), lambda: 0.0)
    waiting = asyncio.create_task(work.work())
    await asyncio.sleep(0)
    await work.stop()
    await waiting
    assert begun == []


async def test_whoever_types_is_heard_while_it_waits_for_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a timer calls, the program waits for: no key goes anywhere meanwhile."""
    asked, let_go = asyncio.Event(), asyncio.Event()
    heard: list[str] = []

    class Program(App[None]):
        notebook = object()

        def on_key(self, event: Key) -> None:
            heard.append(event.key)

    def rested() -> float:
        asked.set()
        return 60.0 if let_go.is_set() else 0.0

    def do(self: Behind, notebook: object) -> tuple[()]:
        heard.append("work")
        return ()

    monkeypatch.setattr(behind, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(behind, "RESTED_SECONDS", 0.1)
    monkeypatch.setattr(Behind, "_do", do)
    program = Program()
    async with program.run_test() as pilot:
        work = Behind(cast(Any, program), rested)
        work.begin()
        await asked.wait()
        program.post_message(Key("k", "k"))
        for _ in range(LOOKS):
            if heard:
                break
            await asyncio.sleep(0.01)
        let_go.set()
        await pilot.pause()
        assert heard[:1] == ["k"]
        await work.stop()
