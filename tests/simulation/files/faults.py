"""Faults planted one by one in the real doors, to show that the simulation would see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

FAULTS: Mapping[str, Callable[[], AbstractContextManager[object]]] = {}
"""Name of a fault → what plants it for as long as it is entered."""
