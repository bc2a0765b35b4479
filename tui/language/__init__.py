"""The words: three languages, one key each."""
