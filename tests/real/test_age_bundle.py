"""The real age: it opens ours, we open its; the root's stick and the recovery slot open without our program."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from store.bundle import export, inspect, unseal
from store.bundle.reading import Reader, read_bytes
from store.bundle.seal import new_identity, open_seal, recipient_of, seal
from store.bundle.trusted import own_keys
from store.keys.root import IDENTITY_FILE, create_root
from store.keys.slots import recovery_slot
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from tests.store.bundle.enrolment import enrol
from tests.store.bundle.making import Maker, add_changes


def age(*arguments: str | Path, given: bytes = b"") -> bytes:
    return subprocess.run(["age", *arguments], input=given, capture_output=True, check=True).stdout


@pytest.fixture
def their_identity(tmp_path: Path) -> Path:
    subprocess.run(["age-keygen", "-o", "identity"], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path / "identity"


def recipient_in(identity: Path) -> str:
    found = re.search(r"public key: (age1\w+)", identity.read_text())
    assert found is not None
    return found[1]


@pytest.mark.parametrize("size", [1, 64 * 1024, 64 * 1024 + 1, 1_000_000])
def test_ours_opens_with_age(their_identity: Path, size: int) -> None:
    data = b"x" * size
    assert age("-d", "-i", their_identity, given=seal(data, recipient_in(their_identity))) == data


@pytest.mark.parametrize("size", [1, 64 * 1024, 64 * 1024 + 1, 1_000_000])
def test_theirs_opens_with_ours(size: int) -> None:
    identity = new_identity()
    data = b"x" * size
    assert open_seal(age("-r", recipient_of(identity), given=data), identity) == data


def test_a_bundle_that_age_sealed(their_identity: Path, tmp_path: Path) -> None:
    maker = Maker.new()
    sealed = tmp_path / "nippu.toml.age"
    whole = maker.bundle()
    sealed.write_bytes(age("-r", recipient_in(their_identity), given=whole))
    assert inspect(sealed, identity=their_identity).signer == maker.fingerprint
    unseal(sealed, tmp_path / "ours.toml", their_identity)
    assert (tmp_path / "ours.toml").read_bytes() == age("-d", "-i", their_identity, sealed) == whole


def test_an_armoured_file_and_one_for_two_are_not_ours() -> None:
    identity, other = new_identity(), new_identity()
    maker = Maker.new()
    armoured = age("-a", "-r", recipient_of(identity), given=maker.bundle())
    both = age("-r", recipient_of(identity), "-r", recipient_of(other), given=maker.bundle())
    for data, reason in ((armoured, Reason.NOT_A_BUNDLE), (both, Reason.CANNOT_UNSEAL)):
        with pytest.raises(Refusal) as caught:
            read_bytes(data, Reader(identity=identity))
        assert caught.value.reason is reason


def test_an_export_opens_with_age(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    enrol(office, notebook, tmp_path / "x")
    add_changes(notebook, 4)
    (tmp_path / "stick").mkdir()
    done = export(notebook, tmp_path / "stick")
    (tmp_path / "office-identity").write_text(own_keys(office).identity + "\n")
    text = age("-d", "-i", tmp_path / "office-identity", done.files[0])
    assert text.startswith(b'format = "reppu"\nversion = 1\nkind = "changes"\n')
    (tmp_path / "other").write_text(new_identity() + "\n")
    failed = subprocess.run(["age", "-d", "-i", tmp_path / "other", done.files[0]], capture_output=True, check=False)
    assert failed.returncode != 0
    assert failed.stdout == b""


def test_the_recovery_slot_opens_with_age(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    root = enrol(office, notebook, tmp_path / "x")
    slot = recovery_slot(notebook.home)
    assert slot is not None
    (tmp_path / "root-identity").write_text(root.identity + "\n")
    (tmp_path / "slot.age").write_text(slot)
    text = age("-d", "-i", tmp_path / "root-identity", tmp_path / "slot.age").decode()
    assert f'database_key = "{notebook.raw_key().hex()}"\n' in text
    assert f'notebook = "{notebook.identity.notebook}"\n' in text


def test_the_roots_stick_opens_with_age(tmp_path: Path) -> None:
    root = create_root([tmp_path], "three invented words")
    child = pexpect.spawn("age", ["-d", "-o", str(tmp_path / "identity"), str(tmp_path / IDENTITY_FILE)], timeout=120)
    child.expect("passphrase")
    child.sendline("three invented words")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert root.identity in (tmp_path / "identity").read_text().splitlines()
