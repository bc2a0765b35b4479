"""Fifty invented coaches whose real, sealed bundles lie in one folder."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from store.bundle.document import write_changes_head
from store.bundle.forms import Head, Known
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.seal import new_identity, recipient_of, seal
from store.bundle.trusted import own_keys
from store.history.change import Body, Change, new_salt
from store.identifiers import new_id
from store.notebook import Notebook
from store.schema import trusted_key
from tests.store.bundle.making import AT, Maker, spans_of, written

LONG = "Keksittyä. " * 4000
"""A text so long that a hundred of them are a flood."""


def crowd(office: Notebook, coaches: int, files: int, folder: Path) -> list[Path]:
    """Write files of coaches whom the office trusts; each of a coach's files has one employer more.

    Args:
        office: who is to read them.
        coaches: how many.
        files: of each coach.
        folder: where.
    """
    recipient = recipient_of(own_keys(office).identity)
    paths = []
    for number in range(coaches):
        maker = Maker.new(practice=False)
        enrol_maker(office, maker, number + 10)
        chain = maker.chain(1)
        for _ in range(files):
            chain.append(employer(chain, f"Kahvila {number}"))
            paths.append(put(folder, maker, chain, office, recipient))
    return paths


def flood(office: Notebook, folder: Path, texts: int) -> Path:
    """Write a file that brings so many very long texts that a person has to be asked."""
    maker = Maker.new(practice=False)
    enrol_maker(office, maker, 5)
    chain = maker.chain(1)
    for _ in range(texts):
        body = Body(new_salt(), set={"name": "Pitkä Keksitty", "notes": LONG})
        chain.append(written(chain[0].header.chain, chain[-1], "employer", new_id(), body))
    return put(folder, maker, chain, office, recipient_of(own_keys(office).identity))


def enrol_maker(office: Notebook, maker: Maker, number: int) -> None:
    """Let the office trust a coach's key, as its card would."""
    row = {
        "fingerprint": maker.fingerprint,
        "key": maker.line,
        "recipient": recipient_of(new_identity()),
        "role": "coach",
        "principal": f"coach-{number}",
        "language": "fi",
        "trusted_at": datetime.now(UTC),
    }
    with office.writing() as connection:
        connection.execute(trusted_key.insert(), row)


def employer(chain: list[Change], name: str) -> Change:
    """Return the next change of a chain: an employer."""
    return written(chain[0].header.chain, chain[-1], "employer", new_id(), Body(new_salt(), set={"name": name}))


def put(folder: Path, maker: Maker, chain: list[Change], office: Notebook, recipient: str) -> Path:
    """Write all of a chain as one sealed file."""
    head = Head(Kind.CHANGES, False, new_id(), AT, maker.fingerprint, None, software=SOFTWARE)
    addressed = replace(head, recipient=own_keys(office).fingerprint)
    payload = write_changes_head(addressed, known=Known(roster=1), ranges=spans_of(chain))
    text = payload + "".join(change.text for change in chain)
    path = folder / f"nippu-{secrets.token_hex(5)}.toml.age"
    path.write_bytes(seal(maker.sign(text.encode()), recipient))
    return path
