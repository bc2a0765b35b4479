"""Every speed promise, measured as a ratio against its limit in the same run.

Run with ``python -m benchmarks``. Nothing here is imported by the program, and no test asserts a time.
"""
