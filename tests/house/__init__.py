"""Tests of the house itself: its wheel, its import order, its pins, its shape and its papers."""
