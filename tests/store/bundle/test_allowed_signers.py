from __future__ import annotations

from pathlib import Path

import pytest

from store.bundle.allowed_signers import Signer, Signers, parse_signers, read_signers
from store.refusal import Reason, Refusal
from tests.store.bundle.making import Maker

LINE = Maker(b"\1" * 32).line
OTHER = Maker(b"\2" * 32).line


@pytest.mark.parametrize(
    "line",
    [
        f"* {LINE}",
        f"*@example.org {LINE}",
        f"!a {LINE}",
        f"a cert-authority {LINE}",
        f'a valid-before="20300101" {LINE}',
        f'a namespaces="reppu-*" {LINE}',
        f'a namespaces="" {LINE}',
        f'a namespaces="x",cert-authority {LINE}',
        f'"a b" {LINE}',
        LINE,
        "a ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==",
        f"a {LINE[:-4]}",
        f"a {LINE}=",
        "a ssh-ed25519",
        f" a {LINE}",
        f"a {LINE} \x07",
        "nonsense",
    ],
)
def test_what_we_do_not_know_refuses_the_file(line: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_signers(["# a comment", "", line])
    assert caught.value.reason is Reason.BAD_SIGNERS
    assert caught.value.values["line"] == 3


def test_what_we_know() -> None:
    found = parse_signers(
        [f"a {LINE}", f'b,c@example.org namespaces="x,y" {OTHER} a comment', f'd namespaces="z" {OTHER}', "   "]
    )
    assert [signer.principal for signer in found.signers] == ["a", "b", "c@example.org", "d"]
    everything, some = found.find(Maker(b"\1" * 32).key), found.find(Maker(b"\2" * 32).key)
    assert everything is not None
    assert everything.may_sign("anything")
    assert some is not None
    assert [some.may_sign(space) for space in ("x", "z", "w")] == [True, True, False]
    assert found.find(b"\0" * 32) is None


@pytest.mark.parametrize("principal", ["*", "a b", "a\nb", "Ä", "A", "", "a,b", 'a"', "a" * 65])
def test_a_name_that_could_forge_an_entry_is_never_written(principal: str) -> None:
    signers = Signers((Signer(principal, Maker(b"\1" * 32).key, frozenset({"reppu-changes"})),))
    with pytest.raises(Refusal) as caught:
        signers.text()
    assert caught.value.reason is Reason.BAD_SIGNERS


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    signers = Signers((Maker(b"\1" * 32).signer("office"), Maker(b"\2" * 32).signer("coach")))
    (tmp_path / "signers").write_text(signers.text())
    assert read_signers(tmp_path / "signers") == signers


@pytest.mark.parametrize("data", [b"\xff\xfe", b"#" * (1024 * 1024 + 1)])
def test_a_file_that_is_no_list(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "signers").write_bytes(data)
    with pytest.raises(Refusal) as caught:
        read_signers(tmp_path / "signers")
    assert caught.value.reason is Reason.BAD_SIGNERS


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_signers(tmp_path / "signers")
    assert caught.value.reason is Reason.UNREADABLE_FILE
