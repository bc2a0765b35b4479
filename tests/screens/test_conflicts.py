"""Conflicts: a short list, both values side by side, and a person's decision with the reason (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from screens.exchange.conflict import ConflictPage
from screens.exchange.conflicts import Conflicts
from screens.exchange.side_by_side import beside, marked_differences
from store.conflicts import open_conflicts
from store.history.change import Value
from store.notebook import Notebook
from store.reading import find, history_of
from store.refusal import Reason, Refusal
from store.resolving import dispute, resolve
from store.writing import Entry, delete, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.store.exchange import exchange, send
from tui.forms.days import wall_day
from tui.widgets.ticks import Choices


@pytest.fixture
def office_of(tmp_path: Path, planted: Planted) -> Iterator[Notebook]:
    """An office that holds everything of the planted notebook."""
    with make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as office:
        with Notebook.unlock(planted.home, PASSPHRASE) as coach:
            exchange(coach, office)
        yield office


def disagree(planted: Planted, office: Notebook, **values: tuple[str, str]) -> None:
    """Let office and coach save different things about the planted client; the coach takes in the office's."""
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        for name, (ours, theirs) in values.items():
            heads = find(coach, "client", planted.client)
            assert heads is not None
            save(office, Entry("client", {name: theirs}, id=planted.client, knew=heads.heads))
            save(coach, Entry("client", {name: ours}, id=planted.client))
        send(office, coach)


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("fi", "Ristiriidat", ("1 ristiriita odottaa valintaa", "Ennen sitä:", "Mikä jää voimaan?")),
        ("sv", "Konflikter", ("1 konflikt väntar på ett val", "Före det:", "Vad ska gälla?")),
        ("en", "Conflicts", ("1 conflict waits for a choice", "Before it:", "What shall stand?")),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_the_list_leads_to_both_values_and_a_choice_settles_it(
    planted: Planted, office_of: Notebook, language: str, typed: str, said: tuple[str, ...], size: tuple[int, int]
) -> None:
    disagree(planted, office_of, phone=("040 111 000", "040 222 000"))
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        await pilot.press("ctrl+p", *typed, "enter")
        await settled(pilot)
        assert isinstance(app.screen, Conflicts)
        assert said[0] in text(app)
        assert "040 111" not in text(app), "no value on the list"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ConflictPage)
        shown = text(app)
        assert "‹111›" in shown
        assert "‹222›" in shown
        assert said[1] in shown
        assert "Testi Valmentaja" in shown
        assert "Testi Toimisto" in shown
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ConflictPage), "nothing is chosen yet"
        await pilot.press("down")
        await settled(pilot)
        chosen = app.screen.query_one("#field-phone Input", Input).value
        assert said[2] in text(app) or size == (60, 18)
        app.screen.query_one("#reason", Input).value = "Soitin ja kysyin"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Conflicts)
        assert chosen in ("040 111 000", "040 222 000")
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = find(notebook, "client", planted.client)
        assert found is not None
        assert found.conflicts == ()
        assert found.values["phone"] == chosen
        last = history_of(notebook, planted.client)[-1]
        assert last.reason == "Soitin ja kysyin"
        assert open_conflicts(notebook) == ()


async def test_texts_can_be_joined_and_altered(planted: Planted, office_of: Notebook) -> None:
    disagree(planted, office_of, goals=("Haluaa keittiöön.", "Haluaa pihalle."))
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ConflictPage("client", planted.client, "goals"))
        await settled(pilot)
        assert app.screen.query_one(Choices).codes == ("open", "value_1", "value_2", "joined", "third")
        await pilot.press("down", "down", "down")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = find(notebook, "client", planted.client)
        assert found is not None
        assert found.conflicts == ()
        assert sorted(str(found.values["goals"]).split("\n")) == ["Haluaa keittiöön.", "Haluaa pihalle."]


async def test_a_third_value_can_be_written(planted: Planted, office_of: Notebook) -> None:
    disagree(planted, office_of, phone=("040 111 000", "040 222 000"))
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ConflictPage("client", planted.client, "phone"))
        await settled(pilot)
        await pilot.press("up")
        await settled(pilot)
        assert app.screen.query_one(Choices).code == "third"
        await pilot.press("tab", *"050 3", "f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = find(notebook, "client", planted.client)
        assert found is not None
        assert (found.values["phone"], found.conflicts) == ("050 3", ())


async def test_a_deletion_against_an_edit_is_decided(planted: Planted, office_of: Notebook) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        delete(coach, "employer", planted.employer)
        save(office_of, Entry("employer", {"municipality": "Heinola"}, id=planted.employer))
        send(office_of, coach)
        assert [one.unit for one in open_conflicts(coach)] == ["removed"]
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ConflictPage("employer", planted.employer, "removed"))
        await settled(pilot)
        page = app.screen
        assert isinstance(page, ConflictPage)
        assert page.dispute is not None
        stays = next(n for n, side in enumerate(page.dispute.sides, 1) if side.live.value is False)
        await pilot.press(*["down"] * stays, "f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        found = find(coach, "employer", planted.employer)
        assert found is not None
        assert (found.removed, found.conflicts) == (False, ())


async def test_a_consent_is_told_again_only_with_the_day_on_which_the_client_was_asked(
    planted: Planted, office_of: Notebook
) -> None:
    item = {"item": "written_instructions", "decision": "do_not_tell"}
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        made = save(coach, Entry("disclosure_item", {"client": planted.client, **item})).id
        exchange(coach, office_of)
        held = find(coach, "disclosure_item", made)
        assert held is not None
        told: dict[str, Value | None] = {**item, "decision": "tell", "wording": "Ohjeet kirjallisina."}
        told["asked_on"] = date(2026, 11, 2)
        save(office_of, Entry("disclosure_item", told, id=made, knew=held.heads))
        save(coach, Entry("disclosure_item", {**item, "if_asked": "Kysy häneltä."}, id=made))
        send(office_of, coach)
    async with opened(planted.home, (80, 50)) as pilot:
        app = app_of(pilot)
        app.push_screen(ConflictPage("disclosure_item", made, "consent"))
        await settled(pilot)
        page = app.screen
        assert isinstance(page, ConflictPage)
        assert page.dispute is not None
        assert "kysy häneltä" in text(app)
        values = [side.live.value for side in page.dispute.sides]
        tells = next(
            n for n, value in enumerate(values, 1) if isinstance(value, dict) and value["decision"] == "tell"
        )
        await pilot.press(*["down"] * tells, "f2")
        await settled(pilot)
        assert app.screen is page
        assert "Kirjoita päivä, jona kysyit" in text(app)
        await pilot.press(*"eilen", "f2")
        await settled(pilot)
        assert app.screen is not page
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        found = find(coach, "disclosure_item", made)
        assert found is not None
        assert found.conflicts == ()
        assert (found.values["decision"], found.values["wording"]) == ("tell", "Ohjeet kirjallisina.")


def test_the_store_itself_refuses_telling_without_that_day(planted: Planted, office_of: Notebook) -> None:
    item = {"item": "written_instructions", "decision": "do_not_tell"}
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        made = save(coach, Entry("disclosure_item", {"client": planted.client, **item})).id
        exchange(coach, office_of)
        held = find(coach, "disclosure_item", made)
        assert held is not None
        save(office_of, Entry("disclosure_item", {**item, "decision": "tell"}, id=made, knew=held.heads))
        save(coach, Entry("disclosure_item", {**item, "wording": "Ei näin."}, id=made))
        send(office_of, coach)
        found = dispute(coach, "disclosure_item", made, "consent")
        assert found is not None
        for asked in (None, date(2027, 1, 1)):
            with pytest.raises(Refusal) as refused:
                resolve(coach, found, {**item, "decision": "tell", "asked_on": asked}, today=date(2026, 11, 23))
            assert refused.value.reason is Reason.BAD_VALUES
        resolve(coach, found, item, today=wall_day())
        assert dispute(coach, "disclosure_item", made, "consent") is None


def test_what_arrives_while_one_decides_is_a_conflict_again(planted: Planted, office_of: Notebook) -> None:
    disagree(planted, office_of, phone=("040 111 000", "040 222 000"))
    with Notebook.unlock(planted.home, PASSPHRASE) as coach:
        found = dispute(coach, "client", planted.client, "phone")
        assert found is not None
        save(office_of, Entry("client", {"phone": "040 333 000"}, id=planted.client))
        send(office_of, coach)
        resolve(coach, found, {"phone": "040 111 000"}, today=wall_day())
        again = dispute(coach, "client", planted.client, "phone")
        assert again is not None
        assert {side.live.value for side in again.sides} == {"040 111 000", "040 333 000"}


WORDS = st.lists(st.sampled_from(["aamu", "ilta", "keittiö", "ei", "4", "t/pv"]), max_size=6).map(" ".join)


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_marks_add_signs_and_change_no_word(texts: list[str]) -> None:
    marked = marked_differences(texts)
    assert [one.replace("‹", "").replace("›", "") for one in marked] == texts
    for own, one in zip(texts, marked, strict=True):
        alone = [word for word in own.split() if any(word not in other.split() for other in texts)]
        assert ("‹" in one) or not alone
        assert "‹" not in one or len(set(texts)) > 1


@pytest.mark.parametrize("width", [58, 78, 118])
def test_values_stand_beside_each_other_and_nothing_is_cut(width: int) -> None:
    columns = [["Arvo 1", "pitkä " * 30], ["Arvo 2", "toinen " * 25]]
    shown = [" ".join(line.cells) for line in beside(columns, width)]
    joint = " ".join(shown)
    assert joint.count("pitkä") == 30
    assert joint.count("toinen") == 25
    assert "Arvo 1" in shown[0]
    assert "Arvo 2" in shown[0]
