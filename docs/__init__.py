"""The pages about the house, and the programs that make their pictures and tables."""
