"""What the criteria are counted from: plain frozen rows, one kind a record type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Day = date | None
Many = tuple[str, ...] | None


class Client(NamedTuple):
    """A client's time in the service."""

    id: str
    entry: Day
    closed: Day
    team: str | None
    in_work_at_entry: bool | None


class Assignment(NamedTuple):
    """Who coaches whom."""

    id: str
    client: str
    worker: str
    role: str | None
    start: Day
    end: Day


class Event(NamedTuple):
    """What was held, planned or missed."""

    id: str
    kind: str | None
    status: str | None
    day: Day
    mode: str | None
    employer: str | None
    worker: str | None


class Part(NamedTuple):
    """What an event was for one client."""

    id: str
    event: str
    client: str
    client_specific: bool | None
    has_plan_goal: bool
    job_goal: str | None
    job: str | None
    support_types: Many
    support_by: Many
    employer_support_requested: bool | None
    client_declined: bool | None


class Visit(NamedTuple):
    """What a visit was for the employer."""

    id: str
    event: str
    employer: str | None
    purposes: Many
    reviewed_on: Day


class Plan(NamedTuple):
    """A version of a job-search plan and the goals in it."""

    id: str
    client: str
    drawn_up_on: Day
    job_goals: Many


class Job(NamedTuple):
    """A job of a client."""

    id: str
    client: str
    employer: str | None
    job_type: str | None
    start: Day
    end: Day
    permanent: bool | None
    competitive: bool | None
    wage_basis: str | None
    wage_subsidy: bool | None
    loss_heard_on: Day


class Terms(NamedTuple):
    """Hours and wage of a job from a day on."""

    id: str
    job: str
    from_day: Day


class JobReview(NamedTuple):
    """What a job taught."""

    id: str
    client: str
    job: str
    day: Day
    job_occasion: str | None


class Profile(NamedTuple):
    """A version of a vocational profile."""

    id: str
    client: str
    drawn_up_on: Day


class Session(NamedTuple):
    """A meeting at which a profile was made."""

    id: str
    client: str
    day: Day
    on_a_form: bool | None
    sources: Many


class Agreement(NamedTuple):
    """A service agreement."""

    id: str
    client: str
    agreed_on: Day


class Counselling(NamedTuple):
    """Benefits counselling."""

    id: str
    client: str
    job: str | None
    day: Day
    counselled_when: str | None
    adviser_kind: str | None
    client_declined: bool | None
    reporting_help: bool | None


class PutOff(NamedTuple):
    """Something due that was put off."""

    id: str
    client: str
    subject: str | None
    due_on: Day
    postponed_why: str | None


class Talk(NamedTuple):
    """A talk about telling at work."""

    id: str
    client: str
    day: Day
    pros_and_cons: bool | None
    accommodation_linked: bool | None
    role_explained: bool | None
    occasion: str | None


class Item(NamedTuple):
    """One thing of a plan of telling."""

    id: str
    client: str
    decision: str | None
    has_wording: bool


class Told(NamedTuple):
    """What was told at work."""

    id: str
    client: str
    day: Day


class TimeUse(NamedTuple):
    """A piece of a working day."""

    id: str
    worker: str
    day: Day
    minutes: int | None
    activity: str | None
    time_place: str | None


class Leave(NamedTuple):
    """Days off."""

    id: str
    worker: str
    start: Day
    end: Day
    part_of_day: bool | None


class Share(NamedTuple):
    """A worker's working share."""

    id: str
    worker: str
    start: Day
    end: Day
    percent: int | None
    supervisor: str | None


class LogReview(NamedTuple):
    """A look through a coach's contacts."""

    id: str
    worker: str
    first_day: Day
    last_day: Day
    day: Day


class Meeting(NamedTuple):
    """A meeting."""

    id: str
    meeting_kind: str | None
    day: Day
    mode: str | None
    partner_kind: str | None
    attended: Many
    scheduled: bool | None
    client_related: bool | None
    shared_decisions: bool | None
    referral_ideas: bool | None


class Supervision(NamedTuple):
    """Supervision."""

    id: str
    supervision_kind: str | None
    day: Day
    workers: Many
    situations_reviewed: bool | None


class Mentoring(NamedTuple):
    """A supervisor out with a coach."""

    id: str
    worker: str
    day: Day


class Outreach(NamedTuple):
    """A try to reach a client."""

    id: str
    client: str
    day: Day
    outreach_kind: str | None
    outreach_by: str | None


class Referral(NamedTuple):
    """How somebody came."""

    id: str
    client: str
    day: Day
    source_kind: str | None
    referral_outcome: str | None


class Refused(NamedTuple):
    """Somebody who never became a client."""

    id: str
    day: Day
    source_kind: str | None
    refusal_reason: str | None


@dataclass(frozen=True)
class Rows:
    """Everything that a measure may look at; the name of each field is its record type."""

    client: tuple[Client, ...] = ()
    assignment: tuple[Assignment, ...] = ()
    event: tuple[Event, ...] = ()
    event_client_part: tuple[Part, ...] = ()
    event_employer_part: tuple[Visit, ...] = ()
    job_search_plan: tuple[Plan, ...] = ()
    job: tuple[Job, ...] = ()
    job_terms: tuple[Terms, ...] = ()
    job_review: tuple[JobReview, ...] = ()
    vocational_profile: tuple[Profile, ...] = ()
    profile_session: tuple[Session, ...] = ()
    service_agreement: tuple[Agreement, ...] = ()
    benefits_counselling: tuple[Counselling, ...] = ()
    postponed_due: tuple[PutOff, ...] = ()
    disclosure_discussion: tuple[Talk, ...] = ()
    disclosure_item: tuple[Item, ...] = ()
    told: tuple[Told, ...] = ()
    time_use: tuple[TimeUse, ...] = ()
    leave: tuple[Leave, ...] = ()
    working_share: tuple[Share, ...] = ()
    contact_log_review: tuple[LogReview, ...] = ()
    meeting: tuple[Meeting, ...] = ()
    supervision: tuple[Supervision, ...] = ()
    field_mentoring: tuple[Mentoring, ...] = ()
    outreach_attempt: tuple[Outreach, ...] = ()
    referral: tuple[Referral, ...] = ()
    unnamed_refusal: tuple[Refused, ...] = ()


def holds(start: Day, end: Day, day: date) -> bool:
    """Tell whether a span that may have no end holds a day; one that has no beginning holds none."""
    return start is not None and start <= day and (end is None or day <= end)
