"""A small scene for the rules of the history: chains, people and a client, and short ways to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from store.history.change import Body, Change, Scalar, Value, new_salt
from store.history.ledger import Ledger
from store.history.reading import Known, Reading, read
from store.history.shape import About, Consent, Kind, Shape

OFFICE_CHAIN = "00000000-0000-7000-8000-00000000000f"
CHAIN_A = "00000000-0000-7000-8000-00000000000a"
CHAIN_B = "00000000-0000-7000-8000-00000000000b"
CLIENT = "00000000-0000-7000-8000-0000000000c1"
DOUBLE = "00000000-0000-7000-8000-0000000000c2"
WORKER = "00000000-0000-7000-8000-0000000000e1"

OFFICE_ONLY = frozenset({"office"})


def start_is_before_end(values: Mapping[str, Value]) -> tuple[str, ...]:
    """Fail when the job ends before it starts."""
    start, end = values.get("start"), values.get("end")
    return ("end",) if isinstance(start, int) and isinstance(end, int) and start > end else ()


SHAPES = {
    shape.record: shape
    for shape in (
        Shape(
            "job",
            fields=frozenset({"client", "start", "end", "note"}),
            groups={"pay": ("cents", "basis")},
            sets=frozenset({"tasks"}),
            about=About.FIELD,
            validate=start_is_before_end,
        ),
        Shape("client", fields=frozenset({"name"}), about=About.SELF),
        Shape("phrase", fields=frozenset({"text"}), written_by=OFFICE_ONLY),
        Shape("profile", fields=frozenset({"client", "text", "replaces"}), kind=Kind.FROZEN, about=About.FIELD),
        Shape(
            "disclosure_item",
            fields=frozenset({"client"}),
            groups={"consent": ("decision", "employers", "wording")},
            consent=Consent.ITEM,
            about=About.FIELD,
        ),
        Shape(
            "disclosure_agreement",
            fields=frozenset({"client", "items", "replaces"}),
            kind=Kind.FROZEN,
            consent=Consent.AGREEMENT,
            about=About.FIELD,
        ),
        Shape(
            "withdrawal",
            fields=frozenset({"client", "scope", "item", "employer"}),
            kind=Kind.APPEND_ONLY,
            consent=Consent.WITHDRAWAL,
            about=About.FIELD,
        ),
        Shape("erasure", fields=frozenset({"client", "ground"}), kind=Kind.APPEND_ONLY, written_by=OFFICE_ONLY),
        Shape("legal_hold", fields=frozenset({"client", "ground"}), written_by=OFFICE_ONLY),
        Shape("client_join", fields=frozenset({"first", "second"}), written_by=OFFICE_ONLY),
        Shape("retraction", sets=frozenset({"ranges"}), written_by=OFFICE_ONLY),
        Shape("fork_decision", fields=frozenset({"chain", "seq"}), sets=frozenset({"keep"}), written_by=OFFICE_ONLY),
    )
}
KNOWN = Known(SHAPES, {OFFICE_CHAIN: "office", CHAIN_A: "coach", CHAIN_B: "coach"})


def numbered(number: int) -> str:
    """Return an id that says which record is meant."""
    return f"00000000-0000-7000-8000-{number:012d}"


@dataclass
class Notebook:
    """One notebook of a scene: it writes on its own chain, with parents as on its screen."""

    chain: str
    ledger: Ledger = field(default_factory=lambda: Ledger(KNOWN))
    at: datetime = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def heads(self, record_id: str) -> tuple[str, ...]:
        """Return what a form would show as known of a record now."""
        state = self.read().records.get(record_id)
        return state.heads if state else ()

    def write(
        self,
        record: str,
        record_id: str,
        values: Mapping[str, Value] | None = None,
        *,
        after: tuple[str, ...] | None = None,
        client: str | None = CLIENT,
        unset: tuple[str, ...] = (),
        add: Mapping[str, tuple[Scalar, ...]] | None = None,
        drop: Mapping[str, tuple[Scalar, ...]] | None = None,
        schema: int = 1,
    ) -> Change:
        """Write a change that knew the given changes, or what is on the screen now."""
        nobody = SHAPES[record].about is About.NOBODY if record in SHAPES else client is None
        return self.ledger.append(
            self.chain,
            record=record,
            id=record_id,
            about=() if nobody else (client or CLIENT,),
            after=self.heads(record_id) if after is None else after,
            at=self.at,
            author=WORKER,
            schema=schema,
            body=Body(new_salt(), "", values or {}, unset, add or {}, drop or {}),
        )

    def take(self, *others: Notebook) -> None:
        """Take in all that others hold."""
        for other in others:
            self.ledger.take(other.ledger.changes())

    def read(self) -> Reading:
        """Read what this notebook holds."""
        return read(self.ledger.changes(), KNOWN)


def laptops() -> tuple[Notebook, Notebook, Notebook]:
    """Return two laptops and an office."""
    return Notebook(CHAIN_A), Notebook(CHAIN_B), Notebook(OFFICE_CHAIN)
