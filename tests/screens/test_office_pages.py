"""Every page of the office: it says where one is, fits, can be read in every theme, and has its help."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from textual.widget import Widget

from screens.clients.double import DoublePage
from screens.clients.doubles import Doubles
from screens.exchange.inbox import Inbox
from screens.exchange.inbox_file import InboxFile
from screens.exchange.quarantine import Quarantine
from screens.exchange.received_bundles import ReceivedBundles, UndoBundle
from screens.help import Help
from screens.office.assign_client import AssignClient
from screens.office.checklist import Checklist
from screens.office.cut_off import CutOff
from screens.office.end_assignment import EndAssignment
from screens.office.give_coach import GiveCoach
from screens.office.hand_clients_over import HandClientsOver
from screens.office.laptop_card import LaptopCard
from screens.office.laptop_owner import LaptopOwner
from screens.office.laptops import Laptops
from screens.office.new_worker import NewWorker
from screens.office.office_coach import OfficeCoach
from screens.office.office_today import OfficeTodayPage
from screens.office.recovery import Recovery
from screens.office.statistics import StatisticsPage, WriteStatistics
from screens.office.substitution import Substitution
from screens.office.without_coach import WithoutCoachPage
from screens.office.worker import WorkerPage
from screens.office.worker_roles import WorkerRoles
from screens.office.workers import Workers
from store.bundle.outcomes import ReceivedBundle
from store.doubles import Double, Likeness, Standing
from store.identifiers import new_id
from store.inbox import open_folder, take_in_files
from store.notebook import Notebook
from store.without_coach import WithoutCoach
from tests.notebooks import PASSPHRASE
from tests.screens.crowd import crowd
from tests.screens.looking import app_of, every_way, lines, opened, settled, text
from tests.screens.office import Offices, offices, offices_template
from tests.screens.test_contrast import require_contrast_in_every_theme
from tui.app.application import ReppuApp
from tui.widgets.page import Page

FAMILIES: tuple[str, ...] = (
    "inbox",
    "help",
    "quarantine",
    "received",
    "office_today",
    "office_coach",
    "key",
    "statistics",
    "double",
    "doubles",
    "laptops",
)
FAMILIES += ("laptop_card", "laptop_owner", "cut_off", "workers", "worker", "worker_roles", "new_worker")
FAMILIES += ("assign_client", "end_assignment", "substitution", "hand_clients_over", "checklist", "recovery")
FAMILIES += ("without_coach", "give_coach")
"""Keys of words that must not be seen in the place of their words."""

__all__ = ["offices", "offices_template"]


@pytest.fixture
def filled(offices: Offices) -> Offices:
    """An office with something on each of its pages."""
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        crowd(office, 2, 1, offices.folder)
        (offices.folder / "nippu-rikki.toml").write_bytes(b'format = "reppu"\nversion = 1\n')
        take_in_files(office, open_folder(office, offices.folder), offices.folder)
    offices.write("Kahvila Keksitty")
    offices.hand_over()
    return offices


def office_pages(filled: Offices) -> list[Page[Any]]:
    """Return every page of the office but the first."""
    path = next(filled.folder.iterdir())
    with Notebook.unlock(filled.laptop, PASSPHRASE) as laptop:
        worker = laptop.identity.worker
    bundle = ReceivedBundle(
        1, new_id(), "SHA256:x", "coach-1", datetime(2026, 11, 23, 9, 0, tzinfo=UTC), 1, 2, 3, False
    )
    return [
        OfficeCoach("coach-1"),
        OfficeCoach("coach-2"),
        Inbox(),
        InboxFile(path, lambda even_flood: None),
        ReceivedBundles(),
        UndoBundle(bundle, "Ulla Keksitty"),
        Quarantine(),
        StatisticsPage(),
        WriteStatistics(date(2026, 10, 1), date(2026, 10, 31), "municipality"),
        Doubles(),
        DoublePage(Double(filled.client, filled.client, (Likeness.CUSTOMER_NUMBER,), Standing.OPEN)),
        Laptops(),
        LaptopCard(),
        LaptopOwner("coach-1"),
        CutOff("coach-1", "Ulla Keksitty"),
        Workers(),
        WorkerPage(worker),
        WorkerRoles(worker, "Ulla Keksitty"),
        NewWorker(),
        AssignClient(worker, "Ulla Keksitty"),
        EndAssignment(new_id(), "Aino K.", "Ulla Keksitty"),
        Substitution(worker, "Ulla Keksitty"),
        HandClientsOver(worker, "Ulla Keksitty"),
        Checklist(worker, "Ulla Keksitty", leaving=True),
        Checklist(worker, "Ulla Keksitty", leaving=False),
        Recovery(),
        WithoutCoachPage(),
        GiveCoach(WithoutCoach(filled.client, "Aino", "Keksitty", worker, "Ulla Keksitty")),
    ]


async def show(app: ReppuApp, page: Page[Any]) -> None:
    """Show a page over the first one."""
    while not isinstance(app.screen, OfficeTodayPage):
        app.pop_screen()
    await app.push_screen(page)


async def test_every_page_says_where_one_is_and_fits(filled: Offices) -> None:
    async with opened(filled.office) as pilot:
        app = app_of(pilot)
        for page in office_pages(filled):
            await show(app, page)
            async for size in every_way(pilot):
                shown = lines(app)
                assert shown[0].strip().startswith("Reppu · ")
                assert "F9" in shown[-1]
                assert len(page.foot_keys()) <= 5
                for widget in page.walk_children(Widget):
                    assert widget.region.right <= size[0], f"{type(page).__name__}: {widget}"
                require_words(app)
            await pilot.press("f1")
            await settled(pilot)
            assert isinstance(app.screen, Help)
            async for _size in every_way(pilot):
                require_words(app)


def require_words(app: ReppuApp) -> None:
    """Look for keys that stand in the place of their words."""
    assert not re.search(rf"\b({'|'.join(FAMILIES)})\.[a-z]", text(app))


async def test_every_page_can_be_read(filled: Offices) -> None:
    async with opened(filled.office) as pilot:
        app = app_of(pilot)
        await require_contrast_in_every_theme(pilot, "office_today")
        for page in office_pages(filled):
            await show(app, page)
            await require_contrast_in_every_theme(pilot, type(page).__name__)
