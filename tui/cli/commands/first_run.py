"""``reppu init``: a first run without the wizard, for a coach's laptop or an office."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.opening import WrongUsage, database_password_of, home_of, new_passphrase_of
from tui.cli.parser import database_password_option, folder_option, json_option, passphrase_option
from tui.language import LANGUAGES, _, choose

if TYPE_CHECKING:
    from store.home import Home
    from store.notebook import Identity, Notebook


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("init", help=_("command.init"), description=_("command.init.more"))
    parser.add_argument("--role", choices=("coach", "office"), required=True, help=_("option.role.help"))
    parser.add_argument("--name", metavar=_("option.name"), required=True, help=_("option.name.help"))
    parser.add_argument("--language", choices=LANGUAGES, required=True, help=_("option.language.help"))
    parser.add_argument(
        "--root-folder",
        action="append",
        default=[],
        metavar=_("option.folder"),
        help=_("option.root_folder.help"),
    )
    parser.add_argument(
        "--root-passphrase-file", metavar=_("option.file"), help=_("option.root_passphrase_file.help")
    )
    parser.add_argument("--database", metavar=_("option.address"), help=_("option.database.help"))
    database_password_option(parser)
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=initialise)


def initialise(options: argparse.Namespace) -> int:
    """Make the notebook and, for an office, the root on its sticks."""
    home = home_of(options)
    folders = [Path(folder) for folder in options.root_folder]
    _require_sticks(options.role, folders)
    if home.has_notebook:
        raise Refusal(Reason.NOTEBOOK_EXISTS)
    password = _look_at_database(options)
    choose(options.language)
    shown: dict[str, str] = {}
    passphrase = _passphrase(options, options.passphrase_file, "passphrase", _("init.notebook_words"), shown)
    root_passphrase = None
    if folders:
        if options.root_passphrase_file is None:
            say(_("init.root_passphrase"))
        root_passphrase = _passphrase(
            options, options.root_passphrase_file, "root_passphrase", _("init.root_words"), shown
        )
    with _make(options, home, folders, passphrase, root_passphrase) as notebook:
        identity = notebook.identity
        if options.database is not None:
            from store.sharing import share

            share(notebook, options.database, password)
    _tell(options, identity, shown)
    return 0


def _make(
    options: argparse.Namespace, home: Home, folders: list[Path], passphrase: str, root_passphrase: str | None
) -> Notebook:
    name, language = options.name, options.language
    if root_passphrase is None:
        from store.first_run import create_notebook

        return create_notebook(home, role=options.role, name=name, language=language, passphrase=passphrase)
    from store.founding import create_office

    return create_office(
        home, folders, name=name, language=language, passphrase=passphrase, root_passphrase=root_passphrase
    )


def _look_at_database(options: argparse.Namespace) -> str | None:
    """Refuse a database that cannot be the office's before anything is made; return the password of its role."""
    if options.database is None:
        return None
    if options.role != "office":
        raise WrongUsage(_("usage.coach_has_no_database"))
    password = database_password_of(options)
    from store.sharing import require_empty_database

    require_empty_database(options.database, password)
    return password


def _require_sticks(role: str, folders: list[Path]) -> None:
    """An office's root goes on two sticks in two safes; a coach's notebook has none."""
    from store.founding import enough_sticks

    if role == "office" and not enough_sticks(folders):
        raise WrongUsage(_("usage.office_needs_two_folders"))
    if role == "coach" and folders:
        raise WrongUsage(_("usage.coach_has_no_root"))
    if any(not folder.is_dir() for folder in folders):
        raise Refusal(Reason.FOLDER_MISSING)


def _passphrase(options: argparse.Namespace, file: str | None, name: str, label: str, shown: dict[str, str]) -> str:
    """Return a good new passphrase; one that is made here is shown once, and noted in ``shown``."""
    passphrase = new_passphrase_of(file)
    from store.keys.passphrases import offer, require_good

    if passphrase is not None:
        require_good(passphrase)
        return passphrase
    shown[name] = offer(options.language)
    if not options.json:
        say(f"{label} {shown[name]}")
    return shown[name]


def _tell(options: argparse.Namespace, identity: Identity, shown: dict[str, str]) -> None:
    home = home_of(options)
    if options.json:
        made = {"notebook": identity.notebook, "chain": identity.chain, "worker": identity.worker}
        where = {"home": home.folder, "cloud_service": home.cloud_service()}
        answer({**where, **made, "role": identity.role, **shown})
        return
    say(_("init.done", folder=home.folder))
    service = home.cloud_service()
    if service:
        say(_("init.cloud", service=service))
    if shown:
        say(_("init.remember"))
    say(_("init.next_office") if options.role == "office" else _("init.next_coach"))
