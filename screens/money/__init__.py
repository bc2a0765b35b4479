"""Money: closing a month, statements, fees and budgets."""
