"""However a stage is changed, the days of entry and exit stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from store.history.change import Value
from store.notebook import Notebook
from store.reading import list_records, show
from store.stages import client_way, enter_stage
from store.writing import Entry, save, save_all

FIRST = datetime(2026, 11, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 10, tzinfo=UTC)


def new_client(notebook: Notebook, **values: Value | None) -> str:
    return save(notebook, Entry("client", {"given_name": "Usva", **values}), at=FIRST).id


def periods(notebook: Notebook) -> list[tuple[object, object, object]]:
    found = list_records(notebook, "stage_period")
    return sorted(
        ((one.values.get("stage"), one.values.get("entered"), one.values.get("left_on")) for one in found), key=str
    )


def test_a_new_client_is_in_its_stage_from_the_day_of_entry(notebook: Notebook) -> None:
    new_client(notebook, stage="seeking", entry=date(2026, 10, 1))
    assert periods(notebook) == [("seeking", date(2026, 10, 1), None)]


def test_a_new_client_without_a_day_is_in_its_stage_from_now(notebook: Notebook) -> None:
    new_client(notebook, stage="profiling")
    assert periods(notebook) == [("profiling", FIRST.date(), None)]


def test_the_form_ends_a_period_and_begins_the_next(notebook: Notebook) -> None:
    client = new_client(notebook, stage="profiling")
    save(notebook, Entry("client", {"stage": "job_search"}, id=client), at=LATER)
    assert periods(notebook) == [("job_search", LATER.date(), None), ("profiling", FIRST.date(), LATER.date())]
    with notebook.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM change WHERE record = 'stage_period'").scalar() == 3


def test_what_was_on_the_form_and_not_changed_is_no_new_stage(notebook: Notebook) -> None:
    client = new_client(notebook, stage="profiling")
    opened = show(notebook, "client", client).heads
    save(notebook, Entry("client", {"stage": "job_search"}, id=client), at=LATER)
    save(notebook, Entry("client", {"stage": "profiling", "phone": "000 123 456"}, id=client, knew=opened), at=LATER)
    assert [stage for stage, _, left in periods(notebook) if left is None] == ["job_search"]
    save(notebook, Entry("client", {"phone": "000 123 457"}, id=client), at=LATER)
    assert len(periods(notebook)) == 2


def test_the_end_of_the_service_ends_the_period(notebook: Notebook) -> None:
    client = new_client(notebook, stage="profiling")
    save(notebook, Entry("client", {"closed": date(2026, 11, 20)}, id=client), at=LATER)
    assert periods(notebook) == [("profiling", FIRST.date(), date(2026, 11, 20))]


def test_the_page_of_the_stages_writes_its_own_day_and_nothing_twice(notebook: Notebook) -> None:
    client = new_client(notebook, stage="profiling")
    way = client_way(notebook, client, LATER.date())
    enter_stage(notebook, way, "job_search", date(2026, 11, 12))
    assert periods(notebook) == [
        ("job_search", date(2026, 11, 12), None),
        ("profiling", FIRST.date(), date(2026, 11, 12)),
    ]


def test_several_at_once_each_have_their_own(notebook: Notebook) -> None:
    cards = [Entry("client", {"given_name": name, "stage": "seeking"}) for name in ("Usva", "Kide")]
    save_all(notebook, cards, at=FIRST)
    assert len({one.values["client"] for one in list_records(notebook, "stage_period")}) == 2
