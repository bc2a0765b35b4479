"""What every record must show, computed from the oracle's log alone, held against what ``read`` says."""

from __future__ import annotations

from collections.abc import Mapping

from store.history.change import Change
from store.history.reading import Reading, Why
from store.history.state import RecordState
from tests.simulation.branches import check_forks
from tests.simulation.device import Device
from tests.simulation.oracle import Oracle, Plain, Said, Seen, plain
from tests.simulation.shapes import CONSENTS, GROUPS, OFFICE_ORDERS, PERSON, PROFILE, unit_of

REMOVED = "removed"


def check_values(oracle: Oracle, device: Device, reading: Reading) -> None:
    """Hold what a device shows against what people saved and knew.

    Raises:
        Seen: a value that nobody superseded is missing, one is shown that somebody superseded, two people
            disagree and it is not shown, or a change is kept aside without a reason.
    """
    held = {change.name: change for change in device.ledger.changes()}
    erased = oracle.erased(held)
    if reading.erased != erased:
        raise Seen(f"{device.name}: erasures in force are {sorted(reading.erased)}, ordered {sorted(erased)}")
    check_forks(oracle, device, reading, held)
    gone = oracle.retracted(held)
    for id, versions in oracle.by_record.items():
        mine = [said for said in versions if said.name in held]
        for said in mine:
            _check_kept(oracle, device, reading, held, said)
        applied = [said for said in mine if said.name not in reading.kept]
        if applied and applied[0].record not in OFFICE_ORDERS:
            _check_record(device, reading.records.get(id), applied, gone)


def _check_kept(oracle: Oracle, device: Device, reading: Reading, held: Mapping[str, Change], said: Said) -> None:
    """A change is kept aside only for a reason that the log knows; and where there is one, it is not applied."""
    body = held[said.name].body_text is not None
    alone = said.record in OFFICE_ORDERS and said.role != "office"
    must = alone or not body or said.schema > device.schema or bool(oracle.waits_for(said, held))
    why = reading.kept.get(said.name)
    if why is None:
        if must:
            raise Seen(f"{device.name} applies what it must keep aside: {said.story()}")
        return
    reasons = {
        Why.WAITING: bool(oracle.waits_for(said, held)),
        Why.NEWER_SCHEMA: said.schema > device.schema,
        Why.AUTHORITY: alone,
        Why.FORK: True,  # check_forks
        Why.VALUES_FAIL: said.record == PERSON and bool({"starts_on", "ends_on"} & set(said.units)),
        Why.FROZEN: said.record == PROFILE and any(s.index < said.index for s in oracle.by_record[said.id]),
        Why.LEGAL_HOLD: said.name in oracle.idle_erasures,
        Why.ERASED: bool(reading.erased & {said.client, said.id}),
        Why.PUT_AWAY: not body,
    }
    if not reasons.get(why, False):
        raise Seen(f"{device.name} keeps a change aside as {why.value} for no reason: {said.story()}")


def _check_record(device: Device, state: RecordState | None, applied: list[Said], gone: frozenset[str]) -> None:
    consent = applied[0].record in CONSENTS
    counting = [said for said in applied if consent or said.name not in gone]
    if not counting:
        return
    if state is None:
        raise Seen(f"{device.name} shows nothing of a record: {counting[0].story()}")
    conflicts = {
        unit_of(state.record, conflict.unit): {plain(live.value) for live in conflict.values}
        for conflict in state.conflicts
    }
    for unit in sorted({unit for said in counting for unit in said.units} - {REMOVED}):
        live = live_values(counting, unit, gone)
        if len(live) > 1:
            if conflicts.get(unit) != set(live):
                raise Seen(_disagreement(device, unit, live, conflicts.get(unit), state))
        elif unit in conflicts:
            raise Seen(_disagreement(device, unit, live, conflicts[unit], state))
        closed = consent and len(live) > 1 and unit in GROUPS.get(state.record, {})
        if not closed and _shown(state, unit) not in live:
            raise Seen(_disagreement(device, unit, live, {_shown(state, unit)}, state))
    _check_sets(device, state, counting, gone)
    if not consent:
        _check_removed(device, state, counting)


def live_values(counting: list[Said], unit: str, gone: frozenset[str]) -> dict[Plain, Said]:
    """Return the values of a unit that nobody who had seen them has changed since."""
    touching = [said for said in counting if unit in said.units]
    live: dict[Plain, Said] = {}
    for said in touching:
        if not any(other.knew & said.bit for other in touching):
            live[None if said.name in gone else said.units[unit]] = said
    return live


def _shown(state: RecordState, unit: str) -> Plain:
    members = GROUPS.get(state.record, {}).get(unit)
    if members is None:
        return (
            state.values.get("nickname") if unit == "called" and unit not in state.values else state.values.get(unit)
        )
    return plain({name: state.values[name] for name in members if name in state.values}) or None


def _check_sets(device: Device, state: RecordState, counting: list[Said], gone: frozenset[str]) -> None:
    counting = [said for said in counting if said.name not in gone]
    for name in sorted({name for said in counting for name in (*said.add, *said.drop)}):
        wanted = {
            element
            for said in counting
            for element in said.add.get(name, ())
            if not any(element in other.drop.get(name, ()) and other.knew & said.bit for other in counting)
        }
        shown = state.values.get(name, ())
        if not isinstance(shown, tuple) or set(shown) != wanted:
            raise Seen(
                f"{device.name} shows {shown} of the set {name} of {state.record}, not {sorted(map(str, wanted))}"
            )


def _check_removed(device: Device, state: RecordState, counting: list[Said]) -> None:
    saying = [said for said in counting if REMOVED in said.units]
    live = [said for said in saying if not any(other.knew & said.bit for other in saying)]
    removals = [said for said in live if said.units[REMOVED] is True]
    unaware = [
        said
        for said in counting
        if set(said.units) - {REMOVED} or said.add or said.drop
        if removals and all(not r.knew & said.bit and not said.knew & r.bit for r in removals)
    ]
    disputed = any(conflict.unit == REMOVED for conflict in state.conflicts)
    if removals and (unaware or len(removals) < len(live)):
        if state.removed or not disputed:
            raise Seen(f"{device.name} hides what somebody edited unaware: {(unaware or live)[0].story()}")
    elif disputed or state.removed != bool(removals):
        raise Seen(f"{device.name} is wrong on whether it is deleted: {(removals or counting)[0].story()}")


def _disagreement(device: Device, unit: str, live: Mapping[Plain, Said], shown: object, state: RecordState) -> str:
    said = "; ".join(one.story() for one in live.values())
    return f"{device.name} shows {shown} for {unit} of {state.record} {state.id[-4:]}; what stands: {said}"
