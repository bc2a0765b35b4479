"""Issue 2, point 11: whatever lies on a stick is refused by name, quickly, and no library prints a word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.bundle import inspect, split, unseal
from store.bundle.allowed_signers import Signers
from store.bundle.kinds import Kind
from store.bundle.reading import Reader, read_bytes, sign_payload
from store.bundle.seal import new_identity, recipient_of, seal
from store.bundle.signature import sign
from store.refusal import Reason, Refusal
from tests.store.bundle.making import Maker, reason

MAKER = Maker(b"\7" * 32)
WHOLE = MAKER.bundle(2)
READER = MAKER.reader()
IDENTITY = new_identity()
SEALED = seal(WHOLE, recipient_of(IDENTITY))


def other_program() -> bytes:
    text = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nA commit\n"
    block = sign(text, MAKER.seed, "git")
    return text + b"".join(b"# " + line + b"\n" for line in block.split(b"\n")[:-1])


def with_lines(lines: bytes) -> bytes:
    return MAKER.sign(MAKER.payload([]) + lines)


FILES: dict[str, tuple[Callable[[], bytes], set[Reason]]] = {
    "a text file": (lambda: b"Ostoslista: maitoa\r\n", {Reason.NOT_A_BUNDLE}),
    "an empty file": (lambda: b"", {Reason.EMPTY_FILE}),
    "65 MiB": (lambda: b"\0" * (65 * 1024 * 1024), {Reason.TOO_LARGE}),
    "65 MiB that begin as a sealed file": (
        lambda: b"age-encryption.org/v1\n" + b"\0" * (65 * 1024 * 1024),
        {Reason.TOO_LARGE},
    ),
    "65 MiB that begin as a bundle": (lambda: WHOLE + b"\n" * (65 * 1024 * 1024), {Reason.TOO_LARGE}),
    "another program's signed file": (other_program, {Reason.NOT_A_BUNDLE}),
    "text before": (lambda: b"Hei!\n\n" + WHOLE, {Reason.TEXT_AROUND_SIGNATURE}),
    "text after": (lambda: WHOLE + b"\nTerveisin\n", {Reason.TEXT_AROUND_SIGNATURE}),
    "two signatures": (lambda: WHOLE + WHOLE[WHOLE.index(b"# -----BEGIN") :], {Reason.TWO_SIGNATURES}),
    "two bundles": (lambda: WHOLE + WHOLE, {Reason.TWO_SIGNATURES}),
    "a wrong namespace": (
        lambda: sign_payload(MAKER.payload([]), MAKER.seed, Kind.CARD, practice=True),
        {Reason.WRONG_NAMESPACE},
    ),
    "an unknown key": (lambda: Maker.new().bundle(), {Reason.UNKNOWN_SIGNER}),
    "nesting 10 000 deep": (lambda: with_lines(b"a = " + b"[" * 10_000 + b"]" * 10_000 + b"\n"), {Reason.TOO_DEEP}),
    "a dotted key of 1 MB": (lambda: with_lines(b"a" + b".a" * 500_000 + b" = 1\n"), {Reason.TOO_DEEP}),
    "one line of 8 MB": (lambda: with_lines(b'a = "' + b"x" * 8_000_000 + b'"\n'), {Reason.TOO_LARGE}),
    "8 MB of quotation marks": (lambda: with_lines(b'"' * 8_000_000 + b"\n"), {Reason.BAD_FORM}),
    "8 MB of blank lines": (lambda: with_lines(b"\n" * 8_000_000), {Reason.BAD_FORM, Reason.TOO_LARGE}),
    "a million change lines": (lambda: with_lines(b"[[change]]\n" * 700_000), {Reason.TOO_LARGE}),
    "a million tables": (lambda: with_lines(b"[a]\n" * 1_000_000), {Reason.TOO_LARGE}),
    "a sealed file for somebody else": (
        lambda: seal(WHOLE, recipient_of(new_identity())),
        {Reason.SEALED_NEEDS_IDENTITY},
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, {Reason.NOT_A_BUNDLE}),
}


@pytest.mark.parametrize("what", FILES)
def test_inspect_refuses(what: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make, reasons = FILES[what]
    path, signers = tmp_path / "nippu.toml", tmp_path / "allowed_signers"
    path.write_bytes(make())
    signers.write_text(READER.signers.text() if READER.signers else "")
    with pytest.raises(Refusal) as caught:
        inspect(path, signers=signers)
    assert caught.value.reason in reasons
    assert capfd.readouterr() == ("", "")


def test_a_process_of_its_own_prints_nothing(tmp_path: Path) -> None:
    """Warnings that a library prints at import or at its first use would show here."""
    for number, (make, _) in enumerate(FILES.values()):
        if number not in (2, 3, 4):
            (tmp_path / f"{number}.toml").write_bytes(make())
    program = (
        "import sys, pathlib\n"
        "from store.bundle import inspect\n"
        "from store.refusal import Refusal\n"
        "refused = 0\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    try:\n        inspect(path, signers=None)\n    except Refusal:\n        refused += 1\n"
        "sys.exit(0 if refused > 10 else 3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", program, str(tmp_path)],
        capture_output=True,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_cut_at_any_byte() -> None:
    for length in range(len(WHOLE)):
        assert isinstance(reason(WHOLE[:length], READER), Reason)


def test_any_one_byte_changed() -> None:
    for place in range(len(WHOLE)):
        changed = bytearray(WHOLE)
        changed[place] ^= 1 + place % 255
        assert isinstance(reason(bytes(changed), READER), Reason)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_one_byte_changed_to_anything(place: int, mask: int) -> None:
    changed = bytearray(WHOLE)
    changed[place] ^= mask
    assert isinstance(reason(bytes(changed), READER), Reason)


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_any_one_byte_of_a_sealed_file_changed(place: int, mask: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= mask
    reader = Reader(READER.signers, practice=True, identity=IDENTITY)
    assert isinstance(reason(bytes(changed), reader), Reason)
    assert isinstance(reason(SEALED[:place], reader), Reason)


@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=20))
def test_anything_put_in_anywhere(place: int, more: bytes) -> None:
    data = WHOLE[:place] + more + WHOLE[place:]
    if data != WHOLE:
        assert isinstance(reason(data, READER), Reason)


@settings(max_examples=300)
@given(st.text(st.sampled_from("abc\"\\\n[]{}=.,#' \t01é\u2028"), max_size=200))
def test_signed_nonsense_is_refused_or_read(text: str) -> None:
    """A key on our list may sign anything: no reading ends in anything but a document or a refusal."""
    data = MAKER.sign(MAKER.payload([]) + text.encode())
    try:
        read_bytes(data, READER)
    except Refusal:
        return
    assert set(text) <= {"\n"}


def test_without_a_list_a_valid_signature_is_said_to_be_just_that(tmp_path: Path) -> None:
    path = tmp_path / "nippu.toml"
    path.write_bytes(WHOLE)
    found = inspect(path)
    assert (found.principal, found.signer, found.changes) == (None, MAKER.fingerprint, 2)
    assert found.records == {"chain": 1, "event": 1}
    (tmp_path / "empty").write_text("# nobody\n")
    with pytest.raises(Refusal) as caught:
        inspect(path, signers=tmp_path / "empty")
    assert caught.value.reason is Reason.UNKNOWN_SIGNER


def test_a_sealed_file_is_inspected_with_an_identity(tmp_path: Path) -> None:
    (tmp_path / "nippu.toml.age").write_bytes(SEALED)
    (tmp_path / "identity").write_text(f"# created: never\n# public key: {recipient_of(IDENTITY)}\n{IDENTITY}\n")
    assert inspect(tmp_path / "nippu.toml.age", identity=tmp_path / "identity").sealed
    unseal(tmp_path / "nippu.toml.age", tmp_path / "out.toml", tmp_path / "identity")
    assert (tmp_path / "out.toml").read_bytes() == WHOLE


def test_unseal_and_split_never_write_over(tmp_path: Path) -> None:
    (tmp_path / "nippu.toml.age").write_bytes(SEALED)
    (tmp_path / "nippu.toml").write_bytes(WHOLE)
    (tmp_path / "identity").write_text(IDENTITY)
    with pytest.raises(Refusal) as caught:
        unseal(tmp_path / "nippu.toml.age", tmp_path / "nippu.toml", tmp_path / "identity")
    assert caught.value.reason is Reason.FILE_EXISTS
    with pytest.raises(Refusal) as caught:
        unseal(tmp_path / "nippu.toml", tmp_path / "out", tmp_path / "identity")
    assert caught.value.reason is Reason.NOT_A_BUNDLE
    with pytest.raises(Refusal) as caught:
        split(tmp_path / "nippu.toml.age", tmp_path)
    assert caught.value.reason is Reason.SEALED_NEEDS_IDENTITY
    payload, signature = split(tmp_path / "nippu.toml", tmp_path)
    assert WHOLE.startswith(payload.read_bytes())
    assert signature.read_bytes().startswith(b"-----BEGIN SSH SIGNATURE-----\n")
    with pytest.raises(Refusal) as caught:
        split(tmp_path / "nippu.toml", tmp_path)
    assert caught.value.reason is Reason.FILE_EXISTS


@pytest.mark.parametrize("text", ["", "# only a comment\n", "AGE-SECRET-KEY-1NOTONE\n", "a\nb\n", "\x00\xff"])
def test_a_file_that_holds_no_identity(tmp_path: Path, text: str) -> None:
    (tmp_path / "nippu.toml.age").write_bytes(SEALED)
    (tmp_path / "identity").write_text(text)
    with pytest.raises(Refusal) as caught:
        inspect(tmp_path / "nippu.toml.age", identity=tmp_path / "identity")
    assert caught.value.reason is Reason.CANNOT_UNSEAL


def test_nobody_is_trusted_by_an_empty_list() -> None:
    assert reason(WHOLE, Reader(Signers(()))) is Reason.UNKNOWN_SIGNER
