"""The history: pure functions that turn a set of changes into one state, the same everywhere."""
