"""What is due, in words: what it is, why it is asked for, and by when."""

from __future__ import annotations

from datetime import date

from store.due import Due
from tui.language import _, word
from tui.language.dates import long_day, short_day

WHAT = {
    "benefits_before": "due.benefits_before",
    "benefits_change": "due.benefits_change",
    "criteria_review": "due.criteria_review",
    "disclosure_talk": "today.disclosure_talk",
    "first_contact": "today.first_contact",
    "job_loss": "due.job_loss",
    "log_review": "due.log_review",
    "mentoring": "due.mentoring",
    "plan_review": "due.plan_review",
    "profile_review": "due.profile_review",
    "support_before": "due.support_before",
    "support_monthly": "due.support_monthly",
    "support_plan_review": "due.support_plan_review",
    "support_start": "due.support_start",
    "support_weekly": "due.support_weekly",
    "talk_at_start": "due.talk_at_start",
    "talk_at_trouble": "due.talk_at_trouble",
    "activity_period_end": "due.activity_period_end",
    "agreement_review_on": "due.agreement_review_on",
    "allowance_decision_review_on": "due.allowance_decision_review_on",
    "gathering_next_day": "due.gathering_next_day",
    "goal_review_on": "due.goal_review_on",
    "idea_due_on": "due.idea_due_on",
    "outcome_check": "due.outcome_check",
    "pair_gap": "due.pair_gap",
    "person_details_tax_card_until": "due.person_details_tax_card_until",
    "placement_agreement_end": "due.placement_agreement_end",
    "series_rhythm": "due.series_rhythm",
    "team_meeting": "due.team_meeting",
    "ticket_end": "due.ticket_end",
    "working_pair_review_on": "due.working_pair_review_on",
}
"""Keys of what each rule asks for."""

WHY = {
    "benefits_before": "due.why.benefits_before",
    "benefits_change": "due.why.benefits_change",
    "criteria_review": "due.why.criteria_review",
    "disclosure_talk": "due.why.disclosure_talk",
    "first_contact": "due.why.first_contact",
    "job_loss": "due.why.job_loss",
    "log_review": "due.why.log_review",
    "mentoring": "due.why.mentoring",
    "plan_review": "due.why.plan_review",
    "profile_review": "due.why.profile_review",
    "support_before": "due.why.support_before",
    "support_monthly": "due.why.support_monthly",
    "support_plan_review": "due.why.support_plan_review",
    "support_start": "due.why.support_start",
    "support_weekly": "due.why.support_weekly",
    "talk_at_start": "due.why.talk_at_start",
    "talk_at_trouble": "due.why.talk_at_trouble",
    "activity_period_end": "due.why.activity_period_end",
    "agreement_review_on": "due.why.agreement_review_on",
    "allowance_decision_review_on": "due.why.allowance_decision_review_on",
    "gathering_next_day": "due.why.gathering_next_day",
    "goal_review_on": "due.why.goal_review_on",
    "idea_due_on": "due.why.idea_due_on",
    "outcome_check": "due.why.outcome_check",
    "pair_gap": "due.why.pair_gap",
    "person_details_tax_card_until": "due.why.person_details_tax_card_until",
    "placement_agreement_end": "due.why.placement_agreement_end",
    "series_rhythm": "due.why.series_rhythm",
    "team_meeting": "due.why.team_meeting",
    "ticket_end": "due.why.ticket_end",
    "working_pair_review_on": "due.why.working_pair_review_on",
}
"""Keys of the reason of each rule: from which day it is counted, and where the rule comes from."""


def what_said(due: Due) -> str:
    """Return what is due, in a few words."""
    return word(WHAT[due.code])


def why_said(due: Due) -> str:
    """Return why it is due: from which day it is counted, within how many days, and where that comes from."""
    return word(WHY[due.code], day=long_day(due.since), days=due.days)


def by_when(due: Due, today: date) -> str:
    """Return by when it is due, or when it was.

    Args:
        due: what is due.
        today: the day on the wall.
    """
    said = short_day(due.until)
    return _("today.late", day=said) if due.until < today else _("today.by", day=said)
