"""Real files that come in any order, twice, cut or bit-flipped: the office ends with the same, and claims no more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from store import bundle
from store.bundle.outcomes import Outcome
from store.conflicts import open_conflicts
from store.history.chain import contiguous
from store.home import Home
from store.notebook import Notebook
from store.reading import list_records
from store.records import RECORD_TYPES
from store.self_check import check
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.swapping import Office, names_in, note, own_changes, read_receipt
from tests.store.exchange import changes_in

pytestmark = pytest.mark.both_engines


@dataclass
class World:
    """Two laptops that wrote about the same employers without knowing of each other, and every file they wrote.

    Attributes:
        office: a closed office's home that has seen nothing.
        files: what the laptops exported, the oldest first of each.
        whole: files with which everything is at the office.
        laptop: the first laptop.
        chains: the laptops' chains.
    """

    office: Path
    files: tuple[Path, ...]
    whole: tuple[Path, ...]
    laptop: Notebook
    chains: tuple[str, ...]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    scene = Office.make(folder)
    with make_notebook(folder / "second", name="Toinen Valmentaja") as second:
        theirs = bundle.write_card(scene.office, folder / "office.toml")
        bundle.trust(second, theirs.path, theirs.words)
        ours = bundle.write_card(second, folder / "second.toml")
        bundle.trust(scene.office, ours.path, ours.words)
        shared = note(scene.laptop, "Keksitty Kahvila").id
        save(second, Entry("employer", {"name": "Keksitty Kahvio"}, id=shared))
        files: list[Path] = []
        for round in range(3):
            for machine in (scene.laptop, second):
                save(machine, Entry("employer", {"municipality": f"Kunta {round} {machine is second}"}, id=shared))
                note(machine, f"Oma {round}")
                files += bundle.export(machine, scene.stick).files
        changes = own_changes(scene.laptop)
        files += [scene.bundle_of(changes[5:]), scene.bundle_of(changes[2:4], use=(2, 3))]
        chains = (scene.laptop.identity.chain, second.identity.chain)
    scene.office.close()
    yield World(folder / "office", tuple(files), (files[4], files[5]), scene.laptop, chains)
    scene.laptop.close()


@dataclass(frozen=True)
class Arrival:
    """A file that arrives: whole, cut at a place, or with one bit turned; the place is a share of its length."""

    file: int
    harm: str
    place: float


def harmed(data: bytes, arrival: Arrival) -> bytes:
    """Return what arrives of a file."""
    at = min(int(arrival.place * len(data)), len(data) - 1)
    if arrival.harm == "cut":
        return data[:at]
    if arrival.harm == "flipped":
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    return data


arrivals = st.lists(
    st.builds(
        Arrival,
        st.integers(0, 7),
        st.sampled_from(["whole", "whole", "whole", "cut", "flipped"]),
        st.floats(0, 1, exclude_max=True),
    ),
    max_size=8,
)


def state_of(office: Notebook) -> object:
    """Return everything that people see: records, open conflicts, what is kept."""
    records = {name: list_records(office, name, removed=True) for name in RECORD_TYPES if name != "worker"}
    shown = {
        name: [(one.id, dict(one.values), one.conflicts, one.heads) for one in sorted(found, key=lambda one: one.id)]
        for name, found in records.items()
    }
    return shown, open_conflicts(office), {kept.change for kept in bundle.kept_changes(office)}


@pytest.fixture(scope="module")
def expected(world: World, tmp_path_factory: pytest.TempPathFactory) -> object:
    """What the office shows once everything came in the plainest way."""
    home = tmp_path_factory.mktemp("plain") / "office"
    shutil.copytree(world.office, home)
    with Notebook.unlock(Home(home), PASSPHRASE) as office:
        bundle.receive(office, world.whole)
        return state_of(office)


@given(st.data())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # To shrink a failure takes minutes, and the arrivals are short already.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_whatever_arrives_in_whatever_order_the_office_ends_with_the_same(
    world: World, expected: object, data: st.DataObject
) -> None:
    coming = data.draw(arrivals)
    with TemporaryDirectory() as folder:
        shutil.copytree(world.office, Path(folder) / "office")
        with Notebook.unlock(Home(Path(folder) / "office"), PASSPHRASE) as office:
            for number, arrival in enumerate(coming):
                path = Path(folder) / f"{number}.toml.age"
                path.write_bytes(harmed(world.files[arrival.file].read_bytes(), arrival))
                look = bundle.look_at(office, [path])[0]
                received = bundle.receive(office, [path])
                assert (look.outcome, look.reason) == (received[0].outcome, received[0].reason)
                if arrival.harm != "whole" and harmed(b"12", arrival) != b"12":
                    assert received[0].outcome is not Outcome.TAKEN or arrival.place == 0
                claims_only_what_is_held(world, office, Path(folder))
            bundle.receive(office, world.whole)
            assert state_of(office) == expected
            assert check(office) == ()
            assert not bundle.alarms(office), "nobody has done anything wrong"


def claims_only_what_is_held(world: World, office: Notebook, folder: Path) -> None:
    """Hold the receipt for the first laptop against the changes that the office holds."""
    from store.bundle.outcomes import Received
    from store.bundle.trusted import own_keys

    asked = Received(
        None, Outcome.KNOWN, kind="changes", sender=own_keys(world.laptop).fingerprint, bundle=office.identity.chain
    )
    target = folder / f"receipts-{len(list(folder.iterdir()))}"
    target.mkdir()
    (path,) = bundle.answer(office, [asked], target)
    receipt = read_receipt(path, world.laptop)
    mine = [change for change in changes_in(office) if change.header.chain == world.chains[0]]
    reached = contiguous(mine)
    assert [(held.seq, held.hash) for held in receipt.held] == ([] if reached is None else [reached])
    assert names_in(office) >= {change.name for change in own_changes(world.laptop)[: reached[0] if reached else 0]}
