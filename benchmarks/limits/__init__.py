"""What the promises are held against: small programs and calls that do the least that could be done."""
