"""``keys.toml``: wrong passphrase, damage, bounds, several workers, the recovery slot."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import files
from store.home import Home
from store.identifiers import new_id
from store.keys import slots
from store.refusal import Reason, Refusal
from tests.notebooks import CHEAP, PASSPHRASE

KEY = bytes(range(32))
NOTEBOOK, WORKER, OTHER = (new_id(1_800_000_000_000, number) for number in (1, 2, 3))
OTHER_PASSPHRASE = "kuusi pilvi harava lumme tikku"


@pytest.fixture
def keys(tmp_path: Path) -> Home:
    """A home with a slot of one worker."""
    home = Home(tmp_path)
    slots.make_keys(home, notebook=NOTEBOOK, worker=WORKER, key=KEY, passphrase=PASSPHRASE, cost=CHEAP)
    return home


def _reason(home: Home, passphrase: str) -> Reason:
    with pytest.raises(Refusal) as caught:
        slots.open_slot(home, passphrase)
    return caught.value.reason


def test_the_right_passphrase_opens(keys: Home) -> None:
    assert slots.open_slot(keys, PASSPHRASE) == slots.Opened(KEY, WORKER, NOTEBOOK)
    assert slots.notebook_of(keys) == NOTEBOOK


def test_the_usual_cost_is_not_less_than_rfc_9106_asks_where_memory_is_scarce() -> None:
    assert slots.USUAL_COST.memory >= 64 * 1024
    assert slots.USUAL_COST.passes >= 3
    assert slots.USUAL_COST.is_bounded


def test_the_usual_cost_is_what_is_written_when_nothing_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path)
    slots.make_keys(home, notebook=NOTEBOOK, worker=WORKER, key=KEY, passphrase=PASSPHRASE)
    slot = tomli.loads(home.keys.read_text())["slot"][0]
    assert (slot["memory"], slot["passes"], slot["lanes"]) == (64 * 1024, 3, 4)
    assert slots.open_slot(home, PASSPHRASE).key == KEY


def test_a_wrong_passphrase_is_said_to_be_wrong(keys: Home) -> None:
    assert _reason(keys, PASSPHRASE + " ") is Reason.WRONG_PASSPHRASE
    assert _reason(keys, "") is Reason.WRONG_PASSPHRASE


def test_a_passphrase_is_the_same_however_its_letters_are_composed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    slots.make_keys(home, notebook=NOTEBOOK, worker=WORKER, key=KEY, passphrase="h\u00e4m\u00e4r\u00e4 ﬁ", cost=CHEAP)
    assert slots.open_slot(home, "ha\u0308ma\u0308ra\u0308 fi").key == KEY


def test_any_byte_changed_is_damage_and_never_a_wrong_passphrase(keys: Home) -> None:
    content = keys.keys.read_bytes()
    for position in range(len(content)):
        changed = bytearray(content)
        changed[position] ^= 1 << position % 7
        keys.keys.write_bytes(changed)
        assert _reason(keys, PASSPHRASE) is Reason.DAMAGED_SLOT, position
    keys.keys.write_bytes(content)
    assert slots.open_slot(keys, PASSPHRASE).key == KEY


def test_cut_at_any_byte_is_damage(keys: Home) -> None:
    content = keys.keys.read_bytes()
    for length in range(len(content)):
        keys.keys.write_bytes(content[:length])
        assert _reason(keys, PASSPHRASE) in {Reason.DAMAGED_SLOT, Reason.MISSING_SLOT}, length
    # Only a file that ends after a whole head has no slot that could be damaged.
    head = content[: content.index(b"[[slot]]\n")]
    keys.keys.write_bytes(head)
    assert _reason(keys, PASSPHRASE) is Reason.MISSING_SLOT


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=300))
def test_no_file_whatever_is_anything_but_a_refusal(keys: Home, junk: bytes) -> None:
    keys.keys.write_bytes(junk)
    assert _reason(keys, PASSPHRASE) in {Reason.DAMAGED_SLOT, Reason.MISSING_SLOT}


def test_no_file_is_a_missing_slot(tmp_path: Path) -> None:
    assert _reason(Home(tmp_path), PASSPHRASE) is Reason.MISSING_SLOT
    assert _reason(Home(tmp_path / "nowhere"), PASSPHRASE) is Reason.MISSING_SLOT


def _rewrite(home: Home, old: bytes, new: bytes) -> None:
    """Alter a slot as somebody would who also makes its check fit."""
    content = home.keys.read_bytes()
    assert content.count(old) == 1
    text = content.replace(old, new).rpartition(b'check = "')[0]
    home.keys.write_bytes(text + b'check = "' + hashlib.sha256(text).hexdigest().encode() + b'"\n')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"memory = 8192", b"memory = 1073741824"),
        (b"memory = 8192", b"memory = 64"),
        (b"passes = 1", b"passes = 4000000000"),
        (b"passes = 1", b"passes = 0"),
        (b"lanes = 1", b"lanes = 100000"),
        (b"lanes = 1", b"lanes = -1"),
        (b"passes = 1", b"passes = true"),
        (b"passes = 1", b'passes = "1"'),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_anything_is_derived(
    keys: Home, monkeypatch: pytest.MonkeyPatch, old: bytes, new: bytes
) -> None:
    def derived(*_: object) -> bytes:
        raise AssertionError("derived")

    _rewrite(keys, old, new)
    monkeypatch.setattr(slots, "_derive", derived)
    assert _reason(keys, PASSPHRASE) is Reason.DAMAGED_SLOT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NOTEBOOK.encode(), OTHER.encode()),
        (WORKER.encode(), OTHER.encode()),
        (b"passes = 1", b"passes = 2"),
        (b"memory = 8192", b"memory = 9216"),
    ],
)
def test_what_stands_beside_the_seal_is_bound_into_it(keys: Home, old: bytes, new: bytes) -> None:
    _rewrite(keys, old, new)
    assert _reason(keys, PASSPHRASE) is Reason.WRONG_PASSPHRASE


def test_changing_the_passphrase_keeps_the_key_and_the_recovery_slot(keys: Home) -> None:
    slots.set_recovery_slot(keys, "-----BEGIN AGE ENCRYPTED FILE-----\nkeksitty\n-----END AGE ENCRYPTED FILE-----\n")
    slots.change_passphrase(keys, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP)
    assert slots.open_slot(keys, OTHER_PASSPHRASE).key == KEY
    assert _reason(keys, PASSPHRASE) is Reason.WRONG_PASSPHRASE
    assert "keksitty" in (slots.recovery_slot(keys) or "")


def test_changing_to_a_guessable_passphrase_or_with_a_wrong_one_changes_nothing(keys: Home) -> None:
    content = keys.keys.read_bytes()
    for old, new, reason in (
        (PASSPHRASE, "salasana1234", Reason.GUESSABLE_PASSPHRASE),
        ("ihan toinen lause", OTHER_PASSPHRASE, Reason.WRONG_PASSPHRASE),
    ):
        with pytest.raises(Refusal) as caught:
            slots.change_passphrase(keys, old, new, cost=CHEAP)
        assert caught.value.reason is reason
        assert keys.keys.read_bytes() == content


def test_workers_of_the_office_have_a_slot_each(keys: Home) -> None:
    opened = slots.open_slot(keys, PASSPHRASE)
    slots.add_slot(keys, opened, worker=OTHER, passphrase=OTHER_PASSPHRASE, cost=CHEAP)
    assert set(slots.workers_with_slots(keys)) == {WORKER, OTHER}
    assert slots.open_slot(keys, PASSPHRASE).worker == WORKER
    assert slots.open_slot(keys, OTHER_PASSPHRASE).worker == OTHER
    slots.remove_slot(keys, OTHER)
    assert _reason(keys, OTHER_PASSPHRASE) is Reason.WRONG_PASSPHRASE
    with pytest.raises(Refusal) as caught:
        slots.remove_slot(keys, WORKER)
    assert caught.value.reason is Reason.MISSING_SLOT
    assert slots.open_slot(keys, PASSPHRASE).key == KEY


def test_damage_to_one_workers_slot_keeps_no_other_out(keys: Home) -> None:
    slots.add_slot(keys, slots.open_slot(keys, PASSPHRASE), worker=OTHER, passphrase=OTHER_PASSPHRASE, cost=CHEAP)
    content = bytearray(keys.keys.read_bytes())
    content[-40] ^= 1
    keys.keys.write_bytes(content)
    assert slots.open_slot(keys, PASSPHRASE).key == KEY
    assert _reason(keys, OTHER_PASSPHRASE) is Reason.DAMAGED_SLOT


def test_a_damaged_recovery_slot_says_so_and_keeps_nobody_out(keys: Home) -> None:
    assert slots.recovery_slot(keys) is None
    start = len(keys.keys.read_bytes())
    slots.set_recovery_slot(keys, "keksitty\n")
    content = keys.keys.read_bytes()
    for position in range(start + len(b"[recovery]\n"), len(content)):
        changed = bytearray(content)
        changed[position] ^= 1
        keys.keys.write_bytes(changed)
        assert slots.open_slot(keys, PASSPHRASE).key == KEY
        with pytest.raises(Refusal) as caught:
            slots.recovery_slot(keys)
        assert caught.value.reason is Reason.DAMAGED_SLOT


def test_the_file_holds_neither_key_nor_passphrase(keys: Home) -> None:
    content = keys.keys.read_bytes()
    assert KEY not in content
    assert KEY.hex().encode() not in content
    assert PASSPHRASE.encode() not in content
    assert repr(slots.open_slot(keys, PASSPHRASE)).count(KEY.hex()[:8]) == 0


def test_what_stands_in_its_place_is_not_called_refused(keys: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails after the rename: the new passphrase opens, so nobody is told that the old one does."""

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patched:
        patched.setattr(files, "sync_folder", broken)
        slots.change_passphrase(keys, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP)
    assert slots.open_slot(keys, OTHER_PASSPHRASE).key == KEY
    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", broken)
        with pytest.raises(Refusal):
            slots.change_passphrase(keys, OTHER_PASSPHRASE, PASSPHRASE, cost=CHEAP)
    assert slots.open_slot(keys, OTHER_PASSPHRASE).key == KEY


@pytest.mark.parametrize("cost", [(192 * 1024 + 1, 1, 1), (192 * 1024, 9, 1), (128 * 1024, 16, 1), (8 * 1024, 17, 1)])
def test_no_slot_may_ask_for_more_than_a_quarter_of_a_gibibyte_or_a_second(cost: tuple[int, int, int]) -> None:
    assert not slots.Cost(*cost).is_bounded
    assert slots.Cost(192 * 1024, 8, 4).is_bounded
