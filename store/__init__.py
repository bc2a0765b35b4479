"""Everything that lasts, and every rule: it knows neither a screen nor a language."""
