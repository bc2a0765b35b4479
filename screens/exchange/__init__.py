"""What goes between laptop and office: taking and fetching, the inbox, conflicts and quarantine."""
