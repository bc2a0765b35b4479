"""Records that say something about the history itself: chains, erasures, holds, joins, undone bundles, forks.

The history knows the orders among them by name (store/history/office.py). No form writes them; each stands for an
act. Beside them: whose laptop a key is, and the settings that the office gives to all.
"""

from dataclasses import replace
from typing import Annotated, ClassVar

from store.history.shape import Kind
from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, Retention
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Flag,
    Id,
    Line,
    Prose,
    Reference,
    Required,
    SetOf,
    Texts,
    Whole,
)

ACT = Declaration(retention=Retention.LASTING, internal=True, order=("id",))
"""What all of them have in common: they last, and no form writes them."""

OFFICE_ACT = replace(ACT, written_by=OFFICE_ONLY)
"""… and what only the office may say."""


class ChainFields(Fields):
    """The first change of a chain: which key signs for it, whose notebook it is, and what came before it."""

    declared: ClassVar[Declaration] = replace(ACT, kind=Kind.FROZEN, title=("notebook",))

    key: Annotated[str | None, Line(200), Required()] = None
    notebook: Annotated[Id, Reference("notebook"), Required()] = None
    practice: Annotated[bool | None, Flag(), Required()] = None
    earlier: Annotated[Id, Reference("chain")] = None


class Chain(ChainFields, Record, table=True):
    """The rows of ``chain``."""


class ErasureFields(Fields):
    """Everything about a client is erased, now and whenever it arrives, on a stated ground. It is about nobody."""

    declared: ClassVar[Declaration] = replace(OFFICE_ACT, kind=Kind.APPEND_ONLY, title=("ground",))

    client: Annotated[Id, Reference("client"), Required()] = None
    ground: Annotated[str | None, Line(300), Required()] = None


class Erasure(ErasureFields, Record, table=True):
    """The rows of ``erasure``."""


class ErasureRequestFields(Fields):
    """A laptop asks for an erasure; a person at the office confirms it (DESIGN 4). About nobody, so it stays.

    No other laptop needs it: it names a client and a person's own ground.
    """

    declared: ClassVar[Declaration] = replace(ACT, kind=Kind.APPEND_ONLY, stays_at_office=True, title=("ground",))

    client: Annotated[Id, Reference("client"), Required()] = None
    ground: Annotated[str | None, Line(300), Required()] = None


class ErasureRequest(ErasureRequestFields, Record, table=True):
    """The rows of ``erasure_request``."""


class LegalHoldFields(Fields):
    """Nothing about this client may be erased while the hold stands; removing the record ends it."""

    declared: ClassVar[Declaration] = replace(OFFICE_ACT, title=("ground",))

    client: Annotated[Id, Reference("client"), Required()] = None
    ground: Annotated[str | None, Line(300), Required()] = None


class LegalHold(LegalHoldFields, Record, table=True):
    """The rows of ``legal_hold``."""


class ClientJoinFields(Fields):
    """Two clients are one person: read as one, reversibly, by removing the record."""

    declared: ClassVar[Declaration] = replace(OFFICE_ACT, title=("first",))

    first: Annotated[Id, Reference("client"), Required()] = None
    second: Annotated[Id, Reference("client"), Required()] = None
    ground: Annotated[str | None, Line(300)] = None


class ClientJoin(ClientJoinFields, Record, table=True):
    """The rows of ``client_join``."""


class RetractionFields(Fields):
    """A bundle is undone: the values of these ranges no longer count; they stay ancestors."""

    declared: ClassVar[Declaration] = replace(OFFICE_ACT, title=("ground",))

    ranges: Annotated[Texts, TEXT_COLUMN, SetOf(Line(120))] = None
    ground: Annotated[str | None, Prose(1000)] = None


class Retraction(RetractionFields, Record, table=True):
    """The rows of ``retraction``."""


class ForkDecisionFields(Fields):
    """Which branches of a chain with two meanings count, as a person at the office decided."""

    declared: ClassVar[Declaration] = replace(OFFICE_ACT, title=("chain",))

    chain: Annotated[Id, Reference("chain"), Required()] = None
    seq: Annotated[int | None, Whole(1, 2**31 - 1), Required()] = None
    keep: Annotated[Texts, TEXT_COLUMN, SetOf(Line(64))] = None
    ground: Annotated[str | None, Line(300)] = None


class ForkDecision(ForkDecisionFields, Record, table=True):
    """The rows of ``fork_decision``."""


class LaptopFields(Fields):
    """Whose laptop a signing key is, and which chains of earlier keys it goes on with, as the office assigned it."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.STAFF,
        internal=True,
        title=("key",),
        order=("id",),
        indexed=("key",),
    )

    key: Annotated[str | None, Line(64), Required()] = None
    worker: Annotated[Id, Reference("worker"), Required()] = None
    earlier: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("chain"))] = None


class Laptop(LaptopFields, Record, table=True):
    """The rows of ``laptop``."""


OFFICE_SETTINGS = ("permission_age_days", "coach_title", "own_scores", "most_idle_minutes")
"""How old a permission may be before the client is asked (USERS 4), the coaches' title (USERS, Terms), whether the
office sees each coach's own pace and scores (USERS 13), and after how many idle minutes a laptop locks at most."""


class OfficeSettingFields(Fields):
    """A setting that the office gives to all its laptops; one record a setting."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY, retention=Retention.STAFF, internal=True, title=("name",), order=("name", "id")
    )

    name: Annotated[str | None, Choice(*OFFICE_SETTINGS), Required()] = None
    value: Annotated[str | None, Line(120)] = None


class OfficeSetting(OfficeSettingFields, Record, table=True):
    """The rows of ``office_setting``."""
