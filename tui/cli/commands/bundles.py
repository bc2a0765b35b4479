"""``reppu export``, ``inspect``, ``unseal`` and ``split``: bundles out, and a look at any of them."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.answers import answer, say
from tui.cli.opening import home_of, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.language import _, plural

if TYPE_CHECKING:
    from store.bundle.inspection import Inspection


def add(commands: Any) -> None:
    """Add the commands."""
    _add_export(commands)
    _add_inspect(commands)
    unseal = commands.add_parser("unseal", help=_("command.unseal"), description=_("command.unseal.more"))
    unseal.add_argument("file", metavar=_("option.file"), help=_("option.sealed.help"))
    unseal.add_argument("out", metavar=_("option.out"), help=_("option.out.help"))
    unseal.add_argument("--identity", metavar=_("option.file"), help=_("option.identity.help"))
    folder_option(unseal)
    passphrase_option(unseal)
    unseal.set_defaults(run=unseal_file)
    split = commands.add_parser("split", help=_("command.split"), description=_("command.split.more"))
    split.add_argument("file", metavar=_("option.file"), help=_("option.bundle.help"))
    split.add_argument("folder", metavar=_("option.folder"), help=_("option.split_folder.help"))
    folder_option(split)
    split.set_defaults(run=split_file)


def _add_export(commands: Any) -> None:
    export = commands.add_parser("export", help=_("command.export"), description=_("command.export.more"))
    export.add_argument("folder", metavar=_("option.folder"), help=_("option.export_folder.help"))
    export.add_argument("--everything", action="store_true", help=_("option.everything.help"))
    folder_option(export)
    passphrase_option(export)
    json_option(export)
    export.set_defaults(run=export_bundles)


def _add_inspect(commands: Any) -> None:
    inspect = commands.add_parser("inspect", help=_("command.inspect"), description=_("command.inspect.more"))
    inspect.add_argument("file", metavar=_("option.file"), help=_("option.bundle.help"))
    inspect.add_argument("--signers", metavar=_("option.file"), help=_("option.signers.help"))
    inspect.add_argument("--identity", metavar=_("option.file"), help=_("option.identity.help"))
    folder_option(inspect)
    passphrase_option(inspect)
    json_option(inspect)
    inspect.set_defaults(run=inspect_file)


def export_bundles(options: argparse.Namespace) -> int:
    """Write bundles of all that has no receipt."""
    from store import bundle

    with opened(options) as notebook:
        exported = bundle.export(notebook, Path(options.folder), everything=options.everything)
    if options.json:
        answer(dataclasses.asdict(exported))
        return 0
    if not exported.files:
        say(_("export.nothing"))
        return 0
    say(plural("export.done", exported.changes))
    for file in exported.files:
        say(f"  {file}")
    if not exported.sealed:
        say(_("export.plain"))
    return 0


def inspect_file(options: argparse.Namespace) -> int:
    """Say who signed a file and what is in it. It needs no notebook; one that is named is opened and used."""
    from store import bundle

    signers = None if options.signers is None else Path(options.signers)
    identity = None if options.identity is None else Path(options.identity)
    if _uses_notebook(options):
        with opened(options) as notebook:
            found = bundle.inspect(Path(options.file), signers=signers, identity=identity, notebook=notebook)
    else:
        found = bundle.inspect(Path(options.file), signers=signers, identity=identity)
    if options.json:
        answer(dataclasses.asdict(found))
        return 0
    _tell(found)
    return 0


def _uses_notebook(options: argparse.Namespace) -> bool:
    """Tell whether a notebook is meant: one is named by an option, and nothing else says whom to trust."""
    named = options.home is not None or options.passphrase_file is not None
    return named and home_of(options).has_notebook


def _tell(found: Inspection) -> None:
    say(_("inspect.valid", kind=found.kind, fingerprint=found.signer))
    if found.principal is None:
        say(_("inspect.unknown_signer"))
    else:
        say(_("inspect.signer", principal=found.principal))
    if found.practice:
        say(_("inspect.practice"))
    say(_("inspect.recipient", fingerprint=found.recipient) if found.recipient else _("inspect.anybody"))
    say(_("inspect.part", part=found.part, parts=found.parts, made=found.made_at.isoformat(" ")))
    say(plural("inspect.changes", found.changes))
    for record, number in sorted(found.records.items()):
        say(f"  {number:6}  {record}")


def unseal_file(options: argparse.Namespace) -> int:
    """Write what is inside a sealed bundle; without an identity file the notebook opens it."""
    from store import bundle

    file, out = Path(options.file), Path(options.out)
    if options.identity is None:
        with opened(options) as notebook:
            bundle.unseal(file, out, notebook=notebook)
    else:
        bundle.unseal(file, out, Path(options.identity))
    say(_("unseal.done", file=options.out))
    return 0


def split_file(options: argparse.Namespace) -> int:
    """Write payload and detached signature of an unsealed bundle, and say how to check them."""
    from store import bundle

    payload, signature = bundle.split(Path(options.file), Path(options.folder))
    say(_("split.done", payload=payload, signature=signature))
    return 0
