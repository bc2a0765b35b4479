"""Search, the call, employers and the history of a record, with the keys that a person presses."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import Any, cast

import pytest
from textual.events import Key
from textual.widgets import Input

from screens.clients.client import ClientPage
from screens.day.call import CallPage
from screens.day.event import EventForm
from screens.day.today import Today
from screens.employers.employer import EmployerPage
from screens.employers.employers import Employers
from screens.notebook.shade import Shade
from screens.records.history import HistoryPage
from screens.records.record_form import RecordForm
from screens.search import Search
from store.disclosure import agree, withdraw
from store.finding import Found, find_as_typed
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.turns import NotNowError
from store.use_log import Act
from store.use_log import lines as use_lines
from store.writing import Entry, delete, save, save_all
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import SECRET, Planted
from tests.screens.looking import SIZES, app_of, lines, opened, settled, text
from tui.forms.days import wall_day
from tui.widgets.rows import Line, Rows, laid_out, marked
from tui.widgets.theme import THEMES

KEPT_BACK = "Kielletty-Kertoa"
"""Words that stand only in what must not be told."""


@pytest.fixture
def busy(planted: Planted) -> Planted:
    """The planted home with a contact person, notes in many forms, and something that may and may not be told."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        contact = {"employer": planted.employer, "name": "Soittaja [red]E[/red]", "phone": "+358 40 000 7788"}
        save(notebook, Entry("contact_person", contact))
        event = new_id()
        visit: dict[str, Value | None] = {
            "kind": "employer_visit",
            "status": "held",
            "day": wall_day() - timedelta(days=3),
            "mode": "face_to_face",
        }
        learned = {"learned": "Kadun toisella puolella, [red]ei markkeerausta[/red].", "next_step": "Soitan takaisin"}
        save_all(
            notebook,
            [
                Entry("event", {**visit, "employer": planted.employer, "worker": notebook.identity.worker}, id=event),
                Entry("event_employer_part", {"event": event, "employer": planted.employer, **learned}),
                Entry(
                    "event_client_part", {"event": event, "client": planted.client, "agreed": "Kävelemme kadulla."}
                ),
            ],
        )
        told: dict[str, Value | None] = {
            "client": planted.client,
            "item": "breaks_and_quiet",
            "decision": "tell",
            "employers": (planted.employer,),
        }
        told |= {"wording": "Pidän [red]tauon[/red].", "if_asked": "Kysy minulta.", "not_to_say": KEPT_BACK}
        item = save(notebook, Entry("disclosure_item", told)).id
        kept: dict[str, Value | None] = {
            "client": planted.client,
            "item": "medication",
            "decision": "do_not_tell",
            "wording": KEPT_BACK,
        }
        save(notebook, Entry("disclosure_item", kept))
        agree(notebook, planted.client, [item], agreed_on=wall_day())
    return planted


@pytest.mark.parametrize(
    ("language", "title", "nothing"),
    [("fi", "Etsi", "Mitään ei löytynyt"), ("sv", "Sök", "Inget hittades"), ("en", "Search", "Nothing was found")],
)
async def test_what_is_typed_is_found_and_enter_opens_it(
    busy: Planted, language: str, title: str, nothing: str
) -> None:
    async with opened(busy.home, language=language) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        assert f"Reppu · {title}" in lines(app_of(pilot))[0]
        await pilot.press(*"katu")
        await settled(pilot)
        seen = text(app_of(pilot))
        assert "Kävelemme kadulla." in seen
        assert "[red]ei markkeerausta[/red]" in seen
        assert "Kahvila Keksitty" in seen
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, EventForm)
        await pilot.press("escape")
        await settled(pilot)
        screen = app_of(pilot).screen
        assert isinstance(screen, Search)
        assert screen.query_one(Input).value == "katu"
        await pilot.press("x", "x")
        await settled(pilot)
        assert nothing in text(app_of(pilot))


@pytest.mark.parametrize(("typed", "page"), [("lasana", ClientPage), ("eksitty", EmployerPage), ("7788", CallPage)])
async def test_people_are_found_by_any_part_of_a_name_or_number(busy: Planted, typed: str, page: type) -> None:
    async with opened(busy.home) as pilot:
        await pilot.press("f3")
        await pilot.press(*typed)
        await settled(pilot)
        if page is EmployerPage:
            await pilot.press("down")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, page)


async def test_enter_waits_for_what_the_typed_text_finds(busy: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = Event()

    def slow(*asked: object, wait: bool = True, **more: object) -> Found:
        if not wait:
            raise NotNowError
        let_go.wait(10)
        return cast("Found", cast("Any", find_as_typed)(*asked, wait=wait, **more))

    async with opened(busy.home) as pilot:
        await pilot.press("f3", *"toinen")
        await settled(pilot)
        page = app_of(pilot).screen
        assert page.query_one(Rows).target != ("client", busy.client)
        monkeypatch.setattr("screens.search.find_as_typed", slow)
        page.query_one(Input).value = "lasana"
        await pilot.press("enter")
        await pilot.pause()
        assert app_of(pilot).screen is page
        let_go.set()
        await settled(pilot)
        opened_page = app_of(pilot).screen
        assert isinstance(opened_page, ClientPage)
        assert opened_page.client == busy.client


async def test_what_was_found_is_underlined_and_not_coloured_alone(busy: Planted) -> None:
    async with opened(busy.home) as pilot:
        await pilot.press("f3", *"kadulla")
        await settled(pilot)
        strips = app_of(pilot).screen._compositor.render_strips()
        found = [s.text for strip in strips for s in strip if s.style is not None and s.style.underline]
        assert "kadulla" in "".join(found)


def test_marks_move_with_characters_that_are_made_visible() -> None:
    line = Line(("", "\u202eab kadulla"), (2,), marks=((4, 11), (4, 11)))
    shown = laid_out(line, 40)
    assert [shown[start:end] for start, end in marked(line, 40)] == ["kadulla"]
    assert marked(line, 8) == ()


async def test_what_is_typed_before_the_field_is_there_or_from_the_list_is_typed_into_it(busy: Planted) -> None:
    async with opened(busy.home) as pilot:
        app = app_of(pilot)
        app.push_screen(Search())
        app.post_message(Key("k", "k"))
        app.post_message(Key("a", "a"))
        await settled(pilot)
        assert app.screen.query_one(Input).value == "ka"
        app.screen.query_one(Rows).focus()
        await pilot.press("d")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "kad"


async def test_search_opens_from_a_form_and_what_was_typed_there_stays(busy: Planted) -> None:
    async with opened(busy.home) as pilot:
        app_of(pilot).push_screen(RecordForm("client", busy.client))
        await settled(pilot)
        field = app_of(pilot).screen.query(Input).first()
        field.value = "Muutettu"
        await pilot.press("f3", "escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, RecordForm)
        assert app_of(pilot).screen.query(Input).first().value == "Muutettu"


async def test_the_shade_is_not_searched_behind(busy: Planted) -> None:
    async with opened(busy.home) as pilot:
        await pilot.press("f9", "f3")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Shade)


async def test_what_must_not_be_told_is_neither_found_nor_on_the_call(busy: Planted) -> None:
    async with opened(busy.home, (120, 40)) as pilot:
        await pilot.press("f3", *"kielletty")
        await settled(pilot)
        assert KEPT_BACK not in text(app_of(pilot))
        for page in (CallPage(busy.employer), EmployerPage(busy.employer), Employers()):
            app_of(pilot).push_screen(page)
            await settled(pilot)
            seen = text(app_of(pilot))
            assert KEPT_BACK not in seen
            assert SECRET not in seen
            assert "lääk" not in seen.lower()


async def test_the_call_shows_caller_last_visit_and_sentences_until_they_are_taken_back(busy: Planted) -> None:
    async with opened(busy.home, (80, 40)) as pilot:
        await pilot.press("f3", *"040 000 77")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        app = app_of(pilot)
        assert isinstance(app.screen, CallPage)
        seen = text(app)
        for words in ("Soittaja [red]E[/red]", "Soitan takaisin", "Pidän [red]tauon[/red].", "Kysy minulta."):
            assert words in seen
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, EmployerPage)
        assert app.notebook is not None
        withdraw(app.notebook, busy.client)
        await pilot.press("escape")
        await settled(pilot)
        assert "tauon" not in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        assert app.screen.typed()["kind"] == "call"
        assert app.screen.typed()["employer"] == busy.employer


async def test_an_employer_has_contacts_visits_and_the_next_step_and_no_client(busy: Planted) -> None:
    async with opened(busy.home, (80, 40)) as pilot:
        await pilot.press("ctrl+p", *"työnantajat", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Employers)
        await pilot.press(*"lahti", "enter")
        await settled(pilot)
        seen = text(app_of(pilot))
        for words in (
            "Kahvila Keksitty",
            "Soittaja [red]E[/red]",
            "Kadun toisella puolella",
            "Soitan takaisin",
        ):
            assert words in seen
        assert "Kävelemme" not in seen
        assert SECRET not in seen
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, CallPage)


async def test_the_history_says_who_what_when_and_why(busy: Planted) -> None:
    with Notebook.unlock(busy.home, PASSPHRASE) as notebook:
        save(notebook, Entry("employer", {"sector": "[red]ala[/red]"}, id=busy.employer, reason="Soittivat itse"))
    async with opened(busy.home) as pilot:
        app_of(pilot).push_screen(EmployerPage(busy.employer))
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, HistoryPage)
        seen = text(app_of(pilot))
        for words in (
            "Testi Valmentaja",
            "[red]ala[/red]",
            "Syy: Soittivat itse",
            "ensimmäinen kirjaus",
            "Kahvila Keksitty",
        ):
            assert words in seen
        app_of(pilot).choose_language("sv")
        await settled(pilot)
        assert "Orsak: Soittivat itse" in text(app_of(pilot))


async def test_the_history_of_a_consent_names_fields_and_no_words(busy: Planted) -> None:
    from store.reading import list_records

    async with opened(busy.home, (120, 40)) as pilot:
        notebook = app_of(pilot).notebook
        assert notebook is not None
        for item in list_records(notebook, "disclosure_item"):
            app_of(pilot).push_screen(HistoryPage("disclosure_item", item.id))
            await settled(pilot)
            assert KEPT_BACK not in text(app_of(pilot))
            assert "Testi Valmentaja" in text(app_of(pilot))


async def test_what_is_gone_meanwhile_breaks_no_screen(busy: Planted) -> None:
    async with opened(busy.home) as pilot:
        app = app_of(pilot)
        for page in (EmployerPage(new_id()), CallPage(new_id()), HistoryPage("employer", new_id())):
            app.push_screen(page)
            await settled(pilot)
            assert app.screen is page
        while not isinstance(app.screen, Today):
            app.pop_screen()
        await pilot.press("f3", *"soittaja")
        await settled(pilot)
        assert app.notebook is not None
        delete(app.notebook, "employer", busy.employer)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EmployerPage)
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(app.screen, EmployerPage)


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_fits(busy: Planted, size: tuple[int, int]) -> None:
    async with opened(busy.home, size) as pilot:
        for page in (Search(), Employers(), EmployerPage(busy.employer), CallPage(busy.employer)):
            app_of(pilot).push_screen(page)
            await settled(pilot)
            seen = lines(app_of(pilot))
            assert len(seen) == size[1]
            assert "F9" in seen[-1]
            assert page.query_one(Rows).size.height >= 5


async def test_what_is_at_hand_is_shown_with_its_letter_and_logged_behind_it(busy: Planted) -> None:
    async with opened(busy.home) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        app = app_of(pilot)
        page, notebook = app.screen, app.notebook
        assert isinstance(page, Search)
        assert notebook is not None
        written = notebook.written
        page.query_one(Input).value = "kadulla"
        assert page.found.findings
        assert notebook.written == written
        app.later.flush()
        with notebook.reading() as connection:
            assert Act.SEARCHED in [line.act for line in use_lines(connection)[-2:]]
        assert notebook.written == written + 1


async def test_what_could_not_be_logged_is_taken_off_the_screen(
    busy: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*values: object) -> None:
        raise Refusal(Reason.FULL_DISK)

    async with opened(busy.home) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        page = app_of(pilot).screen
        assert isinstance(page, Search)
        with monkeypatch.context() as patched:
            patched.setattr("store.showing.write_waiting", full)
            page.query_one(Input).value = "kadulla"
            assert page.found.findings
            app_of(pilot).later.flush()
            await settled(pilot)
        assert page.found == Found()
        assert page.shell.refused(Refusal(Reason.FULL_DISK))[:30] in text(app_of(pilot))


async def test_a_text_longer_than_its_field_is_followed_by_the_cursor(busy: Planted) -> None:
    async with opened(busy.home, (60, 18)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        app_of(pilot).screen.query_one(Input).value = "a" * 90
        await pilot.press("end", *"loppu")
        await settled(pilot)
        assert "aaaloppu" in text(app_of(pilot))
        await pilot.press("home", "x")
        await settled(pilot)
        assert "xaaa" in text(app_of(pilot))


async def test_lines_are_painted_anew_in_another_theme(busy: Planted) -> None:
    async with opened(busy.home) as pilot:
        await pilot.press("f3", *"kadulla")
        await settled(pilot)
        app = app_of(pilot)

        def colours() -> list[str]:
            strips = app.screen._compositor.render_strips()[6:8]
            return [str(s.style.bgcolor) for strip in strips for s in strip if s.style is not None]

        before = colours()
        app.theme = next(name for name in THEMES if name != app.theme)
        await settled(pilot)
        assert set(colours()).isdisjoint(before)
