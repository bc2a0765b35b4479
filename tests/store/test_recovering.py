"""A forgotten passphrase: the laptop sends its keys file, two persons at the office open it, a new key follows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import tomli
import tomli_w

from store.bundle.laptops import cut_off
from store.keys import slots
from store.keys.one_time import open_with_one_time, write_one_time
from store.keys.slots import open_slot, recovery_slot, set_recovery_slot
from store.notebook import Notebook
from store.office_staff import add_worker
from store.recovering import Recovered, read_sent, recover_passphrase
from store.refusal import Reason, Refusal
from store.use_log import Act, lines
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook
from tests.store.bundle.delivered import exchange_cards, found, join
from tests.store.bundle.enrolment import new_root

NEW = "uusi kettu hyppää vanhan aidan yli"
SECOND = "toinen ihminen avaa kaapin kanssani"


def reason_of(act: object, *of: object, **named: object) -> Reason:
    with pytest.raises(Refusal) as refused:
        act(*of, **named)  # type: ignore[operator]  # each case gives a function and what it takes
    return refused.value.reason


def recovered(office: Notebook, laptop: Notebook, folder: Path) -> Recovered:
    """Let the office recover a laptop's passphrase from what the laptop sends."""
    root = found(office)
    join(office, laptop, folder)
    second = add_worker(office, "Testi Toinen", SECOND, cost=CHEAP)
    sent = shutil.copy(laptop.home.keys, folder / "sent.toml")
    found_there = read_sent(office, Path(sent), root)
    assert found_there.owner == found_there.worker == laptop.identity.worker
    return recover_passphrase(office, found_there, second, folder / "back.toml", language="fi", cost=CHEAP)


def test_a_new_passphrase_a_new_key_and_a_new_recovery_slot(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    back = recovered(office, notebook, tmp_path)
    home, worker, slot = notebook.home, notebook.identity.worker, recovery_slot(notebook.home)
    employer = save(notebook, Entry("employer", {"name": "Keksitty Kahvila"})).id
    notebook.close()
    old_keys = home.keys.read_bytes()
    open_with_one_time(home, back.path, back.passphrase, NEW, cost=CHEAP)
    with Notebook.unlock(home, NEW) as opened:
        assert opened.identity.worker == worker
        with opened.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM record_employer").scalar_one() == 1
        assert employer
    assert recovery_slot(home) not in (None, slot)
    for gone in (PASSPHRASE, back.passphrase):
        assert reason_of(open_slot, home, gone) is Reason.WRONG_PASSPHRASE
    # Neither the old keys file nor what the office sent opens the notebook any more.
    for text in (old_keys, back.path.read_bytes()):
        home.keys.write_bytes(text)
        with pytest.raises(Refusal):
            Notebook.unlock(home, PASSPHRASE if text == old_keys else back.passphrase)


def test_both_persons_stand_in_the_log_before_anything_is_given_out(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    root = found(office)
    join(office, notebook, tmp_path)
    second = add_worker(office, "Testi Toinen", SECOND, cost=CHEAP)
    sent = read_sent(office, notebook.home.keys, root)
    back = tmp_path / "back.toml"
    for nobody in (office.identity.worker, notebook.identity.worker, office.identity.notebook):
        assert reason_of(recover_passphrase, office, sent, nobody, back, language="fi") is Reason.TWO_PERSONS
    assert not back.exists()
    made = recover_passphrase(office, sent, second, back, language="fi", cost=CHEAP)
    assert len(made.passphrase.split()) == 5
    assert made.passphrase not in back.read_text()
    assert made.passphrase not in repr(made)
    with office.reading() as connection:
        said = [(line.id, line.ground) for line in lines(connection) if line.act == Act.RECOVERED]
    assert said == [(office.identity.worker, "coach-1"), (second, "coach-1")]


def test_a_one_time_passphrase_opens_no_notebook_by_itself(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    back = recovered(office, notebook, tmp_path)
    home = notebook.home
    notebook.close()
    shutil.copy(back.path, home.keys)
    assert reason_of(Notebook.unlock, home, back.passphrase) is Reason.ONE_TIME_PASSPHRASE
    # The kind is bound into the seal: nobody makes an ordinary slot of it.
    content = tomli.loads(home.keys.read_text())
    content["slot"][0]["kind"] = "passphrase"
    head = tomli_w.dumps({name: content[name] for name in ("format", "version", "notebook")})
    slot = content["slot"][0]
    del slot["check"]
    from store.keys.keys_file import SLOT_LINE, with_check

    part = with_check(head.encode(), SLOT_LINE + tomli_w.dumps(slot).encode())
    home.keys.write_bytes(head.encode() + part)
    assert reason_of(Notebook.unlock, home, back.passphrase) is Reason.WRONG_PASSPHRASE


def test_what_was_made_for_another_is_refused_and_nothing_changes(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    back = recovered(office, notebook, tmp_path)
    home = notebook.home
    notebook.close()
    before = home.keys.read_bytes()
    with make_notebook(tmp_path / "other") as other:
        pass
    assert reason_of(open_with_one_time, other.home, back.path, back.passphrase, NEW) is Reason.OTHER_NOTEBOOK
    assert reason_of(open_with_one_time, home, home.keys, PASSPHRASE, NEW) is Reason.OTHER_NOTEBOOK
    key = open_slot(home, PASSPHRASE)
    # Nobody becomes another worker by what somebody wrote into a file on its way.
    write_one_time(tmp_path / "stranger.toml", replace(key, worker=office.identity.worker), SECOND, cost=CHEAP)
    assert reason_of(open_with_one_time, home, tmp_path / "stranger.toml", SECOND, NEW) is Reason.OTHER_NOTEBOOK
    assert reason_of(open_with_one_time, home, back.path, "väärät sanat tässä", NEW) is Reason.WRONG_PASSPHRASE
    assert reason_of(open_with_one_time, home, back.path, back.passphrase, "salasana") is Reason.GUESSABLE_PASSPHRASE
    assert home.keys.read_bytes() == before
    Notebook.unlock(home, PASSPHRASE).close()


def test_whose_it_is_says_the_signature_alone(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    root = found(office)
    principal = exchange_cards(office, notebook, tmp_path)
    keys = notebook.home.keys
    assert reason_of(read_sent, notebook, keys, root) is Reason.OFFICE_ONLY
    assert reason_of(read_sent, office, keys, new_root()) is Reason.CANNOT_UNSEAL
    with make_notebook(tmp_path / "stranger") as stranger:
        assert reason_of(read_sent, office, stranger.home.keys, root) is Reason.NO_RECOVERY_SLOT
        # A stranger's file with a laptop's recovery slot in it, and one sealed to the root by nobody we know.
        slot = recovery_slot(notebook.home)
        assert slot is not None
        set_recovery_slot(stranger.home, slot)
        assert reason_of(read_sent, office, stranger.home.keys, root) is Reason.OTHER_NOTEBOOK
    with make_notebook(tmp_path / "unknown") as unknown:
        from store.bundle.recovery import make_recovery
        from store.bundle.trusted import own_keys

        forged = make_recovery(
            notebook=unknown.identity.notebook,
            database_key=unknown.raw_key(),
            seed=own_keys(unknown).seed,
            recipient=root.recipient,
            practice=False,
        )
        set_recovery_slot(unknown.home, forged)
        assert reason_of(read_sent, office, unknown.home.keys, root) is Reason.UNKNOWN_SIGNER
    assert read_sent(office, keys, root).principal == principal
    cut_off(office, principal, "lost")
    assert reason_of(read_sent, office, keys, root) is Reason.KEY_CUT_OFF
    assert slots.workers_in(keys) == (notebook.identity.worker,)
