"""Tests of single figures: a world of a few rows each, and numbers that were worked out by hand."""
