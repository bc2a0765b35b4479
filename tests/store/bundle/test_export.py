from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.bundle import export, signers
from store.bundle.allowed_signers import Signers, signer_for_role
from store.bundle.document import Document
from store.bundle.kinds import MAX_CHANGES, MAX_FILE, MAX_USE_LINES
from store.bundle.planning import ROOM, plan
from store.bundle.reading import Reader, read_bundle
from store.bundle.signature import public_key_of
from store.bundle.trusted import own_keys
from store.bundle.use_lines import use_text
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.schema import change, handed_over, receipt
from store.use_log import Act, lines_from, write_line
from tests.notebooks import make_notebook
from tests.store.bundle.enrolment import enrol
from tests.store.bundle.making import add_changes

pytestmark = pytest.mark.both_engines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Notebook]:
    with make_notebook(tmp_path / "home", practice=True) as opened:
        yield opened


def reader_for(notebook: Notebook, identity: str | None = None) -> Reader:
    is_practice = notebook.identity.practice
    own = signer_for_role("coach", public_key_of(own_keys(notebook).seed), "coach", practice=is_practice)
    return Reader(Signers((own,)), practice=is_practice, identity=identity)


def history(notebook: Notebook) -> str:
    with notebook.reading() as connection:
        rows = connection.execute(change.select().order_by(change.c.seq)).all()
    return "".join(row.header + (row.body or "") for row in rows)


def carried(documents: list[Document]) -> str:
    return "".join(each.text for document in documents for each in document.changes)


def test_a_practice_notebook_writes_plain_bundles_of_practice(practice: Notebook, folder: Path) -> None:
    add_changes(practice, 20)
    done = export(practice, folder)
    assert not done.sealed
    assert done.files[0].read_bytes().startswith(b'format = "reppu"\nversion = 1\nkind = "practice-changes"\n')
    documents = [read_bundle(path, reader_for(practice)).document for path in done.files]
    assert carried(documents) == history(practice)
    assert done.changes == sum(len(each.changes) for each in documents)


def test_the_name_says_nothing(practice: Notebook, folder: Path) -> None:
    names = [export(practice, folder).files[0].name for _ in range(3)]
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"nippu-[a-z0-9]{12}\.toml", name) for name in names)


def test_a_real_notebook_that_trusts_nobody_writes_nothing(notebook: Notebook, folder: Path) -> None:
    add_changes(notebook, 3)
    with pytest.raises(Refusal) as caught:
        export(notebook, folder)
    assert caught.value.reason is Reason.NOTHING_TRUSTED
    assert list(folder.iterdir()) == []
    with notebook.reading() as connection:
        assert connection.execute(handed_over.select()).all() == []


def test_a_real_notebook_seals_to_its_office(notebook: Notebook, office: Notebook, folder: Path) -> None:
    enrol(office, notebook, folder)
    add_changes(notebook, 3)
    done = export(notebook, folder)
    assert done.sealed
    assert done.files[0].name.endswith(".toml.age")
    keys = own_keys(office)
    assert b"reppu" not in done.files[0].read_bytes()
    reader = replace(reader_for(notebook, keys.identity), key=keys.fingerprint)
    document = read_bundle(done.files[0], reader).document
    assert carried([document]) == history(notebook)
    assert document.head.office
    assert document.known is not None
    assert document.known.roster == 1


def test_the_office_reads_what_its_laptop_sent(notebook: Notebook, office: Notebook, folder: Path) -> None:
    from store.bundle.trusted import reader_of

    enrol(office, notebook, folder)
    add_changes(notebook, 3)
    done = export(notebook, folder)
    verified = read_bundle(done.files[0], reader_of(office))
    assert verified.signer is not None
    assert verified.signer.principal == "coach-1"
    assert "coach-1 namespaces=" in signers(office)


def test_what_is_handed_over_is_recorded_and_offered_again(practice: Notebook, folder: Path) -> None:
    add_changes(practice, 5)
    first, second = export(practice, folder), export(practice, folder)
    assert (first.first, first.last) == (second.first, second.last)
    with practice.reading() as connection:
        rows = connection.execute(handed_over.select()).all()
        acts = [line.act for line in lines_from(connection, 1)]
    assert {(row.first, row.last) for row in rows} == {(1, first.last)}
    assert len(rows) == 2
    assert acts.count(Act.HANDED_OVER) == 2


def test_a_receipt_covers_what_is_not_offered_again(practice: Notebook, folder: Path) -> None:
    add_changes(practice, 5)
    with practice.writing() as connection:
        rows = connection.execute(change.select().order_by(change.c.seq)).all()
        values = {"id": practice.identity.notebook, "chain": rows[3].chain, "last": rows[3].seq, "hash": rows[3].hash}
        connection.execute(receipt.insert(), {**values, "at": datetime.now(UTC)})
    done = export(practice, folder)
    assert done.first == rows[3].seq + 1
    document = read_bundle(done.files[0], reader_for(practice)).document
    assert document.ranges[0].before == rows[3].hash
    assert export(practice, folder, everything=True).first == 1


def test_use_lines_since_the_last_receipt(practice: Notebook, folder: Path) -> None:
    add_changes(practice, 4)
    done = export(practice, folder)
    document = read_bundle(done.files[0], reader_for(practice)).document
    with practice.reading() as connection:
        expected = [line.text for line in lines_from(connection, 1)]
    assert list(document.use_lines) == expected[: done.use_lines]
    practice.set_setting("use_receipted", "2")
    document = read_bundle(export(practice, folder).files[0], reader_for(practice)).document
    assert document.use is not None
    assert document.use.first == 3
    assert document.use_lines[0] == expected[2]


def test_use_lines_are_written_as_the_log_writes_them(practice: Notebook) -> None:
    identity = practice.identity
    with practice.writing() as connection:
        for ground in ("", 'Asiakas pyysi "tietonsa".\n', "ä\t\u2028\u007f"):
            for record, client in (("client", identity.worker), (None, None)):
                write_line(connection, identity, Act.SHOWN, client=client, record=record, id=client, ground=ground)
    with practice.reading() as connection:
        lines = list(lines_from(connection, 1))
        for first in range(1, len(lines) + 1):
            found = use_text(connection, first, len(lines))
            assert found.text == "".join(line.text for line in lines[first - 1 :])
            assert (found.span.before, found.span.head) == (lines[first - 1].before, lines[-1].head)


def test_a_long_history_goes_in_parts(practice: Notebook, folder: Path) -> None:
    add_changes(practice, MAX_CHANGES + 10)
    seen: list[tuple[int, int]] = []
    done = export(practice, folder, progress=lambda number, parts: seen.append((number, parts)))
    assert len(done.files) == 2
    assert seen == [(1, 2), (2, 2)]
    documents = [read_bundle(path, reader_for(practice)).document for path in done.files]
    assert [(each.head.part, each.head.parts) for each in documents] == [(1, 2), (2, 2)]
    assert carried(documents) == history(practice)
    assert len(documents[0].changes) == MAX_CHANGES


def test_a_heavy_history_goes_in_parts_of_eight_mebibytes(practice: Notebook, folder: Path) -> None:
    add_changes(practice, 200, notes="x" * 60_000)
    done = export(practice, folder)
    assert len(done.files) == 2
    assert all(path.stat().st_size <= MAX_FILE for path in done.files)
    documents = [read_bundle(path, reader_for(practice)).document for path in done.files]
    assert carried(documents) == history(practice)


def test_stopping_between_parts_keeps_what_stands(practice: Notebook, folder: Path) -> None:
    add_changes(practice, MAX_CHANGES + 10)

    def stop(number: int, parts: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(practice, folder, progress=stop)
    (path,) = folder.iterdir()
    assert len(read_bundle(path, reader_for(practice)).document.changes) == MAX_CHANGES
    with practice.reading() as connection:
        (row,) = connection.execute(handed_over.select()).all()
    assert (row.first, row.last) == (1, MAX_CHANGES)


def test_a_folder_that_is_not_there(practice: Notebook, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        export(practice, tmp_path / "none")
    assert caught.value.reason is Reason.FOLDER_MISSING


def test_an_erased_body_travels_as_its_header(practice: Notebook, folder: Path) -> None:
    add_changes(practice, 5)
    with practice.writing() as connection:
        connection.execute(change.update().where(change.c.seq == 4), {"body": None})
    document = read_bundle(export(practice, folder).files[0], reader_for(practice)).document
    assert [each.header.seq for each in document.changes if each.body_text is None] == [4]


@dataclass
class Weighed:
    """Numbered things in memory, each with its bytes."""

    first: int
    sizes: list[int]

    @property
    def last(self) -> int:
        return self.first + len(self.sizes) - 1

    def total(self, first: int, last: int) -> int:
        assert self.first <= first <= last <= self.last
        return sum(self.sizes[first - self.first : last - self.first + 1])


@given(
    sizes=st.lists(st.integers(1, ROOM * 3 // 2), max_size=40),
    lines=st.lists(st.integers(1, ROOM // 2), max_size=40),
)
def test_every_part_takes_as_much_as_fits_and_nothing_is_left_out(sizes: list[int], lines: list[int]) -> None:
    parts = plan(Weighed(3, sizes), Weighed(1, lines))
    spans = [(part.first, part.last) for part in parts if part.changes]
    uses = [(part.first_use, part.last_use) for part in parts if part.use_lines]
    assert [seq for first, last in spans for seq in range(first, last + 1)] == list(range(3, 3 + len(sizes)))
    assert [line for first, last in uses for line in range(first, last + 1)] == list(range(1, 1 + len(lines)))
    for first, last in spans:
        own = sum(sizes[first - 3 : last - 2])
        assert own <= ROOM or first == last
        assert last == 2 + len(sizes) or own + sizes[last - 2] > ROOM


def test_the_plan_keeps_its_limits() -> None:
    changes = Weighed(11, [900 + seq % 7 for seq in range(11, 20_011)])
    lines = Weighed(5, [500] * 70_000)
    parts = plan(changes, lines)
    spans = [(part.first, part.last) for part in parts if part.changes]
    uses = [(part.first_use, part.last_use) for part in parts if part.use_lines]
    assert spans[0][0] == 11
    assert spans[-1][1] == 20_010
    assert uses[0][0] == 5
    assert uses[-1][1] == 70_004
    assert all(after[0] == before[1] + 1 for before, after in pairwise(spans))
    assert all(after[0] == before[1] + 1 for before, after in pairwise(uses))
    assert all(part.size <= ROOM for part in parts)
    assert all(part.changes <= MAX_CHANGES for part in parts)
    assert all(part.use_lines <= MAX_USE_LINES for part in parts)


def test_the_plan_of_nothing() -> None:
    assert plan(Weighed(1, []), Weighed(1, [])) == []
