"""Acts on Asiakkaan oikeudet: legal holds, corrections with their reason, and a log that is long."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from screens.clients import client_looked
from screens.clients.client_looked import ClientLooked
from screens.clients.client_rights import ClientRights
from screens.clients.correct_client import CorrectClient, CorrectionList
from screens.clients.legal_holds import LegalHolds
from screens.clients.place_hold import PlaceHold
from screens.day.today import Today
from screens.records.correction import CorrectionForm
from screens.records.record_form import RecordForm
from store.drafts import list_drafts
from store.erasing_clients import erase_client
from store.keeping_times import kept_until
from store.legal_holds import end_hold, hold, holds_on_client
from store.notebook import Notebook
from store.reading import history_of, show
from store.refusal import Reason, Refusal
from store.rights import everything_about
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.office import Offices, offices, offices_template
from tests.screens.pages import show as put
from tests.store.bundle.delivered import send
from tui.language import word
from tui.widgets.ask import Ask
from tui.widgets.rows import Rows

__all__ = ["offices", "offices_template"]


def said(key: str) -> str:
    return word(key)[:40]


async def test_the_office_places_lists_and_ends_holds(offices: Offices) -> None:
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        await app.push_screen(ClientRights(offices.client))
        await settled(pilot)
        rows = app.screen.query_one(Rows)
        rows.cursor = next(place for place, line in enumerate(rows.lines) if line.target == "holds")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, LegalHolds)
        assert said("legal_holds.none") in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PlaceHold)
        await pilot.press("f2")
        await settled(pilot)
        assert said("place_hold.no_ground") in " ".join(text(app).split())
        await pilot.press(*"kantelu", "f2")
        await settled(pilot)
        assert isinstance(app.screen, LegalHolds)
        assert "kantelu" in text(app)
        assert "Testi Toimisto" in text(app)
        (one,) = holds_on_client(app.opened, offices.client)
        kept = kept_until(app.opened, offices.client)
        assert kept is not None
        assert kept.held
        hold(app.opened, offices.client, "oikeudenkäynti")
        app.screen.read_again()
        await settled(pilot)
        await pilot.press("home", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert len(holds_on_client(app.opened, offices.client)) == 2, "the harmless answer has the focus"
        await pilot.press("home", "enter")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert [each.ground for each in holds_on_client(app.opened, offices.client)] == ["oikeudenkäynti"]
        assert one.id not in {each.id for each in holds_on_client(app.opened, offices.client)}


async def test_a_laptop_shows_the_office_s_hold_and_offers_none_of_its_own(offices: Offices, tmp_path: Path) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office, Notebook.unlock(offices.laptop, PASSPHRASE) as laptop:
        hold(office, offices.client, "kantelu")
        principal = next(one for one in _principals(office) if one)
        send(office, principal, laptop, tmp_path / "delivery")
        (held,) = holds_on_client(laptop, offices.client)
        with pytest.raises(Refusal) as refused:
            end_hold(laptop, offices.client, held.id)
        assert refused.value.reason is Reason.NOT_ALLOWED
    async with opened(offices.laptop) as pilot:
        app = app_of(pilot)
        await put(app, LegalHolds(offices.client))
        await settled(pilot)
        assert "kantelu" in text(app)
        assert said("legal_holds.office_only") in text(app)
        assert word("legal_holds.place") not in text(app)
        await pilot.press("f2", "enter")
        await settled(pilot)
        assert isinstance(app.screen, LegalHolds)
        with pytest.raises(Refusal) as refused:
            erase_client(app.opened, offices.client, "pyyntö")
        assert refused.value.reason is Reason.LEGALLY_HELD


def _principals(office: Notebook) -> list[str]:
    from store.bundle.laptops import list_laptops

    return [one.principal for one in list_laptops(office) if one.worker is not None]


async def test_a_correction_is_saved_with_its_reason_beside_the_old_value(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await put(app, ClientRights(planted.client))
        await settled(pilot)
        rows = app.screen.query_one(Rows)
        rows.cursor = next(place for place, line in enumerate(rows.lines) if line.target == "correct")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CorrectClient)
        await pilot.press("enter")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, CorrectionForm)
        await pilot.press("f2")
        await settled(pilot)
        assert said("correction.no_reason") in " ".join(text(app).split())
        assert form.query_one("#reason", Input).has_focus
        await pilot.press(*"numero vaihtui", "f2")
        await settled(pilot)
        assert said("correction.nothing") in " ".join(text(app).split()), "a reason without a change is none"
        form.query_one("#field-phone Input", Input).value = "000 999"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, CorrectClient)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert show(notebook, "client", planted.client).values["phone"] == "000 999"
        first, last = (history_of(notebook, planted.client)[place] for place in (0, -1))
        assert (first.set["phone"], last.set) == ("000 123 456", {"phone": "000 999"})
        assert (first.reason, last.reason) == ("", "numero vaihtui")
        (card,) = [one for one in everything_about(notebook, planted.client).records if one.record == "client"]
        assert card.amendments[-1].reason == "numero vaihtui", "the client reads it on Kaikki tietoni"


async def test_a_kind_leads_to_the_form_of_one_record_and_offers_no_new_one(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await put(app, CorrectClient(planted.client))
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CorrectionList)
        assert app.screen.record == "event_client_part"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, CorrectionList)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CorrectionForm)


async def test_a_correction_that_was_begun_comes_back_with_its_reason_and_to_its_own_form(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await put(app, CorrectionForm("client", planted.client))
        await settled(pilot)
        app.screen.query_one("#field-phone Input", Input).value = "000 999"
        app.screen.query_one("#reason", Input).focus()
        await pilot.press(*"tarkistettu", "tab")
        await settled(pilot)
        (draft,) = list_drafts(app.opened)
        await put(app, RecordForm("client", planted.client))
        await settled(pilot)
        assert not isinstance(app.screen, Ask), "the usual form is not asked about a correction"
        await put(app, CorrectionForm("client", planted.client))
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.query_one("#reason", Input).value == "tarkistettu"
        assert app.screen.query_one("#field-phone Input", Input).value == "000 999"
        while not isinstance(app.screen, Today):
            app.pop_screen()
        await settled(pilot)
        rows = app.screen.query_one(Rows)
        rows.cursor = next(place for place, line in enumerate(rows.lines) if line.target == ("draft", draft.id))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen_stack[-2], CorrectionForm)


async def test_a_long_log_shows_its_newest_lines_and_says_how_many_there_are(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        for _ in range(client_looked.AT_ONCE):
            show(notebook, "client", planted.client)
    async with opened(planted.home, (120, 40)) as pilot:
        app = app_of(pilot)
        page = ClientLooked(planted.client)
        await put(app, page)
        await settled(pilot)
        shown = " ".join(text(app).split())
        assert f"{page.count} MERKINTÄÄ" in shown
        assert f"uusimmat {client_looked.AT_ONCE}" in shown
        assert word("client_looked.older") in shown
        few = len(page.query_one(Rows).lines)
        await pilot.press("f5")
        await settled(pilot)
        assert len(page.query_one(Rows).lines) > few
        assert "uusimmat" not in text(app)
        assert word("client_looked.older") not in text(app)
