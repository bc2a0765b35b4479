"""``python -m tui.language compile`` writes the compiled words; ``check`` says what is wrong with them."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Do what was asked.

    Args:
        arguments: "compile" or "check".

    Returns:
        0 when all is well, 1 when the check found something, 2 for a wrong word.
    """
    if arguments == ["compile"]:
        from tui.language.checking.sources import compile_all

        compile_all()
        return 0
    if arguments == ["check"]:
        from tui.language.checking.everything import findings

        found = findings()
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    sys.stderr.write("python -m tui.language compile|check\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
