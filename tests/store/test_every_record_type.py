"""Every record type that a form writes, without a line of its own: search, history, bundle, merge, copy, erasure.

All of them are written once, from their declarations alone; each test then asks one thing of each type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from store.client_copy import as_toml
from store.conflicts import open_conflicts
from store.erasing_clients import erase_client
from store.history.shape import About, Consent, Kind
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import find, history_of, list_records
from store.records import RECORD_TYPES, RecordType
from store.records.marks import Line, Prose, Several
from store.rights import everything_about
from store.search import search
from store.use_log import lines
from store.writing import Entry, save, save_all
from tests.notebooks import make_notebook
from tests.store.bundle.delivered import found, hand_over, join, new_client
from tests.tui.cli.sample_values import whole_record

LAPTOP, OFFICE = "laptop", "office"

WRITTEN = {
    name: of
    for name, of in RECORD_TYPES.items()
    if not of.declared.internal and of.about is not About.SELF and name != "worker"
}
"""Cards of clients and workers are there before; what the program writes itself has tests of its own."""

OF_CLIENT = {name: of for name, of in WRITTEN.items() if of.about is About.FIELD}
AMENDED = {
    name: of
    for name, of in WRITTEN.items()
    if of.kind is Kind.EDITABLE and of.consent is Consent.NONE and "coach" in of.written_by
}
"""What two may write without knowing of each other; consents have simulations of their own."""


@dataclass(frozen=True)
class Scene:
    """An office and a laptop that has handed over one record of every type.

    Attributes:
        office: the office.
        laptop: the laptop.
        client: whom the records about a client are about.
        ids: record type → id.
        words: record type → a word that stands in it alone, where search looks at it.
        copy: everything that was held about the client, before the erasure.
        copied: the same as the client's file.
        heard: record type → id and whether both values of a field were open when both had written it.
    """

    office: Notebook
    laptop: Notebook
    client: str
    ids: Mapping[str, str]
    words: Mapping[str, str]
    copy: frozenset[tuple[str, str]]
    copied: str
    heard: frozenset[str]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Write one of each, hand over, write the same field on both sides, hand over, and erase the client last."""
    folder = tmp_path_factory.mktemp("every")
    with (
        make_notebook(folder / "office", role="office", name="Testi Toimisto") as office,
        make_notebook(folder / "laptop", name="Ulla Keksitty") as laptop,
    ):
        found(office)
        join(office, laptop, folder)
        client = new_client(laptop, "Aino")
        hand_over(laptop, office, folder)
        ids, words = written_at(laptop, office, client, folder)
        heard = both_write(laptop, office, ids, folder)
        held = everything_about(office, client)
        copy = frozenset((one.record, one.id) for one in held.records)
        yield Scene(office, laptop, client, ids, words, copy, as_toml(held).decode(), heard)


def written_at(
    laptop: Notebook, office: Notebook, client: str, folder: Path
) -> tuple[dict[str, str], dict[str, str]]:
    """Write one record of each type where it may be written; the office has all of them afterwards."""
    ids: dict[str, str] = {}
    words: dict[str, str] = {}
    for number, (name, of) in enumerate(WRITTEN.items()):
        values: dict[str, Any] = dict(whole_record(of))
        values |= {"client": client} if of.about is About.FIELD else {}
        word = f"kuusama{number:03}x"
        if (field := _searched(of)) is not None:
            values[field], words[name] = word, word
        notebook = laptop if "coach" in of.written_by else office
        ids[name] = save(notebook, Entry(name, values)).id
    hand_over(laptop, office, folder)
    return ids, words


def _searched(of: RecordType) -> str | None:
    return next(
        (n for n in of.searchable if isinstance(of.fields[n].mark, Line | Prose)),
        None,
    )


def both_write(laptop: Notebook, office: Notebook, ids: Mapping[str, str], folder: Path) -> frozenset[str]:
    """Let both sides write another text into the same field; return the types on which the office sees both."""
    texts = {name: field for name, of in AMENDED.items() if (field := _text(of)) is not None}
    for notebook, said in ((laptop, "toinen sana"), (office, "kolmas sana")):
        save_all(notebook, [Entry(name, {field: said}, id=ids[name]) for name, field in texts.items()])
    hand_over(laptop, office, folder)
    return frozenset(one.record for one in open_conflicts(office))


def _text(of: RecordType) -> str | None:
    return next(
        (n for n, f in of.fields.items() if isinstance(f.mark, Line | Prose) and not isinstance(f.mark, Several)),
        None,
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_it_is_in_the_history_and_in_the_use_log_of_whom_it_is_about(scene: Scene, name: str) -> None:
    of = WRITTEN[name]
    first = history_of(scene.office, scene.ids[name])[0]
    assert not first.erased or of.about is About.FIELD
    writer = scene.laptop if "coach" in of.written_by else scene.office
    with writer.reading() as connection:
        [line] = [one for one in lines(connection) if one.id == scene.ids[name] and one.act == "added"]
    assert line.record == name
    assert line.client == (scene.client if of.about is About.FIELD else None)


@pytest.mark.parametrize("name", [name for name in WRITTEN if _searched(WRITTEN[name]) is not None])
def test_search_finds_its_words(scene: Scene, name: str) -> None:
    at = scene.laptop if "coach" in WRITTEN[name].written_by else scene.office
    held = [hit.id for hit in search(at, scene.words[name])]
    other = _text(WRITTEN[name]) == _searched(WRITTEN[name]) and name in AMENDED
    assert held == ([] if other else [scene.ids[name]])


@pytest.mark.parametrize("name", [name for name, of in WRITTEN.items() if "coach" in of.written_by])
def test_it_came_to_the_office_in_the_bundle(scene: Scene, name: str) -> None:
    assert find(scene.office, name, scene.ids[name]) is not None


@pytest.mark.parametrize("name", [name for name, of in AMENDED.items() if _text(of) is not None])
def test_what_two_wrote_is_open_until_a_person_decides(scene: Scene, name: str) -> None:
    assert name in scene.heard


@pytest.mark.parametrize("name", OF_CLIENT)
def test_it_is_in_the_clients_copy(scene: Scene, name: str) -> None:
    assert (name, scene.ids[name]) in scene.copy
    assert scene.ids[name] in scene.copied


def test_nothing_about_nobody_is_in_the_clients_copy(scene: Scene) -> None:
    about_nobody = {scene.ids[name] for name, of in WRITTEN.items() if of.about is About.NOBODY}
    assert not {id for _record, id in scene.copy} & about_nobody


def test_after_an_erasure_nothing_of_the_client_is_held_and_everything_else_is(scene: Scene, tmp_path: Path) -> None:
    stray = new_id()
    erase_client(scene.office, scene.client, "pyyntö")
    left = {name for name in OF_CLIENT if list_records(scene.office, name)}
    assert left == set()
    assert search(scene.office, "kolmas") == [] or all(
        hit.record not in OF_CLIENT for hit in search(scene.office, "kolmas")
    )
    kept = {name for name, of in WRITTEN.items() if of.about is About.NOBODY}
    assert {name for name in kept if find(scene.office, name, scene.ids[name]) is not None} == kept
    assert find(scene.office, "employer", stray) is None
