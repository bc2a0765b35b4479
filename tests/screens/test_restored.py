"""A restored laptop says what it waits for, shows nobody, and shows everything once the office has answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from screens.clients.clients import Clients
from store.assigning import assign_client
from store.bundle import swap
from store.home import Home
from store.restoring import restore
from store.sticks import remember_swap_folder
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.pages import show
from tests.store.bundle.delivered import found, join, new_client, send
from tests.store.test_restoring import back_up_to
from tui.language import word


async def test_it_waits_says_so_and_comes_to_its_own(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    home = Home(tmp_path / "new")
    with make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as office:
        found(office)
        with make_notebook(tmp_path / "laptop") as laptop:
            principal = join(office, laptop, tmp_path)
            client = new_client(office, "Aaltonen")
            day = datetime.now().astimezone().date() - timedelta(days=30)
            assign_client(office, client, laptop.identity.worker, "responsible", day)
            send(office, principal, laptop, tmp_path)
            remember_swap_folder(laptop, stick)
            back_up_to(laptop, tmp_path / "backup")
        restore(home, tmp_path / "backup", PASSPHRASE)
        async with opened(home) as pilot:
            app = app_of(pilot)
            sentence = word("refusal.awaits_delivery")
            assert sentence in " ".join(text(app).split())
            await show(app, Clients())
            await settled(pilot)
            assert "Aaltonen" not in text(app)
            assert sentence[:40] in " ".join(text(app).split())
            await pilot.press("escape", "f6")
            await settled(pilot)
            await pilot.press("f6")
            await settled(pilot)
            assert list(stick.iterdir()), "what the office has to hear is on the stick"
            swap(office, stick)
            await pilot.press("f6")
            await settled(pilot)
            await show(app, Clients())
            await settled(pilot)
            assert "Aaltonen" in text(app)
