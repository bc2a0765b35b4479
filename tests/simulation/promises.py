"""What clients said about telling, in the order and with the knowledge with which they said it.

An item may be shown as told only where an agreement names exactly the change that stands, and where everything
more private that is held (a withdrawal, a "do not tell", a deletion, an agreement without it, a change that cannot
be read) had been seen by whoever wrote down that agreement with the client.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from store.history.change import Change
from store.history.consent import TELL, Permission, Verdict
from store.history.reading import Reading
from tests.simulation.device import Device
from tests.simulation.oracle import Oracle, Said, Seen
from tests.simulation.shapes import AGREEMENT, CONSENTS, JOIN, WITHDRAWAL


def check_promises(oracle: Oracle, device: Device, reading: Reading, counts: Counter[str]) -> None:
    """Hold everything that a device shows as told against what clients agreed to.

    Raises:
        Seen: something is shown as told that nobody agreed to, or words are shown that must be hidden, or in the
            simplest case what was agreed to is not told.
    """
    held = {change.name: change for change in device.ledger.changes()}
    plan: dict[str, list[Said]] = {}
    for name in held:
        said = oracle.by_name[name]
        if said.record in CONSENTS and said.client:
            plan.setdefault(said.client, []).append(said)
    together = _together(oracle, held)
    for client in sorted(plan):
        family = together.get(client, frozenset({client}))
        said_of_family = [said for member in sorted(family) for said in plan.get(member, ())]
        told = set()
        for permission in device.doors.permissions(reading, client):
            if permission.verdict is Verdict.TOLD:
                told.add(permission.item)
                counts["told"] += 1
                _check_told(oracle, device, reading, held, permission, said_of_family)
            else:
                counts["not told or ask first"] += 1
                if permission.values:
                    raise Seen(f"{device.name} shows the words of an item that is not told")
        if len(family) == 1:
            _check_quiet(oracle, device, reading, held, plan[client], told)


def _check_told(
    oracle: Oracle,
    device: Device,
    reading: Reading,
    held: Mapping[str, Change],
    permission: Permission,
    plan: list[Said],
) -> None:
    def wrong(how: str, because: Said | None = None) -> Seen:
        return Seen(
            f"{device.name} tells item {permission.item[-4:]}: {how}" + (f": {because.story()}" if because else "")
        )

    item = oracle.by_name.get(permission.change or "")
    agreement = next((s for s in plan if s.id == permission.agreement and "items" in s.units), None)
    if item is None or agreement is None or item.id != permission.item:
        raise wrong("nobody agreed")
    if agreement.client != item.client or item.name not in _items(agreement):
        raise wrong("the agreement does not name what stands", agreement)
    if dict(item.typed.set).get("decision") != TELL:
        raise wrong("it was decided not to tell", item)
    for name in ("wording", "employers"):
        if permission.values.get(name) != item.typed.set[name]:
            raise wrong(f"the {name} shown was not what the client agreed to", item)
    gone = oracle.retracted(held, ever=True)
    for said in (item, agreement):
        if said.name in gone or said.name in reading.kept or held[said.name].body_text is None:
            raise wrong("it stands on what does not count", said)
    naming = [
        said for said in plan if item.name in _items(said) and not (said.name in gone or said.name in reading.kept)
    ]
    for said in plan:
        closes = _more_private(reading, held, permission, item, agreement, said)
        # A copied machine may save the same open form twice: that says nothing new.
        same = [other for other in plan if other.id == said.id and other.units == said.units]
        if closes and not any(one.knew & other.bit for one in naming for other in same):
            raise wrong(f"{closes}, which nobody knew who agreed", said)
        if closes == "withdrawn" and not item.knew & said.bit and not agreement.knew & said.bit:
            raise wrong("withdrawn after the item was written", said)


def _more_private(
    reading: Reading, held: Mapping[str, Change], permission: Permission, item: Said, agreement: Said, said: Said
) -> str:
    """Return what is more private in a save than the item as it would be told; empty when nothing is."""
    values = said.typed.set
    if said.record == WITHDRAWAL:
        scope = values["scope"] if held[said.name].body_text is not None else "all"
        hits = scope == "all" or values.get("item") == item.id
        if scope == "employer":
            told = permission.values.get("employers", ())
            left = set(told if isinstance(told, tuple) else ()) - set(permission.withdrawn_employers)
            hits = values.get("employer") in left
        return "withdrawn" if hits else ""
    if said.name in reading.kept:
        return "a change on the plan is kept aside"
    if said.id == item.id and said is not item:
        if said.units.get("removed") is True:
            return "deleted"
        if "consent" in said.units and values.get("decision") != TELL:
            return "decided otherwise"
        return "changed" if "consent" in said.units and not item.knew & said.bit and _differs(said, item) else ""
    if said.id == agreement.id and said.units.get("removed") is True:
        return "the agreement deleted"
    if (
        said.record == AGREEMENT
        and "items" in said.units
        and said.client == item.client
        and item.name not in _items(said)
    ):
        return "an agreement without it"
    return ""


def _differs(one: Said, other: Said) -> bool:
    return one.units["consent"] != other.units["consent"]


def _items(agreement: Said) -> tuple[object, ...]:
    items = agreement.typed.set.get("items", ())
    return items if isinstance(items, tuple) else ()


def _together(oracle: Oracle, held: Mapping[str, Change]) -> dict[str, frozenset[str]]:
    """Return client → the ids that are read as one with it, as the office joined and un-joined them."""
    orders = [s for s in oracle.log if s.record == JOIN and s.role == "office" and s.name in held]
    undone = {s.id for s in orders if s.typed.set.get("removed") is True}
    families: dict[str, frozenset[str]] = {}
    for said in orders:
        if said.id not in undone and "first" in said.typed.set:
            one, two = str(said.typed.set["first"]), str(said.typed.set["second"])
            family = families.get(one, frozenset({one})) | families.get(two, frozenset({two}))
            families.update(dict.fromkeys(family, family))
    return families


def _check_quiet(
    oracle: Oracle,
    device: Device,
    reading: Reading,
    held: Mapping[str, Change],
    plan: list[Said],
    told: set[str],
) -> None:
    """Where nothing at all speaks against it, what the client agreed to is told."""
    gone = oracle.retracted(held, ever=True)
    names = {said.name for said in plan}
    if names & (gone | set(reading.kept)) or any(held[name].body_text is None for name in names):
        return
    # What is about the client and of a foreign type may bear on the plan, and is not looked into here.
    agreements = [said for said in plan if said.record == AGREEMENT and "items" in said.units]
    replaced = {name for said in agreements for name in _replaced(said)}
    current = [said for said in agreements if said.id not in replaced]
    if len(current) != 1:
        return
    for name in _items(current[0]):
        item = oracle.by_name[str(name)]
        versions = [said for said in plan if said.id == item.id]
        quiet = (
            all(said is item or item.knew & said.bit for said in versions)
            and not any("removed" in said.units for said in plan)
            and all(current[0].knew & said.bit and item.knew & said.bit for said in plan if said.record == WITHDRAWAL)
            and not any(reading.records[said.id].conflicts for said in plan if said.id in reading.records)
        )
        if quiet and item.name in held and item.id not in told:
            raise Seen(f"{device.name} does not tell what was plainly agreed: {item.story()}")


def _replaced(agreement: Said) -> tuple[object, ...]:
    replaces = agreement.typed.set.get("replaces", ())
    return replaces if isinstance(replaces, tuple) else ()
