"""Forms for every record type, their drafts, the history of a record, and deleting."""
