"""``reppu record``: everything the forms can do, for scripts: the same validation, history and use log."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.cli.typed_values import as_field, read_values, shown_value
from tui.language import _, plural, word

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.reading import Shown
    from store.records import RecordType

PAGE = 200


def add(commands: Any) -> None:
    """Add the command with its own commands."""
    family = commands.add_parser("record", help=_("command.record"), description=_("command.record.more"))
    within = family.add_subparsers(
        title=_("argparse.commands"), metavar=_("option.command"), required=True, dest="act"
    )
    types = within.add_parser("types", help=_("command.record.types"), description=_("command.record.types.more"))
    types.add_argument("type", nargs="?", metavar=_("option.type"), help=_("option.type.help"))
    types.set_defaults(run=list_types)
    listing = _with_type(
        within.add_parser("list", help=_("command.record.list"), description=_("command.record.list"))
    )
    listing.add_argument(
        "--where", action="append", default=[], metavar=_("option.where"), help=_("option.where.help")
    )
    listing.add_argument("--removed", action="store_true", help=_("option.removed.help"))
    listing.set_defaults(run=list_records)
    show = _with_type(
        within.add_parser("show", help=_("command.record.show"), description=_("command.record.show.more"))
    )
    show.add_argument("id", metavar=_("option.id"), help=_("option.id.help"))
    show.set_defaults(run=show_record)
    _add_writing(within)
    folder_option(types)
    json_option(types)


def _add_writing(within: Any) -> None:
    setting = _with_type(
        within.add_parser("set", help=_("command.record.set"), description=_("command.record.set.more"))
    )
    setting.add_argument("id", nargs="?", metavar=_("option.id"), help=_("option.new_id.help"))
    setting.add_argument("--new", action="store_true", help=_("option.new.help"))
    setting.add_argument("--values", required=True, metavar=_("option.values"), help=_("option.values.help"))
    setting.set_defaults(run=set_record)
    deleting = _with_type(
        within.add_parser("delete", help=_("command.record.delete"), description=_("command.record.delete.more"))
    )
    deleting.add_argument("id", metavar=_("option.id"), help=_("option.id.help"))
    deleting.set_defaults(run=delete_record)
    for parser in (setting, deleting):
        parser.add_argument(
            "--knew", action="append", default=[], metavar=_("option.heads"), help=_("option.knew.help")
        )
        parser.add_argument("--reason", default="", metavar=_("option.text"), help=_("option.reason.help"))


def _with_type(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("type", metavar=_("option.type"), help=_("option.type.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    return parser


def list_types(options: argparse.Namespace) -> int:
    """Print the record types, or the fields of one; this needs no notebook."""
    from store.records import RECORD_TYPES, record_type_of

    if options.type is not None:
        chosen = record_type_of(options.type)
        if options.json:
            answer(_described(chosen))
        else:
            table([_field_row(field) for field in _described(chosen)["fields"]])
        return 0
    described = [_described(record_type) for record_type in RECORD_TYPES.values()]
    if options.json:
        answer(described)
    else:
        table([_type_row(each) for each in described])
    return 0


def _described(record_type: RecordType) -> dict[str, Any]:
    """Return a declaration as plain values: what a program needs to write such a record."""
    return {
        "name": record_type.name,
        "kind": record_type.kind.value,
        "consent": record_type.consent.value,
        "about": record_type.about.value,
        "written_by": sorted(record_type.written_by),
        "retention": record_type.retention.value,
        "internal": record_type.declared.internal,
        "fields": [
            {
                "name": field.name,
                "type": type(field.mark).__name__,
                "limits": _limits(field.mark),
                "required": field.required,
                "private": field.private,
                "searchable": field.searchable,
                "group": field.group,
                "choices": field.choices,
            }
            for field in record_type.fields.values()
        ],
    }


def _limits(mark: Any) -> dict[str, Any]:
    """Return what a mark says of its values, and for several values what each of them is."""
    limits = {each.name: getattr(mark, each.name) for each in dataclasses.fields(mark) if each.name != "values"}
    element = limits.pop("element", None)
    if element is not None:
        limits["element"] = {"type": type(element).__name__, **_limits(element)}
    return limits


def _type_row(described: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        described["name"],
        word("record", described["name"]),
        described["kind"],
        ", ".join(described["written_by"]),
    )


def _field_row(field: Mapping[str, Any]) -> tuple[str, ...]:
    marks = [_("types.required")] if field["required"] else []
    marks += [_("types.group", group=field["group"])] if field["group"] else []
    return field["name"], word("field", field["name"]), field["type"], ", ".join(marks), " | ".join(field["choices"])


def list_records(options: argparse.Namespace) -> int:
    """Print the records of a type, all pages of them."""
    from store.reading import list_records as read_page
    from store.records import record_type_of

    record_type = record_type_of(options.type)
    where = dict(_condition(record_type, text) for text in options.where)
    with opened(options) as notebook:
        found: list[Shown] = []
        while True:
            page = read_page(
                notebook,
                options.type,
                where=where,
                limit=PAGE,
                offset=len(found),
                removed=options.removed,
            )
            found += page
            if len(page) < PAGE:
                break
    if options.json:
        answer([_plain(shown) for shown in found])
        return 0
    table([(shown.id, *_titles(record_type, shown)) for shown in found])
    say(plural("list.count", len(found)))
    return 0


def _condition(record_type: RecordType, text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise WrongUsage(_("usage.where", text=text))
    field = record_type.fields.get(name)
    if field is None:
        raise Refusal(Reason.UNKNOWN_FIELD, record=record_type.name, fields=name)
    return name, as_field(field, value)


def _titles(record_type: RecordType, shown: Shown) -> tuple[str, ...]:
    return tuple(shown_value(shown.values.get(name)) for name in record_type.declared.title)


def show_record(options: argparse.Namespace) -> int:
    """Print one record with its heads, its conflicts and what is kept of it."""
    from store.reading import show

    with opened(options) as notebook:
        shown = show(notebook, options.type, options.id)
    if options.json:
        answer(_plain(shown))
        return 0
    table([(name, shown_value(value)) for name, value in shown.values.items()])
    if shown.removed:
        say(_("show.removed"))
    for conflict in shown.conflicts:
        say(_("show.conflict", field=conflict.unit))
        for live in conflict.values:
            say(f"  {live.at.isoformat(' ')}  {live.author}  {shown_value(live.value)}")
    for change, why in shown.kept:
        say(_("show.kept", change=change, why=why.value))
    for head in shown.heads:
        say(_("show.head", change=head))
    return 0


def _plain(shown: Shown) -> dict[str, Any]:
    return {
        "record": shown.record,
        "id": shown.id,
        "client": shown.client,
        "values": shown.values,
        "heads": shown.heads,
        "conflicts": [
            {"unit": conflict.unit, "values": [dataclasses.asdict(live) for live in conflict.values]}
            for conflict in shown.conflicts
        ],
        "kept": [{"change": change, "why": why.value} for change, why in shown.kept],
        "removed": shown.removed,
        "replaced_by": shown.replaced_by,
    }


def set_record(options: argparse.Namespace) -> int:
    """Write a new record, or change one: only what the file names."""
    _require_form(options.type)
    values, added, dropped = read_values(Path(options.values))
    from store.writing import Entry, save

    with opened(options) as notebook:
        if options.id is not None:
            _require_here(notebook, options)
        saved = save(
            notebook,
            Entry(
                record=options.type,
                values=values,
                id=options.id,
                knew=_knew(options),
                reason=options.reason,
                add=added,
                drop=dropped,
            ),
        )
    if options.json:
        answer(dataclasses.asdict(saved))
    else:
        say(_("set.done", record=saved.record, id=saved.id))
    return 0


def delete_record(options: argparse.Namespace) -> int:
    """Delete a record: it is no longer shown, its history stays."""
    _require_form(options.type)
    from store.writing import delete

    with opened(options) as notebook:
        _require_there(notebook, options)
        saved = delete(notebook, options.type, options.id, knew=_knew(options), reason=options.reason)
    if options.json:
        answer(dataclasses.asdict(saved))
    else:
        say(_("delete.done", record=saved.record, id=saved.id))
    return 0


def _require_form(name: str) -> None:
    """Refuse a type that the program writes by its own acts: a chain, an erasure … has no form either."""
    from store.records import record_type_of

    if record_type_of(name).declared.internal:
        raise WrongUsage(_("usage.internal", record=name))


def _require_here(notebook: Notebook, options: argparse.Namespace) -> None:
    """Refuse an id that is not there, unless it was said to be new, and then one that is."""
    from store.reading import find

    there = find(notebook, options.type, options.id) is not None
    if options.new and there:
        raise Refusal(Reason.RECORD_EXISTS, record=options.type)
    if not options.new and not there:
        raise Refusal(Reason.UNKNOWN_RECORD, record=options.type)


def _require_there(notebook: Notebook, options: argparse.Namespace) -> None:
    """Refuse an id that is not there as this type, before anything is written."""
    from store.reading import show

    show(notebook, options.type, options.id)


def _knew(options: argparse.Namespace) -> tuple[str, ...] | None:
    """Return the heads that were named, each option one or several with commas; None where none were."""
    named = [head for text in options.knew for head in text.split(",") if head]
    return tuple(named) or None
