"""What arrives while a form is open is shown, and overwrites nothing (USERS, rule 7; DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from screens.day.event import EventForm
from screens.day.event_fields import SentenceTick
from screens.day.today import Today
from screens.exchange.arrived import ArrivedPage
from screens.records.record_form import RecordForm
from store.disclosure import withdraw
from store.notebook import Notebook
from store.reading import find, list_records
from store.writing import Entry, delete, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.visits import plant_permissions
from tests.store.exchange import send
from tui.widgets.ask import Ask


@pytest.fixture
def office_of(tmp_path: Path, planted: Planted) -> Iterator[Notebook]:
    """An office that holds everything of the planted notebook."""
    with make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as office:
        with Notebook.unlock(planted.home, PASSPHRASE) as coach:
            send(coach, office)
            send(office, coach)
        yield office


async def take_in(pilot: Pilot[str], office: Notebook) -> None:
    """Take in what the office has, as a bundle would, in the app's own queue of writes."""
    app = app_of(pilot)
    await app.write(send, office, app.opened)
    await settled(pilot)


def phone(form: RecordForm) -> Input:
    """Return the field of the phone number."""
    return form.query_one("#field-phone Input", Input)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", ("Toimistosta tuli muutos", "Lomakkeella", "Mitään ei korvata")),
        ("sv", ("Från kontoret kom en ändring", "I formuläret", "Ingenting ersätts")),
        ("en", ("A change to this entry came from the office", "In the form", "Nothing is replaced")),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_form_says_what_arrived_and_shows_both_values(
    planted: Planted, office_of: Notebook, language: str, said: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with opened(planted.home, size, language) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        phone(form).focus()
        await pilot.press("end", *"99")
        save(office_of, Entry("client", {"phone": "040 555 000"}, id=planted.client))
        await take_in(pilot, office_of)
        assert phone(form).value == "000 123 45699"
        assert said[0] in text(app_of(pilot))
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, ArrivedPage)
        shown = text(app_of(pilot))
        assert "000 123 45699" in shown
        assert "040 555 000" in shown
        assert "Testi Toimisto" in shown
        assert said[1] in shown
        assert said[2] in shown
        await pilot.press("escape")
        await settled(pilot)
        assert app_of(pilot).screen is form
        assert phone(form).value == "000 123 45699"


async def test_saving_an_unequal_value_leaves_a_conflict_of_both(planted: Planted, office_of: Notebook) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        save(office_of, Entry("client", {"phone": "040 555 000"}, id=planted.client))
        await take_in(pilot, office_of)
        phone(form).value = "000 111"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = find(notebook, "client", planted.client)
        assert found is not None
        [conflict] = found.conflicts
        assert {live.value for live in conflict.values} == {"040 555 000", "000 111"}


async def test_what_was_not_touched_is_taken_over_without_a_conflict(planted: Planted, office_of: Notebook) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        save(office_of, Entry("client", {"phone": "040 555 000"}, id=planted.client))
        await take_in(pilot, office_of)
        form.query_one("#field-municipality Input", Input).value = "Lahti"
        await pilot.press("f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = find(notebook, "client", planted.client)
        assert found is not None
        assert found.conflicts == ()
        assert (found.values["phone"], found.values["municipality"]) == ("040 555 000", "Lahti")


async def test_what_arrives_about_another_record_says_nothing(planted: Planted, office_of: Notebook) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        save(office_of, Entry("employer", {"municipality": "Heinola"}, id=planted.employer))
        await take_in(pilot, office_of)
        assert "Toimistosta tuli" not in text(app_of(pilot))
        await pilot.press("f4")
        await settled(pilot)
        assert app_of(pilot).screen is form


async def test_the_event_form_says_what_arrived_and_keeps_what_was_typed(
    planted: Planted, office_of: Notebook
) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        form = app_of(pilot).screen
        assert isinstance(form, EventForm)
        place = next(one for one in form.query(Input) if one.name == "place")
        place.value = "Takahuone"
        save(office_of, Entry("event", {"place": "Kahvio"}, id=planted.event))
        await take_in(pilot, office_of)
        assert "Toimistosta tuli muutos tähän kirjaukseen: Paikka" in text(app_of(pilot))
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert "Takahuone" in text(app_of(pilot))
        assert "Kahvio" in text(app_of(pilot))
        await pilot.press("escape", "f2")
        await settled(pilot)
        if isinstance(app_of(pilot).screen, Ask):
            raise AssertionError(text(app_of(pilot)))
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = find(notebook, "event", planted.event)
        assert found is not None
        [conflict] = found.conflicts
        assert {live.value for live in conflict.values} == {"Takahuone", "Kahvio"}


async def test_a_visit_form_shows_nothing_private_of_what_arrived(planted: Planted, office_of: Notebook) -> None:
    [part] = list_records(office_of, "event_client_part", where={"event": planted.event})
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        save(office_of, Entry("event_client_part", {"notes": "Salainen-Sana"}, id=part.id, knew=part.heads))
        await take_in(pilot, office_of)
        assert "Toimistosta tuli muutos tähän kirjaukseen: asiakkaan tiedot" in text(app_of(pilot))
        await pilot.press("f4")
        await settled(pilot)
        assert "Ei näytetä" in text(app_of(pilot))
        assert "Salainen-Sana" not in text(app_of(pilot))


async def test_a_draft_taken_up_again_undoes_nothing_that_arrived(planted: Planted, office_of: Notebook) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        form = app_of(pilot).screen
        assert isinstance(form, EventForm)
        form.query_one("#employer-part TextArea", TextArea).text = "Tarvitsee hyllyttäjän."
        await app_of(pilot).keep_everything()
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        save(office_of, Entry("event", {"place": "Kahvio"}, id=planted.event))
        send(office_of, coach)
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(EventForm(planted.event))
        await settled(pilot)
        assert "Toimistosta tuli muutos tähän kirjaukseen: Paikka" in text(app_of(pilot))
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = find(notebook, "event", planted.event)
        assert found is not None
        assert found.conflicts == ()
        assert found.values["place"] == "Kahvio"


async def test_a_permission_that_was_taken_back_elsewhere_leaves_the_visit_form_at_once(
    planted: Planted, office_of: Notebook
) -> None:
    plant_permissions(planted)
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        send(coach, office_of)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        form = app_of(pilot).screen
        assert isinstance(form, EventForm)
        assert len(form.query(SentenceTick)) > 0
        withdraw(office_of, planted.client)
        await take_in(pilot, office_of)
        assert len(form.query(SentenceTick)) == 0


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_the_event_form_says_at_once_what_is_in_conflict(
    planted: Planted, office_of: Notebook, language: str, size: tuple[int, int]
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        save(office_of, Entry("event", {"place": "Kirjasto"}, id=planted.event))
        save(coach, Entry("event", {"place": "Toimisto"}, id=planted.event))
        send(office_of, coach)
    async with opened(planted.home, size, language) as pilot:
        form = EventForm(planted.event)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        said = {"fi": "Tässä kirjauksessa on ristiriita", "sv": "finns en konflikt", "en": "has a conflict"}
        assert said[language] in text(app_of(pilot))
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, ArrivedPage)
        assert "Kirjasto" in text(app_of(pilot))
        assert "Toimisto" in text(app_of(pilot))


async def test_what_the_office_undoes_is_announced_in_the_open_form(planted: Planted, office_of: Notebook) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        saved = save(coach, Entry("client", {"phone": "000 777"}, id=planted.client))
        send(coach, office_of)
    chain, seq, digest = saved.change.split("/")
    undone = Entry("retraction", {"ground": "väärä nippu"}, add={"ranges": (f"{chain}/{seq}/{seq}/{digest}",)})
    async with opened(planted.home) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        assert "Toimistosta tuli muutos" not in text(app_of(pilot))
        order = save(office_of, undone)
        await take_in(pilot, office_of)
        assert "Toimistosta tuli muutos tähän kirjaukseen: Puhelin" in " ".join(text(app_of(pilot)).split())
        await pilot.press("f4")
        await settled(pilot)
        shown = text(app_of(pilot))
        assert "000 777" in shown
        assert "000 123 456" in shown
        await pilot.press("escape", "escape")
        await settled(pilot)
        # An undoing that came before the form was opened is no news to it; taking it back is.
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        form.look_for_arrivals()
        await settled(pilot)
        assert "Toimistosta tuli muutos" not in text(app_of(pilot))
        delete(office_of, "retraction", order.id)
        await take_in(pilot, office_of)
        assert "Toimistosta tuli muutos" in text(app_of(pilot))
