"""What a coach writes down: one class a record type, a file for each part of the field."""
