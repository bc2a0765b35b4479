"""The app: what opens, locks, hides and closes."""
