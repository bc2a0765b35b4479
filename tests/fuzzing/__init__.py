"""Hostile files: every reader of what comes from outside, fed with millions of mangled files (``make fuzz``).

A file that nobody signed rarely gets past the signature, so most targets mangle the text first and sign it
afterwards, with a key that the reader trusts: what is tested is what stands behind the signature.
"""
