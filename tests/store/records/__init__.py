"""Tests of the record declarations."""
