"""The quality criteria: what the day's rows show of each, with every row behind a figure, and what people rate."""
