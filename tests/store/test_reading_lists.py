"""Lists: filtered, ordered, paged; what is unknown is named."""

from __future__ import annotations

from datetime import date

import pytest

from store.history.change import Value
from store.notebook import Notebook
from store.reading import find, history_of, list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, save, save_all

pytestmark = pytest.mark.both_engines

EMPLOYERS = (("Aamukahvila", "Lahti"), ("Betonimalli", "Oulu"), ("Ceramiikka", "Lahti"))


@pytest.fixture
def employers(notebook: Notebook) -> Notebook:
    save_all(notebook, [Entry("employer", {"name": name, "municipality": place}) for name, place in EMPLOYERS])
    return notebook


def _names(notebook: Notebook, **options: object) -> list[Value]:
    return [one.values["name"] for one in list_records(notebook, "employer", **options)]  # type: ignore[arg-type]  # as given


def test_a_list_is_ordered_as_declared_or_as_asked(employers: Notebook) -> None:
    assert _names(employers) == ["Aamukahvila", "Betonimalli", "Ceramiikka"]
    assert _names(employers, order=("-name",)) == ["Ceramiikka", "Betonimalli", "Aamukahvila"]
    assert _names(employers, order=("municipality", "-name")) == ["Ceramiikka", "Aamukahvila", "Betonimalli"]


def test_a_list_is_filtered_and_paged(employers: Notebook) -> None:
    assert _names(employers, where={"municipality": "Lahti"}) == ["Aamukahvila", "Ceramiikka"]
    assert _names(employers, where={"phone": None}, limit=1, offset=1) == ["Betonimalli"]
    assert _names(employers, where={"municipality": "Turku"}) == []


def test_an_element_of_a_set_and_of_an_array_is_found(notebook: Notebook) -> None:
    day = date(2026, 11, 24)
    first = save(
        notebook, Entry("event", {"kind": "call", "status": "held", "day": day, "present": ("coach", "client")})
    )
    save(notebook, Entry("event", {"kind": "call", "status": "held", "day": day, "present": ("peer_coach",)}))
    found = list_records(notebook, "event", where={"present": "coach"})
    assert [one.id for one in found] == [first.id]
    assert len(list_records(notebook, "event", where={"day": day})) == 2
    assert list_records(notebook, "event", where={"employer": "not an id"}) == []


def test_an_unknown_field_is_refused(employers: Notebook) -> None:
    for options in ({"where": {"diagnosis": "x"}}, {"order": ("diagnosis",)}):
        with pytest.raises(Refusal) as caught:
            _names(employers, **options)
        assert caught.value.reason is Reason.UNKNOWN_FIELD


def test_not_here_yet_is_a_value_and_unknown_is_a_refusal(notebook: Notebook) -> None:
    missing = "0198c0de-0000-7000-8000-000000000000"
    assert find(notebook, "client", missing) is None
    assert find(notebook, "client", "nonsense") is None
    for id in (missing, "nonsense"):
        with pytest.raises(Refusal) as caught:
            show(notebook, "client", id)
        assert caught.value.reason is Reason.UNKNOWN_RECORD
        with pytest.raises(Refusal) as caught:
            history_of(notebook, id)
        assert caught.value.reason is Reason.UNKNOWN_RECORD


def test_a_record_is_not_found_as_another_type(employers: Notebook) -> None:
    id = list_records(employers, "employer")[0].id
    assert find(employers, "client", id) is None


def test_a_version_says_what_replaces_it(notebook: Notebook) -> None:
    client = save(notebook, Entry("client", {"given_name": "Testi"})).id
    first = save(notebook, Entry("vocational_profile", {"client": client, "drawn_up_on": date(2026, 1, 1)})).id
    second = save(
        notebook,
        Entry("vocational_profile", {"client": client, "drawn_up_on": date(2026, 6, 1), "replaces": (first,)}),
    ).id
    assert show(notebook, "vocational_profile", first).replaced_by == (second,)
    listed = list_records(notebook, "vocational_profile", where={"client": client})
    assert [(one.id, one.replaced_by) for one in listed] == [(second, ()), (first, (second,))]
    first_alone = list_records(notebook, "vocational_profile", where={"drawn_up_on": date(2026, 1, 1)})
    assert [(one.id, one.replaced_by) for one in first_alone] == [(first, (second,))]
