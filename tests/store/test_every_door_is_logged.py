"""Every function of the store that reads or writes what a coach wrote down adds a line to the use log.

The doors are found, not listed: whatever public function takes a notebook must stand here, with a call that is made,
or among those that touch nothing that a coach wrote, with the reason. A new door that logs nothing fails.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import store
from store import (
    arrivals,
    bundle,
    calls,
    case_record,
    csv_in,
    deleting,
    disclosure,
    drafts,
    employers,
    finding,
    follow_up,
    kinds,
    profiles,
    reading,
    resolving,
    route,
    search,
    showing,
    stages,
    telling,
    time_use,
    writing,
)
from store import today as today_page
from store.bundle import cards, exporting, opening, trusting
from store.bundle.seal import seal
from store.bundle.trusted import own_keys
from store.drafts import Draft
from store.due.rules import due_rules
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading_several import read_several
from store.use_log import Act, head, lines
from store.writing import Entry
from tests.notebooks import make_notebook
from tests.store import test_keeping_is_logged as keeping
from tests.store.bundle.enrolment import enrol
from tests.store.models import test_models_are_logged as models
from tests.store.placements import test_placements_are_logged as placements

pytestmark = pytest.mark.both_engines

ROOT = Path(store.__file__).parents[1]
DAY = date(2026, 11, 24)

NOTHING_OF_A_COACH = {
    "store.outside_backup.held_now": "a number",
    "store.idle.idle_minutes": "minutes",
    "store.idle.keep_idle_minutes": "minutes",
    "store.idle.most_idle_minutes": "minutes",
    "store.arrivals.place_of_last": "a number",
    "store.arrivals.records_after": "ids",
    "store.bundle.alarming.list_alarms": "codes and places",
    "store.bundle.alarms": "codes and places",
    "store.bundle.cards.own_words": "public keys",
    "store.bundle.cards.write_card": "public keys",
    "store.bundle.cards.write_card_into": "public keys",
    "store.bundle.inspect": "reads a file; of the notebook only whom it trusts",
    "store.bundle.inspection.inspect_bundle": "reads a file; of the notebook only whom it trusts",
    "store.bundle.delivering.lies_ready": "answers yes or no",
    "store.bundle.intake.open_file": "reads a file; of the notebook only whom it trusts",
    "store.bundle.intake.trust_of": "public keys",
    "store.bundle.quarantine.list_files": "numbers and reasons",
    "store.bundle.refused_files": "numbers and reasons",
    "store.bundle.laptops.list_laptops": "public keys, whose they are, and when they were heard",
    "store.bundle.laptops.require_office": "the role of the notebook",
    "store.bundle.signers": "public keys",
    "store.bundle.standing": "counts, moments and ids",
    "store.bundle.states.standing_of": "counts, moments and ids",
    "store.bundle.states.states_by_record": "answers with codes alone",
    "store.bundle.states_of": "answers with codes alone",
    "store.bundle.trusted.listed_signers": "public keys",
    "store.bundle.trusted.own_keys": "the notebook's own keys",
    "store.bundle.trusted.reader_of": "public keys",
    "store.bundle.trusting.write_recovery": "the notebook's own key, sealed",
    "store.bundle.write_card": "public keys",
    "store.consents.known_today": "a day and a number of days",
    "store.bundle.trusting.knows_office": "answers yes or no",
    "store.doubles.joined_clients": "ids",
    "store.one_person.standing_cards": "ids",
    "store.finding.make_ready": "gives nothing to anybody; what a search then shows is logged when it is shown",
    "store.bundle.swapping.delivery_due": "names of laptops",
    "store.inbox.inbox_folder": "a folder",
    "store.inbox.open_folder": "a folder",
    "store.kinds.may_write": "the role of the notebook",
    "store.inbox.read_heads": "reads files; of the notebook only whom it trusts",
    "store.recovering.read_sent": "a file that was sent; both persons are logged before anything of it is given out",
    "store.showing.read_ahead": "gives nothing to anybody; its lines are written when ``read_page`` shows it",
    "store.self_check.check": "answers with codes alone",
    "store.sticks.remember_swap_folder": "a folder",
    "store.sticks.swap_folder": "a folder",
}
"""Doors that touch nothing that a coach wrote, and what they touch instead."""


class Scene:
    """An enrolled notebook with a client, an employer, an item, an event and a draft.

    Args:
        notebook: a coach's.
        folder: to write into.
    """

    def __init__(self, notebook: Notebook, folder: Path) -> None:
        self.notebook = notebook
        self.folder = folder
        self.client = writing.save(notebook, Entry("client", {"given_name": "Aalto", "entry": DAY})).id
        self.employer = writing.save(notebook, Entry("employer", {"name": "Keksitty Kahvila"})).id
        item = {"client": self.client, "item": "written_instructions", "decision": "tell", "wording": "Kirjallisena."}
        self.item = writing.save(notebook, Entry("disclosure_item", {**item, "employers": (self.employer,)})).id
        self.event, self.part = new_id(), new_id()
        event: dict[str, Value | None] = {"kind": "client_meeting", "status": "held", "day": DAY}
        part = {"event": self.event, "client": self.client, "notes": "Kirjallisena."}
        writing.save_all(
            notebook, [Entry("event", event, id=self.event), Entry("event_client_part", part, id=self.part)]
        )
        self.gone = writing.save(notebook, Entry("employer", {"name": "Poistettava"})).id
        writing.delete(notebook, "employer", self.gone)
        self.draft = drafts.keep_draft(notebook, Draft("client", {"goals": "kesken"}, client=self.client))
        self.card = folder / "office.toml"
        self.sealed = folder / "sealed"

    def entry(self) -> case_record.CaseEntry:
        """Return the client's part of the event as it waits for the client record system."""
        entry = case_record.case_entry(self.notebook, self.part)
        assert entry is not None
        return entry

    def taken(self) -> case_record.CaseEntry:
        """Return the same entry after it was taken there."""
        case_record.take_entry(self.notebook, self.entry(), DAY)
        return self.entry()

    def said(self) -> tuple[list[telling.SaidItem], telling.Agreed]:
        """Return something new that the client agrees to be told."""
        item = new_id()
        values: dict[str, Value | None] = {"item": "breaks_and_quiet", "decision": "tell", "wording": "Kirjallisena."}
        values |= {"employers": (self.employer,), "place": "m"}
        return [telling.SaidItem(item, values)], telling.Agreed((item,), DAY, None, "spoken", copy_given=False)

    def disputed(self) -> resolving.Dispute:
        """Return two names of the employer, saved without knowing of each other."""
        knew = reading.show(self.notebook, "employer", self.employer).heads
        for name in ("Keksitty Yksi", "Keksitty Kaksi"):
            writing.save(self.notebook, Entry("employer", {"name": name}, id=self.employer, knew=knew))
        found = resolving.dispute(self.notebook, "employer", self.employer, "name")
        assert found is not None
        return found

    def table(self) -> csv_in.TableRead:
        """Return a table of one new employer."""
        return csv_in.parse_table(b"name\nToinen Kahvila\n", "employer")


CALLS: dict[str, Callable[[Scene], object]] = {
    "store.bundle.export": lambda on: bundle.export(on.notebook, on.folder),
    "store.bundle.exporting.export_changes": lambda on: exporting.export_changes(on.notebook, on.folder),
    "store.bundle.trust": lambda on: bundle.trust(on.notebook, on.card, on.card.with_suffix(".words").read_text()),
    "store.bundle.trusting.trust_card": lambda on: trusting.trust_card(
        on.notebook, on.card, on.card.with_suffix(".words").read_text()
    ),
    "store.bundle.trusting.take_roster": lambda on: trusting.take_roster(
        on.notebook, _roster_of(cards.read_card(on.card, practice=False))
    ),
    "store.bundle.unseal": lambda on: bundle.unseal(on.sealed, on.folder / "clear", notebook=on.notebook),
    "store.bundle.opening.unseal_file": lambda on: opening.unseal_file(
        on.sealed, on.folder / "clear", None, notebook=on.notebook
    ),
    "store.arrivals.arrivals": lambda on: arrivals.arrivals(
        on.notebook, (arrivals.OnScreen("employer", on.employer, ()),)
    ),
    "store.resolving.dispute": lambda on: resolving.dispute(on.notebook, "employer", on.employer, on.disputed().unit),
    "store.resolving.resolve": lambda on: resolving.resolve(
        on.notebook, on.disputed(), {"name": "Keksitty Kolme"}, today=DAY
    ),
    "store.calls.call": lambda on: calls.call(on.notebook, on.employer, None, DAY),
    "store.case_record.call_back": lambda on: case_record.call_back(on.notebook, on.taken()),
    "store.case_record.case_entries": lambda on: case_record.case_entries(on.notebook, DAY),
    "store.case_record.case_entry": lambda on: case_record.case_entry(on.notebook, on.part),
    "store.case_record.log_copied": lambda on: case_record.log_copied(on.notebook, on.entry()),
    "store.case_record.take_entry": lambda on: case_record.take_entry(on.notebook, on.entry(), DAY),
    "store.csv_in.names_for": lambda on: csv_in.names_for(on.notebook, "event"),
    "store.csv_in.take_in_table": lambda on: csv_in.take_in_table(on.notebook, on.table()),
    "store.deleting.bring_back": lambda on: deleting.bring_back(
        on.notebook, deleting.Deleted((("employer", on.gone),))
    ),
    "store.deleting.bring_back_with": lambda on: deleting.bring_back_with(on.notebook, "employer", on.gone),
    "store.deleting.delete_together": lambda on: deleting.delete_together(on.notebook, "event", on.event),
    "store.disclosure.agree": lambda on: disclosure.agree(on.notebook, on.client, [on.item], agreed_on=DAY),
    "store.disclosure.conditions": lambda on: disclosure.conditions(on.notebook, on.client, DAY),
    "store.disclosure.may_be_told": lambda on: disclosure.may_be_told(on.notebook, on.client, on.employer, DAY),
    "store.disclosure.not_to_be_told": lambda on: disclosure.not_to_be_told(on.notebook, on.client, on.employer, DAY),
    "store.disclosure.who_knows": lambda on: disclosure.who_knows(on.notebook, on.client),
    "store.disclosure.withdraw": lambda on: disclosure.withdraw(on.notebook, on.client, day=DAY),
    "store.disclosure.told_somewhere": lambda on: disclosure.told_somewhere(on.notebook, on.client, DAY),
    "store.drafts.discard_draft": lambda on: drafts.discard_draft(on.notebook, on.draft),
    "store.drafts.find_draft": lambda on: drafts.find_draft(on.notebook, on.draft),
    "store.drafts.keep_draft": lambda on: drafts.keep_draft(on.notebook, Draft("event", {"notes": "kesken"})),
    "store.drafts.keep_drafts": lambda on: drafts.keep_drafts(on.notebook, (Draft("event", {"notes": "kesken"}),)),
    "store.drafts.list_drafts": lambda on: drafts.list_drafts(on.notebook),
    "store.due.rules.due_rules": lambda on: due_rules(on.notebook, DAY),
    "store.employers.employer_lines": lambda on: employers.employer_lines(on.notebook),
    "store.employers.employer_view": lambda on: employers.employer_view(on.notebook, on.employer),
    "store.finding.find_as_typed": lambda on: finding.find_as_typed(on.notebook, "aalto", 50),
    "store.follow_up.follow_up": lambda on: follow_up.follow_up(on.notebook, DAY),
    "store.kinds.count_kinds": lambda on: kinds.count_kinds(on.notebook, ("job",), on.client),
    "store.profiles.profile_versions": lambda on: profiles.profile_versions(on.notebook, on.client),
    "store.reading.find": lambda on: reading.find(on.notebook, "client", on.client),
    "store.reading.heads_of": lambda on: reading.heads_of(on.notebook, "client", on.client),
    "store.reading.history_of": lambda on: reading.history_of(on.notebook, on.client),
    "store.reading.list_records": lambda on: reading.list_records(on.notebook, "client"),
    "store.reading_several.read_several": lambda on: read_several(on.notebook, "client", [on.client]),
    "store.reading.show": lambda on: reading.show(on.notebook, "client", on.client),
    "store.route.day_route": lambda on: route.day_route(on.notebook, DAY),
    "store.route.write_route": lambda on: route.write_route(on.notebook, on.folder / "route.txt", "9.00"),
    "store.search.search": lambda on: search.search(on.notebook, "aalto"),
    "store.showing.read_page": lambda on: showing.read_page(
        on.notebook, lambda notebook: reading.show(notebook, "client", on.client)
    ),
    "store.stages.client_way": lambda on: stages.client_way(on.notebook, on.client, DAY),
    "store.stages.enter_stage": lambda on: stages.enter_stage(
        on.notebook, stages.client_way(on.notebook, on.client, DAY), "job_search", DAY
    ),
    "store.stages.stage_board": lambda on: stages.stage_board(on.notebook, DAY),
    "store.telling.agree_on": lambda on: telling.agree_on(
        on.notebook, telling.open_sheet(on.notebook, on.client), *on.said()
    ),
    "store.telling.examples": lambda on: telling.examples(on.notebook, "written_instructions", "fi"),
    "store.telling.keep_talk": lambda on: telling.keep_talk(
        on.notebook, on.client, DAY, telling.Talk(new_id(), {"freedom_explained": True})
    ),
    "store.telling.open_sheet": lambda on: telling.open_sheet(on.notebook, on.client),
    "store.time_use.days_of_work": lambda on: time_use.days_of_work(on.notebook, DAY, DAY),
    "store.time_use.take_from_events": lambda on: time_use.take_from_events(on.notebook, DAY, DAY),
    "store.today.today": lambda on: today_page.today(on.notebook, DAY),
    "store.writing.delete": lambda on: writing.delete(on.notebook, "client", on.client),
    "store.writing.save": lambda on: writing.save(on.notebook, Entry("employer", {"name": "Uusi"})),
    "store.writing.save_all": lambda on: writing.save_all(on.notebook, [Entry("employer", {"name": "Uusi"})]),
    "store.writing.undelete": lambda on: writing.undelete(on.notebook, "employer", on.gone),
}
"""Every other door, and one call of it."""

RECEIVING = {
    "store.bundle.answer",
    "store.bundle.discard",
    "store.bundle.kept_changes",
    "store.bundle.look_at",
    "store.bundle.quarantine.discard_file",
    "store.bundle.quarantine.list_kept_changes",
    "store.bundle.receipting.write_receipts",
    "store.bundle.receive",
    "store.bundle.received_bundles",
    "store.bundle.receiving.look_at_files",
    "store.bundle.receiving.receive_files",
    "store.bundle.receiving.try_files_again",
    "store.bundle.retract_bundle",
    "store.bundle.settle_alarm",
    "store.bundle.alarming.settle",
    "store.bundle.swap",
    "store.bundle.swapping.deliver_to",
    "store.bundle.swapping.swap_folder",
    "store.bundle.swapping.to_answer",
    "store.bundle.taking_changes.take_changes",
    "store.bundle.taking_receipts.take_receipt",
    "store.bundle.taking_rosters.take_roster_in",
    "store.bundle.try_again",
    "store.bundle.undoing.list_bundles",
    "store.bundle.undoing.retract_bundles",
    "store.conflicts.open_conflicts",
}
"""Doors for what comes in: ``tests/store/bundle/test_receiving_is_logged.py`` calls them on both sides."""

DOUBLES = {
    "store.doubles.doubles",
    "store.doubles.join_clients",
    "store.doubles.keep_apart",
    "store.without_coach.without_coach",
}
"""Doors of doubles and of clients without a coach: ``test_doubles`` and ``test_without_coach`` call them."""

INBOX = {
    "store.inbox.take_in_files",
    "store.laptop_names.names_of_laptops",
    "store.office_today.office_today",
    "store.statistics.statistics",
    "store.csv_out.write_rows",
    "store.statistics.write_table",
}
"""Doors of the office's day: ``test_inbox_folder``, ``test_office_today``, ``test_statistics_counts`` call them."""

OFFICE = {
    "store.assigning.assign_client",
    "store.assigning.end_assignment",
    "store.assigning.hand_clients_over",
    "store.assigning.substitute",
    "store.bundle.delivering.deliver",
    "store.bundle.laptops.bind_laptop",
    "store.bundle.laptops.cut_off",
    "store.bundle.trusting.take_roster_file",
    "store.checklists.coach_leaves",
    "store.checklists.laptop_changes",
    "store.office_settings.office_settings",
    "store.office_settings.set_office_setting",
    "store.office_staff.add_worker",
    "store.office_staff.give_slot",
    "store.office_staff.remove_worker",
    "store.office_staff.set_roles",
    "store.putting_away.ended_clients",
    "store.putting_away.fetch_back",
    "store.putting_away.put_away",
    "store.recovering.recover_passphrase",
    "store.rekeying.new_signing_key",
    "store.rekeying.succeed_office",
}
"""Doors of the office and of putting away: ``tests/store/test_office_is_logged.py`` calls them."""

QUALITY = {
    "store.diversity.diversity",
    "store.quality.looking.give_score",
    "store.quality.looking.quality",
    "store.quality.looking.write_pack",
    "store.quality.together.write_counts",
}
"""Doors of the quality criteria: ``tests/store/quality/test_looking.py`` and ``test_together.py`` call them."""

KEEPING = {*keeping.CALLS, *keeping.OF_THE_OFFICE, *keeping.NOTHING_OF_A_COACH}
"""Doors of the client's rights, of backups and of files in clear: ``test_keeping_is_logged.py`` calls them."""

MODELS = set(models.CALLS)
"""Doors of the operating models: ``tests/store/models/test_models_are_logged.py`` calls them."""

PLACEMENTS = set(placements.CALLS)
"""Doors of placements, months, fees and budgets: ``test_placements_are_logged.py`` calls them."""

IN_TESTS_OF_THEIR_OWN = {
    "store.bundle.trusting.found_office",
    "store.outside_backup.note_outside_backup",
    "store.showing.glance",
    *DOUBLES,
    *INBOX,
    *RECEIVING,
    *OFFICE,
    *KEEPING,
    *MODELS,
    *PLACEMENTS,
    *QUALITY,
}
"""``found_office``: of an office's first run, through ``take_roster``. The others in the tests of their modules."""


def _roster_of(read: cards.ReadCard):  # type: ignore[no-untyped-def]  # a narrowing and nothing else
    assert read.roster is not None
    return read.roster


@pytest.fixture
def scene(notebook: Notebook, tmp_path: Path) -> Scene:
    """The scene, on a laptop that trusts an office."""
    folder = tmp_path / "out"
    folder.mkdir()
    on = Scene(notebook, folder)
    with make_notebook(tmp_path / "office", role="office") as office:
        enrol(office, notebook, folder)
        on.card.with_suffix(".words").write_text(cards.write_card(office, on.card).words)
    from store.bundle.seal import recipient_of

    on.sealed.write_bytes(seal(b"something", recipient_of(own_keys(notebook).identity)))
    return on


def doors() -> dict[str, Callable[..., object]]:
    """Return every public function of the store that is given an open notebook, by the module that defines it."""
    found: dict[str, Callable[..., object]] = {}
    for module in pkgutil.walk_packages(store.__path__, "store."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.name:
                continue
            if any(parameter == "notebook" for parameter in list(inspect.signature(function).parameters)):
                annotation = function.__annotations__.get("notebook", "")
                if "Notebook" in str(annotation):
                    found[f"{module.name}.{name}"] = function
    return found


def test_every_door_is_called_here_or_touches_nothing_of_a_coach() -> None:
    found = set(doors())
    assert found - set(CALLS) - set(NOTHING_OF_A_COACH) - IN_TESTS_OF_THEIR_OWN - FOUNDING == set()
    assert (set(CALLS) | set(NOTHING_OF_A_COACH) | IN_TESTS_OF_THEIR_OWN) - found == set()


FOUNDING = {name for name in doors() if name.startswith(("store.founding.", "store.sharing."))}
"""An office's first run writes what ``take_roster`` and ``create_notebook`` write; its database has its own tests."""


@pytest.mark.parametrize("door", sorted(CALLS))
def test_a_door_writes_a_line(scene: Scene, door: str) -> None:
    with scene.notebook.reading() as connection:
        before, _ = head(connection)
    CALLS[door](scene)
    with scene.notebook.reading() as connection:
        after, _ = head(connection)
    assert after > before


def test_opening_and_backing_up_are_lines(notebook: Notebook) -> None:
    """What the notebook does as a whole; a new key is tested with the renewal."""
    notebook.back_up()
    with notebook.reading() as connection:
        acts = [line.act for line in lines(connection)]
    assert acts[-2:] == [Act.OPENED, Act.BACKED_UP]


def test_a_draft_is_one_line_and_not_one_a_second(notebook: Notebook) -> None:
    id = drafts.keep_draft(notebook, Draft("event", {"notes": "k"}))
    for text in ("ke", "kes", "kesk"):
        drafts.keep_draft(notebook, Draft("event", {"notes": text}, id=id))
    drafts.discard_draft(notebook, id)
    with notebook.reading() as connection:
        written = [(line.act, line.id) for line in lines(connection) if line.record == "draft"]
    assert written == [(Act.ADDED, id), (Act.DELETED, id)]


def test_no_line_holds_what_was_typed(scene: Scene) -> None:
    """A ground is a code, never a word of a form: the log outlives an erasure."""
    for call in CALLS.values():
        try:
            call(scene)
        except Exception:  # noqa: BLE001, S112, RUF100 - some calls exclude each other; the log is looked at
            continue
    with scene.notebook.reading() as connection:
        text = "".join(line.text for line in lines(connection)).lower()
    for word in ("aalto", "kahvila", "kirjallisena", "kesken"):
        assert word not in text


def test_nothing_outside_the_store_gets_past_the_doors() -> None:
    """Screens and commands hold no connection: what they see, they saw through a door."""
    for folder in ("tui", "screens"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in ("reading", "writing"):
                    assert not isinstance(node.value, ast.Name) or "notebook" not in node.value.id, path
                    assert not isinstance(node.value, ast.Attribute) or node.value.attr != "notebook", path
                if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("store."):
                    for name in node.names:
                        target = getattr(importlib.import_module(node.module), name.name, None)
                        if inspect.isfunction(target):
                            assert "connection" not in inspect.signature(target).parameters, (path, name.name)
