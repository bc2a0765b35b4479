"""The operating models in use: their front page, their systems with lists and figures, and their own acts."""
