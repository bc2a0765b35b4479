"""What became of a file that came in: plain answers for screens and commands, with codes and never with words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from store.history.reading import Why
from store.refusal import Reason


class Outcome(StrEnum):
    """What became of one file."""

    TAKEN = "taken"
    """Something in it was new: a change, or a line of the use log."""
    KNOWN = "known"
    """Everything in it was here already: harmless."""
    OLDER = "older"
    """A receipt, roster or delivery that a later one has overtaken: nothing of it counts any more."""
    WAITING = "waiting"
    """Kept in quarantine until a person decides: a flood, or a key that was cut off."""
    REFUSED = "refused"
    """Refused with its reason; what may have been meant for us is kept in quarantine."""
    NOT_FOR_US = "not_for_us"
    """Addressed or sealed to somebody else."""
    OWN = "own"
    """This notebook wrote it."""


class Warned(StrEnum):
    """An alarm: something that no program can put right, and that a person must look into."""

    FORK = "fork"
    """A chain has two meanings: a copied or restored machine went on writing it. Subject: chain/seq."""
    OFFICE_WENT_BACK = "office_went_back"
    """The office no longer has what it had signed for. Subject: the office's chain."""
    CLONED_NOTEBOOK = "cloned_notebook"
    """Our own chain goes on elsewhere: this notebook is a copy, or was put back. Subject: chain/seq."""
    USE_LOG_REWRITTEN = "use_log_rewritten"
    """A use log says something else than it said before. Subject: fingerprint of the laptop's key."""
    LAPTOP_CAME_BACK = "laptop_came_back"
    """A laptop was made from a backup: its use log goes on from an earlier line. Subject: fingerprint of its key."""
    USE_LOG_SHORTENED = "use_log_shortened"
    """A use log has fewer lines than it had. Subject: fingerprint of the laptop's key."""


@dataclass(frozen=True)
class Alarm:
    """An alarm that nobody has settled yet.

    Attributes:
        number: of the alarm in this notebook; 0 in a dry run.
        warned: what it is about.
        subject: an id, place or fingerprint; see `Warned`.
        at: when it was raised.
    """

    number: int
    warned: Warned
    subject: str
    at: datetime


@dataclass(frozen=True)
class ClientCounts:
    """What a file does to the records of one client, or to those that are about nobody.

    Attributes:
        client: id of the client; None for records about nobody (employers, events, orders of the office).
        given_name: as the records have it after the file was taken in; empty where the client is not here.
        family_name: likewise.
        new: records that were not here before.
        changed: records that were here and got something new.
        known: changes that were here already.
        conflicting: records in which the file opened a conflict.
        held: why → how many changes of the file are kept and not applied.
    """

    client: str | None
    given_name: str = ""
    family_name: str = ""
    new: int = 0
    changed: int = 0
    known: int = 0
    conflicting: int = 0
    held: Mapping[Why, int] | None = None


@dataclass(frozen=True)
class Gap:
    """Changes of a chain that have not arrived, while later ones have.

    Attributes:
        chain: the chain.
        first: first change that is missing.
        last: last change that is missing.
        since: they were not made before this moment, by their writer's clock; None where that is not known.
        until: nor after this one.
    """

    chain: str
    first: int
    last: int
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Received:
    """What became of one file. `Look` is the same before it happens.

    Attributes:
        path: the file; None for one that was tried again from quarantine.
        outcome: what became of it.
        kind: changes, delivery, receipt, roster or card; empty where that was not found out.
        sender: `SHA256:…` of the key that signed it; empty where no signature was verified.
        principal: the sender's name in our list, "coach-1"; empty where it has none.
        bundle: id of the file; empty where it was not read so far.
        number: of the received bundle in this notebook, for `retract_bundle`; None where nothing was taken in.
        part: number of this part.
        parts: how many there are.
        made_at: when it was made, by the sender's clock.
        reason: why it was refused or waits.
        values: what the sentence of the reason names.
        quarantine: its number in quarantine; None where it is not there.
        clients: counts for each client, those about nobody first, then by name.
        changes: how many changes are in it.
        new_changes: how many of them were not here.
        gaps: what is missing on the sender's chains now.
        alarms: what it raised.
    """

    path: Path | None
    outcome: Outcome
    kind: str = ""
    sender: str = ""
    principal: str = ""
    bundle: str = ""
    number: int | None = None
    part: int = 1
    parts: int = 1
    made_at: datetime | None = None
    reason: Reason | None = None
    values: Mapping[str, str | int] | None = None
    quarantine: int | None = None
    clients: tuple[ClientCounts, ...] = ()
    changes: int = 0
    new_changes: int = 0
    gaps: tuple[Gap, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    @property
    def conflicts(self) -> int:
        """In how many records it opened a conflict."""
        return sum(line.conflicting for line in self.clients)

    @property
    def is_flood(self) -> bool:
        """Whether it waits because it is a flood: `receive(…, even_flood=True)` takes it in."""
        return self.reason is Reason.FLOOD


Look = Received
"""What would become of a file: the answer of the dry run."""


@dataclass(frozen=True)
class RefusedFile:
    """A file in quarantine.

    Attributes:
        number: in this notebook.
        at: when it came.
        reason: why it was refused, or waits.
        values: what the sentence of the reason names.
        sender: `SHA256:…` of the verified signer; empty where nothing was verified.
        size: bytes.
        kept: whether the file itself is kept here; one that was too large is not.
        waits: whether it waits for a person (a flood, a key cut off) and is not refused.
    """

    number: int
    at: datetime
    reason: Reason
    values: Mapping[str, str | int]
    sender: str
    size: int
    kept: bool
    waits: bool


@dataclass(frozen=True)
class KeptChange:
    """A change that is held and not applied, to be shown for mending.

    Attributes:
        change: its name.
        record: record type.
        id: of the record.
        client: whom it is about.
        why: why it is not applied.
        at: when it was made.
        author: id of the worker.
    """

    change: str
    record: str
    id: str
    client: str | None
    why: Why
    at: datetime
    author: str


@dataclass(frozen=True)
class ReceivedBundle:
    """A bundle that was taken in, so that it can be undone.

    Attributes:
        number: in this notebook.
        bundle: id of the file.
        sender: `SHA256:…` of the key that signed it.
        principal: the sender's name in our list.
        at: when it was taken in.
        part: number of this part.
        parts: how many there are.
        changes: how many changes came by it that were new.
        retracted: whether it was undone.
    """

    number: int
    bundle: str
    sender: str
    principal: str
    at: datetime
    part: int
    parts: int
    changes: int
    retracted: bool
