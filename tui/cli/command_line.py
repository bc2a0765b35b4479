"""From words to an exit code: parse, run, and turn whatever went wrong into one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from store.refusal import Refusal
from tui.cli.answers import complain, sentence_of
from tui.cli.opening import WrongUsage, chosen_language
from tui.cli.parser import Parser, folder_option, speak_our_language
from tui.language import _, choose

DONE, REFUSED, WRONG, INTERRUPTED = 0, 1, 2, 130


def run_command(words: Sequence[str]) -> int:
    """Do what the words ask and return the exit code.

    No traceback is ever printed: it could show what somebody typed.

    Args:
        words: the words after the program's name, at least one.
    """
    _write_any_letter()
    try:
        choose(chosen_language(words))
        options = command_parser().parse_args(list(words))
        code: int = options.run(options)
        sys.stdout.flush()
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else WRONG
    except WrongUsage as wrong:
        complain(str(wrong))
        return WRONG
    except Refusal as refusal:
        complain(sentence_of(refusal))
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_standard_output()
        return REFUSED
    except Exception as error:
        complain(_("unexpected", code=code_of(error)))
        return REFUSED
    return code


def command_parser() -> Parser:
    """Return the parser of all commands, in the language chosen now."""
    from tui.cli.commands import FAMILIES

    speak_our_language()
    parser = Parser(prog="reppu", description=_("command.reppu"), epilog=_("command.reppu.more"))
    folder_option(parser)
    parser.set_defaults(home=None)
    commands = parser.add_subparsers(
        title=_("argparse.commands"), metavar=_("option.command"), required=True, dest="command"
    )
    for family in FAMILIES:
        family(commands)
    return parser


def code_of(error: BaseException) -> str:
    """Return what a developer needs of an unexpected error and nothing that anybody typed.

    Its kind, and the file and line of ours that it came from: ``KeyError-writing-214``.
    """
    place = "?"
    step: TracebackType | None = error.__traceback__
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        if {"store", "tui", "screens"} & {parent.name for parent in path.parents}:
            place = f"{path.stem}-{step.tb_lineno}"
        step = step.tb_next
    return f"{type(error).__name__}-{place}"


def _write_any_letter() -> None:
    """Let a terminal that cannot show a letter show its code; an answer must never fail on ä."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _forget_standard_output() -> None:
    """Point standard output nowhere, so that Python does not complain of the broken pipe on leaving."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
