"""The notebook itself: first run, unlocking, backups, settings, the shade and the tour."""
