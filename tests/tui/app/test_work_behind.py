"""Work behind the screen: it begins when nobody types."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tui.app import behind
from tui.app.behind import Behind


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
