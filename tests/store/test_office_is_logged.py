"""Every door of the office, and of putting away, writes a line in the use log of the notebook that was worked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import assigning, checklists, office_settings, office_staff, putting_away, recovering, rekeying
from store.archives import let_go_of_archives
from store.bundle import laptops
from store.bundle.delivering import deliver
from store.bundle.trusting import take_roster_file
from store.keys.root import Root
from store.notebook import Notebook
from store.refusal import Refusal
from store.schema import archived_body
from store.use_log import head, lines
from store.writing import Entry, save
from tests.notebooks import CHEAP, make_notebook
from tests.store.bundle.delivered import exchange_cards, found, hand_over, join, new_client, send

SECOND = "toinen ihminen avaa kaapin kanssani"
TODAY = datetime.now().astimezone().date()
DAY = timedelta(days=1)


@dataclass
class Stage:
    """An office and a laptop in which something lies ready for every door.

    Attributes:
        office: the office.
        laptop: a coach's.
        folder: to write into.
        root: of the office.
        principal: of the laptop.
        client: whose assignment to the laptop has ended.
        assignment: another one, that stands.
        other: id of another worker at the office.
    """

    office: Notebook
    laptop: Notebook
    folder: Path
    root: Root
    principal: str
    client: str
    assignment: str
    other: str

    def fetched_back(self) -> int:
        """Put the client away and fetch it back."""
        putting_away.put_away(self.laptop, self.client, TODAY)
        return putting_away.fetch_back(self.laptop, self.client)

    def roster(self) -> object:
        """Let the office have a new key and the laptop hear of it."""
        rekeying.succeed_office(self.office, self.root)
        written = deliver(self.office, self.principal, self.folder).roster
        assert written is not None
        return take_roster_file(self.laptop, written.read_bytes())

    def recovered(self) -> object:
        """Recover the laptop's passphrase."""
        sent = recovering.read_sent(self.office, self.laptop.home.keys, self.root)
        back = self.folder / "back.toml"
        return recovering.recover_passphrase(self.office, sent, self.other, back, language="fi", cost=CHEAP)


@pytest.fixture
def stage(notebook: Notebook, office: Notebook, tmp_path: Path) -> Stage:
    root = found(office)
    principal = join(office, notebook, tmp_path)
    client, other_client = new_client(office, "Aalto"), new_client(office, "Koski")
    worker = notebook.identity.worker
    ended = assigning.assign_client(office, client, worker, "responsible", TODAY - 30 * DAY).id
    standing = assigning.assign_client(office, other_client, worker, "responsible", TODAY - 30 * DAY).id
    send(office, principal, notebook, tmp_path)
    assigning.end_assignment(office, ended, TODAY - DAY)
    hand_over(notebook, office, tmp_path)
    send(office, principal, notebook, tmp_path)
    other = office_staff.add_worker(office, "Testi Toinen", SECOND, cost=CHEAP)
    save(office, Entry("employer", {"name": "Keksitty Kahvila"}))
    folder = tmp_path / "out"
    folder.mkdir()
    return Stage(office, notebook, folder, root, principal, client, standing, other)


AT_OFFICE: dict[str, Callable[[Stage], object]] = {
    "assign_client": lambda on: assigning.assign_client(on.office, on.client, on.other, "second", TODAY),
    "end_assignment": lambda on: assigning.end_assignment(on.office, on.assignment, TODAY),
    "hand_clients_over": lambda on: assigning.hand_clients_over(
        on.office, on.laptop.identity.worker, on.other, TODAY
    ),
    "substitute": lambda on: assigning.substitute(on.office, on.laptop.identity.worker, on.other, TODAY, TODAY + DAY),
    "deliver": lambda on: deliver(on.office, on.principal, on.folder),
    "bind_laptop": lambda on: laptops.bind_laptop(on.office, on.principal, on.other),
    "cut_off": lambda on: laptops.cut_off(on.office, on.principal),
    "coach_leaves": lambda on: checklists.coach_leaves(on.office, on.other, TODAY),
    "laptop_changes": lambda on: checklists.laptop_changes(on.office, on.other),
    "office_settings": lambda on: office_settings.office_settings(on.office),
    "set_office_setting": lambda on: office_settings.set_office_setting(on.office, "coach_title", "työvalmentaja"),
    "add_worker": lambda on: office_staff.add_worker(on.office, "Testi Kolmas", SECOND, cost=CHEAP),
    "give_slot": lambda on: office_staff.give_slot(on.office, on.other, SECOND, cost=CHEAP),
    "remove_worker": lambda on: office_staff.remove_worker(on.office, on.other),
    "set_roles": lambda on: office_staff.set_roles(on.office, on.other, ["office", "supervisor"]),
    "recover_passphrase": lambda on: on.recovered(),
    "succeed_office": lambda on: rekeying.succeed_office(on.office, on.root),
}

AT_LAPTOP: dict[str, Callable[[Stage], object]] = {
    "ended_clients": lambda on: putting_away.ended_clients(on.laptop, TODAY),
    "put_away": lambda on: putting_away.put_away(on.laptop, on.client, TODAY),
    "fetch_back": lambda on: on.fetched_back(),
    "new_signing_key": lambda on: rekeying.new_signing_key(on.laptop),
    "take_roster_file": lambda on: on.roster(),
}


def last_line(notebook: Notebook) -> int:
    with notebook.reading() as connection:
        return head(connection)[0]


@pytest.mark.parametrize("door", sorted(AT_OFFICE))
def test_a_door_at_the_office_writes_a_line(stage: Stage, door: str) -> None:
    before = last_line(stage.office)
    AT_OFFICE[door](stage)
    assert last_line(stage.office) > before


@pytest.mark.parametrize("door", sorted(AT_LAPTOP))
def test_a_door_at_a_laptop_writes_a_line(stage: Stage, door: str) -> None:
    before = last_line(stage.laptop)
    AT_LAPTOP[door](stage)
    assert last_line(stage.laptop) > before


def test_an_archive_that_is_let_go_of_is_a_line(stage: Stage) -> None:
    putting_away.put_away(stage.laptop, stage.client, TODAY)
    with stage.laptop.writing() as connection:
        connection.execute(archived_body.update().values(at=datetime.now(UTC) - 15 * DAY))
        assert let_go_of_archives(connection, stage.laptop.identity)
        assert lines(connection)[-1].act == "put_away"
        assert not let_go_of_archives(connection, stage.laptop.identity)


def test_nothing_is_logged_where_it_was_refused(stage: Stage, tmp_path: Path) -> None:
    before = last_line(stage.office)
    for refused in (
        lambda: laptops.cut_off(stage.office, "coach-77"),
        lambda: laptops.bind_laptop(stage.office, stage.principal, stage.client),
        lambda: deliver(stage.office, stage.principal, tmp_path / "nowhere"),
        lambda: office_staff.remove_worker(stage.office, stage.office.identity.worker),
    ):
        with pytest.raises(Refusal):
            refused()
    assert last_line(stage.office) == before


def test_a_second_laptop_of_one_coach_has_a_name_of_its_own(stage: Stage, tmp_path: Path) -> None:
    with make_notebook(tmp_path / "third") as third:
        assert exchange_cards(stage.office, third, tmp_path) == "coach-2"
