"""What is printed: plain records in, words and layout here (the store knows no language)."""
