"""Erasing reaches everything, travels, and comes back from nothing; the use log stays."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.assigning import assign_client
from store.backup import backups_of
from store.bundle import export, receive, refused_files
from store.drafts import Draft, keep_draft
from store.erasing_clients import erase_client
from store.history.change import Value
from store.keys import slots
from store.legal_holds import end_holds, hold
from store.looked import who_looked
from store.notebook import Notebook
from store.putting_away import put_away
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.search import search
from store.self_check import check
from store.use_log import Act
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.store.bundle.delivered import all_files, found, hand_over, join, names, new_client, send, take, write
from tests.store.pages import in_clear

WORD = "Harvinaissana"
"""Planted in every place where something of a client can stand."""

TODAY = datetime.now().astimezone().date()


def plant(notebook: Notebook, client: str) -> None:
    """Write the word into records, versions, a deleted record, a draft, the index and a quarantined file."""
    save(notebook, Entry("client", {"goals": f"{WORD} ensin", "family_name": WORD}, id=client))
    save(notebook, Entry("client", {"goals": f"{WORD} sitten"}, id=client, reason=f"{WORD} korjasin"))
    item: dict[str, Value | None] = {"client": client, "item": "own", "own_item": WORD, "decision": "tell"}
    save(notebook, Entry("disclosure_item", {**item, "wording": f"Sano {WORD}."}))
    save(notebook, Entry("told", {"client": client, "day": TODAY, "words": f"Sanoin {WORD}."}))
    keep_draft(notebook, Draft("client", {"goals": f"{WORD} kesken"}, record=client, client=client))
    assert search(notebook, WORD)


def quarantine(notebook: Notebook, client: str, folder: Path) -> None:
    """Bring a file that is refused and names the client."""
    path = folder / "broken.toml"
    path.write_text(f'format = "reppu"\nclient = "{client}"\ngoals = "{WORD}"\n')
    (received,) = receive(notebook, [path])
    assert received.quarantine is not None
    path.unlink()


def holding(notebook: Notebook, *, closed: bool = False) -> list[str]:
    """Return the files of a home in which the word stands, decrypted pages and write-ahead log included."""
    key = slots.open_slot(notebook.home, PASSPHRASE).key
    if closed:
        notebook.close()
    found = []
    for path in sorted(notebook.home.folder.rglob("*")):
        if not path.is_file() or path.name.endswith(("-wal", "-shm")):
            continue
        data = path.read_bytes()
        if path.suffix == ".db":
            data += in_clear(path, key)
        folded = data.lower()
        if any(spelled in folded for spelled in spellings()):
            found.append(path.name)
    return found


def spellings() -> tuple[bytes, ...]:
    """Return the word as files may have it: as text, as JSON, in UTF-16."""
    low = WORD.lower()
    return (low.encode(), json.dumps(low).strip('"').encode(), low.encode("utf-16-le"))


def test_the_search_of_this_test_finds_what_is_there(notebook: Notebook, tmp_path: Path) -> None:
    client = new_client(notebook, "Aaltonen")
    plant(notebook, client)
    notebook.back_up()
    assert holding(notebook) == ["notebook-000001.db", "notebook.db"]


def test_a_notebook_without_an_office_erases_by_itself_and_nothing_is_left_in_any_file(
    notebook: Notebook, tmp_path: Path
) -> None:
    client, other = new_client(notebook, "Aaltonen"), new_client(notebook, "Muu")
    plant(notebook, client)
    quarantine(notebook, client, tmp_path)
    for _ in range(3):
        notebook.back_up()
    aside = notebook.home.folder / "set-aside-20261130-0123abcd"
    shutil.copytree(notebook.home.backups, aside)
    done = erase_client(notebook, client, "asiakkaan pyyntö")
    assert (done.asked, done.finished) == (False, True)
    assert names(notebook) == ["Muu"]
    assert search(notebook, WORD) == []
    assert [one.kept for one in refused_files(notebook)] == [False]
    assert check(notebook) == ()
    assert len(backups_of(notebook.home)) == 1
    assert client in notebook.home.erasures.read_text()
    assert client in (notebook.home.backups / "erasures.toml").read_text()
    assert not aside.exists()
    assert holding(notebook) == []
    # The log is not erased, and says on what ground.
    acts = [(line.act, line.ground) for line in who_looked(notebook, client)]
    assert (Act.ERASED.value, "asiakkaan pyyntö") in acts
    assert len(acts) >= 8
    for entry in (
        Entry("client", {"goals": WORD}, id=client),
        Entry("told", {"client": client, "day": TODAY, "words": WORD}),
    ):
        with pytest.raises(Refusal):
            save(notebook, entry)
    with pytest.raises(Refusal) as refused:
        erase_client(notebook, client, "uudelleen")
    assert refused.value.reason is Reason.ERASED_CLIENT
    assert show(notebook, "client", other).values["given_name"] == "Muu"
    assert holding(notebook, closed=True) == []


def test_the_office_erases_and_the_laptops_follow_and_no_old_bundle_brings_it_back(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aaltonen")
    assign_client(office, client, notebook.identity.worker, "responsible", TODAY - timedelta(days=30))
    send(office, principal, notebook, tmp_path)
    plant(notebook, client)
    old_bundles = hand_over(notebook, office, tmp_path)
    plant(office, client)
    old_delivery = write(office, principal, tmp_path)
    for home in (notebook, office):
        quarantine(home, client, tmp_path)
        home.back_up()
    erase_client(office, client, "pyyntö")
    assert holding(office) == []
    send(office, principal, notebook, tmp_path)
    assert names(notebook) == []
    assert holding(notebook) == []
    # Everything that is still on sticks and in mails comes once more.
    take(office, old_bundles)
    receive(notebook, all_files(old_delivery))
    out = tmp_path / "out"
    out.mkdir()
    take(office, export(notebook, out, everything=True).files)
    for home in (notebook, office):
        assert names(home) == []
        assert search(home, WORD) == []
        assert check(home) == ()
        assert holding(home, closed=True) == []


def test_what_was_written_without_knowing_of_the_erasure_is_erased_when_it_arrives(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aaltonen")
    assign_client(office, client, notebook.identity.worker, "responsible", TODAY - timedelta(days=30))
    send(office, principal, notebook, tmp_path)
    erase_client(office, client, "pyyntö")
    plant(notebook, client)
    hand_over(notebook, office, tmp_path)
    assert list_records(office, "told") == []
    assert holding(office) == []


def test_what_was_put_away_is_erased_too(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    from tests.store.test_putting_away import end, receipted, with_client

    client, assignment, principal = with_client(notebook, office, tmp_path)
    save(notebook, Entry("client", {"goals": WORD}, id=client))
    end(office, principal, notebook, assignment, tmp_path)
    receipted(notebook)
    put_away(notebook, client, TODAY)
    notebook.back_up()
    assert holding(notebook) == ["notebook-000001.db", "notebook.db"]
    erase_client(office, client, "pyyntö")
    send(office, principal, notebook, tmp_path)
    assert holding(notebook) == []


def test_a_laptop_of_an_office_asks_and_the_office_decides(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aaltonen")
    assign_client(office, client, notebook.identity.worker, "responsible", TODAY - timedelta(days=30))
    send(office, principal, notebook, tmp_path)
    assert erase_client(notebook, client, "asiakas pyysi").asked
    assert names(notebook) == ["Aaltonen"]
    hand_over(notebook, office, tmp_path)
    from store.keeping_times import due_for_erasure

    assert [one.client for one in due_for_erasure(office, TODAY) if one.asked] == [client]
    erase_client(office, client, "asiakas pyysi")
    assert due_for_erasure(office, TODAY) == ()


def test_without_a_ground_under_a_hold_or_for_nobody_nothing_is_erased(office: Notebook) -> None:
    client = new_client(office, "Aaltonen")
    hold = save(office, Entry("legal_hold", {"client": client, "ground": "kantelu"})).id
    for whom, ground, reason in (
        (client, "  ", Reason.GROUND_MISSING),
        (client, "pyyntö", Reason.LEGALLY_HELD),
        (hold, "pyyntö", Reason.UNKNOWN_CLIENT),
        ("nobody", "pyyntö", Reason.UNKNOWN_CLIENT),
    ):
        with pytest.raises(Refusal) as refused:
            erase_client(office, whom, ground)
        assert refused.value.reason is reason
    assert names(office) == ["Aaltonen"]


def test_a_hold_is_placed_and_ended_by_the_office_alone(notebook: Notebook, office: Notebook) -> None:
    client = new_client(office, "Aaltonen")
    hold(office, client, "kantelu")
    with pytest.raises(Refusal):
        erase_client(office, client, "pyyntö")
    assert end_holds(office, client) == 1
    assert not erase_client(office, client, "pyyntö").asked
    mine = new_client(notebook, "Muu")
    for where, whom in ((office, client), (notebook, mine)):
        with pytest.raises(Refusal):
            hold(where, whom, "kantelu")


def test_a_disk_without_room_lets_the_old_backups_go_and_makes_the_new_one_at_the_next_start(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = new_client(notebook, "Aaltonen")
    plant(notebook, client)
    notebook.back_up()
    home = notebook.home

    def full(*_values: object, **_named: object) -> None:
        raise Refusal(Reason.FULL_DISK)

    with monkeypatch.context() as patched:
        patched.setattr("store.backup.copy_to", full)
        assert not erase_client(notebook, client, "pyyntö").finished
    assert backups_of(home) == []
    assert holding(notebook, closed=True) == []
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert len(backups_of(home)) == 1
        assert again.setting("erased_since_backup") == "no"
        assert holding(again) == []
