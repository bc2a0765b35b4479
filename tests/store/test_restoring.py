"""A restored notebook is a new device: what it offers again, what it waits for, and who does not come back."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.assigning import assign_client
from store.backup import backups_of, kept_keys
from store.bundle import alarms, export, receive, standing
from store.bundle.outcomes import Warned
from store.drafts import Draft, keep_draft, list_drafts
from store.home import Home
from store.keys import slots
from store.notebook import Notebook
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.rekeying import succeed_office
from store.restoring import practise, restore
from store.search import search
from store.self_check import check
from store.use_log import Act, lines
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.store.bundle.delivered import all_files, found, hand_over, join, names, new_client, send, take, write
from tests.store.stored_notebook import EMPLOYER, RELEASED, STORED

TODAY = datetime.now().astimezone().date()
WORD = "piilopaikkasana"


def back_up_to(notebook: Notebook, folder: Path) -> Path:
    """Make a backup and put the whole set into a folder, as the command does."""
    from store.keeping_backups import write_backup

    folder.mkdir(parents=True, exist_ok=True)
    write_backup(notebook, folder)
    return folder


def reason_of(act: object, *of: object) -> Reason:
    with pytest.raises(Refusal) as refused:
        act(*of)  # type: ignore[operator]  # each case gives a function and what it takes
    return refused.value.reason


def with_client(laptop: Notebook, office: Notebook, folder: Path) -> tuple[str, str]:
    """Enrol a laptop whose worker coaches somebody, and let it write about them; return client and principal."""
    found(office)
    principal = join(office, laptop, folder)
    client = new_client(office, "Aaltonen")
    assign_client(office, client, laptop.identity.worker, "responsible", TODAY - timedelta(days=30))
    send(office, principal, laptop, folder)
    save(laptop, Entry("client", {"goals": f"Haluan keittiöön, {WORD}."}, id=client))
    return client, principal


def test_a_notebook_without_an_office_goes_on_at_once_with_a_new_chain(notebook: Notebook, tmp_path: Path) -> None:
    client = new_client(notebook, "Aaltonen")
    back_up_to(notebook, tmp_path / "stick")
    before, later = notebook.identity, new_client(notebook, "Myohempi")
    notebook.close()
    home = Home(tmp_path / "new")
    restored = restore(home, tmp_path / "stick", PASSPHRASE)
    assert (restored.counts["client"], restored.waits_for, restored.erased) == (1, "", 0)
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert again.identity.chain != before.chain
        assert again.identity.notebook == before.notebook
        assert show(again, "chain", again.identity.chain).values["earlier"] == before.chain
        assert names(again) == ["Aaltonen"]
        assert reason_of(show, again, "client", later) is Reason.UNKNOWN_RECORD
        assert (
            save(again, Entry("client", {"goals": "keittiö"}, id=client)).change.split("/")[0] == again.identity.chain
        )
        assert check(again) == ()
        with again.reading() as connection:
            acts = [line.act for line in lines(connection)]
        assert acts.count(Act.CAME_BACK) == 1


def test_a_laptop_of_an_office_shows_no_client_before_a_delivery_that_knows_it_came_back(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    client, principal = with_client(notebook, office, tmp_path)
    keep_draft(notebook, Draft("client", {"goals": WORD}, client=client))
    back_up_to(notebook, tmp_path / "stick")
    hand_over(notebook, office, tmp_path)
    save(notebook, Entry("client", {"municipality": "Lahti"}, id=client))  # after the backup: lost with the laptop
    hand_over(notebook, office, tmp_path)
    older = write(office, principal, tmp_path)
    notebook.close()
    home = Home(tmp_path / "new")
    assert restore(home, tmp_path / "stick", PASSPHRASE).waits_for == "delivery"
    with Notebook.unlock(home, PASSPHRASE) as again:
        for look in (
            lambda: show(again, "client", client),
            lambda: list_records(again, "client"),
            lambda: search(again, WORD),
            lambda: list_drafts(again),
            lambda: save(again, Entry("client", {"goals": "x"}, id=client)),
        ):
            assert reason_of(look) is Reason.AWAITS_DELIVERY
        assert standing(again).only_here.entries >= 0  # counts are no client
        receive(again, all_files(older))  # an old stick: written before the office heard of the new chain
        assert reason_of(list_records, again, "client") is Reason.AWAITS_DELIVERY
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert reason_of(list_records, again, "client") is Reason.AWAITS_DELIVERY
        hand_over(again, office, tmp_path)
        send(office, principal, again, tmp_path)
        values = show(again, "client", client).values
        assert WORD in str(values["goals"])
        assert values["municipality"] == "Lahti"
        assert [draft.values["goals"] for draft in list_drafts(again)] == [WORD]
        save(again, Entry("client", {"goals": "Haluan keittiöön."}, id=client))
    Notebook.unlock(home, PASSPHRASE).close()
    assert [one.warned for one in alarms(office)] == [Warned.LAPTOP_CAME_BACK]


def test_it_offers_again_what_has_no_receipt_and_the_office_takes_it_once(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    client, principal = with_client(notebook, office, tmp_path)
    back_up_to(notebook, tmp_path / "stick")
    lost = tmp_path / "lost"
    lost.mkdir()
    export(notebook, lost)
    notebook.close()
    home, out = Home(tmp_path / "new"), tmp_path / "out"
    out.mkdir()
    restore(home, tmp_path / "stick", PASSPHRASE)
    with Notebook.unlock(home, PASSPHRASE) as again:
        written = export(again, out)
        take(office, written.files)
        assert WORD in str(show(office, "client", client).values["goals"])
        take(office, sorted(lost.iterdir()))
        assert [one.warned for one in alarms(office)] == [Warned.LAPTOP_CAME_BACK]
        # The late one has said what the lost laptop knew: the next bundle says it as it is.
        hand_over(again, office, tmp_path)
        send(office, principal, again, tmp_path)
        assert WORD in str(show(again, "client", client).values["goals"])


def test_who_was_erased_since_does_not_come_back_even_where_the_list_alone_says_so(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    client, principal = with_client(notebook, office, tmp_path)
    keep_draft(notebook, Draft("client", {"goals": WORD}, client=client))
    hand_over(notebook, office, tmp_path)
    back_up_to(notebook, tmp_path / "stick")
    old = write(office, principal, tmp_path)
    save(office, Entry("erasure", {"client": client, "ground": "pyyntö"}))
    sent = write(office, principal, tmp_path)
    assert sent.erasures is not None
    receive(notebook, [sent.erasures])  # beside the delivery, and here without it
    assert reason_of(show, notebook, "client", client) is Reason.UNKNOWN_RECORD
    assert list_drafts(notebook) == []
    listed = notebook.home.erasures
    assert client in listed.read_text()
    shutil.copy(listed, tmp_path / "stick" / listed.name)
    notebook.close()
    home = Home(tmp_path / "new")
    assert restore(home, tmp_path / "stick", PASSPHRASE).erased == 1
    key = slots.open_slot(home, PASSPHRASE).key
    assert WORD.encode() not in pages_in_clear(home.notebook, key)
    with Notebook.unlock(home, PASSPHRASE) as again:
        receive(again, all_files(old))
        hand_over(again, office, tmp_path)
        send(office, principal, again, tmp_path)
        receive(again, all_files(old))
        assert names(again) == []
        assert search(again, WORD) == []
        assert list_drafts(again) == []
        assert check(again) == ()


def pages_in_clear(path: Path, key: bytes) -> bytes:
    from tests.store.pages import in_clear

    return in_clear(path, key)


def test_a_list_that_another_signed_is_not_believed(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    client, _ = with_client(notebook, office, tmp_path)
    back_up_to(notebook, tmp_path / "stick")
    other = Home(tmp_path / "other")
    from tests.notebooks import make_notebook

    with make_notebook(other.folder, role="office", name="Toinen Toimisto") as stranger:
        theirs = new_client(stranger, "Vieras")
        found(stranger)
        save(stranger, Entry("erasure", {"client": theirs, "ground": "pyyntö"}))
    forged = other.erasures.read_text().replace(theirs, client)
    for text in (forged, other.erasures.read_text()):
        (tmp_path / "stick" / "erasures.toml").write_text(text)
        notebook.close()
        home = Home(tmp_path / f"new-{len(text)}-{text is forged}")
        restored = restore(home, tmp_path / "stick", PASSPHRASE)
        assert (restored.erased, restored.unread_list, restored.counts["client"]) == (0, True, 1)


def test_a_restored_office_waits_for_its_root(office: Notebook, tmp_path: Path) -> None:
    root = found(office)
    client = new_client(office, "Aaltonen")
    back_up_to(office, tmp_path / "stick")
    office.close()
    home = Home(tmp_path / "new")
    assert restore(home, tmp_path / "stick", PASSPHRASE).waits_for == "succession"
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert reason_of(show, again, "client", client) is Reason.AWAITS_SUCCESSION
        succeed_office(again, root)
        assert again.setting("hear_first") == again.identity.chain
        assert show(again, "client", client).values["given_name"] == "Aaltonen"
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert names(again) == ["Aaltonen"]


def test_the_drill_opens_counts_and_leaves_nothing(notebook: Notebook, tmp_path: Path) -> None:
    new_client(notebook, "Aaltonen")
    notebook.back_up()
    before = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}
    held = practise(notebook.home, notebook.home.folder, PASSPHRASE)
    assert held.counts["client"] == 1
    assert held.newest is not None
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*")} == before
    assert names(notebook) == ["Aaltonen"]
    assert (
        reason_of(practise, notebook.home, notebook.home.folder, "ihan väärä lause tässä") is Reason.WRONG_PASSPHRASE
    )
    assert reason_of(practise, notebook.home, tmp_path / "nowhere", PASSPHRASE) is Reason.NO_BACKUP


def test_nothing_that_stands_is_written_over_unless_it_is_set_aside(notebook: Notebook, tmp_path: Path) -> None:
    new_client(notebook, "Aaltonen")
    stick = back_up_to(notebook, tmp_path / "stick")
    home = notebook.home
    new_client(notebook, "Myohempi")
    notebook.close()
    content = home.notebook.read_bytes()
    assert reason_of(restore, home, stick, PASSPHRASE) is Reason.NOTEBOOK_EXISTS
    assert home.notebook.read_bytes() == content
    restore(home, stick, PASSPHRASE, set_aside=True)
    (aside,) = home.folder.glob("set-aside-*")
    assert (aside / "notebook.db").read_bytes() == content
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert names(again) == ["Aaltonen"]
    with Notebook.unlock(Home(aside), PASSPHRASE) as old:
        assert len(names(old)) == 2


@pytest.mark.parametrize("place", [0, 20, 5000, -1])
def test_a_damaged_backup_is_refused_and_nothing_is_left(notebook: Notebook, tmp_path: Path, place: int) -> None:
    new_client(notebook, "Aaltonen")
    stick = back_up_to(notebook, tmp_path / "stick")
    data = bytearray((stick / "notebook.db").read_bytes())
    data[place] ^= 1
    (stick / "notebook.db").write_bytes(data)
    home = Home(tmp_path / "new")
    assert reason_of(restore, home, stick, PASSPHRASE) is Reason.DAMAGED_BACKUP
    assert not home.has_notebook
    assert [path.name for path in home.folder.iterdir()] == ["notebook.lock"]


def test_the_keys_that_lie_with_the_backups_open_where_the_own_are_damaged(
    notebook: Notebook, tmp_path: Path
) -> None:
    new_client(notebook, "Aaltonen")
    notebook.back_up()
    home = notebook.home
    notebook.close()
    home.keys.write_bytes(b"\0" * 300)
    restore(home, home.folder / "backups", PASSPHRASE, set_aside=True)
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert names(again) == ["Aaltonen"]
    new = "uusi kettu hyppää vanhan aidan yli"
    slots.change_passphrase(home, PASSPHRASE, new)
    # Nobody opens a backup with the passphrase of before.
    assert reason_of(slots.open_kind, kept_keys(home), PASSPHRASE) is Reason.WRONG_PASSPHRASE
    assert slots.open_kind(kept_keys(home), new)
    assert backups_of(home)


@pytest.mark.parametrize("schema", RELEASED)
def test_a_backup_of_every_released_schema_is_restored(tmp_path: Path, schema: int) -> None:
    home = Home(tmp_path / "new")
    held = restore(home, STORED / f"notebook-schema-{schema}", PASSPHRASE)
    assert (held.counts["client"], held.counts["employer"]) == (1, 1)
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert check(again) == ()
        assert show(again, "employer", EMPLOYER).values["name"] == "Keksitty Kahvila"
