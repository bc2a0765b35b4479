"""The smallest stories that the simulation found, told by hand so that a failure says at once what is wrong.

All are about a laptop that holds another laptop's chain with holes, as every laptop does, while that chain was
written on by two copies of one machine.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.history.change import Body, Change, make_change
from store.history.reading import Known, Reading, Why, read
from store.identifiers import new_id
from tests.simulation.shapes import EMPLOYER, FORK_DECISION, NEWEST, RETRACTION, shapes

CLONED, OFFICE = new_id(1, 1), new_id(2, 2)
KNOWN = Known(shapes(NEWEST), {CLONED: "coach", OFFICE: "office"})
WORKER = new_id(3, 3)


def _write(before: Change | None, body: Body, *, chain: str = CLONED, record: str = EMPLOYER) -> Change:
    """Write the change that follows on another, each on a record of its own."""
    seq = before.header.seq + 1 if before else 1
    return make_change(
        chain=chain,
        seq=seq,
        before=before.hash if before else None,
        record=record,
        id=new_id(seq, int(body.salt, 16)),
        about=(),
        after=(),
        at=datetime(2026, 5, 4, tzinfo=UTC),
        author=WORKER,
        schema=NEWEST,
        body=body,
    )


def _name(text: str) -> Body:
    return Body(salt=f"{sum(text.encode()):032x}", set={"name": text})


def _order(record: str, body: Body) -> Change:
    return _write(None, body, chain=OFFICE, record=record)


@pytest.fixture
def chain() -> dict[str, Change]:
    """A chain: 1, 2, 3 written by one machine; then 4a, 5a, 6a on it and 4b, 5b, 6b on its copy."""
    written: dict[str, Change] = {}
    last: Change | None = None
    for place in "123":
        last = written[place] = _write(last, _name(f"place {place}"))
    for copy in "ab":
        tip = last
        for place in "456":
            tip = written[place + copy] = _write(tip, _name(f"place {place}{copy}"))
    return written


def _shows(reading: Reading, change: Change) -> bool:
    state = reading.records.get(change.header.id)
    return state is not None and "name" in state.values


def test_an_undone_bundle_is_undone_though_its_last_change_is_not_held(chain: dict[str, Change]) -> None:
    undone = Body(salt="00", add={"ranges": (f"{CLONED}/1/3/{chain['3'].hash[:16]}",)})
    # Place 3 never came to this laptop, and the fork lies above all that was undone.
    reading = read([chain["1"], chain["2"], chain["4a"], chain["4b"], _order(RETRACTION, undone)], KNOWN)
    assert not _shows(reading, chain["1"])
    assert not _shows(reading, chain["2"])


def test_undoing_one_branch_leaves_the_other(chain: dict[str, Change]) -> None:
    undone = Body(salt="00", add={"ranges": (f"{CLONED}/4/6/{chain['6a'].hash[:16]}",)})
    # This laptop is the copy: it has never seen the branch that was undone.
    own = [chain[place] for place in ("1", "2", "3", "4b", "5b", "6b")]
    reading = read([*own, _order(RETRACTION, undone)], KNOWN)
    assert _shows(reading, chain["6b"])


def test_a_change_that_does_not_follow_on_the_held_one_gives_the_alarm(chain: dict[str, Change]) -> None:
    reading = read([chain["1"], chain["2"], chain["3"], chain["4a"], chain["5b"]], KNOWN)
    assert [(fork.chain, fork.seq) for fork in reading.forks] == [(CLONED, 4)]
    assert reading.kept[chain["4a"].name] is Why.FORK
    assert reading.kept[chain["5b"].name] is Why.FORK


def test_a_decision_counts_where_only_later_changes_are_held(chain: dict[str, Change]) -> None:
    keep = Body(salt="00", set={"chain": CLONED, "seq": 4}, add={"keep": (chain["4a"].hash,)})
    held = [chain[place] for place in ("1", "2", "3", "5a", "5b")]
    reading = read([*held, _order(FORK_DECISION, keep)], KNOWN)
    assert _shows(reading, chain["5a"])
    assert reading.kept[chain["5b"].name] is Why.FORK
