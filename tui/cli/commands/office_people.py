"""``reppu office worker …``, ``assign``, ``substitute``, ``hand-over``: who works here, and who coaches whom."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, new_passphrase_of, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.tasks import TASKS
from tui.language import _, chosen, plural, word

if TYPE_CHECKING:
    from store.checklists import Step

ROLES = ("coach", "office", "supervisor", "peer_coach")
PARTS = ("responsible", "second", "substitute")


def add(within: Any) -> None:
    """Add the commands."""
    joins = within.add_parser("worker-add", help=_("command.worker_add"), description=_("command.worker_add.more"))
    joins.add_argument("--name", metavar=_("option.name"), required=True, help=_("option.name.help"))
    joins.add_argument(
        "--new-passphrase-file", metavar=_("option.file"), help=_("option.worker_passphrase_file.help")
    )
    leaves = within.add_parser(
        "worker-remove", help=_("command.worker_remove"), description=_("command.worker_remove.more")
    )
    leaves.add_argument("worker", metavar=_("option.worker"), help=_("option.worker.help"))
    roles = within.add_parser("roles", help=_("command.roles"), description=_("command.roles.more"))
    roles.add_argument("worker", metavar=_("option.worker"), help=_("option.worker.help"))
    roles.add_argument("roles", nargs="+", choices=ROLES, metavar=_("option.role"), help=_("option.roles.help"))
    _add_assigning(within)
    leaving = within.add_parser("leaving", help=_("command.leaving"), description=_("command.leaving.more"))
    leaving.add_argument("worker", metavar=_("option.worker"), help=_("option.worker.help"))
    changing = within.add_parser(
        "laptop-changes", help=_("command.laptop_changes"), description=_("command.laptop_changes.more")
    )
    changing.add_argument("worker", metavar=_("option.worker"), help=_("option.worker.help"))
    for parser, run in (
        (joins, add_worker),
        (leaves, remove_worker),
        (roles, set_roles),
        (leaving, show_leaving),
        (changing, show_changing),
    ):
        _finish(parser, run)


def _add_assigning(within: Any) -> None:
    assigning = within.add_parser("assign", help=_("command.assign"), description=_("command.assign.more"))
    assigning.add_argument("client", metavar=_("option.client_id"), help=_("option.assigned_client.help"))
    assigning.add_argument("worker", metavar=_("option.worker"), help=_("option.worker.help"))
    assigning.add_argument("--role", choices=PARTS, default=PARTS[0], help=_("option.part.help"))
    assigning.add_argument("--from", dest="first", metavar=_("option.day"), help=_("option.first_day.help"))
    assigning.add_argument("--to", dest="last", metavar=_("option.day"), help=_("option.last_day.help"))
    standing_in = within.add_parser(
        "substitute", help=_("command.substitute"), description=_("command.substitute.more")
    )
    standing_in.add_argument("absent", metavar=_("option.absent"), help=_("option.absent.help"))
    standing_in.add_argument("by", metavar=_("option.substitute"), help=_("option.substitute.help"))
    standing_in.add_argument(
        "--from", dest="first", required=True, metavar=_("option.day"), help=_("option.first_day.help")
    )
    standing_in.add_argument(
        "--to", dest="last", required=True, metavar=_("option.day"), help=_("option.last_day.help")
    )
    handing = within.add_parser(
        "hand-clients-over", help=_("command.hand_clients_over"), description=_("command.hand_clients_over.more")
    )
    handing.add_argument("leaving", metavar=_("option.absent"), help=_("option.leaving.help"))
    handing.add_argument("to", metavar=_("option.worker"), help=_("option.successor.help"))
    handing.add_argument("--from", dest="first", metavar=_("option.day"), help=_("option.first_day.help"))
    for parser in (standing_in, handing):
        parser.add_argument(
            "--client", action="append", metavar=_("option.client_id"), help=_("option.only_clients.help")
        )
    for parser, run in ((assigning, assign), (standing_in, stand_in), (handing, hand_over)):
        _finish(parser, run)


def _finish(parser: argparse.ArgumentParser, run: object) -> None:
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=run)


def add_worker(options: argparse.Namespace) -> int:
    """Give somebody at the office a name and a slot of their own."""
    from store import office_staff
    from store.keys.passphrases import offer

    with opened(options) as notebook:
        passphrase = new_passphrase_of(options.new_passphrase_file)
        made = offer(chosen()) if passphrase is None else None
        worker = office_staff.add_worker(notebook, options.name, made or passphrase or "")
    if options.json:
        answer({"worker": worker, **({} if made is None else {"passphrase": made})})
        return 0
    say(_("office.worker_added", worker=worker))
    if made is not None:
        say(f"{_('init.notebook_words')} {made}")
        say(_("init.remember"))
    return 0


def remove_worker(options: argparse.Namespace) -> int:
    """Take a worker's slot away and note that they are no longer at work here."""
    from store import office_staff

    with opened(options) as notebook:
        office_staff.remove_worker(notebook, options.worker)
    return _done(options, {"worker": options.worker}, _("office.worker_removed"))


def set_roles(options: argparse.Namespace) -> int:
    """Say which parts a worker plays."""
    from store import office_staff

    with opened(options) as notebook:
        office_staff.set_roles(notebook, options.worker, options.roles)
    return _done(options, {"worker": options.worker, "roles": options.roles}, _("office.roles_set"))


def assign(options: argparse.Namespace) -> int:
    """Assign a client to a worker."""
    from store.assigning import assign_client

    first, last = _day(options.first) or _today(), _day(options.last)
    with opened(options) as notebook:
        saved = assign_client(notebook, options.client, options.worker, options.role, first, last)
    return _done(options, {"assignment": saved.id}, _("office.assigned"))


def stand_in(options: argparse.Namespace) -> int:
    """Let a coach stand in for another for some days."""
    from store.assigning import substitute

    first, last = _day(options.first) or _today(), _day(options.last) or _today()
    with opened(options) as notebook:
        saved = substitute(notebook, options.absent, options.by, first, last, clients=options.client)
    return _done(options, {"assignments": [one.id for one in saved]}, plural("office.substituted", len(saved)))


def hand_over(options: argparse.Namespace) -> int:
    """Hand a coach's clients over to another."""
    from store.assigning import hand_clients_over

    first = _day(options.first) or _today()
    with opened(options) as notebook:
        saved = hand_clients_over(notebook, options.leaving, options.to, first, clients=options.client)
    return _done(options, {"assignments": [one.id for one in saved]}, plural("office.handed_over", len(saved)))


def show_leaving(options: argparse.Namespace) -> int:
    """Show what is left to do when a coach leaves."""
    from store.checklists import coach_leaves

    with opened(options) as notebook:
        return _show(options, coach_leaves(notebook, options.worker, _today()))


def show_changing(options: argparse.Namespace) -> int:
    """Show what is left to do when a coach's laptop changes."""
    from store.checklists import laptop_changes

    with opened(options) as notebook:
        return _show(options, laptop_changes(notebook, options.worker))


def _show(options: argparse.Namespace, steps: tuple[Step, ...]) -> int:
    if options.json:
        answer([{"task": step.task.value, "done": step.done, "left": step.left} for step in steps])
        return 0
    table([("[x]" if step.done else "[ ]", word(*TASKS[step.task.value].split("."))) for step in steps])
    return 0


def _done(options: argparse.Namespace, content: dict[str, Any], sentence: str) -> int:
    if options.json:
        answer(content)
    else:
        say(sentence)
    return 0


def _day(text: str | None) -> date | None:
    """Return the day that a text names, or None where none was given.

    Raises:
        WrongUsage: it names none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise WrongUsage(_("usage.day", text=text)) from wrong


def _today() -> date:
    return datetime.now().astimezone().date()
