"""How much memory this process has, as Linux counts it."""

from __future__ import annotations

from pathlib import Path


def forget_peak() -> None:
    """Let the system count this process's highest resident size anew from now on (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def resident(name: str) -> float:
    """Return a size of this process in MiB, as Linux knows it.

    Args:
        name: ``VmRSS`` now, ``VmHWM`` at most.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise AssertionError(name)
