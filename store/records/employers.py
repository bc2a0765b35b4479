"""Employers and the people who are met there. No field of theirs can hold anybody's health (759/2004)."""

from typing import Annotated, ClassVar

from store.records.base import Declaration, Fields, Record, Retention
from store.records.marks import Choice, Flag, Id, Line, Phone, Prose, Reference, Required, Searchable, Section


class EmployerFields(Fields):
    """A workplace: facts of the employer, seen by the whole team."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.EMPLOYER,
        employer_side=True,
        title=("name", "municipality"),
        order=("name", "id"),
    )

    name: Annotated[str | None, Line(160), Required(), Searchable(), Section("employer")] = None
    business_id: Annotated[str | None, Line(20), Searchable()] = None
    sector: Annotated[str | None, Line(120), Searchable()] = None
    size: Annotated[str | None, Choice("micro", "small", "medium", "large")] = None
    municipality: Annotated[str | None, Line(80), Searchable()] = None
    street_address: Annotated[str | None, Line(200), Section("contact")] = None
    phone: Annotated[str | None, Phone(), Searchable()] = None
    email: Annotated[str | None, Line(200)] = None
    website: Annotated[str | None, Line(200)] = None
    work_done: Annotated[str | None, Prose(4000), Searchable(), Section("relationship")] = None
    notes: Annotated[str | None, Prose(4000), Searchable()] = None


class Employer(EmployerFields, Record, table=True):
    """The rows of ``employer``."""


class ContactPersonFields(Fields):
    """Somebody whom the coach meets at an employer."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.EMPLOYER,
        employer_side=True,
        title=("name", "title"),
        order=("name", "id"),
        indexed=("employer",),
    )

    employer: Annotated[Id, Reference("employer"), Required()] = None
    name: Annotated[str | None, Line(120), Required(), Searchable()] = None
    title: Annotated[str | None, Line(120)] = None
    role: Annotated[
        str | None,
        Choice("supervisor", "personnel", "owner", "workmate", "occupational_health", "other"),
    ] = None
    phone: Annotated[str | None, Phone(), Searchable()] = None
    email: Annotated[str | None, Line(200)] = None
    language: Annotated[str | None, Choice("fi", "sv", "en", "other")] = None
    left: Annotated[bool | None, Flag()] = None


class ContactPerson(ContactPersonFields, Record, table=True):
    """The rows of ``contact_person``."""
