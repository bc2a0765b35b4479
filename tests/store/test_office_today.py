"""Toimisto tänään: who is silent, what waits, and who must be called about a withdrawal (USERS 8, 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from store import bundle
from store.bundle.alarming import raise_alarm
from store.bundle.laptops import cut_off
from store.bundle.outcomes import Warned
from store.disclosure import withdraw
from store.notebook import Notebook
from store.office_today import SILENT_DAYS, CoachToday, office_today
from store.refusal import Reason, Refusal
from store.use_log import lines
from store.writing import Entry, save
from tests.notebooks import make_notebook
from tests.store.bundle.delivered import assign, exchange_cards, found, hand_over, join, new_client, send
from tests.store.bundle.swapping import Office, note, own_changes

TODAY = datetime.now().astimezone().date()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Notebook]:
    """Another coach's notebook."""
    with make_notebook(tmp_path / "second", name="Toinen Valmentaja") as opened:
        yield opened


def coach(office: Notebook, principal: str, day: date = TODAY) -> CoachToday:
    """Return what the first page says of one laptop."""
    return next(one for one in office_today(office, day).coaches if one.laptop.principal == principal)


def test_only_the_office_has_it(notebook: Notebook) -> None:
    with pytest.raises(Refusal) as refused:
        office_today(notebook, TODAY)
    assert refused.value.reason is Reason.OFFICE_ONLY


def test_a_laptop_that_was_never_heard_is_silent_and_stands_first(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    heard = join(office, notebook, tmp_path)
    never = exchange_cards(office, second, tmp_path)
    today = office_today(office, TODAY)
    assert [one.laptop.principal for one in today.coaches] == [never, heard]
    assert [(one.silent_days, one.silent, one.name) for one in today.coaches] == [
        (None, True, ""),
        (0, False, "Testi Valmentaja"),
    ]
    assert today.worker == "Testi Toimisto"
    later = coach(office, heard, TODAY + timedelta(days=SILENT_DAYS))
    assert (later.silent_days, later.silent) == (SILENT_DAYS, True)
    cut_off(office, never)
    assert [one.laptop.principal for one in office_today(office, TODAY).coaches] == [heard]


def test_what_waits_is_of_the_laptop_that_it_came_from(tmp_path: Path) -> None:
    scene = Office.make(tmp_path)
    id = note(scene.laptop, "Keksitty Kahvila").id
    for municipality in ("Lahti", "Vantaa", "Salo"):
        save(scene.laptop, Entry("employer", {"municipality": municipality}, id=id))
    changes = own_changes(scene.laptop)
    bundle.receive(scene.office, [scene.bundle_of(changes[:3]), scene.bundle_of(changes[5:])])
    (tmp_path / "broken.toml").write_bytes(b'format = "reppu"\n')
    bundle.receive(scene.office, [tmp_path / "broken.toml"])
    with scene.office.writing() as connection:
        raise_alarm(connection, Warned.FORK, f"{scene.laptop.identity.chain}/3")
        raise_alarm(connection, Warned.OFFICE_WENT_BACK, scene.office.identity.chain)
    today = office_today(scene.office, TODAY)
    of_laptop = coach(scene.office, "coach-1")
    assert [(gap.first, gap.last) for gap in of_laptop.gaps] == [(4, 5)]
    assert (of_laptop.not_applied, today.not_applied) == (1, 1)
    assert (of_laptop.quarantine, today.quarantine) == (0, 1)
    assert [alarm.warned for alarm in today.alarms] == [Warned.OFFICE_WENT_BACK]
    assert [alarm.warned for alarm in of_laptop.alarms] == [Warned.FORK]
    bundle.receive(scene.office, [scene.export()])
    assert coach(scene.office, "coach-1").gaps == ()
    assert coach(scene.office, "coach-1").not_applied == 0
    scene.close()


def test_a_conflict_counts_for_those_who_wrote_its_values(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    one, other = join(office, notebook, tmp_path), join(office, second, tmp_path)
    employer = save(notebook, Entry("employer", {"name": "Kahvila Keksitty"})).id
    hand_over(notebook, office, tmp_path)
    save(office, Entry("employer", {"municipality": "Lahti"}, id=employer))
    save(notebook, Entry("employer", {"municipality": "Heinola"}, id=employer))
    hand_over(notebook, office, tmp_path)
    assert office_today(office, TODAY).conflicts == 1
    assert (coach(office, one).conflicts, coach(office, other).conflicts) == (1, 0)


def test_call_until_the_laptops_bundle_shows_that_it_knows(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    one, other = join(office, notebook, tmp_path), join(office, second, tmp_path)
    client = new_client(notebook, "Keksitty")
    hand_over(notebook, office, tmp_path)
    assign(office, client, notebook.identity.worker)
    send(office, one, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    withdraw(office, client, day=TODAY)
    call = coach(office, one).unheard
    assert [(each.client, each.given_name) for each in call] == [(client, "Keksitty")]
    assert office_today(office, TODAY).coaches[0].laptop.principal == one
    assert coach(office, other).unheard == ()
    send(office, one, notebook, tmp_path)
    assert coach(office, one).unheard != (), "it was delivered, and no bundle of the laptop says so yet"
    hand_over(notebook, office, tmp_path)
    assert coach(office, one).unheard == ()


def test_who_wrote_the_withdrawal_knows_it_and_the_substitute_does_not(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    one, other = join(office, notebook, tmp_path), join(office, second, tmp_path)
    client = new_client(notebook, "Keksitty")
    hand_over(notebook, office, tmp_path)
    assign(office, client, notebook.identity.worker)
    assign(office, client, second.identity.worker, role="substitute")
    send(office, other, second, tmp_path)
    withdraw(notebook, client, day=TODAY)
    hand_over(notebook, office, tmp_path)
    assert coach(office, one).unheard == ()
    assert [each.client for each in coach(office, other).unheard] == [client]
    with office.reading() as connection:
        assert client in {line.client for line in lines(connection)}


def test_who_coaches_the_client_no_more_is_called_until_the_laptop_knows_that(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(notebook, "Keksitty")
    hand_over(notebook, office, tmp_path)
    assignment = assign(office, client, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    save(office, Entry("assignment", {"end": TODAY - timedelta(days=1)}, id=assignment))
    withdraw(office, client, day=TODAY)
    assert [each.client for each in coach(office, principal).unheard] == [client]
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    assert coach(office, principal).unheard == ()


def test_who_coaches_without_a_laptop_is_named(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found(office)
    join(office, notebook, tmp_path)
    client = new_client(office, "Keksitty")
    worker = save(office, Entry("worker", {"name": "Koneeton Keksitty", "roles": ("coach",)})).id
    assert office_today(office, TODAY).without_laptop == ()
    assign(office, client, worker)
    assign(office, client, notebook.identity.worker)
    assert office_today(office, TODAY).without_laptop == ("Koneeton Keksitty",)
