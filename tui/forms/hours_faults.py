"""What cannot be right with hours, in words; the same on the sheet, for a file and for the command line."""

from __future__ import annotations

FAULTS = {
    "future_day": "hours_fault.future_day",
    "over_24_hours": "hours_fault.over_24_hours",
    "overlap": "hours_fault.overlap",
    "written_twice": "hours_fault.written_twice",
    "outside_agreement": "hours_fault.outside_agreement",
}
"""Code of what is wrong → key of its words."""

HINDRANCES = {
    "unsettled": "hindrance.unsettled",
    "unconfirmed": "hindrance.unconfirmed",
    "twice": "hindrance.twice",
    "no_class": "hindrance.no_class",
    "outside_class": "hindrance.outside_class",
}
"""Why a month cannot be locked yet → key of its words."""
