"""Money: attendance, hours and fees, reckoned month by month, locked by the office, and held against budgets."""
