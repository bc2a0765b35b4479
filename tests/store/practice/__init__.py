"""Tests of the practice notebook."""
