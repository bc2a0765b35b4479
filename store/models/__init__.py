"""The operating models in use: their systems, what is counted of each, and acts over several records."""
