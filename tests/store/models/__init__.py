"""The operating models: what is counted, who uses which, and the acts over several records."""
