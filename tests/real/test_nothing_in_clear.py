"""A whole session through the commands and the doors, and then every file that it left is searched for what was said.

Where nothing may stand in clear the words are looked for in the files as they are; where something was erased, on
every decrypted page, free ones too, and with a reader that we did not write.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.backup import backups_of
from store.derived import search_beside
from store.drafts import Draft, keep_draft
from store.home import Home
from store.keys import slots
from store.notebook import Notebook
from store.search import search
from store.search_index import FOLDED_AT_ONCE
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.real.test_sqlcipher_reader import open_with_other_reader, pages_of
from tests.store.bundle.enrolment import enrol
from tests.tui.cli.doing import Desk

PLANTED = ("Kuiskausvuori", "Salaniemeläinen", "Piilopolkunen", "Kätkösanoma")
"""Given name, wording of an item, a draft's text, an employer: invented, and nowhere else in the program."""

NEW_PASSPHRASE = "kuusi pilvi harava lumme tikku"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    (tmp_path / "desk").mkdir()
    return Desk(tmp_path / "desk")


def in_clear(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the files in which, or in whose names, a word can be read in any usual encoding."""
    found = []
    for path in folder.rglob("*"):
        content = (path.read_bytes() if path.is_file() else b"") + str(path.relative_to(folder)).encode()
        for word in words:
            for text in (word, word.lower(), word.upper()):
                if any(text.encode(code) in content for code in ("utf-8", "utf-16-le", "cp1252")):
                    found.append((word, str(path)))
    return found


def test_after_a_session_no_word_stands_in_clear_anywhere(desk: Desk) -> None:
    """Import, forms, drafts, search, backup, sealed export, another passphrase, another key, demo."""
    given, wording, begun, employer = PLANTED
    work = desk.folder / "work"
    (work / "temporary").mkdir(parents=True)
    (work / "stick").mkdir()
    (work / "safe").mkdir()
    office, laptop = make_notebook(work / "office", role="office"), make_notebook(work / "home")
    with office, laptop:
        enrol(office, laptop, work / "temporary")
    table = desk.write("people.csv", f"given_name\n{given}\n")
    assert desk.ask("work/home", "import", "people", table)["saved"] == 1
    (client,) = desk.ask("work/home", "record", "list", "client")
    values = desk.write(
        "item.toml",
        f'client = "{client["id"]}"\nitem = "written_instructions"\ndecision = "tell"\nwording = "{wording}"\n',
    )
    desk.ask("work/home", "record", "set", "disclosure_item", "--values", values)
    values = desk.write("employer.toml", f'name = "{employer}"\n')
    desk.ask("work/home", "record", "set", "employer", "--values", values)
    home = Home(work / "home")
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        keep_draft(notebook, Draft("client", {"goals": begun}, record=client["id"], client=client["id"]))
        assert search(notebook, given)
        assert search(notebook, employer)
        assert in_clear(work, PLANTED) == []
    desk.ask("work/home", "backup", "work/safe")
    assert desk.ask("work/home", "export", "work/stick")["sealed"] is True
    new = desk.write("new", f"{NEW_PASSPHRASE}\n")
    assert desk.open("work/home", "passphrase", "suspect", "--new-passphrase-file", new).code == 0
    temporary = {"TMPDIR": str(work / "temporary")}
    assert desk.run("demo", "--no-tui", "--clients", "2", environment=temporary).code == 0
    assert in_clear(work, (*PLANTED, "Testi Valmentaja", *PASSPHRASE.split(), NEW_PASSPHRASE)) == []
    assert list((work / "temporary").iterdir()) == []
    assert not any((desk.folder / name).exists() for name in (".local", ".cache", ".config"))
    # The same search finds what does stand in clear: the tables that were read.
    assert {word for word, _ in in_clear(desk.folder, PLANTED)} == {given, wording, employer}


def test_the_words_are_there_for_who_has_the_key(desk: Desk) -> None:
    """Else a search that finds nothing would prove nothing; a wrong key reads nothing."""
    home = Home(desk.folder / "home")
    with make_notebook(home.folder) as notebook:
        save(notebook, Entry("client", {"given_name": PLANTED[0]}))
        notebook.back_up()
        key = notebook.raw_key()
    for path in (home.notebook, *backups_of(home)):
        assert any(PLANTED[0].encode() in page for page in pages_of(path, key))
        assert not any(PLANTED[0].encode() in page for page in pages_of(path, bytes(32)))


@pytest.mark.parametrize("folded", [False, True], ids=["beside the index", "inside the index"])
def test_an_erased_client_is_gone_from_every_page_and_table(tmp_path: Path, folded: bool) -> None:
    """Rows, history, drafts, the full-text tables and what waits beside them, read with the other reader too."""
    given, wording, begun, _ = PLANTED
    home = Home(tmp_path / "office")
    with make_notebook(home.folder, role="office") as notebook:
        client = save(notebook, Entry("client", {"given_name": given, "nickname": f"{given} itse", "goals": wording}))
        event = save(
            notebook,
            Entry("event", {"kind": "internal", "status": "held", "day": date(2026, 11, 24), "subject": "muu"}),
        )
        part = {"event": event.id, "client": client.id, "notes": f"{given} sanoi: {wording}"}
        saved = save(notebook, Entry("event_client_part", part))
        save(notebook, Entry("event_client_part", {"notes": f"{given} uudestaan: {wording}"}, id=saved.id))
        keep_draft(notebook, Draft("client", {"goals": begun}, client=client.id))
        for number in range(2 * FOLDED_AT_ONCE if folded else 5):
            save(notebook, Entry("employer", {"name": f"Toinen{number} {number}"}))
        with notebook.reading() as connection:
            waiting = " ".join(row.words for row in connection.execute(search_beside.select()))
        assert (given.lower() in waiting) is not folded
        assert {hit.record for hit in search(notebook, given)} == {"client", "event_client_part"}
        key = notebook.raw_key()
    standing = [word for word in (given, wording, begun) if _pages_with(home, key, word)]
    assert standing == [given, wording, begun]
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        save(notebook, Entry("erasure", {"client": client.id, "ground": "requested"}))
        assert search(notebook, given) == []
    assert [word for word in (given, wording, begun) if _pages_with(home, key, word)] == []
    assert _pages_with(home, key, "Toinen4")
    _nothing_in_any_table(home, (given, wording, begun))


def _pages_with(home: Home, key: bytes, word: str) -> int:
    """Count the decrypted pages with a word; the index writes a beginning that words share only once."""
    tail = word.lower()[2:].encode()
    return sum(tail in page.lower() for page in pages_of(home.notebook, key))


def _nothing_in_any_table(home: Home, words: tuple[str, ...]) -> None:
    connection = open_with_other_reader(home.notebook, slots.open_slot(home, PASSPHRASE).key)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {"change", "draft", "search_beside", "search_index_data"} <= set(names)
    for name in names:
        if name == "search_index":
            continue
        for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - names from the file itself
            content = " ".join(
                cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in row
            )
            assert not [word for word in words if word.lower()[2:] in content.lower()], name
    connection.close()
