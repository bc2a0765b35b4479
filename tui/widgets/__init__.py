"""Widgets that know no record type."""
