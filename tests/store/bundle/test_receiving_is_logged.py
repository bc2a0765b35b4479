"""Every door for what comes in writes a line in the use log of the notebook at which somebody sat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from store import bundle
from store.conflicts import open_conflicts
from store.notebook import Notebook
from store.use_log import head, lines
from tests.store.bundle.swapping import Office, note, one

pytestmark = pytest.mark.both_engines


@dataclass
class Stage:
    """A scene in which something lies ready for every door.

    Attributes:
        scene: the machines.
        path: a bundle that the office has not seen.
        taken: number of a bundle that it has.
        quarantined: number of a file in quarantine.
        alarm: number of an alarm.
        receipt: a receipt that the laptop has not seen.
    """

    scene: Office
    path: Path
    taken: int
    quarantined: int
    alarm: int
    receipt: Path


@pytest.fixture
def stage(tmp_path: Path, office: Notebook) -> Iterator[Stage]:
    scene = Office.make(tmp_path, office)
    note(scene.laptop, "Keksitty Kahvila")
    received = bundle.receive(scene.office, [scene.export()])
    receipt = scene.receipt(received)
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b'format = "reppu"\n')
    quarantined = one(bundle.receive(scene.office, [broken])).quarantine
    note(scene.laptop, "Keksitty Leipomo")
    from store.bundle.alarming import raise_alarm
    from store.bundle.outcomes import Warned

    with scene.office.writing() as connection:
        (alarm,) = raise_alarm(connection, Warned.FORK, "keksitty/1")
    assert quarantined is not None
    assert received[0].number is not None
    yield Stage(scene, scene.export(), received[0].number, quarantined, alarm.number, receipt)
    scene.close()


AT_OFFICE: dict[str, Callable[[Stage], object]] = {
    "look_at": lambda on: bundle.look_at(on.scene.office, [on.path]),
    "receive": lambda on: bundle.receive(on.scene.office, [on.path]),
    "try_again": lambda on: bundle.try_again(on.scene.office),
    "discard": lambda on: bundle.discard(on.scene.office, on.quarantined),
    "kept_changes": lambda on: bundle.kept_changes(on.scene.office),
    "received_bundles": lambda on: bundle.received_bundles(on.scene.office),
    "retract_bundle": lambda on: bundle.retract_bundle(on.scene.office, on.taken),
    "settle_alarm": lambda on: bundle.settle_alarm(on.scene.office, on.alarm),
    "open_conflicts": lambda on: open_conflicts(on.scene.office),
    "answer": lambda on: bundle.answer(on.scene.office, bundle.receive(on.scene.office, [on.path]), on.scene.stick),
}

AT_LAPTOP: dict[str, Callable[[Stage], object]] = {
    "receive": lambda on: bundle.receive(on.scene.laptop, [on.receipt]),
    "swap": lambda on: bundle.swap(on.scene.laptop, on.scene.stick),
}


def _counted(notebook: Notebook, call: Callable[[], object]) -> int:
    with notebook.reading() as connection:
        before, _ = head(connection)
    call()
    with notebook.reading() as connection:
        return head(connection)[0] - before


@pytest.mark.parametrize("door", AT_OFFICE)
def test_a_door_of_the_office_writes_a_line(stage: Stage, door: str) -> None:
    assert _counted(stage.scene.office, lambda: AT_OFFICE[door](stage)) > 0


@pytest.mark.parametrize("door", AT_LAPTOP)
def test_a_door_of_the_laptop_writes_a_line(stage: Stage, door: str) -> None:
    assert _counted(stage.scene.laptop, lambda: AT_LAPTOP[door](stage)) > 0


def test_no_line_holds_what_was_typed(stage: Stage) -> None:
    for call in AT_OFFICE.values():
        call(stage) if call is not AT_OFFICE["discard"] else None
    with stage.scene.office.reading() as connection:
        text = "".join(line.text for line in lines(connection)).lower()
    assert "keksitty" not in text
    assert "leipomo" not in text
