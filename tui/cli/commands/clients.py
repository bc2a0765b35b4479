"""`reppu client`: a client's copy, the log of who looked, erasing on a ground, what is due, and files in clear."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.cli.typed_values import shown_value
from tui.language import _, plural


def add(commands: Any) -> None:
    """Add the commands."""
    parser = commands.add_parser("client", help=_("command.client"), description=_("command.client.more"))
    acts = parser.add_subparsers(title=_("argparse.commands"), metavar=_("option.command"), required=True, dest="act")
    copying = acts.add_parser("copy", help=_("command.client_copy"), description=_("command.client_copy.more"))
    copying.add_argument("client", metavar=_("option.client_id"), help=_("option.client.help"))
    copying.add_argument("folder", metavar=_("option.folder"), help=_("option.clear_folder.help"))
    logging = acts.add_parser("log", help=_("command.client_log"), description=_("command.client_log.more"))
    logging.add_argument("client", metavar=_("option.client_id"), help=_("option.client.help"))
    logging.add_argument("--pdf", metavar=_("option.folder"), help=_("option.clear_folder.help"))
    erasing = acts.add_parser("erase", help=_("command.client_erase"), description=_("command.client_erase.more"))
    erasing.add_argument("client", metavar=_("option.client_id"), help=_("option.client.help"))
    erasing.add_argument("--ground", required=True, metavar=_("option.text"), help=_("option.ground.help"))
    holding = acts.add_parser("hold", help=_("command.client_hold"), description=_("command.client_hold.more"))
    holding.add_argument("client", metavar=_("option.client_id"), help=_("option.client.help"))
    holding.add_argument("--ground", default="", metavar=_("option.text"), help=_("option.ground.help"))
    holding.add_argument("--end", action="store_true", help=_("option.end_hold.help"))
    due = acts.add_parser("due", help=_("command.client_due"), description=_("command.client_due.more"))
    files = acts.add_parser("files", help=_("command.client_files"), description=_("command.client_files.more"))
    files.add_argument("--delete", type=int, metavar=_("option.number"), help=_("option.delete_clear.help"))
    for one, run in (
        (copying, copy_client),
        (logging, log_of_client),
        (erasing, erase),
        (holding, hold_client),
        (due, show_due),
        (files, show_files),
    ):
        folder_option(one)
        passphrase_option(one)
        json_option(one)
        one.set_defaults(run=run)


def copy_client(options: argparse.Namespace) -> int:
    """Write everything about a client into a folder, for people and for programs, both signed."""
    from tui.paper.writing import write_copy

    with opened(options) as notebook:
        files = write_copy(notebook, options.client, Path(options.folder), _today())
    if options.json:
        answer({"files": files})
    else:
        say(_("client_copy.done", folder=options.folder, file=files[0].name))
        say(_("client_copy.clear"))
    return 0


def log_of_client(options: argparse.Namespace) -> int:
    """Say who used a client's data, when, how and why; or write it as PDF."""
    from store.looked import who_looked
    from tui.paper.client_pages import said_line
    from tui.paper.writing import write_log

    with opened(options) as notebook:
        if options.pdf is not None:
            file = write_log(notebook, options.client, Path(options.pdf), _today())
            answer({"files": [file]}) if options.json else say(_("client_log.done", file=file))
            return 0
        found = who_looked(notebook, options.client)
    if options.json:
        answer([dataclasses.asdict(one) for one in found])
    else:
        table([(one.at.isoformat(), said_line(one)) for one in found])
    return 0


def erase(options: argparse.Namespace) -> int:
    """Erase a client on a stated ground; a laptop of an office asks for it."""
    from store.erasing_clients import erase_client

    with opened(options) as notebook:
        done = erase_client(notebook, options.client, options.ground)
    if options.json:
        answer(dataclasses.asdict(done))
        return 0
    say(_("client_erase.asked") if done.asked else _("client_erase.done"))
    if not done.finished:
        say(_("client_erase.unfinished"))
    if done.clear_files:
        say(plural("client_erase.clear", done.clear_files))
    if done.on_sticks:
        say(plural("client_erase.on_sticks", done.on_sticks))
    return 0


def hold_client(options: argparse.Namespace) -> int:
    """Place a legal hold on a client at the office, or end it."""
    from store.legal_holds import end_holds, hold

    with opened(options) as notebook:
        if options.end:
            end_holds(notebook, options.client)
        else:
            hold(notebook, options.client, options.ground)
    if options.json:
        answer({"client": options.client, "held": not options.end})
    else:
        say(_("client_hold.ended") if options.end else _("client_hold.done"))
    return 0


def show_due(options: argparse.Namespace) -> int:
    """List the clients whose time of keeping is over, and those whose erasure a laptop asks for."""
    from store.keeping_times import due_for_erasure

    with opened(options) as notebook:
        found = due_for_erasure(notebook, _today())
    if options.json:
        answer([dataclasses.asdict(one) for one in found])
    elif not found:
        say(_("due_for_erasure.empty"))
    else:
        table([(one.client, shown_value(one.service_until), _remark(one)) for one in found])
    return 0


def show_files(options: argparse.Namespace) -> int:
    """List the files in clear that are still there, or delete one."""
    from store.clear_files import clear_files, delete_clear

    with opened(options) as notebook:
        if options.delete is not None:
            delete_clear(notebook, options.delete)
        found = clear_files(notebook)
    if options.json:
        answer([dataclasses.asdict(one) for one in found])
    elif not found:
        say(_("clear_files.empty"))
    else:
        table([(str(one.number), shown_value(one.at), str(one.path)) for one in found])
    return 0


def _remark(one: Any) -> str:
    if one.asked:
        return _("due_for_erasure.asked")
    return _("due_for_erasure.held") if one.held else ""


def _today() -> date:
    return datetime.now().astimezone().date()
