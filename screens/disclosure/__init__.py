"""What may be told: the talk held together, its summary, the four conditions, and taking back."""
