"""The models on the screen: the office chooses, a coach sees only their own, and a person works with keys alone."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from screens.models.attendance import AttendancePage
from screens.models.choose_models import ChooseModels
from screens.models.figures_page import FiguresPage, WriteFigures
from screens.models.finding_people import FindingPeople
from screens.models.models_page import ModelsPage
from screens.models.pair_page import PairPage
from screens.models.person_page import PersonPage
from screens.models.status_list import StatusList
from screens.models.system_page import SystemPage
from screens.write_paper import WritePaper
from store.bundle.laptops import list_laptops
from store.history.change import Value
from store.models.systems import systems
from store.models.use import choose_model
from store.notebook import Notebook
from store.reading import list_records
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.office import Offices, offices, offices_template
from tests.screens.pages import every_page, show
from tests.store.bundle.delivered import send
from tui.forms.days import wall_day
from tui.language import word

__all__ = ["offices", "offices_template"]


OF_RIGHTS = ("client_everything", "client_looked")
"""Pages on which everything that is held, or was looked at, must stand."""


def add(notebook: Notebook, record: str, **values: Value | None) -> str:
    return save(notebook, Entry(record, values)).id


def choose(offices: Offices, *models: str) -> None:
    """Let the office choose models for everybody, and the laptop hear of it."""
    with (
        Notebook.unlock(offices.office, PASSPHRASE) as office,
        Notebook.unlock(offices.laptop, PASSPHRASE) as laptop,
    ):
        for model in models:
            choose_model(office, model, None, wall_day(), on=True)
        [principal] = [one.principal for one in list_laptops(office) if one.worker == laptop.identity.worker]
        send(office, principal, laptop, offices.folder)


async def test_the_office_ticks_the_models_and_sees_them_at_once(offices: Offices) -> None:
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        app.push_screen(ModelsPage())
        await settled(pilot)
        assert "Toimisto ei ole vielä valinnut" in " ".join(text(app).split())
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ChooseModels)
        await pilot.press("enter")
        await settled(pilot)
        assert "[x] kaikki" in " ".join(text(app).split())
        await pilot.press("escape")
        await settled(pilot)
        shown = text(app)
        assert "VERTAISVALMENTAJAT" in shown
        assert "KOKEMUSASIANTUNTIJAT" not in shown


async def test_a_coach_finds_the_two_models_in_use_and_no_other(offices: Offices) -> None:
    choose(offices, "peer_coaches", "experts")
    async with opened(offices.laptop, (80, 40)) as pilot:
        app = app_of(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press(*"vertaisvalm")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ModelsPage)
        assert app.screen.model == "peer_coaches"
        app.push_screen(ModelsPage())
        await settled(pilot)
        front = app.screen
        assert isinstance(front, ModelsPage)
        assert front.found is not None
        assert tuple(front.found.shown) == ("peer_coaches", "experts")


async def test_a_list_shows_one_status_at_a_time(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        for name, status in (("Lehto", "active"), ("Tuuli", "waiting")):
            person = add(notebook, "person", name=name)
            add(notebook, "person_role", person=person, part_played="peer_coach", status=status)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(StatusList(systems()["M0.1"].lists[0]))
        await settled(pilot)
        assert "odottaa 1, käytettävissä 1" in text(app) or "Lehto" in text(app)
        await pilot.press("f5")
        await settled(pilot)
        assert ("Tuuli" in text(app), "Lehto" in text(app)) == (True, False)
        await pilot.press("f5")
        await settled(pilot)
        assert ("Tuuli" in text(app), "Lehto" in text(app)) == (False, True)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PersonPage)
        assert "vain toimistossa" in " ".join(text(app).split())


async def test_the_day_sheet_is_ticked_in_the_field_and_the_hours_follow(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        series = add(notebook, "series", kind="mobile_group", name="Lumo")
        add(notebook, "client_member", client=planted.client, series=series, start=wall_day())
        day: dict[str, Value] = {"kind": "mobile_work_day", "status": "held", "day": wall_day(), "series": series}
        held = add(notebook, "gathering", **day, minutes=240, site_risks="Liukkaat portaat", job_at_site="haravointi")
    async with opened(planted.home, (60, 18)) as pilot:
        app = app_of(pilot)
        app.push_screen(AttendancePage("gathering", held))
        await settled(pilot)
        assert "Liukkaat portaat" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "1/1 paikalla" in text(app)
        await pilot.press("f4")
        await settled(pilot)
        assert "etänä" in text(app)
        await pilot.press("f8")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [entry] = list_records(notebook, "work_entry")
        assert (entry.client, entry.values["minutes"]) == (planted.client, 240)
        [there] = list_records(notebook, "client_attendance")
        assert there.values["presence"] == "remote"


async def test_the_pair_is_looked_at_and_the_peers_hours_are_printed(planted: Planted, tmp_path: Path) -> None:
    folder = tmp_path / "paperit"
    folder.mkdir()
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        person = add(notebook, "person", name="Lehto Keksitty")
        worker = notebook.identity.worker
        pair = add(notebook, "working_pair", worker=worker, person=person, start=wall_day(), agreed_tasks="mukana")
        task: dict[str, Value] = {"person": person, "kind": "pair_work", "status": "held", "worker": worker}
        add(notebook, "fee_assignment", day=wall_day(), minutes=90, **task)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(PairPage(pair))
        await settled(pilot)
        shown = " ".join(text(app).split())
        assert "Lehto Keksitty" in shown
        assert "1:30" in shown
        assert "Mitään ei kerrota" in shown
        assert "Testi" not in shown.replace("Testi Valmentaja", "")
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, WritePaper)
        app.screen.query_one("#folder", Input).value = str(folder)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PairPage)
    [paper] = folder.iterdir()
    assert paper.read_bytes().startswith(b"%PDF")
    assert "lehto" not in paper.name.casefold()


async def test_a_person_is_found_by_theme_and_day(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        for name, themes in (("Lehto", "rohkeus"), ("Tuuli", "velat")):
            person = add(notebook, "person", name=name)
            part: dict[str, Value] = {"part_played": "expert_by_experience", "status": "active", "themes": themes}
            add(notebook, "person_role", person=person, **part)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(FindingPeople("expert_by_experience"))
        await settled(pilot)
        await pilot.press(*"rohk", "space", *"+3d")
        await settled(pilot)
        assert ("Lehto" in text(app), "Tuuli" in text(app)) == (True, False)


async def test_the_office_writes_the_figures_where_somebody_chose(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        add(office, "gathering", kind="outreach", status="held", day=wall_day(), reach=40)
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        app.push_screen(SystemPage("M0.8"))
        await settled(pilot)
        assert "tavoitettuja" in text(app)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, FiguresPage)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, WriteFigures)
        app.screen.query_one(Input).value = str(offices.folder)
        await pilot.press("f2")
        await settled(pilot)
    [path] = offices.folder.iterdir()
    assert "M0.8;Näkyvä vertaistyö;tavoitettuja;40" in path.read_text(encoding="utf-8-sig")


async def test_a_period_is_handed_over_to_coaching_and_nothing_is_typed_again(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        period: dict[str, Value] = {"client": planted.client, "kind": "work_activity", "tasks": "keittiö"}
        first = add(notebook, "activity_period", start=wall_day(), timetable="ma ke", **period)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(StatusList(systems()["M2.3"].lists[0]))
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, StatusList)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [new] = list_records(notebook, "activity_period", where={"kind": "coaching_period"})
    assert (new.client, new.values["earlier_period"]) == (planted.client, first)
    assert (new.values["tasks"], new.values["timetable"]) == ("keittiö", "ma ke")


async def test_a_client_is_shown_their_type_nowhere_but_where_everything_held_must_be(planted: Planted) -> None:
    """The rights of access and of the log (GDPR 15, 703/2023 § 11) hold it too; no other page for a client does."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        typing: dict[str, Value] = {"client": planted.client, "client_type": planted.event, "start": wall_day()}
        add(notebook, "client_typing", **typing)
    said = {word("record", "client_typing").casefold(), word("record", "client_type").casefold()}
    together = [page for page in every_page(planted) if page.TOGETHER and page.NAME not in OF_RIGHTS]
    assert together
    async with opened(planted.home) as pilot:
        for page in together:
            await show(app_of(pilot), page)
            await settled(pilot)
            assert not [one for one in said if one in text(app_of(pilot)).casefold()]
