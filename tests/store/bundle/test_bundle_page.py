"""docs/bundle.md: its examples are read, verified and hashed by us and by programs that we did not write."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from store.bundle.allowed_signers import Signers, signer_for_role
from store.bundle.cards import card_of
from store.bundle.reading import Reader, read_bytes, split_signed
from store.bundle.signature import public_key_of
from tests.store.bundle.examples import LAPTOP, OFFICE, ROOT, examples

PAGE = Path(__file__).parents[3] / "docs" / "bundle.md"
ROLES = {LAPTOP: "coach", OFFICE: "office", ROOT: "root"}
SIGNERS = Signers(
    tuple(signer_for_role(role, public_key_of(seed), role, practice=True) for seed, role in ROLES.items())
)
NAMES = list(examples())


def on_the_page() -> dict[str, bytes]:
    text = PAGE.read_text(encoding="utf-8")
    return {
        name: body.encode() for name, body in re.findall(r"^### ([^\n]+)\n\n```toml\n(.*?)```$", text, re.M | re.S)
    }


def test_the_page_shows_the_examples_as_they_are_made() -> None:
    assert on_the_page() == {name: text.encode() for name, text in examples().items()}


@pytest.mark.parametrize("name", NAMES)
def test_each_example_passes_every_step(name: str) -> None:
    verified = read_bytes(on_the_page()[name], Reader(SIGNERS, practice=True))
    assert verified.signer is not None
    if name.startswith("card"):
        assert (card_of(verified).roster is not None) is name.endswith("office")


@pytest.mark.parametrize("name", NAMES)
def test_each_example_is_toml_for_another_parser(name: str) -> None:
    whole = tomllib.loads(on_the_page()[name].decode())
    assert whole == tomllib.loads(split_signed(on_the_page()[name]).payload.decode())
    assert whole["format"] == "reppu"


@pytest.mark.parametrize("name", NAMES)
def test_each_example_verifies_with_ssh_keygen(name: str, tmp_path: Path) -> None:
    signed = split_signed(on_the_page()[name])
    (tmp_path / "allowed_signers").write_text(SIGNERS.text())
    (tmp_path / "payload.sig").write_bytes(signed.armour)
    whole = tomllib.loads(signed.payload.decode())
    who, kind = signer_of(name), f"reppu-{whole['kind']}"
    command = ["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", who, "-n", kind, "-s", "payload.sig"]
    subprocess.run(command, input=signed.payload, cwd=tmp_path, check=True, capture_output=True)


def signer_of(name: str) -> str:
    if name == "roster":
        return "root"
    return (
        "office" if name in ("receipt", "erasure list", "changes from the office", "card of the office") else "coach"
    )


def test_the_hashes_are_of_the_bytes_as_they_stand() -> None:
    """A reader that only cuts at lines and hashes, as the page says."""
    payload = split_signed(on_the_page()["changes from a laptop"]).payload
    pieces = payload.split(b"[[change]]\n")[1:]
    before = None
    for piece, table in zip(pieces, tomllib.loads(payload.decode())["change"], strict=True):
        end = piece.index(b"\n", piece.index(b"\ndigest = ") + 1) + 1
        assert hashlib.sha256(piece[end:]).hexdigest() == table["digest"]
        assert table.get("before") == before
        before = hashlib.sha256(b"[[change]]\n" + piece[:end]).hexdigest()


def test_every_kind_of_act_has_an_example() -> None:
    changes = [
        change
        for name in NAMES
        if name.startswith("changes")
        for change in read_bytes(on_the_page()[name], Reader()).document.changes
    ]
    records = {change.header.record for change in changes}
    assert {
        "erasure",
        "client_join",
        "retraction",
        "withdrawal",
        "disclosure_item",
        "disclosure_agreement",
    } <= records
    bodies = [change.body for change in changes if change.body is not None]
    assert any(body.unset for body in bodies)
    assert any(body.add and body.drop for body in bodies)
    assert any(body.set.get("removed") is True for body in bodies)
    assert any(body.set.get("replaces") for body in bodies)
    assert any(change.body is None for change in changes)
