"""What the office gives to all its laptops: materials in versions, and which models are in use."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import Kind
from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, Retention, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Id,
    Line,
    ListOf,
    Prose,
    Reference,
    Required,
    Searchable,
    SetOf,
    Texts,
)
from store.records.mechanisms import Mechanism
from store.records.people import STAGES

MODELS = ("peer_coaches", "coaching", "goals_and_pilots", "placements", "experts")
"""Models 0 to 4 of domain/operating-models.md, in their order."""


class MaterialFields(Fields):
    """A form, an easy-language text or a guide, by type of client and stage (M2.8)."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.ACTIVITY,
        title=("name",),
        order=("name", "id"),
        mechanism=Mechanism.MATERIALS,
        systems=("M0.3", "M2.7", "M2.8", "M4.6"),
    )

    name: Annotated[str | None, Line(160), Required(), Searchable()] = None
    kind: Annotated[
        str | None, Choice("form_template", "easy_language", "guide", "certificate_template"), Required()
    ] = None
    themes: Annotated[str | None, Line(300), Searchable()] = None
    stage: Annotated[str | None, Choice(*STAGES)] = None
    client_types: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("client_type"))] = None
    in_use: Annotated[bool | None, Flag()] = None


class Material(MaterialFields, Record, table=True):
    """The rows of ``material``."""


class MaterialVersionFields(Fields):
    """One version of a material in one language; a new one names what it replaces (M2.8)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        written_by=OFFICE_ONLY,
        retention=Retention.ACTIVITY,
        title=("version", "language"),
        order=("-drawn_up_on", "-id"),
        day="drawn_up_on",
        indexed=("material",),
        mechanism=Mechanism.MATERIALS,
        systems=("M2.8",),
    )

    material: Annotated[Id, Reference("material"), Required()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("material_version"))] = None
    language: Annotated[str | None, Choice("fi", "sv", "en", "other"), Required()] = None
    version: Annotated[str | None, Line(40)] = None
    drawn_up_on: Annotated[date | None, Day(), Required()] = None
    material_text: Annotated[str | None, Prose(), Required(), Searchable()] = None


class MaterialVersion(MaterialVersionFields, Record, table=True):
    """The rows of ``material_version``."""


class ModelUseFields(Fields):
    """A model is in use: for everybody, or for one worker; what a coach does not use is not shown."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.STAFF,
        rules=(not_before("start", "end"),),
        title=("model", "start"),
        order=("model", "id"),
        mechanism=Mechanism.SETTINGS,
    )

    model: Annotated[str | None, Choice(*MODELS), Required()] = None
    worker: Annotated[Id, Reference("worker")] = None
    start: Annotated[date | None, Day()] = None
    end: Annotated[date | None, Day()] = None


class ModelUse(ModelUseFields, Record, table=True):
    """The rows of ``model_use``."""
