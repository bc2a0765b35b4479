"""The examples of docs/bundle.md: made here from keys that everybody knows, and never used for anything else.

``python -m tests.store.bundle.examples`` prints them; a test holds the page against them.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from store.bundle.document import write_changes_head, write_content
from store.bundle.forms import (
    Card,
    Content,
    Delivery,
    Erased,
    Erasures,
    Head,
    Known,
    OfficeKey,
    Range,
    Roster,
    UseRange,
)
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.reading import sign_payload
from store.bundle.receipts import Held, NotApplied, OpenConflict, Receipt, Waiting
from store.bundle.signature import fingerprint, openssh_line, public_key_of
from store.history.change import Body, Change, Scalar, Value, make_change
from store.use_log import UseLine

LAPTOP, OFFICE, ROOT = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
RECIPIENTS = {
    LAPTOP: "age10ytr6s6yjthv8cu9csely0jmnn27gm5tasp09ywfrp2dltp0q93sl95fz0",
    OFFICE: "age1gq0r03etf8q3wkc89knlxrgxar8nsdke204r05cmeggc9z4f25yszfgqvt",
    ROOT: "age1e0rmngresad8zvmdslyhja4kr5makd9rm3rdgm4ezajnywehlfsqr6x5yg",
}
CHAIN, OFFICE_CHAIN = "01930000-0000-7000-8000-00000000c0a1", "01930000-0000-7000-8000-0000000000ff"
WORKER, OFFICE_WORKER = "01930000-0000-7000-8000-00000000a001", "01930000-0000-7000-8000-00000000a0ff"
CLIENT, DOUBLE, GONE = (f"01930000-0000-7000-8000-00000000c1{number:02d}" for number in range(3))
EMPLOYER = "01930000-0000-7000-8000-00000000e001"
CONTROLLER = "01930000-0000-7000-8000-00000000000f"
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class _Chain:
    """Appends changes with ids, salts and times that are the same at every run."""

    def __init__(self, chain: str, worker: str, seed: bytes) -> None:
        self.id = chain
        self.worker = worker
        self.changes: list[Change] = []
        first: dict[str, Value] = {
            "key": openssh_line(public_key_of(seed)),
            "notebook": _id(chain, 0),
            "practice": True,
        }
        self.add("chain", chain, first)

    def add(
        self,
        record: str,
        id: str,
        values: Mapping[str, Value],
        *,
        client: str | None = None,
        after: tuple[Change, ...] = (),
        reason: str = "",
        unset: tuple[str, ...] = (),
        add: Mapping[str, tuple[Scalar, ...]] | None = None,
        drop: Mapping[str, tuple[Scalar, ...]] | None = None,
    ) -> Change:
        seq = len(self.changes) + 1
        change = make_change(
            chain=self.id,
            seq=seq,
            before=self.changes[-1].hash if self.changes else None,
            record=record,
            id=id,
            about=() if client is None else (client,),
            after=[each.name for each in after],
            at=START + timedelta(hours=seq),
            author=self.worker,
            schema=1,
            body=Body(f"{seq:032x}", reason, values, unset, add or {}, drop or {}),
        )
        self.changes.append(change)
        return change


def _id(chain: str, number: int) -> str:
    return f"{chain[:-4]}d{number:03d}"


def examples() -> dict[str, str]:
    """Return the examples by name, each a whole signed file."""
    laptop = _laptop_chain()
    office = _office_chain(laptop)
    roster = _signed(ROOT, Kind.ROSTER, _roster())
    return {
        "changes from a laptop": _from_laptop(laptop),
        "changes from the office": _from_office(laptop, office),
        "receipt": _signed(OFFICE, Kind.RECEIPT, _receipt(laptop, office), _print(LAPTOP)),
        "card of a laptop": _signed(LAPTOP, Kind.CARD, Card(_line(LAPTOP), RECIPIENTS[LAPTOP], "fi")),
        "roster": roster,
        "card of the office": _signed(
            OFFICE,
            Kind.CARD,
            Card(_line(OFFICE), RECIPIENTS[OFFICE], "fi", _line(ROOT), RECIPIENTS[ROOT], roster),
        ),
        "erasure list": _signed(OFFICE, Kind.ERASURES, Erasures((Erased(GONE, office[1].name, MADE),))),
    }


def _laptop_chain() -> list[Change]:
    chain = _Chain(CHAIN, WORKER, LAPTOP)
    visit, item = _id(CHAIN, 1), _id(CHAIN, 2)
    wish: dict[str, Value] = {
        "kind": "employer_visit",
        "employer": EMPLOYER,
        "day": date(2026, 11, 20),
        "notes": "Tarvitsee hyllyttäjän.",
    }
    first = chain.add("event", visit, wish)
    edit: dict[str, Value] = {"notes": 'Tarvitsee hyllyttäjän aamuihin.\nSanoi: "4 t/pv käy."', "minutes": 45}
    second = chain.add("event", visit, edit, after=(first,), unset=("next_step",), reason="tarkennus puhelusta")
    chain.add("event", visit, {}, after=(second,), add={"done": ("asked_needs",)}, drop={"done": ("told_service",)})
    stray = chain.add("event", _id(CHAIN, 3), wish)
    chain.add("event", _id(CHAIN, 3), {"removed": True}, after=(stray,), reason="kirjattu kahdesti")
    consent: dict[str, Value] = {
        "decision": "told",
        "employers": (EMPLOYER,),
        "wording": "Muistan parhaiten, kun saan ohjeet kirjallisina.",
    }
    told = chain.add("disclosure_item", item, {"client": CLIENT, **consent}, client=CLIENT)
    agreed: dict[str, Value] = {"client": CLIENT, "items": (told.name,), "agreed_on": date(2026, 11, 20)}
    version = chain.add("disclosure_agreement", _id(CHAIN, 4), agreed, client=CLIENT)
    chain.add(
        "disclosure_agreement",
        _id(CHAIN, 5),
        agreed | {"replaces": (_id(CHAIN, 4),), "review_on": date(2027, 2, 20)},
        client=CLIENT,
        after=(version,),
    )
    chain.add(
        "withdrawal", _id(CHAIN, 6), {"client": CLIENT, "scope": "item", "item": item}, client=CLIENT, after=(told,)
    )
    chain.add("client", GONE, {"name": "Keksitty Henkilö"}, client=GONE)
    return chain.changes


def _office_chain(laptop: list[Change]) -> list[Change]:
    chain = _Chain(OFFICE_CHAIN, OFFICE_WORKER, OFFICE)
    chain.add("erasure", _id(OFFICE_CHAIN, 1), {"client": GONE, "ground": "retention_ended"})
    chain.add("client_join", _id(OFFICE_CHAIN, 2), {"first": CLIENT, "second": DOUBLE}, reason="sama henkilö")
    span = f"{CHAIN}/5/6/{laptop[5].hash[:16]}"
    chain.add("retraction", _id(OFFICE_CHAIN, 3), {}, add={"ranges": (span,)}, reason="väärä tikku")
    return chain.changes


def _from_laptop(changes: list[Change]) -> str:
    line = UseLine(1, START, WORKER, "opened", None, None, None, "", None, "")
    head = hashlib.sha256(line.text.encode()).hexdigest()
    text = write_changes_head(
        _head(LAPTOP, Kind.CHANGES, 1, _print(OFFICE)),
        known=Known(7, 12, 3, 840, "0" * 64),
        ranges=[Range(CHAIN, 1, len(changes), None)],
        use=UseRange(1, 1, None, head),
    )
    payload = text + line.text + "".join(change.text for change in changes)
    return _sign(LAPTOP, Kind.CHANGES, payload.encode())


def _from_office(laptop: list[Change], office: list[Change]) -> str:
    head = write_changes_head(_head(OFFICE, Kind.CHANGES, 2, _print(LAPTOP)), delivery=Delivery(8, 12, 3, 7))
    erased = laptop[-1].without_body()  # its client was erased: the header alone travels
    payload = head + "".join(change.text for change in (*office, erased))
    return _sign(OFFICE, Kind.CHANGES, payload.encode())


def _receipt(laptop: list[Change], office: list[Change]) -> Receipt:
    last, own = laptop[-1], office[-1]
    return Receipt(
        (_id(CHAIN, 900),),
        OFFICE_CHAIN,
        own.header.seq,
        own.hash,
        (Held(CHAIN, last.header.seq, last.hash, 9),),
        (Waiting(_id(CHAIN, 800), 101, 124),),
        (NotApplied(laptop[3].name, "values_fail"),),
        (OpenConflict("event", _id(CHAIN, 1), "notes"),),
    )


def _roster() -> Roster:
    retired = OfficeKey(_line(bytes(range(96, 128))), RECIPIENTS[LAPTOP], _id(OFFICE_CHAIN, 9), 839)
    living = OfficeKey(_line(OFFICE), RECIPIENTS[OFFICE], OFFICE_CHAIN)
    return Roster(3, _line(ROOT), RECIPIENTS[ROOT], (retired, living))


def _head(seed: bytes, kind: Kind, number: int, recipient: str | None = None) -> Head:
    return Head(kind, True, _id(CHAIN, 900 + number), MADE, _print(seed), recipient, 1, 1, 1, SOFTWARE, CONTROLLER)


def _signed(seed: bytes, kind: Kind, content: Content, recipient: str | None = None) -> str:
    number = list(Kind).index(kind) * 10 + (seed == OFFICE)
    return _sign(seed, kind, write_content(_head(seed, kind, number, recipient), content))


def _sign(seed: bytes, kind: Kind, payload: bytes) -> str:
    return sign_payload(payload, seed, kind, practice=True).decode()


def _line(seed: bytes) -> str:
    return openssh_line(public_key_of(seed))


def _print(seed: bytes) -> str:
    return fingerprint(public_key_of(seed))


if __name__ == "__main__":
    for name, text in examples().items():
        sys.stdout.write(f"#### {name}\n\n```toml\n{text}```\n\n")
