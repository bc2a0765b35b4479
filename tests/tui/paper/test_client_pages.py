"""The client's pages: easy words in the client's language, nothing of anybody else, and nothing read as markup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.clear_files import clear_files
from store.looked import who_looked
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.rights import everything_about, told_about
from store.writing import Entry, save
from tests.store.bundle.delivered import new_client
from tests.store.test_rights import DAY, tell
from tui.language import LANGUAGES, choose, chosen, speaking, word
from tui.paper.client_pages import ACTS, everything_sheet, looked_sheet, told_sheet
from tui.paper.sheet import Part, Sheet, to_pdf, to_text
from tui.paper.writing import write_copy, write_log, write_told

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_in_every_language(notebook: Notebook, language: str) -> None:
    client = new_client(notebook, "Aaltonen")
    tell(notebook, client)
    before = chosen()
    with speaking(language):
        sheet = told_sheet(told_about(notebook, client), "Aaltonen", TODAY)
        said = to_text(sheet)
        for words in ("rights.where", "rights.to_whom", "rights.in_words", "rights.permission", "rights.written_by"):
            assert word(*words.split(".")) in said
        assert sheet.title == word("client_told", "title")
    assert chosen() == before
    for part in ("Keksitty Kahvila", "Saan ohjeet kirjallisina.", "Testi Valmentaja", "Aaltonen"):
        assert part in said


def test_what_was_told_in_finnish(notebook: Notebook) -> None:
    client = new_client(notebook, "Aaltonen")
    tell(notebook, client)
    choose("fi")
    said = to_text(told_sheet(told_about(notebook, client), "Aaltonen", TODAY))
    assert "Millä sanoilla: \u201dSaan ohjeet kirjallisina.\u201d" in said or "Saan ohjeet kirjallisina." in said
    assert "annoit luvan" in said
    assert "Kenelle: esihenkilö" in said
    assert "ti 24.11.2026" in said


def test_who_looked_has_words_for_every_act(notebook: Notebook) -> None:
    from store.use_log import Act

    assert set(ACTS) == {act.value for act in Act}
    client = new_client(notebook, "Aaltonen")
    choose("fi")
    said = to_text(looked_sheet(who_looked(notebook, client), "Aaltonen", TODAY))
    assert "Testi Valmentaja · kirjasi · Asiakas" in said
    assert "katsoi tätä käyttölokia" in said


def test_everything_has_versions_with_reasons_and_no_other_client(notebook: Notebook) -> None:
    client, _ = new_client(notebook, "Aaltonen"), new_client(notebook, "Salainen")
    save(notebook, Entry("client", {"goals": "Keittiö"}, id=client))
    save(notebook, Entry("client", {"goals": "Sali"}, id=client, reason="kuulin väärin"))
    tell(notebook, client)
    choose("fi")
    said = to_text(everything_sheet(everything_about(notebook, client), TODAY))
    for part in ("Keittiö", "Sali", "syy: kuulin väärin", "Keksitty Kahvila", "Kuka on katsonut tietojani"):
        assert part in said
    assert "Salainen" not in said


def test_the_paper_is_a_pdf_and_what_was_typed_is_never_markup() -> None:
    sheet = Sheet(
        "Otsikko",
        "Nimi",
        (Part("Osa", ("#panic() *ei* @viite $x$ \\ <x>",), (("nimi", "= arvo\n#rivi \u202e"),)),),
        "alla",
        "fi",
    )
    pdf = to_pdf(sheet)
    assert pdf.startswith(b"%PDF-")
    assert b"%%EOF" in pdf[-32:]


def test_a_copy_lies_where_it_was_asked_for_listed_and_named_after_nobody(notebook: Notebook, tmp_path: Path) -> None:
    client = new_client(notebook, "Aaltonen")
    save(notebook, Entry("client", {"service_language": "sv"}, id=client))
    out = tmp_path / "out"
    out.mkdir()
    files = write_copy(notebook, client, out, DAY)
    assert [path.suffix for path in files] == [".pdf", ".toml", ".sig", ".sig"]
    assert sorted(out.iterdir()) == sorted(files)
    assert not [path.name for path in files if "aaltonen" in path.name.lower()]
    assert b"Aaltonen" in files[1].read_bytes()
    write_log(notebook, client, out, DAY)
    write_told(notebook, client, out, DAY)
    assert {one.what for one in clear_files(notebook)} == {"client_copy", "client_log", "client_told"}
    assert len(clear_files(notebook)) == 6
    with pytest.raises(Refusal) as refused:
        write_copy(notebook, client, notebook.home.folder, DAY)
    assert refused.value.reason is Reason.CLEAR_FOLDER
