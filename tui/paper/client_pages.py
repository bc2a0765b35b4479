"""The client's pages, in easy words and the client's language: what was told, who looked, everything (USERS 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from store.history.change import Value
from store.looked import LookedLine
from store.records import RECORD_TYPES
from store.rights import Amendment, Everything, HeldRecord, ToldLine
from tui.forms.saying import choice_of, label_of, say_value, title_of
from tui.language import _, chosen, has, plural, word
from tui.language.dates import long_day, moment
from tui.paper.sheet import Part, Sheet

ACTS = {
    "opened": "act.opened",
    "shown": "act.shown",
    "listed": "act.listed",
    "searched": "act.searched",
    "history_shown": "act.history_shown",
    "added": "act.added",
    "changed": "act.changed",
    "deleted": "act.deleted",
    "restored": "act.restored",
    "copied": "act.copied",
    "printed": "act.printed",
    "exported": "act.exported",
    "handed_over": "act.handed_over",
    "received": "act.received",
    "trusted": "act.trusted",
    "erased": "act.erased",
    "put_away": "act.put_away",
    "log_shown": "act.log_shown",
    "shared": "act.shared",
    "admitted": "act.admitted",
    "backed_up": "act.backed_up",
    "key_changed": "act.key_changed",
    "cut_off": "act.cut_off",
    "recovered": "act.recovered",
    "came_back": "act.came_back",
    "rescued": "act.rescued",
}
"""What was done with somebody's data → key of its words."""

GROUNDS = {
    "everything": "ground.everything",
    "client_copy": "ground.client_copy",
    "client_log": "ground.client_log",
    "client_told": "ground.client_told",
    "statistics": "ground.statistics",
    "month": "ground.month",
    "allowance_statement": "paper.statement",
    "placement_agreement": "paper.agreement",
    "progress": "paper.progress",
    "week_sheet": "paper.week",
    "payroll": "clear_files.payroll",
    "table": "clear_files.table",
    "hours": "ground.hours",
    "results": "ground.results",
    "cooperation": "ground.cooperation",
    "cost": "ground.cost",
    "visits": "ground.visits",
    "office": "ground.office",
    "list": "ground.list",
    "receipt": "ground.receipt",
    "role:client": "ground.role_client",
    "role:peer_coach": "ground.role_peer_coach",
    "role:expert_by_experience": "ground.role_expert",
    "role:co_developer": "ground.role_co_developer",
    "activity_period": "ground.activity_period",
}
"""Codes of grounds → key of their words; any other ground is a person's own words."""


def told_sheet(told: Iterable[ToldLine], name: str, day: date) -> Sheet:
    """Return *Mitä minusta on kerrottu*: when, to whom, in which words, by whom, on which permission.

    Args:
        told: what was told, the latest first.
        name: of the client.
        day: of which day the page is.
    """
    parts = tuple(_told_part(line) for line in told)
    intro = (_("rights.told_intro"), _("rights.told_take_back"))
    return Sheet(
        title=_("client_told.title"),
        about=_("rights.about", name=name, day=long_day(day)),
        parts=(Part(plural("rights.told_count", len(parts)), intro), *parts),
        foot=_("rights.foot"),
        language=chosen(),
    )


def looked_sheet(looked: Iterable[LookedLine], name: str, day: date, *, count: int | None = None) -> Sheet:
    """Return *Kuka on katsonut tietojani*: when, who, what was done, and on what ground.

    Args:
        looked: lines of the use log, the latest first.
        name: of the client.
        day: of which day the page is.
        count: how many lines there are, where only the newest are shown; None: these are all.
    """
    rows = tuple((_when(line.at), said_line(line)) for line in looked)
    intro = [_("rights.looked_intro")]
    if count is not None and count > len(rows):
        intro.append(plural("rights.looked_newest", len(rows)))
    return Sheet(
        title=_("client_looked.title"),
        about=_("rights.about", name=name, day=long_day(day)),
        parts=(Part(plural("rights.looked_count", count or len(rows)), tuple(intro), rows),),
        foot=_("rights.foot"),
        language=chosen(),
    )


def everything_sheet(held: Everything, day: date) -> Sheet:
    """Return *Kaikki tietoni*: every record with its versions, what was told, and who looked.

    Args:
        held: everything.
        day: of which day the page is.
    """
    told, looked = told_sheet(held.told, held.name, day), looked_sheet(held.looked, held.name, day)
    records = [part for one in held.records for part in record_parts(one, held)]
    drafts = tuple(
        Part(_("rights.draft"), rows=tuple((name, str(value)) for name, value in draft.items() if value), level=3)
        for draft in held.drafts
    )
    own = (
        Part(_("rights.your_records"), (_("rights.everything_intro"),)),
        *records,
        *((Part(_("rights.drafts"), (_("rights.drafts_intro"),)), *drafts) if drafts else ()),
    )
    return Sheet(
        title=_("client_everything.title"),
        about=_("rights.about", name=held.name, day=long_day(day)),
        parts=(*own, Part(told.title), *told.parts, Part(looked.title), *looked.parts),
        foot=_("rights.foot"),
        language=chosen(),
    )


def said_line(line: LookedLine) -> str:
    """Return who did what, and why, in one line."""
    done = word(ACTS[line.act]) if line.act in ACTS else line.act
    what = word("record", line.record) if line.record is not None and line.record in RECORD_TYPES else ""
    why = word(GROUNDS[line.ground]) if line.ground in GROUNDS else line.ground
    who = line.worker or _("rights.somebody")
    return " · ".join(part for part in (who, done, what, why, line.laptop) if part)


def told_rows(line: ToldLine) -> Iterator[tuple[str, str]]:
    """Yield what is said of one thing that was told: what and its value."""
    yield _("rights.where"), line.employer or _("rights.nowhere_named")
    if line.to_whom:
        yield _("rights.to_whom"), ", ".join(choice_of("to_whom", code) for code in line.to_whom)
    item = choice_of("item", line.item) if line.item and has(f"choice.item.{line.item}") else line.item
    if line.words:
        yield _("rights.in_words"), _("client.wording", words=line.words)
    elif item:
        yield _("rights.matter"), item
    if line.told_by:
        yield _("rights.told_by"), choice_of("told_by", line.told_by)
    if line.worker:
        yield _("rights.written_by"), line.worker
    agreed = _("rights.agreed_on", day=long_day(line.agreed_on)) if line.agreed_on else _("rights.no_permission")
    yield _("rights.permission"), agreed
    if line.deviation:
        yield _("rights.deviation"), _("value.yes")


def record_parts(one: HeldRecord, held: Everything) -> Iterator[Part]:
    """Yield a record with its values as they stand, and then what was changed and when."""
    name = word("record", one.record) if one.record in RECORD_TYPES else one.record
    heading = _("rights.deleted_record", record=name) if one.removed else name
    intro = () if one.values else (_("rights.no_values"),)
    yield Part(heading, intro, tuple(value_rows(one.record, one.values, held)), level=3)
    changes = tuple(
        (f"{_when(each.at)} {each.worker}".strip(), _amended(one.record, each, held)) for each in one.amendments
    )
    if len(changes) > 1:
        yield Part(_("rights.changes"), rows=changes, level=3)


def value_rows(record: str, values: Mapping[str, Value | None], held: Everything) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that hold something, in the order of its form."""
    record_type = RECORD_TYPES.get(record)
    if record_type is None:
        return

    def name_of(kind: str, id: str) -> str | None:
        found = held.names.get((kind, id))
        return None if found is None else title_of(kind, found)

    for name, kind in record_type.fields.items():
        if values.get(name) is not None and name != "client":
            yield label_of(record, name), say_value(record, kind, values[name], name_of)


def _told_part(line: ToldLine) -> Part:
    return Part(long_day(line.day), rows=tuple(told_rows(line)), level=3)


def _amended(record: str, change: Amendment, held: Everything) -> str:
    said = [f"{label}: {value}" for label, value in value_rows(record, change.values, held)]
    cleared = [
        label_of(record, name) for name, value in change.values.items() if value is None and _named(record, name)
    ]
    if cleared:
        said.append(_("rights.cleared", fields=", ".join(cleared)))
    if change.reason:
        said.append(_("rights.reason", reason=change.reason))
    return "; ".join(said) or "–"


def _named(record: str, name: str) -> bool:
    return record in RECORD_TYPES and name in RECORD_TYPES[record].fields


def _when(at: datetime) -> str:
    return moment(at)
