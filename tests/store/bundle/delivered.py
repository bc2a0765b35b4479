"""An office with laptops, and bundles that go both ways as files."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from store.bundle import export, trust, write_card
from store.bundle.delivering import Delivered, deliver
from store.bundle.kinds import Kind, kind_of_namespace
from store.bundle.laptops import bind_laptop
from store.bundle.reading import check_signature, load, read_bytes, split_signed, unsealed
from store.bundle.signature import fingerprint, read_openssh_line
from store.bundle.trusted import COACH, give_role, own_keys, pin_relayed, reader_of
from store.bundle.trusting import found_office, take_roster_file
from store.history.change import Value
from store.identifiers import new_id
from store.keys.root import Root
from store.notebook import Notebook, put_setting
from store.schema import correspondent, setting
from store.taking_in import take_in
from store.writing import Entry, save
from tests.store.bundle.enrolment import new_root


def found(office: Notebook) -> Root:
    """Give an office its root."""
    root = new_root()
    found_office(office, root)
    return root


def join(office: Notebook, laptop: Notebook, folder: Path) -> str:
    """Exchange cards, let the office have the laptop's first bundle, and say whose it is; return its principal."""
    principal = exchange_cards(office, laptop, folder)
    hand_over(laptop, office, folder)
    bind_laptop(office, principal, laptop.identity.worker)
    return principal


def exchange_cards(office: Notebook, laptop: Notebook, folder: Path) -> str:
    """Let both trust each other; return the laptop's principal."""
    cards = folder / f"cards-{secrets.token_hex(4)}"
    cards.mkdir(parents=True)
    theirs = write_card(office, cards / "office.toml")
    trust(laptop, theirs.path, theirs.words)
    ours = write_card(laptop, cards / "laptop.toml")
    return trust(office, ours.path, ours.words).principal


def hand_over(laptop: Notebook, office: Notebook, folder: Path) -> list[Path]:
    """Export everything of a laptop and take it in at the office."""
    stick = folder / f"stick-{secrets.token_hex(4)}"
    stick.mkdir(parents=True)
    files = list(export(laptop, stick, everything=True).files)
    for path in files:
        office_takes(office, path)
    return files


def office_takes(office: Notebook, path: Path) -> None:
    """Take one bundle of a laptop in."""
    verified = read_bytes(load(path), reader_of(office))
    document, key = verified.document, verified.fingerprint
    assert document.known is not None
    with office.writing() as connection:
        for change in document.changes:
            first = change.body if change.header.seq == 1 else None
            if first is not None and fingerprint(read_openssh_line(str(first.set["key"]))) == key:
                give_role(connection, change.header.chain, COACH, key=key)
        take_in(connection, office.identity, document.changes)
        connection.execute(correspondent.delete().where(correspondent.c.key == key))
        row = {"key": key, "heard_at": datetime.now(UTC), "made_at": document.head.made_at}
        connection.execute(correspondent.insert(), {**row, **vars(document.known)})


def send(office: Notebook, principal: str, laptop: Notebook, folder: Path) -> Delivered:
    """Write a delivery and take it in."""
    written = write(office, principal, folder)
    laptop_takes(laptop, all_files(written))
    return written


def write(office: Notebook, principal: str, folder: Path) -> Delivered:
    """Write a delivery into a folder of its own."""
    stick = folder / f"delivery-{secrets.token_hex(4)}"
    stick.mkdir(parents=True)
    return deliver(office, principal, stick)


def all_files(written: Delivered) -> list[Path]:
    """Return every file of a delivery."""
    return [*([written.roster] if written.roster else []), *written.files]


def laptop_takes(laptop: Notebook, files: Iterable[Path]) -> None:
    """Take in files of the office: the roster first, then the parts of deliveries, in any order."""
    rest: list[bytes] = []
    for path in files:
        data = load(path)
        signed = split_signed(unsealed(data, own_keys(laptop).identity))
        if kind_of_namespace(check_signature(signed).namespace)[0] is Kind.ROSTER:
            take_roster_file(laptop, data)
        else:
            rest.append(data)
    for data in rest:
        _take_part(laptop, data)


def _take_part(laptop: Notebook, data: bytes) -> None:
    document = read_bytes(data, reader_of(laptop)).document
    said = document.delivery
    assert said is not None
    with laptop.writing() as connection:
        practice = laptop.identity.practice
        pin_relayed(connection, {change.header.chain for change in document.changes}, practice=practice)
        take_in(connection, laptop.identity, document.changes)
        held = {row.name: row.value for row in connection.execute(select(setting))}
        parts_of = f"delivery_parts_{said.number}"
        parts = {*held.get(parts_of, "").split(), str(document.head.part)}
        put_setting(connection, parts_of, " ".join(sorted(parts)))
        known = int(held.get("known_delivery", "0"))
        if len(parts) == document.head.parts and known >= said.since and said.number > known:
            put_setting(connection, "known_delivery", str(said.number))
            put_setting(connection, "known_settings", str(said.settings))


def assign(office: Notebook, client: str, worker: str, **values: Value) -> str:
    """Assign a client to a worker from the first of November on."""
    entry: dict[str, Value | None] = {"client": client, "worker": worker, "role": "responsible"}
    return save(office, Entry("assignment", {**entry, "start": date(2026, 11, 1), **values})).id


def new_client(notebook: Notebook, name: str) -> str:
    """Write a client's card."""
    return save(notebook, Entry("client", {"given_name": name}, id=new_id())).id


def names(notebook: Notebook, record: str = "client", field: str = "given_name") -> Sequence[str]:
    """Return what one field holds in all records of a type."""
    from store.reading import list_records

    return sorted(str(row.values[field]) for row in list_records(notebook, record) if field in row.values)
