"""Disclosure: what may be told at work, to whom, when and in which words, and what was told (criterion 13)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from store.history.shape import About, Consent, Kind
from store.records.base import Declaration, Fields, Record, Rule, needs, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Group,
    Id,
    Line,
    ListOf,
    Minutes,
    PlaceKey,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    SetOf,
    Texts,
    Whole,
)

TYPICAL_ITEMS = (
    "contact_employers",
    "use_of_name",
    "coach_and_organisation",
    "service_or_work_activity",
    "wage_subsidy",
    "time_out_of_work",
    "written_instructions",
    "breaks_and_quiet",
    "shorter_days",
    "learning_or_reading",
    "symptom_in_everyday_words",
    "mental_health",
    "name_of_condition",
    "medication",
    "sensory_or_physical",
    "sick_leave_history",
    "disability_pension",
    "own",
)
"""The typical items of the worksheets (paperwork.md 2.2, block 5 and 6), and ``own`` for the client's own."""

TO_WHOM = ("supervisor", "personnel", "occupational_health", "workmate", "everybody", "peer_coach")
WHEN = ("contact", "application", "interview", "offer", "start", "after_trial", "when_needed")
WHO_SAYS = ("client", "together", "coach")


class DisclosureDiscussionFields(Fields):
    """One talk about telling at work. Several talks, with pros and cons, are criterion 13 b to d."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("day",),
        order=("-day", "-id"),
        day="day",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    minutes: Annotated[int | None, Minutes()] = None
    mode: Annotated[str | None, Choice("face_to_face", "phone", "video", "message")] = None
    present: Annotated[
        Texts,
        TEXT_COLUMN,
        SetOf(Choice("coach", "client", "peer_coach", "interpreter", "guardian", "relative")),
    ] = None
    event: Annotated[Id, Reference("event")] = None
    freedom_explained: Annotated[bool | None, Flag(), Private(), Section("covered")] = None
    role_explained: Annotated[bool | None, Flag(), Private()] = None
    pros_and_cons: Annotated[bool | None, Flag(), Private()] = None
    accommodation_linked: Annotated[bool | None, Flag(), Private()] = None
    wording_practised: Annotated[bool | None, Flag(), Private()] = None
    occasion: Annotated[
        str | None,
        Choice("first", "two_months_without_job", "job_start", "trouble_at_work", "client_asked", "other"),
        Private(),
    ] = None
    needs: Annotated[str | None, Prose(), Private(), Searchable(), Section("talk")] = None
    matters_most: Annotated[str | None, Prose(), Private(), Searchable()] = None
    fears: Annotated[str | None, Prose(), Private(), Searchable()] = None
    accommodation: Annotated[str | None, Prose(), Private(), Searchable()] = None
    sureness: Annotated[int | None, Whole(0, 10), Private()] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None
    next_day: Annotated[date | None, Day(), Private()] = None


class DisclosureDiscussion(DisclosureDiscussionFields, Record, table=True):
    """The rows of ``disclosure_discussion``."""


class DisclosurePlanFields(Fields):
    """The plan that the items belong to. What may be told stands in the items alone."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("started", "review_on"),),
        title=("started",),
        order=("-started", "-id"),
        day="started",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    started: Annotated[date | None, Day(), Required()] = None
    review_on: Annotated[date | None, Day(), Private()] = None
    paused_at: Annotated[Id, Reference("disclosure_item"), Private()] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None


class DisclosurePlan(DisclosurePlanFields, Record, table=True):
    """The rows of ``disclosure_plan``."""


class DisclosureItemFields(Fields):
    """One thing, and whether, where, to whom, when, by whom and in which words it is told.

    All that the consent consists of is one group: fields merged apart would make a consent that nobody gave.
    """

    declared: ClassVar[Declaration] = Declaration(
        consent=Consent.ITEM,
        about=About.FIELD,
        rules=(needs("own_item_needs_words", "item", "own", "own_item"),),
        title=("item", "own_item"),
        order=("place", "id"),
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    plan: Annotated[Id, Reference("disclosure_plan")] = None
    place: Annotated[str | None, PlaceKey()] = None
    item: Annotated[
        str | None, Choice(*TYPICAL_ITEMS), Group("consent"), Private(), Section("decision"), Required()
    ] = None
    own_item: Annotated[str | None, Line(200), Group("consent"), Private(), Searchable()] = None
    decision: Annotated[
        str | None, Choice("tell", "do_not_tell", "decide_later"), Group("consent"), Private(), Required()
    ] = None
    employers: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("employer")), Group("consent"), Private()] = None
    all_agreed_employers: Annotated[bool | None, Flag(), Group("consent"), Private()] = None
    to_whom: Annotated[Texts, TEXT_COLUMN, ListOf(Choice(*TO_WHOM)), Group("consent"), Private()] = None
    when: Annotated[str | None, Choice(*WHEN), Group("consent"), Private()] = None
    who_says: Annotated[str | None, Choice(*WHO_SAYS), Group("consent"), Private()] = None
    wording: Annotated[str | None, Prose(2000), Group("consent"), Private(), Searchable(), Section("words")] = None
    not_to_say: Annotated[str | None, Prose(2000), Group("consent"), Private(), Searchable()] = None
    if_asked: Annotated[str | None, Prose(2000), Group("consent"), Private(), Searchable()] = None
    asked_on: Annotated[date | None, Day(), Group("consent"), Private()] = None
    pros: Annotated[str | None, Prose(4000), Private(), Searchable(), Section("weighing")] = None
    cons: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class DisclosureItem(DisclosureItemFields, Record, table=True):
    """The rows of ``disclosure_item``."""


class DisclosureAgreementFields(Fields):
    """What the client agreed to, by the names of the very changes that it covers; anything else is not told."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        consent=Consent.AGREEMENT,
        about=About.FIELD,
        rules=(not_before("agreed_on", "review_on"),),
        title=("agreed_on",),
        order=("-agreed_on", "-id"),
        day="agreed_on",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    plan: Annotated[Id, Reference("disclosure_plan")] = None
    items: Annotated[Texts, TEXT_COLUMN, ListOf(Line(120), 1000), Private()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("disclosure_agreement"))] = None
    agreed_on: Annotated[date | None, Day(), Required()] = None
    review_on: Annotated[date | None, Day()] = None
    how: Annotated[str | None, Choice("signed", "spoken")] = None
    copy_given: Annotated[bool | None, Flag()] = None


class DisclosureAgreement(DisclosureAgreementFields, Record, table=True):
    """The rows of ``disclosure_agreement``."""


class WithdrawalFields(Fields):
    """The client took a permission back: at once, no reason asked, for all, an item or an employer (USERS 4)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        consent=Consent.WITHDRAWAL,
        about=About.FIELD,
        rules=(
            needs("withdrawal_needs_item", "scope", "item", "item"),
            needs("withdrawal_needs_employer", "scope", "employer", "employer"),
        ),
        title=("scope", "day"),
        order=("-day", "-id"),
        day="day",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    scope: Annotated[str | None, Choice("all", "item", "employer"), Required()] = None
    item: Annotated[Id, Reference("disclosure_item"), Private()] = None
    employer: Annotated[Id, Reference("employer"), Private()] = None
    day: Annotated[date | None, Day()] = None


class Withdrawal(WithdrawalFields, Record, table=True):
    """The rows of ``withdrawal``."""


def _told_without_content(values: Mapping[str, Any]) -> bool:
    return values.get("item") is None and values.get("words") is None


class ToldFields(Fields):
    """What was in fact told, when, to whom and in which words; written once, never altered (paperwork.md 2.2)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        about=About.FIELD,
        rules=(Rule("told_needs_item_or_words", ("item", "words"), _told_without_content),),
        title=("day", "words"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "employer"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    employer: Annotated[Id, Reference("employer")] = None
    event: Annotated[Id, Reference("event")] = None
    item: Annotated[Id, Reference("disclosure_item"), Private()] = None
    words: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    to_whom: Annotated[Texts, TEXT_COLUMN, ListOf(Choice(*TO_WHOM)), Private()] = None
    told_by: Annotated[str | None, Choice(*WHO_SAYS)] = None
    deviation: Annotated[bool | None, Flag(), Private()] = None
    client_informed_on: Annotated[date | None, Day(), Private()] = None
    reaction: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    accommodation_given: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class Told(ToldFields, Record, table=True):
    """The rows of ``told``."""


class PhraseFields(Fields):
    """An example of words for a typical item, in the three languages (criterion 13 c); the office can add more."""

    declared: ClassVar[Declaration] = Declaration(title=("item",), order=("item", "place", "id"))

    item: Annotated[str | None, Choice(*TYPICAL_ITEMS), Required()] = None
    place: Annotated[str | None, PlaceKey()] = None
    text_fi: Annotated[str | None, Prose(1000), Searchable()] = None
    text_sv: Annotated[str | None, Prose(1000), Searchable()] = None
    text_en: Annotated[str | None, Prose(1000), Searchable()] = None


class Phrase(PhraseFields, Record, table=True):
    """The rows of ``phrase``."""
