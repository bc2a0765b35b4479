"""Placements: places, needs, agreements, the supervisor's weekly sheet, and what came of it (model 3)."""
