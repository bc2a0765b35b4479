"""The idle lock: the coach chooses between 1 and 30 minutes, and the office may allow less."""

from __future__ import annotations

import pytest

from store.idle import IDLE_SETTING, as_minutes, idle_minutes, keep_idle_minutes, most_idle_minutes
from store.notebook import Notebook
from store.office_settings import set_office_setting
from store.refusal import Reason, Refusal


def test_ten_minutes_until_somebody_chooses(notebook: Notebook) -> None:
    assert (idle_minutes(notebook), most_idle_minutes(notebook)) == (10, 30)
    keep_idle_minutes(notebook, 25)
    assert idle_minutes(notebook) == 25


@pytest.mark.parametrize("text", ["0", "31", "60", "", "x", "-1", "1.5", "٣", "999", None])
def test_nothing_else_counts_as_minutes(notebook: Notebook, text: str | None) -> None:
    assert as_minutes(text) is None
    if text is not None:
        notebook.set_setting(IDLE_SETTING, text)
        assert idle_minutes(notebook) == 10


def test_the_office_allows_less_and_never_more(office: Notebook) -> None:
    keep_idle_minutes(office, 25)
    set_office_setting(office, "most_idle_minutes", "5")
    assert (idle_minutes(office), most_idle_minutes(office)) == (5, 5)
    keep_idle_minutes(office, 2)
    assert idle_minutes(office) == 2
    set_office_setting(office, "most_idle_minutes", None)
    assert most_idle_minutes(office) == 30


@pytest.mark.parametrize("value", ["0", "31", "ten"])
def test_the_office_cannot_allow_what_is_out_of_bounds(office: Notebook, value: str) -> None:
    with pytest.raises(Refusal) as caught:
        set_office_setting(office, "most_idle_minutes", value)
    assert caught.value.reason is Reason.BAD_VALUES
