"""CSV: what a spreadsheet writes is read, each bad row is named, and all rows are taken in or none."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.csv_in import BadRow, parse_table, read_table, take_in_table
from store.notebook import Notebook
from store.reading import list_records
from store.refusal import Reason, Refusal

pytestmark = pytest.mark.both_engines

FINNISH = {"etunimi": "given_name", "sukunimi": "family_name", "palveluun tulo": "entry", "puhelin": "phone"}
TEXT = "Etunimi{0}Sukunimi{0}Palveluun tulo\nÄijö{0}Malli{0}1.9.2026\nUljas{0}Esimerkki{0}2026-10-02\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_usual_file_is_read(delimiter: str, encoding: str, line_end: str) -> None:
    content = TEXT.format(delimiter).replace("\n", line_end).encode(encoding)
    table = parse_table(content, "client", FINNISH)
    assert table.bad == ()
    assert [dict(entry.values) for entry in table.entries] == [
        {"given_name": "Äijö", "family_name": "Malli", "entry": date(2026, 9, 1)},
        {"given_name": "Uljas", "family_name": "Esimerkki", "entry": date(2026, 10, 2)},
    ]


def test_names_of_fields_are_headings_and_unknown_ones_are_named() -> None:
    table = parse_table(b"given_name,Family Name,Shoe size\nA,B,42\n", "client")
    assert table.columns == ("given_name", "family_name", None)
    assert table.unknown == ("Shoe size",)
    assert [dict(entry.values) for entry in table.entries] == [{"given_name": "A", "family_name": "B"}]


def test_each_bad_row_is_named_as_a_spreadsheet_counts() -> None:
    rows = [
        "given_name;stage;entry;in_work_at_entry;phone",
        "Good;seeking;1.1.2026;x;040 000",
        ";seeking;;;",
        "Wrong stage;running;;;",
        "Wrong day;;31.2.2026;;",
        "Wrong truth;;;maybe;",
        "Wrong phone;;;;no",
        "",
        "Too many;;;;;;x",
    ]
    table = parse_table("\n".join(rows).encode(), "client")
    assert len(table.entries) == 1
    assert table.entries[0].values["in_work_at_entry"] is True
    assert table.bad == (
        BadRow(3, "given_name", "missing"),
        BadRow(4, "stage", "unknown_choice"),
        BadRow(5, "entry", "not_a_day"),
        BadRow(6, "in_work_at_entry", "not_a_truth"),
        BadRow(7, "phone", "not_allowed"),
        BadRow(9, "", "too_many_cells"),
    )


def test_sets_numbers_and_times_are_read() -> None:
    text = (
        "kind,status,day,start,minutes,present\ncall,held,1.2.2026,9.30,45,coach|client\ncall,held,1.2.2026,9:30,x,\n"
    )
    table = parse_table(text.encode(), "event")
    values = table.entries[0].values
    assert (str(values["start"]), values["minutes"], values["present"]) == ("09:30:00", 45, ("coach", "client"))
    assert [(bad.field, bad.reason) for bad in table.bad] == [("minutes", "not_a_number")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b"  \n\n", Reason.EMPTY_FILE),
        (b"shoe,colour\n1,2\n", Reason.BAD_TABLE),
        (b"name,name\nA,B\n", Reason.BAD_TABLE),
        (b'name\n"open\n', Reason.BAD_TABLE),
        (b"na\x00me\nA\n", Reason.UNREADABLE_FILE),
        (b"\xff\xfe\x00", Reason.UNREADABLE_FILE),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, reason: Reason) -> None:
    with pytest.raises(Refusal) as caught:
        parse_table(content, "employer")
    assert caught.value.reason is reason


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        parse_table(content, "employer")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_table(tmp_path / "none.csv", "employer")
    assert caught.value.reason is Reason.UNREADABLE_FILE


def test_rows_are_taken_in_together_or_not_at_all(notebook: Notebook, tmp_path: Path) -> None:
    path = tmp_path / "employers.csv"
    path.write_text("name;municipality\nMallikahvila;Lahti\n;Oulu\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        take_in_table(notebook, read_table(path, "employer"))
    assert (caught.value.reason, caught.value.values["row"]) == (Reason.BAD_TABLE, 3)
    assert list_records(notebook, "employer") == []
    path.write_text("name;municipality\nMallikahvila;Lahti\nBetonimalli;Oulu\n", encoding="utf-8")
    assert take_in_table(notebook, read_table(path, "employer")) == 2
    assert [one.values["name"] for one in list_records(notebook, "employer")] == ["Betonimalli", "Mallikahvila"]
