"""`reppu client`, `restore` and `rescue` on the command line."""

from __future__ import annotations

import pytest

from store.home import Home
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.store.bundle.delivered import new_client
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence


@pytest.fixture
def client(coach: Desk) -> str:
    """A client in the desk's notebook."""
    with Notebook.unlock(Home(coach.folder / "home"), PASSPHRASE) as notebook:
        return new_client(notebook, "Aaltonen")


def test_a_copy_is_written_said_to_be_in_clear_and_listed(coach: Desk, here: Here, client: str) -> None:
    (coach.folder / "out").mkdir()
    done = here("client", "copy", client, "out")
    assert (done.code, done.complained) == (0, "")
    assert "salaamattomia" in done.said
    assert len(list((coach.folder / "out").iterdir())) == 4
    listed = here("client", "files", "--json")
    assert len(listed.answer) == 4
    assert here("client", "files", "--delete", str(listed.answer[0]["number"])).code == 0
    assert len(list((coach.folder / "out").iterdir())) == 3
    assert is_one_sentence(here("client", "copy", client, "nowhere").complained)
    assert is_one_sentence(here("client", "copy", "nobody", "out").complained)


def test_the_log_says_who_did_what(coach: Desk, here: Here, client: str) -> None:
    done = here("client", "log", client)
    assert (done.code, done.complained) == (0, "")
    assert "Testi Valmentaja" in done.said
    assert "Aaltonen" not in done.said
    assert {line["act"] for line in here("client", "log", client, "--json").answer} >= {"added", "log_shown"}
    (coach.folder / "out").mkdir()
    assert here("client", "log", client, "--pdf", "out").code == 0
    assert next((coach.folder / "out").iterdir()).read_bytes().startswith(b"%PDF-")


def test_erasing_needs_a_ground_and_leaves_the_log(coach: Desk, here: Here, client: str) -> None:
    assert here("client", "erase", client).code == 2
    assert is_one_sentence(here("client", "erase", client, "--ground", " ").complained)
    done = here("client", "erase", client, "--ground", "asked for")
    assert (done.code, done.complained) == (0, "")
    assert here("record", "list", "client", "--json").answer == []
    assert "asked for" in here("client", "log", client).said
    assert is_one_sentence(here("client", "copy", client, "home").complained)


def test_a_hold_is_placed_and_ended_at_the_office_and_refused_at_a_laptop(at_office: Desk, here: Here) -> None:
    with Notebook.unlock(Home(at_office.folder / "home"), PASSPHRASE) as notebook:
        held = new_client(notebook, "Aaltonen")
    assert is_one_sentence(here("client", "hold", held).complained), "a hold needs a ground"
    done = here("client", "hold", held, "--ground", "complaint")
    assert (done.code, done.complained) == (0, "")
    assert is_one_sentence(here("client", "erase", held, "--ground", "asked for").complained)
    assert here("client", "hold", held, "--end", "--json").answer == {"client": held, "held": False}
    assert here("client", "erase", held, "--ground", "asked for").code == 0


def test_a_coach_s_laptop_places_no_hold(coach: Desk, here: Here, client: str) -> None:
    refused = here("client", "hold", client, "--ground", "complaint")
    assert refused.code == 1
    assert is_one_sentence(refused.complained)


def test_what_is_due_is_listed(coach: Desk, here: Here, client: str) -> None:
    assert here("client", "due", "--json").answer == []
    from datetime import date

    with Notebook.unlock(Home(coach.folder / "home"), PASSPHRASE) as notebook:
        save(notebook, Entry("client", {"closed": date(2001, 1, 1)}, id=client))
    assert [one["client"] for one in here("client", "due", "--json").answer] == [client]
    assert client in here("client", "due").said


def test_a_backup_is_tried_and_restored(coach: Desk, here: Here, client: str) -> None:
    (coach.folder / "stick").mkdir()
    assert here("backup", "stick").code == 0
    drill = here("restore", "stick", "--drill")
    assert (drill.code, drill.complained) == (0, "")
    assert "1 asiakas" in drill.said
    assert is_one_sentence(here("restore", "stick").complained), "a notebook stands there"
    done = here("restore", "stick", "--set-aside")
    assert (done.code, done.complained) == (0, "")
    assert [one["values"]["given_name"] for one in here("record", "list", "client", "--json").answer] == ["Aaltonen"]
    assert here("check").code == 0


def test_a_damaged_notebook_is_checked_rescued_and_replaced(coach: Desk, here: Here, client: str) -> None:
    path = coach.folder / "home" / "notebook.db"
    data = bytearray(path.read_bytes())
    # A page that opening does not read.
    for page in range(len(data) // 4096 - 1, 20, -1):
        damaged = bytearray(data)
        damaged[page * 4096 + 2000] ^= 1
        path.write_bytes(damaged)
        checked = here("check")
        if "reppu rescue" in checked.said:
            break
    assert checked.code == 1
    assert is_one_sentence(checked.complained)
    could = here("rescue", "--json")
    assert could.code == 0
    assert path.read_bytes() != b""
    done = here("rescue", "--set-aside")
    assert (done.code, done.complained) == (0, "")
    assert here("check").code == 0
