"""Forms made from what a record type declares."""
