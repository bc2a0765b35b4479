"""``reppu receive``, ``swap``, ``status``, ``conflicts``: bundles in, receipts out, and where everything stands."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Refusal
from tui.cli.answers import answer, complain, say, sentence_of, table
from tui.cli.opening import opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.closing import said_standing
from tui.language import _, plural, word
from tui.language.dates import day

if TYPE_CHECKING:
    from store.bundle.outcomes import ClientCounts, Gap, Received
    from store.bundle.states import Standing
    from store.notebook import Notebook

DONE, REFUSED = 0, 1
OFFICE = "office"

_HEADS = (
    "receive.client",
    "receive.new",
    "receive.changed",
    "receive.already",
    "receive.conflicting",
    "receive.held",
)
_OUTCOMES = {
    "taken": "receive.taken",
    "known": "receive.known",
    "older": "receive.older",
    "own": "receive.own",
}
_ALARMS = {
    "fork": "receive.fork",
    "office_went_back": "receive.office_went_back",
    "cloned_notebook": "receive.cloned_notebook",
    "use_log_rewritten": "receive.use_log_rewritten",
    "laptop_came_back": "receive.laptop_came_back",
    "use_log_shortened": "receive.use_log_shortened",
}
_WHY = {
    "waiting": "status.why_waiting",
    "newer_schema": "status.why_newer_schema",
    "authority": "status.why_authority",
    "fork": "status.why_fork",
    "values_fail": "status.why_values_fail",
    "frozen": "status.why_frozen",
    "unknown_record": "status.why_unknown_record",
    "wrong_client": "status.why_wrong_client",
    "legal_hold": "status.why_legal_hold",
    "not_readable": "status.why_not_readable",
}


def add(commands: Any) -> None:
    """Add the commands."""
    receive = commands.add_parser("receive", help=_("command.receive"), description=_("command.receive.more"))
    receive.add_argument("files", nargs="+", metavar=_("option.file"), help=_("option.received_files.help"))
    receive.add_argument("--dry-run", action="store_true", help=_("option.look_only.help"))
    receive.add_argument("--even-flood", action="store_true", help=_("option.even_flood.help"))
    receive.add_argument("--receipt", metavar=_("option.folder"), help=_("option.receipt.help"))
    swap = commands.add_parser("swap", help=_("command.swap"), description=_("command.swap.more"))
    swap.add_argument("folder", metavar=_("option.folder"), help=_("option.swap_folder.help"))
    status = commands.add_parser("status", help=_("command.status"), description=_("command.status.more"))
    conflicts = commands.add_parser("conflicts", help=_("command.conflicts"), description=_("command.conflicts.more"))
    for parser, run in ((receive, receive_files), (swap, swap_folder), (status, show_status), (conflicts, list_open)):
        folder_option(parser)
        passphrase_option(parser)
        json_option(parser)
        parser.set_defaults(run=run)


def receive_files(options: argparse.Namespace) -> int:
    """Take files in, or look at what they would do; write the receipts where a folder is named."""
    from store import bundle

    paths = [Path(file) for file in options.files]
    receipts: tuple[Path, ...] = ()
    with opened(options) as notebook:
        if options.dry_run:
            received = bundle.look_at(notebook, paths)
        else:
            received = bundle.receive(notebook, paths, even_flood=options.even_flood)
            if options.receipt is not None:
                receipts = bundle.answer(notebook, received, Path(options.receipt))
    if options.json:
        answer({"files": [as_fields(one) for one in received], "receipts": receipts})
    else:
        _tell(received, looked=options.dry_run)
        if options.dry_run:
            say(_("receive.looked_only"))
        for path in receipts:
            say(_("receive.receipt", file=path))
    return _code(received)


def swap_folder(options: argparse.Namespace) -> int:
    """Take in what is for us in a folder, write what is due, and say where everything stands."""
    from store import bundle

    with opened(options) as notebook:
        office = notebook.identity.role == OFFICE
        swapped = bundle.swap(notebook, Path(options.folder))
        on_stick = _back_up_beside(notebook, Path(options.folder))
    if options.json:
        fields = {
            "received": [as_fields(one) for one in swapped.received],
            "others": swapped.others,
            "written": [*(swapped.exported.files if swapped.exported is not None else ())],
            "receipts": swapped.receipts,
            "deliveries": swapped.deliveries,
            "standing": dataclasses.asdict(swapped.standing),
        }
        answer(fields)
        return _code(swapped.received)
    _tell(swapped.received)
    if swapped.others:
        say(plural("receive.others", swapped.others))
    written = [*(swapped.exported.files if swapped.exported is not None else ()), *swapped.receipts]
    for path in (*written, *swapped.deliveries):
        say(_("receive.written", file=path))
    if on_stick:
        say(on_stick)
    _say_standing(swapped.standing, office=office)
    return _code(swapped.received)


def _back_up_beside(notebook: Notebook, folder: Path) -> str:
    """Put a backup on the stick too, where the user wishes it; return what is said of that."""
    from store.keeping_backups import back_up_beside

    try:
        return _("backups.stick_written") if back_up_beside(notebook, folder) else ""
    except Refusal as refusal:
        return _("backups.stick_refused", sentence=sentence_of(refusal))


def show_status(options: argparse.Namespace) -> int:
    """Say where everything stands that was written here."""
    from store import bundle

    with opened(options) as notebook:
        office = notebook.identity.role == OFFICE
        standing = bundle.standing(notebook)
    if options.json:
        answer(dataclasses.asdict(standing))
    else:
        _say_standing(standing, office=office)
    return DONE


def _say_standing(standing: Standing, *, office: bool) -> None:
    """Say where everything stands, the closing sentence last; at the office only what waits for a person."""
    troubles = [word(_ALARMS[alarm.warned.value], subject=alarm.subject) for alarm in standing.alarms]
    troubles += [_said_gap(gap) for gap in standing.gaps]
    for remark in standing.not_applied:
        # A newer office may know reasons that this program has no words for.
        why = word(_WHY[remark.code]) if remark.code in _WHY else remark.code
        troubles.append(_("status.not_applied", record=_named(remark.record), why=why))
    if standing.conflicts:
        troubles.append(plural("status.conflicts_at_office", len(standing.conflicts)))
    if standing.open_conflicts:
        troubles.append(plural("status.open_conflicts", standing.open_conflicts))
    if standing.quarantine:
        troubles.append(plural("status.quarantine", standing.quarantine))
    for line in troubles:
        say(line)
    today = datetime.now().astimezone().date()
    closing = said_standing(standing, today) if not office else [] if troubles else [_("standing.office_calm")]
    for line in closing:
        say(line)


def list_open(options: argparse.Namespace) -> int:
    """List the open conflicts, each with the values that disagree."""
    from store.conflicts import open_conflicts
    from store.history.state import Conflict
    from tui.forms.disputes import names_in, say_conflict, unit_of

    with opened(options) as notebook:
        found = open_conflicts(notebook)
        if options.json:
            answer([dataclasses.asdict(one) for one in found])
            return DONE
        for one in found:
            conflict = Conflict(one.unit, one.values)
            names = names_in(notebook, one.record, [conflict], one.client)
            say(f"{_named(one.record)} {one.id}: {unit_of(one.record, conflict)}")
            for line in say_conflict(one.record, conflict, names):
                say(f"  {line}")
    if not found:
        say(_("status.no_conflicts"))
    return DONE


def as_fields(received: Received) -> dict[str, Any]:
    """Return an answer about a file for a program: codes, counts and ids, and no field that says nothing."""
    fields = dataclasses.asdict(received)
    return {name: value for name, value in fields.items() if value not in (None, "", ())}


def _code(received: tuple[Received, ...]) -> int:
    from store.bundle.outcomes import Outcome

    bad = {Outcome.REFUSED, Outcome.WAITING, Outcome.NOT_FOR_US}
    return REFUSED if any(one.outcome in bad for one in received) else DONE


def _tell(received: tuple[Received, ...], *, looked: bool = False) -> None:
    for one in received:
        name = one.path.name if one.path is not None else _("receive.from_quarantine")
        if looked and one.outcome.value == "taken":
            say(f"{name}: {_('receive.would_take')}")
        elif one.outcome.value in _OUTCOMES:
            say(f"{name}: {word(_OUTCOMES[one.outcome.value])}")
        elif one.reason is not None:
            complain(f"{name}: {sentence_of(Refusal(one.reason, **(one.values or {})))}")
        if one.quarantine is not None:
            complain(_("receive.in_quarantine", number=one.quarantine))
        if one.clients:
            table([tuple(word(head) for head in _HEADS), *(_row(line) for line in one.clients)])
        for gap in one.gaps:
            say(_said_gap(gap))
        for alarm in one.alarms:
            complain(word(_ALARMS[alarm.warned.value], subject=alarm.subject))


def _row(line: ClientCounts) -> tuple[str, ...]:
    named = " ".join(part for part in (line.given_name, line.family_name) if part)
    who = _("receive.nobody") if line.client is None else named or _("receive.not_here")
    counts = (line.new, line.changed, line.known, line.conflicting, sum((line.held or {}).values()))
    return (who, *(str(count) for count in counts))


def _said_gap(gap: Gap) -> str:
    if gap.since is None:
        return _("receive.gap_at_first", first=gap.first, last=gap.last)
    return _("receive.gap", day=day(gap.since.astimezone().date()), first=gap.first, last=gap.last)


def _named(record: str) -> str:
    return word("record", record) if record else _("status.unknown_record")
