"""Peru lupa: who knows already is read whole, and what was taken back is not offered a second time."""

from __future__ import annotations

import pytest

from screens.disclosure.withdraw import Permissions, Withdraw
from store.disclosure import agree
from store.history.change import Value
from store.notebook import Notebook
from store.reading import list_records
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import SIZES, app_of, opened, settled, text
from tui.forms.days import wall_day
from tui.language import LANGUAGES, word

LONG = "Valmentajani on sekä minun että työpaikan tukena, ja hänelle voi soittaa aina kun jokin asia mietityttää."
LONG_NAME = "Keksityn kylän pitkän kadun varrella oleva kahvila ja leipomo, Tuulenpesä ja kumppanit"


def plant_told(planted: Planted) -> None:
    """Agree on one thing and tell it at a workplace with a long name."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("employer", {"name": LONG_NAME}, id=planted.employer))
        said: dict[str, Value] = {"client": planted.client, "item": "breaks_and_quiet", "wording": LONG}
        item = save(
            notebook,
            Entry("disclosure_item", {**said, "decision": "tell", "employers": (planted.employer,)}),
        ).id
        agree(notebook, planted.client, [item], agreed_on=wall_day())
        told: dict[str, Value] = {"client": planted.client, "employer": planted.employer, "item": item}
        heard: dict[str, Value] = {"words": LONG, "to_whom": ("supervisor",), "day": wall_day()}
        save(notebook, Entry("told", {**told, **heard}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_who_knows_is_read_whole_and_all_is_taken_back_once(
    planted: Planted, language: str, size: tuple[int, int]
) -> None:
    plant_told(planted)
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        app.push_screen(Withdraw(planted.client))
        await settled(pilot)
        assert word("withdraw.all") in text(app)
        await pilot.press("enter")
        await settled(pilot)
        seen = " ".join(text(app).split())
        for whole in (LONG, LONG_NAME, word("choice.to_whom", "supervisor"), word("withdraw.not_back")):
            assert whole in seen
        assert word("withdraw.all_gone", name="Testi S.") in seen
        assert app.screen.query_one(Permissions).target is None
        await pilot.press("enter", "down", "enter")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert [one.values["scope"] for one in list_records(notebook, "withdrawal")] == ["all"]


async def test_a_workplace_that_was_taken_back_is_not_offered_again(planted: Planted) -> None:
    plant_told(planted)
    async with opened(planted.home) as pilot:
        page = Withdraw(planted.client)
        app_of(pilot).push_screen(page)
        await settled(pilot)
        rows = page.query_one(Permissions)

        def offered() -> list[object]:
            return [line.target[0] for line in rows.lines if isinstance(line.target, tuple)]

        assert offered()[-1] == "employer"
        await pilot.press("end", "enter")
        await settled(pilot)
        assert page.gone[0].scope == "employer"
        assert "employer" not in offered()
        assert offered()[0] == "all"
