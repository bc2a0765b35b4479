"""The talk about telling, pressed as a coach and a client press it, in each language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from screens.clients.client import ClientPage
from screens.day.today import Today
from screens.disclosure.disclosure_conditions import DisclosureConditions
from screens.disclosure.told_drafts import COVERED, TALK_TEXTS, Said, Spoken, begin, draft_of, recovered
from screens.disclosure.told_examples import ToldExamples
from screens.disclosure.told_more import ToldMore
from screens.disclosure.told_summary import ToldSummary
from screens.disclosure.what_is_told import AskTogether, WhatIsTold
from screens.disclosure.withdraw import Withdraw
from screens.help import Help
from screens.notebook.shade import Shade
from store.disclosure import Seen, may_be_told, withdraw
from store.drafts import Draft, list_drafts
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import Shown, list_records
from store.records.disclosure import TYPICAL_ITEMS
from store.schema import trusted_key
from store.taking_in import RECEIVED_AT
from store.telling import Agreed, SaidItem, Sheet, agree_on, open_sheet, review_offered
from store.writing import Entry, save
from tests.screens.conftest import PASSPHRASE, Planted
from tests.screens.looking import SIZES, app_of, cells, contrast, lines, opened, settled, text
from tui.forms.days import wall_day
from tui.language import LANGUAGES, choose
from tui.language.catalogue import read_catalogue
from tui.widgets.page import Page
from tui.widgets.picks import Picks
from tui.widgets.theme import THEMES
from tui.widgets.words import Words

WORDS = "Muistan ohjeet, kun saan ne kirjallisina."
NEVER = {
    "fi": ("rajoit", "kertomissuunnitelma", "vajaakunto"),
    "sv": ("begräns", "plan för vad som berättas", "berättarplan"),
    "en": ("limit", "disclos", "impair", "restriction"),
}
"""What is never read on a screen that the client looks at (USERS, rule 5), by the beginnings of the words."""


def _item(notebook: Notebook, planted: Planted, **values: Value) -> str:
    """Write a talk in which one thing was agreed to be told at the planted workplace."""
    item = new_id()
    said: dict[str, Value | None] = {
        "item": "breaks_and_quiet",
        "decision": "tell",
        "employers": (planted.employer,),
        "wording": WORDS,
        "place": "m",
        **values,
    }
    agreed = Agreed((item,), wall_day(), wall_day() + timedelta(days=60), "spoken", True)
    agree_on(notebook, open_sheet(notebook, planted.client), [SaidItem(item, said)], agreed)
    return item


@pytest.fixture
def agreed_item(planted: Planted) -> str:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        return _item(notebook, planted)


async def _talk(pilot: Pilot[str], planted: Planted) -> WhatIsTold:
    """Go from the client's page into the talk, as a coach does."""
    app_of(pilot).push_screen(ClientPage(planted.client))
    await settled(pilot)
    await pilot.press("f5")
    await settled(pilot)
    screen = app_of(pilot).screen
    assert isinstance(screen, WhatIsTold)
    return screen


def _told(planted: Planted) -> list[Value | None]:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = may_be_told(notebook, planted.client, planted.employer, wall_day())
        return [permission.values.get("wording") for permission in found.items]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_talk_from_the_client_to_the_agreement_and_the_shade(planted: Planted, language: str) -> None:
    async with opened(planted.home, language=language) as pilot:
        await _talk(pilot, planted)
        app = app_of(pilot)
        assert "Testi S." in text(app)
        assert "Toinen" not in text(app)
        await pilot.press("space", "right", "space", "right", "space", "right", "space", "pagedown")
        await pilot.press("space", "tab", "space", "tab", "space", "tab", "space", "tab", "space")
        await pilot.press("tab", "tab", "tab", *WORDS)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ToldSummary)
        assert WORDS in text(app)
        assert "Kahvila Keksitty" in text(app)
        await pilot.press("tab", "space", "f2")
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        assert isinstance(app.screen_stack[-2], ClientPage)
        await pilot.press("f9")
        await settled(pilot)
        assert WORDS in text(app)
    assert _told(planted) == [WORDS]
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        (agreement,) = list_records(notebook, "disclosure_agreement")
        (talk,) = list_records(notebook, "disclosure_discussion")
        assert list_drafts(notebook) == []
    assert (agreement.values["copy_given"], agreement.values["how"]) == (True, "spoken")
    assert agreement.values["review_on"] == review_offered("job_search", wall_day())
    assert {name for name in COVERED if talk.values.get(name)} == set(COVERED[:4])


async def test_what_says_neither_where_nor_how_is_not_agreed_to(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await _talk(pilot, planted)
        await pilot.press("pagedown", "space", "f2")
        await settled(pilot)
        seen = text(app_of(pilot))
        assert "missä kerrotaan?" in seen
        assert "millä sanoilla?" in seen
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, ToldSummary)
        await pilot.press("f2")
        await settled(pilot)
        talk = app_of(pilot).screen
        assert isinstance(talk, WhatIsTold)
        assert talk.current is not None
        assert talk.current.decision == "tell"
    assert _told(planted) == []


async def _every_page(pilot: Pilot[str], planted: Planted) -> list[Page[Any]]:
    """Return every screen of the talk, each as it is reached."""
    talk = WhatIsTold(planted.client)
    app_of(pilot).push_screen(talk)
    await settled(pilot)
    assert talk.said is not None
    assert talk.sheet is not None
    pages: list[Page[Any]] = [ToldExamples("medication", "Lääkitys", "fi"), ToldMore(()), Help(talk)]
    pages += [ToldSummary(talk.sheet, talk.said), AskTogether("told.leave_question", ("told.go_on", "told.pause"))]
    return pages


async def test_nothing_of_others_can_be_reached_while_the_client_looks(planted: Planted, agreed_item: str) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.notify("Toinen Keksitty", markup=False)
        await pilot.pause()
        assert len(app._notifications) == 1
        pages = await _every_page(pilot, planted)
        for page in [None, *pages]:
            if page is not None:
                app.push_screen(page)
                await settled(pilot)
            before = app.screen
            app.notify("Toinen Keksitty", markup=False)
            await pilot.pause()
            assert len(app._notifications) == 0
            for pressed in ("f3", "ctrl+p", "f6", "f7", "f8", "ctrl+t", "ctrl+o"):
                await pilot.press(pressed)
                await settled(pilot)
                assert app.screen is before, (before, pressed)
                assert "Toinen" not in text(app)
            for name in ("today", "clients", "settings"):
                await app.action_go(name)
            app.action_new("client")
            assert app.screen is before
            if page is not None:
                app.pop_screen()
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, Shade)
        await pilot.press("ctrl+p", "f3")
        assert isinstance(app.screen, Shade)
        await pilot.press("f9", "escape")
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        assert not app.together


def _words_of_the_screens(language: str) -> dict[str, str]:
    """Return every text of the catalogue that a screen of the talk can show."""
    prefixes: tuple[str, ...] = (
        "told.",
        "together.",
        "what_is_told.",
        "told_examples.",
        "told_more.",
        "told_summary.",
        "shade.",
    )
    helps = ("help.what_is_told", "help.told_examples", "help.told_more", "help.told_summary", "help.everywhere")
    choices = ("item", "decision", "to_whom", "when", "who_says", "how")
    prefixes += ("refusal.changed_meanwhile", "practice.", "key.", *(f"choice.{name}." for name in choices))
    found = read_catalogue(language).entries
    return {key: str(words) for key, words in found.items() if key.startswith((*prefixes, *helps))}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_some_words_never_stand_on_these_screens(planted: Planted, agreed_item: str, language: str) -> None:
    for key, words in _words_of_the_screens(language).items():
        for never in NEVER[language]:
            assert never not in words.casefold(), key
    async with opened(planted.home, (120, 40), language) as pilot:
        app = app_of(pilot)
        pages = await _every_page(pilot, planted)
        talk = app.screen
        assert isinstance(talk, WhatIsTold)
        assert talk.said is not None
        talk.said.items = [Spoken(new_id(), code, "oma", new=True) for code in TYPICAL_ITEMS]
        seen = [text(app)]
        for _item_of in TYPICAL_ITEMS:
            await pilot.press("pagedown")
            await pilot.pause()
            seen.append(text(app))
        for page in pages:
            app.push_screen(page)
            await settled(pilot)
            seen.append(text(app))
            app.pop_screen()
        for shown in seen:
            for never in NEVER[language]:
                assert never not in " ".join(shown.casefold().split())
        assert not any(re.search(r"\b(told|choice|help)\.\w", one) for one in seen)


async def test_a_talk_that_is_paused_counts_and_goes_on_another_day(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(planted.home) as pilot:
        await _talk(pilot, planted)
        await pilot.press("space", "pagedown", "pagedown", "right", "space")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, AskTogether)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Shade)
    later = wall_day() + timedelta(days=7)
    for module in ("screens.disclosure.what_is_told", "screens.disclosure.told_summary"):
        monkeypatch.setattr(f"{module}.wall_day", lambda: later)
    async with opened(planted.home) as pilot:
        await pilot.press("end")
        assert isinstance(app_of(pilot).screen, Today)
        assert "Mitä työssä kerrotaan" in text(app_of(pilot))
        talk = await _talk(pilot, planted)
        assert "Jatketaan siitä" in text(app_of(pilot))
        assert talk.said is not None
        assert talk.said.at == 1
        assert talk.current is not None
        assert talk.current.decision == "do_not_tell"
        assert talk.said.talk == {}
        await pilot.press("f2", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Shade)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        days = [talk.values["day"] for talk in list_records(notebook, "disclosure_discussion")]
        (item,) = list_records(notebook, "disclosure_item")
    assert days == [later, wall_day()]
    assert item.values["decision"] == "do_not_tell"


async def test_forgetting_the_changes_leaves_what_was_agreed(planted: Planted, agreed_item: str) -> None:
    async with opened(planted.home) as pilot:
        await _talk(pilot, planted)
        await pilot.press("pagedown", "right", "space", "escape")
        await settled(pilot)
        await pilot.press("right", "right", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Shade)
    assert _told(planted) == [WORDS]
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert list_drafts(notebook) == []
        assert list_records(notebook, "disclosure_discussion") == []


async def test_what_is_typed_is_kept_when_the_notebook_locks(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await _talk(pilot, planted)
        await pilot.press("pagedown", "space")
        await app_of(pilot).action_lock()
        await pilot.pause()
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        (draft,) = list_drafts(notebook)
    assert (draft.form, draft.client) == ("what_is_told", planted.client)
    assert draft.values["items"][0]["texts"]["decision"] == "tell"


@pytest.mark.parametrize(("language", "words"), [("sv", "Jag minns bäst skrivet."), ("fi", "Muistan kirjoitetun.")])
async def test_an_example_comes_in_the_clients_language_and_can_be_altered(
    planted: Planted, language: str, words: str
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        texts = {"text_fi": "Muistan kirjoitetun.", "text_sv": "Jag minns bäst skrivet."}
        save(notebook, Entry("phrase", {"item": "contact_employers", **texts}))
        save(notebook, Entry("client", {"service_language": language}, id=planted.client))
    async with opened(planted.home) as pilot:
        talk = await _talk(pilot, planted)
        await pilot.press("f4")
        assert isinstance(app_of(pilot).screen, WhatIsTold)
        await pilot.press("pagedown", "f4")
        await settled(pilot)
        assert words in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("end", *" Ok.")
        await settled(pilot)
        assert talk.current is not None
        assert talk.current.texts["wording"] == f"{words} Ok."
        assert talk.current.decision == "tell"


async def test_the_client_adds_a_thing_of_their_own_and_names_another_workplace(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await _talk(pilot, planted)
        await pilot.press("f5", *"Asun koiran kanssa", "enter")
        await settled(pilot)
        assert "Asia 4/4    Asun koiran kanssa" in text(app_of(pilot))
        await pilot.press("space", "tab", "right", "space", "tab", *"Puoti  Uusi")
        await pilot.press("tab", "tab", "tab", "tab", "tab", "tab", *WORDS, "f2", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Shade)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        (shop,) = list_records(notebook, "employer", where={"name": "Puoti Uusi"})
        found = may_be_told(notebook, planted.client, shop.id, wall_day())
    assert [(p.values["own_item"], p.values["wording"]) for p in found.items] == [("Asun koiran kanssa", WORDS)]


@pytest.mark.parametrize(("what", "said"), [("item", "Tämä on muuttunut"), ("withdrawal", "Olet perunut tämän")])
async def test_what_arrives_during_the_talk_is_shown_and_decided_anew(
    planted: Planted, agreed_item: str, what: str, said: str
) -> None:
    async with opened(planted.home) as pilot:
        talk = await _talk(pilot, planted)
        await pilot.press("pagedown", "tab", "tab", "space", "f2")
        await settled(pilot)
        if what == "item":
            save(app_of(pilot).opened, Entry("disclosure_item", {"wording": "Muualta tullut."}, id=agreed_item))
        else:
            withdraw(app_of(pilot).opened, planted.client, item=agreed_item)
        await pilot.press("f2")
        await settled(pilot)
        assert app_of(pilot).screen is talk
        assert said in text(app_of(pilot))
        assert talk.current is not None
        assert talk.current.decision == ""
        await pilot.press("f2", "f2")
        await settled(pilot)
    assert _told(planted) == []


@pytest.mark.parametrize("scope", ["item", "employer"])
async def test_what_was_withdrawn_does_not_come_back_with_an_agreement_on_something_else(
    planted: Planted, agreed_item: str, scope: str
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        other = new_id()
        values = {"item": "wage_subsidy", "decision": "tell", "wording": "Toinen.", "place": "n"}
        said = SaidItem(other, {**values, "employers": (planted.employer, new_id())})
        both = Agreed((agreed_item, other), wall_day(), None, "spoken", True)
        agree_on(notebook, open_sheet(notebook, planted.client), [said], both)
        if scope == "item":
            withdraw(notebook, planted.client, item=agreed_item)
        else:
            withdraw(notebook, planted.client, employer=planted.employer)
    async with opened(planted.home) as pilot:
        await _talk(pilot, planted)
        await pilot.press("pagedown")
        assert "Olet perunut tämän luvan" in text(app_of(pilot))
        await pilot.press("f2", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Shade)
    assert _told(planted) == (["Toinen."] if scope == "item" else [])


async def test_a_permission_is_withdrawn_with_two_keys_and_who_knows_is_listed(
    planted: Planted, agreed_item: str
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        told: dict[str, Value] = {"client": planted.client, "employer": planted.employer, "item": agreed_item}
        save(notebook, Entry("told", {**told, "day": wall_day(), "words": WORDS, "to_whom": ("supervisor",)}))
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(ClientPage(planted.client))
        await settled(pilot)
        assert WORDS in text(app_of(pilot))
        await pilot.press("f8", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Withdraw)
        seen = text(app_of(pilot))
        for word in (
            "Lupa peruttu: Kaikki luvat",
            "Kahvila Keksitty",
            "esihenkilö",
            "Jo kerrottua emme saa takaisin",
        ):
            assert word in seen
        await pilot.press("escape")
        await settled(pilot)
        may_be_told, was_told = text(app_of(pilot)).split("MITÄ ON KERROTTU")
        assert WORDS not in may_be_told
        assert WORDS in was_told
    assert _told(planted) == []


@pytest.mark.parametrize(("downs", "scope"), [(1, "item"), (2, "employer")])
async def test_one_thing_or_one_workplace_is_withdrawn_and_the_others_stay(
    planted: Planted, agreed_item: str, downs: int, scope: str
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        sheet = open_sheet(notebook, planted.client)
        other = new_id()
        values = {"item": "wage_subsidy", "decision": "tell", "wording": "Toinen.", "place": "n"}
        said = SaidItem(other, {**values, "all_agreed_employers": True})
        agree_on(notebook, sheet, [said], Agreed((agreed_item, other), wall_day(), None, "spoken", True))
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(Withdraw(planted.client))
        await settled(pilot)
        await pilot.press(*["down"] * (downs if scope == "item" else downs + 1), "enter")
        await settled(pilot)
        assert "Tästä ei ole kerrottu kenellekään" in text(app_of(pilot))
        await pilot.press("enter")  # pressed once too often, it takes nothing more back
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        (withdrawal,) = list_records(notebook, "withdrawal")
        here = may_be_told(notebook, planted.client, planted.employer, wall_day())
        elsewhere = may_be_told(notebook, planted.client, new_id(), wall_day())
    assert withdrawal.values["scope"] == scope
    assert [one.item for one in here.items] == ([other] if scope == "item" else [])
    assert [one.item for one in elsewhere.items] == [other]


@pytest.mark.parametrize(("language", "words"), [("fi", "ei täyty"), ("sv", "uppfylls inte"), ("en", "not met")])
async def test_the_four_conditions_are_shown_with_their_rows(planted: Planted, language: str, words: str) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        talk: dict[str, Value] = {"client": planted.client, "freedom_explained": True, "day": wall_day()}
        save(notebook, Entry("disclosure_discussion", talk))
    async with opened(planted.home, language=language) as pilot:
        app_of(pilot).push_screen(ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        page = app_of(pilot).screen
        assert isinstance(page, DisclosureConditions)
        assert [one.condition.met for one in page.found] == [True, None, False, None]
        assert words in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        assert getattr(app_of(pilot).screen, "record", "") == "disclosure_discussion"


@pytest.mark.parametrize(("age", "old"), [(7, False), (8, True)])
async def test_permissions_show_the_day_of_what_is_known(
    planted: Planted, agreed_item: str, age: int, old: bool
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        heard = wall_day() - timedelta(days=age)
        root = {"fingerprint": "SHA256:test", "key": "k", "role": "root"}
        with notebook.writing() as connection:
            connection.execute(trusted_key.insert(), root | {"trusted_at": datetime(2026, 1, 1, tzinfo=UTC)})
        notebook.set_setting(RECEIVED_AT, f"{heard.isoformat()}T12:00:00+00:00")
    async with opened(planted.home, (120, 40)) as pilot:
        app_of(pilot).push_screen(ClientPage(planted.client))
        await settled(pilot)
        seen = text(app_of(pilot))
        assert f"{heard.day}.{heard.month}.{heard.year} tilanne." in seen
        assert ("tilanne. Kysy asiakkaalta ennen käyntiä." in seen) is old
        assert (WORDS in seen) is not old


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_of_the_talk_fits(planted: Planted, agreed_item: str, language: str, size: Any) -> None:
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        pages = await _every_page(pilot, planted)
        for page in [None, *pages, Withdraw(planted.client), DisclosureConditions(planted.client)]:
            if page is not None:
                app.push_screen(page)
            else:
                await pilot.press("pagedown")
            await settled(pilot)
            shown = app.screen
            assert isinstance(shown, Page)
            assert len(shown.foot_keys()) <= 5
            if not isinstance(shown, AskTogether | Help):
                assert "F9" in lines(app)[-1]
            for widget in shown.walk_children(Words):
                assert widget.region.right <= size[0], f"{type(shown).__name__}: {widget}"
            if page is not None:
                app.pop_screen()


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_the_talk_can_be_read(planted: Planted, agreed_item: str, theme: str) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.theme = theme
        pages = await _every_page(pilot, planted)
        await pilot.press("pagedown")
        for page in [None, *pages, Withdraw(planted.client), DisclosureConditions(planted.client)]:
            if page is not None:
                app.push_screen(page)
            await settled(pilot)
            for character, front, behind in cells(app):
                if character.isalnum():
                    assert contrast(front, behind) >= 7, f"{type(app.screen).__name__}: {character!r}"
            if page is not None:
                app.pop_screen()


async def test_the_terminals_cursor_follows_the_choices(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await _talk(pilot, planted)
        await pilot.press("pagedown", "right")
        picks = app_of(pilot).screen.query_one("#decision", Picks)
        x, y = app_of(pilot).cursor_position
        assert lines(app_of(pilot))[y][x - 1 : x + 2] in ("( )", "(•)")
        assert x > picks.region.x
        await pilot.click("#decision", offset=(1, 0))
        await settled(pilot)
        assert picks.code == "tell"


# ---- drafts


def _sheet(items: tuple[Shown, ...]) -> Sheet:
    client = Shown("client", new_id(), None, {"given_name": "Testi"})
    return Sheet(client, None, items, (), Seen((), (), {item.id: item.heads for item in items}))


_typed = st.fixed_dictionaries(
    {
        "decision": st.sampled_from(("tell", "do_not_tell", "decide_later")),
        "wording": st.text(max_size=20),
        "where": st.lists(st.sampled_from(("all", "other")), unique=True),
        "other": st.text(max_size=8),
    }
)


@given(typed=st.lists(_typed, max_size=4), covered=st.sets(st.sampled_from(COVERED)), words=st.text(max_size=20))
def test_a_draft_brings_everything_back(typed: list[dict[str, Any]], covered: set[str], words: str) -> None:
    choose("fi")
    shown = tuple(Shown("disclosure_item", new_id(), None, {"item": "medication"}, (f"c/{n}/h",)) for n in range(2))
    sheet = _sheet(shown)
    said = begin(sheet, wall_day())
    for number, texts in enumerate(typed):
        if number < 2:
            said.items[number].texts |= texts
            said.items[number].touched = True
        else:
            said.items.append(Spoken(new_id(), "own", "oma", new=True, touched=True, texts=dict(texts)))
    said.talk = {"covered": sorted(covered), TALK_TEXTS[0]: words}
    said.at = len(said.items) - 1
    draft = draft_of(said, sheet.client.id, None)
    values = json.loads(json.dumps(draft.values))
    again = recovered(Draft(draft.form, values, client=sheet.client.id), sheet, wall_day())
    assert again == said
    tomorrow: Said = recovered(Draft(draft.form, values), sheet, wall_day() + timedelta(days=1))
    assert (tomorrow.items, tomorrow.talk) == (said.items, {})
    assert tomorrow.talk_id != said.talk_id


def test_what_was_said_under_another_card_is_asked_about() -> None:
    choose("fi")

    def item(code: str, wording: str) -> Shown:
        values: dict[str, Value] = {"item": code, "decision": "tell", "wording": wording}
        return Shown("disclosure_item", new_id(), None, values, ("c/1/h",))

    own = (item("medication", "Samoin"), item("breaks_and_quiet", "Tauko"))
    beside = (item("medication", "Samoin"), item("breaks_and_quiet", "Lepo"), item("use_of_name", "Nimeni"))
    sheet = replace(_sheet(own), beside=beside)
    said = begin(sheet, wall_day())
    assert [(one.item, one.decision, one.beside) for one in said.items] == [
        ("medication", "tell", False),
        ("breaks_and_quiet", "", True),
        ("use_of_name", "", True),
    ]
    assert said.items[2].texts["wording"] == "Nimeni"
    assert said.items[2].id not in {one.id for one in beside}, "it is said under this card"
    kept = json.loads(json.dumps(draft_of(said, sheet.client.id, None).values))
    assert recovered(Draft("what_is_told", kept), sheet, wall_day()).items == said.items, "none is asked about twice"
