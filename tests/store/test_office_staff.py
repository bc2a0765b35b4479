"""The office's workers, substitutes, a coach who leaves, and a laptop that is changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from store.assigning import assign_client, end_assignment, hand_clients_over, substitute
from store.bundle.laptops import bind_laptop, cut_off
from store.checklists import Step, Task, coach_leaves, laptop_changes
from store.keys.slots import workers_with_slots
from store.notebook import Notebook
from store.office_staff import add_worker, give_slot, remove_worker, set_roles
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook
from tests.store.bundle.delivered import exchange_cards, found, hand_over, join, new_client, send
from tests.store.exchange import changes_in

pytestmark = pytest.mark.both_engines

SECOND = "toinen ihminen avaa kaapin kanssani"
THIRD = "kolmas sana toisen perässä ovella"
TODAY = datetime.now().astimezone().date()
DAY = timedelta(days=1)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Notebook]:
    with make_notebook(tmp_path / "second", name="Toinen Valmentaja") as opened:
        yield opened


def reason_of(act: object, *of: object, **named: object) -> Reason:
    with pytest.raises(Refusal) as refused:
        act(*of, **named)  # type: ignore[operator]  # each case gives a function and what it takes
    return refused.value.reason


def assignments(notebook: Notebook) -> list[tuple[str, str, str, date, date | None]]:
    """Return client, worker, role, first and last day of every assignment."""
    rows = [row.values for row in list_records(notebook, "assignment")]
    found = [
        (*(str(row[name]) for name in ("client", "worker", "role")), row["start"], row.get("end")) for row in rows
    ]
    return sorted(found, key=str)  # type: ignore[arg-type]  # the tuple above has these five


def open_tasks(steps: tuple[Step, ...]) -> list[Task]:
    return [step.task for step in steps if not step.done]


def test_each_worker_of_the_office_has_a_slot_and_a_name(office: Notebook) -> None:
    home, first = office.home, office.identity.worker
    worker = add_worker(office, "Testi Toinen", SECOND, cost=CHEAP)
    assert workers_with_slots(home) == (first, worker)
    assert reason_of(add_worker, office, "Testi Kolmas", "salasana") is Reason.GUESSABLE_PASSPHRASE
    office.close()
    with Notebook.unlock(home, SECOND) as opened:
        assert opened.identity.worker == worker
        change = save(opened, Entry("employer", {"name": "Keksitty Kahvila"}))
        assert show(opened, "worker", worker).values["name"] == "Testi Toinen"
        assert {c.name: c.header.author for c in changes_in(opened)}[change.change] == worker
        assert reason_of(remove_worker, opened, worker) is Reason.MISSING_SLOT
        give_slot(opened, first, THIRD, cost=CHEAP)
    with Notebook.unlock(home, THIRD) as opened:
        assert opened.identity.worker == first
        remove_worker(opened, worker)
        assert show(opened, "worker", worker).values["active"] is False
        assert reason_of(give_slot, opened, worker, SECOND) is Reason.UNKNOWN_WORKER
    assert reason_of(Notebook.unlock, home, SECOND) is Reason.WRONG_PASSPHRASE
    assert reason_of(Notebook.unlock, home, PASSPHRASE) is Reason.WRONG_PASSPHRASE


def test_roles_are_the_offices_to_give(notebook: Notebook, office: Notebook) -> None:
    assert reason_of(set_roles, notebook, notebook.identity.worker, ["office"]) is Reason.OFFICE_ONLY
    worker = save(office, Entry("worker", {"name": "Testi Kolmas"}, add={"roles": ("coach", "peer_coach")})).id
    set_roles(office, worker, ["coach", "supervisor"])
    assert show(office, "worker", worker).values["roles"] == ("coach", "supervisor")
    assert reason_of(give_slot, office, worker, SECOND) is Reason.UNKNOWN_WORKER


def test_a_substitute_stands_in_for_some_days_and_it_ends_by_itself(office: Notebook) -> None:
    away = save(office, Entry("worker", {"name": "Testi Poissa"})).id
    by = save(office, Entry("worker", {"name": "Testi Sijainen"})).id
    one, two, both, over = (new_client(office, name) for name in ("One", "Two", "Both", "Over"))
    for client in (one, two, both):
        assign_client(office, client, away, "responsible", TODAY - 30 * DAY)
    assign_client(office, over, away, "responsible", TODAY - 30 * DAY, TODAY - DAY)
    assign_client(office, both, by, "second", TODAY - 30 * DAY)
    first, last = TODAY + DAY, TODAY + 14 * DAY
    assert len(substitute(office, away, by, first, last)) == 2
    added = [
        (client, first, last) for client, worker, role, first, last in assignments(office) if role == "substitute"
    ]
    assert added == sorted([(one, first, last), (two, first, last)])
    assert substitute(office, away, by, first, last) == ()
    assert reason_of(substitute, office, away, away, first, last) is Reason.UNKNOWN_WORKER
    assert reason_of(substitute, office, away, by, last + 30 * DAY, last) is Reason.BAD_VALUES
    assert reason_of(assign_client, office, by, by, "second", TODAY) is Reason.UNKNOWN_RECORD


def test_clients_are_handed_over_from_one_day_on(office: Notebook) -> None:
    leaving = save(office, Entry("worker", {"name": "Testi Lähtevä"})).id
    to = save(office, Entry("worker", {"name": "Testi Seuraaja"})).id
    one, two, later = (new_client(office, name) for name in ("One", "Two", "Later"))
    assign_client(office, one, leaving, "responsible", TODAY - 30 * DAY)
    ended = assign_client(office, two, leaving, "second", TODAY - 30 * DAY).id
    end_assignment(office, ended, TODAY - DAY)
    assign_client(office, later, leaving, "responsible", TODAY + 10 * DAY)
    hand_clients_over(office, leaving, to, TODAY)
    assert assignments(office) == sorted(
        [
            (one, leaving, "responsible", TODAY - 30 * DAY, TODAY - DAY),
            (one, to, "responsible", TODAY, None),
            (two, leaving, "second", TODAY - 30 * DAY, TODAY - DAY),
            (later, to, "responsible", TODAY + 10 * DAY, None),
        ],
        key=str,
    )


def test_a_coach_leaves_step_by_step(notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    join(office, second, tmp_path)
    leaving = notebook.identity.worker
    client = new_client(office, "Aalto")
    assign_client(office, client, leaving, "responsible", TODAY - 30 * DAY)
    assert open_tasks(coach_leaves(office, leaving, TODAY)) == [
        Task.CLIENTS_HANDED_OVER,
        Task.LAST_BUNDLE_HEARD,
        Task.LAPTOPS_CUT_OFF,
        Task.WORKER_INACTIVE,
    ]
    hand_clients_over(office, leaving, second.identity.worker, TODAY)
    assert open_tasks(coach_leaves(office, leaving, TODAY))[0] is Task.LAST_BUNDLE_HEARD
    send(office, principal, notebook, tmp_path)
    assert open_tasks(coach_leaves(office, leaving, TODAY))[0] is Task.LAST_BUNDLE_HEARD
    hand_over(notebook, office, tmp_path)
    assert open_tasks(coach_leaves(office, leaving, TODAY))[0] is Task.LAPTOPS_CUT_OFF
    cut_off(office, principal, "left the service")
    remove_worker(office, leaving)
    assert open_tasks(coach_leaves(office, leaving, TODAY)) == []
    assert reason_of(coach_leaves, office, client, TODAY) is Reason.UNKNOWN_WORKER
    assert reason_of(coach_leaves, notebook, leaving, TODAY) is Reason.OFFICE_ONLY


def test_a_laptop_is_changed_step_by_step(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    old = join(office, notebook, tmp_path)
    worker = notebook.identity.worker
    send(office, old, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    assert open_tasks(laptop_changes(office, worker)) == []
    fresh = exchange_cards(office, second, tmp_path)
    bind_laptop(office, fresh, worker)
    assert open_tasks(laptop_changes(office, worker)) == [
        Task.OLD_LAPTOP_CUT_OFF,
        Task.STARTING_BUNDLE_WRITTEN,
        Task.NEW_LAPTOP_HEARD,
    ]
    cut_off(office, old, "replaced")
    assert open_tasks(laptop_changes(office, worker))[0] is Task.EARLIER_CHAINS_BOUND
    bind_laptop(office, fresh, worker)
    send(office, fresh, second, tmp_path)
    assert open_tasks(laptop_changes(office, worker)) == [Task.NEW_LAPTOP_HEARD]
    hand_over(second, office, tmp_path)
    assert open_tasks(laptop_changes(office, worker)) == []
