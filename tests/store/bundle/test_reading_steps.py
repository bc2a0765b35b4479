"""Each sentence of steps 1 to 4 of BUNDLE.md, "Reading", is a test with its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store.bundle import seal as seals
from store.bundle.allowed_signers import Signers
from store.bundle.kinds import MAX_FILE, Kind
from store.bundle.reading import Reader, load, read_bundle, read_bytes, sign_payload
from store.bundle.receipts import Held, Receipt
from store.bundle.signature import BEGIN, END, Signature, armour, read_armour, sign
from store.history.change import Body, new_salt
from store.identifiers import new_id
from store.refusal import Reason, Refusal
from tests.store.bundle.making import Maker, reason, refused, written

MARK = b"# " + BEGIN + b"\n"
LAST = b"# " + END + b"\n"


@pytest.fixture
def maker() -> Maker:
    return Maker.new()


def reason_of_file(path: Path, reader: Reader) -> Reason:
    with pytest.raises(Refusal) as caught:
        read_bundle(path, reader)
    return caught.value.reason


def test_a_whole_bundle_is_read(maker: Maker) -> None:
    verified = read_bytes(maker.bundle(4), maker.reader())
    assert len(verified.document.changes) == 4
    assert verified.fingerprint == maker.fingerprint
    assert verified.signer is not None
    assert verified.signer.principal == "coach"
    assert verified.unproven == ()


# Step 1. Size before anything else.


def test_size_before_anything_else(maker: Maker, tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(maker.bundle() + b"x" * MAX_FILE)
    assert reason_of_file(path, maker.reader()) is Reason.TOO_LARGE


def test_size_of_what_is_inside_a_seal(maker: Maker) -> None:
    import pyrage

    identity = seals.new_identity()
    recipient = pyrage.x25519.Recipient.from_str(seals.recipient_of(identity))
    sealed = bytes(pyrage.encrypt(b"x" * (MAX_FILE + 1), [recipient]))
    assert reason(sealed, Reader(identity=identity)) is Reason.TOO_LARGE


def test_eight_mebibytes_and_a_seal_are_not_too_large(tmp_path: Path) -> None:
    identity = seals.new_identity()
    path = tmp_path / "full.toml.age"
    path.write_bytes(seals.seal(b"x" * MAX_FILE, seals.recipient_of(identity)))
    assert seals.open_seal(load(path), identity) == b"x" * MAX_FILE


def test_an_empty_file_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_bytes(b"")
    assert reason_of_file(tmp_path / "empty.toml", Reader()) is Reason.EMPTY_FILE
    assert reason_of_file(tmp_path / "none.toml", Reader()) is Reason.UNREADABLE_FILE
    assert reason_of_file(tmp_path, Reader()) is Reason.UNREADABLE_FILE


# Step 2. Unseal completely, in memory, before using a byte.


def test_unseal_completely_before_using_a_byte(maker: Maker) -> None:
    identity = seals.new_identity()
    sealed = seals.seal(maker.bundle(600), seals.recipient_of(identity))
    assert len(sealed) > 2 * 64 * 1024  # age authenticates 64 KiB at a time: the first chunks would open
    assert reason(sealed[:-1], replace(maker.reader(), identity=identity)) is Reason.DAMAGED_SEAL
    assert read_bytes(sealed, replace(maker.reader(), identity=identity)).sealed


def test_a_sealed_file_needs_an_identity(maker: Maker) -> None:
    sealed = seals.seal(maker.bundle(), seals.recipient_of(seals.new_identity()))
    assert reason(sealed, maker.reader()) is Reason.SEALED_NEEDS_IDENTITY
    assert reason(sealed, replace(maker.reader(), identity=seals.new_identity())) is Reason.CANNOT_UNSEAL


def test_a_file_sealed_to_two_is_refused(maker: Maker) -> None:
    import pyrage

    identity = seals.new_identity()
    both = [pyrage.x25519.Recipient.from_str(seals.recipient_of(each)) for each in (identity, seals.new_identity())]
    sealed = bytes(pyrage.encrypt(maker.bundle(), both))
    assert reason(sealed, replace(maker.reader(), identity=identity)) is Reason.CANNOT_UNSEAL


def test_a_file_for_a_passphrase_is_never_tried(maker: Maker) -> None:
    head = b"age-encryption.org/v1\n-> scrypt bm90IGFueSBzYWx0IQ 62\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
    sealed = head + b"\0" * 64  # 2^62 rounds: were it tried, this test would not end
    assert reason(sealed, replace(maker.reader(), identity=seals.new_identity())) is Reason.CANNOT_UNSEAL


# Step 3. Exactly one BEGIN and one END line, by the byte LF only; nothing after END but one LF.


def test_exactly_one_begin_and_one_end_line(maker: Maker) -> None:
    whole = maker.bundle()
    block = whole[whole.index(MARK) :]
    assert reason(whole + block, maker.reader()) is Reason.TWO_SIGNATURES
    assert reason(whole.replace(MARK, MARK + MARK), maker.reader()) is Reason.TWO_SIGNATURES
    assert reason(whole.replace(LAST, LAST + LAST), maker.reader()) is Reason.TWO_SIGNATURES
    assert reason(whole.replace(LAST, b""), maker.reader()) is Reason.CUT_BUNDLE
    assert reason(whole.replace(MARK, b""), maker.reader()) is Reason.BAD_SIGNATURE_FORM
    assert reason(whole[: whole.index(MARK)], maker.reader()) is Reason.CUT_BUNDLE
    swapped = whole.replace(MARK, b"@").replace(LAST, MARK).replace(b"@", LAST)
    assert reason(swapped, maker.reader()) is Reason.BAD_SIGNATURE_FORM


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
def test_splitting_on_the_byte_lf_only(maker: Maker, separator: str) -> None:
    """A line separator inside a text cannot forge a BEGIN line: for us it is no end of a line."""
    text = f"ennen{separator}{MARK.decode()[:-1]}{separator}jälkeen"
    chain = maker.chain(1)
    chain.append(written(chain[0].header.chain, chain[0], "event", new_id(), Body(new_salt(), set={"notes": text})))
    verified = read_bytes(maker.sign(maker.payload(chain)), maker.reader())
    body = verified.document.changes[1].body
    assert body is not None
    assert body.set["notes"] == text


def test_nothing_after_end_but_one_lf(maker: Maker) -> None:
    whole = maker.bundle()
    for after in (b"\n", b" ", b"# a comment\n", b"\0"):
        assert reason(whole + after, maker.reader()) is Reason.TEXT_AROUND_SIGNATURE


def test_nothing_before_the_payload(maker: Maker) -> None:
    for before in (b"\n", b"# a comment\n", b"Dear office,\n"):
        assert reason(before + maker.bundle(), maker.reader()) is Reason.TEXT_AROUND_SIGNATURE


def test_a_byte_order_mark_was_put_in_by_mail(maker: Maker) -> None:
    assert reason(b"\xef\xbb\xbf" + maker.bundle(), maker.reader()) is Reason.CHANGED_BY_MAIL


def test_crlf_was_put_in_by_mail(maker: Maker) -> None:
    whole = maker.bundle()
    assert reason(whole.replace(b"\n", b"\r\n"), maker.reader()) is Reason.CHANGED_BY_MAIL
    assert reason(whole.replace(LAST, LAST[:-1] + b"\r\n"), maker.reader()) is Reason.CHANGED_BY_MAIL


def test_a_missing_last_lf_was_lost_by_mail(maker: Maker) -> None:
    assert reason(maker.bundle()[:-1], maker.reader()) is Reason.CHANGED_BY_MAIL


# Step 4. Verify signature, namespace, signer on our list now, sender is signer, recipient is us.


def test_the_signature_is_verified(maker: Maker) -> None:
    whole = maker.bundle()
    assert reason(whole.replace(b"minutes = 1\n", b"minutes = 9\n"), maker.reader()) is Reason.BAD_SIGNATURE


def test_the_armour_must_equal_its_own_re_encoding(maker: Maker) -> None:
    whole = maker.bundle()
    at = whole.index(LAST) - 2
    payload, tail = whole[: whole.index(MARK)], whole[whole.index(MARK) :]
    wide = tail.replace(b"# U1NI", b"# U1NI\n# ", 1)
    assert reason(payload + wide, maker.reader()) is Reason.BAD_SIGNATURE_FORM
    padded = bytearray(whole)
    if padded[at : at + 1] == b"=":  # the character before the padding has bits that no byte uses
        letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        while padded[at : at + 1] == b"=":
            at -= 1
        padded[at] = letters[letters.index(padded[at]) ^ 1]
        assert reason(bytes(padded), maker.reader()) is Reason.BAD_SIGNATURE_FORM
    for broken in (tail.replace(b"\n# ", b"\n#\t"), tail.replace(b"\n# ", b"\n"), tail.replace(b"# U1", b"#  U1")):
        assert reason(payload + broken, maker.reader()) in (Reason.BAD_SIGNATURE_FORM, Reason.CUT_BUNDLE)


@pytest.mark.parametrize("length", range(20, 24))
def test_a_padded_last_character_cannot_lie(length: int) -> None:
    namespace = "n" * length  # of every length of padding
    text = sign(b"message", b"\1" * 32, namespace)
    lines = text.split(b"\n")
    last = lines[-3]
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    stripped = last.rstrip(b"=")
    if stripped == last:
        assert read_armour(text).namespace == namespace
        return
    other = stripped[:-1] + letters[letters.index(stripped[-1]) ^ 1 :][:1] + last[len(stripped) :]
    lines[-3] = other
    with pytest.raises(Refusal) as caught:
        read_armour(b"\n".join(lines))
    assert caught.value.reason is Reason.BAD_SIGNATURE_FORM


def test_nothing_but_sha512(maker: Maker) -> None:
    signed = sign(b"message", maker.seed, "reppu-changes")
    assert read_armour(signed).public_key == maker.key
    import base64

    blob = base64.b64decode(b"".join(signed.split(b"\n")[1:-2])).replace(b"sha512", b"sha256")
    encoded = base64.b64encode(blob)
    lines = [encoded[start : start + 70] for start in range(0, len(encoded), 70)]
    with pytest.raises(Refusal):
        read_armour(b"\n".join([BEGIN, *lines, END, b""]))


def test_the_namespace_is_one_of_ours(maker: Maker) -> None:
    payload = maker.payload(maker.chain(2))
    for namespace in ("file", "git", "reppu", "reppu-", "reppu-practice-other"):
        block = sign(payload, maker.seed, namespace).split(b"\n")[:-1]
        data = payload + b"".join(b"# " + line + b"\n" for line in block)
        assert reason(data, maker.reader()) is Reason.WRONG_NAMESPACE


def test_the_namespace_is_the_kind(maker: Maker) -> None:
    payload = maker.payload(maker.chain(2))
    for kind in (Kind.CARD, Kind.RECEIPT, Kind.ROSTER, Kind.RECOVERY):
        data = sign_payload(payload, maker.seed, kind, practice=True)
        assert reason(data, Reader()) is Reason.WRONG_NAMESPACE


def test_the_signer_is_on_our_list_now(maker: Maker) -> None:
    other = Maker.new()
    refusal = refused(other.bundle(), maker.reader())
    assert refusal.reason is Reason.UNKNOWN_SIGNER
    assert refusal.values == {"fingerprint": other.fingerprint}  # nothing else of an unverified file is shown
    assert reason(maker.bundle(), Reader(Signers(()))) is Reason.UNKNOWN_SIGNER


def test_the_signer_may_sign_this_kind(maker: Maker) -> None:
    receipt = Receipt((new_id(),), new_id(), 3, "0" * 64, (Held(new_id(), 2, "1" * 64, 1),))
    data = maker.content(Kind.RECEIPT, receipt, maker.fingerprint)
    assert reason(data, maker.reader("coach")) is Reason.WRONG_NAMESPACE
    assert read_bytes(data, maker.reader("office")).document.content == receipt


def test_the_sender_named_inside_is_the_signer(maker: Maker) -> None:
    other = Maker.new()
    data = other.sign(maker.payload(maker.chain(2)))
    assert reason(data, other.reader()) is Reason.SENDER_IS_NOT_SIGNER


def test_the_recipient_named_inside_is_us(maker: Maker) -> None:
    us, other = Maker.new(), Maker.new()
    data = maker.sign(maker.payload(maker.chain(2), recipient=us.fingerprint))
    assert read_bytes(data, replace(maker.reader(), key=us.fingerprint)).document.head.recipient == us.fingerprint
    assert reason(data, replace(maker.reader(), key=other.fingerprint)) is Reason.WRONG_RECIPIENT


def test_a_real_bundle_names_its_recipient() -> None:
    maker = Maker.new(practice=False)
    assert reason(maker.bundle(), maker.reader()) is Reason.BAD_FORM


def test_practice_and_real_never_mix(maker: Maker) -> None:
    real = Maker.new(practice=False)
    signed = real.sign(real.payload(real.chain(2), recipient=maker.fingerprint))
    assert reason(signed, replace(real.reader(), practice=True)) is Reason.PRACTICE_AND_REAL
    assert reason(maker.bundle(), replace(maker.reader(), practice=False)) is Reason.PRACTICE_AND_REAL
    # signed as real, and real inside, but with a practice chain
    chain = maker.chain(2)
    data = real.sign(real.payload(chain, recipient=maker.fingerprint))
    assert reason(data, real.reader()) is Reason.PRACTICE_AND_REAL


def test_signature_of_another_kind_of_length_is_refused() -> None:
    with pytest.raises(Refusal):
        read_armour(armour(Signature(b"\0" * 31, "reppu-changes", b"\0" * 64)))
