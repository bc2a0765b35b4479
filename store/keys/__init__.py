"""Keys: passphrases, slots, words to say aloud, the office root."""
