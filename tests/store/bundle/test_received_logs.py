"""The laptops' use logs at the office: kept as they came, and an alarm where one was tampered with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from store import bundle
from store.bundle.forms import UseRange
from store.bundle.outcomes import Outcome, Warned
from store.bundle.tables import received_use
from store.notebook import Notebook
from store.refusal import Refusal
from store.use_log import Act, lines, write_line
from tests.store.bundle.swapping import Office, note, one, own_changes

pytestmark = pytest.mark.both_engines


@pytest.fixture
def scene(tmp_path: Path, office: Notebook) -> Iterator[Office]:
    made = Office.make(tmp_path, office)
    note(made.laptop, "Keksitty Kahvila")
    yield made
    made.close()


def kept(scene: Office) -> list[str]:
    """Return the hashes of the lines that the office keeps, in their order."""
    with scene.office.reading() as connection:
        return list(connection.scalars(select(received_use.c.head).order_by(received_use.c.number)))


def test_the_lines_are_kept_as_they_came(scene: Office) -> None:
    bundle.receive(scene.office, [scene.export()])
    with scene.laptop.reading() as connection:
        written = [line.head for line in lines(connection)]
    assert kept(scene) == written[: len(kept(scene))]
    assert len(kept(scene)) >= 3


@pytest.mark.parametrize("ground", ["", "oma", 'lainaus "näin"', "kaksi\nriviä\tja \\", 'ground = ""'])
def test_a_ground_is_kept_as_it_was_given(scene: Office, ground: str) -> None:
    with scene.laptop.writing() as connection:
        write_line(connection, scene.laptop.identity, Act.LOG_SHOWN, ground=ground)
    bundle.receive(scene.office, [scene.export()])
    with scene.office.reading() as connection:
        shown = received_use.c.act == Act.LOG_SHOWN.value
        assert connection.scalars(select(received_use.c.ground).where(shown)).all() == [ground]


def test_lines_that_arrive_in_any_order_and_twice_are_one_log(scene: Office) -> None:
    changes = own_changes(scene.laptop)
    late, early = scene.bundle_of(changes, use=(3, 4)), scene.bundle_of(changes, use=(1, 3))
    for path in (late, early, scene.bundle_of(changes, use=(1, 4))):
        assert one(bundle.receive(scene.office, [path])).alarms == ()
    with scene.laptop.reading() as connection:
        assert kept(scene) == [line.head for line in lines(connection)][:4]


def rewritten(scene: Office) -> tuple[UseRange, str]:
    """Return the log as somebody has rewritten it from the second line on, its hashes made to fit."""
    with scene.laptop.reading() as connection:
        written = lines(connection)
    texts, before = [], None
    for line in written:
        text = line.text.replace(f'before = "{line.before}"', f'before = "{before}"')
        if line.number >= 2:
            text = text.replace(f'act = "{line.act}"', 'act = "listed"')
        texts.append(text)
        before = hashlib.sha256(text.encode()).hexdigest()
    assert before is not None
    return UseRange(1, len(texts), None, before), "".join(texts)


def test_a_log_that_was_rewritten_raises_the_alarm_and_both_are_kept(scene: Office) -> None:
    bundle.receive(scene.office, [scene.export()])
    before = kept(scene)
    received = one(
        bundle.receive(scene.office, [scene.bundle_of(own_changes(scene.laptop), use_file=rewritten(scene))])
    )
    assert [alarm.warned for alarm in received.alarms] == [Warned.USE_LOG_REWRITTEN]
    assert received.alarms[0].subject == received.sender
    assert set(before) < set(kept(scene))


def test_a_log_that_was_shortened_raises_the_alarm(scene: Office) -> None:
    bundle.receive(scene.office, [scene.export()])
    note(scene.laptop, "Toinen")
    short = scene.bundle_of(own_changes(scene.laptop), use=(1, 2))
    received = one(bundle.receive(scene.office, [short]))
    assert [alarm.warned for alarm in received.alarms] == [Warned.USE_LOG_SHORTENED]


def test_an_old_bundle_that_comes_late_is_no_shortened_log(scene: Office) -> None:
    old = scene.export()
    note(scene.laptop, "Toinen")
    bundle.receive(scene.office, [scene.export()])
    assert one(bundle.receive(scene.office, [old])).alarms == ()


def test_nobody_alters_what_was_received(scene: Office) -> None:
    bundle.receive(scene.office, [scene.export()])
    for statement in (received_use.delete(), received_use.update().values(act="opened")):
        with pytest.raises((DBAPIError, Refusal)), scene.office.writing() as connection:
            connection.execute(statement)


def test_a_line_that_no_log_has_refuses_the_bundle(scene: Office) -> None:
    text = "[[use_line]]\nnumber = 1\nat = 2026-11-20 08:00:00+00:00\n"
    text += 'worker = "somebody"\nact = "opened"\nground = ""\n'
    span = UseRange(1, 1, None, hashlib.sha256(text.encode()).hexdigest())
    path = scene.bundle_of(own_changes(scene.laptop), use_file=(span, text))
    received = one(bundle.receive(scene.office, [path]))
    assert (received.outcome, received.values) == (Outcome.REFUSED, {"field": "use_line"})
    assert kept(scene) == []
