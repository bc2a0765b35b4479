"""Keys, changes and bundles for the tests, all invented."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from store import use_log
from store.bundle.allowed_signers import Signer, Signers, signer_for_role
from store.bundle.document import write_changes_head, write_content
from store.bundle.forms import Content, Delivery, Head, Known, Range
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.reading import Reader, read_bytes, sign_payload
from store.bundle.signature import fingerprint, openssh_line, public_key_of
from store.history.change import Body, Change, Value, make_change, new_salt
from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.schema import change as change_table
from store.schema import known_chain

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Maker:
    """Somebody with a signing key."""

    seed: bytes
    practice: bool = True

    @classmethod
    def new(cls, *, practice: bool = True) -> Maker:
        return cls(secrets.token_bytes(32), practice)

    @property
    def key(self) -> bytes:
        return public_key_of(self.seed)

    @property
    def line(self) -> str:
        return openssh_line(self.key)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)

    def signer(self, role: str = "coach") -> Signer:
        return signer_for_role(role, self.key, role, practice=self.practice)

    def head(self, kind: Kind = Kind.CHANGES, recipient: str | None = None) -> Head:
        return Head(kind, self.practice, new_id(), AT, self.fingerprint, recipient, software=SOFTWARE)

    def chain(self, count: int, chain: str | None = None) -> list[Change]:
        """Return a chain of this many changes, the first of which names the key."""
        chain = chain or new_id()
        body = Body(new_salt(), set={"key": self.line, "notebook": new_id(), "practice": self.practice})
        changes = [written(chain, None, "chain", chain, body)]
        while len(changes) < count:
            changes.append(written(chain, changes[-1], "event", new_id(), event_body(len(changes))))
        return changes

    def payload(
        self,
        changes: Sequence[Change],
        *,
        ranges: Sequence[Range] | None = None,
        recipient: str | None = None,
        delivery: Delivery | None = None,
    ) -> bytes:
        known = Known() if delivery is None else None
        spans = spans_of(changes) if ranges is None and delivery is None else ranges or ()
        head = write_changes_head(self.head(recipient=recipient), known=known, delivery=delivery, ranges=spans)
        return (head + "".join(change.text for change in changes)).encode()

    def sign(self, payload: bytes, kind: Kind = Kind.CHANGES) -> bytes:
        return sign_payload(payload, self.seed, kind, practice=self.practice)

    def bundle(self, count: int = 3) -> bytes:
        return self.sign(self.payload(self.chain(count)))

    def content(self, kind: Kind, content: Content, recipient: str | None = None) -> bytes:
        return self.sign(write_content(self.head(kind, recipient), content), kind)

    def reader(self, role: str = "coach") -> Reader:
        return Reader(Signers((self.signer(role),)), practice=self.practice)


def written(chain: str, before: Change | None, record: str, id: str, body: Body, about: Sequence[str] = ()) -> Change:
    """Return the next change of a chain."""
    return make_change(
        chain=chain,
        seq=1 if before is None else before.header.seq + 1,
        before=None if before is None else before.hash,
        record=record,
        id=id,
        about=about,
        after=(),
        at=AT,
        author=new_id(),
        schema=1,
        body=body,
    )


def event_body(number: int) -> Body:
    """Return what an invented event says."""
    values: dict[str, Value] = {
        "kind": "employer_visit",
        "day": date(2026, 11, 1),
        "minutes": number,
        "notes": 'Hyllyjä "aamuisin".\n',
    }
    return Body(new_salt(), "", values, ("next_step",), {"tags": ("ä", "b")}, {"tags": ("c",)})


def spans_of(changes: Sequence[Change]) -> list[Range]:
    """Return the one range that these changes of one chain are."""
    if not changes:
        return []
    first, last = changes[0].header, changes[-1].header
    return [Range(first.chain, first.seq, last.seq, first.before)]


def refused(data: bytes, reader: Reader) -> Refusal:
    """Return the refusal of a file, which must be one."""
    with pytest.raises(Refusal) as caught:
        read_bytes(data, reader)
    return caught.value


def reason(data: bytes, reader: Reader) -> Reason:
    """Return why a file is refused."""
    return refused(data, reader).reason


def add_changes(notebook: Notebook, count: int, *, notes: str = "Hyllyjä aamuisin.") -> None:
    """Append events to a notebook's own chain, each with its line in the use log."""
    identity = notebook.identity
    with notebook.writing() as connection:
        number = connection.execute(known_chain.select().where(known_chain.c.id == identity.chain)).one().number
        own = change_table.c.chain == number
        last = connection.execute(change_table.select().where(own).order_by(change_table.c.seq.desc())).first()
        assert last is not None
        before, seq, rows = last.hash, last.seq, []
        for _ in range(count):
            seq += 1
            client = new_id()
            body = replace(event_body(seq), set={"notes": notes, "minutes": seq})
            change = make_change(
                chain=identity.chain,
                seq=seq,
                before=before,
                record="event",
                id=new_id(),
                about=(client,),
                after=(),
                at=AT,
                author=identity.worker,
                schema=1,
                body=body,
            )
            before = change.hash
            values = {"chain": number, "seq": seq, "hash": change.hash, "record": "event", "id": change.header.id}
            rows.append({**values, "client": client, "header": change.header_text, "body": change.body_text})
            use_log.write_line(
                connection, identity, use_log.Act.ADDED, client=client, record="event", id=change.header.id, at=AT
            )
        if rows:
            connection.execute(change_table.insert(), rows)
