"""One client: what is undecided, said with both values; and how few looks it takes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from screens.clients.client import ClientPage
from screens.clients.client_view import read_client
from screens.records.record_form import RecordForm
from store.doubles import join_clients
from store.history.change import Value
from store.notebook import Notebook
from store.reading import show
from store.schema import use_line
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.store.exchange import exchange
from tui.forms.days import wall_day


def disagree(planted: Planted, folder: Path) -> None:
    """Let two laptops change the phone of one client without knowing of each other."""
    with Notebook.unlock(planted.home, PASSPHRASE) as own, make_notebook(folder, name="Testi Sijainen") as other:
        exchange(own, other)
        save(own, Entry("client", {"phone": "000 111"}, id=planted.client))
        save(other, Entry("client", {"phone": "000 222"}, id=planted.client))
        exchange(own, other)


async def test_a_conflict_shows_both_values_who_and_when(planted: Planted, tmp_path: Path) -> None:
    disagree(planted, tmp_path / "other")
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(ClientPage(planted.client))
        await settled(pilot)
        seen = text(app_of(pilot))
        assert "! Ristiriita: Puhelin." in seen
        for value, author in (("000 111", "Testi Valmentaja"), ("000 222", "Testi Sijainen")):
            [line] = [line for line in seen.splitlines() if value in line and author in line]
            assert f"{wall_day().day}.{wall_day().month}." in line


async def test_a_conflict_is_decided_in_the_form_for_either_value(planted: Planted, tmp_path: Path) -> None:
    disagree(planted, tmp_path / "other")
    async with opened(planted.home) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        said = str(form.query_one("#field-phone .remark").render())
        assert "000 111" in said
        assert "000 222" in said
        field = form.query_one("#field-phone Input")
        field.focus()
        await pilot.press("end", "0", "backspace", "f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        client = show(notebook, "client", planted.client)
        assert client.conflicts == ()
        assert client.values["phone"] in ("000 111", "000 222")


def test_the_looks_do_not_grow_with_the_events(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:

        def looks() -> int:
            def lines() -> int:
                with notebook.reading() as connection:
                    return connection.scalar(select(func.count()).select_from(use_line)) or 0

            before = lines()
            read_client(notebook, planted.client)
            return lines() - before

        few = looks()
        for number in range(5):
            employer = save(notebook, Entry("employer", {"name": f"Puoti {number}"})).id
            values: dict[str, Value | None] = {
                "kind": "employer_visit",
                "status": "held",
                "day": wall_day(),
                "employer": employer,
            }
            event = save(notebook, Entry("event", values)).id
            save(notebook, Entry("event_client_part", {"client": planted.client, "event": event}))
        assert looks() == few
        assert len(read_client(notebook, planted.client).events) == 6


def test_the_page_of_either_card_shows_what_is_of_the_whole_person(office: Notebook) -> None:
    cards = [
        save(office, Entry("client", {"given_name": "Aino", "family_name": name})).id for name in ("Yksi", "Kaksi")
    ]
    for client in cards:
        save(office, Entry("told", {"client": client, "day": wall_day(), "words": f"Sanottu {client}."}))
        save(office, Entry("vocational_profile", {"client": client, "drawn_up_on": wall_day()}))
        save(office, Entry("disclosure_discussion", {"client": client, "day": wall_day(), "freedom_explained": True}))
    apart = [read_client(office, client) for client in cards]
    assert [len(view.told) for view in apart] == [1, 1]
    join_clients(office, *cards)
    for view in [read_client(office, client) for client in cards]:
        assert {one.words for one in view.told} == {f"Sanottu {client}." for client in cards}
        assert len(view.versions) == 2
        assert len(next(one.rows for one in view.conditions if one.letter == "a")) == 2
