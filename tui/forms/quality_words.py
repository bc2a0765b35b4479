"""Which words say a code of the quality criteria: what a formula counts, why a row was left out, a rule, a band."""

from __future__ import annotations

PARTS = {
    "staff": "quality.part_staff",
    "organisation": "quality.part_organisation",
    "services": "quality.part_services",
}

BANDS = {
    "exemplary": "quality.band_exemplary",
    "good": "quality.band_good",
    "fair": "quality.band_fair",
    "not_supported_employment": "quality.band_not",
}

FORMULAS = {
    "caseload": "quality.formula.caseload",
    "employment_time": "quality.formula.employment_time",
    "phases": "quality.formula.phases",
    "two_teams": "quality.formula.two_teams",
    "team_contact": "quality.formula.team_contact",
    "partners": "quality.formula.partners",
    "unit": "quality.formula.unit",
    "supervisor": "quality.formula.supervisor",
    "zero_exclusion": "quality.formula.zero_exclusion",
    "agency_focus": "quality.formula.agency_focus",
    "executives": "quality.formula.executives",
    "benefits": "quality.formula.benefits",
    "disclosure": "quality.formula.disclosure",
    "assessment": "quality.formula.assessment",
    "first_contact": "quality.formula.first_contact",
    "own_goals": "quality.formula.own_goals",
    "contacts_a_week": "quality.formula.contacts_a_week",
    "contact_quality": "quality.formula.contact_quality",
    "job_types": "quality.formula.job_types",
    "employers": "quality.formula.employers",
    "open_jobs": "quality.formula.open_jobs",
    "support_kinds": "quality.formula.support_kinds",
    "support_over_time": "quality.formula.support_over_time",
    "community": "quality.formula.community",
    "outreach": "quality.formula.outreach",
}
"""Formula id → key of what it counts: the definition of a figure."""

WHY = {
    "no_entry": "quality.why.no_entry",
    "no_percent": "quality.why.no_percent",
    "no_place": "quality.why.no_place",
    "travel": "quality.why.travel",
    "no_minutes": "quality.why.no_minutes",
    "no_activity": "quality.why.no_activity",
    "in_work_at_entry": "quality.why.in_work_at_entry",
    "closed_before": "quality.why.closed_before",
    "waiting": "quality.why.waiting",
    "not_face_to_face": "quality.why.not_face_to_face",
    "no_worker": "quality.why.no_worker",
    "outside_whole_weeks": "quality.why.outside_whole_weeks",
    "not_working": "quality.why.not_working",
    "no_start": "quality.why.no_start",
    "terms_unknown": "quality.why.terms_unknown",
    "no_job_type": "quality.why.no_job_type",
    "no_employer": "quality.why.no_employer",
    "too_new": "quality.why.too_new",
    "no_team": "quality.why.no_team",
    "no_purposes": "quality.why.no_purposes",
}
"""Why a row was left out → key of its words."""

RULES = {
    "travel_time": "quality.rule.travel_time",
    "average_share": "quality.rule.average_share",
    "wage_subsidy": "quality.rule.wage_subsidy",
    "fixed_term": "quality.rule.fixed_term",
    "part_time": "quality.rule.part_time",
    "new_programme": "quality.rule.new_programme",
    "coach_view": "quality.rule.coach_view",
}

SETTINGS = {
    "left_out": "quality.setting.left_out",
    "community": "quality.setting.community",
    "not_community": "quality.setting.not_community",
    "not_open": "quality.setting.not_open",
    "open": "quality.setting.open",
    "not_permanent": "quality.setting.not_permanent",
    "permanent": "quality.setting.permanent",
    "as_full": "quality.setting.as_full",
    "by_share": "quality.setting.by_share",
    "no": "quality.setting.no",
    "yes": "quality.setting.yes",
    "team_only": "quality.setting.team_only",
    "agreed": "quality.setting.agreed",
}

BESIDE = {
    "median": "quality.beside.median",
    "waiting": "quality.beside.waiting",
    "longest_waiting": "quality.beside.longest_waiting",
    "weeks": "quality.beside.weeks",
    "weeks_of_leave": "quality.beside.weeks_of_leave",
    "teams": "quality.beside.teams",
    "sources": "quality.beside.sources",
    "kinds": "quality.beside.kinds",
}
"""Further numbers of a criterion → key of their words."""

COUNTS = {
    "in_plan": "quality.count.in_plan",
    "weekly_review": "quality.count.weekly_review",
    "monthly_review": "quality.count.monthly_review",
    "before": "quality.count.before",
    "after": "quality.count.after",
    "weekly": "quality.count.weekly",
    "monthly": "quality.count.monthly",
    "loss": "quality.count.loss",
    "long": "quality.count.long",
    "month": "quality.count.month",
    "b": "quality.count.b",
    "c": "quality.count.c",
    "d": "quality.count.d",
    "before_start": "quality.count.before_start",
    "sessions": "quality.count.sessions",
    "renewed": "quality.count.renewed",
    "losses": "quality.count.losses",
    "employers": "quality.count.employers",
    "supported": "quality.count.supported",
    "weeks": "quality.count.weeks",
    "months": "quality.count.months",
    "quarters": "quality.count.quarters",
    "scheduled_months": "quality.count.scheduled_months",
    "scheduled_quarters": "quality.count.scheduled_quarters",
    "coaches": "quality.count.coaches",
    "team_leader": "quality.count.team_leader",
    "mentoring": "quality.count.mentoring",
    "goals": "quality.count.goals",
}
"""Numbers of a criterion beside that of its line → key of what is counted."""
