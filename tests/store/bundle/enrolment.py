"""An office with its root, and a laptop that both sides trust."""

from __future__ import annotations

import secrets
from pathlib import Path

from store.bundle import trust, write_card
from store.bundle.seal import new_identity
from store.bundle.trusting import found_office
from store.keys.root import Root
from store.notebook import Notebook


def new_root() -> Root:
    """Return a root that stands on no stick: making the files is slow by design, and tested by itself."""
    return Root(secrets.token_bytes(32), new_identity())


def enrol(office: Notebook, laptop: Notebook, folder: Path) -> Root:
    """Found an office, exchange both cards, and return the root."""
    root = new_root()
    found_office(office, root)
    cards = folder.parent / f"cards-{secrets.token_hex(4)}"
    cards.mkdir()
    theirs = write_card(office, cards / "office.toml")
    trust(laptop, theirs.path, theirs.words)
    ours = write_card(laptop, cards / "laptop.toml")
    trust(office, ours.path, ours.words)
    return root
