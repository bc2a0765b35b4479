"""The office's shared database: the same store on PostgreSQL, for several workers at once (DESIGN 5)."""
