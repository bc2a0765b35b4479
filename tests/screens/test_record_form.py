"""The form: saves, asks before anything is lost, and keeps a draft of what is typed."""

from __future__ import annotations

from textual.widgets import Input, Select

from screens.clients.client import ClientPage
from screens.day.event import EventForm
from screens.day.today import Today
from screens.employers.employer import EmployerPage
from screens.employers.employers import Employers
from screens.records.record_form import RecordForm
from store.drafts import list_drafts
from store.notebook import Notebook
from store.reading import list_records, show
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tui.forms.days import wall_day
from tui.widgets.ask import Ask


def field(form: RecordForm, name: str) -> Input:
    """Return the input of a field."""
    return form.query_one(f"#field-{name} Input", Input)


async def test_a_new_client_is_typed_and_saved(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("f3", "enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press(*"Uusi", "tab", *"Ihminen", "f2")
        await settled(pilot)
        assert "Ihminen, Uusi" in text(app_of(pilot))
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [saved] = list_records(notebook, "client", where={"family_name": "Ihminen"})
        assert saved.values == {"given_name": "Uusi", "family_name": "Ihminen"}
        assert list_drafts(notebook) == []


async def test_only_what_was_changed_is_saved(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        field(form, "municipality").value = "Lahti"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        from store.reading import history_of

        assert history_of(notebook, planted.client)[-1].set == {"municipality": "Lahti"}


async def test_a_refused_form_says_which_field_and_keeps_what_was_typed(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("client")
        app_of(pilot).push_screen(form)
        await settled(pilot)
        field(form, "family_name").value = "Nimetön"
        field(form, "entry").value = "joskus"
        await pilot.press("f2")
        await settled(pilot)
        assert "Kirjoita päivä" in text(app_of(pilot)) or form.query_one("#field-entry .remark").has_class("alarm")
        field(form, "entry").value = "eilen"
        await pilot.press("f2")
        await settled(pilot)
        assert "Etunimi" in text(app_of(pilot)).splitlines()[-3]
        assert field(form, "family_name").value == "Nimetön"
        await form._timer.rested()
        await settled(pilot)
        assert "Etunimi" in text(app_of(pilot)).splitlines()[-3], "the draft of the same second covers the refusal"


async def test_escape_asks_and_the_harmless_answer_has_the_focus(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("employer")
        app_of(pilot).push_screen(form)
        await settled(pilot)
        await pilot.press(*"Puoti", "escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert app_of(pilot).screen is form
        assert field(form, "name").value == "Puoti"
        await pilot.press("escape", "right", "right", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)


async def test_the_language_changes_and_what_was_typed_stays(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("event", preset={"status": "planned"})
        app_of(pilot).push_screen(form)
        await settled(pilot)
        field(form, "subject").value = "Kahvit"
        app_of(pilot).choose_language("sv")
        await settled(pilot)
        assert "Ny händelse" in text(app_of(pilot))
        assert "Klockan" in text(app_of(pilot))
        assert "planerad" in text(app_of(pilot))
        assert field(form, "subject").value == "Kahvit"
        assert form.query_one("#field-status Select", Select).value == "planned"


async def test_an_event_of_a_client_gets_a_part_of_the_client(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("f2", "3")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, EventForm)
        await pilot.press(*"Kahvit", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, ClientPage)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [event] = list_records(notebook, "event", where={"kind": "client_meeting"})
        assert event.values["day"] == wall_day()
        parts = list_records(notebook, "event_client_part", where={"event": event.id})
        assert [part.client for part in parts] == [planted.client]
        assert show(notebook, "client", planted.client).values["given_name"] == "Testi"


async def test_a_rule_between_fields_is_said_in_words(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = RecordForm("event", preset={"status": "planned", "day": wall_day()})
        app.push_screen(form)
        await settled(pilot)
        form.query_one("#field-kind Select", Select).value = "employer_visit"
        await pilot.press("f2")
        await settled(pilot)
        assert "Työnantajakäynnille tarvitaan työnantaja." in text(app)
        assert "employer_visit" not in text(app)


async def test_the_employer_of_an_event_opens_and_comes_back_renamed(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(RecordForm("event", planted.event))
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, RecordForm)
        assert (form.record, form.record_id) == ("employer", planted.employer)
        field(form, "name").value = "Kahvila Uusinimi"
        await pilot.press("f2")
        await settled(pilot)
        assert "Kahvila Uusinimi" in text(app)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert show(notebook, "employer", planted.employer).values["name"] == "Kahvila Uusinimi"


async def test_a_new_employer_is_chosen_for_the_event_that_asked_for_it(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = RecordForm("event")
        app.push_screen(form)
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press(*"Puoti", "f2")
        await settled(pilot)
        assert app.screen is form
        [puoti] = list_records(app.opened, "employer", where={"name": "Puoti"})
        assert form.query_one("#field-employer Select", Select).value == puoti.id


async def test_employers_are_found_from_the_list_of_commands(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press(*"työnantajat", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Employers)
        await pilot.press(*"lah", "enter")
        await settled(pilot)
        assert isinstance(app.screen, EmployerPage)
        assert app.screen.employer == planted.employer
