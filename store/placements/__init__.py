"""Placements: places with room, agreements in force, the supervisor's hours, and what became of them (model 3)."""
