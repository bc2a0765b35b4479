"""Every screen behind the passphrase, for tests that look at them all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from textual.screen import Screen

from screens.clients.clear_files import ClearFiles
from screens.clients.client import ClientPage
from screens.clients.client_everything import ClientEverything
from screens.clients.client_looked import ClientLooked
from screens.clients.client_papers import ClientPapers
from screens.clients.client_records import ClientRecords
from screens.clients.client_rights import ClientRights
from screens.clients.client_told import ClientTold
from screens.clients.clients import Clients
from screens.clients.correct_client import CorrectClient
from screens.clients.due_for_erasure import DueForErasure
from screens.clients.erase_client import EraseClient
from screens.clients.legal_holds import LegalHolds
from screens.clients.place_hold import PlaceHold
from screens.clients.stage_change import StageChange
from screens.clients.stages import StagesPage
from screens.day.before_visit import BeforeVisit
from screens.day.call import CallPage
from screens.day.case_entries import CaseEntries
from screens.day.case_entry import CaseEntryPage
from screens.day.due import DuePage
from screens.day.due_until import DueUntil
from screens.day.event import EventForm
from screens.day.event_kinds import EventKinds
from screens.day.for_employer import ForEmployer
from screens.day.own_records import OwnRecords
from screens.day.route import RoutePage
from screens.day.today import Today
from screens.day.write_route import WriteRoute
from screens.disclosure.disclosure_conditions import DisclosureConditions
from screens.disclosure.what_is_told import WhatIsTold
from screens.disclosure.withdraw import Withdraw
from screens.employers.diversity import DiversityPage
from screens.employers.employer import EmployerPage
from screens.employers.employers import Employers
from screens.exchange.arrived import ArrivedPage, BothValues
from screens.exchange.conflict import ConflictPage
from screens.exchange.conflicts import Conflicts
from screens.exchange.take_and_fetch import TakeAndFetch
from screens.models.attendance import AttendancePage
from screens.models.choose_models import ChooseModels
from screens.models.figures_page import FiguresPage, WriteFigures
from screens.models.finding_people import FindingPeople
from screens.models.models_page import ModelsPage
from screens.models.pair_page import PairPage
from screens.models.person_page import PersonPage
from screens.models.status_list import StatusList
from screens.models.system_page import SystemPage
from screens.money.client_month import ClientMonthPage
from screens.notebook.backups import BackupsPage
from screens.notebook.restore_drill import RestoreDrill
from screens.notebook.settings import SettingsPage
from screens.notebook.tour import Tour
from screens.office.office_card import OfficeCard
from screens.office.own_card import OwnCard
from screens.placements.agreement import AgreementPage
from screens.placements.agreements import AgreementsPage
from screens.placements.needs import NeedsPage
from screens.placements.place import PlacePage
from screens.placements.places import PlacesPage
from screens.placements.progress import ProgressPage
from screens.placements.results import ResultsPage
from screens.placements.week_sheet import WeekSheetPage
from screens.quality.follow_up import FollowUpPage
from screens.quality.quality import QualityPage
from screens.quality.quality_definition import QualityDefinition
from screens.quality.quality_folder import QualityFolder
from screens.quality.quality_rows import QualityRows
from screens.quality.time_use import TimeUsePage
from screens.quality.write_quality import WriteQuality
from screens.records.correction import CorrectionForm
from screens.records.deleted import DeletedPage
from screens.records.history import HistoryPage
from screens.records.kind_list import KindList
from screens.records.record_form import RecordForm
from screens.records.record_version import RecordVersion
from screens.search import Search
from screens.write_paper import WritePaper
from store.arrivals import Arrival
from store.due import Due, Person
from store.history.state import Conflict, Live
from store.identifiers import new_id
from store.models.systems import systems
from store.quality.choosing import Chosen
from store.quality.counted import Asked
from store.quality.criteria import read_criteria
from store.quality.looking import Quality
from store.quality.measures import measure_all
from store.quality.rows import Rows
from store.quality.rules import rules_of
from store.quality.totals import total_of
from tests.screens.conftest import Planted
from tui.app.application import ReppuApp
from tui.forms.days import wall_day
from tui.paper.model_writing import CertificatePaper
from tui.widgets.ask import Ask
from tui.widgets.page import Page

DAY = date(2026, 11, 22)
RULES = rules_of((), DAY)
COUNTED = Quality(
    first=date(2026, 5, 25),
    last=DAY,
    worker=None,
    rules=RULES,
    chosen=Chosen(read_criteria()),
    measures=measure_all(Rows(), Asked(date(2026, 5, 25), DAY, RULES), read_criteria()),
    current=None,
    scores=(),
    before={},
    actions=(),
    total=total_of(read_criteria(), {}, {}),
)
"""The criteria of a notebook in which nothing is written down yet."""


def arrived(planted: Planted) -> list[BothValues]:
    """Return something that arrived about the planted client."""
    live = Live("040 555 000", "none/1/0000000000000000", new_id(), datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    return [BothValues(Arrival("client", planted.client, Conflict("phone", (live,))), {"phone": "000 123"})]


def something_due(planted: Planted) -> Due:
    """Return something that is due for the planted client."""
    return Due(Person(planted.client, "Testi", ""), "first_contact", wall_day(), wall_day(), days=30)


def every_page(planted: Planted) -> list[Page[Any]]:
    """Return every screen behind the passphrase but Today."""
    return [
        Clients(),
        Employers(),
        ClientPage(planted.client),
        RecordForm("client", planted.client),
        RecordForm("event"),
        SettingsPage(),
        EventForm(planted.event),
        EventForm(kind="client_meeting", client=planted.client),
        EventForm(kind="call"),
        EventKinds(),
        BeforeVisit(planted.event),
        ForEmployer(),
        WhatIsTold(planted.client),
        Withdraw(planted.client),
        DisclosureConditions(planted.client),
        Search(),
        EmployerPage(planted.employer),
        CallPage(planted.employer),
        HistoryPage("client", planted.client),
        CaseEntries(),
        CaseEntryPage(new_id()),
        TakeAndFetch(),
        OfficeCard(),
        OwnCard(),
        Conflicts(),
        ConflictPage("client", planted.client, "phone"),
        ArrivedPage(arrived(planted)),
        Tour(),
        DeletedPage(),
        StagesPage(),
        StageChange(planted.client),
        ClientRecords(planted.client),
        KindList("job", planted.client),
        RecordVersion("job_search_plan", planted.client),
        ModelsPage(),
        SystemPage("M0.1"),
        SystemPage("M2.9"),
        FiguresPage(("M0.2", "M4.5")),
        WriteFigures(("M0.2",), wall_day(), wall_day()),
        StatusList(systems()["M0.6"].lists[0]),
        AttendancePage("gathering", planted.event),
        PersonPage(planted.client, "peer_coach", planted.client),
        PairPage(planted.client),
        FindingPeople("expert_by_experience"),
        ChooseModels(),
        WritePaper(CertificatePaper(planted.client)),
        OwnRecords(),
        TimeUsePage(),
        RoutePage(),
        WriteRoute(wall_day(), ""),
        FollowUpPage(),
        DuePage(something_due(planted)),
        DueUntil(something_due(planted)),
        QualityPage(),
        QualityRows(1, COUNTED),
        QualityDefinition(24, COUNTED),
        DiversityPage(),
        WriteQuality(COUNTED),
        QualityFolder(COUNTED),
        PlacesPage(),
        PlacePage(new_id(), wall_day()),
        NeedsPage(),
        AgreementsPage(),
        AgreementPage(new_id()),
        WeekSheetPage(new_id(), wall_day() - timedelta(days=wall_day().weekday())),
        ResultsPage(),
        ProgressPage(planted.client),
        ClientMonthPage(planted.client, wall_day().replace(day=1)),
        ClientRights(planted.client),
        ClientTold(planted.client),
        ClientLooked(planted.client),
        ClientEverything(planted.client),
        ClientPapers(planted.client),
        EraseClient(planted.client),
        LegalHolds(planted.client),
        PlaceHold(planted.client),
        CorrectClient(planted.client),
        CorrectionForm("client", planted.client),
        DueForErasure(),
        ClearFiles(),
        BackupsPage(),
        RestoreDrill(),
        Ask("form.leave_question", ("form.go_on", "form.save", "form.discard")),
    ]


async def show(app: ReppuApp, page: Screen[Any]) -> None:
    """Show a screen over Today."""
    while not isinstance(app.screen, Today):
        app.pop_screen()
    await app.push_screen(page)
