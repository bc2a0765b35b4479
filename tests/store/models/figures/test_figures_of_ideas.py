"""Figures of ideas: raised, what became of them, and whether somebody told it back (M2.9, M3.10, M4.5, M4.8)."""

from __future__ import annotations

from store.history.change import Value
from store.models.ideas import ideas, participation
from tests.store.models.figures.world import AFTER, ASKED, BEFORE, FIRST, LAST, march, said, world

Fields = dict[str, Value | None]


def test_ideas_by_what_became_of_them_and_those_that_nobody_sees_to() -> None:
    """Of seven, four are decided, three adopted, one of which changed something; two of the open have no owner."""
    idea: Fields = {"kind": "proposal", "day": march(5)}
    rows = world(
        idea=[
            {**idea, "day": FIRST, "status": "not_adopted", "change_made": "muutos", "responsible": None},
            {**idea, "day": LAST, "status": "adopted", "change_made": "uusi lomake"},
            *({**idea, "status": "adopted", "responsible": None} for _ in range(2)),
            {**idea, "status": None},
            {**idea, "status": "in_progress", "responsible": "ulla", "change_made": "kokeilu"},
            {**idea, "kind": "idea", "status": "open"},
            {**idea, "kind": "friction", "status": "adopted"},
            {**idea, "day": BEFORE, "status": "adopted"},
            {**idea, "day": AFTER, "status": "open"},
        ]
    )
    assert said(ideas("M4.5", rows, ASKED, "proposal", "idea")) == [
        "M4.5 raised: 7",
        "M4.5 idea_status status=adopted: 3",
        "M4.5 idea_status status=in_progress: 1",
        "M4.5 idea_status status=not_adopted: 1",
        "M4.5 idea_status status=open: 2",
        "M4.5 adopted: 75 percent of 4",
        "M4.5 without_owner: 2",
        "M4.5 change_made: 33 percent of 3",
    ]


def test_participation_counts_what_clients_peers_and_experts_raised_and_what_was_told_back() -> None:
    """Nine are theirs; seven are decided: four adopted, three not, one without a reason; three were told back."""
    idea: Fields = {"kind": "idea", "day": march(5)}
    rows = world(
        idea=[
            {**idea, "id": "a", "takes_part_as": "client", "status": "adopted", "day": FIRST},
            {**idea, "id": "b", "takes_part_as": "peer_coach", "status": "not_adopted", "reasons": "ei rahaa"},
            {**idea, "id": "c", "takes_part_as": "expert", "status": "not_adopted", "reported_back_on": march(9)},
            {**idea, "id": "d", "person": "lehto", "takes_part_as": "other", "status": "adopted", "day": LAST},
            {**idea, "id": "e", "status": "adopted"},
            {**idea, "id": "f", "takes_part_as": "client", "status": None, "reported_back_on": march(9)},
            {**idea, "id": "g", "takes_part_as": "client", "status": "in_progress"},
            {**idea, "id": "h", "takes_part_as": "professional", "status": "not_adopted"},
            {**idea, "id": "j", "takes_part_as": "client", "status": "adopted"},
            {**idea, "id": "k", "takes_part_as": "expert", "status": "not_adopted", "reasons": "ei vielä"},
            {**idea, "id": "i", "takes_part_as": "client", "status": "adopted", "day": BEFORE},
        ],
        idea_raiser=[
            {"client": "aino", "idea": "a", "reported_back_on": march(8)},
            {"client": "eero", "idea": "e", "reported_back_on": None},
            {"client": "oili", "idea": "e", "reported_back_on": march(8)},
        ],
    )
    assert said(participation(rows, ASKED)) == [
        "M4.8 raised: 9",
        "M4.8 idea_status status=adopted: 4",
        "M4.8 idea_status status=in_progress: 1",
        "M4.8 idea_status status=not_adopted: 3",
        "M4.8 idea_status status=open: 1",
        "M4.8 adopted: 57 percent of 7",
        "M4.8 refused_without_reasons: 1",
        "M4.8 reported_back: 43 percent of 7",
    ]


def test_where_nothing_was_raised_no_share_is_said() -> None:
    assert said(participation(world(), ASKED)) == [
        "M4.8 raised: 0",
        "M4.8 adopted: none percent of 0",
        "M4.8 refused_without_reasons: 0",
        "M4.8 reported_back: none percent of 0",
    ]
