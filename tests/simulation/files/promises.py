"""What must hold: nothing lost, nothing claimed that is not held, the same for all, no two meanings unnoticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from store import bundle
from store.bundle.outcomes import Warned
from store.bundle.states import State
from store.conflicts import open_conflicts
from store.disclosure import told_somewhere
from store.history.consent import Verdict
from store.history.reading import Why
from store.notebook import Notebook
from store.reading import Shown, find, history_of, list_records
from store.refusal import Reason, Refusal
from store.self_check import check
from tests.simulation.files.machine import Held, Machine
from tests.simulation.files.typed import Seen, Typed
from tests.simulation.files.world import World
from tests.store.bundle.swapping import read_receipt

_SHOWN = ("employer", "client", "disclosure_plan", "disclosure_item", "vocational_profile", "withdrawal")
_TWO_MEANINGS = frozenset({Warned.FORK, Warned.CLONED_NOTEBOOK, Warned.OFFICE_WENT_BACK})


def check_receipt(world: World, laptop: Machine, path: Path) -> None:
    """Hold a receipt against what the office holds: every change up to a hash that it names.

    Raises:
        Seen: it claims more.
    """
    try:
        receipt = read_receipt(path, laptop.notebook)
    except Refusal:
        return
    held = {name for name, _ in world.office.held()}
    own = laptop.names()
    for claim in receipt.held:
        tip = f"{claim.chain}/{claim.seq}/{claim.hash[:16]}"
        if tip not in held:
            raise Seen(f"a receipt names place {claim.seq} of {laptop.name} that the office does not hold")
        places = {int(name.split("/")[1]) for name in held if name.startswith(f"{claim.chain}/")}
        if missing := set(range(1, claim.seq + 1)) - places:
            raise Seen(f"a receipt up to {claim.seq} of {laptop.name} claims {sorted(missing)} that are not held")
        if tip in own and not _is_forked(own | held, claim.chain):
            mine = {name for name in own if name.startswith(f"{claim.chain}/") and _seq(name) <= claim.seq}
            if mine - held:
                raise Seen(f"a receipt up to {claim.seq} of {laptop.name} claims another meaning of a place")
    world.counts["receipt held against the office"] += 1


def check_states(world: World, laptop: Machine) -> None:
    """See that a laptop calls nothing "at the office" that never was there.

    Raises:
        Seen: it does.
    """
    own = {name for name in laptop.names() if name.split("/")[0] in laptop.chains}
    by_id: dict[str, list[Typed]] = defaultdict(list)
    for typed in world.log.typed:
        if typed.change in own:
            by_id[typed.id].append(typed)
    for id, state in bundle.states_of(laptop.notebook, sorted(by_id)).items():
        world.counts[f"state {state.value}"] += 1
        for typed in by_id[id] if state is State.AT_OFFICE else ():
            if typed.change not in world.ever_at_office:
                raise Seen(f"{laptop.name} says at the office, and it never was: {typed.story()}")
    standing = bundle.standing(laptop.notebook)
    if standing.everything_at_office and own - world.ever_at_office:
        raise Seen(f"{laptop.name} says that everything is at the office, and it is not")


def check_nothing_lost(world: World) -> None:
    """Look at the office for everything that was typed: record, history, conflict, quarantine, erase record.

    Raises:
        Seen: a value is nowhere.
    """
    found = _words_at(world, world.office.notebook)
    erased = {str(one.values["client"]) for one in list_records(world.office.notebook, "erasure", limit=1000)}
    missing = [typed for typed in world.log.typed if typed.word not in found]
    missing = [typed for typed in missing if typed.client not in erased]
    lost = [typed for typed in missing if typed.change not in world.log.mourned]
    world.counts["value gone with a machine"] += len(missing) - len(lost)
    world.counts["value erased"] += sum(typed.client in erased for typed in world.log.typed)
    if lost:
        waiting = _words_in_quarantine(world)
        world.counts["value in quarantine"] += sum(typed.word in waiting for typed in lost)
        lost = [typed for typed in lost if typed.word not in waiting]
    if lost:
        raise Seen(f"{len(lost)} lost; {lost[0].story()}")
    for typed in world.log.typed:
        if typed.client in erased and typed.word in found:
            raise Seen(f"erased and still there: {typed.story()}")
    _check_lonely(world)


def check_consents(world: World, machine: Machine) -> None:
    """See that nothing is told by an agreement that did not know of a withdrawal that is held here.

    Raises:
        Seen: an undone bundle, or a merge, has given a permission back.
    """
    held = machine.names()
    for client in {card.id for card in world.of_client("client")}:
        taken_back = {name for name, of in world.log.withdrawals.items() if of == client and name in held}
        if not taken_back and not any(one.client == client for one in world.of_client("disclosure_item")):
            continue
        for permission in told_somewhere(machine.notebook, client, world.today):
            world.counts[f"permission {permission.verdict.value}"] += 1
            if permission.verdict is not Verdict.TOLD:
                continue
            knew = world.log.agreements.get(permission.agreement or "", frozenset())
            if taken_back - knew:
                raise Seen(f"{machine.name} tells what was withdrawn ({sorted(taken_back - knew)[0]})")


def check_same(world: World) -> None:
    """Compare what machines show that hold the same: everything about nobody, and all about one client.

    The state is a function of the set of changes, and both meanings of a place are kept apart until a person decides
    (DESIGN 4): who knows a second meaning, about whomever it is, keeps changes aside that others let count. So two
    machines hold the same only where they also hold the same of every chain that is forked at either of them. They
    differ where a laptop has what an office forgot that went back, and the office has not.

    Raises:
        Seen: the same changes show another state.
    """
    seen: dict[tuple[frozenset[tuple[str, bool]], frozenset[str], str], tuple[dict[str, object], str]] = {}
    for machine in world.machines:
        if machine.cut_off:
            continue
        shown = _shown(machine, {card.id for card in world.cards})
        by_client = _by_client(machine.held(), machine.about())
        forked = machine.on_forked_chains()
        world.counts["a chain forked where what is shown is compared"] += bool(forked)
        for client, held in by_client.items():
            key = (by_client[""] | held, forked, client)
            state = {id: what for id, what in shown.items() if about_of(world, id) == client}
            earlier = seen.setdefault(key, (state, machine.name))
            if earlier[1] != machine.name:
                world.counts["same changes on two machines"] += 1
            if earlier[0] != state:
                differing = sorted(id for id in {*state, *earlier[0]} if state.get(id) != earlier[0].get(id))
                raise Seen(
                    f"{machine.name} and {earlier[1]} hold the same and show …{differing[0][-6:]} differently: "
                    f"{state.get(differing[0])} and {earlier[0].get(differing[0])}"
                )


def check_two_meanings(world: World, machines: Sequence[Machine]) -> None:
    """See that a place with two meanings rings an alarm where somebody can hear it.

    Args:
        world: the world.
        machines: between them a place may have two meanings; an alarm at any of them is one that is heard.

    Raises:
        Seen: none rings.
    """
    meanings: dict[tuple[str, int], set[str]] = defaultdict(set)
    for machine in machines:
        for name in machine.names():
            chain, seq, _ = name.split("/")
            meanings[chain, int(seq)].add(name)
    doubled = {chain for (chain, _), names in meanings.items() if len(names) > 1}
    if not doubled:
        return
    alarms = [alarm for machine in machines for alarm in bundle.alarms(machine.notebook)]
    rung = {alarm.subject.split("/")[0] for alarm in alarms if alarm.warned in _TWO_MEANINGS}
    world.counts["place with two meanings"] += len(doubled)
    if doubled - rung:
        raise Seen(f"chain …{sorted(doubled - rung)[0][-6:]} has two meanings and nobody was told")


def check_whole(world: World, laptop: Machine) -> None:
    """See, after a last round, that a laptop has all of its records or none, and builds on nothing that is missing.

    Raises:
        Seen: a delivery left something behind.
    """
    waiting = {kept.change for kept in bundle.kept_changes(laptop.notebook) if kept.why is Why.WAITING}
    at_office = {kept.change for kept in bundle.kept_changes(world.office.notebook) if kept.why is Why.WAITING}
    bodies = {name for name, whole in laptop.held() if whole}
    if strange := {name for name in waiting - at_office if name in bodies}:
        raise Seen(f"{laptop.name} waits for something that the office has: {sorted(strange)[0]}")
    names = world.office.names() | laptop.names()
    forked = any(_is_forked(names, chain) for chain in laptop.chains)
    standing = bundle.standing(laptop.notebook)
    forked = forked or laptop.was_copied
    if not forked and not standing.everything_at_office:
        raise Seen(f"{laptop.name} has handed over everything, and {standing.waiting.entries} are not at the office")
    world.counts["everything at the office"] += not forked
    nobody = _by_client(world.office.held(), world.office.about())[""]
    here = laptop.held()
    if missing := {name for name, whole in nobody if whole} - {name for name, _ in here}:
        raise Seen(f"{laptop.name} did not get what is about nobody: {sorted(missing)[0]}")


def check_notebook(machine: Machine) -> None:
    """Let a notebook check itself.

    Raises:
        Seen: it found something.
    """
    if found := check(machine.notebook):
        raise Seen(f"{machine.name} finds {found}")


def about_of(world: World, id: str) -> str:
    """Return the client whom a record is about; empty for nobody."""
    return next((card.client or "" for card in world.cards if card.id == id), "")


def _check_lonely(world: World) -> None:
    """See that a value that nobody else ever wrote over stands in its record, unless it is kept for a reason."""
    notebook = world.office.notebook
    fields: dict[tuple[str, str], list[Typed]] = defaultdict(list)
    for typed in world.log.typed:
        fields[typed.id, typed.field].append(typed)
    for (id, field), said in fields.items():
        if len(said) > 1 or said[0].change not in world.office.names():
            continue
        lines = {line.change: line for line in history_of(notebook, id)}
        line = lines.get(said[0].change)
        shown = find(notebook, said[0].record, id)
        if line is None or line.kept is not None or line.erased or line.change in world.log.undone:
            continue
        if shown is None or said[0].word not in str(shown.values.get(field)):
            raise Seen(f"it is held and not shown: {said[0].story()}")
        world.counts["value shown that nobody wrote over"] += 1


def _words_at(world: World, notebook: Notebook) -> str:
    """Return everything that the public reading functions show of the records that people began."""
    found: list[str] = []
    for card in world.cards:
        try:
            found += [repr((line.set, line.add)) for line in history_of(notebook, card.id)]
        except Refusal as refusal:
            if refusal.reason is not Reason.UNKNOWN_RECORD:
                raise
    found += [repr(one.values) for one in open_conflicts(notebook)]
    for record in _SHOWN:
        found += [repr(dict(one.values)) for one in list_records(notebook, record, limit=1000)]
    return "\n".join(found)


def _words_in_quarantine(world: World) -> str:
    """Return what would be there if a person took in everything that waits; the office is put back afterwards."""
    target = world.folder / "before-quarantine-was-opened"
    world.office.snapshot(target)
    bundle.try_again(world.office.notebook, even_flood=True, even_cut_off=True)
    found = _words_at(world, world.office.notebook)
    world.office.put_back(target)
    return found


def _by_client(held: Held, about: Mapping[str, str]) -> dict[str, frozenset[tuple[str, bool]]]:
    found: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for name, whole in held:
        found[about.get(name, "")].add((name, whole))
    found.setdefault("", set())
    return {client: frozenset(names) for client, names in found.items()}


def _shown(machine: Machine, ids: Iterable[str]) -> dict[str, object]:
    wanted = set(ids)
    found: dict[str, object] = {}
    for record in _SHOWN:
        for removed in (False, True):
            for one in list_records(machine.notebook, record, limit=1000, removed=removed):
                if one.id in wanted:
                    found[one.id] = _plain(one)
    return found


def _plain(one: Shown) -> object:
    conflicts = sorted(
        (conflict.unit, sorted(repr((live.value, live.change)) for live in conflict.values))
        for conflict in one.conflicts
    )
    return (
        one.record,
        sorted((k, repr(v)) for k, v in one.values.items()),
        one.removed,
        conflicts,
        one.heads,
        sorted(one.kept),
    )


def _is_forked(names: Iterable[str], chain: str) -> bool:
    places = [_seq(name) for name in names if name.startswith(f"{chain}/")]
    return len(places) != len(set(places))


def _seq(name: str) -> int:
    return int(name.split("/")[1])
