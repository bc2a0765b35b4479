"""The practice notebook: believable, invented, the same for the same seed."""
