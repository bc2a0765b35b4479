"""The bundle: what a laptop and an office hand each other, signed and sealed (BUNDLE.md)."""
