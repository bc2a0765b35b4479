"""Tables of record types: made when they are first asked for, once, and none of them when the program starts."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from store.records.base import Fields, Record
from store.records.columns import declared_fields, table_of
from store.schema import METADATA
from tests.house.tree import ROOT


class OddFields(Fields):
    """What a record type of this test holds."""

    day: str | None = None
    minutes: int | None = None


class Odd(OddFields, Record, table=True):
    """Its rows."""


def test_threads_that_ask_at_once_get_one_table() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: table_of(Odd, "record_odd", ("day",)), range(64)))
    METADATA.remove(made[0])
    assert all(each is made[0] for each in made)
    assert [name for name, _ in declared_fields(Odd)] == [column.name for column in made[0].columns]
    assert [column.name for column in made[0].primary_key] == ["id"]
    assert [index.name for index in made[0].indexes] == ["record_odd_day"]


def test_declaring_makes_no_table() -> None:
    code = "import store.records; from store.schema import METADATA; print(*METADATA.tables)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "change" in done.stdout.split()
    assert [name for name in done.stdout.split() if name.startswith("record_")] == []
