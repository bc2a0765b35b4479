"""An office with laptops, and bundles that go both ways as files."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from store.bundle import export, receive, trust, write_card
from store.bundle.delivering import Delivered, deliver
from store.bundle.laptops import bind_laptop
from store.bundle.outcomes import Outcome, Received
from store.bundle.trusting import found_office
from store.history.change import Value
from store.identifiers import new_id
from store.keys.root import Root
from store.notebook import Notebook
from store.refusal import Refusal
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
    """Take one bundle of a laptop in; what is refused is raised."""
    take(office, [path])


def take(notebook: Notebook, paths: Sequence[Path]) -> tuple[Received, ...]:
    """Take files in through the public door; the first that was refused or waits is raised."""
    received = receive(notebook, paths)
    for one in received:
        if one.reason is not None and one.outcome is not Outcome.OLDER:
            raise Refusal(one.reason, **(one.values or {}))
    return received


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
    return [path for path in (written.roster, *written.files, written.erasures) if path]


def laptop_takes(laptop: Notebook, files: Iterable[Path]) -> None:
    """Take in files of the office, in the order in which they are given."""
    take(laptop, list(files))


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
