from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.bundle import inspect, signers, trust, write_card
from store.bundle.allowed_signers import Signers
from store.bundle.cards import own_words, read_card, same_words, six_words
from store.bundle.document import write_content
from store.bundle.forms import Card, Head, OfficeKey
from store.bundle.kinds import Kind
from store.bundle.reading import Reader, sign_payload
from store.bundle.recovery import read_recovery
from store.bundle.seal import new_identity, recipient_of
from store.bundle.trusted import own_keys, reader_of, trusted_office, trusted_signers
from store.bundle.trusting import found_office, take_roster
from store.identifiers import new_id
from store.keys.roster import read_roster
from store.keys.slots import recovery_slot
from store.keys.words import bits_of
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.schema import trusted_key
from tests.notebooks import make_notebook
from tests.store.bundle.enrolment import enrol, new_root
from tests.store.bundle.making import Maker

pytestmark = pytest.mark.both_engines


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Notebook]:
    with make_notebook(tmp_path / "second", role="office") as opened:
        yield opened


def pinned(notebook: Notebook) -> list[tuple[str, str]]:
    with notebook.reading() as connection:
        rows = connection.execute(trusted_key.select().order_by(trusted_key.c.principal)).all()
    return [(row.principal, row.fingerprint) for row in rows]


def reason_of(notebook: Notebook, path: Path, words: str) -> Reason:
    before = pinned(notebook)
    with pytest.raises(Refusal) as caught:
        trust(notebook, path, words)
    assert pinned(notebook) == before
    return caught.value.reason


def test_six_words_are_the_first_66_bits() -> None:
    maker, recipient = Maker.new(), recipient_of(new_identity())
    digest = hashlib.sha256((maker.line + recipient).encode()).digest()
    for language in ("fi", "en", "sv"):
        words = six_words(maker.line, recipient, language).split()
        assert len(words) == 6
        number = 0
        for bits in bits_of(words, language):
            number = number << 11 | bits
        assert number == int.from_bytes(digest, "big") >> (256 - 66)


def test_words_as_typed_from_hearing() -> None:
    assert same_words("  Yksi, kaksi-KOLME ", "yksi kaksi kolme")
    assert same_words("pa\u0308a\u0308", "pää")
    assert not same_words("yksi kaksi", "yksi kaksi kolme")
    assert not same_words("kaksi yksi kolme", "yksi kaksi kolme")
    assert not same_words("", "yksi")


def test_a_laptop_trusts_the_office_root_and_its_roster(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    root = new_root()
    found_office(office, root)
    card = write_card(office, tmp_path / "office.toml")
    assert card.fingerprint == root.fingerprint
    assert own_words(office) == card.words
    trusted = trust(notebook, card.path, card.words.upper())
    assert (trusted.role, trusted.principal, trusted.root) == ("office", "office-1", root.fingerprint)
    with notebook.reading() as connection:
        living = trusted_office(connection, practice=False)
    assert living is not None
    assert living.fingerprint == own_keys(office).fingerprint == trusted.fingerprint
    assert living.recipient == recipient_of(own_keys(office).identity)
    # the same card again changes nothing
    assert trust(notebook, card.path, card.words) == trusted


def test_wrong_words_are_refused(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found_office(office, new_root())
    card = write_card(office, tmp_path / "office.toml")
    words = card.words.split()
    assert reason_of(notebook, card.path, " ".join(words[:5])) is Reason.WRONG_WORDS
    assert reason_of(notebook, card.path, " ".join(reversed(words))) is Reason.WRONG_WORDS
    assert reason_of(notebook, card.path, "") is Reason.WRONG_WORDS
    assert recovery_slot(notebook.home) is None


def test_a_laptop_trusts_exactly_one_root(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    enrol(office, notebook, tmp_path / "a")
    found_office(second, new_root())
    card = write_card(second, tmp_path / "second.toml")
    assert reason_of(notebook, card.path, card.words) is Reason.OTHER_ROOT


def test_a_laptop_takes_no_laptops_card(notebook: Notebook, tmp_path: Path) -> None:
    with make_notebook(tmp_path / "other") as other:
        card = write_card(other, tmp_path / "card.toml")
    assert reason_of(notebook, card.path, card.words) is Reason.CARD_NOT_FOR_US


def test_an_office_without_a_root_has_no_card(office: Notebook, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        write_card(office, tmp_path / "card.toml")
    assert caught.value.reason is Reason.NOTHING_TRUSTED
    assert not (tmp_path / "card.toml").exists()


def test_a_card_carries_keys_and_a_language_and_nothing_else(notebook: Notebook, tmp_path: Path) -> None:
    card = write_card(notebook, tmp_path / "card.toml")
    text = card.path.read_text()
    assert "Testi" not in text
    read = read_card(card.path, practice=False)
    assert read.roster is None
    assert read.card == Card(own_keys(notebook).line, recipient_of(own_keys(notebook).identity), "fi")
    assert inspect(card.path).kind == "card"


def test_practice_cards_are_not_for_real_notebooks(notebook: Notebook, tmp_path: Path) -> None:
    with make_notebook(tmp_path / "practice", role="office", practice=True) as practice:
        found_office(practice, new_root())
        card = write_card(practice, tmp_path / "card.toml")
    assert reason_of(notebook, card.path, card.words) is Reason.PRACTICE_AND_REAL


def test_a_card_signed_by_another_key_than_it_names(office: Notebook, tmp_path: Path) -> None:
    maker, other = Maker.new(practice=False), Maker.new(practice=False)
    card = Card(other.line, recipient_of(new_identity()), "fi")
    (tmp_path / "card.toml").write_bytes(maker.content(Kind.CARD, card))
    words = six_words(other.line, card.recipient, "fi")
    assert reason_of(office, tmp_path / "card.toml", words) is Reason.SENDER_IS_NOT_SIGNER


def test_a_card_whose_office_is_not_on_the_roster(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    """Who copies an office's root and roster onto a card of their own gets the right words, and nowhere."""
    found_office(office, new_root())
    theirs = read_card(write_card(office, tmp_path / "office.toml").path, practice=False).card
    maker = Maker.new(practice=False)
    forged = replace(theirs, key=maker.line)
    (tmp_path / "forged.toml").write_bytes(maker.content(Kind.CARD, forged))
    assert reason_of(notebook, tmp_path / "forged.toml", own_words(office)) is Reason.SENDER_IS_NOT_SIGNER
    other = new_root()
    forged = replace(theirs, key=maker.line, root=other.key)
    (tmp_path / "forged2.toml").write_bytes(maker.content(Kind.CARD, forged))
    words = six_words(other.key, str(theirs.root_recipient), "fi")
    assert reason_of(notebook, tmp_path / "forged2.toml", words) is Reason.OTHER_ROOT


def test_a_successor_is_taken_and_a_lower_roster_is_refused(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    root = enrol(office, notebook, tmp_path / "a")
    keys = own_keys(office)
    successor = Maker.new(practice=False)
    old = OfficeKey(keys.line, recipient_of(keys.identity), office.identity.chain, 12)
    new = OfficeKey(successor.line, recipient_of(new_identity()), new_id())
    head = Head(Kind.ROSTER, False, new_id(), datetime(2027, 1, 1, tzinfo=UTC), root.fingerprint, office=new_id())
    second_text = root.sign_roster(head, 2, (old, new)).decode()
    take_roster(notebook, read_roster(second_text, root.key, practice=False))
    with notebook.reading() as connection:
        living = trusted_office(connection, practice=False)
        listed = trusted_signers(connection, practice=False)
    assert living is not None
    assert living.fingerprint == successor.fingerprint
    assert [signer.principal for signer in listed.signers] == ["office-2", "root"]  # the old one is cut off
    first_text = root.sign_roster(head, 1, (replace(old, last_seq=None),)).decode()
    same_number = root.sign_roster(head, 2, (replace(old, last_seq=11), new)).decode()
    for text, reason in ((first_text, Reason.LOWER_ROSTER), (same_number, Reason.ROSTER_TWICE)):
        with pytest.raises(Refusal) as caught:
            take_roster(notebook, read_roster(text, root.key, practice=False))
        assert caught.value.reason is reason
    card = write_card(office, tmp_path / "old-office.toml")  # the machine that was replaced still has its old roster
    assert reason_of(notebook, card.path, card.words) is Reason.LOWER_ROSTER


def test_a_roster_of_another_root() -> None:
    root, other = new_root(), new_root()
    maker = Maker.new(practice=False)
    living = OfficeKey(maker.line, recipient_of(new_identity()), new_id())
    head = Head(Kind.ROSTER, False, new_id(), datetime(2027, 1, 1, tzinfo=UTC), root.fingerprint, office=new_id())
    text = root.sign_roster(head, 1, (living,)).decode()
    assert read_roster(text, root.key, practice=False).roster.number == 1
    with pytest.raises(Refusal) as caught:
        read_roster(text, other.key, practice=False)
    assert caught.value.reason is Reason.OTHER_ROOT


@pytest.mark.parametrize("last_seqs", [(), (5,), (None, None), (None, 5)])
def test_exactly_the_last_office_key_lives(last_seqs: tuple[int | None, ...]) -> None:
    root, maker = new_root(), Maker.new(practice=False)
    living = OfficeKey(maker.line, recipient_of(new_identity()), new_id())
    head = Head(Kind.ROSTER, False, new_id(), datetime(2027, 1, 1, tzinfo=UTC), root.fingerprint, office=new_id())
    text = root.sign_roster(head, 1, [replace(living, last_seq=last) for last in last_seqs]).decode()
    with pytest.raises(Refusal) as caught:
        read_roster(text, root.key, practice=False)
    assert caught.value.reason is Reason.BAD_FORM


def test_enrolment_writes_the_recovery_slot(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    root = enrol(office, notebook, tmp_path / "a")
    slot = recovery_slot(notebook.home)
    assert slot is not None
    assert slot.startswith("-----BEGIN AGE ENCRYPTED FILE-----\n")
    found = read_recovery(root.open_recovery(slot), reader_of(office))
    assert found.notebook == notebook.identity.notebook
    assert found.key == own_keys(notebook).fingerprint
    assert found.database_key == notebook.raw_key()
    with pytest.raises(Refusal) as caught:
        new_root().open_recovery(slot)
    assert caught.value.reason is Reason.CANNOT_UNSEAL
    with pytest.raises(Refusal) as caught:
        read_recovery(root.open_recovery(slot), Reader(Signers(())))
    assert caught.value.reason is Reason.UNKNOWN_SIGNER


def test_signers_assigns_principals_and_takes_no_free_text(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    enrol(office, notebook, tmp_path / "a")
    with make_notebook(tmp_path / "third", name='* namespaces="file"') as third:
        card = write_card(third, tmp_path / "third.toml")
        trust(office, card.path, card.words)
    lines = signers(office).splitlines()
    assert [line.split()[0] for line in lines] == ["coach-1", "coach-2", "office-1", "root"]
    assert 'namespaces="reppu-roster"' in lines[-1]
    assert "reppu-receipt" not in lines[0]
    assert "reppu-receipt" in lines[2]


def test_a_key_that_was_cut_off_cannot_be_trusted_again(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    enrol(office, notebook, tmp_path / "a")
    with office.writing() as connection:
        connection.execute(
            trusted_key.update().where(trusted_key.c.role == "coach"), {"cut_off": f"{notebook.identity.chain}/3"}
        )
    assert "coach-1" not in signers(office)
    card = write_card(notebook, tmp_path / "again.toml")
    assert reason_of(office, card.path, card.words) is Reason.KEY_CUT_OFF


def test_a_card_is_never_written_over(notebook: Notebook, tmp_path: Path) -> None:
    write_card(notebook, tmp_path / "card.toml")
    with pytest.raises(Refusal) as caught:
        write_card(notebook, tmp_path / "card.toml")
    assert caught.value.reason is Reason.FILE_EXISTS


def test_a_head_of_another_kind_is_no_card(tmp_path: Path) -> None:
    maker = Maker.new(practice=False)
    data = sign_payload(
        write_content(maker.head(Kind.CARD), Card(maker.line, "age1nothing", "fi")),
        maker.seed,
        Kind.CARD,
        practice=False,
    )
    (tmp_path / "card.toml").write_bytes(data)
    with pytest.raises(Refusal) as caught:
        read_card(tmp_path / "card.toml", practice=False)
    assert caught.value.reason is Reason.BAD_FORM
