"""Cards: who somebody is, as a file, and the six words by which a person vouches for it (BUNDLE.md, "Card").

What needs the notebook is imported where it is called: a file is inspected without a database.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundle.document import write_content
from store.bundle.forms import Card, Head, Roster
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.reading import Reader, Verified, read_bundle, sign_payload
from store.bundle.seal import read_recipient, recipient_of
from store.bundle.signature import fingerprint, read_openssh_line
from store.files import write_new
from store.identifiers import new_id
from store.keys.roster import SignedRoster, public_key, read_roster
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from store.notebook import Notebook

CARD_NAME = "reppu-card"
"""Name of the file, before its number."""

WORD_COUNT = 6
"""Eleven bits a word: 66 bits."""


@dataclass(frozen=True)
class WrittenCard:
    """A card that was written, and what its owner says aloud.

    Attributes:
        path: the file.
        words: the six words, in the language of the card.
        fingerprint: `SHA256:…` of the key that they stand for.
    """

    path: Path
    words: str
    fingerprint: str


@dataclass(frozen=True)
class ReadCard:
    """A card that was read: its form holds, and nobody has vouched for it yet.

    Attributes:
        card: what it says.
        practice: whether a practice notebook made it.
        roster: the verified roster of an office's card; None on a laptop's.
    """

    card: Card
    practice: bool
    roster: SignedRoster | None

    @property
    def vouched(self) -> tuple[str, str]:
        """The key and the recipient that the six words stand for: the root's on an office's card."""
        if self.card.root is not None and self.card.root_recipient is not None:
            return self.card.root, self.card.root_recipient
        return self.card.key, self.card.recipient

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` of the key that the six words stand for."""
        return fingerprint(read_openssh_line(self.vouched[0]))


def write_card(notebook: Notebook, path: Path) -> WrittenCard:
    """Write this notebook's card. An office's brings the root's key and the current roster.

    Raises:
        Refusal: FILE_EXISTS; NOTHING_TRUSTED for an office that has no root yet; what the system said.
    """
    from store.bundle.trusted import OFFICE, held_roster, own_keys

    identity = notebook.identity
    keys = own_keys(notebook)
    language = _language(notebook)
    with notebook.reading() as connection:
        held = held_roster(connection, practice=identity.practice)
    card = Card(keys.line, recipient_of(keys.identity), language)
    if identity.role == OFFICE:
        if held is None:
            raise Refusal(Reason.NOTHING_TRUSTED)
        roster = held.roster
        card = Card(card.key, card.recipient, language, roster.root, roster.root_recipient, held.text)
    head = Head(
        kind=Kind.CARD,
        practice=identity.practice,
        id=new_id(),
        made_at=datetime.now(UTC),
        sender=keys.fingerprint,
        software=SOFTWARE,
        office="" if held is None else held.office,
    )
    write_new(path, sign_payload(write_content(head, card), keys.seed, Kind.CARD, practice=identity.practice))
    said = ReadCard(card, identity.practice, None)
    return WrittenCard(path, six_words(*said.vouched, language), said.fingerprint)


def write_card_into(notebook: Notebook, folder: Path) -> WrittenCard:
    """Write this notebook's card into a folder, under a name that says nothing of anybody and that is free there.

    Raises:
        Refusal: FOLDER_MISSING; what `write_card` refuses.
    """
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    names = (folder / f"{CARD_NAME}{'' if number == 1 else f'-{number}'}.toml" for number in count(1))
    return write_card(notebook, next(path for path in names if not path.exists()))


def read_card(path: Path, *, practice: bool) -> ReadCard:
    """Read a card: signed by the key that it names, its roster by the root that it names.

    Raises:
        Refusal: every reason of reading a bundle; OTHER_ROOT when key, roster and root do not belong together.
    """
    return card_of(read_bundle(path, Reader(practice=practice)))


def card_of(verified: Verified) -> ReadCard:
    """Return the card that a verified bundle is; see `read_card`."""
    card, head = verified.document.content, verified.document.head
    if not isinstance(card, Card):
        raise Refusal(Reason.WRONG_NAMESPACE)
    read_recipient(card.recipient)
    if public_key(card.key) != verified.key:
        raise Refusal(Reason.SENDER_IS_NOT_SIGNER)
    if card.root is None or card.roster is None or card.root_recipient is None:
        return ReadCard(card, head.practice, None)
    read_recipient(card.root_recipient)
    signed = read_roster(card.roster, card.root, practice=head.practice)
    _require_one_office(card, signed.roster)
    return ReadCard(card, head.practice, signed)


def six_words(key: str, recipient: str, language: str) -> str:
    """Return the six words of a key: the first 66 bits of SHA-256(OpenSSH line ‖ age recipient).

    Args:
        key: `ssh-ed25519 AAAA…`, with no comment.
        recipient: `age1…`.
        language: fi, en or sv: whose word list.
    """
    from store.keys.words import words_of

    digest = hashlib.sha256((key + recipient).encode()).digest()
    return " ".join(words_of(digest, WORD_COUNT, language))


def same_words(typed: str, expected: str) -> bool:
    """Compare words as typed from hearing: case, spaces, commas and hyphens do not matter."""
    return _plain(typed) == _plain(expected)


def own_words(notebook: Notebook) -> str:
    """Return the six words that the owner of this notebook says, as on its card; an office's are its root's.

    Raises:
        Refusal: NOTHING_TRUSTED for an office that has no root yet.
    """
    from store.bundle.trusted import OFFICE, held_roster, own_keys

    keys, language = own_keys(notebook), _language(notebook)
    if notebook.identity.role != OFFICE:
        return six_words(keys.line, recipient_of(keys.identity), language)
    with notebook.reading() as connection:
        held = held_roster(connection, practice=notebook.identity.practice)
    if held is None:
        raise Refusal(Reason.NOTHING_TRUSTED)
    return six_words(held.roster.root, held.roster.root_recipient, language)


def _language(notebook: Notebook) -> str:
    """Return the language of this notebook's words: that in which it was made, whatever the screen speaks now."""
    return notebook.setting("language") or "fi"


def _plain(words: str) -> list[str]:
    text = unicodedata.normalize("NFC", words).casefold()
    return "".join(letter if letter.isalpha() else " " for letter in text).split()


def _require_one_office(card: Card, roster: Roster) -> None:
    """The card's own key is the roster's living one, and the root is the same in both."""
    if (roster.root, roster.root_recipient) != (card.root, card.root_recipient):
        raise Refusal(Reason.OTHER_ROOT)
    if (roster.living.key, roster.living.recipient) != (card.key, card.recipient):
        raise Refusal(Reason.SENDER_IS_NOT_SIGNER)
