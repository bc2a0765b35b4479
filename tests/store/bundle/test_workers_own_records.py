"""Records that are some workers' own reach the office and these workers' laptops, and nobody else's (USERS 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.notebook import Notebook
from store.reading import find, list_records
from store.writing import Entry, save
from tests.notebooks import make_notebook
from tests.store.bundle.delivered import found, hand_over, join, send

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Notebook]:
    with make_notebook(tmp_path / "second", name="Toinen Valmentaja") as opened:
        yield opened


def test_time_share_and_supervision_are_brought_to_whom_they_concern(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    principals = [join(office, laptop, tmp_path) for laptop in (notebook, second)]
    mine, theirs = notebook.identity.worker, second.identity.worker
    time = save(
        notebook, Entry("time_use", {"worker": mine, "day": DAY, "minutes": 90, "activity": "employer_work"})
    ).id
    team = save(notebook, Entry("meeting", {"meeting_kind": "team", "day": DAY, "attended": (mine, theirs)})).id
    hand_over(notebook, office, tmp_path)
    share = save(office, Entry("working_share", {"worker": theirs, "start": DAY, "percent": 80})).id
    common = save(
        office, Entry("supervision", {"supervision_kind": "group", "day": DAY, "workers": (mine, theirs)})
    ).id
    alone = save(office, Entry("supervision", {"supervision_kind": "individual", "day": DAY, "workers": (mine,)})).id
    for principal, laptop in zip(principals, (notebook, second), strict=True):
        send(office, principal, laptop, tmp_path)

    assert find(office, "time_use", time) is not None
    assert find(second, "time_use", time) is None
    assert find(second, "meeting", team) is not None
    assert find(notebook, "working_share", share) is None
    assert [one.values["percent"] for one in list_records(second, "working_share")] == [80]
    assert {one.id for one in list_records(notebook, "supervision")} == {common, alone}
    assert {one.id for one in list_records(second, "supervision")} == {common}
