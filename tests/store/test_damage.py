"""Any byte of the notebook, its log or its keys flipped or cut: noticed, never shown as data; the rest is rescued."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.engine import PAGE
from store.home import Home
from store.keys import slots
from store.mark import read_mark
from store.notebook import Notebook
from store.reading import list_records
from store.refusal import Reason, Refusal
from store.rescuing import rescue
from store.schema import change
from store.self_check import Finding, check, quick_check
from store.use_log import head
from store.write_ahead import Log, judge_log
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.delivered import names, new_client

NAMES = [f"Testi{number:02}" for number in range(30)]


@dataclass(frozen=True)
class Images:
    """Homes to be damaged, made once.

    Attributes:
        closed: of a notebook that was closed well.
        crashed: of one whose program was killed: its last saves stand in the write-ahead log alone.
    """

    closed: Path
    crashed: Path


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Images:
    folder = tmp_path_factory.mktemp("images")
    with make_notebook(folder / "closed") as notebook:
        for name in NAMES[:-3]:
            new_client(notebook, name)
    shutil.copytree(folder / "closed", folder / "open")
    with Notebook.unlock(Home(folder / "open"), PASSPHRASE) as notebook:
        for name in NAMES[-3:]:
            new_client(notebook, name)
        shutil.copytree(folder / "open", folder / "crashed")
    return Images(folder / "closed", folder / "crashed")


@pytest.fixture
def closed(images: Images, home: Home) -> Home:
    shutil.copytree(images.closed, home.folder)
    return home


@pytest.fixture
def crashed(images: Images, home: Home) -> Home:
    shutil.copytree(images.crashed, home.folder)
    return home


def flip(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 0x10]))


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def what_is_said(home: Home) -> set[Finding] | Reason:
    """Open and check a notebook; return the refusal, or what was found. Data that is shown must be true."""
    try:
        with Notebook.unlock(home, PASSPHRASE) as notebook:
            try:
                shown = names(notebook)
            except Refusal as refusal:
                shown = [] if refusal.reason is Reason.DAMAGED_NOTEBOOK else [refusal.reason.value]
            assert set(shown) <= set(NAMES)
            return set(check(notebook))
    except Refusal as refusal:
        return refusal.reason


def test_whole_notebooks_are_whole(closed: Home, images: Images, tmp_path: Path) -> None:
    assert what_is_said(closed) == set()
    shutil.copytree(images.crashed, tmp_path / "crashed")
    crashed = Home(tmp_path / "crashed")
    assert judge_log(crashed.notebook.with_name("notebook.db-wal")) is Log.WHOLE
    assert what_is_said(crashed) == set()
    with Notebook.unlock(crashed, PASSPHRASE) as notebook:
        assert names(notebook) == NAMES
        assert quick_check(notebook) == ()


def places_of(path: Path) -> Iterator[int]:
    """Yield places in some pages, each in another part of it: begin, middle, vector or seal."""
    yield from (0, 16, 100)
    for number, page in enumerate(range(0, path.stat().st_size, 11 * PAGE)):
        yield page + (16, 2000, PAGE - 75, PAGE - 2)[number % 4]


def test_a_flipped_byte_of_the_notebook_is_noticed(images: Images, tmp_path: Path) -> None:
    for number, place in enumerate(places_of(images.closed / "notebook.db")):
        home = Home(tmp_path / str(number))
        shutil.copytree(images.closed, home.folder)
        flip(home.notebook, place)
        said = what_is_said(home)
        assert said in (Reason.DAMAGED_NOTEBOOK, Reason.DAMAGED_LOG) or (
            isinstance(said, set) and Finding.DAMAGED_PAGES in said
        ), place
        shutil.rmtree(home.folder)


@pytest.mark.parametrize("size", [1, 4095, PAGE, 20 * PAGE, 20 * PAGE + 1, -1, -PAGE])
def test_a_notebook_that_was_cut_off_is_noticed(closed: Home, size: int) -> None:
    whole = closed.notebook.stat().st_size
    cut(closed.notebook, size if size > 0 else whole + size)
    said = what_is_said(closed)
    assert isinstance(said, Reason) or said & {Finding.DAMAGED_STRUCTURE, Finding.DAMAGED_PAGES}


def test_half_a_page_at_the_end_is_no_damage_while_the_log_is_being_brought_home(crashed: Home) -> None:
    """What a battery leaves that dies while a notebook is closed: every page that was kept is in the log."""
    with crashed.notebook.open("ab") as file:
        file.write(b"\x5a" * (PAGE // 2))
    assert what_is_said(crashed) == set()
    with Notebook.unlock(crashed, PASSPHRASE) as notebook:
        assert names(notebook) == NAMES


@pytest.mark.parametrize("size", [1, 20 * PAGE, 20 * PAGE + 1])
def test_a_notebook_that_was_cut_off_beside_its_log_is_noticed(crashed: Home, size: int) -> None:
    cut(crashed.notebook, size)
    said = what_is_said(crashed)
    assert isinstance(said, Reason) or said & {Finding.DAMAGED_STRUCTURE, Finding.DAMAGED_PAGES}


def test_every_byte_of_the_keys_file_is_watched(closed: Home) -> None:
    slots.set_recovery_slot(closed, "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n")
    assert slots.is_whole(closed)
    content = closed.keys.read_bytes()
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 1
        closed.keys.write_bytes(damaged)
        try:
            recovery = slots.recovery_slot(closed) is not None
        except Refusal:
            recovery = False
        assert not (slots.is_whole(closed) and recovery), place
    for size in range(0, len(content), 9):
        closed.keys.write_bytes(content[:size])
        try:
            recovery = slots.recovery_slot(closed) is not None
        except Refusal:
            recovery = False
        assert not (slots.is_whole(closed) and recovery), size


def test_the_check_names_a_damaged_slot_of_another_worker(closed: Home) -> None:
    opened = slots.open_slot(closed, PASSPHRASE)
    from store.identifiers import new_id
    from tests.notebooks import CHEAP

    slots.add_slot(closed, opened, worker=new_id(), passphrase="toinen kettu hyppäsi aidan yli eilen", cost=CHEAP)
    content = closed.keys.read_bytes()
    flip(closed.keys, content.rindex(b"sealed") + 20)
    assert what_is_said(closed) == {Finding.DAMAGED_KEYS}


def log_places(path: Path) -> list[int]:
    """Return places in the log: all of its head, and heads and pages of many frames."""
    size = path.stat().st_size
    frames = range(32, size, 24 + PAGE)
    found = [*range(0, 32, 5)]
    for number, frame in enumerate(frames):
        found += [frame + offset for offset in ((0, 5, 9, 17, 23, 30, 2000)[number % 7], 24 + PAGE - 1)]
    return [place for place in found if place < size]


def unnoticed(home: Home, written: int) -> bool:
    """Tell whether something was lost and nothing says so."""
    said = what_is_said(home)
    if isinstance(said, Reason):
        return said not in (Reason.DAMAGED_LOG, Reason.DAMAGED_NOTEBOOK)
    if said & {Finding.LOST_SAVES, Finding.DAMAGED_PAGES, Finding.DAMAGED_STRUCTURE}:
        return False
    with Notebook.unlock(home, PASSPHRASE) as notebook, notebook.reading() as connection:
        return head(connection)[0] < written or len(names_now(notebook)) < len(NAMES)


def names_now(notebook: Notebook) -> list[str]:
    return [str(row.values["given_name"]) for row in list_records(notebook, "client")]


def test_a_flipped_byte_of_the_write_ahead_log_loses_nothing_unnoticed(images: Images, tmp_path: Path) -> None:
    written = read_mark(images.crashed / "notebook.mark")
    assert written > len(NAMES)
    log = images.crashed / "notebook.db-wal"
    for number, place in enumerate(log_places(log)[::2]):
        home = Home(tmp_path / str(number))
        shutil.copytree(images.crashed, home.folder)
        flip(home.folder / log.name, place)
        assert not unnoticed(home, written), place
        shutil.rmtree(home.folder)


def test_a_write_ahead_log_that_was_cut_off_loses_nothing_unnoticed(images: Images, tmp_path: Path) -> None:
    written = read_mark(images.crashed / "notebook.mark")
    log = images.crashed / "notebook.db-wal"
    frame = 24 + PAGE
    frames = (log.stat().st_size - 32) // frame
    sizes = [0, 20, 40, *(32 + number * frame for number in range(1, frames, 7)), log.stat().st_size - 1]
    for number, size in enumerate(sizes):
        home = Home(tmp_path / str(number))
        shutil.copytree(images.crashed, home.folder)
        cut(home.folder / log.name, size)
        assert not unnoticed(home, written), size
        shutil.rmtree(home.folder)


def test_a_save_that_was_never_finished_is_no_damage(crashed: Home) -> None:
    """What a dead battery leaves: half of a frame that belonged to nothing yet."""
    log = crashed.notebook.with_name("notebook.db-wal")
    held = log.read_bytes()
    log.write_bytes(held + held[32 : 32 + 24 + PAGE // 2])
    assert judge_log(log) in (Log.UNFINISHED, Log.WHOLE)
    assert what_is_said(crashed) == set()


def test_an_older_notebook_in_the_place_of_a_newer_one_is_noticed(images: Images, crashed: Home) -> None:
    shutil.copy(images.closed / "notebook.db", crashed.notebook)
    (crashed.folder / "notebook.db-wal").unlink()
    assert what_is_said(crashed) == {Finding.LOST_SAVES}
    # It is said until somebody has looked; from then on the notebook goes on from where it is.
    crashed.mark.write_bytes(b"torn")
    assert what_is_said(crashed) == set()


def test_what_can_be_read_of_a_damaged_notebook_is_rescued(images: Images, tmp_path: Path) -> None:
    pages = (images.closed / "notebook.db").stat().st_size // PAGE
    rescued = refused = 0
    for page in range(3, pages, 29):
        home = Home(tmp_path / str(page))
        shutil.copytree(images.closed, home.folder)
        flip(home.notebook, page * PAGE + 2000)
        before = home.notebook.read_bytes()
        try:
            could = rescue(home, PASSPHRASE)
        except Refusal as refusal:
            refused += 1
            if refusal.reason is not Reason.NOTHING_TO_RESCUE:
                raise
            continue
        assert home.notebook.read_bytes() == before, "it only said what could be done"
        assert could.restored.counts["client"] <= len(NAMES) - 3
        rescued += 1
        shutil.rmtree(home.folder)
    assert rescued >= refused


def test_a_rescued_notebook_takes_the_place_of_the_damaged_one(closed: Home) -> None:
    with Notebook.unlock(closed, PASSPHRASE) as notebook:
        chain = notebook.identity.chain
        with notebook.writing() as connection:
            (number, body) = connection.execute(
                change.select().with_only_columns(change.c.number, change.c.body).where(change.c.record == "client")
            ).first() or (0, "")
            altered = body.replace("Testi00", "Testi99")
            connection.execute(change.update().where(change.c.number == number).values(body=altered))
        assert check(notebook) == (Finding.ALTERED_HISTORY,)
    done = rescue(closed, PASSPHRASE, set_aside=True)
    assert (done.altered, done.lost, done.restored.counts["client"]) == (1, 0, len(NAMES) - 4)
    (aside,) = closed.folder.glob("set-aside-*")
    assert (aside / "notebook.db").exists()
    with Notebook.unlock(closed, PASSPHRASE) as notebook:
        assert names(notebook) == NAMES[1:-3]
        assert notebook.identity.chain != chain
        save(notebook, Entry("employer", {"name": "Keksitty Kahvila"}))
        assert check(notebook) == ()
