"""The office's own day: workers, laptops, who coaches whom, and the statistics."""
