"""Promise: saving an event costs at most so many raw inserts of its text.

Two findings, against the same limit. An event by itself is one record: validated, one change, one row, its words in
the index, one line in the use log. A visit is what the form writes at once: the event, its employer part and its
client part, in one transaction. Each is held against one committed insert of the same text in the same file, over the
same connection: in the program too one connection writes, and nobody else has the file open. What it is where the raw
inserts come through a second connection stands beside it: that one makes ours read and decrypt all its pages again.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Finding, Pair, Setting, ratio_found
from benchmarks.limits.raw_insert import TABLE, insert_text
from benchmarks.notebooks import (
    CLIENTS,
    PASSPHRASE,
    invented_events,
    make_practice_home,
    raw_connection,
    typed_text,
    writing_connection,
)

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.writing import Entry

EVENT = "saving an event, validated, history + row + index + use log, fsynced"
VISIT = "saving a visit, an event with employer part and client part, the same way"
AGAINST = "one raw committed insert of the same text"
SECOND = "× where a second connection makes the raw inserts"
LIMIT = 6.0
_WARM_UP = 20
_WHOLE_VISIT = 3


def measure(setting: Setting) -> list[Finding]:
    """Measure on a notebook of 2 000 events that is open as in the app."""
    from store.notebook import Notebook

    home = make_practice_home(setting.folder / "home", clients=setting.choose(CLIENTS, 1))
    number = setting.choose(400, 3)
    forms = invented_events(setting.choose(4000, 95), seed=11)
    visits: list[tuple[Entry, ...]] = [form for form in forms if len(form) == _WHOLE_VISIT][: number + _WARM_UP]
    events: list[tuple[Entry, ...]] = [
        (form[0],) for form in forms if form[0].values.get("subject") or form[0].values.get("employer")
    ]
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        own = writing_connection(notebook)
        own.execute(TABLE)
        found = []
        for promise, typed in ((EVENT, events[: number + _WARM_UP]), (VISIT, visits)):
            pairs = _pairs(notebook, own, typed)
            with raw_connection(notebook) as second:
                ratios = [pair.ratio for pair in _pairs(notebook, second, typed)]
            found.append(ratio_found(promise, AGAINST, pairs, LIMIT, {SECOND: median(ratios)}))
        return found


def _pairs(notebook: Notebook, connection: Any, forms: Sequence[Sequence[Entry]]) -> list[Pair]:
    pairs = []
    for form in forms:
        text = "".join(typed_text(entry) for entry in form)
        pairs.append(Pair(_save(notebook, _again(form)), _insert(connection, text)))
    return pairs[min(_WARM_UP, len(pairs) - 1) :]


def _save(notebook: Notebook, form: Sequence[Entry]) -> float:
    from store.writing import save_all

    started = time.perf_counter()
    save_all(notebook, form)
    return time.perf_counter() - started


def _insert(connection: Any, text: str) -> float:
    started = time.perf_counter()
    insert_text(connection, text)
    return time.perf_counter() - started


def _again(form: Sequence[Entry]) -> list[Entry]:
    """Return the same form under new ids, as it is typed for the first time; the parts name the new event."""
    from store.identifiers import new_id

    ids = {entry.id: new_id() for entry in form}
    return [
        replace(
            entry,
            id=ids[entry.id],
            values={
                name: ids.get(value, value) if isinstance(value, str) else value
                for name, value in entry.values.items()
            },
        )
        for entry in form
    ]
