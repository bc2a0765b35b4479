"""A visit of today with something that may be told, and secret words in everything that may not."""

from __future__ import annotations

from dataclasses import dataclass

from store.disclosure import agree
from store.identifiers import new_id
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tui.forms.days import wall_day

SENTENCE = "Pidän lyhyen tauon kahden tunnin välein."
"""What may be told to the employer of the visit."""

FORBIDDEN = ("Vaiettu-Vuono", "Vaiettu-Vaara", "Vaiettu-Virta", "Vaiettu-Visa")
"""Words of items that are not told, that were withdrawn, that another employer may hear, and what is not said."""


@dataclass(frozen=True)
class Visit:
    """Ids of what was planted.

    Attributes:
        told: the item that may be told.
        contact: somebody at the employer.
    """

    told: str
    contact: str


def plant_permissions(planted: Planted) -> Visit:
    """Plant what may be told at the visit of today, and what may not."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        client, employer = planted.client, planted.employer

        def item(code: str, **values: object) -> str:
            whole = {"client": client, "item": code, "decision": "tell", "employers": (employer,), **values}
            return save(notebook, Entry("disclosure_item", whole)).id  # type: ignore[arg-type]  # plain test values

        told = item(
            "breaks_and_quiet", wording=SENTENCE, not_to_say=FORBIDDEN[3], to_whom=("supervisor",), who_says="coach"
        )
        item("own", own_item=FORBIDDEN[0], wording=FORBIDDEN[0], decision="do_not_tell")
        withdrawn = item("own", own_item=FORBIDDEN[1], wording=FORBIDDEN[1])
        elsewhere = item("own", own_item=FORBIDDEN[2], wording=FORBIDDEN[2], employers=(new_id(),))
        agree(notebook, client, [told, withdrawn, elsewhere], agreed_on=wall_day())
        save(notebook, Entry("withdrawal", {"client": client, "scope": "item", "item": withdrawn}))
        contact = save(notebook, Entry("contact_person", {"employer": employer, "name": "Esko Esihenkilö"})).id
    return Visit(told, contact)
