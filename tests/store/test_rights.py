"""The client's rights: what was told, who looked, everything that is held, and the clock of a request."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from store.clear_files import clear_files, delete_clear, write_clear
from store.disclosure import agree
from store.drafts import Draft, keep_draft
from store.keeping_times import due_for_erasure, keeping_rules, kept_until, times_of
from store.looked import newest_looks, who_looked
from store.notebook import Notebook
from store.reading import show
from store.refusal import Reason, Refusal
from store.rights import due_of, everything_about, requests_of, told_about
from store.schema import use_line
from store.use_log import Act
from store.writing import Entry, delete, save
from tests.store.bundle.delivered import found, hand_over, join, new_client

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def tell(notebook: Notebook, client: str) -> str:
    """Agree on an item and tell it at a workplace; return the employer."""
    employer = save(notebook, Entry("employer", {"name": "Keksitty Kahvila"})).id
    item = save(
        notebook,
        Entry(
            "disclosure_item",
            {
                "client": client,
                "item": "written_instructions",
                "decision": "tell",
                "wording": "Saan ohjeet kirjallisina.",
                "employers": (employer,),
            },
        ),
    ).id
    agree(notebook, client, [item], agreed_on=DAY - timedelta(days=20))
    agree(notebook, client, [item], agreed_on=DAY + timedelta(days=1))
    save(
        notebook,
        Entry(
            "told",
            {
                "client": client,
                "day": DAY,
                "employer": employer,
                "item": item,
                "to_whom": ("supervisor",),
                "told_by": "coach",
            },
        ),
    )
    return employer


def test_what_was_told_says_when_to_whom_in_which_words_by_whom_and_on_which_permission(notebook: Notebook) -> None:
    client = new_client(notebook, "Aaltonen")
    tell(notebook, client)
    (line,) = told_about(notebook, client)
    assert (line.day, line.employer, line.to_whom) == (DAY, "Keksitty Kahvila", ("supervisor",))
    assert (line.words, line.told_by, line.worker) == ("Saan ohjeet kirjallisina.", "coach", "Testi Valmentaja")
    # The permission of before that day, and not the one that was given later.
    assert line.agreed_on == DAY - timedelta(days=20)


def test_who_looked_holds_looks_and_saves_and_the_look_at_the_log_itself(notebook: Notebook) -> None:
    client = new_client(notebook, "Aaltonen")
    show(notebook, "client", client)
    lines = who_looked(notebook, client)
    assert [line.act for line in lines] == [Act.LOG_SHOWN, Act.SHOWN, Act.ADDED]
    assert {line.worker for line in lines} == {"Testi Valmentaja"}
    assert {line.laptop for line in lines} == {""}


def test_the_newest_looks_are_those_and_say_how_many_there_are(notebook: Notebook) -> None:
    client = new_client(notebook, "Aaltonen")
    for _ in range(5):
        show(notebook, "client", client)
    newest = newest_looks(notebook, client, 3)
    assert [line.act for line in newest.lines] == [Act.LOG_SHOWN, Act.SHOWN, Act.SHOWN]
    assert newest.count == 7
    assert newest.lines == who_looked(notebook, client)[1:4], "the look between them stands in front"
    assert len(newest_looks(notebook, client, 100).lines) == 9


def test_the_office_sees_the_looks_of_its_laptops(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(notebook, "Aaltonen")
    show(notebook, "client", client)
    hand_over(notebook, office, tmp_path)
    looked = {(line.laptop, line.act, line.worker) for line in who_looked(office, client)}
    assert (principal, Act.SHOWN.value, "Testi Valmentaja") in looked
    newest = newest_looks(office, client, 2)
    assert newest.lines == who_looked(office, client)[1:3]
    assert newest.count > len(newest.lines)


def test_a_client_s_log_is_found_by_its_index_however_long_the_log_is(notebook: Notebook) -> None:
    if notebook.is_shared:
        return
    with notebook.reading() as connection:
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT number FROM use_line WHERE client = x'00'").all()
        assert "use_line_about_client" in str(plan)
        newest = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT head FROM use_line ORDER BY number DESC").all()
        assert "SCAN" in str(newest)
        assert "TEMP B-TREE" not in str(newest)


def test_everything_holds_deleted_records_older_versions_drafts_and_the_log(notebook: Notebook) -> None:
    client = new_client(notebook, "Aaltonen")
    save(notebook, Entry("client", {"goals": "Keittiö"}, id=client))
    save(notebook, Entry("client", {"goals": "Sali"}, id=client, reason="kuulin väärin"))
    employer = tell(notebook, client)
    gone = save(notebook, Entry("data_request", {"client": client, "asked": "told", "asked_on": DAY})).id
    delete(notebook, "data_request", gone)
    keep_draft(notebook, Draft("client", {"goals": "kesken"}, record=client, client=client))
    held = everything_about(notebook, client, Act.COPIED)
    by_id = {one.id: one for one in held.records}
    card = by_id[client]
    assert [dict(each.values).get("goals") for each in card.amendments] == [None, "Keittiö", "Sali"]
    assert card.amendments[-1].reason == "kuulin väärin"
    assert card.values["goals"] == "Sali"
    assert by_id[gone].removed
    assert {one.record for one in held.records} >= {"client", "told", "disclosure_item", "disclosure_agreement"}
    assert held.names["employer", employer]["name"] == "Keksitty Kahvila"
    assert [draft["goals"] for draft in held.drafts] == ["kesken"]
    assert (held.name, held.language, len(held.told)) == ("Aaltonen", "fi", 1)
    assert who_looked(notebook, client)[1].act == Act.COPIED
    with pytest.raises(Refusal) as refused:
        everything_about(notebook, notebook.identity.chain)
    assert refused.value.reason is Reason.UNKNOWN_CLIENT


def test_a_request_has_a_month_and_stands_in_front_until_it_is_answered(notebook: Notebook) -> None:
    client = new_client(notebook, "Aaltonen")
    first = save(
        notebook, Entry("data_request", {"client": client, "asked": "told", "asked_on": date(2026, 1, 31)})
    ).id
    second = save(
        notebook, Entry("data_request", {"client": client, "asked": "looked", "asked_on": date(2026, 3, 1)})
    ).id
    assert [(one.id, one.due) for one in requests_of(notebook, client)] == [
        (second, date(2026, 4, 1)),
        (first, date(2026, 2, 28)),
    ]
    save(notebook, Entry("data_request", {"answered_on": date(2026, 3, 2)}, id=second))
    assert [one.id for one in requests_of(notebook, client)] == [first, second]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 12, 5), date(2027, 1, 5)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 30), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 11, 30), date(2026, 12, 30)),
    ],
)
def test_the_month_of_a_request(asked: date, due: date) -> None:
    assert due_of(asked) == due


# ---- times of keeping


def test_the_rules_are_those_of_the_law_page() -> None:
    held = {(rule.kept.value, rule.begins, rule.years) for rule in keeping_rules()}
    assert held == {
        ("service", "matter_closed", 10),
        ("service", "need_ended", 10),
        ("basic_data", "died", 2),
        ("voucher", "written", 3),
    }


@pytest.mark.parametrize(
    ("beginnings", "open_", "service", "basic"),
    [
        ((), True, None, None),
        ((("matter_closed", date(2016, 5, 1), ""),), False, date(2026, 5, 1), None),
        ((("matter_closed", date(2016, 2, 29), ""),), False, date(2026, 3, 1), None),
        # The last matter counts, and an open one waits.
        (
            (("matter_closed", date(2016, 5, 1), ""), ("matter_closed", date(2018, 5, 1), "")),
            False,
            date(2028, 5, 1),
            None,
        ),
        ((("matter_closed", date(2016, 5, 1), ""),), True, None, None),
        # Disability services: from the last matter, when the need has ended.
        ((("matter_closed", date(2016, 5, 1), "Vammaispalvelulaki 675/2023"),), False, None, None),
        (
            (
                ("matter_closed", date(2016, 5, 1), "Vammaispalvelulaki 675/2023"),
                ("need_ended", date(2017, 1, 1), "vammaispalvelulaki"),
            ),
            False,
            date(2027, 1, 1),
            None,
        ),
        ((("died", date(2020, 3, 1), ""),), True, date(2030, 3, 1), date(2022, 3, 1)),
        (
            (("matter_closed", date(2016, 5, 1), "Vammaispalvelulaki"), ("died", date(2020, 3, 1), "")),
            False,
            date(2030, 3, 1),
            date(2022, 3, 1),
        ),
    ],
)
def test_times_run_from_closing_from_the_end_of_the_need_and_from_death(
    beginnings: tuple[tuple[str, date, str], ...], open_: bool, service: date | None, basic: date | None
) -> None:
    assert times_of(beginnings, "", open_=open_) == (service, basic)


def test_the_list_of_what_is_due_names_holds_and_what_laptops_ask_for(office: Notebook) -> None:
    old, young, held, asked = (new_client(office, name) for name in ("Vanha", "Uusi", "Pidetty", "Pyydetty"))
    for client, day in ((old, date(2015, 1, 1)), (held, date(2015, 6, 1)), (young, date(2020, 1, 1))):
        save(office, Entry("client", {"closed": day}, id=client))
    save(office, Entry("legal_hold", {"client": held, "ground": "kantelu"}))
    save(office, Entry("erasure_request", {"client": asked, "ground": "pyyntö"}))
    due = due_for_erasure(office, DAY)
    assert [(one.client, one.held, one.asked) for one in due] == [
        (asked, False, True),
        (old, False, False),
        (held, True, False),
    ]
    kept = kept_until(office, young)
    assert kept is not None
    assert kept.service_until == date(2030, 1, 1)


# ---- files in clear


def test_a_file_in_clear_is_logged_and_listed_until_it_is_deleted(notebook: Notebook, tmp_path: Path) -> None:
    client = new_client(notebook, "Aaltonen")
    folder = tmp_path / "chosen"
    folder.mkdir()
    write_clear(notebook, folder / "one.txt", b"yksi", "client_copy", client=client, act=Act.COPIED)
    write_clear(notebook, folder / "two.txt", b"kaksi", "client_copy", client=client)
    assert [(one.path.name, one.what, one.client) for one in clear_files(notebook)] == [
        ("two.txt", "client_copy", client),
        ("one.txt", "client_copy", client),
    ]
    delete_clear(notebook, clear_files(notebook)[0].number)
    assert not (folder / "two.txt").exists()
    (folder / "one.txt").unlink()  # by hand, in some file manager
    assert clear_files(notebook) == ()
    with notebook.reading() as connection:
        acts = connection.scalars(
            use_line.select().with_only_columns(use_line.c.act).where(use_line.c.client == client)
        )
        assert set(acts) >= {Act.COPIED.value, Act.EXPORTED.value, Act.DELETED.value}


def test_a_stick_that_is_not_in_is_no_file_deleted(notebook: Notebook, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    write_clear(notebook, stick / "one.txt", b"yksi", "statistics")
    stick.rename(tmp_path / "elsewhere")
    (line,) = clear_files(notebook)
    assert not line.in_reach
    with pytest.raises(Refusal):
        delete_clear(notebook, line.number)
    (tmp_path / "elsewhere").rename(stick)
    assert clear_files(notebook)[0].in_reach


def test_nothing_lies_in_clear_in_the_home_folder_and_nothing_is_written_over(
    notebook: Notebook, tmp_path: Path
) -> None:
    for path, reason in (
        (notebook.home.folder / "one.txt", Reason.CLEAR_FOLDER),
        (tmp_path / "nowhere" / "one.txt", Reason.FOLDER_MISSING),
    ):
        with pytest.raises(Refusal) as refused:
            write_clear(notebook, path, b"yksi", "statistics")
        assert refused.value.reason is reason
        assert not path.exists()
    (tmp_path / "one.txt").write_text("oma")
    with pytest.raises(Refusal):
        write_clear(notebook, tmp_path / "one.txt", b"yksi", "statistics")
    assert (tmp_path / "one.txt").read_text() == "oma"
    assert clear_files(notebook) == ()
