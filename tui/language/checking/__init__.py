"""Compiling and checking the words: tools of the people who build the program, never imported while it runs."""
