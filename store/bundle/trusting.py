"""Trust: keys are pinned here, once, by six words typed from hearing; no question of trust is asked later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from store.bundle.allowed_signers import PRINCIPAL
from store.bundle.cards import ReadCard, read_card, same_words, six_words
from store.bundle.ended_office import forget_beyond
from store.bundle.forms import Head, OfficeKey, Roster
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.reading import unsealed
from store.bundle.recovery import make_recovery
from store.bundle.seal import recipient_of
from store.bundle.signature import fingerprint, read_openssh_line
from store.bundle.trusted import COACH, OFFICE, ROOT, held_roster, own_keys
from store.identifiers import new_id
from store.keys.roster import SignedRoster, read_roster, require_successor
from store.keys.slots import set_recovery_slot
from store.refusal import Reason, Refusal
from store.schema import trusted_key
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.keys.root import Root
    from store.notebook import Identity, Notebook

FORGOTTEN = f"{OFFICE}-forgotten"
"""Principal of an office key that its own office knows no more, after it was restored; it is cut off."""


@dataclass(frozen=True)
class Trusted:
    """A key that is trusted from now on.

    Attributes:
        role: "office" or "coach".
        principal: its name in `allowed_signers`.
        fingerprint: `SHA256:…` of its signing key.
        root: `SHA256:…` of the root behind an office; None for a coach.
    """

    role: str
    principal: str
    fingerprint: str
    root: str | None


def trust_card(notebook: Notebook, path: Path, words: str) -> Trusted:
    """Accept a card whose six words were typed as they were heard.

    A laptop trusts exactly one office root; an office trusts its laptops. Laptops never exchange bundles with each
    other, so a laptop takes no laptop's card.

    Raises:
        Refusal: every reason of reading a card; WRONG_WORDS; OTHER_ROOT; LOWER_ROSTER; ROSTER_TWICE; CARD_NOT_FOR_US.
            Nothing was changed.
    """
    read = read_card(path, practice=notebook.identity.practice)
    if not same_words(words, six_words(*read.vouched, read.card.language)):
        raise Refusal(Reason.WRONG_WORDS)
    if read.roster is None:
        if notebook.identity.role != OFFICE:
            raise Refusal(Reason.CARD_NOT_FOR_US)
        return _trust_laptop(notebook, read)
    return take_roster(notebook, read.roster)


def take_roster(notebook: Notebook, signed: SignedRoster) -> Trusted:
    """Keep a roster that was verified: from a card whose words were right, or from the root that is trusted already.

    The office keys that it no longer lists as living are cut off, and the recovery slot is written to the root.

    Raises:
        Refusal: OTHER_ROOT, LOWER_ROSTER, ROSTER_TWICE.
    """
    with notebook.writing() as connection:
        trusted = keep_roster(connection, notebook.identity, signed)
    write_recovery(notebook, signed.roster)
    return trusted


def take_roster_file(notebook: Notebook, data: bytes) -> Trusted:
    """Keep a roster that came as a file of its own, beside a delivery: the root's own signed text, sealed to us.

    Only the one root that is pinned here can have signed it; no question of trust is asked.

    Args:
        notebook: an enrolled notebook.
        data: the file as it was read.

    Raises:
        Refusal: NOTHING_TRUSTED; OTHER_ROOT, LOWER_ROSTER; WRONG_NAMESPACE for what is no roster; every reason of
            reading a bundle. Nothing was changed.
    """
    practice = notebook.identity.practice
    with notebook.reading() as connection:
        held = held_roster(connection, practice=practice)
    if held is None:
        raise Refusal(Reason.NOTHING_TRUSTED)
    text = unsealed(data, own_keys(notebook).identity)
    try:
        signed = read_roster(text.decode(), held.roster.root, practice=practice)
    except UnicodeDecodeError as error:
        raise Refusal(Reason.NOT_A_BUNDLE) from error
    return take_roster(notebook, signed)


def keep_roster(connection: Connection, identity: Identity, signed: SignedRoster) -> Trusted:
    """Keep a verified roster inside a transaction that does more; see `take_roster`.

    Args:
        connection: from a writing transaction.
        identity: of this notebook.
        signed: the roster.
    """
    roster = signed.roster
    held = held_roster(connection, practice=identity.practice)
    require_successor(None if held is None else held.roster, roster)
    _put(connection, roster.root, roster.root_recipient, ROOT, ROOT, text=signed.text)
    for number, each in enumerate(roster.identities, 1):
        cut_off = None if each.last_seq is None else f"{each.chain}/{each.last_seq}"
        _put(connection, each.key, each.recipient, OFFICE, f"{OFFICE}-{number}", cut_off=cut_off)
    ends = {each.chain: each.last_seq for each in roster.identities if each.last_seq is not None}
    for gone in _no_longer_named(None if held is None else held.roster, roster):
        _put(connection, gone.key, gone.recipient, OFFICE, FORGOTTEN, cut_off=f"{gone.chain}/0")
        ends[gone.chain] = 0
    write_line(connection, identity, Act.TRUSTED, ground=f"roster-{roster.number}")
    forget_beyond(connection, ends)
    living = fingerprint(read_openssh_line(roster.living.key))
    root = fingerprint(read_openssh_line(roster.root))
    return Trusted(OFFICE, f"{OFFICE}-{len(roster.identities)}", living, root)


def _no_longer_named(held: Roster | None, offered: Roster) -> list[OfficeKey]:
    """Return the office keys that a later roster knows nothing of: its office was put back behind them."""
    named = {each.key for each in offered.identities}
    return [] if held is None else [each for each in held.identities if each.key not in named]


def found_office(notebook: Notebook, root: Root) -> Trusted:
    """Make an office of this notebook: the root signs the first roster, whose one identity is this notebook.

    Args:
        notebook: an open notebook of role office.
        root: just made (`create_root`) or read from its stick.

    Raises:
        Refusal: OTHER_ROOT or LOWER_ROSTER when it has a roster already.
    """
    keys = own_keys(notebook)
    identity = notebook.identity
    head = Head(
        kind=Kind.ROSTER,
        practice=identity.practice,
        id=new_id(),
        made_at=datetime.now(UTC),
        sender=root.fingerprint,
        software=SOFTWARE,
        office=new_id(),
    )
    own = OfficeKey(keys.line, recipient_of(keys.identity), identity.chain)
    text = root.sign_roster(head, 1, (own,)).decode()
    return take_roster(notebook, read_roster(text, root.key, practice=identity.practice))


def write_recovery(notebook: Notebook, roster: Roster) -> None:
    """Write the recovery slot: this notebook's key, sealed to the root and signed by this notebook."""
    keys = own_keys(notebook)
    set_recovery_slot(
        notebook.home,
        make_recovery(
            notebook=notebook.identity.notebook,
            database_key=notebook.raw_key(),
            seed=keys.seed,
            recipient=roster.root_recipient,
            practice=notebook.identity.practice,
        ),
    )


def _trust_laptop(notebook: Notebook, read: ReadCard) -> Trusted:
    key = read.card.key
    shown = fingerprint(read_openssh_line(key))
    with notebook.writing() as connection:
        row = connection.execute(select(trusted_key).where(trusted_key.c.fingerprint == shown)).first()
        if row is not None and row.cut_off is not None:
            # A key that is cut off stays so: a new enrolment brings a new key.
            raise Refusal(Reason.KEY_CUT_OFF, fingerprint=shown)
        if row is not None and row.role != COACH:
            raise Refusal(Reason.CARD_NOT_FOR_US)
        principal = row.principal if row is not None else _next_principal(connection)
        _put(connection, key, read.card.recipient, COACH, principal, language=read.card.language)
        write_line(connection, notebook.identity, Act.TRUSTED, ground=principal)
    return Trusted(COACH, principal, shown, None)


def _next_principal(connection: Connection) -> str:
    count = connection.execute(select(func.count()).where(trusted_key.c.role == COACH)).scalar_one()
    principal = f"{COACH}-{count + 1}"
    if PRINCIPAL.fullmatch(principal) is None:
        raise ValueError(principal)
    return principal


def _put(
    connection: Connection,
    key: str,
    recipient: str,
    role: str,
    principal: str,
    *,
    language: str | None = None,
    cut_off: str | None = None,
    text: str | None = None,
) -> None:
    """Pin a key, or bring what is pinned to the newest state."""
    shown = fingerprint(read_openssh_line(key))
    values = {
        "key": key,
        "recipient": recipient,
        "role": role,
        "principal": principal,
        "language": language,
        "cut_off": cut_off,
        "text": text,
        "trusted_at": datetime.now(UTC),
    }
    same = trusted_key.c.fingerprint == shown
    if connection.execute(trusted_key.update().where(same), values).rowcount == 0:
        connection.execute(trusted_key.insert(), {"fingerprint": shown, **values})
