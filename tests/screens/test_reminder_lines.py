"""What is not said, before a visit and on Muistilista: a part of something told is told apart from what is not."""

from __future__ import annotations

import pytest

from screens.day.before_visit import BeforeVisit
from screens.day.reminders import Reminders
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import SIZES, app_of, opened, settled
from tests.screens.test_field_screens import held_anywhere
from tests.screens.visits import FORBIDDEN, plant_permissions
from tui.language import LANGUAGES, word

UNTOLD_PART = "Vaiettu-Valo"
"""What is not said of an item that is not told either."""


def plant_untold_part(planted: Planted) -> None:
    """Plant what may be told, what may not, and an item that is not told with a part of its own."""
    plant_permissions(planted)
    values = {"client": planted.client, "item": "medication", "decision": "do_not_tell", "not_to_say": UNTOLD_PART}
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("disclosure_item", values))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_of_something_told_only_the_part_is_not_said(
    planted: Planted, language: str, size: tuple[int, int]
) -> None:
    plant_untold_part(planted)
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        pages: tuple[tuple[tuple[str, ...], type], ...] = ((("f4",), BeforeVisit), (("enter", "f7"), Reminders))
        for keys, page in pages:
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            assert isinstance(app.screen, page)
            seen = " ".join(held_anywhere(app).split())
            assert word("reminders.told_but_not", words=FORBIDDEN[3]) in seen
            assert word("reminders.not_to_say", words=FORBIDDEN[3]) not in seen
            assert word("reminders.not_to_say", words=UNTOLD_PART) in seen
            assert word("reminders.told_but_not", words=UNTOLD_PART) not in seen
            await pilot.press("escape")
            await settled(pilot)
            assert not any(never in held_anywhere(app) for never in (*FORBIDDEN, UNTOLD_PART))
