"""The practice notebook: believable, invented, the same for the same seed."""

from store.practice.notebook import MOST_CLIENTS, PracticeNotebook, create_practice_notebook

__all__ = ["MOST_CLIENTS", "PracticeNotebook", "create_practice_notebook"]
