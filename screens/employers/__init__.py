"""Employers: the list, and one with its visits and contact persons."""
