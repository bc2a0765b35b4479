"""Tests of the measurements: that they can be made, never how fast anything is."""
