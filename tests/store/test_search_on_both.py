"""Search finds the same in the office's PostgreSQL as in a notebook's own file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.home import Home
from store.notebook import Notebook
from store.practice import create_practice_notebook
from store.search import Hit, search
from store.search_index import WORD
from store.sharing import move_records
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.postgresql import Server

NOTES = (
    "Kävimme työpaikalla, ja esihenkilö kertoi kahvihuoneesta.",
    "Työpaikat ja työnantajat: kadun varrella, kaupan takana, pöydän alla.",
    "Vi besökte arbetsplatsen och träffade arbetsgivaren i Åbo.",
    "The companies were visiting; she stopped working on the shopping list.",
    "Olen ollut siellä, ja hän oli; on se niin. Joka päivä ja minä.",
    "3kk sopimus, 40h viikossa, A4 paperi, x2 ja 1e5 sekä 0x1F.",
    "ÄÄRETÖN Öljy ÅNGSTRÖM straße ﬁlosofia naïve İstanbul",
    "a" * 300 + " " + "b" * 190 + "ö" * 30,
)


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Notebook, Notebook, list[str]]]:
    """The same records in a file and in a database, and all words that stand in them."""
    folder = tmp_path_factory.mktemp("both")
    server.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", "search")
    server.make_database("search")
    texts = list(NOTES)
    for name in ("file", "database"):
        practice = create_practice_notebook(Home(folder / name), passphrase=PASSPHRASE, clients=4, months=6, seed=3)
        with practice.notebook as notebook:
            for number, note in enumerate(NOTES):
                save(
                    notebook,
                    Entry("employer", {"name": f"Mallipaikka {number}", "notes": note, "phone": "040 123 4567"}),
                )
            if name == "database":
                move_records(notebook, server.address("search"))
    server.made()
    with (
        Notebook.unlock(Home(folder / "file"), PASSPHRASE) as one,
        Notebook.unlock(Home(folder / "database"), PASSPHRASE) as other,
    ):
        assert other.is_shared
        assert not one.is_shared
        texts += [hit.snippet for letter in "aehkmtv" for hit in search(one, letter, limit=200)]
        yield one, other, sorted({word.lower() for text in texts for word in WORD.findall(text)})


def _seen(hits: list[Hit]) -> list[tuple[object, ...]]:
    """What a person sees of the hits; of one day the order is the index's own."""
    return sorted((str(hit.day), hit.record, hit.field, hit.snippet, hit.marks) for hit in hits)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_find_the_same(both: tuple[Notebook, Notebook, list[str]], data: st.DataObject) -> None:
    one, other, words = both
    known = st.sampled_from(words)
    beginning = st.builds(lambda word, length: word[:length], known, st.integers(1, 12))
    ended = st.builds(
        lambda word, end: word + end, known, st.sampled_from(["n", "ssa", "lla", "t", "s", "ing", "en", "na"])
    )
    asked = " ".join(
        data.draw(st.lists(st.one_of(known, beginning, ended, st.text(max_size=6)), min_size=1, max_size=3))
    )
    expected, found = search(one, asked, limit=400), search(other, asked, limit=400)
    assert _seen(found) == _seen(expected)
    assert [hit.day for hit in found] == [hit.day for hit in expected]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("työpaikka", 2),
        ("työpaikalla", 2),
        ("katu", 1),
        ("arbetsplats", 1),
        ("company", 1),
        ("visit", 1),
        ("olen", 1),
        ("hän", 1),
        ("40h", 1),
        ("öljyn", 1),
        ("0401234567", 8),
        ("b" * 190 + "ö" * 29, 1),
    ],
)
def test_forms_of_words_in_three_languages(
    both: tuple[Notebook, Notebook, list[str]], asked: str, found: int
) -> None:
    one, other, _ = both
    for notebook in (one, other):
        hits = search(notebook, asked, limit=400)
        assert sum(hit.record == "employer" and ("Malli" not in hit.snippet) for hit in hits) >= found, asked
