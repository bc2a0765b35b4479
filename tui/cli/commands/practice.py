"""``reppu demo``: a practice notebook of invented data, to be looked at and played with."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.home import Home
from tui.cli.answers import answer, say
from tui.cli.opening import WrongUsage, new_passphrase_of
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import _, chosen

if TYPE_CHECKING:
    from store.practice import PracticeNotebook

USUAL_SEED = 7
USUAL_CLIENTS = 20


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("demo", help=_("command.demo"), description=_("command.demo.more"))
    parser.add_argument(
        "--seed", type=int, default=USUAL_SEED, metavar=_("option.number"), help=_("option.seed.help")
    )
    parser.add_argument(
        "--clients", type=int, default=USUAL_CLIENTS, metavar=_("option.number"), help=_("option.clients.help")
    )
    parser.add_argument("--no-tui", action="store_true", help=_("option.no_tui.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=demonstrate)


def demonstrate(options: argparse.Namespace) -> int:
    """Make the practice notebook and open the app on it, unless only the making was asked for."""
    if options.home is not None:
        return _make(options, Home.chosen(options.home), throw_away=False)
    _leave_tidily()
    with tempfile.TemporaryDirectory(prefix="reppu-demo-") as folder:
        return _make(options, Home(Path(folder) / "home"), throw_away=True)


def _leave_tidily() -> None:
    """Let a closed terminal or a shut-down end the command by its own way out, which removes the folder."""
    import signal

    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)


def _make(options: argparse.Namespace, home: Home, *, throw_away: bool) -> int:
    from store.practice import MOST_CLIENTS, create_practice_notebook

    if not 1 <= options.clients <= MOST_CLIENTS:
        raise WrongUsage(_("usage.clients", most=MOST_CLIENTS))
    given = None if options.passphrase_file is None else new_passphrase_of(options.passphrase_file)
    passphrase = given or _offered()
    if not options.json:
        say(_("demo.making", clients=options.clients))
    made = create_practice_notebook(
        home, seed=options.seed, clients=options.clients, passphrase=passphrase, language=chosen()
    )
    made.notebook.close()
    if options.no_tui:
        _tell(options, home, made, None if given else passphrase, throw_away=throw_away)
        return 0
    to_be_told = not given and not throw_away
    if to_be_told:
        # Told before too: who is killed never comes to the end, and nobody else knows it.
        _tell_how_to_open(home, passphrase)
    code = _open_app(home, passphrase)
    if to_be_told:
        _tell_how_to_open(home, passphrase)
    return code


def _tell_how_to_open(home: Home, passphrase: str) -> None:
    say(_("demo.passphrase", passphrase=passphrase))
    say(_("demo.open", folder=home.folder))


def _offered() -> str:
    from store.keys.passphrases import offer

    return offer(chosen())


def _open_app(home: Home, passphrase: str) -> int:
    """Run the app in a process of its own: at a lock it replaces itself, and here somebody must tidy up after it."""
    import os
    import subprocess
    import sys

    from tui.app.start import PRACTICE

    command = [sys.executable, "-m", "tui.app", str(home.folder)]
    return subprocess.call(command, env={**os.environ, PRACTICE: passphrase})  # noqa: S603 - our own program


def _tell(
    options: argparse.Namespace, home: Home, made: PracticeNotebook, passphrase: str | None, *, throw_away: bool
) -> None:
    """Say what was made and where; the passphrase only where nobody else knows it."""
    if options.json:
        content = {"home": home.folder, "practice": True, "seed": options.seed, "removed_at_exit": throw_away}
        shown = {} if passphrase is None else {"passphrase": passphrase}
        answer({**content, **shown, "changes": made.changes, "records": made.counts})
        return
    say(_("demo.made", folder=home.folder, changes=made.changes))
    for record, number in made.counts.items():
        say(f"  {number:6}  {record}")
    if passphrase is not None:
        say(_("demo.passphrase", passphrase=passphrase))
    say(_("demo.removed") if throw_away else _("demo.open", folder=home.folder))
