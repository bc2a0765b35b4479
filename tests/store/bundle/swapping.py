"""An office and its laptops that hand real files to each other; nothing here stands in for the real thing."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from store import bundle
from store.bundle.document import write_changes_head
from store.bundle.forms import Head, Known, Range, UseRange
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.outcomes import Outcome, Received
from store.bundle.reading import sign_payload
from store.bundle.receipts import Receipt
from store.bundle.seal import open_seal, seal
from store.bundle.trusted import own_keys, trusted_office
from store.bundle.use_lines import use_text
from store.history.change import Change
from store.home import Home
from store.identifiers import new_id
from store.notebook import Notebook
from store.use_log import head as use_head
from store.writing import Entry, Saved, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.enrolment import enrol
from tests.store.exchange import changes_in


@dataclass
class Office:
    """An office, one laptop that both sides trust, and a stick."""

    office: Notebook
    laptop: Notebook
    folder: Path

    @classmethod
    def make(cls, folder: Path, office: Notebook | None = None) -> Office:
        """Make both and let them trust each other; an office that was made already may have a database."""
        if office is None:
            office = make_notebook(folder / "office", role="office", name="Testi Toimisto")
        laptop = make_notebook(folder / "laptop")
        enrol(office, laptop, folder)
        scene = cls(office, laptop, folder)
        scene.stick.mkdir()
        return scene

    @property
    def stick(self) -> Path:
        """A folder that both can reach."""
        return self.folder / "stick"

    def close(self) -> None:
        """Close both notebooks."""
        self.office.close()
        self.laptop.close()

    def copy(self, folder: Path) -> Office:
        """Return a copy of both machines, as they are now, in another folder."""
        self.close()
        shutil.copytree(self.folder, folder)
        self.open()
        twin = Office(self.office, self.laptop, folder)
        twin.open()
        return twin

    def open(self) -> None:
        """Open both notebooks again."""
        self.office = Notebook.unlock(Home(self.folder / "office"), PASSPHRASE)
        self.laptop = Notebook.unlock(Home(self.folder / "laptop"), PASSPHRASE)

    def export(self) -> Path:
        """Write one bundle of the laptop and return it."""
        target = self.folder / f"out-{secrets.token_hex(4)}"
        target.mkdir()
        (path,) = bundle.export(self.laptop, target).files
        return path

    def receipt(self, received: Sequence[Received]) -> Path:
        """Write the office's receipt for the laptop and return it."""
        target = self.folder / f"receipt-{secrets.token_hex(4)}"
        target.mkdir()
        (path,) = bundle.answer(self.office, received, target)
        return path

    def settle(self) -> None:
        """Bring everything to the office and the receipt back."""
        received = bundle.receive(self.office, [self.export()])
        assert received[0].outcome is Outcome.TAKEN, received
        (taken,) = bundle.receive(self.laptop, [self.receipt(received)])
        assert taken.outcome is Outcome.TAKEN, taken

    def bundle_of(
        self,
        changes: Sequence[Change],
        *,
        by: Notebook | None = None,
        known: Known | None = None,
        use: tuple[int, int] | None = None,
        use_file: tuple[UseRange, str] | None = None,
    ) -> Path:
        """Write a sealed bundle of some changes as the laptop would, in one part.

        Args:
            changes: in the order in which they stand; runs become ranges.
            by: whose key signs; the laptop's.
            known: what the laptop says that it knows.
            use: first and last line of the use log; all when None.
            use_file: a use log as somebody has altered it.
        """
        by = by or self.laptop
        keys = own_keys(by)
        with by.reading() as connection:
            office = trusted_office(connection, practice=False)
            first, last = use or (1, use_head(connection)[0])
            lines = use_text(connection, first, last)
        assert office is not None
        span, text = use_file or (lines.span, lines.text)
        sender = Head(
            Kind.CHANGES,
            False,
            new_id(),
            datetime.now(UTC),
            keys.fingerprint,
            office.fingerprint,
            software=SOFTWARE,
            office=office.id,
        )
        ranges: list[Range] = []
        for change in changes:
            header = change.header
            if ranges and (ranges[-1].chain, ranges[-1].last) == (header.chain, header.seq - 1):
                ranges[-1] = Range(header.chain, ranges[-1].first, header.seq, ranges[-1].before)
            else:
                ranges.append(Range(header.chain, header.seq, header.seq, header.before))
        payload = write_changes_head(sender, known=known or Known(roster=1), ranges=ranges, use=span) + text
        payload += "".join(change.text for change in changes)
        signed = sign_payload(payload.encode(), keys.seed, Kind.CHANGES, practice=False)
        path = self.folder / f"made-{secrets.token_hex(6)}.toml.age"
        path.write_bytes(seal(signed, office.recipient))
        return path


def note(notebook: Notebook, text: str, *, id: str | None = None, client: str | None = None) -> Saved:
    """Save an employer with a note, or a client's card where one is named."""
    if client is not None:
        return save(notebook, Entry("client", {"given_name": text}, id=client))
    return save(notebook, Entry("employer", {"name": text}, id=id))


def own_changes(notebook: Notebook) -> list[Change]:
    """Return the changes of the notebook's own chain, in their order."""
    chain = notebook.identity.chain
    return sorted((c for c in changes_in(notebook) if c.header.chain == chain), key=lambda c: c.header.seq)


def names_in(notebook: Notebook) -> frozenset[str]:
    """Return the names of all changes that are held."""
    return frozenset(change.name for change in changes_in(notebook))


def one(received: Sequence[Received]) -> Received:
    """Return the one answer."""
    (only,) = received
    return only


def read_receipt(path: Path, notebook: Notebook) -> Receipt:
    """Return what a receipt says that is sealed to a notebook."""
    from store.bundle.document import read_document
    from store.bundle.reading import split_signed

    content = read_document(split_signed(open_seal(path.read_bytes(), own_keys(notebook).identity)).payload).content
    assert isinstance(content, Receipt)
    return content
