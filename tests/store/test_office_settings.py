"""The office's settings: given to all laptops, numbered, and what they do there."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.consents import known_today
from store.notebook import Notebook
from store.office_settings import office_settings, raise_version, set_office_setting, settings_version
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.store.bundle.delivered import found, join, send

TODAY = datetime.now().astimezone().date()


def version(notebook: Notebook) -> int:
    with notebook.reading() as connection:
        return settings_version(connection)


def test_a_setting_has_one_record_and_its_number_grows(office: Notebook) -> None:
    assert (office_settings(office), version(office)) == ({}, 0)
    set_office_setting(office, "permission_age_days", "5")
    set_office_setting(office, "coach_title", "työvalmentaja")
    set_office_setting(office, "permission_age_days", "3")
    assert office_settings(office) == {"permission_age_days": "3", "coach_title": "työvalmentaja"}
    assert version(office) == 3
    set_office_setting(office, "coach_title", None)
    assert office_settings(office) == {"permission_age_days": "3"}


@pytest.mark.parametrize("value", ["soon", "-1", "", "1000", "5.5"])
def test_an_age_in_days_is_a_number(office: Notebook, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        set_office_setting(office, "permission_age_days", value)
    assert refused.value.reason is Reason.BAD_VALUES
    assert version(office) == 0


def test_a_laptop_gives_no_settings(notebook: Notebook) -> None:
    with pytest.raises(Refusal) as refused:
        set_office_setting(notebook, "coach_title", "työvalmentaja")
    assert refused.value.reason is Reason.NOT_ALLOWED


def test_after_going_back_in_time_the_number_is_above_what_a_laptop_has(office: Notebook) -> None:
    set_office_setting(office, "coach_title", "työvalmentaja")
    with office.writing() as connection:
        assert raise_version(connection, 1) == 1
        assert raise_version(connection, 9) == 10
    assert version(office) == 10


def test_the_office_says_after_how_many_days_the_client_is_asked(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    send(office, principal, notebook, tmp_path)
    in_four_days = TODAY + timedelta(days=4)
    assert not known_today(notebook, in_four_days).old
    set_office_setting(office, "permission_age_days", "3")
    send(office, principal, notebook, tmp_path)
    assert known_today(notebook, in_four_days).old
    # Where two records say it, the lower one counts.
    save(office, Entry("office_setting", {"name": "permission_age_days", "value": "30"}))
    send(office, principal, notebook, tmp_path)
    assert known_today(notebook, in_four_days).old
