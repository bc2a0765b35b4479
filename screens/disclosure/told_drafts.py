"""What is being said in a talk about telling: as typed, as a draft keeps it, and as the store takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from store.disclosure import Seen
from store.drafts import Draft
from store.history.change import Value
from store.identifiers import is_id, new_id
from store.reading import Shown
from store.telling import BEGIN_WITH, SaidItem, Sheet, Talk
from tui.forms.saying import choice_of

FORM = "what_is_told"
"""The code of this form among the drafts."""

TEXTS = ("wording", "not_to_say", "if_asked", "pros", "cons")
ONE_OF = ("decision", "when", "who_says")
OTHER, ALL = "other", "all"
"""Choices of "where" beside the employers: one named here, and all that were agreed."""

COVERED = ("freedom_explained", "role_explained", "pros_and_cons", "accommodation_linked", "wording_practised")
TALK_TEXTS = ("matters_most", "fears", "accommodation")


@dataclass
class Spoken:
    """One item as it stands on the screen.

    Attributes:
        id: of the item.
        item: code of the typical item, or "own".
        own_item: the client's own words for it.
        place: its place key.
        new: whether it is not in the notebook yet.
        touched: whether anything was said about it in this talk.
        arrived: whether it was altered elsewhere while it was being talked about.
        withdrawn: whether the client has taken the permission back: it is decided anew or not told.
        narrowed: whether workplaces were left out for which they have.
        beside: whether it was spoken about under another card of this person: it is decided here and now.
        texts: what is typed and chosen, by field; several are a list.
    """

    id: str
    item: str
    own_item: str = ""
    place: str = "m"
    new: bool = False
    touched: bool = False
    arrived: bool = False
    withdrawn: bool = False
    narrowed: bool = False
    beside: bool = False
    texts: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the item is called, in the language chosen now."""
        words = self.own_item if self.item == "own" and self.own_item else choice_of("item", self.item)
        return words[:1].upper() + words[1:]

    @property
    def decision(self) -> str:
        """The decision, or an empty text."""
        return str(self.texts.get("decision") or "")

    def missing(self) -> tuple[str, ...]:
        """Return what is still to be said before it can be agreed to be told: where, and in which words."""
        if self.decision != "tell":
            return ()
        where = [code for code in self.texts.get("where", ()) if code != OTHER or self.texts.get(OTHER, "").strip()]
        found = () if where else ("where",)
        return found if str(self.texts.get("wording", "")).strip() else (*found, "wording")

    def said(self, workplaces: Mapping[str, str]) -> SaidItem:
        """Return it as the store takes it: the whole consent, whatever of it was touched.

        Args:
            workplaces: name, casefolded → id, of the workplaces that were named in this talk.
        """
        where = list(self.texts.get("where", ()))
        employers = [code for code in where if is_id(code)]
        if OTHER in where:
            found = workplaces.get(tidy(self.texts.get(OTHER, "")))
            employers += [found] if found and found not in employers else []
        values: dict[str, Value | None] = {
            "item": self.item,
            "own_item": self.own_item or None,
            "employers": tuple(employers) or None,
            "all_agreed_employers": True if ALL in where else None,
            "to_whom": tuple(self.texts.get("to_whom", ())) or None,
        }
        values |= {name: self.texts.get(name) or None for name in ONE_OF}
        values |= {name: str(self.texts.get(name, "")).strip() or None for name in TEXTS}
        if self.new:
            values["place"] = self.place
        return SaidItem(self.id, values)


@dataclass
class Said:
    """A whole talk as it stands on the screen.

    Attributes:
        items: the items, in order.
        talk_id: id of the record of this talk.
        day: the day of the talk, as text; another day is another talk.
        talk: what was ticked and typed about the talk itself.
        at: place of the item on the screen; -1 is the beginning.
        knew: what was on the screen when it began.
    """

    items: list[Spoken]
    talk_id: str
    day: str
    talk: dict[str, Any] = field(default_factory=dict)
    at: int = -1
    knew: Seen | None = None

    @property
    def touched(self) -> bool:
        """Whether anything was said that is not agreed to yet."""
        return any(one.touched for one in self.items) or any(self.talk.values())

    def record_of_talk(self) -> Talk:
        """Return the talk as the store takes it."""
        values: dict[str, Value | None] = dict.fromkeys(self.talk.get("covered", ()), True)
        values |= {name: str(self.talk.get(name, "")).strip() or None for name in TALK_TEXTS}
        values["occasion"] = self.talk.get("occasion") or None
        return Talk(self.talk_id, {**values, "mode": "face_to_face", "present": ("client", "coach")})


def tidy(name: str) -> str:
    """Return a workplace's name for comparing: neither case nor spaces count."""
    return " ".join(name.casefold().split())


def begin(sheet: Sheet, day: date) -> Said:
    """Return the talk as it begins: what was said before, or what is asked of everybody.

    Args:
        sheet: what the notebook holds.
        day: the day of the talk.
    """
    items = [_held(shown, sheet) for shown in sheet.items]
    if not items:
        items = [Spoken(new_id(), code, place="m", new=True) for code in BEGIN_WITH]
    items += _of_other_cards(items, sheet)
    return Said(items, new_id(), day.isoformat(), knew=sheet.seen)


def _of_other_cards(items: Iterable[Spoken], sheet: Sheet) -> list[Spoken]:
    """Ask about all that was spoken about under another card of this person: the agreement is made in view of it.

    What stands here too, and otherwise, is decided again; what does not is asked about in the words used there.
    """
    here = {(one.item, tidy(one.own_item)): one for one in items}
    found: dict[tuple[str, str], Spoken] = {}
    for shown in sheet.beside:
        there = _held(shown, sheet)
        kind = (there.item, tidy(there.own_item))
        own = here.get(kind)
        if own is None:
            found.setdefault(kind, replace(there, id=new_id(), place=sheet.last_place, new=True, beside=True))
        elif own.new or own.texts != there.texts:
            own.beside, own.touched = True, not own.new
            own.texts["decision"] = ""
    for one in found.values():
        one.touched = one.withdrawn = one.narrowed = one.arrived = False
        one.texts["decision"] = ""
    return list(found.values())


def _held(shown: Shown, sheet: Sheet) -> Spoken:
    """Return an item as it stands; where two laptops disagree or the client withdrew, the decision is asked again.

    What was taken back must not come back with an agreement on something else.
    """
    values = shown.values
    texts: dict[str, Any] = {name: str(values.get(name) or "") for name in (*ONE_OF, *TEXTS)}
    for name in ("to_whom", "employers"):
        held = values.get(name)
        texts[name] = [str(one) for one in held] if isinstance(held, tuple) else []
    texts["where"] = texts.pop("employers") + ([ALL] if values.get("all_agreed_employers") else [])
    item, own = str(values.get("item") or "own"), str(values.get("own_item") or "")
    spoken = Spoken(shown.id, item, own, str(values.get("place") or ""), texts=texts)
    if shown.id in sheet.withdrawn:
        spoken.withdrawn, texts["decision"] = True, ""
    if closed := sheet.closed.get(shown.id):
        spoken.narrowed = True
        texts["where"] = [code for code in texts["where"] if code not in (*closed, ALL)]
    return _asked_again(spoken) if shown.conflicts else spoken


def _asked_again(spoken: Spoken) -> Spoken:
    spoken.arrived = spoken.touched = True
    spoken.texts["decision"] = ""
    return spoken


def draft_of(said: Said, client: str, draft_id: str | None) -> Draft:
    """Return the talk as a draft keeps it.

    Args:
        said: the talk.
        client: id of the client.
        draft_id: id of the draft.
    """
    values = {
        "items": [asdict(one) for one in said.items if one.new or one.touched],
        "talk": said.talk,
        "talk_id": said.talk_id,
        "day": said.day,
        "at": said.at,
        "seen": asdict(said.knew) if said.knew else {},
    }
    return Draft(FORM, values, id=draft_id, record=client, client=client, knew=said.knew.known if said.knew else ())


def recovered(draft: Draft, sheet: Sheet, day: date) -> Said:
    """Return the talk that a draft kept, in view of what the notebook holds now.

    What was altered elsewhere meanwhile comes as it is there, marked, and the decision on it is asked again.

    Args:
        draft: the draft.
        sheet: what the notebook holds now.
        day: the day of the talk; on another day than the draft's it is a new talk.
    """
    said = begin(sheet, day)
    kept = draft.values
    before = {id: set(heads) for id, heads in kept.get("seen", {}).get("items", {}).items()}
    mine = [Spoken(**values) for values in kept.get("items", ())]
    said.items = _together(said.items if sheet.items else [], mine, before, sheet) or said.items
    if kept.get("day") == said.day:
        said.talk, said.talk_id = dict(kept.get("talk", {})), str(kept.get("talk_id") or said.talk_id)
    said.at = min(int(kept.get("at", -1)), len(said.items) - 1)
    return said


def _together(
    held: Iterable[Spoken], mine: Iterable[Spoken], before: Mapping[str, set[str]], sheet: Sheet
) -> list[Spoken]:
    mine = list(mine)
    again = {(one.item, tidy(one.own_item)) for one in mine if one.new}
    here = {one.id: one for one in held if not (one.new and one.beside and (one.item, tidy(one.own_item)) in again)}
    for one in mine:
        there = here.get(one.id)
        if there is None:
            if one.new:
                here[one.id] = one
        elif before.get(one.id, set()) == set(sheet.seen.items.get(one.id, ())):
            here[one.id] = one
        else:
            _asked_again(there)
    return list(here.values())


def rebased(said: Said, sheet: Sheet, day: date) -> Said:
    """Return a talk in view of what has arrived since it began; see ``recovered``."""
    return recovered(draft_of(said, sheet.client.id, None), sheet, day)
