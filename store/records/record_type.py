"""A record type as the rest of the program sees it, read from its class."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Table

from store.history.change import Value
from store.history.shape import REMOVED, About, Consent, Kind, Shape
from store.records.base import SCHEMA, Declaration, Fields, Record, Retention, name_of
from store.records.columns import Typed, declared_fields, table_of, typed
from store.records.marks import (
    Group,
    Mark,
    Private,
    Required,
    Searchable,
    Section,
    SetOf,
    tidy,
)

_Found = TypeVar("_Found")
_OF_ALL = frozenset(name for name, _ in declared_fields(Record))


@dataclass(frozen=True)
class FieldType:
    """One field of a record type.

    Attributes:
        name: its name.
        mark: what it may hold.
        required: no record is saved without it.
        searchable: search finds its words.
        private: never where an employer may see it.
        group: name of the group that it merges with, or None.
        section: heading of the form that it stands under, or "".
        typed: the type of its values.
    """

    name: str
    mark: Mark
    required: bool
    searchable: bool
    private: bool
    group: str | None
    section: str
    typed: Typed

    @property
    def is_set(self) -> bool:
        """Tell whether it merges element by element."""
        return isinstance(self.mark, SetOf)

    @property
    def choices(self) -> tuple[str, ...]:
        """The codes that it, or each of its elements, may hold."""
        element = getattr(self.mark, "element", self.mark)
        return tuple(getattr(element, "values", ()))

    def allows(self, value: Any) -> bool:
        """Tell whether a value is of its type and within what its mark allows; an absent one is within."""
        return self.typed.allows(value) and (value is None or not self.mark.fails(value))


class RecordType:
    """A record type: its fields in the order of the form, and what it declares beside them.

    Args:
        model: the table class.
    """

    def __init__(self, model: type[Record]) -> None:
        self.model = model
        self.name = name_of(model.__name__)
        self.declared: Declaration = model.declared

    def __repr__(self) -> str:
        return f"RecordType({self.name})"

    @property
    def kind(self) -> Kind:
        """How it lives on: editable, append-only, frozen."""
        return self.declared.kind

    @property
    def consent(self) -> Consent:
        """Its part in what may be told."""
        return self.declared.consent

    @property
    def about(self) -> About:
        """How its client is found."""
        return self.declared.about

    @property
    def written_by(self) -> frozenset[str]:
        """Roles that may write it."""
        return self.declared.written_by

    @property
    def retention(self) -> Retention:
        """How long it is kept."""
        return self.declared.retention

    @property
    def table_name(self) -> str:
        """The name of the table of its rows."""
        return f"record_{self.name}"

    @cached_property
    def table(self) -> Table:
        """The table of its rows, made when it is first asked for."""
        return table_of(self.model, self.table_name, self.declared.indexed)

    @cached_property
    def fields(self) -> Mapping[str, FieldType]:
        """Name of a field → what it is, in the order of the form."""
        return _read_fields(self.model)

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Name of a group → its fields, in the order of the form."""
        names = dict.fromkeys(f.group for f in self.fields.values() if f.group is not None)
        return {group: tuple(f.name for f in self.fields.values() if f.group == group) for group in names}

    @cached_property
    def sets(self) -> frozenset[str]:
        """Fields that merge element by element."""
        return frozenset(f.name for f in self.fields.values() if f.is_set)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Fields without which it is not saved."""
        return tuple(f.name for f in self.fields.values() if f.required)

    @cached_property
    def searchable(self) -> tuple[str, ...]:
        """Fields whose words search finds."""
        return tuple(f.name for f in self.fields.values() if f.searchable)

    def client_of(self, id: str, values: Mapping[str, Any]) -> str | None:
        """Return the client that a record is about, from its id and values."""
        if self.about is About.SELF:
            return id
        if self.about is About.FIELD:
            client = values.get("client")
            return client if isinstance(client, str) else None
        return None

    def check(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the names of the fields whose values are not allowed by themselves, unknown ones among them.

        Nothing is required here: this also checks the few values that a person changed.
        """
        fields = self.fields
        failing = [name for name, value in values.items() if name not in fields or not fields[name].allows(value)]
        if len(failing) < 2:
            return tuple(failing)
        places = {name: place for place, name in enumerate(fields)}
        return tuple(sorted(failing, key=lambda name: places.get(name, len(places))))

    def missing(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the names of required fields that a new record lacks."""
        return tuple(name for name in self.required if values.get(name) is None)

    def validate(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what fails in whole values: fields by themselves, missing ones, rules between them.

        A group that is absent as a whole fails nothing: a consent in conflict is hidden, and stays a record.
        """
        failing = self.check(values)
        missing = tuple(
            name
            for name in self.missing(values)
            if (group := self.fields[name].group) is None or any(member in values for member in self.groups[group])
        )
        rules = tuple(rule.name for rule in self.declared.rules if not failing and rule.fails(values))
        return (*failing, *missing, *rules)

    @cached_property
    def shape(self) -> Shape:
        """What the history must know of it."""
        return Shape(
            record=self.name,
            fields=frozenset(self.fields) - self.sets,
            groups=self.groups,
            sets=self.sets,
            kind=self.kind,
            consent=self.consent,
            about=self.about,
            written_by=self.written_by,
            schema=SCHEMA,
            validate=self.validate,
        )


def _read_fields(model: type[Record]) -> dict[str, FieldType]:
    fields: dict[str, FieldType] = {}
    section = ""
    for name, annotation in declared_fields(model):
        if name in _OF_ALL:
            continue
        marks = getattr(annotation, "__metadata__", ())
        mark = _one(marks, Mark)
        if mark is None:
            raise TypeError(f"{model.__name__}.{name} has no mark that says what it may hold")
        begins = _one(marks, Section)
        section = begins.name if begins else section
        group = _one(marks, Group)
        fields[name] = FieldType(
            name=name,
            mark=mark,
            required=_one(marks, Required) is not None,
            searchable=_one(marks, Searchable) is not None,
            private=_one(marks, Private) is not None,
            group=group.name if group else None,
            section=section,
            typed=typed(annotation),
        )
    return fields


def _one(marks: tuple[Any, ...], kind: type[_Found]) -> _Found | None:
    found = [mark for mark in marks if isinstance(mark, kind)]
    return found[0] if found else None


def tidied(values: Mapping[str, Any]) -> dict[str, Value | None]:
    """Return values in their one spelling; what is empty is None."""
    return {name: tidy(value) for name, value in values.items()}


__all__ = ["REMOVED", "FieldType", "Fields", "RecordType", "tidied"]
