"""``reppu office laptops``, ``laptop``, ``cut-off``, ``deliver``, ``setting``: the office and its laptops."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.cli.typed_values import shown_value
from tui.language import _, plural

if TYPE_CHECKING:
    from store.bundle.delivering import Delivered
    from store.notebook import Notebook

SETTINGS = ("permission_age_days", "coach_title", "own_scores", "most_idle_minutes")


def add(within: Any) -> None:
    """Add the commands."""
    listing = within.add_parser("laptops", help=_("command.laptops"), description=_("command.laptops.more"))
    binding = within.add_parser("laptop", help=_("command.laptop"), description=_("command.laptop.more"))
    binding.add_argument("principal", metavar=_("option.principal"), help=_("option.principal.help"))
    binding.add_argument("--worker", required=True, metavar=_("option.worker"), help=_("option.worker.help"))
    binding.add_argument("--earlier", action="append", metavar=_("option.chain"), help=_("option.earlier.help"))
    cutting = within.add_parser("cut-off", help=_("command.cut_off"), description=_("command.cut_off.more"))
    cutting.add_argument("principal", metavar=_("option.principal"), help=_("option.principal.help"))
    cutting.add_argument("--ground", default="", metavar=_("option.text"), help=_("option.cut_off_ground.help"))
    delivering = within.add_parser("deliver", help=_("command.deliver"), description=_("command.deliver.more"))
    delivering.add_argument("folder", metavar=_("option.folder"), help=_("option.delivery_folder.help"))
    delivering.add_argument("principals", nargs="*", metavar=_("option.principal"), help=_("option.principals.help"))
    setting = within.add_parser("setting", help=_("command.setting"), description=_("command.setting.more"))
    setting.add_argument(
        "name", nargs="?", choices=SETTINGS, metavar=_("option.setting"), help=_("option.setting.help")
    )
    setting.add_argument("value", nargs="?", metavar=_("option.text"), help=_("option.setting_value.help"))
    setting.add_argument("--clear", action="store_true", help=_("option.setting_clear.help"))
    for parser, run in (
        (listing, list_laptops),
        (binding, bind),
        (cutting, cut),
        (delivering, deliver),
        (setting, set_or_list),
    ):
        folder_option(parser)
        passphrase_option(parser)
        json_option(parser)
        parser.set_defaults(run=run)


def list_laptops(options: argparse.Namespace) -> int:
    """List the laptops that the office has enrolled."""
    from store.bundle import laptops

    with opened(options) as notebook:
        found = laptops.list_laptops(notebook)
    if options.json:
        answer([dataclasses.asdict(one) for one in found])
        return 0
    heads = (
        _("laptops.principal"),
        _("laptops.worker"),
        _("laptops.heard"),
        _("laptops.delivery"),
        _("laptops.state"),
    )
    rows = [
        (
            one.principal,
            one.name or shown_value(one.worker),
            shown_value(None if one.heard is None else one.heard.astimezone().date()),
            f"{one.known_delivery}/{one.last_delivery}",
            _("laptops.living") if one.cut_off is None else _("laptops.cut_off"),
        )
        for one in found
    ]
    table([heads, *rows] if rows else [])
    return 0


def bind(options: argparse.Namespace) -> int:
    """Say whose laptop a key is."""
    from store.bundle.laptops import bind_laptop

    with opened(options) as notebook:
        saved = bind_laptop(notebook, options.principal, options.worker, earlier=options.earlier)
    if options.json:
        answer({"laptop": saved.id})
    else:
        say(_("office.bound", principal=options.principal))
    return 0


def cut(options: argparse.Namespace) -> int:
    """Cut a lost or replaced key off."""
    from store.bundle.laptops import cut_off

    with opened(options) as notebook:
        where = cut_off(notebook, options.principal, options.ground)
    if options.json:
        answer({"principal": options.principal, "cut_off": where.split()})
    else:
        say(_("office.cut_off", principal=options.principal))
    return 0


def deliver(options: argparse.Namespace) -> int:
    """Write what is due for some laptops, or for all of them."""
    with opened(options) as notebook:
        written = [
            (principal, _deliver(notebook, principal, options)) for principal in _principals(notebook, options)
        ]
    if options.json:
        answer([{"principal": principal, **dataclasses.asdict(one)} for principal, one in written])
        return 0
    for principal, one in written:
        if one.number is None:
            say(_("office.nothing_due", principal=principal))
        else:
            changes = plural("office.changes", one.changes)
            say(_("office.delivered", principal=principal, number=one.number, changes=changes))
    return 0


def set_or_list(options: argparse.Namespace) -> int:
    """Give a setting to all laptops, or list those that were given."""
    from store.office_settings import office_settings, set_office_setting

    if options.name is not None and (options.value is None) is not options.clear:
        raise WrongUsage(_("usage.setting"))
    with opened(options) as notebook:
        if options.name is not None:
            set_office_setting(notebook, options.name, options.value)
        found = office_settings(notebook)
    if options.json:
        answer(found)
    else:
        table([(name, found.get(name, "–")) for name in SETTINGS])
    return 0


def _principals(notebook: Notebook, options: argparse.Namespace) -> list[str]:
    from store.bundle.laptops import list_laptops as living

    return options.principals or [one.principal for one in living(notebook) if one.cut_off is None]


def _deliver(notebook: Notebook, principal: str, options: argparse.Namespace) -> Delivered:
    from store.bundle import delivering

    return delivering.deliver(notebook, principal, Path(options.folder))
